{# The answers of one respondent to several questions are not independent. #}
with
ratings as (
    select *
    from {{ ref('core_ratings') }}
    where score01 is not null
)

{{ evidence_rows(
    'ratings', 'resident_ratings', 'rating_id',
    value='score01', occurred_on='rated_on', cluster_id='coalesce(respondent_id, rating_id)'
) }}
