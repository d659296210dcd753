{# Every movement of points that a service record causes, between two accounts. A flag moves points to the held account and
   nowhere else; only a decision brings them back or takes them away. Hours stay with the member while points are held. #}
with
priced as (
    select
        priced.*,
        round(priced.undecided_verified_hours, 4) as earned_hours,
        round(priced.undecided_verified_hours * (1 - priced.kept_share), 4) as corrected_hours,
        shares.cap_rule_id,
        shares.cap_rule_version,
        coalesce(shares.earning_share, 1.0) as earning_share,
        round(
            (priced.earned_points + priced.bonus_points + priced.corrected_points) * coalesce(shares.earning_share, 1.0), 4
        ) as net_points,
        'member:' || priced.member_id as member_account,
        'held:' || priced.member_id as held_account,
        'honour:' || priced.member_id as honour_account
    from {{ ref('points_record_values') }} as priced
    left join {{ ref('points_earning_shares') }} as shares on priced.record_id = shares.record_id
    -- A party member's record has no value before it is graded.
    where priced.posted_at is not null and priced.grade_factor is not null
),

records as (
    select
        *,
        round(earned_points + bonus_points + corrected_points - net_points, 4) as over_cap_points,
        verified_hours - (earned_hours - corrected_hours) as lifted_hours
    from priced
)

{{ movement_rows(
    'records', 'earn', "'system:issuance'", 'member_account', 'earned_points', hours='earned_hours', rule='earn',
    where='earned_points <> 0 or earned_hours <> 0'
) }}
union all
{{ movement_rows(
    'records', 'earn', "'system:issuance'", 'honour_account', 'honour_points', rule='earn',
    where='honour_points <> 0'
) }}
union all
{{ movement_rows(
    'records', 'bonus', "'system:issuance'", 'member_account', 'bonus_points', rule='bonus',
    where='bonus_points <> 0'
) }}
union all
-- What members report of their own records is taken back and nothing more.
{{ movement_rows(
    'records', 'adjust', 'member_account', "'system:issuance'", '-corrected_points', hours='corrected_hours', rule='correction',
    decision_id='report_id', posted_at='greatest(posted_at, reported_at)',
    where='report_id is not null and (corrected_points <> 0 or corrected_hours <> 0)'
) }}
union all
{{ movement_rows(
    'records', 'cap_truncate', 'member_account', "'system:issuance'", 'over_cap_points', rule='cap',
    where='over_cap_points <> 0'
) }}
union all
{{ movement_rows(
    'records', 'hold', 'member_account', 'held_account', 'net_points', rule='hold',
    posted_at='greatest(posted_at, held_on_proposal_at)',
    where='is_held and net_points <> 0'
) }}
union all
{{ movement_rows(
    'records', 'release', 'held_account', 'member_account', 'net_points', rule='hold',
    decision_id='decision_id', posted_at='greatest(posted_at, released_at)',
    where='is_held and net_points <> 0 and released_at is not null'
) }}
union all
{{ movement_rows(
    'records', 'adjust', "'system:issuance'", 'member_account', 'lifted_points * earning_share', hours='lifted_hours', rule='earn',
    decision_id='decision_id', posted_at='decided_at',
    where="decision_verdict = 'genuine' and (lifted_points <> 0 or round(lifted_hours, 4) <> 0)"
) }}
union all
{{ movement_rows(
    'records', 'reverse', 'case when is_held then held_account else member_account end', "'system:issuance'", 'net_points',
    rule='earn', decision_id='decision_id', posted_at='decided_at',
    where="decision_verdict = 'not_genuine' and net_points <> 0"
) }}
union all
{{ movement_rows(
    'records', 'reverse', 'member_account', "'system:hours'", '0.0', hours='earned_hours - corrected_hours', rule='earn',
    decision_id='decision_id', posted_at='decided_at',
    where="decision_verdict = 'not_genuine' and earned_hours <> corrected_hours"
) }}
union all
-- Once decided, hours attested on paper are either confirmed and worth points, or not there.
{{ movement_rows(
    'records', 'reverse', 'honour_account', "'system:issuance'", 'honour_points', rule='earn',
    decision_id='decision_id', posted_at='decided_at',
    where="decision_verdict in ('genuine', 'not_genuine') and honour_points <> 0"
) }}
