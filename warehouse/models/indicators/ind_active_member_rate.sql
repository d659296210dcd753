with
members as (
    select
        member_months.member_id,
        member_months.community_id,
        months.period,
        sum(member_months.verified_hours) as verified_hours,
        max(member_months.batch_id) as batch_id,
        max(member_months.row_number) as row_number
    from {{ ref('indicator_member_months') }} as member_months
    inner join {{ ref('indicator_period_months') }} as months on member_months.month = months.month
    group by member_months.member_id, member_months.community_id, months.period
)

{{ evidence_rows(
    'members', 'members', 'member_id',
    numerator=one_if('verified_hours > 0'), denominator='1', period='period'
) }}
