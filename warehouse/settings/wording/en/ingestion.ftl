# Ingestion: what people are told as files are read, checked and landed.

## files that cannot be read

ingestion-empty = The file is empty. Nothing was taken over. Check that the export succeeded and send it again.
ingestion-binary = The file is neither a table nor text. Nothing was taken over. Export it as CSV or Excel and send it again.
ingestion-unknown_encoding = Which encoding the text is in cannot be told, and nothing was guessed. Nothing was taken over. Save it as UTF-8 or Excel and send it again.
ingestion-mixed_encodings = The file is put together from parts in different encodings: some lines are UTF-8 and some are not. Nothing was taken over. Send the parts one by one, or save all of it as UTF-8.
ingestion-destroyed_text = The text was already destroyed when the file was exported (for example “{ $example }”) and cannot be restored. Nothing was taken over. Export it again from the platform as UTF-8 or Excel.
ingestion-garbled_text = The text is garbled (“{ $example }” was probably “{ $meant }”): a program once opened and saved it in the wrong encoding. Nothing was taken over. Export it again from the platform and send that file without saving it in another program.
ingestion-unknown_format = This is { $kind }, not a table. Nothing was taken over. Export CSV or Excel and send it again.
ingestion-other_document = This is { $kind }, not a table. Nothing was taken over. Copy its table to Excel and send that.
ingestion-kind_pdf = a PDF document
ingestion-kind_png = a PNG picture
ingestion-kind_jpeg = a JPEG picture
ingestion-kind_gif = a GIF picture
ingestion-kind_rar = a RAR archive
ingestion-kind_7z = a 7z archive
ingestion-kind_gzip = a gzip archive
ingestion-kind_sqlite = a database file
ingestion-kind_rtf = an RTF document
ingestion-kind_bzip2 = a bzip2 archive
ingestion-kind_xz = an xz archive
ingestion-kind_spss = an SPSS data file
ingestion-kind_stata = a Stata data file
ingestion-kind_access = an Access database
ingestion-kind_mht = a web archive (.mht)
ingestion-kind_numbers = an Apple Numbers file
ingestion-kind_bare_stream = the bare data of an old Excel file
ingestion-kind_word = a Word document
ingestion-kind_presentation = a presentation
ingestion-kind_mail = an e-mail message
ingestion-xml_without_table = This is an XML file, not a table. Nothing was taken over. Export CSV or Excel and send it again.
ingestion-page_without_table = This is a web page without a table (perhaps a login page). Nothing was taken over. Log in and export again.
ingestion-workbook_encrypted = The workbook is protected by a password. Nothing was taken over. Remove the password in Excel and send it again.
ingestion-damaged = The file is damaged and cannot be opened (perhaps it was not copied completely). Nothing was taken over. Export or copy it again.
ingestion-malformed = The file is incomplete or malformed ({ $fault }). Nothing was taken over. Export it again.
ingestion-malformed_line = The file is incomplete or malformed (line { $line }: { $fault }). Nothing was taken over. Export it again.
ingestion-not_a_record = The file is incomplete or malformed (item { $item } is not a record). Nothing was taken over. Export it again.
ingestion-table_cut_off = The table could not be read to its end: a quotation mark is probably never closed ({ $fault }). Nothing was taken over. Check the quotation marks or save the file as Excel and send it again.
ingestion-archive_damaged = The archive cannot be used: it is damaged ({ $fault }). Nothing was taken over. Unpack it and send the table files themselves.
ingestion-archive_too_deep = The archive cannot be used: archives are nested too deeply. Nothing was taken over. Unpack it and send the table files themselves.
ingestion-archive_unreadable = The archive cannot be used: no table in it can be read. Nothing was taken over. Unpack it and send the table files themselves.
ingestion-archive_implausible = The archive cannot be used: its unpacked size is implausible. Nothing was taken over. Unpack it and send the table files themselves.
ingestion-archive_encrypted = The archive is protected by a password. Nothing was taken over. Unpack it and send the files.
ingestion-member_damaged = The archive cannot be used: the file in it is damaged ({ $fault }). Nothing was taken over. Unpack it and send the table files themselves.
ingestion-no_tables = There is no table file in the archive. Nothing was taken over. Photos belong into a folder `photos` in it.
ingestion-unrecognised = No profile recognises "{ $file }"; nothing was taken over. Run `tianping profile { $file }` for a profile, or name the source with --source.
ingestion-missing_column = "{ $file }" lacks required columns: { $columns }. Nothing was taken over; add or rename the column and send it again, or run `tianping profile { $file }`.
ingestion-missing = "{ $names }"
ingestion-quoted = "{ $name }"
ingestion-missing_but_near = "{ $names }" (is it { $near }?)

