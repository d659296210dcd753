{# Months that are over, counted from the first the member had whole. #}
with
months as (
    select
        *,
        least(verified_hours * 12 / {{ parameter('duty', 'hours_per_year') }}, 1) as share_of_target
    from {{ ref('indicator_member_months') }}
    where ends_on < cast({{ as_of() }} as date) and (reported_on is null or reported_on <= starts_on)
)

{{ evidence_rows(
    'months', 'members', 'member_id',
    value='share_of_target', occurred_on='ends_on', cluster_id='member_id'
) }}
