-- question: How do these communities score in each dimension, how sure is that, and with what weight does it enter the total?
-- scope: committee=all auditor=all community=all
select
    scored.community_id,
    scored.dimension,
    parts.name_zh,
    parts.name_en,
    scored.score,
    scored.low,
    scored.high,
    scored.coverage,
    scored.weight,
    scored.points
from published.dimension_scores as scored
left join published.lens_nodes as parts on scored.dimension = parts.node and scored.lens = parts.lens
where
    scored.period = $period
    and scored.lens = $lens
    and list_contains($communities, scored.community_id)
order by parts.position nulls last, scored.dimension, scored.community_id
