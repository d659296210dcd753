{# Near-same: two texts that hold the same run of letters, or the same letters but for one place, where these are all but a small
   share of either. Every text is cut into such pieces, and texts meet only where a piece is equal: the work grows with the texts,
   not with their pairs. The sizes of pieces lie 5 % apart, so that texts of different length have some in common. What is left
   out is the beginning, the end, both (from each of the first nine letters on), or one of eight places between. #}
{% set size_ratio, places_of_change, first_letters = 1.05, 8, 9 -%}
with
records as (
    {{ with_thresholds(ref('core_service_records'), 'B6', ['min_characters', 'min_share', 'template_people']) }}
),

worded as (
    select
        records.record_id,
        records.member_id,
        records.activity_id,
        records.min_share,
        records.template_people,
        coalesce(records.member_id, '?') || ' ' || cast(records.service_date as varchar) as person_day,
        {{ used_at('records') }} as used_at,
        words.words,
        length(words.words) as letters
    from records
    inner join {{ ref('flag_record_words') }} as words on records.record_id = words.record_id
    where
        words.characters >= records.min_characters
        and words.words <> ''
        and not (words.names_activity and words.own_letters < records.min_characters)
),

lengths as (
    select distinct
        letters,
        min_share
    from worded
),

sizes as (
    select distinct cast(round(power({{ size_ratio }}, n)) as integer) as size
    from {{ ref('numbers') }}
    where n <= 200
),

fitting as (
    select
        lengths.letters,
        lengths.min_share,
        sizes.size
    from lengths
    inner join sizes on lengths.min_share * lengths.letters <= sizes.size and lengths.letters >= sizes.size
),

-- `head` letters from the beginning and the rest of `size` from the end; or, without a head, all of `size` after `skipped`.
cuts as (
    select
        fitting.letters,
        fitting.min_share,
        fitting.size,
        cast(round(fitting.size * (numbers.n - 1) / {{ places_of_change }}.0) as integer) as head,
        cast(null as integer) as skipped
    from fitting
    inner join {{ ref('numbers') }} as numbers on numbers.n <= {{ places_of_change }}
    where fitting.size < fitting.letters
    union all
    select
        fitting.letters,
        fitting.min_share,
        fitting.size,
        cast(null as integer) as head,
        numbers.n - 1 as skipped
    from fitting
    inner join {{ ref('numbers') }} as numbers
        on numbers.n <= {{ first_letters }} and numbers.n <= fitting.letters - fitting.size + 1
),

pieces as (
    select
        worded.record_id,
        worded.member_id,
        worded.activity_id,
        worded.template_people,
        worded.person_day,
        worded.used_at,
        case
            when cuts.head is not null
                then left(worded.words, cuts.head) || right(worded.words, cuts.size - cuts.head)
            else substr(worded.words, cuts.skipped + 1, cuts.size)
        end as piece
    from worded
    inner join cuts on worded.letters = cuts.letters and worded.min_share = cuts.min_share
),

repeated as (
    select
        piece,
        count(distinct record_id) as uses
    from pieces
    group by piece
    having count(distinct record_id) > 1
),

shared as (
    select
        pieces.*,
        repeated.uses,
        first_value(pieces.activity_id) over (
            partition by pieces.piece order by pieces.used_at, pieces.record_id
        ) as first_activity_id
    from pieces
    inner join repeated on pieces.piece = repeated.piece
),

-- Words that several people of one activity share were given to them, unless one person alone had them first.
templates as (
    select
        activity_id,
        piece
    from shared
    where activity_id is not null
    group by activity_id, piece
    having count(distinct member_id) >= max(template_people)
),

given as (
    select distinct shared.record_id
    from shared
    inner join templates on shared.activity_id = templates.activity_id and shared.piece = templates.piece
    inner join templates as first_templates
        on shared.first_activity_id = first_templates.activity_id and shared.piece = first_templates.piece
),

compared as (
    select
        shared.record_id,
        shared.person_day,
        shared.uses,
        min(shared.person_day) over earlier as first_person_day,
        max(shared.person_day) over earlier as last_person_day,
        first_value(shared.record_id) over piece_uses as origin_record_id,
        first_value(shared.used_at) over piece_uses as origin_used_at
    from shared
    left join given on shared.record_id = given.record_id
    where given.record_id is null
    window
        piece_uses as (partition by shared.piece order by shared.used_at, shared.record_id),
        earlier as (
            partition by shared.piece
            order by shared.used_at, shared.record_id
            rows between unbounded preceding and 1 preceding
        )
),

twins as (
    select
        record_id,
        max(uses) as uses,
        min_by(origin_record_id, origin_used_at) as origin_record_id,
        max(case when first_person_day <> person_day or last_person_day <> person_day then 1 else 0 end) as is_copy
    from compared
    group by record_id
),

judged as (
    select
        records.record_id,
        coalesce(twins.is_copy = 1, false) as is_raised,
        case when twins.origin_record_id = records.record_id then 'origin' else 'b6_uses' end as finding_code,
        coalesce(twins.uses, 1) as uses,
        records.min_characters,
        records.min_share,
        twins.origin_record_id as evidence,
        case
            when records.text is null then 'text'
            when
                length(trim(records.text)) < records.min_characters
                or worded.record_id is null
                or given.record_id is not null
                then 'text'
        end as missing_input,
        case
            when length(trim(records.text)) < records.min_characters then 'b6_short'
            when records.text is not null and (worded.record_id is null or given.record_id is not null) then 'b6_template'
        end as missing_code
    from records
    left join worded on records.record_id = worded.record_id
    left join given on records.record_id = given.record_id
    left join twins on records.record_id = twins.record_id
)

{{ flag_rows(
    'B6',
    'judged',
    observed=['uses'],
    limits=['min_characters', 'min_share'],
    missing_code='missing_code'
) }}
