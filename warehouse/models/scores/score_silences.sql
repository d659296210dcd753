{# Communities that sent nothing from a source in a period that is over and in which policy asks them to report.
   An obligation every quarter binds quarters and longer periods, not months. #}
with
lengths as (
    select
        'month' as kind,
        1 as months
    union all
    select
        'quarter' as kind,
        3 as months
    union all
    select
        'half' as kind,
        6 as months
    union all
    select
        'year' as kind,
        12 as months
),

owed as (
    select
        communities.community_id,
        periods.period,
        obligations.source
    from {{ ref('reporting_obligations') }} as obligations
    inner join lengths as every on obligations.every = every.kind
    inner join lengths as long_enough on every.months <= long_enough.months
    inner join {{ ref('core_periods') }} as periods on long_enough.kind = periods.kind
    cross join {{ ref('core_communities') }} as communities
    where periods.ends_on < cast({{ as_of() }} as date)
)

select
    owed.community_id,
    owed.period,
    owed.source
from owed
left join {{ ref('core_reporting') }} as reporting
    on
        owed.source = reporting.source
        and owed.community_id = reporting.community_id
        and owed.period = reporting.period
where reporting.source is null
