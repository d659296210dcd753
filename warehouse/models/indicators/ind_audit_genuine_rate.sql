{# Every record counts by how many it stands for, scaled over the year so that all weights together are worth as many cases as
   they tell of (Kish): what shrinks small communities must not take weights for records. #}
with
weighed as (
    select
        records.*,
        units.clear_weight,
        1 - units.is_fake as is_genuine
    from {{ ref('flag_audit_units') }} as units
    inner join {{ ref('core_service_records') }} as records on units.record_id = records.record_id
    where units.is_clear = 1
),

scaled as (
    select
        *,
        clear_weight * sum(clear_weight) over (partition by year)
        / sum(clear_weight * clear_weight) over (partition by year) as cases
    from weighed
)

{{ evidence_rows(
    'scaled', 'service_logs', 'record_id',
    numerator='cases * is_genuine', denominator='cases', occurred_on='service_date'
) }}
