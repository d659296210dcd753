select
    samples.sample_period as period,
    samples.record_id,
    records.community_id,
    samples.stratum,
    samples.flagged,
    samples.inclusion_probability,
    samples.drawn_at,
    coalesce(evidence.audit_state, 'sampled') as state,
    samples.population as stratum_population,
    samples.sampled as stratum_sample,
    samples.seed,
    units.verdict,
    units.decided_at,
    units.clear_weight as weight
from {{ ref('core_audit_samples') }} as samples
inner join {{ ref('flag_audit_units') }} as units on samples.record_id = units.record_id
left join {{ ref('core_service_records') }} as records on samples.record_id = records.record_id
left join {{ ref('flag_record_evidence') }} as evidence on samples.record_id = evidence.record_id
