# 每一屏的文字，按屏分组

## app

app-name = 天平
app-persona = 本机演示身份（未登录）
app-persona_help = 本机演示用，不是登录；正式部署由统一身份认证给出身份与可见范围。
app-subject_community = 代表哪个社区
app-subject_clerk = 代表哪个社区
app-whole_deployment = 全部社区
app-subject_member = 代表哪位成员
app-subject_work_unit = 代表哪个单位
app-subject_organisation = 代表哪个企业或社会组织
app-language = 语言 / Language
app-subject_auditor = 哪一位督查员
app-auditor = 督查员 { $number }

## role

role-committee = 党工委
role-community = 社区书记
role-auditor = 督查员
role-member = 成员
role-organisation = 企业或社会组织
role-work_unit = 原单位人事
role-clerk = 社区数据员
role-administrator = 管理员（政策）

## language

language-zh = 中文
language-en = English

## frame

frame-none = —
frame-comma = 、
frame-semicolon = ；
frame-period = 周期
frame-lens = 评价框架
frame-district = 区
frame-community = 社区
frame-all_districts = 全部区
frame-download = 下载这张表（{ $rows } 行，CSV）
frame-how_we_know = 我们怎么知道的：定义、覆盖、时效、构建
frame-freshness = **数据时效**：{ $files } 个文件，入库 { $rows } 行，隔离 { $quarantined } 行；最近一次收到数据 { $received }。
frame-build = **构建** `{ $build }`，完成于 { $finished }；代码版本 `{ $code }`，输入指纹 `{ $inputs }`。
frame-coverage = **覆盖**：{ $text }
frame-synthetic = 合成数据，仅供演示：社区、人员、记录与照片都是程序生成的，不代表任何真实地方或个人，不能作为证据。
frame-not_allowed = { $what }“{ $code }”不对“{ $role }”开放，所以这里什么都没有显示。请在上方另选，或换一个有权限的身份。
frame-not_there = 没有{ $what }“{ $code }”：链接可能写错了，或者它已被更正。请在上方另选。
frame-nothing_here = { $what }“{ $code }”在这一页还没有内容。请在上方另选。
frame-year = 年度
frame-unit = 单位
frame-not_yours = 这一屏不在“{ $role }”的可见范围内。请从左侧菜单选择一屏，或换一个身份。
frame-nothing_published = 还没有发布过任何构建，所以没有可以显示的结果。请先导入数据，再构建；完成后刷新本页即可，无需重启。
frame-no_periods = 已发布的构建里还没有任何指标值。请到“数据”页查看哪些文件入库、哪些行待改，再重新构建。
frame-read_failed = 这一屏没能从已发布的构建中读到数据，很可能是构建比程序旧。数据没有任何改动。请运行 tianping build 重新构建后刷新本页。
frame-fault = 这一屏出错了，没有显示完。已发布的数据与已作的决定都没有改动。请刷新本页；若仍然如此，请把时间和网址告诉管理员，日志里有原因。
frame-indicator = 指标
frame-unbuilt = { $name }（未实现）
frame-dimension = 维度
frame-value = 数值
frame-low = 区间下限
frame-high = 区间上限
frame-interval = { $low } 至 { $high }
frame-interval_90 = 90 % 区间
frame-numerator = 分子
frame-denominator = 分母
frame-score = 得分（0–100）
frame-status = 数据状态
frame-reason = 原因
frame-file = 文件
frame-sheet = 工作表
frame-row = 行号
frame-source = 数据来源
frame-record = 记录编号
frame-member = 成员
frame-contribution = 计入
frame-received = 收到时间
frame-yes = 是
frame-no = 否
frame-values_of = { $indicator }：各社区 { $period }
frame-values_note = 点是数值，线是 90 % 区间；空心点为样本不足，只作参考。
frame-no_values = { $indicator }在 { $period } 没有任何社区有可用数值；下表给出每个社区的数据状态和原因。
frame-running = { $period }，未结束
frame-closed = { $period }·{ $state }
frame-lacks = 缺{ $what }
frame-borderline = 临界（{ $grades }）

## period_kind

period_kind-month = { $period }（月）
period_kind-quarter = { $period }（季）
period_kind-half = { $period }（半年）
period_kind-year = { $period }（年）

## status

status-ok = 可用
status-insufficient = 样本不足
status-not_reported = 未报送
status-not_applicable = 不适用
status-not_evaluable = 无法评估

## status_sign

status_sign-ok = ●
status_sign-insufficient = ◐
status_sign-not_reported = ○
status_sign-not_applicable = ／
status_sign-not_evaluable = ✕

## grade

# grade.优秀
grade--4f18-79c0 = 优秀
# grade.良好
grade--826f-597d = 良好
# grade.合格
grade--5408-683c = 合格
# grade.不合格
grade--4e0d-5408-683c = 不合格

## missing

missing-few_rows = 记录太少
missing-wide_interval = 区间太宽
missing-no_evidence = 没有可用的记录
missing-audit_decisions = 随机抽查的核查决定

## unit

unit-share = 占比
# unit.0-1
unit-0-2d1 = 0–1 分
# unit.members per group
unit-members-20per-20group = 人/组
# unit.per registered member
unit-per-20registered-20member = 每名注册党员
# unit.per hour owed
unit-per-20hour-20owed = 小时/应服务小时
unit-minutes = 分钟
unit-hours = 小时
unit-days = 天
unit-weight = 权重（按比例）
# unit.score points
unit-score-20points = 分
# unit.true or false
unit-true-20or-20false = 是/否
unit-grade = （等次不高于）
unit-points = 积分
# unit.points/h
unit-points-2fh = 积分/小时
unit-months = 个月
unit-h = 小时
unit-m = 米
unit-min = 分钟
unit-s = 秒
# unit.km/h
unit-km-2fh = 公里/小时
unit-people = 人
unit-records = 条
unit-communities = 个社区
unit-characters = 个字
unit-times = 次（倍）
# unit.times compared
unit-times-20compared = 个时间
unit-bits = 位（共 256）
# unit.of 100
unit-of-20100 = （满分 100）
unit-reviews = 条评价
# unit.reviews a minute
unit-reviews-20a-20minute = 条评价/分钟
# unit.share of declared
unit-share-20of-20declared = 占申报（0–1）
# unit.share of year
unit-share-20of-20year = 占全年（0–1）
# unit.share of the shorter
unit-share-20of-20the-20shorter = 占较短一条（0–1）
# unit.share 很好
unit-share-20-5f88-597d = “很好”占比（0–1）
# unit.standard deviations
unit-standard-20deviations = 个标准差
# unit.0-1 (2 of 5)
unit-0-2d1-20-282-20of-205-29 = 0–1（0.25 即 5 分制的 2 分）

## kind

kind-r = 比率
kind-m = 平均数
kind-t = 时长
kind-c = 每单位数量

## basis

basis-census = 全数（不是抽样，无抽样误差）
basis-sample = 抽样（按样本量收缩）

## component

component-value = 指标值变化
component-weight = 权重变化
component-definition = 定义变化
component-coverage = 覆盖变化
component-adjustment = 加减分

## moved

moved-up = ▲ 升
moved-down = ▼ 降
moved-within = 误差之内

## owner

owner-party_work_committee = 党工委

## health

health-composite_reliability = 综合分可靠度 λ
health-share_ranked = 有名次的占比
health-share_borderline = 等次临界的占比
health-size_bias = 规模偏差（等级相关）
health-size_bias_communities = 规模偏差依据的社区数
health-rank_stability = 名次稳定性（与上年）

## health_reading

health_reading-composite_reliability = 总分差异中真实差异所占的份额；低于 0.7 时不宜据此分配奖励。
health_reading-share_ranked = 覆盖达到 65 %、可以排名的社区占全部社区的份额。
health_reading-share_borderline = 等次把握不足 80 %、落在两档之间的社区份额。
health_reading-size_bias = 证据多少与名次的相关，绝对值应小于 0.1，否则名次在跟着规模走。
health_reading-size_bias_communities = 离均值一个标准误以内、算进规模偏差的社区个数；25 个时，±0.4 之内可能只是偶然。
health_reading-rank_stability = 与上年同期名次的相关；接近 1 说明名次稳定。

## alarm

alarm-suspension = 悬浮
alarm-rigidity = 刚性化

## side

side-at_least = 不低于
side-below = 低于

## adjustment_kind

adjustment_kind-bonus = 加分
adjustment_kind-penalty = 减分
adjustment_kind-veto = 一票否决

## appeal

appeal-none = 没有申诉
appeal-filed = 已申诉，待答复
appeal-accepted = 申诉已采纳
appeal-rejected = 申诉未采纳

## overdue_kind

overdue_kind-drill = 演练
overdue_kind-supply = 物资

## overdue_reason

overdue_reason-never_drilled = 没有演练记录
overdue_reason-not_drilled = 12 个月内没有演练
overdue_reason-below_minimum = 低于最低数量
overdue_reason-expired = 已过期
overdue_reason-unchecked = 超过 90 天没有检查

## scenario

scenario-fire = 火灾
scenario-flood = 洪涝
scenario-earthquake = 地震
scenario-epidemic = 疫情
scenario-evacuation = 疏散
scenario-other = 其他

## attention

attention-alarms = 预警：悬浮与刚性化
attention-alarms_note = 悬浮 = 组织结构得分高而动员或服务得分低；刚性化 = 拒绝与冲突多而居民满意度低。预警提示去看一看，不是结论；维度得分有数值的权重不足时不判断。
attention-alarm_count = **{ $alarm }**：{ $raised } 个社区；{ $clear } 个没有，{ $not_evaluable } 个无法评估。
attention-no_alarms = 本周期没有可判断的社区。请换一个周期，或到“数据”页查看缺哪些文件。
attention-raised = { $alarm }预警：{ $because }。
attention-clear = { $alarm }：没有预警（{ $because }）。
attention-not_evaluable = { $alarm }：无法评估（{ $because }）。
attention-measure = { $measure } { $observed } 分（预警线：{ $side } { $threshold }）
attention-measure_value = { $measure } { $value }，得 { $observed } 分（预警线：{ $side } { $threshold }）
attention-measure_unknown = { $measure }没有可用数值
attention-column_alarm = 预警
attention-column_because = 依据
attention-open = 打开
attention-adjustments = 加减分与一票否决
attention-no_adjustments = 本周期没有加减分，也没有一票否决。
attention-adjustments_note = 加减分单列，合计封顶 ±5 分；一票否决只限制等次，不改得分与名次。不服的，可在公示期内提出异议；核查决定也可由另一位核查人员重新作出，下次构建生效。
attention-veto = 一票否决：{ $item }。等次最高为{ $grade }，得分与名次不变。{ $appeal }。
attention-column_item = 事项
attention-column_kind = 类别
attention-column_cases = 件数
attention-column_points = 分
attention-column_evidence = 证据（记录号或文件）
attention-column_appeal = 申诉
attention-risk = 区域与事件风险
attention-no_risk = 没有可评的季度。
attention-risk_counts = { $quarter }：{ $levels }。
attention-risk_count = { $level } { $communities } 个社区
attention-own_risk = { $quarter }：**{ $level }**。
attention-risk_input = { $count }（+{ $points }）
attention-risk_step = { $what } ≥ { $at_least } 得 { $points } 分
attention-risk_note = 各项按所达到的最高一档计分，相加定级，1 级最低、4 级最高；缺任何一项就不定级。{ $steps }。
attention-risk_incidents = 突发事件（件）
attention-column_incidents_interval = 这样的一季会有几件（90 % 区间）
attention-risk_severity_sum = 风险上报（严重度之和）
attention-risk_overdue_findings = 逾期未整改问题（个）
attention-risk_exposed_people = 居民（人）
attention-column_level = 风险等级
attention-column_missing = 缺什么
attention-overdue = 逾期的演练与物资（截至构建日）
attention-overdue_count = **{ $kind }**：逾期 { $lines } 项，涉及 { $communities } 个社区；{ $unknown } 个社区没有数据，无法判断。
attention-nothing_overdue = 按现有记录，没有逾期的演练和物资。
attention-column_subject = 情景或物品
attention-column_last = 最近一次
attention-column_days = 逾期天数
attention-column_quantity = 数量
attention-column_minimum = 最低数量

