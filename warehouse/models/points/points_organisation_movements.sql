{# What enterprises earn for resources and people given under an agreement, and social organisations for the verified hours of
   projects they ran that residents rated well. #}
with
actions as (
    select
        actions.action_id,
        actions.organisation_id,
        actions.kind,
        actions.value,
        actions.happened_at,
        organisations.kind as organisation_kind,
        'enterprise' as actor_type,
        coalesce(
            cast(actions.happened_at as date) >= organisations.agreement_from
            and cast(actions.happened_at as date) <= coalesce(organisations.agreement_to, date '9999-12-31'),
            false
        ) as is_agreed
    from {{ ref('stg_organisation_actions') }} as actions
    inner join {{ ref('stg_organisations') }} as organisations on actions.organisation_id = organisations.organisation_id
    where actions.value is not null
),

by_action as (
    select
        actions.action_id as record_id,
        'enterprise:' || actions.organisation_id as to_account,
        max(bands.points) as points,
        0.0 as hours,
        max(rule.rule_id) as rule_id,
        max(rule.rule_version) as rule_version,
        max(actions.happened_at) as posted_at
    from actions
    inner join {{ ref('value_bands') }} as bands
        on
            actions.organisation_kind = bands.organisation_kind
            and actions.kind = bands.action_kind
            and actions.value >= bands.at_least
            and cast(actions.happened_at as date) >= bands.valid_from
            and cast(actions.happened_at as date) <= coalesce(bands.valid_to, date '9999-12-31')
    {{ join_rule('rule', 'agreement_needed', 'cast(actions.happened_at as date)', 'actions.actor_type') }}
    where actions.is_agreed or rule.value = 0
    group by actions.action_id, actions.organisation_id
),

hours as (
    select
        records.activity_id,
        sum(evidence.verified_hours) as verified_hours
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('flag_record_evidence') }} as evidence on records.record_id = evidence.record_id
    group by records.activity_id
),

ratings as (
    select
        activity_id,
        avg(score01) as rating_mean
    from {{ ref('core_ratings') }}
    where activity_id is not null and score01 is not null
    group by activity_id
),

projects as (
    select
        activities.activity_id,
        activities.organisation_id,
        activities.ends_at,
        'social_organisation' as actor_type,
        hours.verified_hours,
        ratings.rating_mean
    from {{ ref('core_activities') }} as activities
    inner join {{ ref('stg_organisations') }} as organisations on activities.organisation_id = organisations.organisation_id
    inner join hours on activities.activity_id = hours.activity_id
    inner join ratings on activities.activity_id = ratings.activity_id
    where organisations.kind = 'social' and activities.ends_at <= {{ as_of() }} and hours.verified_hours > 0
),

by_project as (
    select
        projects.activity_id as record_id,
        'social:' || projects.organisation_id as to_account,
        projects.verified_hours * rule.value as points,
        projects.verified_hours as hours,
        rule.rule_id,
        rule.rule_version,
        projects.ends_at as posted_at
    from projects
    {{ join_rule('rule', 'points_per_hour', 'cast(projects.ends_at as date)', 'projects.actor_type') }}
    {{ join_rule('least', 'least_rating', 'cast(projects.ends_at as date)', 'projects.actor_type') }}
    where projects.rating_mean >= least.value
)

{% for movements in ['by_action', 'by_project'] -%}
{{ movement_rows(movements, 'earn', "'system:issuance'", 'to_account', 'points', hours='hours', matures_at='posted_at') }}
{{ 'union all' if not loop.last }}
{% endfor %}
