with
contacts as (
    select *
    from {{ ref('stg_burden_log') }}
    where kind in ('call', 'visit') and outcome is not null
)

{{ evidence_rows(
    'contacts', 'burden_log', 'entry_id',
    numerator=one_if("outcome in ('refused', 'conflict')"), denominator='1', occurred_on='happened_at'
) }}