## overview

overview-menu = 总览
overview-title = 哪些社区变了，各自站在哪里？
overview-answer = { $period }：可比的 { $compared } 个社区中，{ $moved } 个的变动超出误差区间（较 { $previous }）：{ $up } 升、{ $down } 降；{ $ranked } 个有名次，平均 { $mean } 分（满分 100）。
overview-answer_first = { $period }：{ $ranked } 个社区有名次，平均 { $mean } 分（满分 100）；没有可比的上一周期，因此不说升降。
overview-withheld = { $period } 不给综合分和名次：可评指标的权重覆盖为 { $coverage }，低于 65 % 的门槛；{ $built } 项指标中有 { $usable } 项有数值，可以单独看。
overview-missing = 没有数值的 { $count } 项指标
overview-nothing_usable = 本周期没有任何指标有数值。请换一个周期，或到“数据”页查看缺哪些文件。
overview-prevalence = 虚假服务估计占 **{ $value }**（95 % 区间 { $low }–{ $high }，按分层随机抽查推算）。
overview-prevalence_none = 虚假服务比例：本周期没有随机抽查结果，无法估计（没有数据不等于没有虚假）。
overview-ranking = 名次与误差
overview-ranking_note = 点是总分，线是 90 % 区间；底色相间的一段是误差内分不出先后的并列组，同组之内不论名次；虚线是等次起点。
overview-total_axis = 总分（0–100）
overview-rank_interval = 第 { $low }–{ $high } 名
overview-trend = 各区走势
overview-trend_note = 线是区内社区的平均总分，色带是中间一半社区的范围；各图同一刻度。
overview-changes = 与 { $previous } 相比，什么推动了平均分
overview-changes_note = 每条是一项指标对全部可比社区平均分的推动（分）；蓝色上升，橙色下降，合计等于总变化。
overview-other_indicators = 其余 { $count } 项合计
overview-before = { $period } 平均
overview-after = { $period } 平均
overview-districts = 各区
overview-states = 各指标的数据状态（社区个数）
overview-health = 这张榜本身能信到什么程度
overview-column_measure = 量
overview-column_reading = 怎么读
overview-column_rank = 名次
overview-column_total = 总分
overview-column_interval = 名次 90 % 区间
overview-column_change = 较上期（分）
overview-column_moved = 变动
overview-column_grade = 等次
overview-column_peer_rank = 同类名次
overview-column_peer_size = 同类个数
overview-column_coverage = 权重覆盖
overview-column_communities = 社区数
overview-column_ranked = 有名次
overview-column_mean = 平均总分
overview-column_up = 升（超出误差）
overview-column_down = 降（超出误差）
overview-definition = **定义**：总分 = 各指标按固定目标值换算到 0–100 后加权平均，再加减分（±5 以内）。名次按总分后验均值排；区间来自至少 2,000 次抽样，含抽样误差和方法误差。变动“超出误差”指两期总分的 90 % 区间互不相交。可评指标权重覆盖不足 65 % 时不给总分与名次。

## community

community-menu = 社区
community-title = 我们站在哪里，和谁比才公平，什么推动了我们？
community-answer = { $name } { $period } 第 { $rank } 名（共 { $ranked } 个，90 % 区间 { $low }–{ $high }），同类 { $peer_rank }/{ $peer_size }；总分 { $total }（{ $grade }），较上期 { $change } 分，主要来自{ $reason }（{ $share }）。
community-answer_within = { $name } { $period } 第 { $rank } 名（共 { $ranked } 个，90 % 区间 { $low }–{ $high }），同类 { $peer_rank }/{ $peer_size }；总分 { $total }（{ $grade }），较上期 { $change } 分，在误差之内，最大一项来自{ $reason }（{ $share }）。
community-answer_still = { $name } { $period } 第 { $rank } 名（共 { $ranked } 个，90 % 区间 { $low }–{ $high }），同类 { $peer_rank }/{ $peer_size }；总分 { $total }（{ $grade }），较上期 { $change } 分。
community-answer_first = { $name } { $period } 第 { $rank } 名（共 { $ranked } 个，90 % 区间 { $low }–{ $high }），同类 { $peer_rank }/{ $peer_size }；总分 { $total }（{ $grade }）；没有可比的上一周期。
community-withheld = { $period } 不给总分和名次：可评指标的权重覆盖为 { $coverage }，低于 65 % 的门槛；下面逐项给出能说的指标。
community-none_in_scope = 您的可见范围内没有社区。请在左侧选择身份代表的社区，或先导入社区名册。
community-adjustment = 其中加减分 { $points } 分（单列，封顶 ±5）。
community-peers = 在同类社区中的位置
community-peers_note = 菱形是本社区；线是总分的 90 % 区间，重叠的区间不能说谁先谁后。
community-dimensions = 各维度与同类比较
community-dimensions_note = 深色条是本社区得分，浅色条是同类中间一半的范围，竖线是同类中位数。
community-dimension_axis = 维度得分（0–100）
community-peer_mid = 同类中位数
community-changes = 较 { $previous } 变化了什么
community-changes_note = 每条是一项对总分的推动（分），合计等于总变化。
community-others = 其余 { $count } 项合计
community-indicators = 每一项指标
community-gains = 什么能让我们上升
community-gains_note = 按还能得到的总分从多到少；最多的是{ $indicator }，做到 100 分目标可加 { $points } 分。
community-one_point = 1 个百分点
community-column_to_gain = 最多可加（分）
community-column_per_unit = 每改善一单位加（分）
community-column_unit = 一单位
community-column_now = 现在
community-column_goal = 100 分目标
community-no_indicators = { $period } 没有本社区的指标值。请换一个周期，或到“数据”页查看是否有文件未入库。
community-before = 上期数值
community-evidence = 这个数从哪里来
community-choose_indicator = 打开哪一项指标的证据
community-how_scored = 一步一步看它怎样变成分数和名次
community-no_value = { $indicator }：{ $status }。原因：{ $reason }。没有数值不等于 0。
community-evidence_counted = **{ $indicator } = { $value }**；直接计算 { $raw } = { $numerator } ÷ { $denominator }；依据 { $rows } 行证据（文件、工作表、行号如下）。
community-no_evidence = 这项指标在本周期没有逐行证据可列。
community-definition = **定义**：同类 = 情境 × 社区类型，少于 8 个时向上合并。维度内加权平均，维度间加权平均。数值为按样本量收缩后的估计；分子、分母为原始计数，可逐行打开到文件与行号。

## compare

compare-menu = 比较
compare-title = 这两个社区，能说谁更好吗？
compare-a = 甲
compare-b = 乙
compare-peer = { $name }（同类）
compare-not_peer = { $name }（不同类）
compare-with_interval = { $total } 分（90 % 区间 { $low }–{ $high }）
compare-p_is = p = { $p }
compare-p_tiny = p < 0.000001
compare-beats = { $period }：可以说{ $winner }胜过{ $loser }（{ $p }，低于同类 { $peers } 个社区两两比较的容许值 { $allowed }）。{ $a } { $a_total }，{ $b } { $b_total }，满分 100。
compare-within = { $period }：{ $a }与{ $b }的差别在误差之内，不能说谁更好（差 { $difference } 分，{ $p }，同类 { $peers } 个社区两两比较的容许值 { $allowed }）。{ $a } { $a_total }，{ $b } { $b_total }，满分 100。
compare-not_peers = { $period }：{ $a }与{ $b }不是同类（环境或社区类型不同），不判断谁更好。{ $a } { $a_total }，{ $b } { $b_total }，满分 100。
compare-withheld = { $period }：{ $withheld }没有总分（可评指标的权重覆盖不足），{ $a }与{ $b }无法比较总分；下面是各维度能说的。
compare-too_few = { $period } 没有两个以上的社区可比。请换一个周期，或到“数据”页查看社区名册是否入库。
compare-dimensions = 各维度并排
compare-dimensions_note = 上面的菱形是甲，下面的圆点是乙；线是 90 % 区间，区间重叠的维度不能说有差别。
compare-no_dimensions = { $period } 这两个社区没有维度得分。请换一个周期。
compare-column = { $name }
compare-column_low = { $name } 下限
compare-column_high = { $name } 上限
compare-pairs = { $name }与每个同类社区
compare-pairs_note = z 是总分之差除以它的标准误；p 低于容许值（整组的误判概率由组内全部两两比较分摊，Bonferroni）才说胜过。
compare-no_pairs = { $name }在本周期没有总分或没有同类社区，所以没有两两比较。
compare-column_difference = 差（分）
compare-column_z = 差 ÷ 标准误
compare-column_allowed = p 的容许值
compare-column_standing = 判断
compare-definition = **定义**：只在同类（环境 × 社区类型，少于 8 个时向上合并）之内判断胜负。z = 两个总分之差 ÷ √（两者抽样方差之和）；p 低于容许值（政策给整组的误判概率 ÷ 组内对数，Bonferroni）时才说“胜过”。不同类的社区只并排，不判断。

## indicators

indicators-menu = 指标
indicators-title = 这项指标说的是什么，怎么变成分数？
indicators-answer = { $name }：{ $meaning }
indicators-values_not_allowed = 各社区在这个指标上的数值不对“{ $role }”开放；下面是指标的定义。
indicators-none = 已发布的构建里没有指标目录。请重新构建。
indicators-not_built = 这项指标已写入目录，但还没有实现，不参与计分。
indicators-built = 已实现
indicators-unbuilt = 未实现
indicators-state = 状态
indicators-meaning = 说的是什么
indicators-funnel = 漏斗图：差别是不是大到不像偶然
indicators-funnel_note = 横轴是分母，纵轴是原始比率；虚线是偶然与平常差异之内 95 % 与 99.8 % 的界限，界外才值得追问原因。
indicators-funnel_size = 分母（个案数）
indicators-funnel_value = 原始比率
indicators-definition_title = 定义
indicators-dimension = 维度
indicators-kind = 类型
indicators-unit = 单位
indicators-basis = 统计基础
indicators-goalposts_text = 0 分 = { $low }；100 分 = { $high }
indicators-goalposts = 目标值
indicators-goalpost_low = 0 分对应
indicators-goalpost_high = 100 分对应
indicators-weight = 占总分权重
indicators-mandatory = 必报
indicators-minimum = 最少样本
indicators-needs = 需要的数据
indicators-owner = 归口
indicators-valid = 生效日期
indicators-valid_to = 止于
indicators-versions = 历次定义
indicators-why = **为什么看它**：{ $why }（研究 { $study }）
indicators-catalogue = 指标目录：{ $count } 项，已实现 { $built } 项
indicators-definition = **定义**：指标目录是数据，带生效日期与归口部门；得分 = 100 ×（数值 − 0 分目标）÷（100 分目标 − 0 分目标），限制在 0–100；目标值固定并有版本，从不使用当期最大最小值。

## queue

