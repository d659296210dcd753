{# Records of a known activity only: a record without one cannot be told. #}
with
activity_totals as (
    select
        activity_id,
        count(distinct member_id) as people,
        sum(declared_hours) as hours_claimed
    from {{ ref('core_service_records') }}
    where activity_id is not null
    group by activity_id
),

records as (
    select
        records.*,
        activity_totals.people > coalesce(activities.capacity, {{ parameter('task_supply', 'default_capacity') }})
        or activity_totals.hours_claimed
        > activities.hours_needed * {{ parameter('crowding_rate', 'hours_factor') }} as is_crowded
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('core_activities') }} as activities on records.activity_id = activities.activity_id
    inner join activity_totals on records.activity_id = activity_totals.activity_id
)

{{ evidence_rows(
    'records', 'service_logs', 'record_id',
    numerator=one_if('is_crowded'), denominator='1', occurred_on='service_date'
) }}
