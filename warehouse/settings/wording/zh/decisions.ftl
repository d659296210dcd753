# 核查、公示、积分兑换、表彰、政策改动的规则。

## who decides, and why

decisions-unsigned = 每个决定都要署名：请写明是谁作出的。
decisions-role_cannot_decide = 只有核查人员可以作出决定；记录未改动。
decisions-own_record = 不能核查自己的服务记录；请由另一位核查人员办理。
decisions-conflict_of_interest = { $who } 参与管理社区 { $community }，不能核查该社区；请由另一位核查人员办理。
decisions-unknown_verdict = 结论“{ $verdict }”不认识；可用：{ $verdicts }。
decisions-step_unsigned = 每一步都要署名：请写明是谁作出的。
decisions-role_cannot_close = 只有党工委可以冻结、答复、定稿和更正；没有任何改动。
decisions-role_cannot_object = 异议由社区提出；没有保存。
decisions-reason_needed = 请写明理由；没有保存。
decisions-policy_unsigned = 政策改动要署名：请写明是谁作出的。
decisions-role_cannot_change_policy = 只有管理员可以让政策生效或撤回；没有任何改动。
decisions-not_your_record = 只能就自己的服务记录答复或申诉；没有保存。
decisions-text_needed = 请写明情况；没有保存。
decisions-reason_code_needed = 这一步必须选择理由，没有保存。可选：{ $options }。
decisions-reason_does_not_fit = 理由代码“{ $reason_code }”不适用于该结论，没有保存。可用：{ $options }。

## cases

decisions-unknown_record = 已发布的数据里没有记录“{ $record }”；未保存。
decisions-own_proposal = 自己提出的认定要由另一位核查人员复核；没有保存。
decisions-asked_already = { $who } 已经问过本人，还没有答复；没有再问。
decisions-escalated_already = { $who } 已经上报，还没有人作出决定；没有再报。
decisions-nothing_asked = 没有等待您答复的问题；没有保存。请刷新页面。
decisions-nothing_to_appeal = 没有可以申诉的决定，或已经申诉过；没有保存。
decisions-appeal_too_late = 申诉期到 { $until } 为止；没有保存。有新的事实，请告诉核查人员。
decisions-seen_unknown = 记录 { $record } 没有决定 { $decision }；未保存。
decisions-appealed = 本人已经申诉；请由没有参与过的核查人员先就申诉作出决定。
decisions-in_force_already = 这个认定已由两人作出并生效，不必再认定；没有保存。
decisions-passed_on = 您已将此案上报；请由另一位核查人员作出决定。
decisions-took_part = { $who } 参与过此案；两人作出的认定，只能由没有参与过的核查人员改变。
decisions-decided_meanwhile = { $who } 已于 { $when } 作出决定（{ $verdict }）。您的决定未保存，填写的内容还在；看过后可再提交。
decisions-changed_meanwhile = 这件案子已由 { $who } 处理过；您的决定未保存，填写的内容还在。看过后可再提交。
decisions-named_twice = 同一张表里记录 { $record } 出现了不止一次；只保存了第一行。

## worklists

decisions-columns_missing = { $file } 缺少列 { $missing }；一条都未保存。需要的列：{ $columns }。
decisions-unreadable = { $file } 无法读取；一条都未保存。请另存为 CSV（UTF-8）或 xlsx 后重试。

## samples

decisions-nothing_to_extend = { $period } 还没有抽过样，不能追加；请去掉 --extend。没有抽取。
decisions-not_larger = { $period } 已抽 { $count } 件；追加时 --size 是追加后的总数，须大于它。没有抽取。
decisions-frame_changed = { $period } 抽样之后，记录或其标记又有变化：追加的记录入样概率无法说清，因此不追加。已抽的样本仍然有效；可以另抽一个尚未抽过的周期。
decisions-nothing_to_add = { $period } 的 { $count } 件已满足这个件数；没有再抽。
decisions-sample_unsigned = 抽样要署名：请写明是谁抽的。没有抽取。
decisions-role_cannot_draw = 样本由核查人员抽取；没有抽取。
decisions-unknown_period = “{ $period }”不是周期；写法如 2026-03、2026Q1、2026H1、2026。没有抽取。
decisions-drawn_before = { $other } 已经抽过样，{ $period } 与它重叠：同一条记录不能被抽两次。没有抽取。要加大该样本请用 --extend。

## drawing

decisions-part_of_the_city = 样本要从全部记录中抽取；您只看得到部分区。没有抽取。
decisions-no_records = 已发布的数据里 { $period } 没有服务记录，无从抽样。

## errors reported by members

decisions-not_less = 更正后的时长须少于申报的 { $hours } 小时；要增加请联系社区。没有保存。
decisions-under_audit_already = 核查人员已经在办理这条记录，不再算主动报告；请在“我的核查”里说明。没有保存。