queue-menu = 核查队列
queue-title = 哪些记录最值得先核查？
queue-answer = 本周可核 { $cases } 件（约 { $minutes } 分钟），预计追回 { $hours } 小时；队列共 { $waiting } 件，涉及 { $at_stake } 小时，{ $late } 件已逾期。
queue-definition = 队列按“每分钟预计追回小时”（可疑度 × 涉及小时 ÷ 核查所需分钟）排序；用同一张照片的记录一并核查，因此一起排。排在前面只表示值得先核查，不表示虚假；只有人的决定才会改变记录。“不属实”要由第二位核查人员复核才生效，在此之前积分冻结。人员编号已换成假名。抽样件（随机）无论可疑与否都要核，它们用来无偏估计虚假服务比例。
queue-empty = 队列是空的：没有待核查的记录。新数据入库并构建后，值得核查的记录会出现在这里。
queue-none_match = 没有符合筛选条件的记录；请放宽上面的筛选。
queue-open = 打开
queue-all = 全部
queue-no_reason = 没有规则提示
queue-reason = 理由
queue-state = 状态
queue-week = 每周可核
queue-cases = { $cases } 件
queue-what = 什么服务
queue-who = 谁
queue-masked = 已遮蔽：用假名代替人员编号；打开案件才能看到，并留下查阅记录。
queue-reasons = 最强的两条理由
queue-expected = 预计追回
queue-expected_help = 可疑度 × 涉及小时：核查一件平均能追回多少小时。
queue-at_stake = 涉及小时
queue-hours_format = %.1f 小时
queue-days_format = %d 天
queue-suspicion = 可疑度
queue-suspicion_help = 0–1，各条规则合并而成；高只表示值得先核查。
queue-age = 距提交
queue-age_help = 从提交到本次构建的天数；期限也从提交算起，不从进入队列算起。
queue-group = 同组
queue-group_help = 用了同一张照片、可以一并核查的记录数。
queue-record = 记录号
queue-to_do = 待我办理
queue-grouping = 合并查看
queue-ungrouped = 不合并
queue-by_person = 按人
queue-by_reviewer = 按评价人
queue-by_photo = 按照片
queue-by_activity = 按活动
queue-kept_filters = 常用筛选（{ $count }）
queue-forget = 删除
queue-filter_name = 给当前筛选取个名字
queue-keep_filter = 保存当前筛选
queue-up = 上一件
queue-down = 下一件
queue-here = 第 { $place } 行：`{ $record }` { $reasons }
queue-per_minute = 每分钟追回
queue-per_minute_help = 预计追回小时 ÷ 核查所需分钟；用同一张照片的记录合在一起算。
queue-late = 期限
queue-late_help = 超过政策规定的核查期限。
queue-is_late = 逾期
queue-records = 记录数
queue-people = 人数
queue-minutes = 约需分钟
queue-no_photo_groups = 现在列出的记录里，没有两件以上用同一张照片的；照片被重复使用的案件在队列里逐件列着。请换一种合并方式或放宽筛选。
queue-no_groups = 没有可以合并查看的记录；请换一种合并方式或放宽筛选。
queue-group_title = { $by }：{ $group }（{ $count } 件）
queue-all_groups = 返回全部分组
queue-decide_group = 对这 { $count } 件作同一结论
queue-decide_group_note = 同一结论和理由分别写入每一条记录，每条各有一个决定编号；不合规则的记录不写入并说明原因。认定“不属实”仍要由第二位核查人员对这一组作同样结论后才生效。
queue-save_group = 保存 { $count } 条决定
queue-group_saved = 已保存 { $stored } 条决定（{ $verdict }），{ $refused } 条没有保存。
queue-refused_line = - { $record }：{ $why }

## case

case-menu = 案件
case-title = 这条记录属实吗？
case-answer = { $text }。
case-definition = 规则给出的是线索，不是结论：每条都写明观测值、界限、权重和清白的解释；缺少数据的规则标为“无法评估”，不算通过。时间均为本地时区。照片相似按 PDQ 感知哈希比较，八种旋转与翻转都找，距离 0–31 视为近似；裁过边、加了框或盖了字的，把像素对齐后按两张共有的部分比。管理该社区的人（给该社区记录评分的人）不能核查该社区。认定“不属实”要两个人：第一人提出，另一人以同样理由复核后才生效；本人可以答复和申诉，申诉由没有参与过的人决定。每一步署名、只增不改，并与前一步以哈希相连。
case-empty = 没有待核查的案件。可从“核查队列”点选，或在网址里写明 record=记录号。
case-record = 案件（记录号）
case-next = 下一件
case-facts = 事实
case-timeline = 先后经过
case-places = 地点与定位
case-photos = 照片与相似照片
case-flags = 各条规则的发现
case-flags_note = 线索不是结论。每条都附上清白的解释；决定由人作出。权重是它给可疑度增加的部分：同组只计最强的一条，其余为 0。
case-adds_up_to_odds = 可疑度 { $suspicion } 这样算出：s = 该渠道的基础 { $base } ＋ 各规则权重 { $flags } ＋ 本人其他记录 { $member }，可疑度 = 1 ÷（1 ＋ e⁻ˢ）。
case-adds_up_alone = 可疑度 { $suspicion } 这样算出：s = 各规则权重 { $flags } ＋ 本人其他记录 { $member }，可疑度 = 1 − e⁻ˢ。
case-history = 本人与评价人的过往
case-ledger = 关联的积分与工时
case-decide = 您的决定
case-reason = { $name }：{ $observed }
case-photo_reason = 照片与{ $whose } { $date } 的照片相同
case-more_raised = 另有 { $count } 条规则提示
case-none_raised = 没有规则提示异常
case-the_rest = 其余 { $unknown } 条无法评估，{ $clear } 条未见异常
case-span = { $start } 至 { $end }
case-hours = 申报 { $declared } 小时，已验证 { $verified } 小时
case-suspicion = { $value }（0–1）
case-source = { $file } 第 { $row } 行（批次 { $batch }）
case-fact-member = 谁
case-fact-activity = 什么服务
case-fact-community = 社区
case-fact-service_time = 服务时间
case-fact-channel = 途径
case-fact-hours = 时长
case-fact-evidence = 证据等级
case-fact-review = 社区评价
case-fact-suspicion = 可疑度
case-fact-state = 核查状态
case-fact-text = 本人所写
case-fact-source = 来源
case-step-claimed_at = 接单
case-step-code_scanned_at = 扫码
case-step-first_photo_at = 照片
case-step-checkout_at = 签退
case-step-submitted_at = 提交
case-step-reviewed_at = 社区评价
case-step-rated = 居民评价
case-step_at = { $at }　{ $gap }
case-no_trace = 没有记录
case-untimed_photo = 有照片，但没有拍摄时间
case-rating = 平均 { $mean }（0–1，共 { $count } 条）
case-no_rating = 没有居民评价
case-minutes_later = { $count } 分钟后
case-hours_later = { $count } 小时后
case-days_later = { $count } 天后
case-minutes_earlier = 比上一步早 { $count } 分钟
case-hours_earlier = 比上一步早 { $count } 小时
case-days_earlier = 比上一步早 { $count } 天
case-place-site = 活动地点
case-place-phone = 手机
case-place-photo = 照片
case-ring = 150 米
case-places_note = 手机定位距活动地点 { $distance } 米，精度 { $accuracy } 米（浅色圆）。虚线为 150 米界限。
case-no_places = 没有可用的定位，无法判断地点；没有定位本身不是问题（纸质、电话途径本来就没有）。
case-no_photos = 这条记录没有附照片；没有照片本身不是问题。
case-photos_not_arrived = 列了照片但文件没有送达：{ $photos }。照片无法评估，这不等于没有问题，也不等于有问题。
case-photos_withheld = 照片只向核查人员显示。
case-own_photo = 本记录的照片 { $photo }，拍摄于 { $at }
case-no_match = 没有找到相似的照片。
case-same_person = 同一人
case-another_person = 另一人
case-earlier_use = 使用在先
case-later_use = 使用在后
case-match = { $whose } { $who } { $when } 的照片（{ $what }，{ $where }），{ $order }；PDQ 距离 { $distance }，方向：{ $orientation }；记录 { $record }
case-more_matches = 另有 { $count } 张相似照片
case-photo_missing = 照片文件不在（未送达或已按保存期限删除）。
case-photo_unreadable = 文件打不开：可能被截断，或不是图片。
case-flag_mitigated = 权重已降低：{ $reason }。
case-flag_found = 观测 **{ $observed }**；界限 { $threshold }；权重 { $weight }
case-flag_why = 为什么提示
case-flag_innocent = 清白的解释
case-flag_check = 怎么核查
case-flag_evidence = 依据：{ $ids }；规则版本 { $version }
case-flag_this_record = 本记录自身
case-flags_not_evaluable = 无法评估的规则：{ $count } 条（缺数据，不算通过）
case-flags_clear = 未见异常的规则：{ $count } 条
case-rule = 规则
case-missing = 缺什么
case-missing_because = { $inputs }（{ $why }）
case-observed = 观测
case-threshold = 界限
case-history_member = 本人：{ $first } 至 { $last } 共 { $records } 条记录，申报 { $declared } 小时，已验证 { $verified } 小时；{ $raised_records } 条有规则提示；已核查属实 { $decided_genuine } 条，不属实 { $decided_not_genuine } 条。
case-history_reviewer = 评价人：评过 { $graded } 条，其中“很好” { $graded_best } 条；经核查属实 { $decided_genuine } 条，不属实 { $decided_not_genuine } 条。
case-no_reviewer = 评价人：这条记录还没有社区评价。
case-points_at_stake = 关系到 **{ $points }** 分、**{ $hours }** 小时。
case-no_ledger = 关系到 { $hours } 小时；这条记录还没有记账。
case-reason_code = 理由
case-choose_reason = 选择理由
case-note = 备注（只写与核查有关的事实）
case-next_build = 保存后立即入档、不可更改（可再作新决定）；积分、证据等级与名次在下一次构建时生效。
case-save = 保存决定
case-decided_meanwhile = { $who } 已于 { $when } 作出决定（{ $verdict }），在您打开本页之后。您的决定没有保存，填写的内容还在；请先看过，仍有不同意见可再次保存。
case-earlier = - `{ $decision }` { $when } **{ $who }**：{ $verdict }；理由：{ $reason }；备注：{ $note }
case-before = 上一件
case-position = 第 { $place } / { $waiting } 件
case-effects = 决定的影响：之前与之后
case-effects_note = 按已发布的构建推算：积分、已验证小时与证据等级，以及会变动的每项指标在未冻结周期的分子/分母（记录所在社区；按成员计的指标为其报到社区）。没有列出的指标不变；换算后的得分在下一次构建时重算。
case-effect_subject = 对象
case-effect_period = 周期
case-effect_now = 现在
case-effect_if_genuine = 若属实
case-effect_if_not_genuine = 若不属实（两人认定）
case-effect_ratio = { $numerator } / { $denominator }
case-effect_hours = { $hours } 小时，证据等级 { $grade }
case-chosen = 已选：{ $action }。按 { $save } 保存。
case-question = 问题（本人会看到）
case-awaits_another = 您已提出“不属实”，待复核：要由另一位核查人员复核后才生效，在此之前积分冻结。
case-appeal_for_another = 本人已申诉；您参与过此案，申诉由没有参与过的核查人员决定。
case-saved_now = 已保存 { $record }：{ $action }（{ $decision }）。它将在下一次构建时生效。
case-saved_waiting = 已保存 { $record }：{ $action }（{ $decision }），待复核：另一位核查人员作同样决定后才生效，在此之前积分冻结。
case-line_decided = { $verdict }
case-line_proposed = { $verdict }（待复核）
case-line_rejected = { $verdict }（未获复核）
case-photo_group = **同一张照片用在 { $count } 条记录上，涉及 { $people } 人**（人员用假名；首次使用不视为异常）：
case-photo_use =
    { $order } · `{ $record }`{ "  " }
    { $when } · { $what } · { $where }{ "  " }
    { $who } · { $hours } 小时 · { $state }
case-first_photo_use = 首次使用
case-later_photo_use = 再次使用
case-more_photo_uses = 另有 { $count } 条记录用了同一张照片。
case-package = 导出案件包（zip）
case-package_note = 含数据行、照片、规则与版本、决定与步骤、可重算的 SQL 和校验值。

## points

