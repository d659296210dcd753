-- question: Does the suspicion of these records follow from what each flag adds to it?
-- scope: auditor=all committee=all
-- By weights of evidence suspicion = 1 / (1 + exp(-(base + contributions))), by noisy-or, without a base, 1 - exp(-contributions).
with added as (
    select
        record_id,
        sum(contribution) as contribution
    from published.record_flags
    where list_contains($records, record_id)
    group by record_id
),

summed as (
    select
        records.community_id,
        records.record_id,
        records.suspicion_model,
        records.suspicion_base as base,
        coalesce(added.contribution, 0) as flags_contribution,
        records.member_contribution,
        coalesce(added.contribution, 0) + records.member_contribution as contributions,
        records.suspicion as published_suspicion
    from published.service_records as records
    left join added on records.record_id = added.record_id
    where list_contains($records, records.record_id)
)

select
    *,
    case
        when base is null then round(1 - exp(-contributions), 6)
        else round(1 / (1 + exp(-(base + contributions))), 6)
    end as suspicion_from_contributions
from summed
order by record_id
