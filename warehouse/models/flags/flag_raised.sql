{# Weights are those of the record's channel, else the catalogue's. Flags of one group share a cause: the strongest leads. #}
with
raised as (
    select
        results.record_id,
        coalesce(records.channel, '?') as channel,
        results.flag_code,
        rules.flag_group,
        coalesce(of_channel.weight, rules.weight) as weight
    from {{ ref('flag_results') }} as results
    inner join {{ ref('flag_rules') }} as rules on results.flag_code = rules.flag_code
    inner join {{ ref('core_service_records') }} as records on results.record_id = records.record_id
    left join {{ ref('flag_channel_weights') }} as of_channel
        on results.flag_code = of_channel.flag_code and records.channel = of_channel.channel
    where results.status = 'raised' and rules.flag_group <> 'drill'
)

select
    record_id,
    channel,
    flag_code,
    flag_group,
    weight,
    row_number() over (partition by record_id, flag_group order by weight desc, flag_code asc) = 1 as leads
from raised