points-menu = 积分
points-title = 挣了多少，为什么？
points-answer_no_duty = 可用 { $available }，待定 { $pending }，冻结 { $held }；{ $year } 年没有义务要求（志愿者，或该年尚无考核）。
points-answer = 可用 { $available }，待定 { $pending }，冻结 { $held }；{ $year } 年义务 { $hours }/{ $duty } 小时，已验证。
points-definition = 积分只由已记账的分录得出，从不直接改写；所有账户之和为零。已验证小时一律计入每年 20 小时义务，不受积分上限影响。规则提示只会冻结，不会扣除；扣除只因人的决定。5 人以下的合计不显示，个人不公开排名。
points-empty = 还没有任何年度数据。导入服务记录并构建后，这里会显示义务与积分。
points-year = 年度
points-no_account = { $year } 年没有您的账目；记录入库并构建后会出现在这里。
points-answer_organisation = { $kind } { $name } 现在可用 { $available } 分，只能捐赠。
points-expires_first = 最早一批 { $day } 到期，先得先到期。
points-no_organisation_account = 还没有您的积分。协议期内提供资源或人员，或承办的项目经居民评价后，构建即入账。
points-flows = { $year } 年积分的来去
points-flows_note = 分；所得、捐赠、到期各多少。
points-honour = 荣誉积分 { $honour }：纸质见证在得到证实前是荣誉，不可兑换；请见证人确认，或由核查人员核实。
points-room_whole = 今天可计分 { $room } 小时（任意 14 天内最多 { $limit } 小时，近 14 天还没有用）；超出的部分不计积分（突发事件期间除外），义务时长照计。
points-pending_note = 待定：记录评价完成并满 14 天后转为可用。冻结：记录待人核查，决定后释放或冲回。
points-no_months = { $year } 年还没有服务记录。
points-picture = { $year } 年逐月的义务与积分
points-picture_note = 上：累计已验证小时与全年义务线；下：每月服务所得积分。
points-hours_so_far = 累计已验证小时
points-points_of_month = 当月积分
points-duty_line = 全年义务 { $hours } 小时
points-statement = { $year } 年分录
points-hours_posted = 分录的小时合计 { $posted }，即当年已验证 { $verified } 小时。
points-hours_waiting = 分录的小时合计 { $posted }，另有 { $waiting } 小时待评分后记账，合计即当年已验证 { $verified } 小时。
points-no_entries = { $year } 年没有分录。
points-posted = 记账日
points-kind = 类别
points-points = 积分
points-hours = 小时
points-how = 怎么来的
points-activity = 服务
points-served = 服务时间
points-rule = 规则
points-rule_version = 版本
points-record = 记录号
points-decision = 决定
points-entry = 分录号
points-earned = { $hours } 小时 × { $grade } { $grade_factor } × 证据 { $evidence } { $evidence_factor } × { $per_hour } → { $points }
points-rules = 规则
points-valid_from = 生效日期
points-rule_text = 规定
points-group_answer = { $year } 年 { $members } 名成员中 { $completed } 名已完成义务（{ $share }）；共验证 { $hours } 小时，冻结 { $held } 分。
points-no_group = { $year } 年没有您这一范围的成员。
points-bands = { $year } 年义务完成到哪一步
points-bands_note = 人数；只计已验证的小时。
points-band_0 = 还没有已验证小时
points-band_1 = 不到四分之一
points-band_2 = 四分之一到一半
points-band_3 = 一半到四分之三
points-band_4 = 四分之三以上，未完成
points-band_5 = 已完成
points-people = 成员人数
points-by_community = 按居住社区
points-by_work_unit = 按单位
points-community = 社区
points-work_unit = 单位
points-unknown_group = 未登记
points-completed = 已完成人数
points-few = 5 人以下的合计不显示，以免看出个人。
points-completed_share = 完成率
points-verified = 已验证小时
points-held = 冻结积分
points-room = 今天还可计分 { $room } 小时（任意 14 天内最多 { $limit } 小时，已用 { $used } 小时）；超出的部分不计积分（突发事件期间除外），义务时长照计。
points-room_until = 今天还可计分 { $room } 小时（任意 14 天内最多 { $limit } 小时，已用 { $used } 小时），{ $day } 起恢复到全额；超出的部分不计积分（突发事件期间除外），义务时长照计。
points-expiring = { $points } 分将于 { $day } 到期，先用先得。
points-cut = ；{ $limit }截去 { $points }
points-cut_entry = { $limit }：截去 { $points }，已验证小时照计义务
points-given = { $why }：{ $what }
points-own_error = 本人主动报告差错，按实际时长更正，不另扣分
points-open_entry = 打开一条分录：记录、规则与决定
points-entry_line = { $day } { $kind } { $points }
points-about_rule = **规则 { $rule }（第 { $version } 版）**：{ $text }。
points-about_record = **记录 { $record }**：{ $what }，{ $when }，申报 { $declared } 小时，已验证 { $verified } 小时。
points-about_offer = **兑换或捐赠 { $redemption }**：{ $what }。
points-about_fact = **事项** `{ $fact }`（演练、上报、组织行动、项目或冻结的季度）。
points-about_decision = **决定 { $decision }**：{ $verdict }。
points-about_own_report = **本人报告 { $decision }**：容错更正。
points-about_entry = 分录 { $entry }，{ $posted } 记账。
points-organisations = 组织、社区与公益池的账户
points-no_organisations = 还没有组织或社区的积分。组织行动、承办项目或冻结季度之后会出现在这里。
points-account_kind = 账户
points-holder = 编号
points-available = 可用积分
points-expires_next = 最近到期

## assessment

assessment-menu = 年度考核
assessment-title = 本单位今年能评优吗，每个人完成到哪一步？
assessment-definition = 完成 = 当年已验证小时达到年度义务（默认 20 小时）；均匀度 = 各月 min(当月小时 ÷ 月均义务, 1) 的平均。完成率或报到率低于规则线的单位，本年不具评优资格。建议档次只是规则给出的建议，由人决定。推算时长只供参考：按随机核查的属实率推算，不属实的每小时另减 λ 小时；不据此扣任何个人的积分。
assessment-no_unit = { $year } 年没有您这一范围的单位。请检查人员名册里的工作单位编号，入库并构建后再看。
assessment-answer_eligible = { $year } 年本单位 { $members } 人，完成 { $completed }，达到 { $required }：本年具备评优资格（规则 { $rule }）。
assessment-answer_not_completed = { $year } 年本单位 { $members } 人，完成 { $completed }，未达 { $required }：本年不具评优资格（规则 { $rule }）。
assessment-answer_not_reported = { $year } 年本单位 { $members } 人，完成 { $completed }，但报到 { $reported }，未达 { $required }：本年不具评优资格（规则 { $rule }）。
assessment-credit = 推算服务时长（参考）
assessment-credit_ok = 按随机核查推算（参考）：{ $covered } 小时中约 { $credit } 小时可计（95 % 区间 { $low }–{ $high }，随机核查 { $audits } 件）。
assessment-credit_insufficient = 推算服务时长：样本不足（随机核查 { $audits } 件），不推算。
assessment-spread = { $year } 年义务完成度与均匀度的分布
assessment-spread_note = 各档的人数。完成度：已验证小时占年度义务的份额；均匀度：服务在各月之间有多均匀，1 为各月都满。
assessment-people_by_duty_share = 人数，按义务完成度
assessment-people_by_evenness = 人数，按均匀度
assessment-duty_share_0 = 不到 20 %
assessment-duty_share_1 = 20–40 %
assessment-duty_share_2 = 40–60 %
assessment-duty_share_3 = 60–80 %
assessment-duty_share_4 = 80–100 %
assessment-duty_share_5 = 已完成
assessment-evenness_0 = 不到 0.2
assessment-evenness_1 = 0.2–0.4
assessment-evenness_2 = 0.4–0.6
assessment-evenness_3 = 0.6–0.8
assessment-evenness_4 = 0.8 以上
assessment-list = 名单
assessment-units = 各单位
assessment-members = 应考核人数
assessment-reported = 已报到人数
assessment-completed = 已完成人数
assessment-completion = 完成率
assessment-reported_rate = 报到率
assessment-verified_hours = 已验证小时合计
assessment-evenness = 平均均匀度
assessment-audits = 随机核查件数
assessment-standing = 评优资格
assessment-is_true = 具备
assessment-is_false = 不具备
assessment-files_of_units = 带人员编号的名单由单位人事下载，或运行 tianping export work-unit { $unit } { $year } --out 文件.xlsx。
assessment-column_member_id = 人员编号
assessment-column_verified_hours = 已验证小时
assessment-column_duty_hours = 年度义务（小时）
assessment-column_duty_share = 义务完成度
assessment-column_evenness = 均匀度
assessment-column_months_served = 服务月数
assessment-column_grade_a_share = A 级证据占比
assessment-column_rating_mean = 居民评分（0–1）
assessment-column_drills = 演练次数
assessment-column_held_points = 冻结积分
assessment-column_reversed_points = 冲回积分
assessment-column_suggested_level = 建议档次
assessment-column_rule_id = 规则

## documents

documents-title_work_unit = { $unit } { $year } 年度服务考核表
documents-title_member = { $member } { $year } 年积分与服务对账单
documents-scope = 范围
documents-scope_unit = 单位 { $unit } 的全部党员，共 { $members } 人
documents-scope_member = 成员 { $member } 在 { $year } 年的全部分录
documents-as_of = 截至
documents-build = 构建
documents-code = 代码版本
documents-note = 说明
documents-answer = 结论
documents-seal = 校验码
documents-available = 可用积分
documents-pending = 待定积分
documents-held = 冻结积分
documents-posted_hours = 分录的小时合计
documents-waiting_hours = 待评分后记账的小时
documents-points_of_year = 当年积分变动合计
documents-column_posted_at = 记账时间
documents-column_kind = 类别
documents-column_points = 积分
documents-column_hours = 小时
documents-column_activity_title = 服务
documents-column_record_id = 记录号
documents-column_rule_id = 规则
documents-column_rule_version = 版本
documents-column_decision_id = 决定
documents-take = 下载{ $suffix }（带校验码）
documents-verify_note = 文件末行是校验码；tianping verify 文件 可核对每一格是否与构建一致。

## matching

matching-menu = 任务匹配
matching-title = 谁适合去做，怎样不挤在一起？
matching-definition = 每项未接的需求和今后四周的活动，按技能、距离、年度义务余量、近期负担和联系方式给合适的成员打分（0–1），每人四周内只推荐一项，使义务均匀分散；分数相近的抽签。推荐只供参考，由社区联系、本人自愿。预计到场人数按过去一年同类活动推算。权重见政策表。
matching-empty = 现在没有未接的需求，也没有今后四周的活动。导入需求（demands）或活动（activities）并构建后，这里会推荐人员。
matching-answer = { $demands } 项需求、{ $activities } 场活动还有 { $places } 个名额，推荐 { $people } 人，照顾技能与余量。
matching-crowded = 有 { $activities } 场活动预计会过于拥挤：按过去同类活动，来的人多于名额，或总时长超过所需的上限。发布前可增开场次或改期：
matching-weeks = 今后四周的名额与推荐人数
matching-weeks_note = 条旁为推荐人数/名额；浅色条是名额，深色条是已有推荐人选的人数。
matching-forecast = 发布活动之前，先试算会来多少人
matching-forecast_note = 按过去同类活动来的人数推算。改到不拥挤，再发布。
matching-forecast_places = 名额
matching-forecast_hours = 每人时长（小时）
matching-forecast_needed = 总共需要的时长（小时）
matching-forecast_do = 试算
matching-forecast_none = 政策所看的天数里没有过这一类活动，推算不了。可以先办小一些，再来看。
matching-forecast_own = 本社区过去 { $past } 场同类活动平均来 { $people } 人。
matching-forecast_common = 本社区这类活动太少；全部社区过去 { $past } 场同类活动平均来 { $people } 人。
matching-forecast_fits = { $based }名额 { $places }、需要 { $needed } 小时：不会拥挤。
matching-forecast_places_short = { $based }多于 { $places } 个名额：请增开场次或增加名额。
matching-forecast_hours_over = { $based }总时长将是所需 { $needed } 小时的 { $ratio } 倍（上限 { $limit } 倍）：请缩短每人时长、改期或另办一类。
matching-crowded_one = { $what }（{ $starts }）：预计 { $people } 人，名额 { $places }
matching-week = { $day } 起的一周
matching-demands = 未接的需求
matching-tasks = 需求与活动
matching-proposals = 推荐人选
matching-nobody = 没有合适的人选：附近没有余量，或技能不符。可以放宽政策表里的距离，或改期。
matching-kind = 类别
matching-task = 任务
matching-starts = 开始
matching-opened = 提出或开放
matching-skill = 技能
matching-whom = 需求人群
matching-places = 名额
matching-people = 推荐人数
matching-expected = 预计到场
matching-crowding = 拥挤
matching-will_crowd = 预计拥挤
matching-number = 编号
matching-position = 次序
matching-score = 适合程度
matching-fits = 相符
matching-distance = 距离（米）
matching-spare = 义务余量（小时）
matching-lately = 近期服务（小时）
matching-reach = 怎样联系

