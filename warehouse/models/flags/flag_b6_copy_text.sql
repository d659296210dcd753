with
records as (
    {{ with_thresholds(ref('core_service_records'), 'B6', ['min_characters', 'template_people']) }}
),

worded as (
    select
        records.record_id,
        records.member_id,
        records.activity_id,
        records.service_date,
        records.min_characters,
        records.template_people,
        {{ used_at('records') }} as used_at,
        words.words,
        words.names_activity,
        words.own_letters
    from records
    inner join {{ ref('flag_record_words') }} as words on records.record_id = words.record_id
    where words.characters >= records.min_characters
),

-- Words that several people of one activity share were given to them.
templates as (
    select
        activity_id,
        words
    from worded
    where activity_id is not null
    group by activity_id, words
    having count(distinct member_id) >= max(template_people)
),

own_words as (
    select
        worded.record_id,
        worded.used_at,
        worded.words,
        coalesce(worded.member_id, '?') || ' ' || cast(worded.service_date as varchar) as person_day
    from worded
    left join templates on worded.activity_id = templates.activity_id and worded.words = templates.words
    where
        worded.words <> ''
        and templates.words is null
        and not (worded.names_activity and worded.own_letters < worded.min_characters)
),

repeated as (
    select
        words,
        count(*) as uses
    from own_words
    group by words
    having count(*) > 1
),

compared as (
    select
        own_words.record_id,
        own_words.person_day,
        repeated.uses,
        min(own_words.person_day) over earlier as first_person_day,
        max(own_words.person_day) over earlier as last_person_day,
        first_value(own_words.record_id) over (
            partition by own_words.words order by own_words.used_at, own_words.record_id
        ) as origin_record_id
    from own_words
    inner join repeated on own_words.words = repeated.words
    window
        earlier as (
            partition by own_words.words
            order by own_words.used_at, own_words.record_id
            rows between unbounded preceding and 1 preceding
        )
),

judged as (
    select
        records.record_id,
        coalesce(
            compared.first_person_day <> compared.person_day or compared.last_person_day <> compared.person_day, false
        ) as is_raised,
        case
            when compared.origin_record_id = records.record_id then 'origin'
            else {{ shown('coalesce(compared.uses, 1)') }} || ' uses'
        end as observed,
        '≥ ' || {{ shown('records.min_characters') }} || ' characters' as threshold,
        compared.origin_record_id as evidence,
        case
            when records.text is null then 'text'
            when length(trim(records.text)) < records.min_characters
                then 'text (under ' || {{ shown('records.min_characters') }} || ' characters)'
            when own_words.record_id is null then 'text (template of the activity)'
        end as missing_input
    from records
    left join own_words on records.record_id = own_words.record_id
    left join compared on records.record_id = compared.record_id
)

{{ flag_rows('B6', 'judged') }}
