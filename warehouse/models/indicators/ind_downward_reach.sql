with
notices as (
    select
        notice_id,
        community_id,
        cast(issued_at as date) as issued_on,
        least(reached_residents, target_residents) as reached_residents,
        target_residents,
        batch_id,
        row_number
    from {{ ref('core_notices') }}
    where target_residents > 0 and reached_residents is not null
)

{{ evidence_rows(
    'notices', 'notices', 'notice_id',
    numerator='reached_residents', denominator='target_residents', occurred_on='issued_on'
) }}
