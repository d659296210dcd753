# 入库：读取、核对、落地时要告诉人的话。

## files that cannot be read

ingestion-empty = 文件是空的，没有任何内容。没有写入任何数据。请确认导出成功后重新提交。
ingestion-binary = 文件不是表格也不是文本。没有写入任何数据。请从平台导出 CSV 或 Excel 文件后重新提交。
ingestion-unknown_encoding = 看不出文件用的是哪种文字编码，没有猜测。没有写入任何数据。请另存为 UTF-8 或 Excel 格式后重新提交。
ingestion-mixed_encodings = 文件由不同编码的部分拼成：有些行是 UTF-8，有些行不是。没有写入任何数据。请把各部分分别提交，或统一另存为 UTF-8。
ingestion-destroyed_text = 文字在导出时已经损坏（例如“{ $example }”），原来的内容无法恢复。没有写入任何数据。请从平台重新导出，保存为 UTF-8 或 Excel 格式后再提交。
ingestion-garbled_text = 文字是乱码（例如“{ $example }”，本来大概是“{ $meant }”）：某个程序曾用错误的编码打开并保存过它。没有写入任何数据。请从平台重新导出，直接提交导出的文件，不要先用其他程序打开保存。
ingestion-unknown_format = 这是{ $kind }，不是表格。没有写入任何数据。请导出 CSV 或 Excel 文件后重新提交。
ingestion-other_document = 这是{ $kind }，不是表格。没有写入任何数据。请把其中的表格复制到 Excel 后提交。
ingestion-kind_pdf = PDF 文档
ingestion-kind_png = PNG 图片
ingestion-kind_jpeg = JPEG 图片
ingestion-kind_gif = GIF 图片
ingestion-kind_rar = RAR 压缩包
ingestion-kind_7z = 7z 压缩包
ingestion-kind_gzip = gzip 压缩包
ingestion-kind_sqlite = 数据库文件
ingestion-kind_rtf = RTF 文档
ingestion-kind_bzip2 = bzip2 压缩包
ingestion-kind_xz = xz 压缩包
ingestion-kind_spss = SPSS 数据文件
ingestion-kind_stata = Stata 数据文件
ingestion-kind_access = Access 数据库
ingestion-kind_mht = 单文件网页（.mht）
ingestion-kind_numbers = Apple Numbers 文件
ingestion-kind_bare_stream = 没有工作簿外壳的旧式 Excel 数据
ingestion-kind_word = Word 文档
ingestion-kind_presentation = 演示文稿
ingestion-kind_mail = 邮件
ingestion-xml_without_table = 这是一个 XML 文件，不是表格。没有写入任何数据。请从平台导出 CSV 或 Excel 文件后重新提交。
ingestion-page_without_table = 这是一个网页，里面没有表格（可能是登录页）。没有写入任何数据。请登录平台后重新导出。
ingestion-workbook_encrypted = 工作簿设有打开密码，无法读取。没有写入任何数据。请在 Excel 中取消密码，另存后重新提交。
ingestion-damaged = 文件已损坏，无法打开（可能没有传完）。没有写入任何数据。请重新导出或重新复制后提交。
ingestion-malformed = 文件内容不完整或格式有误，无法读取（{ $fault }）。没有写入任何数据。请重新导出后提交。
ingestion-malformed_line = 文件内容不完整或格式有误，无法读取（第 { $line } 行：{ $fault }）。没有写入任何数据。请重新导出后提交。
ingestion-not_a_record = 文件内容不完整或格式有误，无法读取（第 { $item } 项不是一条记录）。没有写入任何数据。请重新导出后提交。
ingestion-table_cut_off = 表格读到一半无法继续：可能有一个引号没有配对（{ $fault }）。没有写入任何数据。请检查引号或改存为 Excel 后重新提交。
ingestion-archive_damaged = 压缩包已损坏（{ $fault }）。没有写入任何数据。请解压后直接提交表格文件。
ingestion-archive_too_deep = 压缩包嵌套过深。没有写入任何数据。请解压后直接提交表格文件。
ingestion-archive_unreadable = 压缩包里没有可读的表格。没有写入任何数据。请解压后直接提交表格文件。
ingestion-archive_implausible = 解压后的大小不合常理。没有写入任何数据。请解压后直接提交表格文件。
ingestion-archive_encrypted = 压缩包设有密码，无法读取。没有写入任何数据。请解压后重新提交。
ingestion-member_damaged = 压缩包中的这个文件已损坏（{ $fault }）。没有写入任何数据。请解压后直接提交表格文件。
ingestion-no_tables = 压缩包里没有表格文件。没有写入任何数据。照片请放在其中名为 photos 的文件夹里。
ingestion-unrecognised = 没有映射配置认得“{ $file }”，未取用任何内容。请运行 tianping profile { $file } 生成映射配置，或用 --source 指明数据源。
ingestion-missing_column = “{ $file }”缺少必需的列：{ $columns }。未取用任何内容；请补上这一列或改名后重交，或运行 tianping profile { $file }。
ingestion-missing = “{ $names }”
ingestion-quoted = “{ $name }”
ingestion-missing_but_near = “{ $names }”（是否就是{ $near }？）

