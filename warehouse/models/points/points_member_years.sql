with
years as (
    select distinct year
    from {{ ref('core_service_records') }}
    where year is not null and started_at <= {{ as_of() }}
),

-- The rules of a year are those of its last day, of the running year those of today.
policy as (
    select
        years.year,
        max(case when rules.parameter = 'duty_hours' then rules.value end) as duty_hours,
        max(case when rules.parameter = 'excellent_evenness' then rules.value end) as excellent_evenness,
        max(case when rules.parameter = 'basic_duty_share' then rules.value end) as basic_duty_share,
        max(case when rules.parameter = 'duty_hours' then rules.rule_id end) as duty_rule_id,
        max(case when rules.parameter = 'excellent_evenness' then rules.rule_id end) as excellent_rule_id,
        max(case when rules.parameter = 'basic_duty_share' then rules.rule_id end) as basic_rule_id
    from years
    inner join {{ ref('policy_points_rules') }} as rules
        on
            {{ last_day_of('years.year') }} >= rules.valid_from
            and {{ last_day_of('years.year') }} <= coalesce(rules.valid_to, date '9999-12-31')
    where rules.kind = 'assessment' and rules.actor_type = 'party_member'
    group by years.year
),

-- Everybody who owes the duty has a row, served or not; months count from reporting to the year's end or today.
members as (
    select
        years.year,
        members.member_id,
        members.work_unit_id,
        members.home_community_id,
        case
            when extract(year from members.reported_on) = years.year then extract(month from members.reported_on)
            else 1
        end as first_month,
        case
            when years.year = extract(year from {{ as_of() }}) then extract(month from {{ as_of() }})
            else 12
        end as last_month
    from {{ ref('core_members') }} as members
    cross join years
    where
        members.actor = 'party_member'
        and coalesce(extract(year from members.reported_on) <= years.year, true)
        and years.year <= extract(year from {{ as_of() }})
),

months as (
    select
        records.member_id,
        records.year,
        records.period,
        sum(evidence.verified_hours) as verified_hours,
        sum(case when evidence.evidence_grade = 'A' then evidence.verified_hours else 0 end) as grade_a_hours,
        sum(records.declared_hours) as declared_hours,
        sum(records.rating_mean) as rating_sum,
        count(records.rating_mean) as rated_records
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('flag_record_evidence') }} as evidence on records.record_id = evidence.record_id
    where records.member_id is not null and records.started_at <= {{ as_of() }}
    group by records.member_id, records.year, records.period
),

served as (
    select
        months.member_id,
        months.year,
        sum(months.verified_hours) as verified_hours,
        sum(months.grade_a_hours) as grade_a_hours,
        sum(months.declared_hours) as declared_hours,
        sum(case when months.verified_hours > 0 then 1 else 0 end) as months_served,
        sum(least(months.verified_hours / (policy.duty_hours / 12), 1.0)) as months_covered,
        {{ safe_divide('sum(months.rating_sum)', 'sum(months.rated_records)') }} as rating_mean
    from months
    inner join policy on months.year = policy.year
    group by months.member_id, months.year
),

drills as (
    select
        attendance.member_id,
        cast(extract(year from drills.drill_date) as integer) as year,
        count(*) as drills
    from {{ ref('stg_drill_attendance') }} as attendance
    inner join {{ ref('core_drills') }} as drills on attendance.drill_id = drills.drill_id
    where drills.held
    group by attendance.member_id, cast(extract(year from drills.drill_date) as integer)
),

points as (
    select
        records.member_id,
        records.year,
        sum(case when ledger.account like 'held:%' then ledger.points else 0 end) as held_points,
        0 - sum(case when ledger.kind = 'reverse' and ledger.account not like 'honour:%' then ledger.points else 0 end)
            as reversed_points,
        -- A limit may have left nothing of a record's points to be reversed; its hours went all the same.
        count(distinct case when ledger.kind = 'reverse' and ledger.account not like 'honour:%' then ledger.record_id end)
            as reversed_records
    from {{ ref('points_ledger') }} as ledger
    inner join {{ ref('core_service_records') }} as records on ledger.record_id = records.record_id
    where ledger.account not like 'system:%'
    group by records.member_id, records.year
),

assessed as (
    select
        members.year,
        members.member_id,
        members.work_unit_id,
        members.home_community_id,
        policy.duty_hours,
        coalesce(served.verified_hours, 0.0) as verified_hours,
        coalesce(served.declared_hours, 0.0) as declared_hours,
        coalesce(served.verified_hours, 0.0) / policy.duty_hours as duty_share,
        least(
            coalesce(served.months_covered, 0.0) / greatest(members.last_month - members.first_month + 1, 1), 1.0
        ) as evenness,
        cast(coalesce(served.months_served, 0) as bigint) as months_served,
        {{ safe_divide('served.grade_a_hours', 'served.verified_hours') }} as grade_a_share,
        served.rating_mean,
        coalesce(drills.drills, 0) as drills,
        coalesce(points.held_points, 0) as held_points,
        coalesce(points.reversed_points, 0) as reversed_points,
        coalesce(points.reversed_records, 0) as reversed_records,
        members.year < extract(year from {{ as_of() }}) as year_has_ended,
        policy.excellent_evenness,
        policy.basic_duty_share,
        policy.duty_rule_id,
        policy.excellent_rule_id,
        policy.basic_rule_id
    from members
    inner join policy on members.year = policy.year
    left join served on members.member_id = served.member_id and members.year = served.year
    left join drills on members.member_id = drills.member_id and members.year = drills.year
    left join points on members.member_id = points.member_id and members.year = points.year
)

select
    *,
    case
        when duty_share >= 1 and evenness >= excellent_evenness and reversed_records = 0 then 'excellent'
        when duty_share >= 1 then 'competent'
        when not year_has_ended then 'in_progress'
        when duty_share >= basic_duty_share then 'basic'
        else 'not_met'
    end as suggested_level,
    case
        when duty_share >= 1 and evenness >= excellent_evenness and reversed_records = 0 then excellent_rule_id
        when duty_share >= 1 or not year_has_ended then duty_rule_id
        else basic_rule_id
    end as rule_id
from assessed
