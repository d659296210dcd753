{# Each line as it was last checked before the end of the period (or today, while the period is open). #}
with
dated as (
    select
        period,
        least(ends_on, cast({{ as_of() }} as date)) as judged_on
    from {{ ref('core_periods') }}
),

ranked as (
    select
        supplies.community_id,
        dated.period,
        dated.judged_on,
        supplies.item,
        supplies.quantity,
        supplies.minimum,
        supplies.expires_on,
        supplies.checked_on,
        supplies.batch_id,
        supplies.row_number,
        row_number() over (
            partition by supplies.community_id, supplies.item, dated.period
            order by supplies.checked_on desc
        ) as recency
    from {{ ref('core_supplies') }} as supplies
    inner join dated on supplies.checked_on <= dated.judged_on
),

lines as (
    select
        community_id,
        period,
        item,
        quantity >= minimum
        and (expires_on is null or expires_on > judged_on)
        and {{ days_between('checked_on', 'judged_on') }} <= {{ parameter('supply_readiness', 'checked_days') }} as is_ready,
        batch_id,
        row_number
    from ranked
    where recency = 1
)

{{ evidence_rows(
    'lines', 'supplies', 'item',
    numerator=one_if('is_ready'), denominator='1', period='period'
) }}
