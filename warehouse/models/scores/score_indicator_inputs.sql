{{ config(materialized="view") }}
{# The evidence of all indicators under one another. A test holds the list against the catalogue. #}
{% set indicators = [
    'grid_branch_coverage',
    'span_of_control',
    'new_org_coverage',
    'double_report_rate',
    'partner_activity',
    'active_member_rate',
    'duty_on_pace',
    'service_evenness',
    'task_supply',
    'resident_volunteer_share',
    'mobilisation_speed',
    'skill_match_rate',
    'resident_satisfaction',
    'demand_response_rate',
    'demand_resolution_rate',
    'demand_satisfaction_rate',
    'vulnerable_reach',
    'everyday_service_share',
    'verified_share',
    'audit_genuine_rate',
    'grade_inflation_gap',
    'crowding_rate',
    'drill_frequency',
    'drill_participation',
    'drill_timeliness',
    'drill_objectives',
    'drill_inclusion',
    'finding_closure',
    'supply_readiness',
    'training_coverage',
    'plan_currency',
    'upward_reply_rate',
    'upward_reply_delay',
    'downward_reach',
    'downward_delay',
    'warning_lead',
    'response_time',
    'recovery_time',
    'lesson_closure',
    'form_duplication',
    'repeat_contact_rate',
    'refusal_conflict_rate'
] %}
{% for indicator in indicators -%}
select
    '{{ indicator }}' as indicator_id,
    {{ evidence_columns() | join(',\n    ') }}
from {{ ref('ind_' ~ indicator) }}
{{ 'union all' if not loop.last }}
{% endfor -%}
