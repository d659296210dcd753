{# What a work unit's hours of a year are worth by its random audits, advice to who assesses it: H (v − λ (1 − v)), with H the
   hours claimed in the months that were sampled, v the share of them that random audits found genuine, λ the rule's.

   An hour more that is not genuine adds λ below nothing in the mean, whatever is audited. That holds only as long as v is not
   shrunk towards others and the credit is not cut at 0: both would pay for such hours. Nobody's own account is touched. #}
with
spans as (
    select
        periods.starts_on,
        periods.ends_on
    from {{ ref('flag_audit_units') }} as units
    inner join {{ ref('core_periods') }} as periods on units.sample_period = periods.period
    group by periods.starts_on, periods.ends_on
),

claims as (
    select
        records.record_id,
        records.work_unit_id,
        records.year,
        evidence.claimed_hours as hours,
        spans.starts_on is not null as is_covered
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('flag_record_evidence') }} as evidence on records.record_id = evidence.record_id
    left join spans on records.service_date between spans.starts_on and spans.ends_on
    where records.work_unit_id is not null and evidence.claimed_hours > 0
),

totals as (
    select
        year,
        work_unit_id,
        sum(hours) as claimed_hours,
        sum(case when is_covered then hours else 0.0 end) as covered_hours
    from claims
    group by year, work_unit_id
),

units as (
    select
        claims.year,
        claims.work_unit_id,
        audits.stratum,
        audits.population,
        audits.clear_in_stratum as sampled,
        audits.clear_weight as weight,
        claims.hours as x,
        claims.hours * (1 - audits.is_fake) as y
    from {{ ref('flag_audit_units') }} as audits
    inner join claims on audits.record_id = claims.record_id
    where audits.is_clear = 1
),

estimated as (
    {{ survey_ratios('units', ['year', 'work_unit_id']) }}
),

bounded as (
    {{ korn_graubard('estimated', ['year', 'work_unit_id'], ref('numbers')) }}
),

ruled as (
    select
        totals.year,
        totals.work_unit_id,
        totals.claimed_hours,
        totals.covered_hours,
        cast(coalesce(bounded.n, 0) as bigint) as random_audits,
        coalesce(bounded.n >= least_audits.value, false) as is_enough,
        bounded.ratio,
        bounded.low,
        bounded.high,
        cost.value as fake_cost,
        cost.rule_id,
        cost.rule_version
    from totals
    left join bounded on totals.year = bounded.year and totals.work_unit_id = bounded.work_unit_id
    {{ join_rule('cost', 'fake_cost', last_day_of('totals.year')) }}
    {{ join_rule('least_audits', 'least_audits', last_day_of('totals.year')) }}
)

select
    year,
    work_unit_id,
    case when is_enough then 'ok' else 'insufficient' end as status,
    claimed_hours,
    covered_hours,
    random_audits,
    case when is_enough then ratio end as genuine_rate,
    {% for bound, column in [('ratio', 'credit'), ('low', 'credit_low'), ('high', 'credit_high')] -%}
    case when is_enough then covered_hours * ({{ bound }} - fake_cost * (1 - {{ bound }})) end as {{ column }},
    {% endfor -%}
    fake_cost,
    rule_id,
    rule_version
from ruled
