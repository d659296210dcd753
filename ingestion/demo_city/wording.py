"""The Chinese words of the city: made-up names, activity titles, and texts with enough variety rarely to coincide."""

from __future__ import annotations

import numpy as np

from ingestion.demo_city.plan import Array, picked

DISTRICTS = ("东湖区", "南屏区", "西岭区", "北塘区")
STREET_NUMBERS = ("一号", "二号", "三号", "四号", "五号", "六号")
COMMUNITY_FIRST = tuple("春夏秋冬晨暮云霁青朱白玄梅兰竹菊")
COMMUNITY_SECOND = tuple("申和安宁乐平康泰禾汀岚澜棠桥园里")

EVERYDAY = (
    "care", "environment", "publicity", "clinic", "legal", "tutoring", "patrol", "mediation", "repair", "other",
)  # fmt: skip
EMERGENCY = (
    "screening", "closure_control", "living_support", "disinfection", "road_control", "rescue", "drill_support",
)  # fmt: skip
CATEGORY_ZH = {
    "care": "关爱探访",
    "environment": "环境整治",
    "publicity": "政策宣传",
    "clinic": "健康义诊",
    "legal": "法律咨询",
    "tutoring": "课业辅导",
    "patrol": "平安巡逻",
    "mediation": "矛盾调解",
    "repair": "便民维修",
    "other": "便民服务",
    "screening": "健康排查",
    "closure_control": "卡口值守",
    "living_support": "生活保障",
    "disinfection": "公共消杀",
    "road_control": "道路疏导",
    "rescue": "应急救援",
    "drill_support": "演练保障",
}
TITLE_OPENINGS = ("周末", "邻里", "红色", "暖心", "惠民", "先锋", "家门口的", "同心", "网格", "微光", "共建", "银龄")
TITLE_ENDINGS = ("活动", "行动", "服务日", "志愿服务", "集中服务", "专场")

