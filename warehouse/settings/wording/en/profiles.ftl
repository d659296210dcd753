# Mapping profiles: drafts, questions, faults.

## profiles that cannot be used

profiles-in_file = { $file }: { $fault }
profiles-not_yaml = { $where }: not valid YAML: { $fault }
profiles-unreadable = { $where }: it cannot be read: { $fault }
profiles-no_keys = { $where }: it should be `key: value` lines.
profiles-not_written_so = { $where }: it is not written as a profile is: { $fault }
profiles-open_questions =
    { $count ->
        [one] One question is open: { $questions } Answer it and delete `ask`.
       *[other] { $count } questions are open: { $questions } Answer them and delete `ask`.
    }
profiles-source_twice = tables: { $source } is there twice; make it one.
profiles-no_source = tables: there is no source { $source }.
profiles-reserved_field = { $where }: this name has another use.
profiles-no_type = { $where }: { $type } is no type.
profiles-no_format = { $where }: { $format } is no pattern of a time.
profiles-no_field = { $where }: there is no field { $field }.
profiles-no_such_column = { $where }: { $source } has no such column.
profiles-not_filled = { $where }: { $column }, which is required, is not filled.
profiles-filled_by_one = { $where }: give one of from, join, fingerprint, constant.
profiles-unknown_key = { $where }: unknown key { $key }.
profiles-unknown_key_but_near = { $where }: unknown key { $key } ({ $near }?).
profiles-key_missing = { $where }: { $key } is missing.

## profiles kept

profiles-name_unusable = "{ $name }" is no name of a profile: letters, digits, underscores and dashes, { $longest } at most.
profiles-name_taken = There is one called "{ $name }"; nothing was changed. Take another name, or --replace it.
profiles-shipped_name_taken = There is one that came with the program called "{ $name }"; nothing was changed. Take another name, or --replace it.
profiles-saved_by = saved by { $who } · { $at }

## a table of columns that says no profile yet

profiles-line_twice = “{ $about }” comes from two columns: keep one and choose “not taken” for the other.
profiles-line_clock_without_day = “{ $about }” is a clock only: choose “day” for the column that holds the day.
profiles-line_required = “{ $about }” is required and comes from nowhere yet: choose a column above, or answer below.
profiles-line_no_time = There is no time yet: choose a column for “{ $about }” or another time.
profiles-line_scale = “{ $about }” is a score: give the lowest and the highest.

## what only a person knows; `_how` an answer is written in a draft

profiles-source_unsure = Is this file { $source }, or { $others }?
profiles-source_unsure_how = If not, propose again with --source.
profiles-community_unsure = Which column is the community? Whose rows are these?
profiles-community_unsure_how = Name its header under fields, or write the one community of the whole file as the constant of community_id.
profiles-community_unsure_among = Which column is the community ({ $among }?)? Whose rows are these?
profiles-community_unsure_among_how = Name its header under fields, or write the one community of the whole file as the constant of community_id.
profiles-column_needed = Which header fills { $label }, which is required?
profiles-column_needed_how = Name it under fields.
profiles-time_needed = No time was found: which column is { $labels } (one is enough)?
profiles-time_needed_how = Add it to fields and columns.
profiles-time_needed_among = Which column ({ $among }) is { $labels } (one is enough)?
profiles-time_needed_among_how = Add it to fields and columns.
profiles-key_needed = Which column is { $label }? Without one, an id is made of several columns.
profiles-key_needed_how = Name its header under fields.
profiles-order_unsure = "{ $header }": does the day or the month come first ({ $example })?
profiles-order_unsure_how = Change order to dmy or mdy.
profiles-minutes_unsure = "{ $header }": is it in minutes (such as { $number })?
profiles-minutes_unsure_how = If so, write {"{"}from: { $column }, multiply: 0.016666666666666666{"}"}.
profiles-direction_unsure = "{ $header }": is { $high } the best?
profiles-direction_unsure_how = If { $low } is, write { $turned }.
profiles-bad_thing = "{ $header }" seems to ask for something bad.
profiles-bad_thing_how = If much of it is bad, write { $turned }; if not, leave it.
profiles-range_unsure = "{ $header }": only { $low } to { $high } occur. From which score to which does the scale go?
profiles-range_unsure_how = Change scale.
profiles-score_unsure = "{ $header }": is { $number } a score, or "don't know"?
profiles-score_unsure_how = If a score, change scale; if not, put it into no_answer.
profiles-labels_unsure = "{ $header }": which score is { $labels }, or is it no answer?
profiles-labels_unsure_how = Put it into values or no_answer.
profiles-no_scale = What are the lowest and highest scores, and is high good?
profiles-doubtful = Is "{ $header }" { $label }?
profiles-words_unknown = "{ $header }": which words of the vocabulary do { $words } stand for?

## drafts: remarks beside the lines

profiles-draft = A draft: check every line; the format is in docs/profiles.md.
profiles-also_like = also like
profiles-ask = The file itself cannot answer these. Answer each in the line it is about and delete `ask`; until then nothing is read.
profiles-not_matched = not matched
profiles-headers_not_used = headers not used
profiles-remark_doubtful = { $name }
profiles-remark_perhaps = { $header } → { $column }（{ $name }）?
profiles-remark_repeats = “{ $header }” would repeat with every question, not taken
profiles-remark_no_id = “{ $header }” has repeats, is no id
profiles-remark_outside = not in the vocabulary
profiles-remark_vocabulary = vocabulary
