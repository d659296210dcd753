with
raised as (
    select
        results.record_id,
        results.flag_code,
        rules.flag_group,
        coalesce(of_channel.weight, rules.weight) as weight
    from {{ ref('flag_results') }} as results
    inner join {{ ref('flag_rules') }} as rules on results.flag_code = rules.flag_code
    inner join {{ ref('core_service_records') }} as records on results.record_id = records.record_id
    left join {{ ref('flag_channel_weights') }} as of_channel
        on results.flag_code = of_channel.flag_code and records.channel = of_channel.channel
    where results.status = 'raised' and rules.flag_group <> 'drill'
),

ranked as (
    select
        *,
        row_number() over (partition by record_id, flag_group order by weight desc, flag_code asc) as place_in_group
    from raised
)

select
    record_id,
    flag_code,
    flag_group,
    weight,
    -- Flags of one group share a cause, so only the strongest counts; contributions add up to -ln(1 - suspicion).
    case when place_in_group = 1 then -ln(1 - weight) else 0.0 end as contribution
from ranked
