{# A resident counts once per period, looked up at the last contact; a contact is one too many when the one but last about the
   same matter lies within the window. #}
with
contacts as (
    select
        entry_id,
        community_id,
        resident_id,
        happened_at,
        lag(happened_at, 2) over (partition by community_id, resident_id, matter order by happened_at, entry_id)
            as two_before_at,
        batch_id,
        row_number
    from {{ ref('stg_burden_log') }}
    where kind in ('call', 'visit') and resident_id is not null
),

in_periods as (
    select
        contacts.community_id,
        periods.period,
        contacts.resident_id,
        contacts.entry_id,
        contacts.batch_id,
        contacts.row_number,
        max({{ one_if(
            hours_between('contacts.two_before_at', 'contacts.happened_at') ~ ' / 24 <= '
            ~ parameter('repeat_contact_rate', 'window_days')
        ) }}) over (partition by contacts.community_id, periods.period, contacts.resident_id) as is_repeated,
        row_number() over (
            partition by contacts.community_id, periods.period, contacts.resident_id
            order by contacts.happened_at desc, contacts.entry_id desc
        ) as recency
    from contacts
    inner join {{ ref('core_periods') }} as periods
        on cast(contacts.happened_at as date) between periods.starts_on and periods.ends_on
),

residents as (
    select *
    from in_periods
    where recency = 1
)

{{ evidence_rows(
    'residents', 'burden_log', 'entry_id',
    numerator='is_repeated', denominator='1', period='period'
) }}
