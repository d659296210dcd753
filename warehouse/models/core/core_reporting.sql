{# What each community sent, per source and period; rows without a date (registers) count in every period. #}
select
    days.source,
    days.community_id,
    periods.period,
    cast(sum(days.rows) as bigint) as rows
from {{ ref('core_source_days') }} as days
inner join {{ ref('core_periods') }} as periods
    on days.occurred_on between periods.starts_on and periods.ends_on or days.occurred_on is null
where days.community_id is not null
group by days.source, days.community_id, periods.period
