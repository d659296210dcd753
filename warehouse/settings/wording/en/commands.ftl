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
commands-demo_name = Tianping demonstration city (synthetic data)
commands-demo_auditor_1 = Demonstration auditor A
commands-demo_auditor_2 = Demonstration auditor B
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
commands-column_quarantine_reason = reason
commands-column_period = period
commands-column_state = state
commands-column_restatement = restatement
commands-column_notice_ends_on = notice ends on
commands-column_unanswered = unanswered
commands-column_communities_a_restatement_would_change = communities a restatement would change

## ingestion

commands-ingest = Take files in: good rows land, bad ones are quarantined with the reason
commands-profile = Propose a mapping profile for a file, try it, keep it
commands-template = Write workbooks to fill in, ready to be ingested
commands-quarantine = Rows that did not land: see them, export them
commands-quarantine_list = By batch and reason
commands-quarantine_show = The rows of one batch
commands-quarantine_export = Open rows as a workbook to mend and send again
commands-option_source = source
commands-option_paths = files, folders or zips
commands-option_profile = mapping profile, name or file
commands-option_community = the community the files are of; rows of others do not land
commands-option_sender = who sends them
commands-option_described = the file to describe
commands-option_out = write to this file
commands-option_draft = the edited draft, to try or to save
commands-option_lines = the edited columns (JSON), to make a profile of and to try
commands-option_preview = try the edited draft; nothing lands
commands-option_of_community = the community the file is of
commands-option_save = keep it in the home under this name
commands-option_saver = who saves it
commands-option_replace = in place of one of that name
commands-option_sources = sources; all where none is named
commands-option_templates_to = folder to write to; by default templates in the home
commands-option_closed = closed ones too
commands-option_batch = batch id
commands-option_workbook = the workbook to write (.xlsx)
commands-option_only_batch = this batch only
commands-option_only_community = only what this community sent
commands-profile_or_source = Use --profile or --source, not both.
commands-no_such_path = There is no such file or folder: { $path }
commands-landed = { $count ->
    [one] 1 row landed, { $bad } quarantined.
   *[other] { $count } rows landed, { $bad } quarantined.
}
commands-nothing_new = { $folder }: nothing new.
commands-still_written = { $file } is still being written; it is left for the next time.
commands-name_the_draft = Name the edited draft with --profile.
commands-draft_written = The draft is in { $file }. Check it, then put it into { $folder } or name it with --profile.
commands-profile_kept = Kept: { $file }
commands-problem = { $reason } ({ $count ->
    [one] 1 row
   *[other] { $count } rows
})
commands-trial = This was a trial; nothing landed.
commands-no_template = There is no template of { $source } (known: { $known }).
commands-templates_written = { $count ->
    [one] 1 template is in { $folder }.
   *[other] { $count } templates are in { $folder }.
}
commands-none_in_quarantine = No rows are in quarantine.
commands-batch_without_rows = Batch { $batch } has no rows in quarantine.
commands-rows_exported = { $count ->
    [one] 1 row is in { $file }.
   *[other] { $count } rows are in { $file }.
}
commands-quarantine_batch = batch
commands-quarantine_file = file
commands-quarantine_source = source
commands-quarantine_rows = rows
commands-quarantine_example = reason (example)
commands-quarantine_row = row
commands-quarantine_key = key
commands-quarantine_state = state
commands-quarantine_reason = reason
commands-quarantine_open = open
commands-quarantine_closed = closed
commands-example_row = row { $row }: { $reason }
commands-report_read = read
commands-report_landed = landed
commands-report_quarantined = quarantined
commands-report_result = result
commands-state_landed = landed
commands-state_held = held
commands-state_refused = refused
commands-state_repeated = already in
commands-state_not_taken = not taken
commands-state_fault = fault
commands-state_because = { $state }: { $reason }
commands-row_not_landed = row { $row } did not land: { $reason }
commands-more_reasons = { $count ->
    [one] 1 more reason.
   *[other] { $count } more reasons.
}
commands-how_to_mend = Rows in quarantine: `tianping quarantine list`; to mend them: `tianping quarantine export mend.xlsx`
commands-program_fault = A fault of the program. Files not yet committed did not land; what had landed is untouched: { $fault }

## warehouse

commands-build = Computes everything from what is ingested, and publishes it: indicators, flags, points, scores
commands-score = Scores any table of units × indicators by the warehouse's formulas
commands-sql = Read-only SQL over the published tables
commands-policy_preview = What proposed policy would change: who moves, which records are flagged, who earns more or less; nothing is stored
commands-option_as_of = a moment that stands in for now (ISO 8601)
commands-option_data = CSV: unit and one column per code
commands-option_meta = CSV: the tree of indicators (code, name, parent, level, direction, weight …)
commands-option_score_folder = folder for the three tables
commands-option_normalise = how indicators of different units become comparable
commands-option_range = range of the normalised values, as 0:100; of zscore mean:sd
commands-option_aggregate = how children become a score
commands-option_draws = CSV: draw, code, weight, for intervals of the ranks
commands-option_proposal = YAML or JSON: valid_from and changes
commands-option_preview_period = which period that is over to compare on, by default the newest quarter
commands-option_format = output
commands-time_unreadable = "{ $text }" is not a time; write it as 2026-01-15T00:00:00.
commands-build_broken = The build broke off; what was published stays: { $fault }
commands-note = Note: { $note }
commands-published = Published { $build_id } in { $seconds } s.
commands-published_before = { $build_id } stands.
commands-file_fault = A file cannot be read or written: { $fault }
commands-score_fault = Not computed, nothing was written: { $fault }
commands-written = Written: { $files }
commands-range_unreadable = --range "{ $text }" is not understood: write low:high, as 0:100; with zscore mean:sd, as 0:1.
commands-score_unit = unit
commands-score_score = score
commands-score_rank = rank
commands-score_rank_low = rank from
commands-score_rank_high = rank to
commands-score_missing = weight missing
commands-score_units = { $count ->
    [one] 1 unit in all.
   *[other] { $count } units in all.
}
commands-verify_fault = Not verified: { $fault }
commands-verified = { $period } (version { $version }): { $rows ->
    [one] 1 row
   *[other] { $rows } rows
} computed once more, every value identical at 9 decimals, files as they were frozen.
commands-verified_differs = { $period } (version { $version }) is not identical: { $files ->
    [one] 1 file
   *[other] { $files } files
} changed, { $values ->
    [one] 1 value differs.
   *[other] { $values } values differ.
}
commands-changed_file = changed or missing file: { $file }
commands-verified_by_rules_then = The rules were { $then } then and are { $now } now; those of then were used.
commands-preview_fault = Not previewed; nothing was changed: { $fault }
commands-preview_held = Had it held in { $period } (it shall from { $valid_from } on):
commands-preview_lens = { $lens }: of { $communities } communities { $rank_moves } change rank, { $grade_moves } change grade.
commands-nothing_published = Nothing has been published yet. Run `tianping build` first.
commands-query_fault = The query was not run: { $fault }
commands-query_no_select = exactly one SELECT statement is accepted