## what readers decided

ingestion-encoding = 按 { $encoding } 读取：{ $evidence }。
ingestion-encoding_has_mark = 文件开头有字节顺序标记
ingestion-encoding_valid_utf8 = 全文是合法的 UTF-8
ingestion-encoding_damaged_utf8 = 绝大部分字符是合法的 UTF-8，少数字节已损坏
ingestion-encoding_common_characters = 这样解码得到的是常用汉字
ingestion-encoding_mac_line_ends = 行尾是旧式 Mac 的回车符
ingestion-encoding_accented_letters = 这样解码得到的是通顺的西文字母
ingestion-encoding_byte_order = 按此字节顺序是通顺的文字
ingestion-unreadable_characters = { $count } 个字符已经损坏，显示为“�”，请核对这些单元格。
ingestion-delimiter = 各列以{ $delimiter }分隔。
ingestion-delimiter_tabs = 制表符
ingestion-delimiter_semicolons = 分号
ingestion-delimiter_bars = 竖线
ingestion-delimiter_wide_commas = 全角逗号
ingestion-delimiter_wide_semicolons = 全角分号
ingestion-delimiter_carets = 脱字符
ingestion-delimiter_control_characters = 控制字符 1
ingestion-wrapped_cells = 平台在一些单元格外加了 =""、单引号或制表符，以免 Excel 改写；读取时已去掉。
ingestion-unclosed_quote = 第 { $row } 行有一个引号没有配对，其后的行已按普通文字读取，请核对。
ingestion-short_rows = { $count } 行的单元格少于列数（第 { $rows } 行），缺少的部分按空白处理。
ingestion-long_rows = { $count } 行的单元格多于列数（第 { $rows } 行），可能错列，需要核对。
ingestion-title_rows = 表头在第 { $row } 行；其上的标题行（“{ $title }”等 { $count } 行）不作为数据。
ingestion-title_rows_without_header = 数据从第 { $row } 行开始；其上的标题行（“{ $title }”等 { $count } 行）不作为数据。
ingestion-header_lines = 表头共 { $lines } 行，已合并为一个列名（用“/”连接）。
ingestion-no_header = 没有找到表头行，列名暂记为 column_1、column_2……请在对应方案中指明各列含义。
ingestion-side_table = 与主表隔着空列的对照表（{ $labels }）不作为数据。
ingestion-total_rows = 合计行不作为数据：{ $count } 行（第 { $rows } 行）。
ingestion-remark_rows = 备注、填表说明行不作为数据：{ $count } 行（第 { $rows } 行）。
ingestion-example_rows = 示例行不作为数据：{ $count } 行（第 { $rows } 行）。
ingestion-repeated_header_rows = 重复的表头行不作为数据：{ $count } 行（第 { $rows } 行）。
ingestion-uncomputed_formulas = { $count } 个公式单元格没有计算结果，按空白读取。请在 Excel 中打开并保存后重新提交。
ingestion-empty_sheets = 空白工作表未读取：{ $sheets }。
ingestion-hidden_sheet = 工作表“{ $sheet }”是隐藏的。
ingestion-phantom_range = 表格下方或右侧的空白区域（{ $rows } 行、{ $columns } 列）未读取。
ingestion-stacked_tables = 这张工作表上下有 { $tables } 个表格（另从第 { $rows } 行开始），已分别读取。
ingestion-merged_cells = { $count } 个合并单元格的内容已填入其所覆盖的每一行。
ingestion-members_skipped = { $count } 个非表格文件未读取：{ $files }。

## what became of a file, a call, an inbox

