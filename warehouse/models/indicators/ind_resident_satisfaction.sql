{# The answers of one respondent to several questions are not independent. #}
with
ratings as (
    select
        rating_id,
        community_id,
        rated_on,
        score01,
        coalesce(respondent_id, rating_id) as respondent_id,
        batch_id,
        row_number
    from {{ ref('core_ratings') }}
    where score01 is not null
)

{{ evidence_rows(
    'ratings', 'resident_ratings', 'rating_id',
    value='score01', occurred_on='rated_on', cluster_id='respondent_id'
) }}