## what readers decided

ingestion-encoding = Read as { $encoding }: { $evidence }.
ingestion-encoding_has_mark = the file starts with a byte order mark
ingestion-encoding_valid_utf8 = the whole file is valid UTF-8
ingestion-encoding_damaged_utf8 = almost all characters are valid UTF-8, a few bytes are damaged
ingestion-encoding_common_characters = decoded this way the text is made of common Chinese characters
ingestion-encoding_mac_line_ends = lines end the way of classic Mac programs
ingestion-encoding_accented_letters = decoded this way the accented letters stand inside words
ingestion-encoding_byte_order = in this byte order it is writing
ingestion-unreadable_characters = { $count ->
    [one] 1 character is damaged and shows as “�”: check this cell.
   *[other] { $count } characters are damaged and show as “�”: check these cells.
}
ingestion-delimiter = The cells are separated by { $delimiter }.
ingestion-delimiter_tabs = tabs
ingestion-delimiter_semicolons = semicolons
ingestion-delimiter_bars = bars
ingestion-delimiter_wide_commas = full-width commas
ingestion-delimiter_wide_semicolons = full-width semicolons
ingestion-delimiter_carets = carets
ingestion-delimiter_control_characters = control characters 1
ingestion-wrapped_cells = The platform wrote ="", an apostrophe or a tab around cells to keep Excel from changing them; these were taken off.
ingestion-unclosed_quote = A quotation mark on row { $row } is never closed; the rows after it were read as plain text.
ingestion-short_rows = { $count ->
    [one] 1 row has fewer cells than columns (row { $rows }); the rest is taken as empty.
   *[other] { $count } rows have fewer cells than columns (rows { $rows }); the rest is taken as empty.
}
ingestion-long_rows = { $count ->
    [one] 1 row has more cells than columns (row { $rows }) and may be shifted: to be checked.
   *[other] { $count } rows have more cells than columns (rows { $rows }) and may be shifted: to be checked.
}
ingestion-title_rows = The header is on row { $row }; { $count ->
    [one] 1 title row above it (“{ $title }”) is not data.
   *[other] { $count } title rows above it (“{ $title }” …) are not data.
}
ingestion-title_rows_without_header = The data begin on row { $row }; { $count ->
    [one] 1 title row above it (“{ $title }”) is not data.
   *[other] { $count } title rows above it (“{ $title }” …) are not data.
}
ingestion-header_lines = The header has { $lines } lines; they were joined into one name per column with “/”.
ingestion-no_header = No header row was found; the columns are called column_1, column_2 … Say in the profile what they are.
ingestion-side_table = A look-up list beside the table ({ $labels }) is not data.
ingestion-total_rows = Not data, left out: { $count ->
    [one] 1 row of totals (row { $rows }).
   *[other] { $count } rows of totals (rows { $rows }).
}
ingestion-remark_rows = Not data, left out: { $count ->
    [one] 1 remark (row { $rows }).
   *[other] { $count } remarks (rows { $rows }).
}
ingestion-example_rows = Not data, left out: { $count ->
    [one] 1 example (row { $rows }).
   *[other] { $count } examples (rows { $rows }).
}
ingestion-repeated_header_rows = Not data, left out: { $count ->
    [one] 1 repeated header row (row { $rows }).
   *[other] { $count } repeated header rows (rows { $rows }).
}
ingestion-uncomputed_formulas = { $count ->
    [one] 1 formula holds no result and reads as empty. Open the file in Excel, save it and send it again.
   *[other] { $count } formulas hold no result and read as empty. Open the file in Excel, save it and send it again.
}
ingestion-empty_sheets = { $count ->
    [one] An empty sheet was not read: { $sheets }.
   *[other] Empty sheets were not read: { $sheets }.
}
ingestion-hidden_sheet = The sheet “{ $sheet }” is hidden.
ingestion-phantom_range = The blank range below or beside the table ({ $rows } rows, { $columns } columns) was not read.
ingestion-stacked_tables = There are { $tables } tables below each other on this sheet (also from row { $rows }); each was read by itself.
ingestion-merged_cells = { $count ->
    [one] 1 merged cell was filled into every row it covers.
   *[other] { $count } merged cells were filled into every row they cover.
}
ingestion-members_skipped = { $count ->
    [one] 1 file that is no table: { $files }.
   *[other] { $count } files that are no tables: { $files }.
}

