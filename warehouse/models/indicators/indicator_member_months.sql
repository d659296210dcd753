{# What each reported party member served in each month: the ground of every indicator of mobilisation.
   Service counts for the community the member reported to, wherever it was done. #}
with
months as (
    select
        period as month,
        starts_on,
        ends_on
    from {{ ref('core_periods') }}
    where kind = 'month'
),

served as (
    select
        records.member_id,
        records.period as month,
        sum(evidence.verified_hours) as verified_hours
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('flag_record_evidence') }} as evidence on records.record_id = evidence.record_id
    group by records.member_id, records.period
)

select
    members.member_id,
    members.home_community_id as community_id,
    members.reported_on,
    months.month,
    months.starts_on,
    months.ends_on,
    coalesce(served.verified_hours, 0) as verified_hours,
    members.batch_id,
    members.row_number
from {{ ref('core_members') }} as members
inner join months on members.reported_on is null or members.reported_on <= months.ends_on
left join served on members.member_id = served.member_id and months.month = served.month
where members.actor = 'party_member' and members.home_community_id is not null