ingestion-as_told = { $zh }
ingestion-not_recognised = 没有映射配置认得它
ingestion-no_such_profile = 没有映射配置 { $profile }（现有：{ $known }）。
ingestion-no_such_source = 没有数据源 { $source }（现有：{ $known }）。
ingestion-profile_left_aside = 映射配置未使用，其他照常：{ $fault }
ingestion-docs_not_updated = 校验文档没有更新：{ $fault }
ingestion-program_fault = 程序出错，这个文件没有入库，其他文件和以前入库的不受影响：{ $fault }
ingestion-fault = { $fault }
ingestion-no_inbox = 收件夹不在：{ $folder }。请检查设置 { $settings } 或重新挂载这个文件夹。
ingestion-policy_unusable = { $path }：{ $fault }。没有读入任何文件，请改正后重试。
ingestion-policy_not_yaml = 不是有效的 YAML（{ $fault }）
ingestion-policy_no_sections = 应按数据源分段
ingestion-policy_no_source = 没有数据源 { $source }
ingestion-policy_fixed = { $source } 中的 { $name } 不可设定（可设定：{ $known }）
ingestion-policy_value = { $source } 的 { $name } 不能是 { $value }
ingestion-disk_fault = { $fault }。正在处理的文件没有入库，以前入库的都完好。{ $remedy }，然后重新运行同一条命令。
ingestion-disk_at = { $fault }：{ $path }
ingestion-disk_full = 磁盘已满
ingestion-disk_full_remedy = 请腾出空间
ingestion-disk_quota = 磁盘配额已用尽
ingestion-disk_quota_remedy = 请腾出空间或提高配额
ingestion-disk_size = 文件大小超出允许的上限
ingestion-disk_size_remedy = 请提高上限
ingestion-disk_read_only = 磁盘或文件夹是只读的
ingestion-disk_read_only_remedy = 请改为可写
ingestion-disk_denied = 没有读写权限
ingestion-disk_denied_remedy = 请授予权限
ingestion-disk_not_permitted = 不允许读写
ingestion-disk_not_permitted_remedy = 请授予权限
ingestion-disk_failed = 磁盘读写出错
ingestion-disk_failed_remedy = 请检查磁盘

## how far it is

ingestion-reading = 读取
ingestion-mapping = 映射与校验 { $source }
ingestion-looking_at_photos = 查看照片
ingestion-photos_done = 照片 { $done }/{ $total }
ingestion-updating_docs = 更新校验文档

## what mapping decided

ingestion-sheets_not_taken = 未取用的工作表：{ $sheets }（表头对不上）
ingestion-sheet_repeated = 工作表“{ $sheet }”的 { $count } 行都已在“{ $other }”中，没有重复计数。
ingestion-columns_not_taken = { $count } 列没有对应项，未取用：{ $columns }
ingestion-many_columns_not_taken = { $count } 列没有对应项，未取用：{ $columns }……
ingestion-recognised_by_most = 表头与“{ $profile }”大部分相同，按它读取；缺少：{ $absent }。请核对。
ingestion-questions_not_taken = 有 { $count } 列的回答用的是同一套答案，但配置里没有这些问题，没有取用：{ $headers }。要取用就写进 questions；问坏事的（越多越差）加 reverse: true。
ingestion-question_absent = 文件中没有“{ $name }”这一问（{ $headers }），没有它的评分。
ingestion-groups_empty = { $count } 处空白：那里没有发生，不产生行，也不当作 0。
ingestion-no_answer = “{ $name }”有 { $count } 个不是回答的代码（{ $codes }），不计为得分。
ingestion-rows_alike = 文件没有编号，有 { $count } 行与前面的某行内容完全相同；无从判断是重复还是巧合，各算一行入库。
ingestion-date_order = “{ $header }”有 { $count } 个单元格按{ $order }读取（依据{ $by }）。
ingestion-by_whole_column = 整列判断
ingestion-by_profile = 映射配置
ingestion-order_dmy = 日/月/年
ingestion-order_mdy = 月/日/年
ingestion-order_ymd = 年/月/日
ingestion-date_order_unclear = “{ $header }”有 { $count } 个日期看不出是日/月还是月/日，没有猜测；请在映射配置中写明日期顺序。
ingestion-date_cells_swapped = “{ $header }”按{ $order }书写，{ $cells } 个单元格被 Excel 改成了日期；其中 { $count } 个日与月互换后才接近“{ $clock }”。原样入库，由后续规则核对。
ingestion-date_beyond_limit = “{ $header }”有 { $count } 个日期晚于“{ $limit }”。原样入库，由后续规则核对。
ingestion-date_out_of_window = “{ $header }”有 { $count } 个日期晚于“{ $limit }”，或早于它 { $days } 天以上。原样入库，由后续规则核对。
ingestion-offset_ignored = “{ $header }”有 { $count } 个时间带时区偏移；按配置忽略偏移，钟面时间视为 { $zone }。