## task_kind

task_kind-demand = 需求
task_kind-activity = 活动

## skill

skill-medical = 医护
skill-legal = 法律
skill-teaching = 教学
skill-police = 治安
skill-fire = 消防
skill-psychology = 心理
skill-it = 信息技术
skill-repair = 维修
skill-language = 语言
skill-other = 其他

## requester_group

requester_group-ordinary = 普通居民
requester_group-elderly = 老人
requester_group-disabled = 残疾人
requester_group-child = 儿童

## digital_access

digital_access-phone = 手机
digital_access-proxy = 由他人代办，打电话
digital_access-paper = 不用手机，打电话或上门

## awards

awards-menu = 表彰
awards-title = 今年按规则推荐谁，有没有异议，怎么定？
awards-definition = 候选人由规则产生：各项证据都达到最低要求者中，按规则的量取前若干名，与末位并列者一并列入；数据不足的不是候选人。提名、公示、异议、答复和授予都由人作出并署名；采纳了异议的不能授予。这里不排个人名次。
awards-empty = { $year } 年还没有达到最低要求的候选人。证据不足不等于不好；数据补齐并构建后再看。
awards-answer = { $year } 年按规则产生 { $candidates } 名候选：公示中 { $in_notice } 名，已授予 { $conferred } 名。
awards-answer_own = { $year } 年公示中 { $in_notice } 名，已授予 { $conferred } 名；您的范围内按规则产生 { $candidates } 名候选。
awards-public_notice = 公示
awards-no_notice = 还没有人被提名。党工委提名后在这里公示，公示期内社区、单位和成员可以提出异议。
awards-award = 奖项
awards-ends = 公示到
awards-objections = 异议件数
awards-none = { $award }：还没有达到最低要求的候选。
awards-not_nominated = 还没有提名；提名后开始公示，届时可以提出异议。
awards-picture = { $year } 年各奖项的候选人数
awards-picture_note = 每项最多取规则规定的名额，并列者一并列入。
awards-candidates = 候选人数
awards-nominee = 候选
awards-value_model_person = 已验证小时
awards-value_model_household = 家庭积分
awards-value_friendly_enterprise = 积分
awards-value_advanced_organisation = 项目核验小时
awards-records = 依据的记录数
awards-tied = 并列
awards-tied_note = 有几名候选的量相同（含自己）。
awards-state = 进展
awards-one = 打开一名候选
awards-choose = 选择候选
awards-step = **{ $when } { $what }**（{ $who }）：{ $text }
awards-notice = 公示到 { $ends } 为止；公示期内社区、单位和成员可以提出异议。
awards-nominate = 提名并公示
awards-object = 提出异议
awards-answer_rejected = 答复：不采纳
awards-answer_accepted = 答复：采纳
awards-confer = 授予
awards-decline = 不授予
awards-text_nominate = 提名理由
awards-text_object = 异议与依据
awards-text_answer_rejected = 不采纳的理由
awards-text_answer_accepted = 采纳的理由
awards-text_confer = 授予理由
awards-text_decline = 不授予的理由
awards-nominated = 已提名，公示开始。
awards-objection_kept = 异议已保存。
awards-answered = 答复已保存。
awards-is_conferred = 已授予。
awards-is_declined = 已决定不授予。

## award

award-model_person = 模范人物
award-model_household = 模范家庭
award-friendly_enterprise = 友爱企业
award-advanced_organisation = 先进社会组织

## award_state

award_state-open = 候选
award_state-in_notice = 公示中
award_state-notice_over = 公示已满，待决定
award_state-conferred = 已授予
award_state-declined = 不授予

## award_step

award_step-nominated = 提名
award_step-objected = 异议
award_step-answered = 答复
award_step-conferred = 授予
award_step-declined = 不授予

## points_limit

points_limit-max_hours_per_day = 每天 { $limit } 小时的上限
points_limit-max_hours_per_fortnight = 14 天内 { $limit } 小时的上限

## account_kind

account_kind-enterprise = 企业
account_kind-social = 社会组织
account_kind-community = 社区
account_kind-pool = 社区公益池
account_kind-charity = 慈善账户

## spending

spending-title = 兑换与捐赠
spending-nothing = 还没有可用的积分或可兑换的项目。记录评价完成并满 14 天后，积分即可使用。
spending-donates_only = 企业和社会组织的积分只能捐赠，不能兑换。
spending-left = 现在可用 **{ $left }** 分。分两步：先预留，{ $minutes } 分钟内确认才扣分；过时自动退回。
spending-offer = **{ $what }**：{ $points } 分，还有 { $stock } 份
spending-gift = **{ $what }**：{ $points } 分起
spending-how_many = 捐多少分
spending-redeem = 预留
spending-donate = 捐赠
spending-sold_out = 已经兑完
spending-too_few = 可用积分不够
spending-waiting_redeem = 已为您预留 **{ $what }**（{ $points } 分），请在 { $until } 前确认；过时自动取消，不扣分。
spending-waiting_donate = 将捐出 **{ $points }** 分（{ $what }），请在 { $until } 前确认；过时自动取消，不扣分。
spending-confirm = 确认
spending-cancel = 不要了
spending-reserved = 已预留，请确认。
spending-confirmed = 已确认并扣分；下次构建后会出现在分录里。
spending-cancelled = 已退回，没有扣分。

## own_errors

own_errors-title = 发现自己的记录有差错？主动报告（容错）
own_errors-explained = 在有人核查之前主动报告的差错，只按实际时长更正，不另扣分，也不算不属实。只能减少时长；要增加请联系社区。
own_errors-record = 哪一条记录
own_errors-one = { $day } { $what }，{ $hours } 小时
own_errors-hours = 实际时长（小时）
own_errors-reason = 原因
own_errors-text = 说明
own_errors-send = 报告差错
own_errors-choose = 请选择一条记录；没有保存。
own_errors-stored = 已保存；下次构建时按实际时长更正。
own_errors-reported = { $when } 报告：记录 { $record } 实际 { $hours } 小时（{ $why }），{ $report }。

## data

data-menu = 数据
data-title = 数据进来了吗，有什么要改？
data-answer = { $day } { $files } 个文件：{ $rows } 行入库；现在共有 { $to_mend } 行要改。
data-definition = 每个文件按来源的契约逐行检查：合格的行入库，不合格的行隔离并写明规则、值、文件和行号；入库 + 隔离 = 读入，一行不少。同一文件再送一次不改变任何东西；改好的行再送，隔离即关闭。
data-empty = 还没有收到过任何文件。请运行 tianping ingest 文件或文件夹，再运行 tianping build。
data-empty_own = 还没有收到过本社区的文件。请在下面交文件；入库后，下次构建起显示在这里。
data-today = 今天
data-not_believed = 拒收 { $refused } 个文件，整批搁置 { $held } 批：其中的数据没有进入任何结果。原因见下表与“系统替您做的判断”。
data-picture = 每天入库与待改
data-landed = 入库行数
data-quarantined = 待改行数
data-to_mend = 要改的行
data-nothing_to_mend = 没有要改的行。
data-reason_line = - { $reason }：{ $rows } 处（{ $source }，{ $column }）
data-other_reasons = - 其他 { $kinds } 种原因：{ $rows } 处
data-to_mend_counts = { $rows } 行要改，共 { $places } 处：
data-batches = 收到的文件
data-received = 收到时间
data-file = 文件
data-sheet = 工作表
data-source = 来源
data-status = 结果
data-read = 读入行
data-accepted = 入库行
data-quarantined_rows = 隔离行
data-repeated = 重复行
data-profile = 映射
data-why_refused = 拒收或搁置的理由
data-freshness = 各来源的时效（最久没更新的在前）
data-files = 文件数
data-notices = 系统替您做的判断
data-decided = 判断与理由
data-cells = 处数
data-in_files = 在哪些文件
data-column = 列
data-no_notices = 没有需要告知的判断：文件都与契约一致。
data-row = 行号
data-key = 编号
data-value = 原值
data-reason = 哪里不对
data-unevaluable = 什么还评不了，缺什么
data-all_evaluable = 所有指标和规则都有数据可评。
data-indicator = 指标
data-needs = 需要的来源
data-rule = 规则
data-records = 无法评估的记录
data-missing = 缺什么
data-docs = 数据检查报告（Data Docs）
data-docs_choose = 选择来源，在页内打开报告
data-docs_none = 未选择
data-no_docs = 还没有检查报告；导入数据时会自动生成。

## upload

upload-doing = 做什么
upload-send = 交文件
upload-describe = 认一种新表
upload-templates = 取模板
upload-drop = 把文件拖到这里，可一次多个：表格、压缩包、照片
upload-for_own = 只收本社区的数据；别的社区的行不会入库，会列出来告诉您。
upload-for_all = 收全部社区的数据。
upload-community = 这些行属于哪个社区
upload-community_none = 请选择
upload-take_in = 入库（{ $files } 个文件）
upload-choose = 选择文件
upload-limit = 或拖到这里；每个文件不超过 { $gigabytes } GB
upload-starting = 正在启动……
upload-running = 正在入库：{ $doing }
upload-report = 这次入库的结果
upload-result = { $files } 个文件：{ $rows } 行入库，{ $bad } 行待改。
upload-fault = 入库程序出错，没有做完的文件没有入库，已入库的不受影响。请再交一次；若仍然如此，请把下面这行文字告诉管理员。
upload-next = 接下来
upload-state_landed = 已入库
upload-state_partly = 部分入库
upload-state_nothing = 没有入库
upload-state_repeated = 早已入库
upload-state_held = 整批搁置
upload-state_refused = 拒收
upload-state_not_taken = 未取用
upload-next_landed = 不用做什么。
upload-next_partly = 下载待改的行，改好把那个文件再交一次。
upload-next_nothing = 没有一行合格：下载待改的行，改好再交；若是整列认错，请再认一次。
upload-next_repeated = 内容与以前交的相同，什么都没有改变。
upload-next_held = 问题太多，整批没有入库：改好后整份重交。
upload-next_refused = 看下面的理由，改好重交；没见过的表可以认一认。
upload-unrecognised = 没有见过这种表，未取用任何内容。按下面的按钮认一认它，说明每一列是什么；以后同样的表会自动认出。
upload-next_not_taken = 没有取用：看下面的理由。
upload-describe_it = 认一认这种表
upload-first_rows = 前 { $shown } 行；这一批共 { $rows } 行待改。
upload-mend = 下载待改的行（xlsx，改好可直接重交）
upload-counted = 已入库的行在下次构建后进入统计；现在看板上的数字来自 { $finished } 的构建。
upload-counted_first = 已入库的行在第一次构建后进入统计；现在还没有构建过。
upload-templates_note = 每种来源一个 Excel 模板：中文表头、填写说明、下拉词表和一行示例。填好直接交，不需要配置。
upload-templates_making = 正在生成模板……
upload-templates_failed = 模板没有生成。已有的数据没有改动。请再试一次；若仍然如此，请告诉管理员。
upload-template_of = 哪一种
upload-template_download = 下载“{ $source }”模板

## wizard

