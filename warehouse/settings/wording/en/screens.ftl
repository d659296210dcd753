# The words of every screen, grouped by screen

## app

app-name = Tianping
app-persona = Local demonstration identity (not signed in)
app-persona_help = For local demonstration only; this is not a login. A real deployment gets identity and scope from single sign-on.
app-subject_community = Which community
app-subject_clerk = Which community
app-whole_deployment = All communities
app-subject_member = Which member
app-subject_work_unit = Which work unit
app-subject_organisation = Which enterprise or organisation
app-language = 语言 / Language
app-subject_auditor = Which auditor
app-auditor = Auditor { $number }

## role

role-committee = Party work committee
role-community = Community secretary
role-auditor = Auditor
role-member = Member
role-organisation = Enterprise or organisation
role-work_unit = Work unit
role-clerk = Data clerk
role-administrator = Administrator (policy)

## language

language-zh = 中文
language-en = English

## frame

frame-none = —
frame-comma = ,{ " " }
frame-semicolon = ;{ " " }
frame-period = Period
frame-lens = Framework
frame-district = District
frame-community = Community
frame-all_districts = All districts
frame-download = Download this table ({ $rows } rows, CSV)
frame-how_we_know = How do we know: definition, coverage, freshness, build
frame-freshness = **Freshness**: { $files } files, { $rows } rows landed, { $quarantined } rows in quarantine; newest data received { $received }.
frame-build = **Build** `{ $build }`, finished { $finished }; code version `{ $code }`, fingerprint of inputs `{ $inputs }`.
frame-coverage = **Coverage**: { $text }
frame-synthetic = Synthetic data, for demonstration only: communities, people, records and photos are made by a program; they describe no real place or person and are no evidence.
frame-not_allowed = { $what } “{ $code }” is not open to “{ $role }”, so nothing is shown here. Choose another above, or an identity that may see it.
frame-not_there = There is no { $what } “{ $code }”: the link may be mistyped, or it has been corrected. Choose another above.
frame-nothing_here = There is nothing of { $what } “{ $code }” on this page yet. Choose another above.
frame-year = Year
frame-unit = Work unit
frame-not_yours = This page is not open to “{ $role }”. Choose a page from the menu on the left, or another identity.
frame-nothing_published = No build has been published yet, so there is nothing to show. Ingest data, then build; reload this page afterwards, no restart is needed.
frame-no_periods = The published build holds no indicator value yet. See on the Data page which files are in and which rows need mending, then build again.
frame-read_failed = This page could not be read from the published build, most likely because the build is older than the program. No data were changed. Run tianping build, then reload.
frame-fault = This page failed and is incomplete. Published data and decisions are unchanged. Reload; if it stays, tell the administrator the time and the address, the log has the reason.
frame-indicator = Indicator
frame-unbuilt = { $name } (not built)
frame-dimension = Dimension
frame-value = Value
frame-low = Lower end
frame-high = Upper end
frame-interval = { $low } to { $high }
frame-interval_90 = 90 % interval
frame-numerator = Numerator
frame-denominator = Denominator
frame-score = Score (0–100)
frame-status = State of the data
frame-reason = Reason
frame-file = File
frame-sheet = Sheet
frame-row = Row
frame-source = Source
frame-record = Record
frame-member = Member
frame-contribution = Counted
frame-received = Received
frame-yes = yes
frame-no = no
frame-values_of = { $indicator }: communities in { $period }
frame-values_note = Points are values, lines 90 % intervals; hollow points rest on too small a sample and are only indicative.
frame-no_values = No community has a usable value of { $indicator } in { $period }; the table gives each one's state and reason.
frame-running = { $period }, still running
frame-closed = { $period }, { $state }
frame-lacks = { $what } missing
frame-borderline = borderline ({ $grades })

## period_kind

period_kind-month = { $period } (month)
period_kind-quarter = { $period } (quarter)
period_kind-half = { $period } (half-year)
period_kind-year = { $period } (year)

## status

status-ok = ok
status-insufficient = sample too small
status-not_reported = not reported
status-not_applicable = not applicable
status-not_evaluable = cannot be evaluated

## status_sign

status_sign-ok = ●
status_sign-insufficient = ◐
status_sign-not_reported = ○
status_sign-not_applicable = ／
status_sign-not_evaluable = ✕

## grade

# grade.优秀
grade--4f18-79c0 = excellent
# grade.良好
grade--826f-597d = good
# grade.合格
grade--5408-683c = pass
# grade.不合格
grade--4e0d-5408-683c = fail

## missing

missing-few_rows = too few rows
missing-wide_interval = interval too wide
missing-no_evidence = no usable rows
missing-audit_decisions = decisions on random audits

## unit

unit-share = share
# unit.0-1
unit-0-2d1 = on 0–1
# unit.members per group
unit-members-20per-20group = members per group
# unit.per registered member
unit-per-20registered-20member = per registered member
# unit.per hour owed
unit-per-20hour-20owed = h per h owed
unit-minutes = min
unit-hours = h
unit-days = days
unit-weight = weight (relative)
# unit.score points
unit-score-20points = points
# unit.true or false
unit-true-20or-20false = yes/no
unit-grade = (no better grade)
unit-points = points
# unit.points/h
unit-points-2fh = points/h
unit-months = months
unit-h = h
unit-m = m
unit-min = min
unit-s = s
# unit.km/h
unit-km-2fh = km/h
unit-people = people
unit-records = records
unit-communities = communities
unit-characters = characters
unit-times = times
# unit.times compared
unit-times-20compared = times compared
unit-bits = bits (of 256)
# unit.of 100
unit-of-20100 = of 100
unit-reviews = reviews
# unit.reviews a minute
unit-reviews-20a-20minute = reviews a minute
# unit.share of declared
unit-share-20of-20declared = of what was declared (0–1)
# unit.share of year
unit-share-20of-20year = of the year (0–1)
# unit.share of the shorter
unit-share-20of-20the-20shorter = of the shorter (0–1)
# unit.share 很好
unit-share-20-5f88-597d = of top grades (0–1)
# unit.standard deviations
unit-standard-20deviations = standard deviations
# unit.0-1 (2 of 5)
unit-0-2d1-20-282-20of-205-29 = on 0–1 (0.25 is 2 of 5)

## kind

kind-r = rate
kind-m = mean
kind-t = time to an event
kind-c = count per unit

## basis

basis-census = census (a fact, no sampling error)
basis-sample = sample (shrunk by its size)

## component

component-value = value
component-weight = weight
component-definition = definition
component-coverage = coverage
component-adjustment = bonus and penalty

## moved

moved-up = ▲ up
moved-down = ▼ down
moved-within = within interval

## owner

owner-party_work_committee = Party work committee

## health

health-composite_reliability = Reliability of the composite, λ
health-share_ranked = Share ranked
health-share_borderline = Share on the border of a grade
health-size_bias = Size bias (rank correlation)
health-size_bias_communities = Communities behind the size bias
health-rank_stability = Rank stability (year on year)

## health_reading

health_reading-composite_reliability = How much of the difference between totals is real; below 0.7 no reward should hang on it.
health_reading-share_ranked = Communities with at least 65 % of weight covered, of all.
health_reading-share_borderline = Communities whose grade is less than 80 % certain, of those ranked.
health_reading-size_bias = Correlation of the amount of evidence with the rank; should stay within ±0.1, else ranks follow size.
health_reading-size_bias_communities = Communities within one standard error of the mean, which the size bias rests on; with 25, up to ±0.4 may be chance.
health_reading-rank_stability = Correlation with the ranks of a year before; near 1 means stable.

## alarm

alarm-suspension = Suspension (悬浮)
alarm-rigidity = Rigidity (刚性化)

## side

side-at_least = at least
side-below = below

## adjustment_kind

adjustment_kind-bonus = bonus
adjustment_kind-penalty = penalty
adjustment_kind-veto = veto

## appeal

appeal-none = no appeal
appeal-filed = appeal filed, not answered yet
appeal-accepted = appeal accepted
appeal-rejected = appeal rejected

## overdue_kind

overdue_kind-drill = Drills
overdue_kind-supply = Supplies

## overdue_reason

overdue_reason-never_drilled = no drill on record
overdue_reason-not_drilled = no drill within 12 months
overdue_reason-below_minimum = below minimum
overdue_reason-expired = expired
overdue_reason-unchecked = not checked for more than 90 days

## scenario

scenario-fire = fire
scenario-flood = flood
scenario-earthquake = earthquake
scenario-epidemic = epidemic
scenario-evacuation = evacuation
scenario-other = other

## attention

attention-alarms = Alarms: suspension and rigidity
attention-alarms_note = Suspension is a high score for structure beside a low one for mobilisation or service; rigidity is many refusals and conflicts beside low satisfaction. An alarm says where to look and is no verdict; a dimension is not judged where too little of its weight has a value.
attention-alarm_count = **{ $alarm }**: { $raised } communities; { $clear } without, { $not_evaluable } cannot be told.
attention-no_alarms = No community can be judged in this period. Choose another period, or see on the Data page which files are missing.
attention-raised = { $alarm }: { $because }.
attention-clear = { $alarm }: no alarm ({ $because }).
attention-not_evaluable = { $alarm }: cannot be told ({ $because }).
attention-measure = { $measure } scores { $observed } (alarm: { $side } { $threshold })
attention-measure_value = { $measure } { $value }, scores { $observed } (alarm: { $side } { $threshold })
attention-measure_unknown = { $measure } has no usable value
attention-column_alarm = Alarm
attention-column_because = Because
attention-open = Open
attention-adjustments = Bonus, penalty and veto
attention-no_adjustments = No bonus, penalty or veto in this period.
attention-adjustments_note = Adjustments stand apart from the score and together stay within 5 points; a veto only caps the grade, score and rank stay. Who disagrees files an objection during the public notice; an audit decision can also be taken anew by another auditor, and takes effect with the next build.
attention-veto = Veto: { $item }. The grade is at best { $grade }; score and rank are unchanged. Appeal: { $appeal }.
attention-column_item = Item
attention-column_kind = Kind
attention-column_cases = Cases
attention-column_points = Points
attention-column_evidence = Evidence (records or documents)
attention-column_appeal = Appeal
attention-risk = Regional and event risk
attention-no_risk = There is no quarter to rate.
attention-risk_counts = { $quarter }: { $levels }.
attention-risk_count = { $level }: { $communities } communities
attention-own_risk = { $quarter }: **{ $level }**.
attention-risk_input = { $count } (+{ $points })
attention-risk_step = { $what } ≥ { $at_least }: { $points }
attention-risk_note = Each input brings the points of the highest step it reaches; their sum gives the level, 1 the lowest, 4 the highest. Without one of the inputs there is no level. { $steps }.
attention-risk_incidents = Emergencies
attention-column_incidents_interval = Incidents such a quarter brings (90 % interval)
attention-risk_severity_sum = Risks reported (sum of severities)
attention-risk_overdue_findings = Overdue findings
attention-risk_exposed_people = Residents
attention-column_level = Level of risk
attention-column_missing = What is missing
attention-overdue = Overdue drills and supplies (on the day of the build)
attention-overdue_count = **{ $kind }**: { $lines } overdue in { $communities } communities; nothing is known of { $unknown } communities.
attention-nothing_overdue = By the records there are, no drill and no supply line is overdue.
attention-column_subject = Scenario or item
attention-column_last = Last time
attention-column_days = Days overdue
attention-column_quantity = Quantity
attention-column_minimum = Minimum

