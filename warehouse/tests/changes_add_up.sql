-- The components of a change sum to the change of the total. Those of a frozen period were: the period before may have moved.
with
explained as (
    select
        period,
        previous_period,
        lens,
        community_id,
        sum(contribution) as contribution
    from {{ ref('score_changes') }}
    group by period, previous_period, lens, community_id
)

select
    now.period,
    now.lens,
    now.community_id
from {{ ref('score_composites') }} as now
inner join {{ ref('core_periods') }} as periods on now.period = periods.period
inner join {{ ref('score_composites') }} as before
    on
        periods.previous_period = before.period
        and now.lens = before.lens
        and now.community_id = before.community_id
left join explained
    on
        now.period = explained.period
        and now.lens = explained.lens
        and now.community_id = explained.community_id
inner join {{ ref('core_period_states') }} as states on now.period = states.period
where
    not states.frozen
    and now.total is not null
    and before.total is not null
    and abs(now.total - before.total - coalesce(explained.contribution, 0)) > 1e-9
