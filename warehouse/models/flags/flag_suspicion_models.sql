{# Shares are weighted by sampling; half a case on either side keeps them off 0 and 1. #}
with
policy as (
    select
        {{ policy_columns(['learning_audits', 'learning_fakes']) }}
    from {{ ref('audit_policy') }}
),

audited as (
    select
        count(*) as audits,
        coalesce(sum(is_fake), 0) as fakes,
        {{ kish_cases('clear_weight') }} as cases,
        {{ weighted_mean('is_fake', 'clear_weight') }} as share,
        md5(string_agg(record_id || ':' || is_fake, ';' order by record_id)) as digest
    from {{ ref('flag_audit_units') }}
    where is_clear = 1
),

catalogue as (
    select md5(string_agg(flag_code || ':' || weight, ';' order by flag_code)) as digest
    from {{ ref('flag_rules') }}
),

chosen as (
    select
        audited.audits,
        audited.fakes,
        (coalesce(audited.share * audited.cases, 0) + 0.5) / (coalesce(audited.cases, 0) + 1) as share,
        case
            when audited.audits >= policy.learning_audits and audited.fakes >= policy.learning_fakes
                then 'weights_of_evidence'
            else 'noisy_or'
        end as model,
        substr(catalogue.digest, 1, 6) as catalogue_digest,
        substr(audited.digest, 1, 6) as audit_digest
    from audited
    cross join policy
    cross join catalogue
)

select
    model,
    case
        when model = 'noisy_or' then 'noisy_or-' || catalogue_digest
        else 'weights_of_evidence-' || catalogue_digest || '-' || audit_digest
    end as model_version,
    audits,
    fakes,
    share
from chosen
