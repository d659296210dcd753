# 构建、冻结、政策试算、评分。

## build

warehouse-nothing_ingested = 还没有任何数据入库，无法构建。请先运行 tianping ingest 加上文件或文件夹；想看示范数据请运行 tianping demo。
warehouse-build_unchanged = 数据没有变化，沿用已发布的构建。
warehouse-build_loading = 正在读入已接收的数据…
warehouse-build_computing = 正在计算与检查…
warehouse-build_steps = 已完成 { $steps } 步计算与检查…
warehouse-build_publishing = 正在发布…
warehouse-build_waiting = 另一个构建正在进行，等它结束…
warehouse-build_failed = 构建没有完成，已发布的结果保持不变。没有通过的是：
    { $failures }
warehouse-computation_failed = 没有算完，什么都没有改动：
    { $failures }
warehouse-settings_unreadable = { $file }：有一行写法不对：{ $error }

## freeze

warehouse-nothing_to_freeze = 还没有构建，没有数字可以冻结。请先运行 tianping build。
warehouse-last_build_not_whole = 上次构建没有完整结束。请先运行 tianping build。
warehouse-period_unknown = 已发布的构建里没有周期“{ $period }”。最近的有：{ $latest }。
warehouse-period_not_over = { $period } 到 { $ends_on } 才结束，不能冻结还没有结束的周期。
warehouse-other_rules = 上次构建之后，模型或政策改过，已发布的数字不是现在的规则算出来的。请先运行 tianping build。
warehouse-version_taken = { $period } 的第 { $restatement } 版刚由别人发出，没有改动它。请查看后再决定。
warehouse-not_frozen = { $period } 还没有冻结。请先运行 tianping freeze { $period }。
warehouse-restating = 正在按现有数据重新计算 { $period }…
warehouse-verifying = 正在用冻结时的输入重算 { $period }…
warehouse-verifying_values = 正在逐值比较…
warehouse-deliveries_gone = 冻结时的 { $count } 次交付已不在 { $lake }，无法重算：{ $deliveries }。请从备份恢复。
warehouse-frozen_files_changed = 已冻结周期的文件与冻结时不同，没有计算，已发布的结果保持不变。请从备份恢复 { $folder } 下的：
    { $files }

## policy

warehouse-policy_file_unreadable = { $file } 读不懂：{ $fault }。应写明 valid_from（日期）和 changes（每项有 table、row、column、value）。
warehouse-policy_nothing_changed = 没有任何数值改动。
warehouse-policy_value_unknown = 没有可以改动的政策数值 { $table } { $row } { $column }（见表 published.policy）。
warehouse-policy_value_unfit = “{ $new }”不能作 { $table } { $row } 的 { $column }。
warehouse-policy_case_incomplete = 加减分或否决事项 { $row } 要写明社区（已知的）、事项和依据（文件）。
warehouse-policy_item_unknown = 没有事项“{ $item }”；可用：{ $items }。
warehouse-policy_goalposts_equal = { $row } 的 0 分和 100 分不能是同一个值。
warehouse-policy_grades_cross = 好的等次要从更高的分数起。
warehouse-policy_weights_all_zero = 各维度的权重不能都是 0。
warehouse-policy_unbuilt = 还没有构建，没有政策可以改动。请先运行 tianping build。
warehouse-policy_not_previewed = 这些改动还没有在现有的构建上预览过，没有生效。请先预览：tianping policy preview 文件。
warehouse-policy_preview_stale = 上次构建之后政策或模型改过，预览会把两次改动混在一起。请先运行 tianping build。
warehouse-policy_no_period = 没有可供比较的周期：还没有一个季度结束。请用 --period 指定。
warehouse-policy_computing = 正在按拟议的政策重算 { $period }…
warehouse-policy_comparing = 正在比较…

## score