wizard-what = 平台导出的表没见过时用这里：看一眼文件，核对每一列是什么，试读无误后保存。以后同样的表直接交就能认得。
wizard-drop = 选一个要认的表格文件
wizard-look = 看看这个文件
wizard-looking = 正在读文件、比对表头……
wizard-file = 正在认：{ $file }
wizard-other_file = 换一个文件
wizard-fault = 程序出错，没有入库任何内容，也没有保存任何配置。请再试一次；若仍然如此，请把下面这行文字告诉管理员。
wizard-first_rows = 文件里的样子：{ $columns } 列，前 { $rows } 行（工作表：{ $sheet }）
wizard-other_sheets = 文件里还有工作表：{ $sheets }；表头相同的会一并读入。
wizard-source = 这是哪一种数据
wizard-source_help = 已按表头挑了最像的一种；不对就改，会重新比对。
wizard-mapping = 每一列是什么
wizard-mapping_note = 已按表头和内容填好，请逐行核对。不需要的列选“不取用”；带 * 的是必填。
wizard-sign = 核对
wizard-sign_sure = ✓ 名称一致
wizard-sign_doubtful = ？请核对
wizard-sign_unused = – 未用
wizard-sign_kept = ✓ 照提议用
wizard-header = 文件里的列
wizard-examples = 例
wizard-target = 对应
wizard-no_answer = 不算回答的值
wizard-no_answer_help = 表示“不知道”“拒答”之类的代码，用分号隔开，例如 98;99；读作空。
wizard-order = 日期顺序
wizard-order_auto = 看整列
wizard-order_ymd = 年-月-日
wizard-order_dmy = 日/月/年
wizard-order_mdy = 月/日/年
wizard-evidence = 依据
wizard-evidence_contradicts = 两种都有
wizard-evidence_none = { $cells } 种写法都看不出
wizard-evidence_proof = { $cell } 只能是 { $order }
wizard-unit = 文件的单位
wizard-unit_same = 与对应列相同
wizard-unit_seconds = 秒
wizard-unit_minutes = 分钟
wizard-unit_hours = 小时
wizard-low = 最低分
wizard-high = 最高分
wizard-reverse = 低分好
wizard-reverse_help = 勾上表示分数越低越满意；入库时在量表内翻转。
wizard-ignored = 不取用
wizard-kept = 照提议用
wizard-meaning_none = 请选择
wizard-question = 一道评分题
wizard-day = 日期（配合只有钟点的列）
wizard-clock_of = { $column }（只有钟点）
wizard-words = “{ $header }”里的词：共 { $words } 种，{ $unknown } 种还不知道是什么
wizard-word = 文件里写的
wizard-times = 次数
wizard-meaning = 相当于（{ $column }）
wizard-key_from = 文件里没有“{ $column }”：用哪几列合成一个
wizard-key_help = 这几列内容都相同的行会被当作同一条。不要选以后可能改正的列（如备注）：改了，编号就变了。
wizard-own_community = 文件里没有社区一列：都算作本社区（{ $community }）的数据。
wizard-constant = 文件里没有“{ $column }”：整份文件都是同一个值吗
wizard-constant_none = 请选择，或在上表中选一列
wizard-still_open = 还有 { $questions } 个问题只有您能回答：
wizard-nothing_open = 没有未答的问题。打“？”的行请再看一眼，然后试读。
wizard-yaml = 配置原文（YAML），给懂的人看
wizard-try = 试读
wizard-try_help = 按上面的对应把整个文件读一遍并检查，不入库。
wizard-trying = 正在试读，不入库……
wizard-changed = 对应有改动，请再试读一次。
wizard-trial = 试读结果（没有入库）
wizard-trial_counts = **{ $source }**：读 { $read } 行，合格 { $landed } 行，有问题 { $bad } 行。
wizard-problems = 发现的问题
wizard-problem_line = · { $reason }：{ $rows } 行
wizard-keep = 保存配置
wizard-name = 配置的名字
wizard-name_help = 字母、数字、汉字、下划线和连字符。
wizard-replace = 已有一个配置叫“{ $name }”：用这一份换掉它
wizard-save = 保存配置
wizard-saved = 已保存为“{ $name }”。以后表头相同的文件直接交，不用再认。
wizard-take_in = 用它把“{ $file }”入库

## standing

standing-ahead = ▲ 胜过
standing-behind = ▼ 不及
standing-within = ＝ 误差之内

## verdict

verdict-genuine = 属实
verdict-not_genuine = 不属实
verdict-unclear = 无法判断

## package

package-title = 核查材料包：{ $subject }
package-text = 本包取自已发布的构建 <code>{ $build }</code>（{ $finished } 完成）。{ $masked } 每个文件的校验值在 { $checksums }，可用 <code>sha256sum -c { $checksums }</code> 核对。可疑只是待核查，不是结论；结论见 decisions/。
package-masked = 人员编号已换成假名，不含照片。
package-unmasked = 含人员编号和照片，请按保密要求保管。
package-steps =
    rows/ 里每张表都有同名的 sql/ 文件。在装有天平的机器上运行 <code>tianping sql "$(cat sql/表名.sql)" --format csv</code>，得到同样的行（本机能看到未遮蔽的编号）。
    积分与工时：sql/sums.sql 把已公布的数与分录之和并列。
    可疑度：rows/suspicion.csv 的 base（没有则为 0）加上 rows/flags.csv 里各条 contribution 和 member_contribution 得 s；有 base 时可疑度 = 1/(1+e^(-s))，没有时 = 1-e^(-s)；用计算器即可核对，suspicion_from_contributions 是按此重算的数。
    社区指标：sql/indicators.sql 把分子与其证据之和并列；每条证据在 rows/evidence.csv 里写明文件和行号。
    决定是否被改动：运行 <code>tianping doctor</code>，与 versions.json 里的链头比较。
package-rows = 数据行（CSV）
package-sql = 得出同名表格的 SQL
package-findings = 提示的规则看到了什么、界限是什么（中文、英文）
package-photos = 照片原件与相似照片
package-decisions = 决定与步骤，含链上的哈希
package-rules = 规则说明
package-versions = 构建、程序与链的版本
package-index = 本页

## my_cases

my_cases-menu = 我的核查
my_cases-title = 有人问到我的记录吗？
my_cases-send_answer = 提交答复
my_cases-answer = 您有 { $records } 条记录被核查过或正在核查：{ $questions } 条等您答复，{ $appealable } 条可以申诉。
my_cases-definition = 核查人员可以就一条记录向您提问；认定“不属实”要由两个人作出才生效。生效后在规定天数内可以申诉一次，由没有参与过的人决定。您的答复和申诉与决定一样只增不改；只有核查人员看得到。
my_cases-empty = 没有人问到您的记录。有问题或决定时，会出现在这里。
my_cases-record = **{ $what }** · { $when } · { $where } · 申报 { $hours } 小时 · `{ $record }`
my_cases-in_review = 核查中：有人提出疑问，待第二人复核；在此之前积分冻结，没有扣除。
my_cases-open = 核查中，还没有结论。
my_cases-decided = { $when } 认定：**{ $verdict }**；理由：{ $reason }（{ $decision }）。
my_cases-step = - { $when } { $what }：{ $text }
my_cases-appeal_until = 可以申诉到 { $day } 为止。
my_cases-answer_text = 您的答复（只写与这次服务有关的事实）
my_cases-answer_stored = 您的答复已交给核查人员。
my_cases-appeal_text = 申诉理由（写明事实和可以证明的人）
my_cases-send_appeal = 提交申诉
my_cases-appeal_stored = 您的申诉已收到，由没有参与过此案的人决定。

## case_state

case_state-open = 待核查
case_state-awaits_second = 待复核
case_state-asked = 已问本人
case_state-escalated = 已上报
case_state-appealed = 申诉中
case_state-decided = 已作决定

## case_action

case_action-genuine = 属实
case_action-not_genuine = 不属实
case_action-unclear = 无法判断
case_action-asked = 询问本人
case_action-answered = 本人答复
case_action-escalated = 上报
case_action-confirmed = 复核同意
case_action-rejected = 复核不同意
case_action-appealed = 本人申诉
case_action-upheld = 申诉成立
case_action-dismissed = 申诉不成立

## case_effect

case_effect-points = 本记录积分
case_effect-verified_hours = 本记录已验证小时

## audit_state

audit_state-none = 未抽取
audit_state-sampled = 随机抽中
audit_state-queued = 待核查
audit_state-decided_genuine = 已核查：属实
audit_state-decided_not_genuine = 已核查：不属实
audit_state-unclear = 已核查：无法判断
audit_state-appealed = 申诉中

## evidence_grade

evidence_grade-A = A（扫码并签退或定位，无时间地点疑点）
evidence_grade-B = B（扫码、定位或他人证实）
evidence_grade-C = C（仅照片或未证实的证明人）
evidence_grade-D = D（没有可用证据）

## review_grade

# review_grade.很好
review_grade--5f88-597d = 很好
# review_grade.好
review_grade--597d = 好
# review_grade.较好
review_grade--8f83-597d = 较好
# review_grade.不通过
review_grade--4e0d-901a-8fc7 = 不通过

## channel

channel-app = 手机
channel-proxy = 代办
channel-paper = 纸质

## actor

actor-party_member = 党员
actor-resident_volunteer = 居民志愿者
actor-cadre = 干部
actor-household = 家庭

## time_basis

time_basis-stated = 按填报
time_basis-device_clock = 按手机时钟（填报日期与之不符）
time_basis-submission = 按提交时间（填报时间不可信）

## category

category-care = 关爱照料
category-environment = 环境卫生
category-publicity = 宣传
category-clinic = 义诊
category-legal = 法律服务
category-tutoring = 辅导
category-patrol = 巡逻
category-mediation = 调解
category-repair = 维修
category-other = 其他
category-screening = 排查
category-closure_control = 封控
category-living_support = 生活保障
category-disinfection = 消杀
category-road_control = 道路管控
category-rescue = 救援
category-drill_support = 演练保障

## ledger_kind

ledger_kind-earn = 所得
ledger_kind-bonus = 加分
ledger_kind-cap_truncate = 超上限不计
ledger_kind-hold = 冻结
ledger_kind-release = 释放
ledger_kind-reverse = 冲回
ledger_kind-redeem = 兑换
ledger_kind-donate = 捐赠
ledger_kind-expire = 到期
ledger_kind-adjust = 调整

## ledger_why

ledger_why-earn = 按规则所得
ledger_why-bonus = 评为优秀的记录另加时长
ledger_why-cap_truncate = 超过计分上限的部分不计积分（已验证小时照计义务）
ledger_why-hold = 记录可疑度较高，先冻结，等待人的决定
ledger_why-release = 核查属实，解除冻结
ledger_why-reverse = 核查不属实，冲回（冻结中的积分不再退回）
ledger_why-redeem = 兑换
ledger_why-donate = 捐赠
ledger_why-adjust = 决定后的调整

## orientation

orientation-same = 相同
orientation-rotated_90 = 转 90°
orientation-rotated_180 = 转 180°
orientation-rotated_270 = 转 270°
orientation-flipped_top_bottom = 上下翻转
orientation-flipped_left_right = 左右翻转
orientation-transposed = 沿对角翻转
orientation-transversed = 沿反对角翻转

## batch_status

batch_status-landed = 已入库
batch_status-held = 整批搁置
batch_status-refused = 拒收

## missing_input

missing_input-activity_lat = 活动地点
missing_input-activity_lon = 活动地点经度
missing_input-activity_opens_at = 活动开放时间
missing_input-photo_lat = 照片定位
missing_input-photo_lon = 照片定位经度
missing_input-photos = 照片文件
missing_input-resident_ratings = 居民评价
missing_input-drills = 演练记录
missing_input-year = 满一年的记录
missing_input-grade = 社区评价
missing_input-announced = 是否预告

## source

source-audit_decisions = 随机抽查
source-communities = 社区
source-members = 人员
source-activities = 活动
source-service_logs = 服务记录
source-community_reviews = 社区评价
source-resident_ratings = 居民评价
source-drills = 演练
source-drill_attendance = 演练签到
source-drill_findings = 演练问题
source-organisations = 组织
source-organisation_actions = 组织行动
source-demands = 群众点单
source-upward_reports = 上报
source-notices = 通知
source-incidents = 突发事件
source-supplies = 物资
source-trainings = 培训
source-burden_log = 负担记录
source-photos = 照片

## period_state

