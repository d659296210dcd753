{# The share of 20 hours runs by the day from January, or from the day the member reported if that is later, to the end of
   the period, or to today while the period is open. #}
with
to_date as (
    select
        member_months.member_id,
        member_months.community_id,
        periods.period,
        least(periods.ends_on, cast({{ as_of() }} as date)) as paced_to,
        sum(member_months.verified_hours) as verified_hours,
        greatest(
            cast(date_trunc('year', max(periods.starts_on)) as date),
            coalesce(max(member_months.reported_on), cast(date_trunc('year', max(periods.starts_on)) as date))
        ) as paced_from,
        max(member_months.batch_id) as batch_id,
        max(member_months.row_number) as row_number
    from {{ ref('indicator_member_months') }} as member_months
    inner join {{ ref('core_periods') }} as periods
        on
            substr(member_months.month, 1, 4) = substr(periods.period, 1, 4)
            and member_months.ends_on <= periods.ends_on
    group by member_months.member_id, member_months.community_id, periods.period, periods.ends_on
),

paced as (
    select
        *,
        ({{ days_between('paced_from', 'paced_to') }} + 1) / 365.0 * {{ parameter('duty', 'hours_per_year') }} as hours_owed
    from to_date
)

{{ evidence_rows(
    'paced', 'members', 'member_id',
    numerator=one_if('verified_hours >= hours_owed'), denominator='1', period='period'
) }}
