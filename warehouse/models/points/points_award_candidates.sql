{# Whom a rule nominates for the awards of a year, with the evidence: those who have enough of all the rule asks, the best of
   them by its measure, everybody who ties with the last. Whoever has too little data is no candidate; people decide. #}
with
entries as (
    select
        extract(year from posted_at) as year,
        account,
        record_id,
        points,
        hours
    from {{ ref('points_ledger') }}
    where kind in ('earn', 'bonus', 'cap_truncate', 'adjust', 'reverse') and posted_at <= {{ as_of() }}
),

accounts as (
    select
        year,
        account,
        sum(points) as points,
        sum(hours) as hours,
        count(distinct record_id) as records
    from entries
    group by year, account
),

people as (
    select
        'model_person' as award,
        years.year,
        years.member_id as nominee,
        years.home_community_id as community_id,
        years.verified_hours as value,
        accounts.records,
        years.rating_mean,
        years.evenness,
        years.grade_a_share,
        1 as members,
        years.held_points = 0 and years.reversed_records = 0 as is_clear
    from {{ ref('points_member_years') }} as years
    inner join accounts on 'member:' || years.member_id = accounts.account and years.year = accounts.year
),

households as (
    select
        'model_household' as award,
        accounts.year,
        members.household_id as nominee,
        max(members.home_community_id) as community_id,
        sum(accounts.points) + coalesce(max(own.points), 0.0) as value,
        sum(accounts.records) as records,
        cast(null as double) as rating_mean,
        cast(null as double) as evenness,
        cast(null as double) as grade_a_share,
        count(distinct members.member_id) as members,
        count(distinct members.member_id) >= 2 as is_clear
    from accounts
    inner join {{ ref('core_members') }} as members on accounts.account = 'member:' || members.member_id
    left join accounts as own on own.account = 'household:' || members.household_id and accounts.year = own.year
    where members.household_id is not null
    group by accounts.year, members.household_id
),

ratings as (
    select
        organisations.organisation_id,
        extract(year from activities.ends_at) as year,
        avg(ratings.score01) as rating_mean
    from {{ ref('core_ratings') }} as ratings
    inner join {{ ref('core_activities') }} as activities on ratings.activity_id = activities.activity_id
    inner join {{ ref('stg_organisations') }} as organisations on activities.organisation_id = organisations.organisation_id
    group by organisations.organisation_id, extract(year from activities.ends_at)
),

organisations as (
    select
        case when accounts.account like 'enterprise:%' then 'friendly_enterprise' else 'advanced_organisation' end as award,
        accounts.year,
        organisations.organisation_id as nominee,
        organisations.community_id,
        case when accounts.account like 'enterprise:%' then accounts.points else accounts.hours end as value,
        accounts.records,
        ratings.rating_mean,
        cast(null as double) as evenness,
        cast(null as double) as grade_a_share,
        1 as members,
        true as is_clear
    from accounts
    inner join {{ ref('stg_organisations') }} as organisations
        on accounts.account in ('enterprise:' || organisations.organisation_id, 'social:' || organisations.organisation_id)
    left join ratings on organisations.organisation_id = ratings.organisation_id and accounts.year = ratings.year
),

everybody as (
    select * from people
    union all
    select * from households
    union all
    select * from organisations
),

enough as (
    select
        everybody.*,
        rules.rule_id,
        rules.places,
        rules.notice_days,
        rank() over (partition by everybody.award, everybody.year order by round(everybody.value, 4) desc) as place,
        count(*) over (partition by everybody.award, everybody.year, round(everybody.value, 4)) as tied
    from everybody
    inner join {{ ref('award_rules') }} as rules
        on
            everybody.award = rules.award
            and {{ last_day_of('cast(everybody.year as integer)') }} >= rules.valid_from
            and {{ last_day_of('cast(everybody.year as integer)') }} <= coalesce(rules.valid_to, date '9999-12-31')
    where
        everybody.is_clear
        and everybody.value >= rules.least_value
        and everybody.records >= rules.least_records
        and (rules.least_rating is null or everybody.rating_mean >= rules.least_rating)
        and (rules.least_evenness is null or everybody.evenness >= rules.least_evenness)
        and (rules.least_grade_a_share is null or everybody.grade_a_share >= rules.least_grade_a_share)
)

select
    award,
    cast(year as integer) as year,
    nominee,
    community_id,
    value,
    cast(records as bigint) as records,
    rating_mean,
    evenness,
    grade_a_share,
    cast(members as bigint) as members,
    cast(place as integer) as place,
    cast(tied as integer) as tied,
    rule_id,
    notice_days
from enough
where place <= places