period_state-open = 未冻结
period_state-in_notice = 公示中
period_state-restated = 已更正
period_state-final = 终稿

## closing_verdict

closing_verdict-accepted = 采纳，需要更正
closing_verdict-rejected = 不采纳

## closing_subject

closing_subject-total = 总分
closing_subject-rank = 名次

## running

running-doing = 正在办理：{ $doing }
running-starting = 正在启动……

## closing

closing-menu = 公示
closing-title = 哪些周期已经定了数，有没有异议？
closing-answer_open = { $period } 还没有冻结：数字仍随数据变化。
closing-answer_in_notice = { $period } { $day }，异议 { $objections } 件（{ $unanswered } 件未答复）；公示到 { $ends }。
closing-answer_restated = { $period } 第 { $restatement } 次更正后重新公示：{ $day }，异议 { $objections } 件（{ $unanswered } 件未答复）；公示到 { $ends }。
closing-answer_final = { $period } 已于 { $closed } 定稿（更正 { $restatement } 次），异议 { $objections } 件。
closing-day = 公示第 { $day } 天
closing-over = 公示期已满，待定稿
closing-later = 按现有数据重算，{ $communities } 个社区的 { $values } 个指标值会与冻结的不同。冻结的数字不会自己改变：要不要更正（重述）？
closing-not_over = { $period } 还没有结束，不能冻结。请换一个已经结束的周期。
closing-freeze_explained = 冻结 { $period }：已发布的名次、分数、指标值和证据原样保存，此后数据再变也不改。只冻结这一个周期，其中的月份等不在内。
closing-freeze = 冻结 { $period } 并开始公示
closing-reason = 理由
closing-notice_days = 公示天数（留空按政策）
closing-say_why = 请写明理由。
closing-verify = 验证：重算并逐值比较
closing-verify_help = 用冻结时的输入和规则重算这个周期，与冻结的数字逐个比较，并核对文件指纹；不改动任何数字。
closing-identical = 相同：重算 { $rows } 行，四舍五入到 9 位小数后每个数值都与冻结的一致，文件也没有改动。
closing-not_identical = 不相同：{ $files } 个文件被改动，{ $values } 个数值不同。冻结的数字没有改动；请先从备份恢复文件，再验证。
closing-changed_files = 被改动的文件：{ $files }
closing-other_rules = 冻结时的规则版本是 { $project }，现在是 { $program }；验证用的是冻结时的规则。
closing-restate_title = 更正（重述）
closing-restate_explained = 按现有数据重新计算 { $period }，写成新的一版，列出改了什么、为什么，并重新公示；原来的一版留存。
closing-restate = 更正
closing-restated = 已更正，改动 { $values } 个数值；下面列出每一个。
closing-frozen = 已冻结，公示到 { $ends }。
closing-unseen = 冻结的是已发布的构建。此后收到的文件（{ $files }）和 { $decisions } 个核查决定不在其中。
closing-final_title = 定稿
closing-final = 定稿
closing-is_final = 已定稿。
closing-objections = 异议
closing-no_objections = 没有异议。
closing-objection = **{ $id }** { $community }，{ $by }，{ $at }
closing-about_record = 记录 { $record }
closing-erased = （内容已按规定删除）
closing-answered = **{ $verdict }**，{ $by }，{ $at }
closing-awaits_answer = 待答复。
closing-verdict = 答复
closing-answer_text = 答复理由
closing-answer_it = 答复
closing-choose_verdict = 请选择采纳或不采纳。
closing-answer_kept = 答复已保存。
closing-notice_over = 公示期已满，不再受理异议。有新的事实请告诉党工委，由其决定是否更正。
closing-object_explained = 代表本社区提出异议，{ $ends } 前有效。写清楚哪个数不对、依据是什么。
closing-about_indicator = 关于哪项指标（可不选）
closing-record = 关于哪条记录（记录号，可不填）
closing-objection_text = 异议内容
closing-object = 提出异议
closing-objection_kept = 异议已保存，党工委会在这里答复。
closing-restatements = 更正
closing-restatement = **第 { $number } 次更正**，{ $by }，{ $at }
closing-nothing_changed = 您可见的社区没有数字改变。
closing-no_cause = 本社区没有新的数据或决定；因其他社区的变动而变
closing-rules = 规则改为 { $version }
closing-number = 第几次更正
closing-subject = 什么数
closing-old = 原来
closing-new = 现在
closing-causes = 原因：之后到的批次、决定
closing-periods = 已冻结的周期
closing-none_closed = 还没有冻结过任何周期。请党工委选一个已经结束的周期，在上面写明理由后冻结。
closing-state = 状态
closing-notice_day = 公示第几天
closing-notice_until = 公示到
closing-unanswered = 未答复
closing-by = 冻结人
closing-definition = **定义**：冻结把一个周期已发布的数字连同输入、先验、同类、目标值、权重、定义、种子和程序版本一起保存，之后不再随数据变化。公示默认 7 天（政策），冻结当天算第 1 天；公示期内社区可以提出异议。公示期满、异议都已答复，才能由人定稿，没有什么会自动变成终稿。之后的更正另写一版，列明改了什么、为什么。每一步都署名、只增不改，并与前一步以哈希相连。相同，指四舍五入到 9 位小数后相同。

## report_card

report_card-standing = 成绩单
report_card-dimensions = 维度
report_card-indicators = 指标
report_card-how = 我们怎么知道的
report_card-title = { $name } { $period } 成绩单
report_card-note = 说明
report_card-total_interval = 总分 90 % 区间
report_card-of = { $rank }（共 { $of }）
report_card-probability = 等次的把握
report_card-change = 较 { $previous }（分）
report_card-adjustment = 加减分项
report_card-state = 周期状态
report_card-build = 构建
report_card-made = 完成于
report_card-code = 代码版本
report_card-inputs = 输入指纹
report_card-definition = 定义

## method

method-menu = 方法
method-title = 一条记录怎样变成一个名次？
method-answer = { $community } { $period } 的{ $indicator }：直接计算 { $raw }，按样本量收缩后 { $value }（90 % 区间 { $low }–{ $high }），得 { $score } 分（满分 100）；合成总分后第 { $rank } 名（90 % 区间 { $rank_low }–{ $rank_high }）。
method-answer_unranked = { $community } { $period } 的{ $indicator }：直接计算 { $raw }，按样本量收缩后 { $value }（90 % 区间 { $low }–{ $high }），得 { $score } 分（满分 100）；本周期没有总分，因此没有名次（{ $rank }，{ $rank_low }–{ $rank_high }）。
method-answer_no_value = { $community } { $period } 的{ $indicator }：{ $status }（{ $reason }），没有数值可以演算；下面说明它怎样计分。
method-answer_in_general = { $indicators } 项指标先各自变成 0–100 分，再按权重合成 { $dimensions } 个维度和一个总分，名次一律带 90 % 区间。
method-example_not_allowed = 示例用的是一个社区的数值，不对“{ $role }”开放；方法本身写在下面。
method-no_example = { $period } 没有这个社区这项指标的数值，无法演算。请换一个周期、社区或指标；方法书在下面。
method-no_community = 演算要用某个社区 { $period } 的数值，您的身份不能查看。方法书人人可读，在下面。
method-picture = { $indicator }：从自己的数到收缩后的数
method-picture_note = 圆点是自己直接计算的数和全体的均值；菱形是两者按样本量加权的结果；线是 90 % 区间，虚线是 0 分与 100 分的目标值。
method-mark_raw_value = 直接计算
method-mark_mean = 全体均值
method-mark_value = 收缩后
method-score_0 = 0 分
method-score_100 = 100 分
method-steps = 一步一步演算（全部是已发布的数）
method-step = { $place }. { $told }
method-counted_rate = **分子与分母**：{ $numerator } ÷ { $denominator } = { $raw_value }，依据 { $n } 行。
method-counted_mean = **均值**：合计 { $numerator } ÷ 权数 { $denominator } = { $raw_value }，依据 { $n } 行。
method-counted_time = **时长**：{ $denominator } 件，其中 { $numerator } 件已有结果，未完的按“还在等”计（删失）；Kaplan–Meier 中位数 = { $raw_value }。
method-counted_nothing = **分子与分母**：没有可用的记录。
method-leaned_rate = **先验与收缩**：全体 { $units } 个社区 b = { $mean }，s² = { $s2 }，n̄ = { $mean_n }（社区间方差 τ² = { $tau2 }）→ ρ = { $shrinkage }；{ $shrinkage } × { $raw_value } + (1 − { $shrinkage }) × { $mean } = { $value }，标准误 { $se }。
method-leaned_mean = **先验与收缩**：全体 { $units } 个社区 μ = { $mean }，τ² = { $tau2 }；自己的标准误 { $raw_se } → λ = { $shrinkage }；{ $shrinkage } × { $raw_value } + (1 − { $shrinkage }) × { $mean } = { $value }，标准误 { $se }。
method-leaned_alone = **先验与收缩**：自己没有记录，取全体 { $units } 个社区的均值 { $mean }，标准误 { $se }。
method-leaned_on_nothing = **先验与收缩**：这是普查事实，不是抽样，不收缩：{ $raw_value } 就是 { $value }，标准误 { $se }。
method-leaned_without_value = **先验与收缩**：没有数值，不收缩。
method-judged = **数据状态**：{ $status }，可靠度 λ = { $reliability }。{ $reason }
method-judged_without_value = **数据状态**：{ $status }。原因：{ $reason }。
method-scored = **目标值**：100 × ({ $value } − { $goalpost_low }) ÷ ({ $goalpost_high } − { $goalpost_low })，限于 0–100 = { $score } 分。
method-scored_zero = **目标值**：应报而未报，计 { $score } 分，不论它本来会是多少。
method-scored_nothing = **目标值**：没有数值，不计分；它的权重让给同一维度的其他指标。
method-weighed = **维度**：在{ $dimension }的 { $indicators } 项指标里占 { $within }，带来 { $points } 分；各项相加，{ $dimension }得 { $dimension_score } 分。
method-weighed_nothing = **维度**：这项指标没有计入任何维度。
method-totalled = **总分**：各维度得分 × 权重相加 = { $score }，加减分 { $adjustment }，总分 { $total }（90 % 区间 { $low }–{ $high }）；权重覆盖 { $coverage }。
method-totalled_geometric = **总分**：各维度得分按权重作几何平均 = { $score }，加减分 { $adjustment }，总分 { $total }（90 % 区间 { $low }–{ $high }）；权重覆盖 { $coverage }。
method-ranked = **名次**：按总分第 { $rank } 名（共 { $ranked } 个）；把指标、权重和合成方法都在其误差之内重新抽取，名次的第 5 至 95 百分位是 { $low }–{ $high }。等次 { $grade }（概率 { $probability }）。
method-column_within = 在维度内的权重
method-column_weight = 占总分的权重
method-column_points = 带来的分
method-book = 方法书（中文在前，英文在后；例子是模拟联赛，每个数由仓库自己的模型算出）
method-no_book = 这台机器上没有方法书（docs/method.md）。请从安装天平时的目录运行，或在那里运行 make docs。
method-definition = **定义**：演算里的每个数都取自已发布的表（indicator_values、indicator_terms、indicator_weights、dimension_scores、community_scores），页面上不作计算。先验每期在全体社区上估计一次，随冻结保存。

## policy