OPENINGS = (
    "按照网格安排", "接到居民预约后", "配合社区工作人员", "与两名邻居一道", "利用下班后的时间", "响应党小组召集",
    "根据上次走访记录", "由网格长带队", "在楼栋长陪同下", "照例提前到场", "应居民来电请求", "趁着周末空闲",
    "按分工负责东侧片区", "按分工负责西侧片区", "和结对单位同志一起", "签到领取物品后", "听完任务说明后", "顺着既定路线",
    "替临时有事的同伴", "带着工具包", "与物业值班员会合后", "按报名顺序编入第二组", "按报名顺序编入第三组", "穿好马甲后",
)  # fmt: skip
PLACES = (
    "小广场", "活动室", "北门岗亭", "南侧凉亭", "文化长廊", "快递柜旁", "停车场入口", "儿童游乐区", "老年食堂", "社区菜园",
    "晾晒场", "自行车棚", "沿街商铺前", "图书角", "服务大厅", "健身步道", "垃圾分类点", "配电房外", "蓄水池边", "公交站台",
    "小学门口", "卫生站", "议事亭", "连廊二层",
)  # fmt: skip
ACTIONS: dict[str, tuple[str, ...]] = {
    "care": ("陪独居老人聊天并量了血压", "给行动不便的住户送去米面", "帮高龄夫妇整理衣柜", "替住户代买药品和蔬菜", "陪老人到卫生站复查",
             "教老人用手机视频通话", "检查了老人家里的燃气软管", "给失能老人家属讲护理要点"),
    "environment": ("清理楼道堆放的旧家具", "捡拾绿化带里的烟头纸屑", "擦洗公告栏和扶手", "铲除墙面上的小广告", "清运装修残留的碎砖",
                    "给花坛松土补种", "冲洗垃圾桶周边地面", "规整乱停的单车"),
    "publicity": ("逐户发放防诈骗手册", "讲解医保缴费流程", "张贴停水通知并解释原因", "向租户介绍居住登记办法", "在摊位前解答社保问题",
                  "带居民学习垃圾分类新规", "介绍养老补贴申请条件", "宣讲电动车充电安全"),
    "clinic": ("为居民测血糖血压并登记", "示范海姆立克手法", "解释体检报告单", "为慢病患者建立随访卡", "讲解高血压用药注意事项", "给老人做视力初筛"),
    "legal": ("解答继承与赠与的疑问", "帮助核对租房合同条款", "说明劳动仲裁步骤", "指导填写法律援助申请", "讲解物业纠纷处理办法", "梳理借条要点"),
    "tutoring": ("辅导三年级数学应用题", "带孩子们分角色朗读课文", "批改英语听写", "陪写作业并纠正坐姿", "讲解科学小实验原理", "组织拼读小游戏"),
    "patrol": ("沿围墙巡查并检查监控探头", "提醒车主关窗锁车", "劝离消防通道上的车辆", "检查地下室门禁", "查看楼顶护栏与水箱", "夜间照明逐盏核对"),
    "mediation": ("听取楼上楼下漏水双方意见", "劝和因停车起争执的邻居", "协商广场音响音量", "调解宠物扰邻的投诉", "记录加装电梯的分歧",
                  "陪同双方到现场查看"),
    "repair": ("更换楼道感应灯", "修好松动的扶手", "疏通厨房下水", "给老人家换水龙头垫圈", "固定晃动的信箱", "修理轮椅刹车"),
    "other": ("协助整理失物招领台账", "帮忙搬运活动桌椅", "为来访居民引导登记", "清点爱心物资并贴标签", "布置便民集市摊位", "统计意见箱来信"),
    "screening": ("入户登记人员返回情况", "核对住户健康信息", "电话回访未应答的住户", "补录缺失的联系方式", "更新楼栋台账"),
    "closure_control": ("在卡口核验出入证", "引导送货车辆停靠", "劝返未办手续的人员", "记录夜间进出情况", "安抚等候的居民"),
    "living_support": ("为住户配送蔬菜包", "代取慢病药品送到门口", "统计各楼需求并分装", "给集中安置点送热水", "为独居住户送晚饭"),
    "disinfection": ("对电梯轿厢喷洒消毒", "擦拭门把手与按键", "给垃圾站做消杀", "配制药液并记录浓度", "对活动室通风消毒"),
    "road_control": ("在路口疏导车辆绕行", "摆放警示锥桶", "引导救护车进入小区", "提示积水路段", "维持出入口秩序"),
    "rescue": ("协助转移低洼处住户", "用沙袋封堵车库入口", "帮忙抬运被困老人", "清点转移人数", "排查倒伏树木"),
    "drill_support": ("在疏散路线上指引居民", "布置集合点标识", "检查灭火器压力", "记录各楼到场时间", "演示应急包用法"),
}  # fmt: skip
DETAILS = (
    "其中{n}户暂时无人在家", "前后花了{n}分钟", "一共登记{n}条信息", "用掉{n}份材料", "来了{n}位街坊", "顺手处理了{n}处小隐患",
    "有{n}位老人提了意见", "记下{n}个待办事项", "比计划多跑了{n}个单元", "还剩{n}户留到下次", "收到{n}句感谢", "补拍了{n}个点位",
    "分成{n}个小组轮换", "中途歇了{n}分钟", "借用了{n}件工具", "复核了{n}个门牌",
)  # fmt: skip
OUTCOMES = (
    "问题当场解决", "已转给网格长跟进", "约好下周再来", "居民表示放心", "剩余物品已归还", "情况已写进台账", "现场恢复整洁",
    "需要物业继续配合", "孩子们很高兴", "老人留我们喝了茶", "雨下大后提前收尾", "天热注意了补水", "结束后一起清点了人数", "钥匙已交回门岗",
    "照明不足建议增设路灯", "建议增加一名帮手", "有一户需要长期关注", "反馈给了卫生站", "下次带上梯子", "家属来电致谢", "没有发现异常",
    "邻居主动搭了把手", "停车问题另行协商", "已提醒注意用电",
)  # fmt: skip
LINKS = ("，主要是", "，先后", "，重点", "，接着", "，")
BUILDINGS = 38

