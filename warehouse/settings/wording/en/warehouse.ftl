# Building, freezing, previewing policy, scoring.

## build

warehouse-nothing_ingested = Nothing has been ingested yet, so there is nothing to build. Run `tianping ingest` with a file or folder first; for demonstration data run `tianping demo`.
warehouse-build_unchanged = Nothing has changed; the published build stands.
warehouse-build_loading = Loading what has been accepted…
warehouse-build_computing = Computing and checking…
warehouse-build_steps = { $steps } models and checks done…
warehouse-build_publishing = Publishing…
warehouse-build_waiting = Another build is running; waiting for it to end…
warehouse-build_failed = The build did not finish; what was published stays as it was. What did not pass:
    { $failures }
warehouse-computation_failed = The computation did not finish; nothing was changed:
    { $failures }
warehouse-settings_unreadable = { $file }: a line is not as it should be: { $error }

## freeze

warehouse-nothing_to_freeze = Nothing has been built yet, so there are no numbers to freeze. Run `tianping build` first.
warehouse-last_build_not_whole = The last build did not end whole. Run `tianping build` first.
warehouse-period_unknown = The published build holds no period "{ $period }". The latest are: { $latest }.
warehouse-period_not_over = { $period } ends on { $ends_on }; a period that is not over cannot be frozen.
warehouse-other_rules = Models or policy have changed since the last build: the published numbers are not those of today's rules. Run `tianping build` first.
warehouse-version_taken = Version { $restatement } of { $period } has just been given out by somebody else and is unchanged. Look at it, then decide.
warehouse-not_frozen = { $period } is not frozen. Run `tianping freeze { $period }` first.
warehouse-restating = Computing { $period } from what is known now…
warehouse-verifying = Computing { $period } from its frozen inputs…
warehouse-verifying_values = Comparing every value…
warehouse-deliveries_gone = { $count ->
    [one] 1 delivery of the freeze is
   *[other] { $count } deliveries of the freeze are
} no longer in { $lake }: { $deliveries }. Restore from a backup.
warehouse-frozen_files_changed = Files of a frozen period are not what was frozen. Nothing was computed; what was published stays. Restore from a backup, under { $folder }:
    { $files }

## policy

warehouse-policy_file_unreadable = { $file } cannot be read: { $fault }. It states valid_from (a date) and changes, each with table, row, column and value.
warehouse-policy_nothing_changed = No value is changed.
warehouse-policy_value_unknown = There is no value of policy { $table } { $row } { $column } to change (see published.policy).
warehouse-policy_value_unfit = "{ $new }" cannot be the { $column } of { $table } { $row }.
warehouse-policy_case_incomplete = Case { $row } needs a known community_id, an item, and its evidence (the document).
warehouse-policy_item_unknown = There is no item "{ $item }"; use one of { $items }.
warehouse-policy_goalposts_equal = Goalposts of { $row } must differ.
warehouse-policy_grades_cross = A better grade has to begin at a higher score than the next.
warehouse-policy_weights_all_zero = The dimensions cannot all have weight 0.
warehouse-policy_unbuilt = Nothing has been built yet, so there is no policy to change. Run `tianping build` first.
warehouse-policy_not_previewed = These changes have not been previewed on the published build; nothing was put into force. Preview them first: tianping policy preview FILE.
warehouse-policy_preview_stale = Policy or models have changed since the last build; a preview would mix both changes. Run `tianping build` first.
warehouse-policy_no_period = There is no period to compare on: no quarter is over yet. Name one with --period.
warehouse-policy_computing = Computing { $period } by the proposed policy…
warehouse-policy_comparing = Comparing…

## score

