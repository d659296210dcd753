-- question: What did each rule find on this record?
-- scope: auditor=all committee=all
select
    records.community_id,
    flags.flag_code,
    catalogue.name_zh,
    catalogue.name_en,
    catalogue.flag_group,
    flags.status,
    flags.finding_code,
    flags.finding_values,
    coalesce(flags.contribution, flags.weight) as weight,
    flags.evidence,
    flags.missing_input,
    flags.missing_code,
    catalogue.why_zh,
    catalogue.why_en,
    catalogue.innocent_zh,
    catalogue.innocent_en,
    catalogue.check_zh,
    catalogue.check_en,
    flags.rule_version,
    flags.mitigation_zh,
    flags.mitigation_en
from published.record_flags as flags
inner join published.service_records as records on flags.record_id = records.record_id
left join published.flag_catalogue as catalogue on flags.flag_code = catalogue.flag_code
where flags.record_id = $record
order by
    case flags.status when 'raised' then 1 when 'not_evaluable' then 2 else 3 end,
    weight desc nulls last,
    flags.flag_code
