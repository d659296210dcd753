{# By noisy-or what an indication adds is -ln(1 - weight), and the sum is -ln(1 - suspicion); by weights of evidence it is the
   learned evidence, moved by how this record's weight differs from the usual one, and the sum is the log odds above those of the
   channel. A flag that audits found to be honest adds nothing: it never clears a record. Of the evidence of the member's other records
   a part counts, since the record's own flags already tell some of it. #}
with
policy as (
    select {{ policy_columns(['history_share']) }}
    from {{ ref('audit_policy') }}
),

worth as (
    select
        indications.record_id,
        indications.flag_code,
        indications.flag_group,
        indications.weight,
        indications.circumstance,
        case
            when learned.evidence is null then -ln(1 - indications.weight)
            else
                greatest(learned.evidence + {{ logit('indications.weight') }} - {{ logit('learned.weight') }}, 0)
                * case when indications.flag_group = 'history' then policy.history_share else 1.0 end
        end as worth
    from {{ ref('flag_indications') }} as indications
    cross join policy
    left join {{ ref('flag_learned_weights') }} as learned
        on indications.channel = learned.channel and indications.flag_code = learned.flag_code
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
    circumstance,
    -- Flags of one group share a cause, so only the strongest counts.
    case when place_in_group = 1 then worth else 0.0 end as contribution
from ranked