warehouse-score_direction_unknown = The direction of { $code } in META must be 1 (more is better) or -1 (less is better).
warehouse-score_goalposts_unknown = low and high of { $code } in META must be two numbers, low below high (direction says which end is good).
warehouse-score_direction_left = --normalise none averages values as they are: direction -1 of { $more ->
    [0] { $names }
   *[other] { $names } and more ({ $all } in all)
} was not turned. The data should be normalised already, more being better; where they are not, choose another normalisation.
warehouse-score_divisor_zero = { $divisor } of { $unit } is 0, and { $code } cannot be divided by it. Leave unknown cells empty.
warehouse-score_not_positive = A { $mean } mean needs values above 0; { $code } of { $unit } is { $value } after normalising ({ $cells ->
    [one] 1 such cell
   *[other] { $cells } such cells
}). Add --range 1:100, or use --aggregate arithmetic.
warehouse-score_too_large = { $code } of { $unit } is too large for a score to be computed. Check the numbers, or use a larger unit.
warehouse-score_flat = { $more ->
    [0] { $names }
   *[other] { $names } and more ({ $all } in all)
}: the same for every unit, or known of one alone, so there is nothing to normalise; left out, its weight to the others.
warehouse-score_incomplete = { $units ->
    [one] 1 unit lacks values
   *[other] { $units } units lack values
}, whose weight goes to the other indicators (most: { $unit }, { NUMBER($most, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) } of the whole weight). Not reporting may pay; see missing in ranks.csv.
warehouse-score_unranked = Without a score and not ranked: { $more ->
    [0] { $names }
   *[other] { $names } and more ({ $all } in all)
}.
warehouse-score_table_lacks_columns = { $file } lacks the column { $names }; its first line has { $columns ->
    [0] nothing
   *[other] { $present }
}.
warehouse-score_table_cells_too_many = Line { $line } of { $file } has more cells than there are columns. Quote text that has commas.
warehouse-score_table_empty = { $file } has no rows.
warehouse-score_table_quote_open = { $file } has a quote that is never closed, so that all that follows is one cell ({ $error }).
warehouse-score_table_no_text = { $file } is no CSV text (neither UTF-8 nor GBK). Save it as CSV.
warehouse-score_table_unit_missing = Line { $line } of { $file } has no unit.
warehouse-score_table_indicator_absent = { $file } has no column for the indicator { $more ->
    [0] { $names }
   *[other] { $names } and more ({ $all } in all)
} of META. Mend the code, or take it out of META.
warehouse-score_table_divisor_absent = { $code } is to be divided by { $divisor }, which is no column of { $file }. Where the data are divided already, leave denominator empty in META.
warehouse-score_columns_unused = Columns of { $file } that are no indicators of META were not counted: { $more ->
    [0] { $names }
   *[other] { $names } and more ({ $all } in all)
}.
warehouse-score_meta_code_missing = Line { $line } of { $file } has no code.
warehouse-score_meta_parent_unknown = META names the parent { $more ->
    [0] { $names }
   *[other] { $names } and more ({ $all } in all)
} and has no row for it. Inner nodes and the root are rows too.
warehouse-score_meta_roots = META must have one root (an empty parent) and has { $all }: { $all ->
    [0] none
   *[other] { $names }
}.
warehouse-score_meta_circle = The parents in META go in a circle: { $circle }.
warehouse-score_meta_no_indicator = META has { $code } alone and no indicator.
warehouse-score_meta_levels = The levels in META do not fit: { $code } is on level { $level } and its parent { $parent } on { $above }. Indicators are on level 1, their parents above.
warehouse-score_meta_weight = The weight of { $code } in META is empty or below 0. Weights compare within a parent and need not add up to 1.
warehouse-score_draw_code_unknown = { $code } in line { $line } of { $file } is no part of the tree in META.
warehouse-score_draw_weight = The weight of { $code } in line { $line } of { $file } is empty or below 0.
warehouse-score_draw_code_twice = Line { $line } of { $file }: draw { $draw } names { $code } twice.
warehouse-score_number_unreadable = Line { $line } of { $file }: { $column } of { $whose } says "{ $text }", which is no number. Leave unknown cells empty.
warehouse-score_name_twice = Twice among the { $what ->
    [columns] column names
    [codes] codes
   *[units] units
} of { $file }: { $more ->
    [0] { $names }
   *[other] { $names } and more ({ $all } in all)
}.