## overview

overview-menu = Overview
overview-title = Which communities changed, and where does each stand?
overview-answer = { $period }: { $moved } of { $compared } comparable communities moved beyond their interval since { $previous }: { $up } up, { $down } down; { $ranked } are ranked, mean { $mean } points of 100.
overview-answer_first = { $period }: { $ranked } communities are ranked, mean { $mean } points of 100; there is no previous period to compare with, so nothing is said of rise or fall.
overview-withheld = No composite and no rank for { $period }: indicators that can be evaluated carry { $coverage } of the weight, below the threshold of 65 %; { $usable } of { $built } indicators have values and can be read on their own.
overview-missing = { $count } indicators without a value
overview-nothing_usable = No indicator has a value in this period. Choose another period, or see on the Data page which files are missing.
overview-prevalence = Estimated fake service **{ $value }** (95 % interval { $low }–{ $high }, from stratified random audits).
overview-prevalence_none = Fake service: no random audits in this period, so it cannot be estimated (no data does not mean none).
overview-ranking = Ranks and their uncertainty
overview-ranking_note = Points are totals, lines 90 % intervals; each alternately shaded run is a tie group within which no order may be claimed; dotted lines mark where grades begin.
overview-total_axis = Total (0–100)
overview-rank_interval = { $low }–{ $high }
overview-trend = Districts over time
overview-trend_note = Lines are mean totals of a district's communities, bands hold the middle half of them; one scale for all.
overview-changes = What moved the mean since { $previous }
overview-changes_note = Each bar is what one indicator did to the mean of all comparable communities, in points; blue up, orange down; they sum to the change.
overview-other_indicators = the other { $count } together
overview-before = Mean { $period }
overview-after = Mean { $period }
overview-districts = Districts
overview-states = State of the data by indicator (number of communities)
overview-health = How far the ranking itself can be trusted
overview-column_measure = Measure
overview-column_reading = How to read it
overview-column_rank = Rank
overview-column_total = Total
overview-column_interval = 90 % interval of rank
overview-column_change = Change (points)
overview-column_moved = Moved
overview-column_grade = Grade
overview-column_peer_rank = Rank among peers
overview-column_peer_size = Peers
overview-column_coverage = Weight covered
overview-column_communities = Communities
overview-column_ranked = Ranked
overview-column_mean = Mean total
overview-column_up = Up (beyond interval)
overview-column_down = Down (beyond interval)
overview-definition = **Definition**: total = weighted mean of indicators normalised to fixed goalposts (0–100), plus adjustments within ±5. Ranks are by posterior mean; intervals come from at least 2,000 draws with sampling and method uncertainty. Moved beyond the interval means that the 90 % intervals of the two totals do not overlap. Below 65 % of weight covered there is no total and no rank.

## community

community-menu = Community
community-title = Where do we stand, against whom is it fair to compare us, and what moved us?
community-answer = { $name } { $period }: rank { $rank } of { $ranked } (90 % interval { $low }–{ $high }), { $peer_rank }/{ $peer_size } among peers; total { $total } ({ $grade }), { $change } since the period before, mainly { $reason } ({ $share }).
community-answer_within = { $name } { $period }: rank { $rank } of { $ranked } (90 % interval { $low }–{ $high }), { $peer_rank }/{ $peer_size } among peers; total { $total } ({ $grade }), { $change } since the period before, within the uncertainty; largest part { $reason } ({ $share }).
community-answer_still = { $name } { $period }: rank { $rank } of { $ranked } (90 % interval { $low }–{ $high }), { $peer_rank }/{ $peer_size } among peers; total { $total } ({ $grade }), { $change } since the period before.
community-answer_first = { $name } { $period }: rank { $rank } of { $ranked } (90 % interval { $low }–{ $high }), { $peer_rank }/{ $peer_size } among peers; total { $total } ({ $grade }); no previous period to compare with.
community-withheld = No total and no rank for { $period }: indicators that can be evaluated carry { $coverage } of the weight, below the threshold of 65 %; what can be said is below, indicator by indicator.
community-none_in_scope = No community is within your scope. Choose on the left whom this identity stands for, or ingest the register of communities.
community-adjustment = Of this, adjustments { $points } points (kept apart, within ±5).
community-peers = Among its peers
community-peers_note = The diamond is this community; lines are 90 % intervals of totals; where they overlap no order may be claimed.
community-dimensions = Dimensions beside the peers
community-dimensions_note = Dark bars are this community, pale bars hold the middle half of its peers, ticks are the peers' median.
community-dimension_axis = Dimension score (0–100)
community-peer_mid = median of peers
community-changes = What changed since { $previous }
community-changes_note = Each bar is what one part did to the total, in points; they sum to the change.
community-others = the other { $count } together
community-indicators = Every indicator
community-gains = What would move us up
community-gains_note = By points of the total still to gain; most by { $indicator }: { $points } points at its full goalpost.
community-one_point = 1 percentage point
community-column_to_gain = At most (points)
community-column_per_unit = Per unit (points)
community-column_unit = One unit
community-column_now = Now
community-column_goal = Full goalpost
community-no_indicators = There are no values of this community in { $period }. Choose another period, or see on the Data page whether files are missing.
community-before = Value before
community-evidence = Where this number comes from
community-choose_indicator = Open the evidence of
community-how_scored = See step by step how it becomes a score and a rank
community-no_value = { $indicator }: { $status }. Reason: { $reason }. No value does not mean 0.
community-evidence_counted = **{ $indicator } = { $value }**; directly { $raw } = { $numerator } ÷ { $denominator }; from { $rows } rows of evidence (file, sheet and row below).
community-no_evidence = There are no evidence rows to list for this indicator in this period.
community-definition = **Definition**: peers = setting × kind of community, merged upward below 8. Weighted mean within and across dimensions. Values are estimates shrunk by sample size; numerator and denominator are the raw counts and open down to file and row.

## compare

