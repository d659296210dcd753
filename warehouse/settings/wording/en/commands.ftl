# The command line: help and output.

## front door

commands-tianping = Evaluation of community service and emergency readiness.
commands-option_communities = number of communities
commands-option_months = months up to 2025-12
commands-option_seed = seed
commands-option_fakes = share of fake records
commands-option_open = open the dashboard
commands-option_write_truth = write record_id, fake, kind
commands-option_to = only write the source files
commands-option_port = port of the dashboard
commands-option_home = home folder
commands-option_json = output for machines
commands-option_period = a period, as in 2026Q1
commands-option_by = who decides
commands-option_reason = why
commands-option_notice_days = days of notice, by default as policy says
commands-option_then_build = build and publish afterwards
commands-option_what = a period, as in 2026Q1, or an exported file
commands-option_previewed = the YAML or JSON that was previewed
commands-option_change_set = the id of the changes
commands-option_full = build even where nothing has changed
commands-policy = policy: preview, put into force, withdraw
commands-demo = make the synthetic city, ingest, build, serve
commands-verify = compute a frozen period once more, or confirm an exported file
commands-freeze = freeze a period and begin its public notice
commands-restate = restate a frozen period by what is known now
commands-refresh = ingest what is new in the inboxes, build, publish: what a timer calls
commands-status = what is in, what is not, what was built, what cannot be evaluated
commands-policy_apply = put previewed changes into force; frozen periods stay as they are
commands-policy_withdraw = withdraw changes that no frozen period rests on
commands-demo_makes = 1/3 making the synthetic city …
commands-demo_ingests = 2/3 ingesting …
commands-demo_builds = 3/3 building and publishing …
commands-demo_written = The source files are in { $folder }
commands-demo_not_among_real_data = { $home } holds real data, and the synthetic city stays out of it. Name another folder with --home.
commands-none = none
commands-frozen_without =
    { $decisions ->
        [one] Note: what was frozen is the published build; files that came since ({ $files }) and 1 audit decision are not in it.
       *[other] Note: what was frozen is the published build; files that came since ({ $files }) and { $decisions } audit decisions are not in it.
    }
commands-restated =
    { $count ->
        [one] Values changed: { $values }, of 1 community: { $communities }.
       *[other] Values changed: { $values }, of { $count } communities: { $communities }.
    }
commands-frozen = Version { $version } of { $period } is frozen (0 is the first), under notice until { $until }. Only this period is: the months in it are not.
commands-not_done = Not done; frozen numbers are unchanged: { $fault }
commands-withdrawn = { $change_set } is withdrawn.
commands-in_force =
    { $count ->
        [one] { $change_set }: 1 change holds from { $day } on.
       *[other] { $change_set }: { $count } changes hold from { $day } on.
    }
commands-refresh_running = Another refresh is running; this one does nothing.
commands-status_batches = Batches
commands-status_quarantine = Rows to mend
commands-status_freshness = Latest day of each source
commands-status_builds = Published build
commands-status_not_evaluable = Indicators that cannot be evaluated
commands-status_closings = Frozen periods
commands-status_nothing = { $title }: none
commands-status_next = Next: tianping build
commands-column_received_at = received at
commands-column_file_name = file name
commands-column_source = source
commands-column_status = status
commands-column_rows_read = rows read
commands-column_rows_accepted = rows accepted
commands-column_rows_quarantined = rows quarantined
commands-column_batch_id = batch
commands-column_sheet = sheet
commands-column_column_name = column
commands-column_row_number = row
commands-column_example = for example
commands-column_rows = rows
commands-column_rule = rule
commands-column_latest = latest
commands-column_build_id = build id
commands-column_started_at = started at
commands-column_finished_at = finished at
commands-column_code_version = code version
commands-column_indicator_id = indicator id
commands-column_name_zh = name zh
commands-column_reason = reason
commands-column_period = period
commands-column_state = state
commands-column_restatement = restatement
commands-column_notice_ends_on = notice ends on
commands-column_unanswered = unanswered
commands-column_communities_a_restatement_would_change = communities a restatement would change

## ingestion

## warehouse

## dashboard
