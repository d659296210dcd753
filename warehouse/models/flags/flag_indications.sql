{# Everything that speaks against a record, with its weight before any audit: the flags raised on it and, where there are any,
   what the member's other records say. #}
select
    record_id,
    channel,
    flag_code,
    flag_group,
    weight,
    circumstance,
    leads
from {{ ref('flag_raised') }}
union all
select
    histories.record_id,
    coalesce(records.channel, '?') as channel,
    'history' as flag_code,
    'history' as flag_group,
    histories.excess_suspicion as weight,
    cast(null as varchar) as circumstance,
    true as leads
from {{ ref('flag_member_histories') }} as histories
inner join {{ ref('core_service_records') }} as records on histories.record_id = records.record_id
where histories.excess_suspicion > 0