## what became of a file, a call, an inbox

ingestion-as_told = { $en }
ingestion-not_recognised = no profile recognises it
ingestion-no_such_profile = There is no profile { $profile } (known: { $known }).
ingestion-no_such_source = There is no source { $source } (known: { $known }).
ingestion-profile_left_aside = A profile is left aside, the others serve: { $fault }
ingestion-docs_not_updated = Data Docs were not updated: { $fault }
ingestion-program_fault = A fault of the program; this file did not land, other files and what had landed are untouched: { $fault }
ingestion-fault = { $fault }
ingestion-no_inbox = There is no inbox { $folder }. Check the settings in { $settings }, or mount the folder again.
ingestion-policy_unusable = { $path }: { $fault }. Nothing was taken over; mend it and try again.
ingestion-policy_not_yaml = it is not YAML ({ $fault })
ingestion-policy_no_sections = it must have a section for each source
ingestion-policy_no_source = there is no source { $source }
ingestion-policy_fixed = { $source }: { $name } cannot be set ({ $known } can)
ingestion-policy_value = { $source }: { $name } cannot be { $value }
ingestion-disk_fault = Sorry, { $fault }. The file at hand did not land; what had landed is untouched. Please { $remedy } and run the same command again.
ingestion-disk_at = { $fault }: { $path }
ingestion-disk_full = the disk is full
ingestion-disk_full_remedy = make room
ingestion-disk_quota = the disk quota is used up
ingestion-disk_quota_remedy = make room or raise the quota
ingestion-disk_size = a file would exceed the size allowed
ingestion-disk_size_remedy = raise the limit
ingestion-disk_read_only = the disk or folder is read-only
ingestion-disk_read_only_remedy = make it writable
ingestion-disk_denied = permission is denied
ingestion-disk_denied_remedy = grant it
ingestion-disk_not_permitted = the operation is not permitted
ingestion-disk_not_permitted_remedy = grant permission
ingestion-disk_failed = the disk failed to read or write
ingestion-disk_failed_remedy = check the disk

## how far it is

ingestion-reading = reading
ingestion-mapping = mapping and checking { $source }
ingestion-looking_at_photos = looking at photos
ingestion-photos_done = photos { $done }/{ $total }
ingestion-updating_docs = updating Data Docs

## what mapping decided

