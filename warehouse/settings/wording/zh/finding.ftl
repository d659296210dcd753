# 标记看到了什么、与什么相比（<标记>_threshold）、现有的输入为何不能用。没有的值为 none。

## 各条共有

finding-incident = 突发事件期间
finding-origin = 最早的一次使用
finding-ends_before_start = 结束早于开始

## P 到场

finding-p1_photos_only = 只有 { NUMBER($photos_listed, maximumFractionDigits: 0) } 张照片
finding-p1_photos_and_presence = { NUMBER($photos_listed, maximumFractionDigits: 0) } 张照片，另有到场证据
finding-p1_threshold = 扫码、签退或可用定位
finding-p2_distance = { NUMBER($site_distance_m, maximumFractionDigits: 0) } 米{ $gps_accuracy_m ->
        [none] { "" }
       *[other] { " " }± { NUMBER($gps_accuracy_m, maximumFractionDigits: 0) } 米
    }
finding-p2_degraded = 精度太差
finding-p2_threshold = > { NUMBER($max_distance_m, maximumFractionDigits: 0) } 米
finding-p3_fix = { NUMBER($lat, minimumFractionDigits: 6, maximumFractionDigits: 6) },{ NUMBER($lon, minimumFractionDigits: 6, maximumFractionDigits: 6) }
finding-p3_zero = 坐标为零：{ NUMBER($lat, minimumFractionDigits: 6, maximumFractionDigits: 6) },{ NUMBER($lon, minimumFractionDigits: 6, maximumFractionDigits: 6) }
finding-p3_accuracy_zero = 精度为零：{ NUMBER($lat, minimumFractionDigits: 6, maximumFractionDigits: 6) },{ NUMBER($lon, minimumFractionDigits: 6, maximumFractionDigits: 6) }
finding-p3_repeated = 不同日子坐标完全相同：{ NUMBER($lat, minimumFractionDigits: 6, maximumFractionDigits: 6) },{ NUMBER($lon, minimumFractionDigits: 6, maximumFractionDigits: 6) }
finding-p3_outside_district = 在{ $district }之外：{ NUMBER($lat, minimumFractionDigits: 6, maximumFractionDigits: 6) },{ NUMBER($lon, minimumFractionDigits: 6, maximumFractionDigits: 6) }
finding-p3_threshold = 本区范围外 { NUMBER($district_margin_km, maximumFractionDigits: 0) } 公里
finding-p4_other_code = 扫的是 { $scanned_code }
finding-p4_before_start = 开始前 { NUMBER($minutes_early, maximumFractionDigits: 0) } 分钟
finding-p4_after_end = 结束后 { NUMBER($minutes_late, maximumFractionDigits: 0) } 分钟
finding-p4_away_from_site = 扫码时不在现场
finding-p4_inside_window = 在时段内扫码
finding-p4_threshold = ± { NUMBER($window_minutes, maximumFractionDigits: 0) } 分钟
finding-p5_people = { NUMBER($people, maximumFractionDigits: 0) } 人
finding-p5_proxy_without_consent = 代办未获本人同意
finding-p5_threshold = ≥ { NUMBER($min_people, maximumFractionDigits: 0) } 人

## T 时间

finding-t1_observed = { NUMBER($observed_minutes, minimumFractionDigits: 1, maximumFractionDigits: 1) } 分钟{ $declared_minutes ->
        [none] { "" }
       *[other] （申报 { NUMBER($declared_minutes, maximumFractionDigits: 0) } 分钟）
    }
finding-t1_threshold = < { NUMBER($min_share, style: "percent", maximumFractionDigits: 0) }，或 < { NUMBER($min_visit_minutes, maximumFractionDigits: 0) } 分钟
finding-t2_overlap = { NUMBER($overlap_minutes, maximumFractionDigits: 0) } 分钟
finding-t2_threshold = > { NUMBER($max_overlap_minutes, maximumFractionDigits: 0) } 分钟，> { NUMBER($min_distance_m, maximumFractionDigits: 0) } 米以外
finding-t3_no_earlier_record = 没有更早的记录
finding-t3_travelled = { NUMBER($elapsed_minutes, maximumFractionDigits: 0) } 分钟移动 { NUMBER($distance_km, minimumFractionDigits: 1, maximumFractionDigits: 1) } 公里
finding-t3_threshold = > { NUMBER($max_speed_kmh, maximumFractionDigits: 0) } 公里/小时，> { NUMBER($min_distance_km, maximumFractionDigits: 0) } 公里
finding-t4_after_end = 结束后 { NUMBER($off_hours, minimumFractionDigits: 1, maximumFractionDigits: 1) } 小时
finding-t4_before_end = 结束前 { NUMBER($off_hours, minimumFractionDigits: 1, maximumFractionDigits: 1) } 小时
finding-t4_threshold = > { NUMBER($max_delay_hours, maximumFractionDigits: 0) } 小时，或 < -{ NUMBER($max_early_minutes, maximumFractionDigits: 0) } 分钟
finding-t5_future = 开始 { $starts_at }
finding-t5_future_when_sent = 开始 { $starts_at }，提交 { $sent_at }
finding-t5_other_than_device = 填报 { $starts_at }，手机 { $device_starts_at }
finding-t5_reversed = 开始 { $starts_at }，结束 { $ends_at }
finding-t5_in_order = 先后正常
finding-t5_threshold = 先开始后结束，开始不晚于提交后 { NUMBER($future_tolerance_hours, maximumFractionDigits: 0) } 小时
finding-t6_declared = 申报 { NUMBER($declared_hours, minimumFractionDigits: 1, maximumFractionDigits: 1) } 小时{ $planned_hours ->
        [none] { "" }
       *[other] ，计划 { NUMBER($planned_hours, minimumFractionDigits: 1, maximumFractionDigits: 1) } 小时
    }{ $scanned_hours ->
        [none] { "" }
       *[other] ，扫码到签退 { NUMBER($scanned_hours, minimumFractionDigits: 1, maximumFractionDigits: 1) } 小时
    }
