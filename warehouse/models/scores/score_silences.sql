{# Communities that sent nothing from a source in a period in which they had to. #}
select
    communities.community_id,
    owed.period,
    owed.source
from {{ ref('score_obligations') }} as owed
cross join {{ ref('core_communities') }} as communities
left join {{ ref('core_reporting') }} as reporting
    on
        owed.source = reporting.source
        and communities.community_id = reporting.community_id
        and owed.period = reporting.period
where reporting.source is null
