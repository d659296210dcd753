{# Weights are those of the record's circumstances, the lowest where several apply, else the catalogue's. Flags of one group
   share a cause: the strongest leads. #}
with
weighed as (
    select
        results.record_id,
        coalesce(records.channel, '?') as channel,
        results.flag_code,
        rules.flag_group,
        coalesce(circumstances.weight, rules.weight) as weight,
        circumstances.circumstance,
        row_number() over (
            partition by results.record_id, results.flag_code
            order by circumstances.weight asc, circumstances.circumstance asc
        ) as place
    from {{ ref('flag_results') }} as results
    inner join {{ ref('flag_rules') }} as rules on results.flag_code = rules.flag_code
    inner join {{ ref('core_service_records') }} as records on results.record_id = records.record_id
    left join {{ ref('flag_circumstances') }} as circumstances
        on
            results.flag_code = circumstances.flag_code
            and (
                records.channel = circumstances.circumstance
                or (circumstances.circumstance = 'stay_observed' and records.checkout_at >= records.code_scanned_at)
            )
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
from weighed
where place = 1