finding-t6_threshold = > 计划的 { NUMBER($max_planned_ratio, minimumFractionDigits: 1, maximumFractionDigits: 1) } 倍，或 > 扫码到签退 + { NUMBER($max_over_minutes, maximumFractionDigits: 0) } 分钟

## B 行为

finding-b1_share_of_year = { NUMBER($window_days, maximumFractionDigits: 0) } 天内完成全年 { NUMBER($year_hours, minimumFractionDigits: 1, maximumFractionDigits: 1) } 小时的 { NUMBER($share, style: "percent", maximumFractionDigits: 0) }{ $task_supply ->
        [none] { "" }
       *[other] ；社区任务供给 { NUMBER($task_supply, minimumFractionDigits: 2, maximumFractionDigits: 2) }
    }
finding-b1_sent_by_unit = 单位轮派
finding-b1_few_hours = 全年时长太少
finding-b1_young_year = 当年开始不久
finding-b1_threshold = ≥ { NUMBER($min_share, style: "percent", maximumFractionDigits: 0) }，共 ≥ { NUMBER($min_year_hours, maximumFractionDigits: 0) } 小时
finding-b2_december = 全年 { NUMBER($record_count, maximumFractionDigits: 0) } 条中 12 月 { NUMBER($december_count, maximumFractionDigits: 0) } 条，z = { NUMBER($z, minimumFractionDigits: 1, maximumFractionDigits: 2) }
finding-b2_few_records = 全年记录太少
finding-b2_threshold = z > { NUMBER($max_z, minimumFractionDigits: 1, maximumFractionDigits: 1) }
finding-b3_counts = 当天 { NUMBER($day_count, maximumFractionDigits: 0) } 条，当周 { NUMBER($week_count, maximumFractionDigits: 0) } 条
finding-b3_threshold = 每天 > { NUMBER($max_per_day, maximumFractionDigits: 0) } 条，或每周 > { NUMBER($max_per_week, maximumFractionDigits: 0) } 条
finding-b4_claim = 开放后 { NUMBER($claim_seconds, maximumFractionDigits: 0) } 秒接单，{ NUMBER($window_days, maximumFractionDigits: 0) } 天内 { NUMBER($times, maximumFractionDigits: 0) } 次
finding-b4_threshold = ≤ { NUMBER($max_seconds, maximumFractionDigits: 0) } 秒，≥ { NUMBER($min_times, maximumFractionDigits: 0) } 次
finding-b5_crowd = { NUMBER($people, maximumFractionDigits: 0) } 人{ $claimed_hours ->
        [none] { "" }
       *[other] ，申报 { NUMBER($claimed_hours, minimumFractionDigits: 1, maximumFractionDigits: 1) } 小时
    }{ $hours_needed ->
        [none] { "" }
       *[other] （需要 { NUMBER($hours_needed, minimumFractionDigits: 1, maximumFractionDigits: 1) } 小时）
    }
finding-b5_threshold = > { NUMBER($max_people, maximumFractionDigits: 0) } 人，或 > { NUMBER($max_hours_ratio, minimumFractionDigits: 1, maximumFractionDigits: 1) } 倍所需
finding-b6_uses = 用了 { NUMBER($uses, maximumFractionDigits: 0) } 次
finding-b6_short = 文字太短
finding-b6_template = 活动给出的模板
finding-b6_threshold = ≥ { NUMBER($min_characters, maximumFractionDigits: 0) } 字，≥ { NUMBER($min_share, style: "percent", maximumFractionDigits: 0) } 相同
finding-b7_day = { $hours ->
        [none] { "" }
       *[other] { NUMBER($hours, minimumFractionDigits: 1, maximumFractionDigits: 1) } 小时，
    }当天 { NUMBER($record_count, maximumFractionDigits: 0) } 条记录、{ NUMBER($communities, maximumFractionDigits: 0) } 个社区
