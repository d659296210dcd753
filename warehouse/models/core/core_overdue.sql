{# What is overdue today, line by line: required scenarios that no drill covered for 12 months; stock and shelter lines that were
   below minimum, expired or unchecked for too long at their last check. A community whose stock nobody reported has one line
   without a subject that says so; so has every community where the whole source is missing. #}
with
last_drills as (
    select
        communities.community_id,
        scenarios.scenario,
        drills.drill_date,
        cast(drills.drill_date + interval '12' month as date) as due_on,
        drills.batch_id,
        drills.row_number
    from {{ ref('core_communities') }} as communities
    inner join {{ ref('required_scenarios') }} as scenarios
        on scenarios.setting = '*' or communities.setting = scenarios.setting
    left join {{ ref('core_drills') }} as drills
        on
            communities.community_id = drills.community_id
            and scenarios.scenario = drills.scenario
            and drills.held
            and drills.drill_date <= cast({{ as_of() }} as date)
    qualify
        row_number() over (
            partition by communities.community_id, scenarios.scenario
            order by drills.drill_date desc, drills.drill_id asc
        ) = 1
),

lines as (
    select
        *,
        {{ stock_fault('cast(' ~ as_of() ~ ' as date)') }} as fault
    from {{ ref('stg_supplies') }}
    where checked_on <= cast({{ as_of() }} as date)
    qualify row_number() over (partition by community_id, item order by checked_on desc) = 1
),

present as (
    select
        max({{ one_if("source = 'drills'") }}) as drills,
        max({{ one_if("source = 'supplies'") }}) as supplies
    from {{ ref('core_source_presence') }}
),

-- Where nothing can be said, that is said: a source nobody sends, or one this community did not send.
silent as (
    select
        communities.community_id,
        'drill' as kind,
        'not_evaluable' as status,
        'drills' as reason
    from {{ ref('core_communities') }} as communities
    inner join present on coalesce(present.drills, 0) = 0
    union all
    select
        communities.community_id,
        'supply' as kind,
        case when present.supplies = 1 then 'not_reported' else 'not_evaluable' end as status,
        'supplies' as reason
    from {{ ref('core_communities') }} as communities
    cross join present
    left join lines on communities.community_id = lines.community_id
    where lines.community_id is null
),

listed as (
    select
        last_drills.community_id,
        'drill' as kind,
        last_drills.scenario as subject,
        'overdue' as status,
        case when last_drills.drill_date is null then 'never_drilled' else 'not_drilled' end as reason,
        last_drills.drill_date as last_on,
        last_drills.due_on,
        cast(null as double) as quantity,
        cast(null as double) as minimum,
        last_drills.batch_id,
        last_drills.row_number
    from last_drills
    inner join present on present.drills = 1
    where last_drills.drill_date is null or last_drills.due_on < cast({{ as_of() }} as date)
    union all
    -- A shortage dates from the check that found it.
    select
        community_id,
        'supply' as kind,
        item as subject,
        'overdue' as status,
        fault as reason,
        checked_on as last_on,
        case fault
            when 'below_minimum' then checked_on
            when 'expired' then expires_on
            else checked_on + cast({{ parameter('supply_readiness', 'checked_days') }} as integer)
        end as due_on,
        quantity,
        minimum,
        batch_id,
        row_number
    from lines
    where fault is not null
    union all
    select
        community_id,
        kind,
        cast(null as varchar) as subject,
        status,
        reason,
        cast(null as date) as last_on,
        cast(null as date) as due_on,
        cast(null as double) as quantity,
        cast(null as double) as minimum,
        cast(null as varchar) as batch_id,
        cast(null as bigint) as row_number
    from silent
)

select
    *,
    {{ days_between('due_on', as_of()) }} as days_overdue
from listed
