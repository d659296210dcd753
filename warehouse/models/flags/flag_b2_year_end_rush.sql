with
records as (
    {{ with_thresholds(ref('core_service_records'), 'B2', ['max_z', 'min_records']) }}
),

-- A year that has not ended, or that the records cover only from spring on, has no December share.
years as (
    select
        records.member_id,
        records.year,
        max(records.min_records) as min_records,
        count(*) as record_count,
        sum(case when extract(month from records.service_date) = 12 then 1 else 0 end) as december_count
    from records
    cross join {{ ref('core_source_presence') }} as presence
    where
        presence.source = 'service_logs'
        and presence.first_on <= make_date(records.year, 1, 31)
        and make_date(records.year + 1, 1, 1) <= {{ as_of() }}
        and records.member_id is not null
        and not records.in_incident
    group by records.member_id, records.year
),

standardised as (
    select
        member_id,
        year,
        record_count,
        december_count,
        (december_count - record_count * 31 / 365.0) / sqrt(record_count * (31 / 365.0) * (334 / 365.0)) as z
    from years
    where record_count >= min_records
),

ranked as (
    select
        *,
        percent_rank() over (partition by year order by z) as z_rank
    from standardised
),

-- Over-dispersion of the funnel (Spiegelhalter 2005): the mean squared z, winsorised at 10 %.
limits as (
    select
        year,
        min(case when z_rank >= 0.1 then z end) as low,
        max(case when z_rank <= 0.9 then z end) as high
    from ranked
    group by year
),

dispersion as (
    select
        ranked.year,
        greatest(1.0, avg(power(least(greatest(ranked.z, limits.low), limits.high), 2))) as factor
    from ranked
    inner join limits on ranked.year = limits.year
    group by ranked.year
),

tested as (
    select
        records.*,
        standardised.record_count,
        standardised.december_count,
        standardised.z / sqrt(dispersion.factor) as adjusted_z
    from records
    left join standardised on records.member_id = standardised.member_id and records.year = standardised.year
    left join dispersion on records.year = dispersion.year
),

judged as (
    select
        record_id,
        coalesce(adjusted_z > max_z and extract(month from service_date) = 12 and not in_incident, false) as is_raised,
        case
            when in_incident then 'incident'
            when adjusted_z is not null then 'b2_december'
        end as finding_code,
        adjusted_z as z,
        december_count,
        record_count,
        max_z,
        cast(null as varchar) as evidence,
        case
            when in_incident then null
            when member_id is null then 'member_id'
            when adjusted_z is null then 'year'
        end as missing_input,
        case when member_id is not null and adjusted_z is null then 'b2_few_records' end as missing_code
    from tested
)

{{ flag_rows(
    'B2',
    'judged',
    observed=['z'],
    limits=['max_z'],
    told=['december_count', 'record_count'],
    missing_code='missing_code'
) }}