finding-b7_threshold = > { NUMBER($max_hours_per_day, maximumFractionDigits: 0) } 小时，或 > { NUMBER($max_communities_per_day, maximumFractionDigits: 0) } 个社区，或 > { NUMBER($busy_records_per_day, maximumFractionDigits: 0) } 条记录、> { NUMBER($busy_communities_per_day, maximumFractionDigits: 0) } 个社区
finding-b8_same_activity = 同一活动
finding-b8_overlap = { NUMBER($overlap_share, style: "percent", maximumFractionDigits: 0) } 重叠
finding-b8_claimed_once = 只申报一次
finding-b8_threshold = 同一活动，或 ≥ { NUMBER($min_overlap_share, style: "percent", maximumFractionDigits: 0) } 重叠

## M 照片

finding-photo_alike = 距离 { NUMBER($distance, maximumFractionDigits: 0) }，{ $orientation ->
        [rotated_90] 转 90°
        [rotated_180] 转 180°
        [rotated_270] 转 270°
        [flipped_left_right] 左右翻转
        [flipped_top_bottom] 上下翻转
        [transposed] 对角翻转
        [transversed] 反对角翻转
       *[other] 方向相同
    }
finding-photo_unmatched = 没有相似照片
finding-photo_too_plain = 画面太单调，无法比较
finding-m1_threshold = ≤ { NUMBER($max_distance, maximumFractionDigits: 0) }，画质 ≥ { NUMBER($min_quality, maximumFractionDigits: 0) }
finding-m2_threshold = ≤ { NUMBER($max_distance, maximumFractionDigits: 0) }，画质 ≥ { NUMBER($min_quality, maximumFractionDigits: 0) }
finding-m3_outside_service = 在服务时段外 { NUMBER($hours_outside, minimumFractionDigits: 1, maximumFractionDigits: 1) } 小时
finding-m3_threshold = > { NUMBER($max_hours, maximumFractionDigits: 0) } 小时
finding-m4_distance = { NUMBER($distance_m, maximumFractionDigits: 0) } 米
finding-m4_threshold = > { NUMBER($max_distance_m, maximumFractionDigits: 0) } 米
finding-m5_does_not_open = 打不开
finding-m5_screenshot = 屏幕截图
finding-m5_arrived = { NUMBER($photos_listed, maximumFractionDigits: 0) } 张中到了 { NUMBER($photos_arrived, maximumFractionDigits: 0) } 张
finding-m5_threshold = 能打开，且不是截图

## R 评价

finding-r1_rated = 居民 { NUMBER($rating_of_5, minimumFractionDigits: 1, maximumFractionDigits: 1) }/5（{ NUMBER($rating_count, maximumFractionDigits: 0) } 条），社区评“{ $review_grade }”
finding-r1_threshold = ≤ { NUMBER($max_rating_of_5, minimumFractionDigits: 1, maximumFractionDigits: 1) }/5，社区评“很好”
finding-r2_share_of_top = { NUMBER($reviews, maximumFractionDigits: 0) } 次评价中 { NUMBER($top_share, style: "percent", maximumFractionDigits: 0) } 为“很好”{ $minute_reviews ->
        [none] { "" }
       *[other] ，同一分钟 { NUMBER($minute_reviews, maximumFractionDigits: 0) } 次
    }
finding-r2_few_reviews = 评价次数太少
finding-r2_threshold = ≥ { NUMBER($min_share, style: "percent", maximumFractionDigits: 0) }，共 ≥ { NUMBER($min_reviews, maximumFractionDigits: 0) } 次，或每分钟 ≥ { NUMBER($batch_reviews, maximumFractionDigits: 0) } 次
finding-r3_own_record = 本人评本人
finding-r3_each_way = 互评各 { NUMBER($times, maximumFractionDigits: 0) } 次
finding-r3_threshold = 本人评本人，或互评 ≥ 各 { NUMBER($min_each, maximumFractionDigits: 0) } 次且全为“很好”

## E 演练

finding-e1_faultless = 最近 { NUMBER($drills, maximumFractionDigits: 0) } 次演练中 { NUMBER($smooth_drills, maximumFractionDigits: 0) } 次毫无问题
finding-e1_few_drills = 演练次数太少
finding-e1_threshold = { NUMBER($min_drills, maximumFractionDigits: 0) } 次中 { NUMBER($min_drills, maximumFractionDigits: 0) } 次
finding-e2_figures = { NUMBER($participants, maximumFractionDigits: 0) } 人，用时 { $response_seconds ->
        [none] -
       *[other] { NUMBER($response_seconds, maximumFractionDigits: 0) }
    }/{ $assembly_seconds ->
        [none] -
       *[other] { NUMBER($assembly_seconds, maximumFractionDigits: 0) }
    }/{ $clear_seconds ->
        [none] -
       *[other] { NUMBER($clear_seconds, maximumFractionDigits: 0) }
    } 秒
finding-e2_threshold = 全部相同，≥ { NUMBER($min_times, maximumFractionDigits: 0) } 项时间
