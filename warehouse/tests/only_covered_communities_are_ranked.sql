-- Below the coverage threshold there is no composite, no grade and no rank; above it there is each. A frozen period kept the
-- threshold of its day.
select
    period,
    lens,
    community_id
from {{ ref('score_communities') }}
where
    not frozen
    and (
        (coverage >= {{ policy('coverage_threshold') }}) <> (total is not null)
        or (total is null) <> (rank is null)
        or (total is null) <> (grade is null)
        or rank not between rank_low and rank_high
        or total not between total_low and total_high
    )
