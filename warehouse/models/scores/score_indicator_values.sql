with
computed as (
    select
        period,
        community_id,
        indicator_id,
        numerator,
        denominator,
        raw_value,
        raw_se,
        raw_low,
        raw_high,
        shrinkage,
        value,
        se,
        reliability,
        score,
        status,
        low,
        high,
        n,
        reason
    from {{ ref('score_posteriors') }}
)

{{ with_frozen_rows('computed', 'score_indicator_values') }}
