{# What a record says, without what its activity is called: kept as a table because every comparison needs it again. #}
with
titles as (
    select
        activity_id,
        {{ letters_of('title') }} as words
    from {{ ref('core_activities') }}
),

texts as (
    select
        record_id,
        activity_id,
        length(trim(text)) as characters,
        {{ letters_of('text') }} as words
    from {{ ref('core_service_records') }}
    where text is not null
)

select
    texts.record_id,
    texts.characters,
    texts.words,
    length(texts.words)
    - case when strpos(texts.words, titles.words) > 0 then length(titles.words) else 0 end as own_letters,
    coalesce(strpos(texts.words, titles.words) > 0 and titles.words <> '', false) as names_activity
from texts
left join titles on texts.activity_id = titles.activity_id
