{# Bonus, penalty and veto items of a community in a period, each with its cases and their evidence. The sum over items is
   limited where it meets the score, in `score_composites`. A decision that is superseded takes its case with it. #}
with
cases as (
    select
        items.item,
        records.community_id,
        records.service_date as occurred_on,
        records.record_id as evidence,
        decisions.effective_reason_code as reason
    from {{ ref('core_audit_decisions') }} as decisions
    inner join {{ ref('core_service_records') }} as records on decisions.record_id = records.record_id
    inner join {{ ref('adjustment_items') }} as items
        on items.source = 'decision' and decisions.effective_reason_code = items.reason_code
    where decisions.effective_verdict = 'not_genuine'
    union all
    select
        item,
        community_id,
        occurred_on,
        evidence,
        reason
    from {{ ref('policy_recorded_adjustments') }}
),

summed as (
    select
        periods.period,
        cases.community_id,
        cases.item,
        count(*) as cases,
        string_agg(distinct cases.reason, ';' order by cases.reason) as reason,
        string_agg(distinct cases.evidence, ';' order by cases.evidence) as evidence
    from cases
    inner join {{ ref('core_periods') }} as periods on cases.occurred_on between periods.starts_on and periods.ends_on
    group by periods.period, cases.community_id, cases.item
),

computed as (
    select
        summed.period,
        summed.community_id,
        summed.item,
        items.kind,
        summed.cases,
        greatest(0 - items.at_most, least(items.at_most, summed.cases * items.points)) as points,
        items.grade_cap,
        summed.reason,
        summed.evidence
    from summed
    inner join {{ ref('adjustment_items') }} as items on summed.item = items.item
    inner join {{ ref('core_periods') }} as periods on summed.period = periods.period
    where periods.ends_on >= items.valid_from and (items.valid_to is null or periods.ends_on <= items.valid_to)
)

{{ with_frozen_rows('computed', 'score_adjustments') }}
