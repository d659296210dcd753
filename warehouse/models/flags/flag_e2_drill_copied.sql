with
objectives as (
    select
        drill_id,
        string_agg(objective || '=' || upper(trim(rating)), ';' order by objective, rating) as ratings
    from {{ ref('core_drill_objectives') }}
    group by drill_id
),

drills as (
    {{ with_thresholds(ref('core_drills'), 'E2', ['min_times'], day='subjects.drill_date', category="'*'") }}
),

timed as (
    select
        drills.drill_id,
        drills.drill_date,
        drills.held,
        drills.participants,
        drills.min_times,
        objectives.ratings,
        date_diff('second', drills.alarm_at, drills.first_response_at) as response_seconds,
        date_diff('second', drills.alarm_at, drills.assembled_at) as assembly_seconds,
        date_diff('second', drills.alarm_at, drills.all_clear_at) as clear_seconds
    from drills
    left join objectives on drills.drill_id = objectives.drill_id
),

described as (
    select
        *,
        case when response_seconds is not null then 1 else 0 end
        + case when assembly_seconds is not null then 1 else 0 end
        + case when clear_seconds is not null then 1 else 0 end as times
    from timed
),

compared as (
    select
        drill_id,
        first_value(drill_id) over (
            partition by participants, response_seconds, assembly_seconds, clear_seconds, ratings
            order by drill_date, drill_id
        ) as origin_drill_id
    from described
    where held and participants is not null and ratings is not null and times >= min_times
),

judged as (
    select
        described.drill_id as record_id,
        coalesce(compared.origin_drill_id <> described.drill_id, false) as is_raised,
        case when described.participants is not null then 'e2_figures' end as finding_code,
        described.participants,
        described.response_seconds,
        described.assembly_seconds,
        described.clear_seconds,
        described.min_times,
        case when compared.origin_drill_id <> described.drill_id then compared.origin_drill_id end as evidence,
        case
            when not described.held then 'conducted_at'
            when compared.drill_id is null then 'participants;alarm_at;first_response_at;assembled_at;all_clear_at;objectives'
        end as missing_input
    from described
    left join compared on described.drill_id = compared.drill_id
)

{{ flag_rows(
    'E2',
    'judged',
    observed=['participants', 'response_seconds', 'assembly_seconds', 'clear_seconds'],
    limits=['min_times']
) }}
