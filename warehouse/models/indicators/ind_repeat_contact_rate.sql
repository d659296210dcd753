{# A resident counts once per period, looked up at the last contact; a contact is one too many when the one but last about the
   same matter lies within the window. #}
with
contacts as (
    select
        *,
        lag(happened_at, 2) over (partition by community_id, resident_id, matter order by happened_at, entry_id)
            as two_before_at
    from {{ ref('stg_burden_log') }}
    where kind in ('call', 'visit') and resident_id is not null
),

residents as (
    select
        contacts.*,
        periods.period,
        max({{ one_if(
            hours_between('contacts.two_before_at', 'contacts.happened_at') ~ ' / 24 <= '
            ~ parameter('repeat_contact_rate', 'window_days')
        ) }}) over (partition by contacts.community_id, periods.period, contacts.resident_id) as is_repeated
    from contacts
    inner join {{ ref('core_periods') }} as periods
        on cast(contacts.happened_at as date) between periods.starts_on and periods.ends_on
    qualify
        row_number() over (
            partition by contacts.community_id, periods.period, contacts.resident_id
            order by contacts.happened_at desc, contacts.entry_id desc
        ) = 1
)

{{ evidence_rows(
    'residents', 'burden_log', 'entry_id',
    numerator='is_repeated', denominator='1', period='period'
) }}
