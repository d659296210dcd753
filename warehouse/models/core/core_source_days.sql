{# Where each source says which community a row is about and when it happened. Sources without a date of their own have none. #}
{% set sources = {
    'communities': ['community_id', 'cast(null as date)'],
    'members': ['home_community_id', 'cast(null as date)'],
    'activities': ['community_id', 'cast(coalesce(starts_at, opens_at, ends_at) as date)'],
    'demands': ['community_id', 'cast(raised_at as date)'],
    'drills': ['community_id', 'coalesce(cast(conducted_at as date), scheduled_on)'],
    'upward_reports': ['community_id', 'cast(raised_at as date)'],
    'notices': ['community_id', 'cast(issued_at as date)'],
    'incidents': ['community_id', 'cast(coalesce(occurred_at, warned_at) as date)'],
    'organisations': ['community_id', 'cast(null as date)'],
    'organisation_actions': ['community_id', 'cast(happened_at as date)'],
    'supplies': ['community_id', 'checked_on'],
    'trainings': ['community_id', 'held_on'],
    'burden_log': ['community_id', 'cast(happened_at as date)'],
    'resident_ratings': ['community_id', 'cast(rated_at as date)'],
    'photos': ['cast(null as varchar)', 'cast(taken_at as date)']
} %}
with
dated as (
    {% for source, columns in sources.items() -%}
    select
        '{{ source }}' as source,
        {{ columns[0] }} as community_id,
        {{ columns[1] }} as occurred_on
    from {{ ref('stg_' ~ source) }}
    union all
    {% endfor -%}
    select
        'service_logs' as source,
        logs.community_id,
        cast(times.started_at as date) as occurred_on
    from {{ ref('stg_service_logs') }} as logs
    inner join {{ ref('core_record_times') }} as times on logs.record_id = times.record_id
    union all
    select
        'community_reviews' as source,
        logs.community_id,
        cast(reviews.reviewed_at as date) as occurred_on
    from {{ ref('stg_community_reviews') }} as reviews
    left join {{ ref('stg_service_logs') }} as logs on reviews.record_id = logs.record_id
    union all
    select
        'drill_findings' as source,
        drills.community_id,
        findings.due_on as occurred_on
    from {{ ref('stg_drill_findings') }} as findings
    left join {{ ref('stg_drills') }} as drills on findings.drill_id = drills.drill_id
    union all
    select
        'drill_attendance' as source,
        drills.community_id,
        coalesce(cast(drills.conducted_at as date), drills.scheduled_on) as occurred_on
    from {{ ref('stg_drill_attendance') }} as attendance
    left join {{ ref('stg_drills') }} as drills on attendance.drill_id = drills.drill_id
)

select
    source,
    community_id,
    occurred_on,
    count(*) as rows
from dated
group by source, community_id, occurred_on
