# 命令行：帮助与输出。

## front door

commands-tianping = 天平：社区服务与应急准备评价。
commands-option_communities = 社区个数
commands-option_months = 月数，截至 2025-12
commands-option_seed = 随机种子
commands-option_fakes = 虚假记录占比
commands-option_open = 建成后打开看板
commands-option_write_truth = 把每条记录的真伪写成 CSV
commands-option_to = 只写源文件到此文件夹
commands-option_port = 看板端口
commands-option_home = 数据目录
commands-option_json = 机器可读输出
commands-option_period = 周期，如 2026Q1
commands-option_by = 作出决定的人
commands-option_reason = 理由
commands-option_notice_days = 公示天数，默认按政策
commands-option_then_build = 随后构建并发布
commands-option_what = 周期，如 2026Q1；或导出的 xlsx、pdf
commands-option_previewed = 预览过的 YAML 或 JSON
commands-option_change_set = 改动的编号
commands-option_full = 没有变化也重新计算
commands-policy = 政策：试算、生效、撤回
commands-demo = 造一座合成示范市，入库、计算并打开看板
commands-verify = 重算已冻结的周期，逐值比较；或核对导出的文件
commands-freeze = 冻结一个周期并开始公示：数字此后不再随数据变化
commands-restate = 按现有数据更正已冻结的周期：写明改了什么、为什么；原来的一版留存
commands-refresh = 取收件夹里的新文件入库、计算并发布，供定时任务调用
commands-status = 批次、隔离、新鲜度、最近构建、哪些指标无法评估及原因
commands-policy_apply = 让预览过的改动自其日期起生效；已冻结的周期不受影响
commands-policy_withdraw = 撤回一组还没有进入已冻结周期的改动
commands-demo_makes = 1/3 正在生成合成示范市……
commands-demo_ingests = 2/3 正在入库……
commands-demo_builds = 3/3 正在计算并发布……
commands-demo_written = 源文件已写入 { $folder }
commands-demo_not_among_real_data = { $home } 里已有真实数据，示范市不会混入其中。请用 --home 另选一个文件夹。
commands-none = 无
commands-frozen_without = 注意：冻结的是已发布的构建；此后收到的文件（{ $files }）和 { $decisions } 个核查决定不在其中。
commands-restated = 改动 { $values } 个数值，涉及 { $count } 个社区：{ $communities }。
commands-frozen = { $period } 第 { $version } 版已冻结（0 为首次），公示到 { $until }。只有这个周期被冻结，其中的月份等不在内。
commands-not_done = 没能完成，已冻结的数字没有改动：{ $fault }
commands-withdrawn = { $change_set } 已撤回。
commands-in_force = { $change_set }：{ $count } 项改动自 { $day } 起生效。
commands-refresh_running = 另一次更新正在进行，这次不做。
commands-status_batches = 批次
commands-status_quarantine = 待改的行
commands-status_freshness = 各来源最新日期
commands-status_builds = 已发布的构建
commands-status_not_evaluable = 无法评估的指标
commands-status_closings = 已冻结的周期
commands-status_nothing = { $title }：无
commands-status_next = 下一步：tianping build
commands-column_received_at = 收到时间
commands-column_file_name = 文件
commands-column_source = 数据源
commands-column_status = 结果
commands-column_rows_read = 读入
commands-column_rows_accepted = 入库
commands-column_rows_quarantined = 隔离
commands-column_batch_id = 批次编号
commands-column_sheet = 工作表
commands-column_column_name = 列
commands-column_row_number = 行号
commands-column_example = 例如
commands-column_rows = 行数
commands-column_rule = 规则
commands-column_latest = 最新日期
commands-column_build_id = 构建
commands-column_started_at = 开始
commands-column_finished_at = 结束
commands-column_code_version = 程序版本
commands-column_indicator_id = 指标
commands-column_name_zh = 名称
commands-column_reason = 缺少
commands-column_period = 周期
commands-column_state = 状态
commands-column_restatement = 第几次更正
commands-column_notice_ends_on = 公示到
commands-column_unanswered = 未答复异议
commands-column_communities_a_restatement_would_change = 更正会改变的社区数

## ingestion

## warehouse

## dashboard
