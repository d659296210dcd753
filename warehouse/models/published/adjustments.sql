{# The appeal is looked up now, also for a frozen period: an objection of the community that names one of the records, or none
   and no indicator either. #}
with
appeals as (
    select
        adjustments.period,
        adjustments.community_id,
        adjustments.item,
        max(case objections.state when 'accepted' then 3 when 'filed' then 2 else 1 end) as step
    from {{ ref('score_adjustments') }} as adjustments
    inner join {{ ref('core_objections') }} as objections
        on
            adjustments.period = objections.period
            and adjustments.community_id = objections.community_id
            and (
                strpos(';' || adjustments.evidence || ';', ';' || objections.record_id || ';') > 0
                or (objections.record_id is null and objections.indicator_id is null)
            )
    group by adjustments.period, adjustments.community_id, adjustments.item
)

select
    adjustments.period,
    adjustments.community_id,
    adjustments.item,
    items.name_zh,
    items.name_en,
    adjustments.kind,
    adjustments.cases,
    adjustments.points,
    adjustments.grade_cap,
    adjustments.reason,
    adjustments.evidence,
    items.source,
    case appeals.step when 3 then 'accepted' when 2 then 'filed' when 1 then 'rejected' else 'none' end as appeal
from {{ ref('score_adjustments') }} as adjustments
inner join {{ ref('adjustment_items') }} as items on adjustments.item = items.item
left join appeals
    on
        adjustments.period = appeals.period
        and adjustments.community_id = appeals.community_id
        and adjustments.item = appeals.item
