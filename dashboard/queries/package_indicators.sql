-- question: What are the community's indicators of the period, and do they follow from their evidence?
-- scope: auditor=all committee=all
-- The numerator of a rate is the sum of its evidence; what is a median or a mean has none.
with evidence as (
    select
        indicator_id,
        count(*) as rows_of_evidence,
        sum(contribution) as numerator_from_evidence
    from published.indicator_evidence
    where community_id = $community and period = $period
    group by indicator_id
)

select
    held.*,
    evidence.rows_of_evidence,
    evidence.numerator_from_evidence
from published.indicator_values as held
left join evidence on held.indicator_id = evidence.indicator_id
where held.community_id = $community and held.period = $period
order by held.indicator_id