compare-menu = Compare
compare-title = Can one of these two communities be said to be better?
compare-a = A
compare-b = B
compare-peer = { $name } (peer)
compare-not_peer = { $name } (no peer)
compare-with_interval = { $total } points (90 % interval { $low }–{ $high })
compare-p_is = p = { $p }
compare-p_tiny = p < 0.000001
compare-beats = { $period }: { $winner } may be said to beat { $loser } ({ $p }, below the { $allowed } allowed for every pair of { $peers } peers). { $a } { $a_total }, { $b } { $b_total }, of 100.
compare-within = { $period }: { $a } and { $b } differ within error; neither can be called better (difference { $difference } points, { $p }, { $allowed } allowed for every pair of { $peers } peers). { $a } { $a_total }, { $b } { $b_total }, of 100.
compare-not_peers = { $period }: { $a } and { $b } are no peers (another setting or kind), so that neither is judged better. { $a } { $a_total }, { $b } { $b_total }, of 100.
compare-withheld = { $period }: { $withheld } has no total (too little weight could be evaluated), so that the totals of { $a } and { $b } cannot be compared; below is what the dimensions say.
compare-too_few = { $period } has no two communities to compare. Choose another period, or see on the Data page whether the register is in.
compare-dimensions = Dimensions side by side
compare-dimensions_note = The diamond above is A, the dot below is B; lines are 90 % intervals. Where they overlap, no difference can be claimed.
compare-no_dimensions = These two communities have no dimension scores in { $period }. Choose another period.
compare-column = { $name }
compare-column_low = { $name }, low
compare-column_high = { $name }, high
compare-pairs = { $name } and each of its peers
compare-pairs_note = z is the difference of the totals over its standard error; only a p below the allowed one (the group's chance of a wrong verdict shared among all its pairs, Bonferroni) counts as beating.
compare-no_pairs = { $name } has no total in this period or no peers, so that there are no pairs.
compare-column_difference = Difference (points)
compare-column_z = Difference / standard error
compare-column_allowed = p allowed
compare-column_standing = Verdict
compare-definition = **Definition**: verdicts are given among peers only (setting × kind, merged upward below eight). z = difference of the totals / √(sum of their sampling variances); “beats” needs a p below what policy allows the whole group, shared among its pairs (Bonferroni). Communities that are no peers are shown side by side and not judged.

## indicators

indicators-menu = Indicators
indicators-title = What does this indicator say, and how does it become a score?
indicators-answer = { $name }: { $meaning }
indicators-values_not_allowed = The communities' values of this indicator are not open to “{ $role }”; its definition stands below.
indicators-none = The published build holds no catalogue of indicators. Build again.
indicators-not_built = This indicator is in the catalogue but not built yet; it does not count.
indicators-built = built
indicators-unbuilt = not built
indicators-state = State
indicators-meaning = What it says
indicators-funnel = Funnel: is the difference larger than chance
indicators-funnel_note = Across, the denominator; up, the raw rate; dotted lines are the 95 % and 99.8 % limits of chance and of how much communities usually differ. Only points outside call for a reason.
indicators-funnel_size = Denominator (cases)
indicators-funnel_value = Raw rate
indicators-definition_title = Definition
indicators-dimension = Dimension
indicators-kind = Kind
indicators-unit = Unit
indicators-basis = Basis
indicators-goalposts_text = 0 points = { $low }; 100 points = { $high }
indicators-goalposts = Goalposts
indicators-goalpost_low = At 0 points
indicators-goalpost_high = At 100 points
indicators-weight = Share of the total
indicators-mandatory = Mandatory
indicators-minimum = Smallest sample
indicators-needs = Needs
indicators-owner = Owner
indicators-valid = In force since
indicators-valid_to = Until
indicators-versions = Versions of the definition
indicators-why = **Why**: { $why } (study { $study })
indicators-catalogue = Catalogue: { $count } indicators, { $built } built
indicators-definition = **Definition**: the catalogue is data with dates in force and an owner; score = 100 × (value − zero goalpost) ÷ (full goalpost − zero goalpost), held within 0–100; goalposts are fixed and versioned, never this period's extremes.

## queue

queue-menu = Audit queue
queue-title = Which records are worth checking first?
queue-answer = { $cases } cases can be checked this week (about { $minutes } minutes), { $hours } hours expected back; { $waiting } wait in all, { $at_stake } hours at stake, { $late } of them late.
queue-definition = The queue is sorted by hours expected back a minute of work (suspicion × hours at stake ÷ minutes of a check); records of one photo are checked together and stand together. A high place means worth checking first, not false; only a person's decision changes a record. A sanction is in force only once a second auditor confirms it; until then points are on hold. People appear under pseudonyms. Sampled cases are checked whatever their suspicion, because they estimate without bias how much service is fake.
queue-empty = The queue is empty: no record waits to be checked. Records worth checking appear after new data are ingested and built.
queue-none_match = No record matches the filters; widen them above.
queue-open = Open
queue-all = All
queue-no_reason = no rule is raised
queue-reason = Reason
queue-state = State
queue-week = Cases a week
queue-cases = { $cases } cases
queue-what = Service
queue-who = Who
queue-masked = A pseudonym; opening the case shows the person and leaves an entry in the access log.
queue-reasons = Strongest two reasons
queue-expected = Expected back
queue-expected_help = Suspicion × hours at stake: the hours one check brings back on average.
queue-at_stake = At stake
queue-hours_format = %.1f h
queue-days_format = %d days
queue-suspicion = Suspicion
queue-suspicion_help = 0–1, combined from all rules; high means worth checking first and nothing more.
queue-age = Since sent in
queue-age_help = Days from sending in to this build; the time limit counts from sending in too, not from entering the queue.
queue-group = Group
queue-group_help = Records of the same photo, which can be checked together.
queue-record = Record
queue-to_do = For me to do
queue-grouping = Together
queue-ungrouped = One by one
queue-by_person = By person
queue-by_reviewer = By reviewer
queue-by_photo = By photo
queue-by_activity = By activity
queue-kept_filters = Kept filters ({ $count })
queue-forget = Drop
queue-filter_name = A name for the filters now set
queue-keep_filter = Keep these filters
queue-up = Up
queue-down = Down
queue-here = Row { $place }: `{ $record }` { $reasons }
queue-per_minute = Back a minute
queue-per_minute_help = Hours expected back ÷ minutes of a check; records of one photo count together.
queue-late = Due
queue-late_help = Waits longer than policy allows.
queue-is_late = late
queue-records = Records
queue-people = People
queue-minutes = Minutes
queue-no_photo_groups = No photo is used on two or more of the records shown; cases with a reused photo stand in the queue one by one. Pick another grouping or loosen the filters.
queue-no_groups = No records to look at together; choose another grouping or widen the filters.
queue-group_title = { $by }: { $group } ({ $count } records)
queue-all_groups = All groups
queue-decide_group = One verdict for these { $count }
queue-decide_group_note = The verdict and reason are stored on each record, each with a decision id of its own; a record that breaks a rule is left out and says why. “Not genuine” is in force only once a second auditor gives the group the same verdict.
queue-save_group = Store { $count } decisions
queue-group_saved = { $stored } decisions stored ({ $verdict }), { $refused } not stored.
queue-refused_line = - { $record }: { $why }

## case

case-menu = Case
case-title = Is this record what it says?
case-answer = { $text }.
case-definition = Rules give leads, not verdicts: each states what was observed, the threshold, its weight and an innocent explanation; a rule without its data is “cannot be evaluated”, which is not a pass. Times are local. Photos are compared by PDQ perceptual hash in all eight rotations and flips; distances 0–31 count as near; cropped, framed or painted-over pictures are aligned on their pixels and compared over what both show. Whoever manages a community (grades its records) cannot audit it. “Not genuine” takes two people: one proposes, another confirms for the same reason, and only then is it in force; the member can answer and appeal, and somebody who took no part decides the appeal. Every step is signed, only ever added, and chained by hash to the one before.
case-empty = No case is waiting. Choose one in the audit queue, or name it in the address as record=ID.
case-record = Case (record)
case-next = Next
case-facts = Facts
case-timeline = What happened when
case-places = Site and positions
case-photos = Photos and their matches
case-flags = What each rule found
case-flags_note = Leads, not verdicts. Each comes with an innocent explanation; people decide. The weight is what it adds to the suspicion: within a group only the strongest counts, the others add 0.
case-adds_up_to_odds = How suspicion { $suspicion } comes about: s = base of the channel { $base } + weights of the rules { $flags } + the member's other records { $member }; suspicion = 1 ÷ (1 + e⁻ˢ).
case-adds_up_alone = How suspicion { $suspicion } comes about: s = weights of the rules { $flags } + the member's other records { $member }; suspicion = 1 − e⁻ˢ.
case-history = History of the member and the reviewer
case-ledger = Points and hours that hang on it
case-decide = Your decision
case-reason = { $name }: { $observed }
case-photo_reason = Photo equals { $whose }'s photo of { $date }
case-more_raised = { $count } more rules raised
case-none_raised = No rule is raised
case-the_rest = { $unknown } of the rest cannot be evaluated, { $clear } are clear
case-span = { $start } to { $end }
case-hours = { $declared } h declared, { $verified } h verified
case-suspicion = { $value } (0–1)
case-source = { $file }, row { $row } (batch { $batch })
case-fact-member = Who
case-fact-activity = Service
case-fact-community = Community
case-fact-service_time = Time of service
case-fact-channel = Channel
case-fact-hours = Hours
case-fact-evidence = Evidence grade
case-fact-review = Community's grade
case-fact-suspicion = Suspicion
case-fact-state = Audit state
case-fact-text = In their words
case-fact-source = Source
case-step-claimed_at = Claimed
case-step-code_scanned_at = Code scanned
case-step-first_photo_at = Photo
case-step-checkout_at = Checked out
case-step-submitted_at = Submitted
case-step-reviewed_at = Graded
case-step-rated = Rated by residents
case-step_at = { $at }  { $gap }
case-no_trace = no trace
case-untimed_photo = a photo without a time
case-rating = mean { $mean } (0–1, { $count } ratings)
case-no_rating = not rated by residents
case-minutes_later = { $count } min later
case-hours_later = { $count } h later
case-days_later = { $count } days later
case-minutes_earlier = { $count } min before the step above
case-hours_earlier = { $count } h before the step above
case-days_earlier = { $count } days before the step above
case-place-site = Site
case-place-phone = Phone
case-place-photo = Photo
case-ring = 150 m
case-places_note = The phone's fix lies { $distance } m from the site, accuracy { $accuracy } m (pale disc). The dotted ring is 150 m.
case-no_places = No usable position, so the place cannot be told; that is no fault in itself (paper and telephone have none).
case-no_photos = No photo came with this record; that is no fault in itself.
case-photos_not_arrived = Listed, but the files never arrived: { $photos }. The photos cannot be evaluated, which is neither a pass nor a fault.
case-photos_withheld = Photos are shown to auditors only.
case-own_photo = This record's photo { $photo }, taken { $at }
case-no_match = No similar photo was found.
case-same_person = Same person
case-another_person = Another person
case-earlier_use = used earlier
case-later_use = used later
case-match = { $whose }'s ({ $who }) photo of { $when } ({ $what }, { $where }), { $order }; PDQ distance { $distance }, orientation: { $orientation }; record { $record }
case-more_matches = { $count } more similar photos
case-photo_missing = The file is not here (never arrived, or deleted after its retention).
case-photo_unreadable = The file does not open: cut short, or not an image.
case-flag_mitigated = Its weight is lowered: { $reason }.
case-flag_found = Observed **{ $observed }**; threshold { $threshold }; weight { $weight }
case-flag_why = Why it is raised
case-flag_innocent = Innocent explanation
case-flag_check = What to check
case-flag_evidence = Evidence: { $ids }; rule version { $version }
case-flag_this_record = this record itself
case-flags_not_evaluable = { $count } rules cannot be evaluated (data missing; not a pass)
case-flags_clear = { $count } rules are clear
case-rule = Rule
case-missing = Missing
case-missing_because = { $inputs } ({ $why })
case-observed = Observed
case-threshold = Threshold
case-history_member = Member: { $records } records from { $first } to { $last }, { $declared } h declared, { $verified } h verified; { $raised_records } with a rule raised; audited genuine { $decided_genuine }, not genuine { $decided_not_genuine }.
case-history_reviewer = Reviewer: graded { $graded }, of these { $graded_best } 很好; audited genuine { $decided_genuine }, not genuine { $decided_not_genuine }.
case-no_reviewer = Reviewer: this record has not been graded.
case-points_at_stake = **{ $points }** points and **{ $hours }** hours hang on it.
case-no_ledger = { $hours } hours hang on it; nothing has been posted for this record yet.
case-reason_code = Reason
case-choose_reason = Choose a reason
case-note = Note (facts of the check only)
case-next_build = Stored at once and never changed (a new decision can follow); points, evidence grade and ranks take it up in the next build.
case-save = Store decision
case-decided_meanwhile = { $who } decided this record on { $when } ({ $verdict }), after you opened it. Yours was not stored and what you wrote is kept; look at theirs, then store again if you still differ.
case-earlier = - `{ $decision }` { $when } **{ $who }**: { $verdict }; reason: { $reason }; note: { $note }
case-before = Back
case-position = { $place } of { $waiting }
case-effects = What a verdict changes: before and after
case-effects_note = By the published build: points, verified hours and evidence grade, and numerator / denominator of every indicator that moves in a period that is not frozen (of the record's community, or of the one the member reported to where members are counted). Indicators that are not listed stay as they are; scores are computed in the next build.
case-effect_subject = What
case-effect_period = Period
case-effect_now = Now
case-effect_if_genuine = If genuine
case-effect_if_not_genuine = If not genuine (two people)
case-effect_ratio = { $numerator } / { $denominator }
case-effect_hours = { $hours } h, evidence grade { $grade }
case-chosen = Chosen: { $action }. { $save } stores it.
case-question = Question (the member sees it)
case-awaits_another = You have proposed “not genuine”: it is in force once another auditor confirms it. Until then points are on hold.
case-appeal_for_another = The member has appealed; you took part in this case, so somebody who did not decides the appeal.
case-saved_now = Stored for { $record }: { $action } ({ $decision }). It takes effect in the next build.
case-saved_waiting = Stored for { $record }: { $action } ({ $decision }). It waits for a second person and is in force once another auditor decides the same; until then points are on hold.
case-line_decided = { $verdict }
case-line_proposed = { $verdict } (waits for a second person)
case-line_rejected = { $verdict } (not confirmed)
case-photo_group = **One photo on { $count } records of { $people } people** (under pseudonyms; the first use is not held against anybody):
case-photo_use =
    { $order } · `{ $record }`{ "  " }
    { $when } · { $what } · { $where }{ "  " }
    { $who } · { $hours } h · { $state }
case-first_photo_use = First use
case-later_photo_use = Later use
case-more_photo_uses = { $count } more records used the same photo.
case-package = Export the case (zip)
case-package_note = With rows, photos, rules and versions, decisions and steps, the SQL that computes it again, and checksums.

## points

points-menu = Points
points-title = What has been earned, and why?
points-answer_no_duty = { $available } available, { $pending } pending, { $held } on hold; no duty in { $year } (a volunteer, or a year not assessed yet).
points-answer = { $available } available, { $pending } pending, { $held } on hold; duty of { $year }: { $hours } of { $duty } hours verified.
points-definition = Balances are only ever the sum of posted entries, and all accounts add to zero. Verified hours always count toward the 20 hours a year, whatever the caps on points. A rule only holds points; only a person's decision takes them. Sums of fewer than 5 people are not shown and no person is ranked.
points-empty = There is no year to show yet. Duty and points appear after service records are ingested and built.
points-year = Year
points-no_account = You have no account in { $year }; it appears once records are ingested and built.
points-answer_organisation = { $kind } { $name } has { $available } points, to be donated only.
points-expires_first = The first of them expire on { $day }; what came first ends first.
points-no_organisation_account = You have no points yet. They are posted by the build after resources or people are given under an agreement, or after residents rated a project you ran.
points-flows = Where points of { $year } came from and went
points-flows_note = Points earned, donated, expired.
points-honour = Honour points { $honour }: hours attested on paper are honour until confirmed and cannot be redeemed; ask the witness to confirm, or an auditor to check.
points-room_whole = { $room } h can earn today (at most { $limit } h in any 14 days, none used in the last 14); hours beyond earn no points, declared incidents apart, and count for duty.
points-pending_note = Pending: available once the record is graded and 14 days old. On hold: the record waits for a person's decision, which releases or reverses.
points-no_months = No service in { $year } yet.
points-picture = Duty and points of { $year }, month by month
points-picture_note = Above: verified hours so far and the yearly duty. Below: points from each month's service.
points-hours_so_far = Verified hours so far
points-points_of_month = Points of the month
points-duty_line = Yearly duty { $hours } h
points-statement = Entries of { $year }
points-hours_posted = The hours of the entries add up to { $posted }, which are the year's { $verified } verified hours.
points-hours_waiting = The hours of the entries add up to { $posted }; another { $waiting } wait to be graded before they are posted. Together they are the year's { $verified } verified hours.
points-no_entries = No entries in { $year }.
points-posted = Posted
points-kind = Kind
points-points = Points
points-hours = Hours
points-how = How it came about
points-activity = Service
points-served = Time of service
points-rule = Rule
points-rule_version = Version
points-record = Record
points-decision = Decision
points-entry = Entry
points-earned = { $hours } h × { $grade } { $grade_factor } × evidence { $evidence } { $evidence_factor } × { $per_hour } → { $points }
points-rules = Rules
points-valid_from = In force from
points-rule_text = Rule in words
points-group_answer = { $year }: { $completed } of { $members } members have done their duty ({ $share }); { $hours } hours verified, { $held } points on hold.
points-no_group = No members within your scope in { $year }.
points-bands = How far the duty of { $year } is done
points-bands_note = People, by verified hours only.
points-band_0 = No verified hour yet
points-band_1 = Under a quarter
points-band_2 = A quarter to a half
points-band_3 = A half to three quarters
points-band_4 = Three quarters, not done
points-band_5 = Done
points-people = Members
points-by_community = By home community
points-by_work_unit = By work unit
points-community = Community
points-work_unit = Work unit
points-unknown_group = Not registered
points-completed = Done
points-few = Sums of fewer than 5 people are withheld, since they would tell about a person.
points-completed_share = Share done
points-verified = Verified hours
points-held = Points on hold
points-room = { $room } h can still earn today (at most { $limit } h in any 14 days, { $used } h used); hours beyond earn no points, declared incidents apart, and count for duty.
points-room_until = { $room } h can still earn today (at most { $limit } h in any 14 days, { $used } h used), all of it again from { $day }; hours beyond earn no points, declared incidents apart, and count for duty.
points-expiring = { $points } points expire on { $day }.
points-cut = ; the { $limit } cut { $points }
points-cut_entry = the { $limit } cut { $points }; the verified hours count for duty
points-given = { $why }: { $what }
points-own_error = An error reported by oneself, corrected to the true hours at no further cost
points-open_entry = Open an entry: its record, rule and decision
points-entry_line = { $day } { $kind } { $points }
points-about_rule = **Rule { $rule } (version { $version })**: { $text }.
points-about_record = **Record { $record }**: { $what }, { $when }, { $declared } h declared, { $verified } h verified.
points-about_offer = **Redemption or donation { $redemption }**: { $what }.
points-about_fact = **Fact** `{ $fact }` (a drill, a report, an action or project of an organisation, or a frozen quarter).
points-about_decision = **Decision { $decision }**: { $verdict }.
points-about_own_report = **Own report { $decision }**: corrected without penalty.
points-about_entry = Entry { $entry }, posted { $posted }.
points-organisations = Accounts of organisations, communities and pools
points-no_organisations = No organisation or community has points yet. They appear after actions, projects, or a frozen quarter.
points-account_kind = Account
points-holder = Id
points-available = Available points
points-expires_next = Expires next

## assessment

assessment-menu = Year-end
assessment-title = Can the unit be distinguished this year, and how far is everybody?
assessment-definition = Done = verified hours of the year reach the yearly duty (20 h by default); evenness = mean over the months of min(hours / monthly share of the duty, 1). A unit whose completion or reporting is below the rule's line is not eligible for distinction this year. A suggested level is what a rule suggests; people decide. Extrapolated hours are advice: the genuine rate of random audits, less λ hours for each hour not genuine; nobody's points are docked by it.
assessment-no_unit = There is no unit of yours in { $year }. Check the work units in the register of members, then ingest and build.
assessment-answer_eligible = { $year }: { $members } members, { $completed } done, which reaches { $required }: the unit is eligible for distinction (rule { $rule }).
assessment-answer_not_completed = { $year }: { $members } members, { $completed } done, below { $required }: the unit is not eligible for distinction this year (rule { $rule }).
assessment-answer_not_reported = { $year }: { $members } members, { $completed } done, but { $reported } reported, below { $required }: the unit is not eligible for distinction this year (rule { $rule }).
assessment-credit = Extrapolated hours (advice)
assessment-credit_ok = By random audits (advice): of { $covered } h about { $credit } h count (95 % interval { $low }–{ $high }, { $audits } random audits).
assessment-credit_insufficient = Extrapolated hours: not enough data ({ $audits } random audits); none given.
assessment-spread = How duty and evenness of { $year } are spread
assessment-spread_note = People in each band. Duty done: verified hours as a share of the yearly duty; evenness: how evenly service is spread over the months, 1 where every month is full.
assessment-people_by_duty_share = People, by duty done
assessment-people_by_evenness = People, by evenness
assessment-duty_share_0 = below 20 %
assessment-duty_share_1 = 20–40 %
assessment-duty_share_2 = 40–60 %
assessment-duty_share_3 = 60–80 %
assessment-duty_share_4 = 80–100 %
assessment-duty_share_5 = done
assessment-evenness_0 = below 0.2
assessment-evenness_1 = 0.2–0.4
assessment-evenness_2 = 0.4–0.6
assessment-evenness_3 = 0.6–0.8
assessment-evenness_4 = 0.8 and more
assessment-list = Members
assessment-units = Units
assessment-members = Members
assessment-reported = Reported
assessment-completed = Done
assessment-completion = Completion
assessment-reported_rate = Reported
assessment-verified_hours = Verified hours in all
assessment-evenness = Mean evenness
assessment-audits = Random audits
assessment-standing = Eligible
assessment-is_true = yes
assessment-is_false = no
assessment-files_of_units = The list with members' ids is for the unit's personnel department, or for tianping export work-unit { $unit } { $year } --out FILE.xlsx.
assessment-column_member_id = Member
assessment-column_verified_hours = Verified hours
assessment-column_duty_hours = Duty of the year (h)
assessment-column_duty_share = Share of the duty
assessment-column_evenness = Evenness
assessment-column_months_served = Months served
assessment-column_grade_a_share = Share with evidence A
assessment-column_rating_mean = Residents' rating (0–1)
assessment-column_drills = Drills
assessment-column_held_points = Points on hold
assessment-column_reversed_points = Points reversed
assessment-column_suggested_level = Suggested level
assessment-column_rule_id = Rule

## documents

documents-title_work_unit = { $unit }: assessment of service { $year }
documents-title_member = { $member }: statement of points and service { $year }
documents-scope = Scope
documents-scope_unit = All party members of unit { $unit }, { $members } people
documents-scope_member = All entries of member { $member } in { $year }
documents-as_of = As of
documents-build = Build
documents-code = Code version
documents-note = Note
documents-answer = In a sentence
documents-seal = Checksum
documents-available = Available points
documents-pending = Pending points
documents-held = Points on hold
documents-posted_hours = Hours of the entries in all
documents-waiting_hours = Hours to be posted once graded
documents-points_of_year = Points of the year in all
documents-column_posted_at = Posted
documents-column_kind = Kind
documents-column_points = Points
documents-column_hours = Hours
documents-column_activity_title = Service
documents-column_record_id = Record
documents-column_rule_id = Rule
documents-column_rule_version = Version
documents-column_decision_id = Decision
documents-take = Download { $suffix } with checksum
documents-verify_note = The last line of the file is a checksum; tianping verify FILE tells whether every cell is what the build says.

## matching

matching-menu = Matching
matching-title = Who suits the work, and how does nobody crowd?
matching-definition = Every demand nobody has accepted and every activity of the next four weeks is matched with members by skill, distance, what is left of the yearly duty, service lately and access (0–1); everybody is proposed once in four weeks, so that duty is spread, and a lot decides between equals. Proposals are advice; the community asks and the member is free. Expected people come from activities of the kind in the past year. The weights are policy.
matching-empty = No demand is open and no activity is announced for the next four weeks. Ingest demands or activities and build; people are proposed here.
matching-answer = { $demands } demands and { $activities } activities have { $places } places left; { $people } people are proposed, by skill and spare duty.
matching-crowded = { $activities } activities will be crowded by what activities of the kind drew: more people than places, or more hours than the limit allows. Add a session or move one before you publish them:
matching-weeks = Places of the next four weeks, and people proposed
matching-weeks_note = Beside each bar: people proposed / places. The light bar is places, the dark bar people proposed.
matching-forecast = Before you publish an activity, how many will come?
matching-forecast_note = By the people that past activities of the kind drew. Change the numbers until it fits, then publish.
matching-forecast_places = Places
matching-forecast_hours = Hours of one person
matching-forecast_needed = Hours needed in all
matching-forecast_do = Try
matching-forecast_none = Nothing of the kind took place within the days the policy looks back: it cannot be told. Start small and look again.
matching-forecast_own = { $past } activities of the kind here drew { $people } people each on average.
matching-forecast_common = Too few took place here; { $past } activities of the kind in the whole deployment drew { $people } people each on average.
matching-forecast_fits = { $based } { $places } places and { $needed } hours needed: not crowded.
matching-forecast_places_short = { $based } That is more than the { $places } places: add a session or places.
matching-forecast_hours_over = { $based } They would serve { $ratio } times the { $needed } hours needed (limit { $limit } times): fewer hours each, another day, or another kind.
matching-crowded_one = { $what } ({ $starts }): { $people } expected for { $places } places
matching-week = week from { $day }
matching-demands = open demands
matching-tasks = Demands and activities
matching-proposals = Who is proposed
matching-nobody = Nobody suits: nobody near has duty left or the skill. Widen the distance in the policy, or choose another day.
matching-kind = Kind
matching-task = Task
matching-starts = Starts
matching-opened = Raised or opens
matching-skill = Skill
matching-whom = For
matching-places = Places
matching-people = Proposed
matching-expected = Expected
matching-crowding = Crowding
matching-will_crowd = will be crowded
matching-number = Number
matching-position = Place
matching-score = Suits
matching-fits = fits
matching-distance = Distance (m)
matching-spare = Spare duty (h)
matching-lately = Lately (h)
matching-reach = How to reach

## task_kind

task_kind-demand = Demand
task_kind-activity = Activity

## skill

skill-medical = Medical
skill-legal = Legal
skill-teaching = Teaching
skill-police = Police
skill-fire = Fire
skill-psychology = Psychology
skill-it = IT
skill-repair = Repair
skill-language = Language
skill-other = Other

## requester_group

requester_group-ordinary = residents
requester_group-elderly = old people
requester_group-disabled = disabled people
requester_group-child = children

## digital_access

digital_access-phone = phone
digital_access-proxy = through somebody; call
digital_access-paper = no phone; call or visit

## awards

awards-menu = Awards
awards-title = Whom does the rule nominate this year, who objects, what is decided?
awards-definition = Candidates come from a rule: of those who have the least it asks in every respect, the best by its measure, everybody who ties with the last included; who has too little data is no candidate. People nominate, give notice, object, answer and confer, and sign it; where an objection was accepted, nothing is conferred. No person is ranked here.
awards-empty = Nobody has the least the rules ask in { $year } yet. Too little evidence is not a verdict; look again once data are in and built.
awards-answer = { $year }: { $candidates } candidates by rule, { $in_notice } under notice, { $conferred } conferred.
awards-answer_own = { $year }: { $in_notice } under notice, { $conferred } conferred; { $candidates } candidates by rule within your scope.
awards-public_notice = Public notice
awards-no_notice = Nobody has been nominated yet. Nominations of the committee are announced here; communities, units and members can then object.
awards-award = Award
awards-ends = Notice until
awards-objections = Objections
awards-none = { $award }: no candidate has the least the rule asks yet.
awards-not_nominated = Not nominated yet; the notice begins with the nomination, and objections with it.
awards-picture = Candidates for each award of { $year }
awards-picture_note = At most the places the rule gives, and everybody who ties with the last.
awards-candidates = Candidates
awards-nominee = Candidate
awards-value_model_person = Verified hours
awards-value_model_household = Points of the household
awards-value_friendly_enterprise = Points
awards-value_advanced_organisation = Verified project hours
awards-records = Records behind it
awards-tied = Tied
awards-tied_note = How many candidates have the same value, this one included.
awards-state = Standing
awards-one = Open a candidate
awards-choose = Candidate
awards-step = **{ $when } { $what }** ({ $who }): { $text }
awards-notice = Public notice until { $ends }; communities, units and members can object until then.
awards-nominate = Nominate and give notice
awards-object = Object
awards-answer_rejected = Answer: not accepted
awards-answer_accepted = Answer: accepted
awards-confer = Confer
awards-decline = Decline
awards-text_nominate = Why
awards-text_object = What is wrong, and how it is known
awards-text_answer_rejected = Why it is not accepted
awards-text_answer_accepted = Why it is accepted
awards-text_confer = Why
awards-text_decline = Why not
awards-nominated = Nominated; the notice begins.
awards-objection_kept = The objection is stored.
awards-answered = The answer is stored.
awards-is_conferred = Conferred.
awards-is_declined = Declined.

## award

award-model_person = Model person
award-model_household = Model household
award-friendly_enterprise = Friendly enterprise
award-advanced_organisation = Advanced social organisation

## award_state

award_state-open = candidate
award_state-in_notice = under notice
award_state-notice_over = notice over, to be decided
award_state-conferred = conferred
award_state-declined = declined

## award_step

award_step-nominated = Nominated
award_step-objected = Objection
award_step-answered = Answer
award_step-conferred = Conferred
award_step-declined = Declined

## points_limit

points_limit-max_hours_per_day = limit of { $limit } h a day
points_limit-max_hours_per_fortnight = limit of { $limit } h in 14 days

## account_kind

account_kind-enterprise = Enterprise
account_kind-social = Social organisation
account_kind-community = Community
account_kind-pool = Community pool
account_kind-charity = Charity account

## spending

spending-title = Redeem and donate
spending-nothing = No points can be used yet, or nothing is on offer. Points become usable once a record is graded and 14 days old.
spending-donates_only = Points of enterprises and social organisations can be donated, not redeemed.
spending-left = **{ $left }** points can be used now. Two steps: reserve, then confirm within { $minutes } minutes; otherwise they come back by themselves.
spending-offer = **{ $what }**: { $points } points, { $stock } left
spending-gift = **{ $what }**: { $points } points or more
spending-how_many = Points to give
spending-redeem = Reserve
spending-donate = Donate
spending-sold_out = None is left
spending-too_few = Not enough points
spending-waiting_redeem = **{ $what }** ({ $points } points) is reserved for you. Confirm by { $until }; after that it is cancelled and nothing is taken.
spending-waiting_donate = **{ $points }** points are to be given ({ $what }). Confirm by { $until }; after that it is cancelled and nothing is taken.
spending-confirm = Confirm
spending-cancel = Give back
spending-reserved = Reserved. Please confirm.
spending-confirmed = Confirmed. It appears in your statement after the next build.
spending-cancelled = Given back; nothing was taken.

## own_errors

own_errors-title = An error in a record of your own? Report it
own_errors-explained = An error reported before anybody checks is corrected to the true hours, costs nothing beyond, and is no finding against you. It only takes hours off; to add hours ask the community.
own_errors-record = Which record
own_errors-one = { $day } { $what }, { $hours } h
own_errors-hours = True hours
own_errors-reason = Reason
own_errors-text = What happened
own_errors-send = Report the error
own_errors-choose = Choose a record; nothing was stored.
own_errors-stored = Stored. The next build corrects the hours.
own_errors-reported = Reported { $when }: record { $record } was { $hours } h ({ $why }), { $report }.

## data

data-menu = Data
data-title = Is the data in, and what must be mended?
data-answer = { $day }, { $files } files: { $rows } rows landed; { $to_mend } rows are now to be mended.
data-definition = Every row is checked against its source's contract: good rows land, bad rows are quarantined with rule, value, file and row number; landed + quarantined = read, always. The same file again changes nothing; a mended row sent again closes its quarantine.
data-empty = No file has arrived yet. Run tianping ingest FILE or FOLDER, then tianping build.
data-empty_own = No file of your community has come yet. Send files in below; they show here from the next build on.
data-today = Today
data-not_believed = { $refused } files refused, { $held } batches held whole: none of their data is in any result. See why in the table below and under “What was decided for you”.
data-picture = Landed and to mend, by day
data-landed = Rows landed
data-quarantined = Rows to mend
data-to_mend = Rows to mend
data-nothing_to_mend = No row needs mending.
data-reason_line = - { $reason }: { $rows } cells ({ $source }, { $column })
data-other_reasons = - { $kinds } other reasons: { $rows } cells
data-to_mend_counts = { $rows } rows to mend, { $places } cells in all:
data-batches = Files received
data-received = Received
data-file = File
data-sheet = Sheet
data-source = Source
data-status = Result
data-read = Rows read
data-accepted = Landed
data-quarantined_rows = Quarantined
data-repeated = Repeated
data-profile = Profile
data-why_refused = Why refused or held
data-freshness = Freshness by source (stalest first)
data-files = Files
data-notices = What was decided for you
data-decided = Decision and why
data-cells = Cells
data-in_files = In which files
data-column = Column
data-no_notices = Nothing to tell: the files were as agreed.
data-row = Row
data-key = Key
data-value = Value
data-reason = What is wrong
data-unevaluable = What cannot be told yet, and what is missing
data-all_evaluable = Every indicator and rule has the data it needs.
data-indicator = Indicator
data-needs = Sources needed
data-rule = Rule
data-records = Records not evaluable
data-missing = Missing
data-docs = Reports of the checks (Data Docs)
data-docs_choose = Choose a source to open its report here
data-docs_none = None chosen
data-no_docs = No reports yet; ingesting data makes them.

## upload

upload-doing = What to do
upload-send = Send files in
upload-describe = A new kind of table
upload-templates = Templates
upload-drop = Drop files here, several at once if you like: tables, zips, photos
upload-for_own = Data of your community only; rows of another community do not land and are listed for you.
upload-for_all = Data of all communities.
upload-community = Which community the rows are of
upload-community_none = Choose one
upload-take_in = Take in ({ $files } files)
upload-choose = Choose files
upload-limit = or drop them here; up to { $gigabytes } GB each
upload-starting = starting …
upload-running = Taking in: { $doing }
upload-report = What became of the files
upload-result = { $files } files: { $rows } rows landed, { $bad } to be mended.
upload-fault = The program failed. Files it had not finished did not land; what had landed is untouched. Send them again; if it happens again, give the administrator the line below.
upload-next = What next
upload-state_landed = landed
upload-state_partly = landed in part
upload-state_nothing = nothing landed
upload-state_repeated = already in
upload-state_held = held whole
upload-state_refused = refused
upload-state_not_taken = not taken
upload-next_landed = Nothing to do.
upload-next_partly = Download the rows to mend, correct them, send that file in.
upload-next_nothing = No row passed. Mend the rows and send them; if a column was misread, describe the table again.
upload-next_repeated = The same content came before; nothing has changed.
upload-next_held = Too many bad rows, nothing landed. Correct the file, send it all again.
upload-next_refused = Read the reason below, mend and send again; describe a new kind of table.
upload-unrecognised = This kind of table is new here, and nothing was taken over. Describe it with the button below; tables like it will be recognised from then on.
upload-next_not_taken = Nothing was taken over; the reason is below.
upload-describe_it = Describe this table
upload-first_rows = The first { $shown } rows; { $rows } of this batch are to be mended.
upload-mend = Download the rows to mend (xlsx, ready to be sent again)
upload-counted = Rows that landed are counted after the next build; the numbers shown now are of the build of { $finished }.
upload-counted_first = Rows that landed are counted after the first build; there has been none yet.
upload-templates_note = One workbook for each source, with Chinese headers, notes, drop-downs and an example row. Filled in, it needs no profile.
upload-templates_making = Making the templates …
upload-templates_failed = The templates were not made. No data were changed. Try again; if it happens again, tell the administrator.
upload-template_of = Which one
upload-template_download = Download the template: { $source }

## wizard

wizard-what = For an export nobody has described yet. Look at the file, check what each column is, try it, and keep it. The same kind of file is then recognised.
wizard-drop = Choose the table to describe
wizard-look = Look at this file
wizard-looking = Reading the file and comparing headers …
wizard-file = On the desk: { $file }
wizard-other_file = Another file
wizard-fault = The program failed. Nothing landed and no profile was kept. Try again; if it happens again, give the administrator the line below.
wizard-first_rows = The file as it is: { $columns } columns, first { $rows } rows (sheet: { $sheet })
wizard-other_sheets = The file has other sheets: { $sheets }; those with the same headers are read too.
wizard-source = What kind of data this is
wizard-source_help = The likeliest by its headers. Another choice compares anew.
wizard-mapping = What each column is
wizard-mapping_note = Filled in by headers and content; check each line. Choose “not taken” for what is not needed; * marks what is required.
wizard-sign = Check
wizard-sign_sure = ✓ same name
wizard-sign_doubtful = ? please check
wizard-sign_unused = – unused
wizard-sign_kept = ✓ as proposed
wizard-header = Column of the file
wizard-examples = Examples
wizard-target = Becomes
wizard-no_answer = Codes that are no answer
wizard-no_answer_help = Codes for “don't know” or “refused”, with semicolons between them, such as 98;99; read as empty.
wizard-order = Order of days
wizard-order_auto = by the column
wizard-order_ymd = year-month-day
wizard-order_dmy = day/month/year
wizard-order_mdy = month/day/year
wizard-evidence = By what
wizard-evidence_contradicts = both occur
wizard-evidence_none = none of { $cells } shows
wizard-evidence_proof = { $cell } can only be { $order }
wizard-unit = Unit in the file
wizard-unit_same = the column's own
wizard-unit_seconds = seconds
wizard-unit_minutes = minutes
wizard-unit_hours = hours
wizard-low = Lowest
wizard-high = Highest
wizard-reverse = Low is good
wizard-reverse_help = The lower the score the more content; it is turned round within the scale.
wizard-ignored = not taken
wizard-kept = as proposed
wizard-meaning_none = choose
wizard-question = a question with a score
wizard-day = day (for columns with a clock only)
wizard-clock_of = { $column } (clock only)
wizard-words = Words in “{ $header }”: { $words }, of which { $unknown } are not known yet
wizard-word = In the file
wizard-times = Times
wizard-meaning = Stands for ({ $column })
wizard-key_from = No column holds { $column }: make it of which columns?
wizard-key_help = Rows that say the same in these columns count as one. Leave out what may be corrected later, such as remarks, because the id changes with it.
wizard-own_community = No column says the community: all rows count as your community's ({ $community }).
wizard-constant = No column holds { $column }: is it the same in the whole file?
wizard-constant_none = Choose one, or a column above
wizard-still_open = { $questions } questions only you can answer:
wizard-nothing_open = No question is open. Look once more at the lines marked “?”, then try it.
wizard-yaml = The profile itself (YAML)
wizard-try = Try it
wizard-try_help = Reads and checks the whole file by what is said above; nothing lands.
wizard-trying = Trying; nothing lands …
wizard-changed = Something was changed; try it again.
wizard-trial = The trial (nothing landed)
wizard-trial_counts = **{ $source }**: { $read } rows read, { $landed } pass, { $bad } do not.
wizard-problems = What is wrong
wizard-problem_line = · { $reason }: { $rows } rows
wizard-keep = Keep the profile
wizard-name = Name of the profile
wizard-name_help = Letters, digits, underscores and dashes.
wizard-replace = A profile is called “{ $name }” already: put this one in its place
wizard-save = Keep the profile
wizard-saved = Kept as “{ $name }”. Files with the same headers need no description any more.
wizard-take_in = Take “{ $file }” in with it

## standing

standing-ahead = ▲ beats
standing-behind = ▼ is beaten by
standing-within = ＝ within error

## verdict

verdict-genuine = Genuine
verdict-not_genuine = Not genuine
verdict-unclear = Cannot tell

## package

package-title = Audit package: { $subject }
package-text = Taken from the published build <code>{ $build }</code> (finished { $finished }). { $masked } Checksums of every file are in { $checksums }; <code>sha256sum -c { $checksums }</code> verifies them. Suspicious means to be checked, not found; what was found is in decisions/.
package-masked = People appear under pseudonyms and photos are left out.
package-unmasked = People's ids and photos are in it; keep it accordingly.
package-steps =
    Each table in rows/ has a file of the same name in sql/. Where Tianping is installed, <code>tianping sql "$(cat sql/NAME.sql)" --format csv</code> gives the same rows (that machine sees ids unmasked).
    Points and hours: sql/sums.sql puts the published numbers beside the sums of the ledger.
    Suspicion: in rows/suspicion.csv take base (0 where there is none), add every contribution of rows/flags.csv and member_contribution: that is s. With a base suspicion = 1/(1+e^(-s)), without one 1-e^(-s); a pocket calculator will do, and suspicion_from_contributions is the number computed so.
    Indicators of the community: sql/indicators.sql puts numerators beside the sums of their evidence; rows/evidence.csv names file and row of each.
    Whether a decision was changed: run <code>tianping doctor</code> and compare with the heads of the chains in versions.json.
package-rows = Rows (CSV)
package-sql = The SQL that gives the table of the same name
package-findings = What the raised rules found and against what, in Chinese and English
package-photos = Photos and what they match
package-decisions = Decisions and steps, with their hashes
package-rules = What the rules mean
package-versions = Versions of build, program and chains
package-index = This page

## my_cases

my_cases-menu = My cases
my_cases-title = Has anybody asked about my records?
my_cases-send_answer = Send the answer
my_cases-answer = { $records } of your records were or are being checked: { $questions } wait for your answer, against { $appealable } you can appeal.
my_cases-definition = An auditor can ask you about a record. “Not genuine” takes two people to be in force; you can then appeal once, within the days policy gives, and somebody who took no part decides. Your answers and appeals are only ever added, like decisions; only auditors see them.
my_cases-empty = Nobody has asked about your records. Questions and decisions will appear here.
my_cases-record = **{ $what }** · { $when } · { $where } · { $hours } h declared · `{ $record }`
my_cases-in_review = Being checked: a doubt was raised and waits for a second person. Until then points are on hold, and nothing is taken away.
my_cases-open = Being checked; nothing is decided.
my_cases-decided = { $when }: **{ $verdict }**; reason: { $reason } ({ $decision }).
my_cases-step = - { $when } { $what }: { $text }
my_cases-appeal_until = You can appeal until { $day }.
my_cases-answer_text = Your answer (facts about this service only)
my_cases-answer_stored = Your answer is with the auditors.
my_cases-appeal_text = Why (facts, and who can confirm them)
my_cases-send_appeal = Send the appeal
my_cases-appeal_stored = Your appeal was received; somebody who took no part in this case decides it.

## case_state

case_state-open = waits for a check
case_state-awaits_second = waits for a second person
case_state-asked = member was asked
case_state-escalated = passed on
case_state-appealed = appealed
case_state-decided = decided

## case_action

case_action-genuine = Genuine
case_action-not_genuine = Not genuine
case_action-unclear = Cannot tell
case_action-asked = Ask the member
case_action-answered = Member's answer
case_action-escalated = Pass on
case_action-confirmed = Confirm
case_action-rejected = Do not confirm
case_action-appealed = Member's appeal
case_action-upheld = Appeal upheld
case_action-dismissed = Appeal dismissed

## case_effect

case_effect-points = Points of this record
case_effect-verified_hours = Verified hours of this record

## audit_state

audit_state-none = Not drawn
audit_state-sampled = Drawn at random
audit_state-queued = To be checked
audit_state-decided_genuine = Audited: genuine
audit_state-decided_not_genuine = Audited: not genuine
audit_state-unclear = Audited: cannot tell
audit_state-appealed = Under appeal

## evidence_grade

evidence_grade-A = A (scan with checkout or position, no doubt of time or place)
evidence_grade-B = B (scan, position, or confirmed by somebody)
evidence_grade-C = C (photo only, or a witness not confirmed)
evidence_grade-D = D (nothing usable)

## review_grade

# review_grade.很好
review_grade--5f88-597d = 很好 very good
# review_grade.好
review_grade--597d = 好 good
# review_grade.较好
review_grade--8f83-597d = 较好 fair
# review_grade.不通过
review_grade--4e0d-901a-8fc7 = 不通过 failed

## channel

channel-app = Phone
channel-proxy = By proxy
channel-paper = Paper

## actor

actor-party_member = Party member
actor-resident_volunteer = Volunteer
actor-cadre = Cadre
actor-household = Household

## time_basis

time_basis-stated = as stated
time_basis-device_clock = by the phone's clock (the stated date disagrees)
time_basis-submission = by submission (the stated time cannot be)

## category

category-care = Care
category-environment = Environment
category-publicity = Publicity
category-clinic = Clinic
category-legal = Legal advice
category-tutoring = Tutoring
category-patrol = Patrol
category-mediation = Mediation
category-repair = Repair
category-other = Other
category-screening = Screening
category-closure_control = Closure control
category-living_support = Living support
category-disinfection = Disinfection
category-road_control = Road control
category-rescue = Rescue
category-drill_support = Drill support

## ledger_kind

ledger_kind-earn = Earned
ledger_kind-bonus = Bonus
ledger_kind-cap_truncate = Over the cap
ledger_kind-hold = On hold
ledger_kind-release = Released
ledger_kind-reverse = Reversed
ledger_kind-redeem = Redeemed
ledger_kind-donate = Donated
ledger_kind-expire = Expired
ledger_kind-adjust = Adjusted

## ledger_why

ledger_why-earn = Earned by rule
ledger_why-bonus = An excellent record adds time
ledger_why-cap_truncate = Over the cap on points (the verified hours still count toward duty)
ledger_why-hold = Held until a person decides, because the record is suspicious
ledger_why-release = Audited genuine, released
ledger_why-reverse = Audited not genuine, reversed (points on hold do not come back)
ledger_why-redeem = Redeemed
ledger_why-donate = Donated
ledger_why-adjust = Adjusted after a decision

## orientation

orientation-same = same
orientation-rotated_90 = turned 90°
orientation-rotated_180 = turned 180°
orientation-rotated_270 = turned 270°
orientation-flipped_top_bottom = mirrored top to bottom
orientation-flipped_left_right = mirrored left to right
orientation-transposed = mirrored on the diagonal
orientation-transversed = mirrored on the other diagonal

## batch_status

batch_status-landed = Landed
batch_status-held = Held whole
batch_status-refused = Refused

## missing_input

missing_input-activity_lat = site of the activity
missing_input-activity_lon = longitude of the activity
missing_input-activity_opens_at = opening of the activity
missing_input-photo_lat = position in the photo
missing_input-photo_lon = longitude in the photo
missing_input-photos = photo files
missing_input-resident_ratings = resident ratings
missing_input-drills = drills
missing_input-year = a whole year of records
missing_input-grade = the community's grade
missing_input-announced = whether it was announced

## source

source-audit_decisions = Random audits
source-communities = Communities
source-members = Members
source-activities = Activities
source-service_logs = Service records
source-community_reviews = Community reviews
source-resident_ratings = Resident ratings
source-drills = Drills
source-drill_attendance = Drill attendance
source-drill_findings = Drill findings
source-organisations = Organisations
source-organisation_actions = Actions of organisations
source-demands = Demands
source-upward_reports = Upward reports
source-notices = Notices
source-incidents = Incidents
source-supplies = Supplies
source-trainings = Trainings
source-burden_log = Burden log
source-photos = Photos

## period_state

period_state-open = open
period_state-in_notice = under notice
period_state-restated = restated
period_state-final = final

## closing_verdict

closing_verdict-accepted = accepted, to be restated
closing_verdict-rejected = rejected

## closing_subject

closing_subject-total = total
closing_subject-rank = rank

## running

running-doing = Under way: { $doing }
running-starting = Starting …

## closing

closing-menu = Freeze
closing-title = Which periods are settled, and does anybody object?
closing-answer_open = { $period } is not frozen: its numbers still follow the data.
closing-answer_in_notice = { $period }: { $day }, { $objections } objections ({ $unanswered } unanswered); under notice until { $ends }.
closing-answer_restated = { $period }, under notice again after restatement { $restatement }: { $day }, { $objections } objections ({ $unanswered } unanswered); until { $ends }.
closing-answer_final = { $period } was made final on { $closed } (restatements: { $restatement }); { $objections } objections.
closing-day = day { $day } of the notice
closing-over = the notice is over, to be made final
closing-later = By today's data { $values } indicator values of { $communities } communities would differ from the frozen ones. Frozen numbers do not change by themselves - restate?
closing-not_over = { $period } is not over and cannot be frozen. Choose a period that is.
closing-freeze_explained = Freezing { $period }: the published ranks, scores, values and their evidence are kept as they are, whatever the data do later. Only this period is frozen, not the months in it.
closing-freeze = Freeze { $period } and begin the notice
closing-reason = Why
closing-notice_days = Days of notice (empty, as policy says)
closing-say_why = Say why.
closing-verify = Verify: compute once more and compare
closing-verify_help = Computes the period once more from the inputs and rules of the freeze, compares every value and checks the files' fingerprints; changes no number.
closing-identical = Identical: { $rows } rows computed once more, every value the same at 9 decimals, no file changed.
closing-not_identical = Not identical: { $files } files changed, { $values } values differ. The frozen numbers are unchanged; restore the files from a backup, then verify again.
closing-changed_files = Changed files: { $files }
closing-other_rules = The rules were { $project } then and are { $program } now; those of then were used.
closing-restate_title = Restate
closing-restate_explained = Computes { $period } from what is known now as a new version that lists what changed and why, and puts it under notice again; the version before is kept.
closing-restate = Restate
closing-restated = Restated; { $values } values changed, each is listed below.
closing-frozen = Frozen, under notice until { $ends }.
closing-unseen = What was frozen is the published build. Files that came since ({ $files }) and { $decisions } audit decisions are not in it.
closing-final_title = Make final
closing-final = Make final
closing-is_final = It is final now.
closing-objections = Objections
closing-no_objections = No objections.
closing-objection = **{ $id }** { $community }, { $by }, { $at }
closing-about_record = record { $record }
closing-erased = (erased as the rules require)
closing-answered = **{ $verdict }**, { $by }, { $at }
closing-awaits_answer = Awaits an answer.
closing-verdict = Answer
closing-answer_text = Why
closing-answer_it = Answer
closing-choose_verdict = Choose accepted or rejected.
closing-answer_kept = The answer is stored.
closing-notice_over = The notice is over and no objection is taken. Tell the committee about new facts; it decides on a restatement.
closing-object_explained = Object for your community until { $ends }. Say which number is wrong and on what grounds.
closing-about_indicator = About which indicator (may be left out)
closing-record = About which record (its id, may be left out)
closing-objection_text = Objection
closing-object = Object
closing-objection_kept = The objection is stored; the committee answers here.
closing-restatements = Restatements
closing-restatement = **Restatement { $number }**, { $by }, { $at }
closing-nothing_changed = No number of the communities you see has changed.
closing-no_cause = nothing new on this community; it moved because others did
closing-rules = the rules became { $version }
closing-number = Restatement
closing-subject = What
closing-old = Before
closing-new = Now
closing-causes = Because of: batches and decisions that came since
closing-periods = Frozen periods
closing-none_closed = No period has been frozen yet. The committee chooses one that is over and freezes it above, with a reason.
closing-state = State
closing-notice_day = Day of notice
closing-notice_until = Notice until
closing-unanswered = Unanswered
closing-by = Frozen by
closing-definition = **Definition**: a freeze keeps the published numbers of a period together with their inputs, priors, peers, goalposts, weights, definitions, seed and program version; they no longer follow the data. The notice lasts 7 days unless policy says otherwise, the day of the freeze being the first; communities may object while it lasts. When it is over and every objection is answered a person may make it final; nothing becomes final by itself. Later corrections become a version of their own that says what changed and why. Every step is signed, only added and chained to the one before by a hash. The same means the same at 9 decimals.

## report_card

report_card-standing = Report card
report_card-dimensions = Dimensions
report_card-indicators = Indicators
report_card-how = How we know
report_card-title = { $name } { $period }, report card
report_card-note = Note
report_card-total_interval = 90 % interval of the total
report_card-of = { $rank } (of { $of })
report_card-probability = Probability of the grade
report_card-change = Against { $previous } (points)
report_card-adjustment = Adjustment item
report_card-state = State of the period
report_card-build = Build
report_card-made = Finished
report_card-code = Code version
report_card-inputs = Fingerprint of the inputs
report_card-definition = Definition

## method

method-menu = Method
method-title = How does a record become a rank?
method-answer = { $indicator } of { $community } in { $period }: { $raw } as counted, { $value } after shrinkage by sample size (90 % interval { $low }–{ $high }), which scores { $score } of 100; with its total the community is { $rank } (90 % interval { $rank_low }–{ $rank_high }).
method-answer_unranked = { $indicator } of { $community } in { $period }: { $raw } as counted, { $value } after shrinkage by sample size (90 % interval { $low }–{ $high }), which scores { $score } of 100; there is no total in this period and so no rank ({ $rank }, { $rank_low }–{ $rank_high }).
method-answer_no_value = { $indicator } of { $community } in { $period }: { $status } ({ $reason }). There is no value to work with; below is how it counts.
method-answer_in_general = { $indicators } indicators become scores of 0–100, { $dimensions } weighted dimensions and one total; every rank comes with its 90 % interval.
method-example_not_allowed = The worked example uses a community's values, which are not open to “{ $role }”; the method itself stands below.
method-no_example = This community has no value of this indicator in { $period }. Choose another period, community or indicator; the method book is below.
method-no_community = The worked example needs the values of a community in { $period }, which your role may not see. The method book below is for everybody.
method-picture = { $indicator }: from one's own number to the shrunk one
method-picture_note = Dots are the number as counted and the mean of all; the diamond is both, weighted by sample size; lines are 90 % intervals, dotted lines are the goalposts of 0 and 100 points.
method-mark_raw_value = As counted
method-mark_mean = Mean of all
method-mark_value = After shrinkage
method-score_0 = 0 points
method-score_100 = 100 points
method-steps = Step by step (published numbers throughout)
method-step = { $place }. { $told }
method-counted_rate = **Numerator and denominator**: { $numerator } ÷ { $denominator } = { $raw_value }, from { $n } rows.
method-counted_mean = **Mean**: sum { $numerator } ÷ weight { $denominator } = { $raw_value }, from { $n } rows.
method-counted_time = **Time**: { $denominator } cases, { $numerator } of them finished; the others count as still waiting (censored). Kaplan–Meier median = { $raw_value }.
method-counted_nothing = **Numerator and denominator**: no usable rows.
method-leaned_rate = **Prior and shrinkage**: all { $units } communities b = { $mean }, s² = { $s2 }, n̄ = { $mean_n } (variance between communities τ² = { $tau2 }) → ρ = { $shrinkage }; { $shrinkage } × { $raw_value } + (1 − { $shrinkage }) × { $mean } = { $value }, standard error { $se }.
method-leaned_mean = **Prior and shrinkage**: all { $units } communities μ = { $mean }, τ² = { $tau2 }; own standard error { $raw_se } → λ = { $shrinkage }; { $shrinkage } × { $raw_value } + (1 − { $shrinkage }) × { $mean } = { $value }, standard error { $se }.
method-leaned_alone = **Prior and shrinkage**: without rows of its own it takes the mean of all { $units } communities, { $mean }, standard error { $se }.
method-leaned_on_nothing = **Prior and shrinkage**: a fact of the register, no sample, is not shrunk: { $raw_value } stays { $value }, standard error { $se }.
method-leaned_without_value = **Prior and shrinkage**: no value, nothing to shrink.
method-judged = **Status**: { $status }, reliability λ = { $reliability }. { $reason }
method-judged_without_value = **Status**: { $status }. Why: { $reason }.
method-scored = **Goalposts**: 100 × ({ $value } − { $goalpost_low }) ÷ ({ $goalpost_high } − { $goalpost_low }), kept within 0–100 = { $score }.
method-scored_zero = **Goalposts**: owed and not reported scores { $score }, whatever it would have been.
method-scored_nothing = **Goalposts**: no value, no score; its weight goes to the other indicators of the dimension.
method-weighed = **Dimension**: among the { $indicators } indicators of { $dimension } it weighs { $within } and brings { $points } points; all together { $dimension } scores { $dimension_score }.
method-weighed_nothing = **Dimension**: this indicator entered no dimension.
method-totalled = **Total**: dimension scores × weights add up to { $score }; adjustment { $adjustment }, total { $total } (90 % interval { $low }–{ $high }); coverage of weight { $coverage }.
method-totalled_geometric = **Total**: the weighted geometric mean of the dimensions is { $score }; adjustment { $adjustment }, total { $total } (90 % interval { $low }–{ $high }); coverage of weight { $coverage }.
method-ranked = **Rank**: { $rank } of { $ranked } by the total; drawing indicators, weights and aggregation anew within their errors, the 5th to 95th percentile of the rank is { $low }–{ $high }. Grade { $grade } (probability { $probability }).
method-column_within = Weight in the dimension
method-column_weight = Weight in the total
method-column_points = Points it brings
method-book = Method book (Chinese, then English; its examples come from a simulated league, each number computed by the warehouse's models)
method-no_book = There is no method book (docs/method.md) on this machine. Start from the folder Tianping was installed from, or run make docs there.
method-definition = **Definition**: every number of the example is published (indicator_values, indicator_terms, indicator_weights, dimension_scores, community_scores); the page computes nothing. Priors are estimated once per period over all communities and kept when it is frozen.

## policy

policy-menu = Policy
policy-title = Which policy holds, and what would a change do?
policy-answer_first = Policy has { $values } values; { $changeable } of them may be changed, and none has been so far.
policy-answer_changed = Policy has { $values } values; { $changeable } of them may be changed. { $sets } sets of changes stand, the newest from { $newest } on.
policy-answer_preview = Had the proposed policy held in { $period }: { $effects }.
policy-told_lens = in “{ $lens }”, { $ranks } of { $communities } communities change rank and { $grades } change grade
policy-told_held = of { $records } undecided records { $newly } are newly held and { $freed } no longer
policy-told_flags = { $newly } flags newly raised “to be checked”, { $freed } no longer
policy-told_points = { $actor }: of { $accounts } accounts { $gain } gain and { $lose } lose
policy-picture_note = { $period }: on the left as published, on the right computed by the proposed policy; what moves is bold with both values, the rest grey.
policy-ranks = Ranks before and after
policy-flags = Flagged records before and after
policy-points = Points before and after
policy-before = In force
policy-after = Proposed
policy-rank_before = Rank now
policy-rank_after = Rank proposed
policy-total_before = Total now
policy-total_after = Total proposed
policy-grade_before = Grade now
policy-grade_after = Grade proposed
policy-moved = Change
policy-record = Record
policy-flag = Flag
policy-category = Kind of service
policy-observed = Observed
policy-threshold_before = Threshold now
policy-threshold_after = Threshold proposed
policy-level = { $members } from “{ $before }” to “{ $after }”
policy-levels = Suggested levels of the yearly duty: { $levels }.
policy-no_account = No account gains or loses.
policy-accounts_note = { $accounts } accounts change; below are those that change most, under stand-ins: whose they are is not shown.
policy-account = Account (stand-in)
policy-actor = Kind
policy-points_before = Points now
policy-points_after = Points proposed
policy-propose = Propose a change
policy-explained = Choose the day first, then edit “Proposed”. A preview only compares and changes no number. Scores go by the policy of the period's last day, flags and points by that of the day of service.
policy-valid_from = Holds from
policy-valid_from_help = Periods that end on this day or later, and records of this day or later, go by the new policy.
policy-frozen_until = Periods up to { $day } are frozen; the earliest day is { $earliest }.
policy-group_weights = Weights: of dimensions, and of indicators in their dimension
policy-group_goalposts = Goalposts: where 0 and 100 points lie
policy-group_mandatory = Mandatory: indicators that score 0 when not reported
policy-group_cuts = Grades: from how many points on
policy-group_lenses = Weights of the other frameworks
policy-group_thresholds = Thresholds of the flags
policy-group_rules = Rules of points
policy-add_category = A threshold of its own for one kind of service
policy-add_case = Record a bonus, a penalty or a veto
policy-case_explained = The case is of { $day } (the day chosen above) and counts in the periods that hold that day alone; a document has to say so.
policy-case_item = Item
policy-case_incomplete = Choose a community and an item, and name the document.
policy-item = { $name } ({ $effect } { $unit })
policy-in_category = { $name } ({ $category })
policy-threshold = Threshold
policy-evidence = Evidence (name and number of the document)
policy-add = Add to the proposal
policy-drop_added = Drop what was added
policy-name = Name
policy-what = Value
policy-current = In force
policy-proposed = Proposed
policy-unit = Unit
policy-since = Since
policy-nothing_proposed = No value is changed yet.
policy-preview = Preview these { $values } changes
policy-preview_first = They can be put into force once exactly these have been previewed.
policy-reason = Reason
policy-say_why = Say why.
policy-apply = Put into force from { $day }
policy-applied = { $id } is in force from { $day } on; the numbers have been computed by it and published.
policy-withdrawn = { $id } is withdrawn; the numbers have been computed and published.
policy-holds = Policy in force
policy-history = Changes so far
policy-no_history = Policy has not been changed. The administrator can propose, preview and put a change into force from a day on here.
policy-change_set = Id
policy-state = State
policy-old = Before
policy-new = After
policy-by = By
policy-at = At
policy-withdraw_title = Withdraw a set of changes
policy-withdraw_explained = A withdrawn set does not count from its first day on; its record stays. What a frozen period rests on cannot be withdrawn.
policy-withdraw = Withdraw
policy-definition = **Definition**: the policy in force is the published table policy; every value says from when until when it holds. A change is signed by the administrator with a reason, and put into force only after a preview; it is only ever added to, and chained. Frozen periods stay as they are. A preview computes a quarter that is over once more, by the proposed policy, on a copy of the last build, and compares it with what is published.

## policy_column

policy_column-weight = weight
policy_column-weight_within = weight in the dimension
policy_column-goalpost_low = 0 points at
policy_column-goalpost_high = 100 points at
policy_column-mandatory = mandatory
policy_column-at_least = begins at
policy_column-value = value
policy_column-community_id = community
policy_column-item = item
policy_column-evidence = evidence
policy_column-points = points a case
policy_column-grade_cap = grade no better than

## policy_state

policy_state-in_force = in force
policy_state-to_come = to come
policy_state-withdrawn = withdrawn
policy_state-withdrawal = withdrawal

## flag_status

flag_status-raised = to be checked
flag_status-clear = clear
flag_status-not_evaluable = not evaluable

## suggested_level

suggested_level-excellent = excellent
suggested_level-competent = competent
suggested_level-basic = basic
suggested_level-in_progress = in progress
suggested_level-not_met = not met

## audits

audits-menu = Random audits
audits-title = How much of all service is not genuine, and are the rules fair?
audits-answer = { $period }: estimated fake service { $value } ({ $low }–{ $high }) city-wide; { $done } of { $drawn } randomly drawn records audited.
audits-answer_open = { $period }: { $done } of { $drawn } randomly drawn records audited, too few yet to estimate how much service is fake. Finish the sample first.
audits-bounds = { $unclear } could not be told and are left out of the estimate: were all of them genuine it would be { $low }, were none { $high }.
audits-hours = By declared hours it is { $value } ({ $low }–{ $high }).
audits-definition = The sample is drawn at random within strata (flagged or not × district × channel); every record can be drawn. Flagged ones are drawn more often and weighted back by their probability (Horvitz–Thompson; Hájek's ratio for parts). Intervals are 95 %, by Korn and Graubard: Clopper–Pearson with the effective sample size and a correction for degrees of freedom. Random audits only: targeted ones pick the suspicious and would overstate. What was not audited is represented by what was, flagged and unflagged apart. Parts with fewer than 20 audits get no estimate.
audits-empty = { $period } has no random audits and no decisions, so nothing can be estimated (no data does not mean none). Auditors can draw a sample below, or run tianping audit sample { $period }.
audits-prevalence = Share of fake service by district, channel and kind
audits-prevalence_note = Points are estimates, lines 95 % intervals; the diamond is the whole city. Where intervals overlap neither can be called higher. Districts, channels and kinds with fewer than 20 audits are not drawn; too few to tell is not none.
audits-prevalence_axis = Records that are not genuine (%)
audits-calibration = Does suspicion mean what it says?
audits-calibration_note = Across, the suspicion the rules give; upright, the share random audits found not genuine. On the dotted line suspicion is the real chance. n counts audits.
audits-expected_axis = Mean suspicion (%)
audits-found_axis = Found not genuine at random (%)
audits-model = Suspicion in this build: { $model }, version { $version }.
audits-fairness = Of genuine records, how many would the rules send to be checked?
audits-fairness_note = Only records that random audits found genuine; age bands and channels should be alike. Lines are 95 % intervals. Bands and channels with fewer than 20 are not drawn.
audits-fairness_axis = Genuine, yet would be queued (%)
audits-work = How good are the audits themselves?
audits-precision = Of the { $n } records among the first { $budget } of the queue that have a verdict, { $value } ({ $low }–{ $high }) are not genuine; those without a verdict yet are not in the denominator.
audits-precision_few = Only { $n } records among the first { $budget } of the queue have a verdict yet: too few for a share.
audits-lift = That is { $value } times the share of the whole city ({ $low }–{ $high }).
audits-no_precision = None of the records at the head of the queue has a verdict yet, so nothing can be said of how well it finds.
audits-waited_random = Random audits, from drawing to decision: median { $value } days, half of them within { $low }–{ $high } days ({ $n } records).
audits-waited_targeted = Targeted audits, from sending in to decision: median { $value } days, half of them within { $low }–{ $high } days ({ $n } records).
audits-appeals = { $n } appeals answered, { $value } upheld ({ $low }–{ $high }).
audits-appeals_few = { $n } appeals answered: too few for a share of those upheld.
audits-no_appeals = No appeal has been answered.
audits-measures = All measures
audits-measure = Measure
audits-part_heading = Part
audits-n = Audits
audits-part = { $kind }: { $part }
audits-unknown = not known
audits-worklist = Drawn records that wait
audits-drawn_since = { $count } more were drawn since the last build; they are listed here after the next one (tianping build).
audits-nothing_waits = No drawn record waits. Once a sample is drawn and built, what is to be checked is listed here.
audits-draw = Draw a sample
audits-size = How many records
audits-no_records = { $period } has no service records to draw from.
audits-expected = { $size } of { $records } records: if { $share } are not genuine, all audited should give an interval of about { $low }–{ $high }.
audits-extend = Drawn before; enlarge the sample to this size
audits-draw_now = Draw
audits-drawn = { $count } records of { $period } drawn; seed { $seed } is stored. They enter the queue with the next build (tianping build).
audits-form_title = Call-back form, random audits
audits-form_download = Download the call-back form (xlsx, to print, { $rows } records)
audits-form_record = record_id
audits-form_who = Who
audits-form_what = Service
audits-form_activity = Activity
audits-form_when = Started
audits-form_hours = Declared hours
audits-form_channel = Channel
audits-form_witness = Witness
audits-form_called = Called at
audits-form_spoke_to = Spoke to
audits-form_was_there = Was there
audits-form_real_hours = Real hours
audits-form_verdict = verdict
audits-form_reason = reason
audits-form_note = note
audits-form_yes = yes
audits-form_no = no
audits-form_not_sure = not sure
audits-form_notes = Notes and codes
audits-form_script = Opening words: this is the audit of community service. Records are drawn at random; being called means nothing is wrong. Were you at the activity on the form? For about how long? Who else was there?
audits-form_back = Fill in verdict (genuine, not_genuine, unclear) and reason, then import with: tianping audit import FILE --by NAME. Rows left empty do not count as audited.

## audit_part

audit_part-all = Whole city
audit_part-district = District
audit_part-channel = Channel
audit_part-category = Kind
audit_part-age = Age
audit_part-suspicion = Suspicion at least
audit_part-top = Most suspicious
audit_part-random = Random audits
audit_part-targeted = Targeted audits

## audit_measure

audit_measure-prevalence = Share of records not genuine
audit_measure-prevalence_hours = Share of declared hours not genuine
audit_measure-prevalence_low_bound = Lower bound (all unclear are genuine)
audit_measure-prevalence_high_bound = Upper bound (no unclear is genuine)
audit_measure-false_positive_rate = Genuine records that would be queued
audit_measure-recall = Records not genuine that would be queued
audit_measure-calibration = Share not genuine by suspicion
audit_measure-precision_at_budget = Not genuine among the checked at the top of the queue
audit_measure-lift = How many times more than city-wide
audit_measure-audits_drawn = Records drawn
audit_measure-audits_done = Audits done
audit_measure-audits_unclear = Could not be told
audit_measure-days_to_decision = Days from drawing or sending in to decision (median, quartiles)
audit_measure-appeals_upheld = Appeals upheld

## suspicion_model

suspicion_model-noisy_or = noisy-or of the groups of flags (weights before audits)
suspicion_model-weights_of_evidence = weights of evidence learned from random audits