## dashboard

## audits, documents, doctor, dashboard

commands-doctor_note = ! note
commands-doctor_wrong = ✗ wrong
commands-queue_shown = { $count } cases wait; the first { $shown } are shown.
commands-sample_drawn =
    { $period }: { $drawn } of { NUMBER($records, useGrouping: 1) } records drawn from { $strata } strata ({ $flagged } flagged, { $unflagged } unflagged); seed { $seed } is stored.
    If { NUMBER($share, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) } are not genuine, all audited should give a 95 % interval of about { NUMBER($low, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) }.
    Next: `tianping build` puts them into the audit queue (state “sampled”); the page “Random audits” has the worklist to take away and to print.
commands-decision_waits = Decision { $decision } is stored: { $record } { $verdict }. It waits for a second person: it is in force once another auditor decides the same.
commands-decision_stored = Decision { $decision } is stored: { $record } { $verdict }. It takes effect in the next build (tianping build).
commands-import_done = { $count } stored ({ $waiting } of them wait for a second person), { $repeated } stored before, { $refused } refused. They take effect in the next build.
commands-import_row = row { $row } { $record }: { $why }
commands-not_published = The published results have no { $what } “{ $asked }”; no file was written. There are { $count }, as { $known }.
commands-file_not_written = { $file } could not be written: { $fault }
commands-file_written = Written: { $file }
commands-out_suffix = --out must end in .xlsx or .pdf.
commands-no_assessment = The published results hold no assessment of “{ $unit }” in { $year }; no file was written. For those there are: tianping sql "select distinct work_unit_id, year from published.work_unit_assessments".
commands-file_written_sealed = Written: { $file }, checksum { $checksum }
commands-file_not_ours = { $file } was not written by this program, or its checksum is gone; it cannot be confirmed.
commands-file_not_read = { $file } could not be read: { $fault }
commands-file_confirmed = { $about }: every cell is what build { $build } says; the checksum { $checksum } is right.
commands-file_build_gone = { $about }: build { $build } is not kept any more; it cannot be confirmed. Export it again.
commands-file_differs = { $about }: the file is not what build { $build } says: its content or its checksum was changed.
commands-package_role = --role is auditor or committee.
commands-nothing_to_package = The published data hold nothing of { $asked }; no file was written.
commands-by_empty = --by is empty: every decision is signed.
commands-decisions_not_done = Not done; the decisions stored are unchanged: { $fault }
commands-serving = Tianping: { $address }
commands-port_taken = Port { $port } is taken: nothing was started or changed. Use another: tianping serve --port { $other }
commands-queue_record_id = record
commands-queue_community_id = community
commands-queue_member_id = who (masked)
commands-queue_reasons = reasons
commands-queue_expected_hours_per_minute = hours back a minute
commands-queue_expected_hours = hours expected back
commands-queue_hours_at_stake = hours at stake
commands-queue_suspicion = suspicion
commands-queue_age_days = days waiting
commands-audit = audit: the queue and the decisions
commands-export = files for people
commands-option_limit = at most this many
commands-option_queue_of = one community only
commands-option_size = how many records, by default as policy says
commands-option_sample_seed = seed, by default random, and stored
commands-option_extend = enlarge the sample to --size records in all
commands-option_record = record id
commands-option_verdict = genuine | not_genuine | unclear: cannot tell
commands-option_reason_code = reason code
commands-option_note = note
commands-option_seen = the other person's decision you have seen
commands-option_worklist = CSV or xlsx
commands-option_community_id = community id
commands-option_xlsx = the xlsx to write
commands-option_work_unit = work unit
commands-option_year = a year, as in 2026
commands-option_xlsx_or_pdf = the xlsx or pdf to write
commands-option_package_of = a record, or a community with a period
commands-option_zip = the zip to write
commands-option_exporter = who exports; it is logged
commands-option_package_period = a period: the whole community
commands-option_package_role = auditor: with people and photos | committee: masked
commands-doctor = what is wrong and how to mend it
commands-serve = open the dashboard on this machine (127.0.0.1)
commands-audit_list = the queue, what is most worth checking first
commands-audit_sample = draw a period's random sample, flagged or not
commands-audit_decide = decide one record; a sanction needs a second person
commands-audit_import = many decisions from a sheet
commands-export_report_card = a community's report card
commands-export_work_unit = a work unit's assessment with totals and a checksum
commands-export_audit_package = an audit package
