{# Each line as it was last checked before the end of the period (or today, while the period is open). #}
with
dated as (
    select
        period,
        least(ends_on, cast({{ as_of() }} as date)) as judged_on
    from {{ ref('core_periods') }}
),

checked as (
    select
        supplies.*,
        dated.period,
        dated.judged_on
    from {{ ref('stg_supplies') }} as supplies
    inner join dated on supplies.checked_on <= dated.judged_on
    qualify
        row_number() over (
            partition by supplies.community_id, supplies.item, dated.period
            order by supplies.checked_on desc
        ) = 1
),

lines as (
    select
        *,
        quantity is not null and minimum is not null and {{ stock_fault('judged_on') }} is null as is_ready
    from checked
)

{{ evidence_rows(
    'lines', 'supplies', 'item',
    numerator=one_if('is_ready'), denominator='1', period='period'
) }}
