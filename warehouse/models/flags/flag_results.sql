{{ config(materialized='view') }}

{{ config(materialized='view') }}
{% set flags = [
    'flag_p1_photo_only',
    'flag_p2_far_from_site',
    'flag_p3_implausible_fix',
    'flag_p4_scan_elsewhere',
    'flag_p5_device_shared',
    'flag_t1_too_short',
    'flag_t2_overlap',
    'flag_t3_impossible_travel',
    'flag_t4_late_upload',
    'flag_t5_future_or_reversed',
    'flag_t6_over_claimed',
    'flag_b1_burst',
    'flag_b2_year_end_rush',
    'flag_b3_frequency',
    'flag_b4_grabbing',
    'flag_b5_crowding',
    'flag_b6_copy_text',
    'flag_b7_one_identity',
    'flag_b8_double_claim',
    'flag_m1_photo_reused_other',
    'flag_m2_photo_reused_self',
    'flag_m3_photo_time',
    'flag_m4_photo_place',
    'flag_m5_photo_unreadable',
    'flag_r1_unrated_or_low',
    'flag_r2_rubber_stamp',
    'flag_r3_reciprocal',
    'flag_e1_drill_for_show',
    'flag_e2_drill_copied'
] %}
{% for flag in flags -%}
select
    record_id,
    flag_code,
    status,
    finding_code,
    finding_values,
    observed,
    threshold,
    evidence,
    missing_input,
    missing_code
from {{ ref(flag) }}
{{ 'union all' if not loop.last }}
{% endfor %}