## closing periods

decisions-already_frozen = { $period } 已于 { $frozen_on } 冻结，数字没有改动。要按现有数据更正，请用 tianping restate。
decisions-not_your_community = 只能代表自己的社区提出异议；没有保存。
decisions-notice_over = { $period } 的公示期已于 { $until } 结束，异议没有保存。新的事实请告诉党工委，由其决定是否更正。
decisions-nothing_to_answer = 异议 { $objection } 不存在或已经答复过；没有保存。请刷新页面。
decisions-already_final = { $period } 已是终稿。
decisions-notice_running = { $period } 公示到 { $until } 为止，之后才能定稿。
decisions-objections_open = 还有 { $count } 件异议没有答复；请先逐件答复。
decisions-restatement_due = 有异议已被采纳，但数字还没有更正；请先更正（tianping restate），再定稿。
decisions-not_frozen = { $period } 还没有冻结；没有保存。请先冻结：tianping freeze { $period }。

## awards

decisions-nothing_to_answer_on_award = 这件异议不存在或已经答复过；没有保存。请刷新页面。
decisions-objections_open_on_award = 还有异议没有答复；请先逐件答复。
decisions-objection_accepted = 有异议已被采纳，不能授予；请改为不授予。
decisions-award_step_not_now = 这一步现在不能办理：尚未提名、公示期内或已有决定。请刷新页面看现状；没有保存。
decisions-role_cannot = 这一步不由您的身份办理；没有保存。

## redemptions

decisions-not_your_reservation = 没有属于您的预留 { $reservation }；没有改动。请刷新页面。
decisions-ended_already = 这笔预留已经确认或取消过；没有重复扣分。
decisions-too_late = 预留已过时限，自动取消；没有扣分。需要的话请重新预留。
decisions-not_your_account = 只能使用自己账户里的积分；没有改动。
decisions-donation_only = 企业和社会组织的积分只能捐赠，不能兑换；没有改动。
decisions-not_on_offer = 这一项今天不在兑换期内；没有改动。
decisions-wrong_points = 这一项需要 { $points } 分；没有改动。
decisions-sold_out = 已经兑完；没有扣分。有人取消或超时后可以再试。
decisions-not_enough = 可用积分 { NUMBER($left, minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: 1) }，不够 { NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: 1) }；没有改动。预留中的积分到时限会自动退回。

## changes of policy

decisions-nothing_changes = 没有任何数值改动，没有保存。
decisions-nothing_to_withdraw = 政策改动 { $change_set } 不存在或已经撤回；没有保存。
decisions-policy_frozen = { $until } 为止的周期已经冻结，{ $valid_from } 起的改动会追溯到其中；没有保存。最早可以从 { $earliest } 起生效。

## reasons, by code

decisions-reason-confirmed_by_resident = 居民确认服务属实
decisions-reason-confirmed_by_witness = 证明人回访属实
decisions-reason-seen_on_site = 现场核实
decisions-reason-other_records_agree = 其他记录相互印证
decisions-reason-device_fault = 设备或定位故障，已说明
decisions-reason-shared_device_explained = 共用或代办设备，已说明
decisions-reason-not_present = 本人未到场
decisions-reason-photo_of_another = 照片取自他人或他次服务
decisions-reason-hours_overstated = 时长虚报
decisions-reason-done_by_someone_else = 由他人代替完成
decisions-reason-never_took_place = 活动未开展
decisions-reason-falsified_by_community = 社区自身造假
decisions-reason-duplicate_record = 重复申报
decisions-reason-honest_error = 主动说明的误报（容错，不处罚）
decisions-reason-witness_unreachable = 证明人联系不上
decisions-reason-evidence_missing = 材料不足，无法判断
decisions-reason-ask_what_was_done = 请说明当天做了什么、和谁一起
decisions-reason-ask_about_photo = 请说明照片的来历
decisions-reason-ask_about_time_and_place = 请说明时间、地点对不上的原因
decisions-reason-ask_for_witness = 请提供证明人
decisions-reason-needs_visit = 需要上门或到场核实
decisions-reason-many_people = 涉及多人，需统一办理
decisions-reason-concerns_officials = 涉及管理人员
decisions-reason-proof_insufficient = 证据不足以认定
decisions-reason-explained_otherwise = 另有合理解释
decisions-reason-hours_mistyped = 时长填错
decisions-reason-left_early = 提前离开
decisions-reason-entered_twice = 重复填报
decisions-reason-good_faith_attempt = 按规定去做了，但没有做成
decisions-reason-other_reason_applies = 不属实，但理由不同
decisions-reason_option = { $reason }（{ $reason_code }）
