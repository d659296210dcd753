{# What one fact left on an account that can be spent, and what became of it: oldest first, points are spent, or end by themselves
   after their time. Points that are not usable yet are no lot.

   Let P(k) be all points of the k oldest lots, S(t) what was spent until t, e(k) when lot k ends. What has ended of the k oldest
   lots is E(k) = max(E(k−1), P(k) − S(e(k))): nothing of a lot ends before everything spent until then is taken off it and the
   lots before it. What a reversal takes beyond what is there is a debt, which newer lots repay in the same way. #}
with
sides as (
    select
        to_account as account,
        record_id,
        kind,
        points,
        posted_at,
        matures_at
    from {{ ref('points_movements') }}
    union all
    select
        from_account as account,
        record_id,
        kind,
        -points as points,
        posted_at,
        matures_at
    from {{ ref('points_movements') }}
),

own as (
    select *
    from sides
    where {{ is_holder('account') }}
),

spent as (
    select
        account,
        -points as points,
        posted_at
    from own
    where {{ is_spending('kind') }}
),

lots as (
    select
        account,
        record_id,
        sum(points) as points,
        greatest(min(posted_at), max(matures_at)) as usable_from
    from own
    where not {{ is_spending('kind') }} and matures_at <= {{ as_of() }}
    group by account, record_id
    having sum(points) <> 0
),

dated as (
    select
        lots.*,
        rule.rule_id,
        rule.rule_version,
        notice.value as notice_days,
        row_number() over (partition by lots.account order by lots.usable_from, lots.record_id) as place,
        sum(lots.points) over (
            partition by lots.account
            order by lots.usable_from, lots.record_id
            rows between unbounded preceding and current row
        ) as points_until,
        -- A rule that shortens the time must not end newer points before older ones.
        max(lots.usable_from + cast(rule.value as integer) * interval '1' month) over (
            partition by lots.account
            order by lots.usable_from, lots.record_id
            rows between unbounded preceding and current row
        ) as expires_at
    from lots
    {{ join_rule('rule', 'months_valid', 'cast(lots.usable_from as date)') }}
    {{ join_rule('notice', 'expiry_notice_days', 'cast(' ~ as_of() ~ ' as date)') }}
),

spent_by_then as (
    select
        dated.account,
        dated.place,
        sum(case when spent.posted_at < dated.expires_at then spent.points else 0.0 end) as points_before_end,
        sum(spent.points) as points
    from dated
    inner join spent on dated.account = spent.account
    group by dated.account, dated.place
),

ended as (
    select
        dated.*,
        coalesce(spent_by_then.points, 0.0) as spent_points,
        dated.expires_at <= {{ as_of() }} as has_ended,
        greatest(0.0, max(
            case
                when dated.expires_at <= {{ as_of() }}
                    then dated.points_until - coalesce(spent_by_then.points_before_end, 0.0)
            end
        ) over (
            partition by dated.account order by dated.place rows between unbounded preceding and current row
        )) as ended_until
    from dated
    left join spent_by_then on dated.account = spent_by_then.account and dated.place = spent_by_then.place
),

remaining as (
    select
        *,
        -- After the last lot that has ended, `ended_until` stays what it was there.
        greatest(0.0, points_until - ended_until - spent_points) as left_until
    from ended
)

select
    account,
    record_id,
    points,
    usable_from,
    expires_at,
    has_ended,
    ended_until - lag(ended_until, 1, 0.0) over (partition by account order by place) as expired_points,
    case
        when has_ended then 0.0
        else
            left_until
            - lag(case when has_ended then 0.0 else left_until end, 1, 0.0) over (partition by account order by place)
    end as left_points,
    rule_id,
    rule_version,
    expires_at <= {{ as_of() }} + cast(notice_days as integer) * interval '1' day as is_announced
from remaining
