{# By noisy-or what a flag adds is -ln(1 - weight), and the sum is -ln(1 - suspicion); by weights of evidence it is the learned
   evidence, and the sum is the log odds above those of the channel. A flag that audits found to be honest adds nothing: it never
   clears a record. #}
with
worth as (
    select
        raised.record_id,
        raised.flag_code,
        raised.flag_group,
        raised.weight,
        case
            when learned.evidence is null then -ln(1 - raised.weight)
            else greatest(learned.evidence, 0)
        end as worth
    from {{ ref('flag_raised') }} as raised
    left join {{ ref('flag_learned_weights') }} as learned
        on raised.channel = learned.channel and raised.flag_code = learned.flag_code
),

ranked as (
    select
        *,
        row_number() over (
            partition by record_id, flag_group order by worth desc, weight desc, flag_code asc
        ) as place_in_group
    from worth
)

select
    record_id,
    flag_code,
    flag_group,
    weight,
    -- Flags of one group share a cause, so only the strongest counts.
    case when place_in_group = 1 then worth else 0.0 end as contribution
from ranked
