with
flagged as (
    select distinct record_id
    from {{ ref('flag_results') }}
    where status = 'raised'
)

select
    records.record_id,
    records.community_id,
    records.period,
    flagged.record_id is not null as flagged,
    coalesce(communities.district, '?') as district,
    coalesce(records.channel, '?') as channel
from {{ ref('core_service_records') }} as records
left join {{ ref('core_communities') }} as communities on records.community_id = communities.community_id
left join flagged on records.record_id = flagged.record_id
