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
