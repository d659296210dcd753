select
    results.record_id,
    results.flag_code,
    results.status,
    results.finding_code,
    results.finding_values,
    results.observed,
    results.threshold,
    contributions.weight,
    contributions.contribution,
    cast(rules.rule_version as varchar) as rule_version,
    results.evidence,
    results.missing_input,
    results.missing_code,
    circumstances.zh as mitigation_zh,
    circumstances.en as mitigation_en
from {{ ref('flag_results') }} as results
inner join {{ ref('flag_rules') }} as rules on results.flag_code = rules.flag_code
left join {{ ref('flag_contributions') }} as contributions
    on results.record_id = contributions.record_id and results.flag_code = contributions.flag_code
left join {{ ref('flag_circumstances') }} as circumstances
    on contributions.flag_code = circumstances.flag_code and contributions.circumstance = circumstances.circumstance
