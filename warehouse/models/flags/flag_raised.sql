{# Weights are those of the record's circumstances, the lowest where several apply, else the catalogue's. Flags of one group
   share a cause: the strongest leads. #}
with
circumstances as (
    select
        record_id,
        coalesce(channel, '?') as circumstance
    from {{ ref('core_service_records') }}
    union all
    select
        record_id,
        'stay_observed' as circumstance
    from {{ ref('core_service_records') }}
    where code_scanned_at is not null and checkout_at >= code_scanned_at
),

mitigated as (
    select
        circumstances.record_id,
        of_flag.flag_code,
        of_flag.weight,
        of_flag.circumstance,
        row_number() over (
            partition by circumstances.record_id, of_flag.flag_code order by of_flag.weight asc, of_flag.circumstance asc
        ) as place
    from circumstances
    inner join {{ ref('flag_circumstances') }} as of_flag on circumstances.circumstance = of_flag.circumstance
),

raised as (
    select
        results.record_id,
        coalesce(records.channel, '?') as channel,
        results.flag_code,
        rules.flag_group,
        coalesce(mitigated.weight, rules.weight) as weight,
        mitigated.circumstance
    from {{ ref('flag_results') }} as results
    inner join {{ ref('flag_rules') }} as rules on results.flag_code = rules.flag_code
    inner join {{ ref('core_service_records') }} as records on results.record_id = records.record_id
    left join mitigated
        on results.record_id = mitigated.record_id and results.flag_code = mitigated.flag_code and mitigated.place = 1
    where results.status = 'raised' and rules.flag_group <> 'drill'
)

select
    record_id,
    channel,
    flag_code,
    flag_group,
    weight,
    circumstance,
    row_number() over (partition by record_id, flag_group order by weight desc, flag_code asc) = 1 as leads
from raised
