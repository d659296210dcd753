with
policy as (
    select
        {{ policy_columns(['confirming_rating', 'queue_suspicion']) }}
    from {{ ref('audit_policy') }}
),

-- Where no photo file is ever delivered, a listed photo is all a platform can show.
photo_delivery as (
    select count(*) > 0 as photos_delivered
    from {{ ref('core_source_presence') }}
    where source = 'photos' and rows > 0
),

readable_photos as (
    select
        record_id,
        count(*) as photos
    from {{ ref('core_record_photos') }}
    where opens
    group by record_id
),

doubts as (
    select
        results.record_id,
        max(case when rules.flag_group in ('presence', 'time') then 1 else 0 end) as has_presence_or_time_flag,
        max(case when results.flag_code = 'B8' then 1 else 0 end) as is_double_claim
    from {{ ref('flag_results') }} as results
    inner join {{ ref('flag_rules') }} as rules on results.flag_code = rules.flag_code
    where results.status = 'raised'
    group by results.record_id
),

facts as (
    select
        records.record_id,
        records.member_id,
        records.review_grade,
        records.decision_id,
        records.decision_verdict,
        coalesce(records.awaits_second, false) as awaits_second,
        coalesce(records.is_appealed, false) as is_appealed,
        records.code_scanned_at is not null as has_scan,
        coalesce(records.checkout_at >= records.code_scanned_at, records.checkout_at is not null) as has_checkout,
        coalesce(fixes.usable_gps, false) as usable_gps,
        coalesce(fixes.usable_gps_at_site, false) as usable_gps_at_site,
        coalesce(records.witness_id <> records.member_id, records.witness_id is not null) as has_witness,
        coalesce(records.witness_confirmed, false) as witness_confirmed,
        coalesce(records.rating_mean >= policy.confirming_rating, false) as is_well_rated,
        case
            when photo_delivery.photos_delivered then readable_photos.photos is not null
            else records.photos_listed > 0
        end as has_photo,
        coalesce(doubts.has_presence_or_time_flag, 0) = 1 as has_presence_or_time_flag,
        coalesce(doubts.is_double_claim, 0) = 1 as is_double_claim,
        samples.record_id is not null as is_sampled,
        suspicion.suspicion,
        suspicion.suspicion >= policy.queue_suspicion as is_suspicious,
        case
            when records.checkout_at >= records.code_scanned_at
                then least(
                    records.declared_hours,
                    {{ hours_between('records.code_scanned_at', 'records.checkout_at') }}
                )
            else records.declared_hours
        end as claimed_hours,
        reports.corrected_hours
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('flag_usable_fixes') }} as fixes on records.record_id = fixes.record_id
    inner join {{ ref('flag_record_suspicion') }} as suspicion on records.record_id = suspicion.record_id
    left join {{ ref('core_error_reports') }} as reports on records.record_id = reports.record_id
    left join {{ ref('core_audit_samples') }} as samples on records.record_id = samples.record_id
    left join readable_photos on records.record_id = readable_photos.record_id
    left join doubts on records.record_id = doubts.record_id
    cross join policy
    cross join photo_delivery
),

-- What the evidence alone says, before anybody decides.
graded as (
    select
        *,
        -- What members report of themselves only takes hours off.
        case when corrected_hours < claimed_hours then corrected_hours else claimed_hours end as creditable_hours,
        is_well_rated or (has_witness and witness_confirmed) as confirmed,
        case
            when has_scan and (has_checkout or usable_gps_at_site) and not has_presence_or_time_flag then 'A'
            when has_scan or usable_gps_at_site or is_well_rated or (has_witness and witness_confirmed) then 'B'
            when has_photo or has_witness then 'C'
            else 'D'
        end as undecided_grade
    from facts
),

decided as (
    select
        *,
        case
            when decision_verdict = 'not_genuine' then 'D'
            when decision_verdict = 'genuine' then {{ at_least_b('undecided_grade') }}
            else undecided_grade
        end as evidence_grade,
        {{ at_least_b('undecided_grade') }} as genuine_grade,
        is_double_claim and coalesce(decision_verdict <> 'genuine', true) as counts_already
    from graded
)

select
    record_id,
    evidence_grade,
    undecided_grade,
    genuine_grade,
    has_scan,
    has_checkout,
    usable_gps,
    usable_gps_at_site,
    confirmed,
    has_witness,
    has_photo,
    is_double_claim,
    claimed_hours,
    creditable_hours,
    {{ verified_hours('evidence_grade', 'counts_already') }} as verified_hours,
    {{ verified_hours('undecided_grade', 'is_double_claim', 'claimed_hours') }} as undecided_verified_hours,
    {{ verified_hours('genuine_grade', 'false') }} as genuine_verified_hours,
    suspicion,
    case
        when decision_verdict = 'genuine' then 'decided_genuine'
        when decision_verdict = 'not_genuine' and is_appealed then 'appealed'
        when decision_verdict = 'not_genuine' then 'decided_not_genuine'
        when awaits_second then 'queued'
        when decision_verdict = 'unclear' then 'unclear'
        when is_sampled then 'sampled'
        when is_suspicious then 'queued'
        else 'none'
    end as audit_state
from decided