ingestion-sheets_not_taken = { $count ->
    [one] sheet not taken: { $sheets } (its headers do not fit)
   *[other] sheets not taken: { $sheets } (their headers do not fit)
}
ingestion-sheet_repeated = { $count ->
    [one] Sheet "{ $sheet }": its only row stands in "{ $other }" already; it was not counted twice.
   *[other] Sheet "{ $sheet }": its { $count } rows all stand in "{ $other }" already; they were not counted twice.
}
ingestion-columns_not_taken = { $count ->
    [one] 1 column has no counterpart and was not taken: { $columns }
   *[other] { $count } columns have no counterpart and were not taken: { $columns }
}
ingestion-many_columns_not_taken = { $count } columns have no counterpart and were not taken: { $columns } …
ingestion-recognised_by_most = Most headers are those of "{ $profile }", so it was read as such; absent: { $absent }. Please check.
ingestion-questions_not_taken = { $count ->
    [one] 1 column is answered in the same words and is no question of the profile; not taken: { $headers }. To take it, add it to `questions`; where much is bad, with reverse: true.
   *[other] { $count } columns are answered in the same words and are no questions of the profile; not taken: { $headers }. To take them, add them to `questions`; where much is bad, with reverse: true.
}
ingestion-question_absent = The file does not ask "{ $name }" ({ $headers }); there are no scores of it.
ingestion-groups_empty = { $count ->
    [one] 1 blank: nothing happened there; it gives no row and does not count as 0.
   *[other] { $count } blanks: nothing happened there; they give no rows and do not count as 0.
}
ingestion-no_answer = { $count ->
    [one] "{ $name }": 1 code that is no answer ({ $codes }); it is no score.
   *[other] "{ $name }": { $count } codes that are no answer ({ $codes }); they are no scores.
}
ingestion-rows_alike = { $count ->
    [one] The file has no ids, and 1 row says exactly what an earlier row says; whether it is a repeat cannot be told, so it landed as a row of its own.
   *[other] The file has no ids, and { $count } rows say exactly what an earlier row says; whether they are repeats cannot be told, so each landed as a row of its own.
}
ingestion-date_order = { $count ->
    [one] "{ $header }": 1 cell read as { $order }, decided by { $by }.
   *[other] "{ $header }": { $count } cells read as { $order }, decided by { $by }.
}
ingestion-by_whole_column = the whole column
ingestion-by_profile = the profile
ingestion-order_dmy = day/month/year
ingestion-order_mdy = month/day/year
ingestion-order_ymd = year/month/day
ingestion-date_order_unclear = { $count ->
    [one] "{ $header }": 1 date may be day/month or month/day; nothing was guessed. Say the order of days in a profile.
   *[other] "{ $header }": { $count } dates may be day/month or month/day; nothing was guessed. Say the order of days in a profile.
}
ingestion-date_cells_swapped = "{ $header }" is written { $order }; Excel turned { $cells } cells into dates, and { $count ->
    [one] 1 of them comes
   *[other] { $count } of them come
} near "{ $clock }" only with day and month swapped. Landed as they stand; to be checked.
ingestion-date_beyond_limit = { $count ->
    [one] "{ $header }": 1 date is later than "{ $limit }". Landed as it stands; to be checked.
   *[other] "{ $header }": { $count } dates are later than "{ $limit }". Landed as they stand; to be checked.
}
ingestion-date_out_of_window = { $count ->
    [one] "{ $header }": 1 date is later than "{ $limit }", or more than { $days } days before it. Landed as it stands; to be checked.
   *[other] "{ $header }": { $count } dates are later than "{ $limit }", or more than { $days } days before it. Landed as they stand; to be checked.
}
ingestion-offset_ignored = { $count ->
    [one] "{ $header }": 1 time carries an offset; by the profile it is ignored and the clock is read as { $zone }.
   *[other] "{ $header }": { $count } times carry an offset; by the profile it is ignored and the clock is read as { $zone }.
}

## what a batch as a whole shows

