{% set run_length = 4 %}
with
objectives as (
    select
        drill_id,
        min(case when upper(trim(rating)) = 'P' then 1 else 0 end) as all_performed
    from {{ ref('core_drill_objectives') }}
    group by drill_id
),

findings as (
    select
        drill_id,
        count(*) as findings
    from {{ ref('core_drill_findings') }}
    group by drill_id
),

held as (
    select
        drills.drill_id,
        drills.community_id,
        drills.drill_date,
        drills.announced is null or drills.evaluator is null or objectives.drill_id is null as is_incomplete,
        case
            when
                drills.announced
                and drills.evaluator = 'self'
                and objectives.all_performed = 1
                and findings.drill_id is null
                then 1
            else 0
        end as is_smooth
    from {{ ref('core_drills') }} as drills
    left join objectives on drills.drill_id = objectives.drill_id
    left join findings on drills.drill_id = findings.drill_id
    where drills.held
),

runs as (
    select
        drill_id,
        is_incomplete,
        count(*) over latest as drills,
        sum(is_smooth) over latest as smooth_drills,
        string_agg(drill_id, ';') over latest as drill_ids
    from held
    window
        latest as (
            partition by community_id
            order by drill_date, drill_id
            rows between {{ run_length - 1 }} preceding and current row
        )
),

judged as (
    select
        drills.drill_id as record_id,
        coalesce(runs.smooth_drills = {{ run_length }}, false) as is_raised,
        case when runs.drill_id is not null then 'e1_faultless' end as finding_code,
        runs.smooth_drills,
        runs.drills,
        {{ run_length }} as min_drills,
        runs.drill_ids as evidence,
        case
            when runs.drill_id is null then 'conducted_at'
            when runs.is_incomplete then 'announced;evaluator;objectives'
            when runs.drills < {{ run_length }} then 'drills'
        end as missing_input,
        case when not runs.is_incomplete and runs.drills < {{ run_length }} then 'e1_few_drills' end as missing_code
    from {{ ref('core_drills') }} as drills
    left join runs on drills.drill_id = runs.drill_id
)

{{ flag_rows(
    'E1',
    'judged',
    observed=['smooth_drills'],
    limits=['min_drills'],
    told=['drills'],
    missing_code='missing_code'
) }}
