{# A field is asked again when the same resident, or the staff of the same community where no resident is named, gave it
   within the window. One row per form; its fields are the trials. #}
with
forms as (
    select
        *,
        coalesce(resident_id, community_id) as asked
    from {{ ref('stg_burden_log') }}
    where kind = 'form' and fields is not null
),

asked_fields as (
    {{ split_rows('forms', ['entry_id', 'community_id', 'asked', 'happened_at', 'batch_id', 'row_number'], 'fields', 'field') }}
),

distinct_fields as (
    select distinct *
    from asked_fields
),

repeats as (
    select
        *,
        lag(happened_at) over (partition by asked, field order by happened_at, entry_id) as given_at
    from distinct_fields
),

judged as (
    select
        entry_id,
        community_id,
        happened_at,
        sum({{ one_if(hours_between('given_at', 'happened_at') ~ ' / 24 <= ' ~ parameter('form_duplication', 'window_days')) }})
            as fields_again,
        count(*) as fields,
        max(batch_id) as batch_id,
        max(row_number) as row_number
    from repeats
    group by entry_id, community_id, happened_at
)

{{ evidence_rows(
    'judged', 'burden_log', 'entry_id',
    numerator='fields_again', denominator='fields', occurred_on='happened_at'
) }}
