{# A record whose date was corrected may be drawn for two periods; the first drawing counts, in the other it stays without an
   answer. A sample that was extended is one sample of its larger size. #}
with
drawings as (
    select
        period as sample_period,
        record_id,
        stratum,
        flagged,
        population,
        max(sampled) over (partition by period, stratum) as sampled,
        seed,
        drawn_by,
        drawn_at
    from {{ ref('stg_audit_samples') }}
    qualify row_number() over (partition by record_id order by drawn_at asc, period asc) = 1
)

select
    *,
    {{ safe_divide('sampled', 'population') }} as inclusion_probability
from drawings
