-- question: Which rules cannot be applied to part of the records, and what do they miss?
-- scope: clerk=all committee=all
select
    flags.flag_code,
    catalogue.name_zh,
    catalogue.name_en,
    flags.missing_input,
    count(*) as records
from published.record_flags as flags
left join published.flag_catalogue as catalogue on flags.flag_code = catalogue.flag_code
where flags.status = 'not_evaluable'
group by flags.flag_code, catalogue.name_zh, catalogue.name_en, flags.missing_input
order by records desc, flags.flag_code
