{# Everybody listed as member or cadre of the community, and the staff its register counts beyond the cadres listed. #}
with
people as (
    select
        *,
        home_community_id as community_id
    from {{ ref('core_members') }}
    where actor in ('party_member', 'cadre') and home_community_id is not null
),

trained as (
    select distinct
        trainings.member_id,
        periods.period
    from {{ ref('stg_trainings') }} as trainings
    inner join {{ ref('core_periods') }} as periods
        on {{ within_12_months('trainings.held_on', 'periods.ends_on') }}
    where trainings.passed
),

listed as (
    select
        people.*,
        periods.period,
        trained.member_id is not null as is_trained
    from people
    inner join {{ ref('core_periods') }} as periods on people.reported_on is null or people.reported_on <= periods.ends_on
    left join trained on people.member_id = trained.member_id and periods.period = trained.period
),

cadres as (
    select
        community_id,
        count(*) as cadres
    from people
    where actor = 'cadre'
    group by community_id
),

unlisted as (
    select
        communities.community_id,
        periods.period,
        communities.staff - coalesce(cadres.cadres, 0) as people,
        communities.batch_id,
        communities.row_number
    from {{ ref('core_communities') }} as communities
    cross join {{ ref('core_periods') }} as periods
    left join cadres on communities.community_id = cadres.community_id
    where communities.staff > coalesce(cadres.cadres, 0)
)

{{ evidence_rows(
    'listed', 'members', 'member_id',
    numerator=one_if('is_trained'), denominator='1', period='period'
) }}
union all
{{ evidence_rows(
    'unlisted', 'communities', 'community_id',
    numerator='0', denominator='people', period='period'
) }}
