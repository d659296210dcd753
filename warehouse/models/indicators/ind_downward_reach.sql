{# A notice of which nobody counted whom it reached has shown no reach: leaving the number out must not help. #}
with
notices as (
    select *
    from {{ ref('stg_notices') }}
    where target_residents > 0
)

{{ evidence_rows(
    'notices', 'notices', 'notice_id',
    numerator='least(coalesce(reached_residents, 0), target_residents)', denominator='target_residents',
    occurred_on='issued_at'
) }}