policy-menu = 政策
policy-title = 现行政策是什么，改了会怎样？
policy-answer_first = 现行政策共 { $values } 项数值，其中 { $changeable } 项可改，还没有改动过。
policy-answer_changed = 现行政策共 { $values } 项数值，其中 { $changeable } 项可改；已有 { $sets } 组改动，最近一组自 { $newest } 起生效。
policy-answer_preview = 拟议的政策若在 { $period } 就已如此：{ $effects }。
policy-told_lens = “{ $lens }”的 { $communities } 个社区中 { $ranks } 个变动名次，{ $grades } 个变等次
policy-told_held = 待人决定的 { $records } 条记录中，新冻结 { $newly } 条、不再冻结 { $freed } 条
policy-told_flags = 新被标记“待核查” { $newly } 处，不再标记 { $freed } 处
policy-told_points = { $actor } { $accounts } 个账户中 { $gain } 个多得、{ $lose } 个少得
policy-picture_note = { $period }：左边是已发布的，右边是按拟议政策重算的；变动的加粗并写明前后的值，其余灰色。
policy-ranks = 名次：改动前后
policy-flags = 被标记的记录数：改动前后
policy-points = 积分：改动前后
policy-before = 现行
policy-after = 拟议
policy-rank_before = 现行名次
policy-rank_after = 拟议名次
policy-total_before = 现行总分
policy-total_after = 拟议总分
policy-grade_before = 现行等次
policy-grade_after = 拟议等次
policy-moved = 变动
policy-record = 记录
policy-flag = 标记
policy-category = 服务类别
policy-observed = 观察到
policy-threshold_before = 现行门槛
policy-threshold_after = 拟议门槛
policy-level = { $members } 人由“{ $before }”变为“{ $after }”
policy-levels = 年度义务的建议档次：{ $levels }。
policy-no_account = 没有账户多得或少得。
policy-accounts_note = 共 { $accounts } 个账户变动，下面是变动最大的；账户用代号，不显示是谁。
policy-account = 账户代号
policy-actor = 身份
policy-points_before = 现行积分
policy-points_after = 拟议积分
policy-propose = 拟议改动
policy-explained = 先选从哪一天起，再改“拟议值”；试算只比较，不改动任何数字。评分按周期最后一天所在的政策，记录的标记与积分按服务当天的政策。
policy-valid_from = 生效日期
policy-valid_from_help = 最后一天在这一天或之后的周期、这一天或之后的记录，按新的政策。
policy-frozen_until = { $day } 为止的周期已经冻结，改动最早从 { $earliest } 起。
policy-group_weights = 权重：维度，以及指标在维度内
policy-group_goalposts = 目标值：0 分与 100 分各在哪里
policy-group_mandatory = 必报：不报就算 0 分的指标
policy-group_cuts = 等次线：各等次从多少分起
policy-group_lenses = 评价框架的权重
policy-group_thresholds = 标记的门槛
policy-group_rules = 积分规则
policy-add_category = 为一种服务类别另定门槛
policy-add_case = 记一件加分、扣分或否决事项
policy-case_explained = 事项记在 { $day }（上面选的日期），只影响包含这一天的周期；要有写明此事的文件。
policy-case_item = 事项
policy-case_incomplete = 请选社区、事项并写明依据的文件。
policy-item = { $name }（{ $effect } { $unit }）
policy-in_category = { $name }（{ $category }）
policy-threshold = 门槛
policy-evidence = 依据（文件名称和文号）
policy-add = 加入拟议
policy-drop_added = 去掉加入的
policy-name = 名称
policy-what = 改的是
policy-current = 现行值
policy-proposed = 拟议值
policy-unit = 单位
policy-since = 自
policy-nothing_proposed = 还没有改任何数值。
policy-preview = 试算这 { $values } 项改动
policy-preview_first = 试算正是这些改动之后，才能让它生效。
policy-reason = 理由
policy-say_why = 请写明理由。
policy-apply = 自 { $day } 起生效
policy-applied = 已生效：{ $id }，自 { $day } 起；数字已按新政策重算并发布。
policy-withdrawn = { $id } 已撤回，数字已重算并发布。
policy-holds = 现行政策
policy-history = 改动记录
policy-no_history = 政策还没有改动过。管理员可以在这里拟议、试算，再让它从某一天起生效。
policy-change_set = 编号
policy-state = 状态
policy-old = 原值
policy-new = 新值
policy-by = 作出人
policy-at = 时间
policy-withdraw_title = 撤回一组改动
policy-withdraw_explained = 撤回后，这组改动从第一天起就不算数，记录仍然保留。已冻结的周期所依据的改动不能撤回。
policy-withdraw = 撤回
policy-definition = **定义**：现行政策取自已发布的表 policy，每项都写明从哪天到哪天。改动由管理员署名、写明理由、试算之后才能生效，只增不改，前后相连；已冻结的周期不受影响。试算是在上次构建的副本上按拟议的政策重算一个已结束的季度，再与已发布的比较。

## policy_column

policy_column-weight = 权重
policy_column-weight_within = 维度内权重
policy_column-goalpost_low = 0 分在
policy_column-goalpost_high = 100 分在
policy_column-mandatory = 必报
policy_column-at_least = 起始分
policy_column-value = 数值
policy_column-community_id = 社区
policy_column-item = 事项
policy_column-evidence = 依据
policy_column-points = 每件加减分
policy_column-grade_cap = 等次不高于

## policy_state

policy_state-in_force = 生效中
policy_state-to_come = 未到日期
policy_state-withdrawn = 已撤回
policy_state-withdrawal = 撤回

## flag_status

flag_status-raised = 待核查
flag_status-clear = 无异常
flag_status-not_evaluable = 无法评估

## suggested_level

suggested_level-excellent = 优秀
suggested_level-competent = 称职
suggested_level-basic = 基本合格
suggested_level-in_progress = 进行中
suggested_level-not_met = 未完成

## audits

audits-menu = 抽样核查
audits-title = 全市有多少服务不属实？规则公平吗？
audits-answer = { $period }：全市虚假服务估计 { $value }（{ $low }–{ $high }），随机样本 { $drawn } 件已核 { $done } 件。
audits-answer_open = { $period }：随机样本 { $drawn } 件已核 { $done } 件，还不足以估计全市虚假服务占多少。请先把样本核完。
audits-bounds = 其中 { $unclear } 件无法判断，未计入上面的估计：若都属实，为 { $low }；若都不属实，为 { $high }。
audits-hours = 按申报小时计，占 { $value }（{ $low }–{ $high }）。
audits-definition = 样本按“有无标记 × 区 × 渠道”分层随机抽取，每条记录都有机会被抽到；有标记的多抽，估计时按入样概率加权折回（Horvitz–Thompson；部分记录用 Hájek 比值）。区间为 95 %，按 Korn–Graubard 法，以有效样本量和自由度修正 Clopper–Pearson 区间。只用随机抽查：有针对的核查专挑可疑的，会高估。没有核到的由同类（有标记或无标记）已核的代表。核查不到 20 件的部分不给估计。
audits-empty = { $period } 没有随机抽查，也没有核查决定，所以无法估计（没有数据不等于没有虚假）。核查人员可在下面抽取样本，或运行 tianping audit sample { $period }。
audits-prevalence = 各区、各渠道、各类服务的虚假占比
audits-prevalence_note = 点是估计，线是 95 % 区间；菱形是全市。区间重叠时不能说谁高谁低。核到不足 20 件的区、渠道和类别没有画出：样本不足，不等于没有。
audits-prevalence_axis = 不属实的记录占比（%）
audits-calibration = 可疑度说得准吗？
audits-calibration_note = 横轴是规则给出的可疑度，纵轴是随机核查发现不属实的占比；点落在虚线上，可疑度就等于真实的可能性。n 是核查件数。
audits-expected_axis = 平均可疑度（%）
audits-found_axis = 随机核查不属实（%）
audits-model = 本次构建的可疑度按“{ $model }”计算，版本 { $version }。
audits-fairness = 属实的记录中，有多少会被规则送去核查？
audits-fairness_note = 只看随机核查判定属实的记录；各年龄段、各渠道应当相近。线是 95 % 区间。不足 20 件的年龄段和渠道没有画出。
audits-fairness_axis = 属实却会进入核查队列（%）
audits-work = 核查本身做得怎样？
audits-precision = 队列最前面 { $budget } 件里已有结论的 { $n } 件中，不属实占 { $value }（{ $low }–{ $high }）；分母只含已有结论的，不含还没核的。
audits-precision_few = 队列最前面 { $budget } 件里已有结论的只有 { $n } 件，太少，不算占比。
audits-lift = 是全市不属实占比的 { $value } 倍（{ $low }–{ $high }）。
audits-no_precision = 队列最前面的记录还没有一件有结论，无从说队列准不准。
audits-waited_random = 随机样本从抽取到作出决定：中位 { $value } 天，一半在 { $low }–{ $high } 天之间（{ $n } 件）。
audits-waited_targeted = 有针对的核查从提交到作出决定：中位 { $value } 天，一半在 { $low }–{ $high } 天之间（{ $n } 件）。
audits-appeals = 已答复的申诉 { $n } 件，成立 { $value }（{ $low }–{ $high }）。
audits-appeals_few = 已答复的申诉 { $n } 件，太少，不算成立的占比。
audits-no_appeals = 没有已答复的申诉。
audits-measures = 全部度量
audits-measure = 度量
audits-part_heading = 范围
audits-n = 核查件数
audits-part = { $kind }：{ $part }
audits-unknown = 不详
audits-worklist = 待核的样本
audits-drawn_since = 另有 { $count } 件是最近一次构建之后抽取的；下一次构建（tianping build）后列在这里。
audits-nothing_waits = 没有待核的样本。样本抽取并构建之后，要核的记录列在这里。
audits-draw = 抽取样本
audits-size = 抽多少件
audits-no_records = { $period } 没有服务记录，无从抽样。
audits-expected = 从 { $records } 条记录中抽 { $size } 件：若不属实占 { $share }，全部核完后区间约为 { $low }–{ $high }。
audits-extend = 已抽过，把样本加大到这个件数
audits-draw_now = 抽取
audits-drawn = { $period } 已抽取 { $count } 件，种子 { $seed } 已留存。下一次构建（tianping build）后进入核查队列。
audits-form_title = 随机抽查电话回访表
audits-form_download = 下载回访表（xlsx，可打印，{ $rows } 件）
audits-form_record = 记录号
audits-form_who = 谁
audits-form_what = 什么服务
audits-form_activity = 活动
audits-form_when = 开始时间
audits-form_hours = 申报小时
audits-form_channel = 渠道
audits-form_witness = 证明人
audits-form_called = 通话时间
audits-form_spoke_to = 接听人
audits-form_was_there = 是否到场
audits-form_real_hours = 实际小时
audits-form_verdict = 结论
audits-form_reason = 理由代码
audits-form_note = 备注
audits-form_yes = 是
audits-form_no = 否
audits-form_not_sure = 说不清
audits-form_notes = 说明与代码
audits-form_script = 开场白：您好，这里是社区服务核查。我们随机抽取记录回访，抽到您不表示有任何问题。请问表中的活动您是否到场？大约做了多久？还有谁在场？
audits-form_back = 填好“结论”（属实、不属实、无法判断）和“理由代码”后，用 tianping audit import 文件 --by 姓名 导入；空着的行不会被当作已核。

## audit_part

audit_part-all = 全市
audit_part-district = 区
audit_part-channel = 渠道
audit_part-category = 类别
audit_part-age = 年龄
audit_part-suspicion = 可疑度不低于
audit_part-top = 最可疑的件数
audit_part-random = 随机抽查
audit_part-targeted = 有针对的核查

## audit_measure

audit_measure-prevalence = 不属实的记录占比
audit_measure-prevalence_hours = 不属实的申报小时占比
audit_measure-prevalence_low_bound = 不属实占比下界（无法判断的都算属实）
audit_measure-prevalence_high_bound = 不属实占比上界（无法判断的都算不属实）
audit_measure-false_positive_rate = 属实却会进入队列的占比
audit_measure-recall = 不属实且会进入队列的占比
audit_measure-calibration = 按可疑度分组的不属实占比
audit_measure-precision_at_budget = 队列最前面已核的不属实占比
audit_measure-lift = 队列最前面比全市高几倍
audit_measure-audits_drawn = 抽取件数
audit_measure-audits_done = 已核件数
audit_measure-audits_unclear = 无法判断件数
audit_measure-days_to_decision = 从抽取或提交到决定的天数（中位数、四分位）
audit_measure-appeals_upheld = 申诉成立的占比

## suspicion_model

suspicion_model-noisy_or = 各类标记独立合并（核查前的权重）
suspicion_model-weights_of_evidence = 证据权重（由随机核查学得）
