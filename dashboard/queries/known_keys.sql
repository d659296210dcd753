-- question: Does the build know what a link names, whoever may see it?
-- scope: public
with known as (
    select 'period' as kind, period as code from published.periods
    union all
    select 'lens' as kind, lens as code from published.lenses
    union all
    select 'district' as kind, district as code from published.communities
    union all
    select 'community' as kind, community_id as code from published.communities
    union all
    select 'indicator' as kind, indicator_id as code from published.indicators
    union all
    select 'unit' as kind, work_unit_id as code from published.work_unit_assessments
    union all
    select 'year' as kind, cast(year as varchar) as code from published.member_assessments
    union all
    select 'record' as kind, record_id as code from published.service_records
)

select distinct
    kind,
    code
from known
where kind = $kind and code = $code