warehouse-score_direction_unknown = META 里 { $code } 的 direction 应为 1（越大越好）或 −1（越小越好）。
warehouse-score_goalposts_unknown = META 里 { $code } 的 low、high 应是两个数，low 小于 high（哪头为好由 direction 定）。
warehouse-score_direction_left = --normalise none 照原样平均，没有翻转 direction 为 −1 的 { $more ->
    [0] { $names }
   *[other] { $names }等 { $all } 个
}：数据应当已经归一化，越大越好；不是的话请换一种归一化。
warehouse-score_divisor_zero = { $unit } 的 { $divisor } 是 0，{ $code } 无法除以它。未知请留空。
warehouse-score_not_positive = { $mean ->
    [geometric] 几何
   *[harmonic] 调和
}平均只能用于大于 0 的值，{ $unit } 的 { $code } 归一化后是 { $value }（这样的格子共 { $cells } 个）。可加 --range 1:100，或改用 --aggregate arithmetic。
warehouse-score_too_large = { $unit } 的 { $code } 大到算不出得分。请核对这些数，或换一个单位（例如以万计）。
warehouse-score_flat = { $more ->
    [0] { $names }
   *[other] { $names }等 { $all } 个
} 各单位都一样，或只有一个单位有，无法归一化，没有计入，权重由同级指标分担。
warehouse-score_incomplete = { $units } 个单位缺数据，缺处的权重由其余指标分担（{ $unit } 缺得最多，占总权重 { NUMBER($most, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) }）。不报数据可能反而得利，请看 ranks.csv 的 missing。
warehouse-score_unranked = 没有总分、不参加排名：{ $more ->
    [0] { $names }
   *[other] { $names }等 { $all } 个
}。
warehouse-score_table_lacks_columns = { $file } 缺少列 { $names }；第一行应是列名，现有 { $columns ->
    [0] （空）
   *[other] { $present }
}。
warehouse-score_table_cells_too_many = { $file } 第 { $line } 行的格子比列名多。含逗号的文字要加引号。
warehouse-score_table_empty = { $file } 没有数据行。
warehouse-score_table_quote_open = { $file } 有一个引号没有配对，后面的行都读进了一个格子（{ $error }）。
warehouse-score_table_no_text = { $file } 不是文本 CSV（既不是 UTF-8 也不是 GBK）。请另存为 CSV。
warehouse-score_table_unit_missing = { $file } 第 { $line } 行没有 unit。
warehouse-score_table_indicator_absent = META 的指标 { $more ->
    [0] { $names }
   *[other] { $names }等 { $all } 个
} 在 { $file } 里没有列。请改代码，或从 META 删去。
warehouse-score_table_divisor_absent = { $code } 要除以 { $divisor }，{ $file } 里却没有这一列。数据若已除过，请把 META 的 denominator 留空。
warehouse-score_columns_unused = { $file } 的列 { $more ->
    [0] { $names }
   *[other] { $names }等 { $all } 个
} 不是 META 的指标，没有计入。
warehouse-score_meta_code_missing = { $file } 第 { $line } 行没有 code。
warehouse-score_meta_parent_unknown = META 里有上级 { $more ->
    [0] { $names }
   *[other] { $names }等 { $all } 个
}，却没有它自己的行。上级和总指数也要各占一行。
warehouse-score_meta_roots = META 应只有一个最上级（parent 为空），现有 { $all } 个：{ $all ->
    [0] 没有
   *[other] { $names }
}。
warehouse-score_meta_circle = META 的上下级绕成了圈：{ $circle }。
warehouse-score_meta_no_indicator = META 里只有 { $code }，没有指标。
warehouse-score_meta_levels = META 的层级不合：{ $code } 是第 { $level } 层，它的上级 { $parent } 却是第 { $above } 层。指标是第 1 层，越往上数越大。
warehouse-score_meta_weight = META 里 { $code } 的权重为空或小于 0。权重在同一上级之下比较，不必加起来等于 1。
warehouse-score_draw_code_unknown = { $file } 第 { $line } 行的 { $code } 不在 META 的指标体系里。
warehouse-score_draw_weight = { $file } 第 { $line } 行 { $code } 的权重为空或小于 0。
warehouse-score_draw_code_twice = { $file } 第 { $line } 行：第 { $draw } 次抽样里 { $code } 出现了两次。
warehouse-score_number_unreadable = { $file } 第 { $line } 行：{ $whose } 的 { $column } 写着“{ $text }”，不是数。未知请留空。
warehouse-score_name_twice = { $file } 的{ $what ->
    [columns] 列名
    [codes] { " " }code
   *[units] { " " }unit
}有重复：{ $more ->
    [0] { $names }
   *[other] { $names }等 { $all } 个
}。每个只能出现一次。
