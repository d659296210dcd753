{# What residents said of a record: of the record itself, else of the activity it belongs to. A rating given to somebody's
   record says nothing of the others at the activity. #}
with
of_records as (
    select
        record_id,
        avg(score01) as rating_mean,
        count(*) as rating_count
    from {{ ref('core_ratings') }}
    where record_id is not null and score01 is not null
    group by record_id
),

of_activities as (
    select
        activity_id,
        avg(score01) as rating_mean,
        count(*) as rating_count
    from {{ ref('core_ratings') }}
    where record_id is null and activity_id is not null and score01 is not null
    group by activity_id
)

select
    logs.record_id,
    coalesce(of_records.rating_mean, of_activities.rating_mean) as rating_mean,
    coalesce(of_records.rating_count, of_activities.rating_count) as rating_count,
    case when of_records.record_id is not null then 'record' else 'activity' end as rating_scope
from {{ ref('stg_service_logs') }} as logs
left join of_records on logs.record_id = of_records.record_id
left join of_activities on logs.activity_id = of_activities.activity_id
where of_records.record_id is not null or of_activities.activity_id is not null
