with
attendance as (
    select
        attendance.drill_id,
        attendance.member_id,
        members.actor,
        members.household_id,
        coalesce(drills.conducted_at, cast(drills.drill_date as timestamp)) as attended_at
    from {{ ref('stg_drill_attendance') }} as attendance
    inner join {{ ref('core_drills') }} as drills on attendance.drill_id = drills.drill_id
    inner join {{ ref('core_members') }} as members on attendance.member_id = members.member_id
    where drills.held
),

by_person as (
    select
        attendance.drill_id as record_id,
        'member:' || attendance.member_id as to_account,
        rule.value as points,
        rule.rule_id,
        rule.rule_version,
        attendance.attended_at as posted_at
    from attendance
    {{ join_rule('rule', 'points_per_drill', 'cast(attendance.attended_at as date)', 'attendance.actor') }}
    where rule.rule_id is not null
),

households as (
    select
        drill_id,
        household_id,
        'household' as actor_type,
        max(attended_at) as attended_at
    from attendance
    where household_id is not null
    group by drill_id, household_id
    having count(distinct member_id) >= 2
),

by_household as (
    select
        households.drill_id as record_id,
        'household:' || households.household_id as to_account,
        rule.value as points,
        rule.rule_id,
        rule.rule_version,
        households.attended_at as posted_at
    from households
    {{ join_rule('rule', 'points_per_household_drill', 'cast(households.attended_at as date)', 'households.actor_type') }}
    where rule.rule_id is not null
),

by_report as (
    select
        reports.report_id as record_id,
        'member:' || reports.member_id as to_account,
        rule.value as points,
        rule.rule_id,
        rule.rule_version,
        reports.replied_at as posted_at
    from {{ ref('stg_upward_reports') }} as reports
    inner join {{ ref('core_members') }} as members on reports.member_id = members.member_id
    {{ join_rule('rule', 'points_per_report', 'cast(reports.replied_at as date)', 'members.actor') }}
    where reports.reply_kind = 'substantive' and reports.replied_at is not null and rule.rule_id is not null
)

{% for movements in ['by_person', 'by_household', 'by_report'] -%}
{{ movement_rows(movements, 'earn', "'system:issuance'", 'to_account', 'points', matures_at='posted_at') }}
{{ 'union all' if not loop.last }}
{% endfor %}
