{# A notice of which nobody counted whom it reached has shown no reach: leaving the number out must not help. #}
with
notices as (
    select
        notice_id,
        community_id,
        cast(issued_at as date) as issued_on,
        least(coalesce(reached_residents, 0), target_residents) as reached_residents,
        target_residents,
        batch_id,
        row_number
    from {{ ref('stg_notices') }}
    where target_residents > 0
)

{{ evidence_rows(
    'notices', 'notices', 'notice_id',
    numerator='reached_residents', denominator='target_residents', occurred_on='issued_on'
) }}
