{{ published_from(ref('score_indicator_evidence')) }}
where
    period is null
    or period not in (
        select states.period
        from {{ ref('core_period_states') }} as states
        where states.frozen
    )
union all
select
    community_id,
    indicator_id,
    period,
    cast(null as date) as occurred_on,
    source,
    batch_id,
    row_number,
    record_id,
    contribution
from {{ source('frozen', 'indicator_evidence') }}
