{# What each reported party member served in each month: the ground of every indicator of mobilisation.
   Service counts for the community the member reported to, wherever it was done. #}
with
served as (
    select
        records.member_id,
        records.period as month,
        sum(evidence.verified_hours) as verified_hours
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('flag_record_evidence') }} as evidence on records.record_id = evidence.record_id
    group by records.member_id, records.period
)

{{ member_months(ref('core_members'), ref('core_periods'), 'served') }}
