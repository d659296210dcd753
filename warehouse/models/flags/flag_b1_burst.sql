{# A rolling fortnight: window frames take no bound from a table, so its length stands here. #}
{% set window_days = 14 %}
with
records as (
    {{ with_thresholds(ref('core_service_records'), 'B1', ['min_share', 'min_year_hours', 'min_year_days']) }}
),

counted as (
    select
        record_id,
        member_id,
        year,
        declared_hours,
        {{ day_number('service_date') }} as day
    from records
    where assignment = 'residence' and member_id is not null and declared_hours is not null and not in_incident
),

windows as (
    select
        *,
        sum(declared_hours) over (partition by member_id, year) as year_hours,
        sum(declared_hours) over (
            partition by member_id, year
            order by day
            range between {{ window_days - 1 }} preceding and current row
        ) as window_hours
    from counted
),

-- The fullest fortnight that contains the record.
fullest as (
    select
        record_id,
        year_hours,
        max(window_hours) over (
            partition by member_id, year
            order by day
            range between current row and {{ window_days - 1 }} following
        ) as window_hours
    from windows
),

duty_owed as (
    select
        communities.community_id,
        20.0 * coalesce(communities.reported_members, count(members.member_id)) as hours
    from {{ ref('core_communities') }} as communities
    left join {{ ref('core_members') }} as members
        on communities.community_id = members.home_community_id and members.assignment = 'residence'
    group by communities.community_id, communities.reported_members
),

places_posted as (
    select
        community_id,
        cast(extract(year from starts_at) as integer) as year,
        sum(coalesce(hours_needed, capacity * planned_hours)) as hours
    from {{ ref('core_activities') }}
    group by community_id, cast(extract(year from starts_at) as integer)
),

tested as (
    select
        records.*,
        fullest.year_hours,
        fullest.window_hours,
        {{ safe_divide('places_posted.hours', 'duty_owed.hours') }} as task_supply,
        {{ days_between('make_date(records.year, 1, 1)', as_of()) }} as year_days
    from records
    left join fullest on records.record_id = fullest.record_id
    left join duty_owed on records.home_community_id = duty_owed.community_id
    left join places_posted on records.home_community_id = places_posted.community_id and records.year = places_posted.year
),

judged as (
    select
        record_id,
        coalesce(
            year_days >= min_year_days and year_hours >= min_year_hours and window_hours >= min_share * year_hours, false
        ) as is_raised,
        case
            when in_incident then 'incident'
            when assignment = 'unit' then 'b1_sent_by_unit'
            when year_hours > 0 then 'b1_share_of_year'
        end as finding_code,
        window_hours / nullif(year_hours, 0) as share,
        year_hours,
        {{ window_days }} as window_days,
        task_supply,
        min_share,
        min_year_hours,
        cast(null as varchar) as evidence,
        case
            when in_incident or assignment = 'unit' then null
            when member_id is null then 'member_id'
            when assignment is null then 'assignment'
            when declared_hours is null then 'declared_hours'
            when year_hours < min_year_hours then 'declared_hours'
            when year_days < min_year_days then 'year'
        end as missing_input,
        case
            when year_hours < min_year_hours then 'b1_few_hours'
            when year_hours >= min_year_hours and year_days < min_year_days then 'b1_young_year'
        end as missing_code
    from tested
)

{{ flag_rows(
    'B1',
    'judged',
    observed=['share', 'year_hours'],
    limits=['min_share', 'min_year_hours'],
    told=['window_days', 'task_supply'],
    missing_code='missing_code'
) }}
