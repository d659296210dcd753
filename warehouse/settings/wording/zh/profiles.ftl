# 映射配置：草稿、提问、错误。

## profiles that cannot be used

profiles-in_file = { $file }：{ $fault }
profiles-not_yaml = { $where }：不是有效的 YAML：{ $fault }
profiles-unreadable = { $where }：无法读取：{ $fault }
profiles-no_keys = { $where }：应为“键: 值”。
profiles-not_written_so = { $where }：写法不对：{ $fault }
profiles-open_questions = 还有 { $count } 个问题没有回答：{ $questions } 回答后删去 ask。
profiles-source_twice = tables：{ $source } 写了两次，请合并。
profiles-no_source = tables：没有数据源 { $source }。
profiles-reserved_field = { $where }：这个名字另有用途。
profiles-no_type = { $where }：{ $type } 不是类型。
profiles-no_format = { $where }：{ $format } 不是时间格式。
profiles-no_field = { $where }：没有字段 { $field }。
profiles-no_such_column = { $where }：{ $source } 没有这一列。
profiles-not_filled = { $where }：必填列 { $column } 没有来处。
profiles-filled_by_one = { $where }：from、join、fingerprint、constant 四者取一。
profiles-unknown_key = { $where }：不认识 { $key }。
profiles-unknown_key_but_near = { $where }：不认识 { $key }（{ $near }?）。
profiles-key_missing = { $where }：缺少 { $key }。

## profiles kept

profiles-name_unusable = “{ $name }”不能作配置名：只用字母、数字、汉字、下划线和连字符，最多 { $longest } 个。
profiles-name_taken = 已有的映射配置也叫“{ $name }”，没有改动。换一个名字，或用 --replace 换掉它。
profiles-shipped_name_taken = 程序自带的映射配置也叫“{ $name }”，没有改动。换一个名字，或用 --replace 换掉它。
profiles-saved_by = 保存人 { $who } · { $at }

## a table of columns that says no profile yet

profiles-line_twice = “{ $about }”由两列来：请只留一列，另一列选“不取用”。
profiles-line_clock_without_day = “{ $about }”只有钟点：请把日期所在的列选作“日期（配合只有钟点的列）”。
profiles-line_required = 必填的“{ $about }”还没有来处：在上表中选一列，或在下面回答。
profiles-line_no_time = 还没有时间：请把一列选作“{ $about }”或别的时间。
profiles-line_scale = “{ $about }”是评分：请填最低分和最高分。

## what only a person knows; `_how` an answer is written in a draft

profiles-source_unsure = 这份文件是“{ $source }”，还是{ $others }？
profiles-source_unsure_how = 不是就用 --source 重新生成。
profiles-community_unsure = 看不出哪一列是社区：这些行属于哪个社区？
profiles-community_unsure_how = 在 fields 里写上它的表头；如果整份文件都属于一个社区，就写在 community_id 的 constant。
profiles-community_unsure_among = 看不出哪一列是社区（是不是 { $among }？）：这些行属于哪个社区？
profiles-community_unsure_among_how = 在 fields 里写上它的表头；如果整份文件都属于一个社区，就写在 community_id 的 constant。
profiles-column_needed = 必填的“{ $label }”由哪一列来？
profiles-column_needed_how = 在 fields 里写上它的表头。
profiles-time_needed = 没有找到时间：哪一列是{ $labels }（有一个即可）？
profiles-time_needed_how = 在 fields 和 columns 里写上。
profiles-time_needed_among = 哪一列（{ $among }）是{ $labels }（有一个即可）？
profiles-time_needed_among_how = 在 fields 和 columns 里写上。
profiles-key_needed = 哪一列是“{ $label }”？没有编号就用几列内容合成一个。
profiles-key_needed_how = 在 fields 里写上它的表头。
profiles-order_unsure = “{ $header }”里的日期（如 { $example }）先写日还是先写月？
profiles-order_unsure_how = 请把 order 改为 dmy 或 mdy。
profiles-minutes_unsure = “{ $header }”的单位是分钟吗（如 { $number }）？
profiles-minutes_unsure_how = 如果是，请写 {"{"}from: { $column }, multiply: 0.016666666666666666{"}"}。
profiles-direction_unsure = “{ $header }”是 { $high } 最好吗？
profiles-direction_unsure_how = 如果 { $low } 最好，请写 { $turned }。
profiles-bad_thing = “{ $header }”像是问坏事（越多越差）。
profiles-bad_thing_how = 如果是，请写 { $turned }；如果不是，不用改。
profiles-range_unsure = “{ $header }”里只出现 { $low }–{ $high }，量表从几分到几分？
profiles-range_unsure_how = 请改 scale。
profiles-score_unsure = “{ $header }”里的 { $number } 是分数，还是“不清楚”？
profiles-score_unsure_how = 是分数就改 scale，不是就写进 no_answer。
profiles-labels_unsure = “{ $header }”里的“{ $labels }”是几分，还是不算回答？
profiles-labels_unsure_how = 写进 values 或 no_answer。
profiles-no_scale = 得分最低几分、最高几分？分越高越好吗？
profiles-doubtful = “{ $header }”就是“{ $label }”吗？
profiles-words_unknown = “{ $header }”里的 { $words } 相当于词表里的哪个词？

## drafts: remarks beside the lines

profiles-draft = 草稿，请逐行核对；格式见 docs/profiles.md。
profiles-also_like = 也像
profiles-ask = 下面的问题看文件本身答不出来。逐条在相应的行里写上答案，然后删去整个 ask；留着它，这份配置不会被使用。
profiles-not_matched = 未对应
profiles-headers_not_used = 文件中未用的列
profiles-remark_doubtful = { $name }
profiles-remark_perhaps = { $header } → { $column }（{ $name }）?
profiles-remark_repeats = “{ $header }”会随每个问题重复，未取
profiles-remark_no_id = “{ $header }”有重复，不作编号
profiles-remark_outside = 不在词表中
profiles-remark_vocabulary = 词表