## what a batch as a whole shows

ingestion-batch_held = { $rows } 行中有 { $bad } 行不合格，超过 { NUMBER($share, style: "percent", maximumFractionDigits: 0) }，整批暂缓入库
ingestion-no_rows = 文件里没有数据行。
ingestion-rows_repeated = { $count } 行重复了前面同编号、同内容的行，只计一次。
ingestion-unknown_word = “{ $label }”有 { $count } 个值不在词表中（{ $words }），已入库。
ingestion-unknown_reference = “{ $label }”中有 { $ids } 个编号（{ $count } 行，如 { $example }）尚未出现在“{ $source }”中；已入库，随后补交即可。
ingestion-times_out_of_order = { $count } 行的“{ $later }”早于“{ $sooner }”；已入库，由规则核对。
ingestion-time_out_of_range = { $count } 行的时间早于 { $earliest } 或晚于今天 { $days } 天以上，请核对日期；已入库。
ingestion-many_repeated = 重复的行占 { NUMBER($share, style: "percent", maximumFractionDigits: 0) }，多于通常的 { NUMBER($usual, style: "percent", maximumFractionDigits: 0) }，请确认导出时没有重复。
ingestion-unusual_volume = 本批 { $count } 行，往常约 { $usual } 行，请确认文件是否完整、是否重复。

## why a row is in quarantine

ingestion-row_batch_held = 本行无误，但整批问题过多，全批暂缓入库
ingestion-row_other_community = 这一行属于社区 { $community }，您只能上传自己社区的数据
ingestion-row_no_community = 这一行看不出属于哪个社区，您只能上传自己社区的数据
ingestion-row_required = “{ $label }”是必填项，但为空
ingestion-row_type = “{ $label }”的值“{ $value }”不是{ $type }
ingestion-row_range = “{ $label }”的值 { $value } 不在 { $bounds } 之内
ingestion-row_no_time = 至少要有一个时间（{ $labels }）
ingestion-row_key_conflict = 同一文件中编号“{ $key }”出现多次且内容不同
ingestion-row_extra_cells = 这一行的单元格比表头多，内容可能错位
ingestion-row_scale_order = 量表最高分不大于最低分
ingestion-row_score_below_scale = 得分低于量表最低分
ingestion-row_score_above_scale = 得分高于量表最高分
ingestion-type_string = 文字
ingestion-type_integer = 整数
ingestion-type_number = 数字
ingestion-type_boolean = 是/否
ingestion-type_date = 看得懂的日期
ingestion-type_timestamp = 看得懂的时间
ingestion-type_list = 列表
ingestion-type_json = 有效的 JSON

## pages and workbooks

ingestion-measure_unknown_word = 不在词表中的值
ingestion-measure_unknown_reference = “{ $source }”中没有的编号
ingestion-measure_out_of_order = 早于 { $column } 的行
ingestion-measure_out_of_range = 时间超出合理范围的行
ingestion-measure_repeated = 重复行占比
ingestion-measure_volume = 行数与往常之比
ingestion-docs_title = 数据校验
ingestion-docs_source = 数据源
ingestion-docs_last_file = 最近文件
ingestion-docs_received = 收到
ingestion-docs_rows = 行
ingestion-docs_quarantined = 隔离
ingestion-docs_met = 通过
ingestion-docs_batch = 整批
ingestion-docs_suite = 规则
ingestion-nothing_to_mend = 空
ingestion-template_example = 示例：{ $value }
ingestion-template_yes = 是
ingestion-template_no = 否
ingestion-template_column = { $label }（{ $column }）
ingestion-template_required = 必填
ingestion-template_optional = 选填
ingestion-template_times = 至少填一个时间：{ $labels }
ingestion-template_key = 不得重复；同一编号再报一次视为更正
ingestion-template_keys = { $labels }合在一起不得重复
ingestion-template_range = 范围 { $low } – { $high }
ingestion-template_words = 取值：{ $words }
ingestion-template_references = 与“{ $source }”表中的编号一致
ingestion-template_string = 文字
ingestion-template_integer = 整数
ingestion-template_number = 数字
ingestion-template_boolean = 是 / 否
ingestion-template_date = 日期，如 2026-03-05
ingestion-template_timestamp = 日期和时间，如 2026-03-05 14:30
ingestion-template_list = 可填多个，用“；”隔开
ingestion-template_json = JSON，如 [{"{"}"objective": "报警", "rating": "P"{"}"}]
