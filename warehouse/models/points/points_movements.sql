{# Every movement of points between two accounts but those of expiry, which follow from these. #}
{% for movements in [
    'points_record_movements', 'points_drill_and_report_movements', 'points_organisation_movements',
    'points_community_movements', 'points_spending_movements'
] -%}
select
    record_id,
    kind,
    from_account,
    to_account,
    points,
    hours,
    rule_id,
    rule_version,
    decision_id,
    posted_at,
    matures_at
from {{ ref(movements) }}
{{ 'union all' if not loop.last }}
{% endfor %}
