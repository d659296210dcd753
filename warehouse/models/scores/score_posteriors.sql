{# Every community, period and indicator: the shrunk value, how sure it is, its status and its score.

   value      own + prior, each by its share: weight * raw_value + (1 - weight) * mean; the weight is 0 where there is no evidence
   variance   weight^2 * sampling variance + (1 - weight)^2 * (tau2 + variance of the mean): for the best weight this is the
              posterior variance plus what the estimated mean adds (metafor's blup); for rates with lumpy rows it stays honest
   status     not_reported where a source was owed and not sent, and where a mandatory indicator was owed and what was sent
              says nothing of it: whoever keeps bad rows back must not take the mean of all for them
   raw_low    90 % interval of the own value alone: Wilson's for rates, whose rows say less the lumpier they are
   share      value on the goalposts, unclipped, with its standard deviation; the score clips it to 0-100
   common     the part of that deviation which a community's indicators have in common: what each borrows errs alike #}
with
spine as (
    select
        communities.community_id,
        definitions.*
    from {{ ref('score_definitions') }} as definitions
    cross join {{ ref('core_communities') }} as communities
),

gathered as (
    select
        spine.*,
        shrinkage.n,
        shrinkage.numerator,
        shrinkage.denominator,
        shrinkage.raw_value,
        coalesce(shrinkage.weight, 0) as weight,
        coalesce(shrinkage.sampling_variance, 0) as sampling_variance,
        priors.mean,
        priors.mean_variance,
        priors.tau2,
        priors.dispersion,
        likeness.likeness
    from spine
    left join {{ ref('score_shrinkage') }} as shrinkage
        on
            spine.period = shrinkage.period
            and spine.indicator_id = shrinkage.indicator_id
            and spine.community_id = shrinkage.community_id
    left join {{ ref('score_priors') }} as priors
        on spine.period = priors.period and spine.indicator_id = priors.indicator_id
    left join {{ ref('score_likeness') }} as likeness on spine.period = likeness.period
),

shrunk as (
    select
        *,
        case
            when weight = 1 then raw_value
            else weight * coalesce(raw_value, 0) + (1 - weight) * mean
        end as value,
        case
            when basis = 'census' and raw_value is not null then 0.0
            else sqrt(power(weight, 2) * sampling_variance + power(1 - weight, 2) * (tau2 + mean_variance))
        end as se,
        case
            when basis = 'census' and raw_value is not null then 0.0
            else (1 - weight) * sqrt(likeness * tau2)
        end as common_se,
        case
            when raw_value is null then 0.0
            when basis = 'census' then 1.0
            else {{ reliability('tau2', 'sampling_variance') }}
        end as reliability,
        least(numerator, denominator) / dispersion as counted,
        denominator / dispersion as counted_of
    from gathered
),

placed as (
    select
        *,
        {{ on_goalposts('value', 'goalpost_low', 'goalpost_high') }} as share,
        se / abs(goalpost_high - goalpost_low) as share_se,
        common_se / abs(goalpost_high - goalpost_low) as share_common_se,
        value - {{ z_of_90_percent() }} * se as unbounded_low,
        value + {{ z_of_90_percent() }} * se as unbounded_high,
        case
            when basis = 'census' then raw_value
            when kind = 'r' then {{ wilson_bound('counted', 'counted_of', '-' ~ z_of_90_percent()) }}
            else raw_value - {{ z_of_90_percent() }} * sqrt(sampling_variance)
        end as raw_low,
        case
            when basis = 'census' then raw_value
            when kind = 'r' then {{ wilson_bound('counted', 'counted_of', z_of_90_percent()) }}
            else raw_value + {{ z_of_90_percent() }} * sqrt(sampling_variance)
        end as raw_high
    from shrunk
),

needs as (
    {{ split_rows(ref('score_definitions'), ['period', 'indicator_id'], 'needs', 'need') }}
),

silent as (
    select
        needs.period,
        needs.indicator_id,
        silences.community_id,
        min(silences.source) as source
    from needs
    inner join {{ ref('score_silences') }} as silences
        on needs.period = silences.period and split_part(needs.need, '.', 1) = silences.source
    group by needs.period, needs.indicator_id, silences.community_id
),

owed as (
    select distinct
        needs.period,
        needs.indicator_id
    from needs
    inner join {{ ref('score_obligations') }} as obligations
        on needs.period = obligations.period and split_part(needs.need, '.', 1) = obligations.source
),

judged as (
    select
        placed.*,
        exemptions.reason as exemption,
        evaluability.missing,
        silent.source as silent_source,
        abs(
            {{ as_score(on_goalposts('placed.unbounded_high', 'placed.goalpost_low', 'placed.goalpost_high')) }}
            - {{ as_score(on_goalposts('placed.unbounded_low', 'placed.goalpost_low', 'placed.goalpost_high')) }}
        ) as score_width,
        case
            when exemptions.indicator_id is not null then 'not_applicable'
            when evaluability.indicator_id is not null then 'not_evaluable'
            when silent.source is not null then 'not_reported'
            when placed.mandatory and placed.raw_value is null and owed.indicator_id is not null then 'not_reported'
            when placed.value is null then 'not_evaluable'
            when placed.raw_value is null then 'insufficient'
            when placed.basis = 'census' then 'ok'
            when placed.n < placed.minimum_n then 'insufficient'
        end as status_before_width
    from placed
    left join {{ ref('indicator_exemptions') }} as exemptions
        on
            placed.community_id = exemptions.community_id
            and placed.indicator_id = exemptions.indicator_id
            and placed.ends_on >= exemptions.starts_on
            and (exemptions.ends_on is null or placed.ends_on <= exemptions.ends_on)
    left join {{ ref('score_evaluability') }} as evaluability
        on placed.period = evaluability.period and placed.indicator_id = evaluability.indicator_id
    left join owed on placed.period = owed.period and placed.indicator_id = owed.indicator_id
    left join silent
        on
            placed.period = silent.period
            and placed.indicator_id = silent.indicator_id
            and placed.community_id = silent.community_id
),

gated as (
    select
        *,
        coalesce(
            status_before_width,
            case
                when reliability >= {{ policy('reliability_threshold') }} or score_width <= {{ policy('narrow_interval') }}
                    then 'ok'
                else 'insufficient'
            end
        ) as status
    from judged
),

{# Not reporting scores 0, in every draw and under every variant of the goalposts: far below any of them, without error. #}
scored as (
    select
        *,
        status in ('ok', 'insufficient') as has_value,
        status in ('ok', 'insufficient', 'not_reported') as counts,
        case when status = 'not_reported' then -1000.0 else share end as drawn_share,
        case when status = 'not_reported' then 0.0 else share_se end as drawn_se,
        case when status = 'not_reported' then 0.0 else share_common_se end as drawn_common_se
    from gated
),

clipping as (
    select
        *,
        (0 - drawn_share) / nullif(drawn_se, 0) as z_0,
        (1 - drawn_share) / nullif(drawn_se, 0) as z_1
    from scored
),

tails as (
    select
        *,
        {{ normal_cdf('z_0') }} as below_0,
        {{ normal_cdf('z_1') }} as below_1
    from clipping
)

select
    period,
    period_kind,
    community_id,
    indicator_id,
    dimension,
    kind,
    basis,
    goalpost_low,
    goalpost_high,
    n,
    numerator,
    denominator,
    raw_value,
    case when has_value then value end as value,
    case when has_value then se end as se,
    case when has_value then reliability end as reliability,
    case when has_value then weight end as shrinkage,
    case when has_value and raw_value is not null then sqrt(sampling_variance) end as raw_se,
    case when has_value then case when kind = 't' then greatest(raw_low, 0) else raw_low end end as raw_low,
    case when has_value then raw_high end as raw_high,
    case when counts then {{ as_score('drawn_share') }} end as score,
    case
        when counts
            then coalesce({{ clipped_normal_variance('drawn_share', 'drawn_se', 'z_0', 'z_1', 'below_0', 'below_1') }}, 0)
    end as score_variance,
    case when counts then drawn_share end as drawn_share,
    case when counts then drawn_se end as drawn_se,
    case when counts then drawn_common_se end as drawn_common_se,
    status,
    case
        when has_value then case when kind in ('r', 't') then greatest(unbounded_low, 0) else unbounded_low end
    end as low,
    case
        when has_value
            then case when kind = 'r' and basis = 'sample' then least(unbounded_high, 1) else unbounded_high end
    end as high,
    case
        when status = 'not_applicable' then exemption
        when status = 'not_evaluable' then coalesce(missing, 'no_evidence')
        when status = 'not_reported' then coalesce(silent_source, 'no_evidence')
        when raw_value is null then 'no_evidence'
        when status = 'insufficient' and n < minimum_n then 'few_rows'
        when status = 'insufficient' then 'wide_interval'
    end as reason
from tails