ingestion-batch_held = { $bad } of { $rows } rows failed, more than { NUMBER($share, style: "percent", maximumFractionDigits: 0) }: the batch is held whole
ingestion-no_rows = The file has no rows.
ingestion-rows_repeated = { $count ->
    [one] 1 row repeats an earlier row with the same key and content; it counts once.
   *[other] { $count } rows repeat an earlier row with the same key and content; they count once.
}
ingestion-unknown_word = { $count ->
    [one] "{ $label }": 1 value outside the vocabulary ({ $words }); it landed.
   *[other] "{ $label }": { $count } values outside the vocabulary ({ $words }); they landed.
}
ingestion-unknown_reference = "{ $label }": { $ids ->
    [one] 1 id ({ $count ->
        [one] 1 row
       *[other] { $count } rows
    }, { $example }) is not in { $source } yet; it landed,
   *[other] { $ids } ids ({ $count } rows, such as { $example }) are not in { $source } yet; they landed,
} send the missing rows when you have them.
ingestion-times_out_of_order = { $count ->
    [one] 1 row: "{ $later }" is before "{ $sooner }"; it landed, the flags look at it.
   *[other] { $count } rows: "{ $later }" is before "{ $sooner }"; they landed, the flags look at them.
}
ingestion-time_out_of_range = { $count ->
    [one] 1 row lies before { $earliest } or more than { $days } days ahead of today: check the date; it landed.
   *[other] { $count } rows lie before { $earliest } or more than { $days } days ahead of today: check the dates; they landed.
}
ingestion-many_repeated = { NUMBER($share, style: "percent", maximumFractionDigits: 0) } of the rows are repeated, more than the usual { NUMBER($usual, style: "percent", maximumFractionDigits: 0) }: check the export.
ingestion-unusual_volume = { $count ->
    [one] 1 row; usually about { $usual }. Check that the file is complete and not doubled.
   *[other] { $count } rows; usually about { $usual }. Check that the file is complete and not doubled.
}

## why a row is in quarantine

ingestion-row_batch_held = the row is sound, but too much of the batch is not, so the batch is held whole
ingestion-row_other_community = the row belongs to community { $community }; you may upload only what is your own community's
ingestion-row_no_community = the row names no community known; you may upload only what is your own community's
ingestion-row_required = { $label } is required but empty
ingestion-row_type = { $label }: “{ $value }” is not { $type }
ingestion-row_range = { $label }: { $value } is outside { $bounds }
ingestion-row_no_time = at least one time is needed ({ $labels })
ingestion-row_key_conflict = key “{ $key }” occurs more than once in the file with different content
ingestion-row_extra_cells = the row has more cells than the header; values may stand in wrong columns
ingestion-row_scale_order = the scale's maximum is not above its minimum
ingestion-row_score_below_scale = the score is below the scale's minimum
ingestion-row_score_above_scale = the score is above the scale's maximum
ingestion-type_string = a text
ingestion-type_integer = a whole number
ingestion-type_number = a number
ingestion-type_boolean = yes or no
ingestion-type_date = a readable date
ingestion-type_timestamp = a readable time
ingestion-type_list = a list
ingestion-type_json = valid JSON

## pages and workbooks

ingestion-measure_unknown_word = outside the vocabulary
ingestion-measure_unknown_reference = rows not in { $source }
ingestion-measure_out_of_order = rows before { $column }
ingestion-measure_out_of_range = rows with a time out of range
ingestion-measure_repeated = share of repeated rows
ingestion-measure_volume = rows against the usual
ingestion-docs_title = Data Docs
ingestion-docs_source = source
ingestion-docs_last_file = last file
ingestion-docs_received = received
ingestion-docs_rows = rows
ingestion-docs_quarantined = quarantined
ingestion-docs_met = met
ingestion-docs_batch = batch
ingestion-docs_suite = suite
ingestion-nothing_to_mend = empty
ingestion-template_example = Example: { $value }
ingestion-template_yes = yes
ingestion-template_no = no
ingestion-template_column = { $label } ({ $column })
ingestion-template_required = required
ingestion-template_optional = optional
ingestion-template_times = at least one time: { $labels }
ingestion-template_key = may not repeat; the same key sent again is a correction
ingestion-template_keys = { $labels } together may not repeat
ingestion-template_range = from { $low } to { $high }
ingestion-template_words = one of: { $words }
ingestion-template_references = as in the table “{ $source }”
ingestion-template_string = text
ingestion-template_integer = whole number
ingestion-template_number = number
ingestion-template_boolean = yes / no
ingestion-template_date = date, such as 2026-03-05
ingestion-template_timestamp = date and time, such as 2026-03-05 14:30
ingestion-template_list = several, separated by “；” or “;”
ingestion-template_json = JSON, such as [{"{"}"objective": "alarm", "rating": "P"{"}"}]
