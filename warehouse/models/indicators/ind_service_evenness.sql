{# Months that are over, counted from the first the member had whole. #}
with
months as (
    select
        member_months.member_id,
        member_months.community_id,
        member_months.ends_on,
        least(member_months.verified_hours * 12 / {{ parameter('duty', 'hours_per_year') }}, 1) as share_of_target,
        member_months.batch_id,
        member_months.row_number
    from {{ ref('indicator_member_months') }} as member_months
    where
        member_months.ends_on < cast({{ as_of() }} as date)
        and (member_months.reported_on is null or member_months.reported_on <= member_months.starts_on)
)

{{ evidence_rows(
    'months', 'members', 'member_id',
    value='share_of_target', occurred_on='ends_on', cluster_id='member_id'
) }}
