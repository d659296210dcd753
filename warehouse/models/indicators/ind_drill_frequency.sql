{# One row per required scenario: the latest drill of it in the 12 months that end with the period, or, where none was held,
   the latest drill that was planned and its reason. #}
with
required as (
    select
        communities.community_id,
        periods.period,
        periods.ends_on,
        scenarios.scenario
    from {{ ref('core_communities') }} as communities
    cross join {{ ref('core_periods') }} as periods
    inner join {{ ref('required_scenarios') }} as scenarios
        on scenarios.setting = '*' or communities.setting = scenarios.setting
),

latest as (
    select
        required.*,
        drills.drill_id,
        drills.held,
        drills.batch_id,
        drills.row_number
    from required
    left join {{ ref('core_drills') }} as drills
        on
            required.community_id = drills.community_id
            and required.scenario = drills.scenario
            and {{ within_12_months('drills.drill_date', 'required.ends_on') }}
    qualify
        row_number() over (
            partition by required.community_id, required.period, required.scenario
            order by {{ one_if('drills.held') }} desc, drills.drill_date desc, drills.drill_id asc
        ) = 1
)

{{ evidence_rows(
    'latest', 'drills', 'drill_id',
    numerator=one_if('held'), denominator='1', period='period'
) }}
