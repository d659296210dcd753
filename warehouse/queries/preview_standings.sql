{# The communities of $period under $lens, before the proposal and by it. #}
with
before as (
    select *
    from before.score_communities
    where period = {{ given('period') }} and lens = {{ given('lens') }}
),

after as (
    select *
    from scores.score_communities
    where period = {{ given('period') }} and lens = {{ given('lens') }}
)

select
    coalesce(after.community_id, before.community_id) as community_id,
    communities.name,
    before.rank as rank_before,
    after.rank as rank_after,
    before.grade as grade_before,
    before.borderline_grade as borderline_grade_before,
    after.grade as grade_after,
    after.borderline_grade as borderline_grade_after,
    before.total as total_before,
    after.total as total_after,
    after.total - before.total as moved,
    coalesce(before.rank, 0) <> coalesce(after.rank, 0) as rank_moves,
    coalesce(before.grade, '') <> coalesce(after.grade, '')
    or coalesce(before.borderline_grade, '') <> coalesce(after.borderline_grade, '') as grade_moves
from before
full join after on before.community_id = after.community_id
inner join core.core_communities as communities
    on coalesce(after.community_id, before.community_id) = communities.community_id
order by rank_after nulls last, community_id
