{# Only records drawn at random, and only verdicts that say something: "cannot tell" gives bounds elsewhere. #}
with
audited as (
    select
        records.record_id,
        records.community_id,
        records.service_date,
        decisions.verdict,
        records.batch_id,
        records.row_number
    from {{ ref('core_audit_decisions') }} as decisions
    inner join {{ ref('core_service_records') }} as records on decisions.record_id = records.record_id
    where decisions.basis = 'random' and decisions.verdict in ('genuine', 'not_genuine')
)

{{ evidence_rows(
    'audited', 'service_logs', 'record_id',
    numerator=one_if("verdict = 'genuine'"), denominator='1', occurred_on='service_date'
) }}
