{# Who moved beyond error since the period before: whose 90 % interval lies wholly above or below the one of then. #}
with
computed as (
    select
        now.period,
        calendar.previous_period,
        now.lens,
        now.community_id,
        before.total as total_before,
        before.rank as rank_before,
        now.total - before.total as change,
        case
            when now.total is null or before.total is null then null
            when now.total_low > before.total_high then 'up'
            when now.total_high < before.total_low then 'down'
            else 'within'
        end as moved
    from {{ ref('score_communities') }} as now
    inner join {{ ref('core_periods') }} as calendar on now.period = calendar.period
    inner join {{ ref('score_communities') }} as before
        on
            calendar.previous_period = before.period
            and now.lens = before.lens
            and now.community_id = before.community_id
)

{{ with_frozen_rows('computed', 'score_league_moves') }}
