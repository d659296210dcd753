{# Records that both the community graded and residents rated. Where residents rated the activity, its records share one
   rating and are one cluster. #}
with
both_judged as (
    select
        *,
        case when rating_scope = 'activity' then activity_id else record_id end as rated_id
    from {{ ref('core_service_records') }}
    where grade_value is not null and rating_mean is not null
)

{{ evidence_rows(
    'both_judged', 'service_logs', 'record_id',
    value='grade_value - rating_mean', occurred_on='service_date', cluster_id='rated_id'
) }}
