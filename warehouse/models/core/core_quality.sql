{# What a reader should know of the data before believing a number: what never came, what was refused, which columns are
   empty, which references lead nowhere, what has gone quiet. #}
with
arrivals as (
    select
        batches.source,
        sum(batches.rows_read) as rows_read,
        sum(batches.rows_quarantined) as rows_quarantined
    from {{ ref('stg_batches') }} as batches
    group by batches.source
),

sources as (
    select distinct source
    from {{ ref('stg_column_presence') }}
),

arrival_checks as (
    select
        sources.source,
        'arrived' as check_name,
        case when presence.source is null then 'absent' else 'ok' end as status,
        cast(coalesce(presence.rows, 0) as varchar) as observed,
        '> 0' as expected
    from sources
    left join {{ ref('core_source_presence') }} as presence on sources.source = presence.source
),

refusal_checks as (
    select
        source,
        'refused_share' as check_name,
        case when rows_quarantined > 0.05 * rows_read then 'warn' else 'ok' end as status,
        cast(round({{ safe_divide('rows_quarantined', 'rows_read') }}, 4) as varchar) as observed,
        '<= 0.05' as expected
    from arrivals
    where rows_read > 0
),

column_checks as (
    select
        columns.source,
        'column:' || columns.column_name as check_name,
        case when columns.filled = 0 then 'absent' else 'ok' end as status,
        cast(columns.filled as varchar) as observed,
        '> 0' as expected
    from {{ ref('stg_column_presence') }} as columns
    inner join {{ ref('core_source_presence') }} as presence on columns.source = presence.source
),

freshness_checks as (
    select
        source,
        'freshness' as check_name,
        case when {{ days_between('last_on', as_of()) }} > 92 then 'warn' else 'ok' end as status,
        cast(last_on as varchar) as observed,
        'within 92 days' as expected
    from {{ ref('core_source_presence') }}
    where last_on is not null
),

unresolved as (
    select
        'service_logs' as source,
        'unknown_member' as check_name,
        sum(case when members.is_known then 0 else 1 end) as strays,
        count(*) as references_made
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('core_members') }} as members on records.member_id = members.member_id
    union all
    select
        'service_logs' as source,
        'unknown_community' as check_name,
        sum(case when communities.is_known then 0 else 1 end) as strays,
        count(*) as references_made
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('core_communities') }} as communities on records.community_id = communities.community_id
    union all
    select
        'service_logs' as source,
        'unknown_activity' as check_name,
        sum(case when activities.activity_id is null then 1 else 0 end) as strays,
        count(*) as references_made
    from {{ ref('core_service_records') }} as records
    left join {{ ref('core_activities') }} as activities on records.activity_id = activities.activity_id
    where records.activity_id is not null
    union all
    select
        'service_logs' as source,
        'missing_photo' as check_name,
        sum(case when arrived then 0 else 1 end) as strays,
        count(*) as references_made
    from {{ ref('core_record_photos') }}
),

reference_checks as (
    select
        source,
        check_name,
        case when strays > 0 then 'warn' else 'ok' end as status,
        cast(strays as varchar) as observed,
        '0 / ' || cast(references_made as varchar) as expected
    from unresolved
    where references_made > 0
)

select * from arrival_checks
union all
select * from refusal_checks
union all
select * from column_checks
union all
select * from freshness_checks
union all
select * from reference_checks
