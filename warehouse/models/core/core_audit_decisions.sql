{# The newest decision on a record stands. A record once drawn at random stays a random audit, whoever decides it later:
   otherwise appeals would take cases out of the sample. #}
with
ranked as (
    select
        record_id,
        decision_id,
        verdict,
        reason_code,
        decided_by,
        decided_at,
        max(case when basis = 'random' then 1 else 0 end) over (partition by record_id) as was_sampled,
        row_number() over (partition by record_id order by decided_at desc, decision_id desc) as recency
    from {{ ref('stg_audit_decisions') }}
)

select
    record_id,
    decision_id,
    verdict,
    reason_code,
    decided_by,
    decided_at,
    case when was_sampled = 1 then 'random' else 'targeted' end as basis
from ranked
where recency = 1
