-- question: Which rules cannot be applied to part of the records, and what do they miss?
-- scope: clerk=inside committee=inside
select
    flags.flag_code,
    catalogue.name_zh,
    catalogue.name_en,
    flags.missing_input,
    flags.missing_code,
    count(*) as records
from published.record_flags as flags
left join published.service_records as records on flags.record_id = records.record_id
left join published.flag_catalogue as catalogue on flags.flag_code = catalogue.flag_code
where flags.status = 'not_evaluable' and ($inside is null or list_contains($inside, records.community_id))
group by flags.flag_code, catalogue.name_zh, catalogue.name_en, flags.missing_input, flags.missing_code
order by records desc, flags.flag_code