RATING_ITEMS = ("服务态度", "服务效果", "到场及时", "总体满意度", "环境卫生", "应急准备", "办事公开")
RATING_TEXTS_GOOD = (
    "来得很快，解释也清楚。",
    "老人家里的事办得细心。",
    "比去年好多了。",
    "态度和气，记得回访。",
    "楼道干净了不少。",
)
RATING_TEXTS_POOR = (
    "登记了几次没人来。",
    "只拍了照就走了。",
    "反映的漏水一直没修。",
    "打了三遍电话才有人接。",
    "活动搞得匆忙。",
)
REVIEW_COMMENTS = (
    "到场准时，完成任务。",
    "材料齐全。",
    "居民反映较好。",
    "时长与安排一致。",
    "请补充现场说明。",
    "继续保持。",
)

DRILL_OBJECTIVES = ("警报传达", "人员疏散", "集合清点", "重点人群帮扶", "物资调配", "信息上报", "秩序恢复")
DRILL_FINDINGS = (
    "三单元应急灯不亮", "疏散路线被单车占用", "集合点标识看不清", "对讲机电量不足", "重点人群名册未更新", "灭火器压力偏低",
    "部分居民没有听到警报", "清点人数用时过长", "担架存放位置不明", "消防通道门锁闭", "上报流程多走一级", "应急物资过期",
)  # fmt: skip
FINDING_OWNERS = ("社区综治岗", "物业值班岗", "网格负责人", "楼栋长", "社区卫生岗")
NOT_HELD_REASONS = ("天气原因取消", "与上级检查冲突", "人员不足改期", "物资未到位")

MATTERS = ("居住登记", "医保核对", "燃气安全告知", "养老补贴", "防诈骗告知", "疫苗接种", "房屋安全核查", "问卷调查")
FORM_FIELDS = (
    "居住状况", "联系方式", "就业状况", "家庭人数", "车辆信息", "养犬情况", "健康状况", "房屋用途", "燃气使用", "紧急联系人",
)  # fmt: skip
REQUESTERS = ("街道民政岗", "街道综治岗", "卫生部门", "应急部门", "统计部门")
SUPPLY_ITEMS = (
    ("应急照明灯", "equipment"), ("手提扩音器", "equipment"), ("折叠担架", "equipment"), ("急救箱", "medical"),
    ("口罩", "medical"), ("消毒液", "medical"), ("沙袋", "material"), ("饮用水", "material"), ("避难场所床位", "shelter"),
)  # fmt: skip


def activity_titles(rng: np.random.Generator, categories: Array, grids: Array) -> Array:
    """Titles such as 邻里健康义诊服务日（3号网格）."""
    count = len(categories)
    subject = np.array([CATEGORY_ZH[word] for word in categories], dtype=object)
    where = np.array([f"（{grid}号网格）" for grid in grids], dtype=object)
    return picked(rng, TITLE_OPENINGS, count) + subject + picked(rng, TITLE_ENDINGS, count) + where


def service_texts(rng: np.random.Generator, categories: Array) -> Array:
    """One sentence of what was done per record (object array); equal sentences are rare."""
    count = len(categories)
    action = np.empty(count, dtype=object)
    for category in np.unique(categories.astype(str)):
        rows = np.flatnonzero(categories == category)
        action[rows] = picked(rng, ACTIONS[category], len(rows))
    buildings = [f"{number}栋" for number in range(1, BUILDINGS + 1)]
    details = [detail.format(n=number) for detail in DETAILS for number in range(2, 19)]
    return (
        picked(rng, OPENINGS, count)
        + "在"
        + picked(rng, buildings, count)
        + picked(rng, PLACES, count)
        + picked(rng, LINKS, count)
        + action
        + "，"
        + picked(rng, details, count)
        + "，"
        + picked(rng, OUTCOMES, count)
        + "。"
    )
