{# Place-hours posted against duty hours owed, month by month for months that are over. An activity of unknown capacity has
   the places policy allows it; one of unknown length posts nothing. #}
with
posted as (
    select
        activities.*,
        coalesce(activities.capacity, {{ parameter('task_supply', 'default_capacity') }}) * activities.planned_hours
            as place_hours
    from {{ ref('core_activities') }} as activities
    inner join {{ ref('core_periods') }} as months
        on
            months.kind = 'month'
            and cast(activities.starts_at as date) between months.starts_on and months.ends_on
            and months.ends_on < cast({{ as_of() }} as date)
    where activities.planned_hours is not null
),

owed as (
    select
        *,
        {{ parameter('duty', 'hours_per_year') }} / 12 as duty_hours
    from {{ ref('indicator_member_months') }}
    where ends_on < cast({{ as_of() }} as date)
)

{{ evidence_rows(
    'posted', 'activities', 'activity_id',
    numerator='place_hours', denominator='0', occurred_on='starts_at'
) }}
union all
{{ evidence_rows(
    'owed', 'members', 'member_id',
    numerator='0', denominator='duty_hours', occurred_on='ends_on'
) }}
