{# What random audits say of each flag: evidence = log of P(flag | fake) / P(flag | genuine), which by Bayes is the logit of the
   share of fakes among the records whose strongest flag of the group it is, less the logit of the share among all.

   Few audits meet any one flag, so the weights of the catalogue stand in as audits made before (`prior_audits`): what is learned
   over all channels moves them, and each channel starts from what all share and moves on by its own audits. A flag's weight before
   audits may differ by record; audits are held against the weights of the very records they met, and what is learned is given for
   the usual weight of the channel.
   Two lines beside the flags: `base`, the share among all records of the channel, and `none`, records without any flag. #}
with
policy as (
    select
        {{ policy_columns(['prior_audits', 'prior_channel_audits', 'prior_unflagged']) }}
    from {{ ref('audit_policy') }}
),

model as (
    select share
    from {{ ref('flag_suspicion_models') }}
    where model = 'weights_of_evidence'
),

audits as (
    select
        units.record_id,
        coalesce(records.channel, '?') as channel,
        units.clear_weight,
        units.is_fake
    from {{ ref('flag_audit_units') }} as units
    inner join {{ ref('core_service_records') }} as records on units.record_id = records.record_id
    where units.is_clear = 1
),

channels as (
    select distinct coalesce(channel, '?') as channel
    from {{ ref('core_service_records') }}
),

usual_weights as (
    select
        channel,
        flag_code,
        avg(weight) as weight
    from {{ ref('flag_indications') }}
    group by channel, flag_code
),

catalogue as (
    select
        channels.channel,
        rules.flag_code,
        rules.weight
    from {{ ref('flag_rules') }} as rules
    cross join channels
    left join usual_weights on rules.flag_code = usual_weights.flag_code and channels.channel = usual_weights.channel
    where rules.flag_group <> 'drill' and usual_weights.flag_code is null
    union all
    select
        channel,
        flag_code,
        weight
    from usual_weights
    union all
    select
        channels.channel,
        'none' as flag_code,
        policy.prior_unflagged as weight
    from channels
    cross join policy
),

met as (
    select
        audits.*,
        indications.flag_code,
        indications.weight
    from audits
    inner join {{ ref('flag_indications') }} as indications on audits.record_id = indications.record_id
    where indications.leads
    union all
    select
        audits.*,
        'none' as flag_code,
        policy.prior_unflagged as weight
    from audits
    cross join policy
    left join {{ ref('flag_indications') }} as indications on audits.record_id = indications.record_id
    where indications.record_id is null
),

by_flag as (
    select
        flag_code,
        {{ kish_cases('clear_weight') }} as cases,
        {{ weighted_mean('is_fake', 'clear_weight') }} as share,
        {{ weighted_mean('weight', 'clear_weight') }} as weight
    from met
    group by flag_code
),

-- How much more, or less, a flag says than the catalogue has it, on the logit scale.
shifts as (
    select
        by_flag.flag_code,
        {{ logit(pooled('by_flag.weight', 'policy.prior_audits', 'by_flag.share', 'by_flag.cases')) }}
        - {{ logit('by_flag.weight') }} as shift
    from by_flag
    cross join policy
),

bases_of_channels as (
    select
        channel,
        {{ kish_cases('clear_weight') }} as cases,
        {{ weighted_mean('is_fake', 'clear_weight') }} as share
    from audits
    group by channel
),

bases as (
    select
        channels.channel,
        coalesce(bases_of_channels.cases, 0) as cases,
        {{ pooled('model.share', 'policy.prior_channel_audits', 'bases_of_channels.share', 'bases_of_channels.cases') }} as share
    from channels
    cross join model
    cross join policy
    left join bases_of_channels on channels.channel = bases_of_channels.channel
),

by_channel as (
    select
        channel,
        flag_code,
        {{ kish_cases('clear_weight') }} as cases,
        {{ weighted_mean('is_fake', 'clear_weight') }} as share,
        {{ weighted_mean('weight', 'clear_weight') }} as weight
    from met
    group by channel, flag_code
),

expected as (
    select
        catalogue.channel,
        catalogue.flag_code,
        catalogue.weight,
        bases.share as base_share,
        by_channel.cases,
        by_channel.share as found_share,
        {{ logit('bases.share') }} + coalesce(shifts.shift, 0) - {{ logit('model.share') }} as channel_shift,
        {{ logit('catalogue.weight') }} as usual_logit,
        {{ logit('coalesce(by_channel.weight, catalogue.weight)') }} as met_logit
    from catalogue
    inner join bases on catalogue.channel = bases.channel
    cross join model
    left join shifts on catalogue.flag_code = shifts.flag_code
    left join by_channel on catalogue.channel = by_channel.channel and catalogue.flag_code = by_channel.flag_code
),

-- Shares among the records that audits met.
met_shares as (
    select
        expected.*,
        {{ pooled(
            '1 / (1 + exp(-expected.channel_shift - expected.met_logit))',
            'policy.prior_channel_audits',
            'expected.found_share',
            'expected.cases'
        ) }} as met_share
    from expected
    cross join policy
),

learned as (
    select
        *,
        {{ logit('met_share') }} + usual_logit - met_logit as log_odds
    from met_shares
)

select
    channel,
    flag_code,
    weight,
    coalesce(cases, 0) as cases,
    -- Nine decimals: the last bits of a sum differ from run to run.
    round(1 / (1 + exp(-log_odds)), 9) as share,
    round(log_odds - {{ logit('base_share') }}, 9) as evidence
from learned
union all
select
    channel,
    'base' as flag_code,
    cast(null as double) as weight,
    cases,
    round(share, 9) as share,
    round({{ logit('share') }}, 9) as evidence
from bases
