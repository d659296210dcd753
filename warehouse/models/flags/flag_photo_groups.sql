{# Records that used the same photo, by the record that used it first: one photo used forty times is one case. #}
with
raised as (
    select
        record_id,
        evidence
    from {{ ref('flag_results') }}
    where flag_code in ('M1', 'M2') and status = 'raised'
),

earlier_uses as (
    {{ split_rows('raised', ['record_id'], 'evidence', 'other_record_id') }}
),

ordered_uses as (
    select
        earlier_uses.record_id,
        earlier_uses.other_record_id,
        row_number() over (
            partition by earlier_uses.record_id order by {{ used_at('records') }}, records.record_id
        ) as place
    from earlier_uses
    inner join {{ ref('core_service_records') }} as records on earlier_uses.other_record_id = records.record_id
),

first_uses as (
    select
        record_id,
        other_record_id as first_record_id
    from ordered_uses
    where place = 1
),

-- An edit of an edit may be too far from the first picture to be found beside it.
reused as (
    select
        first_uses.record_id,
        coalesce(earlier.first_record_id, first_uses.first_record_id) as first_record_id
    from first_uses
    left join first_uses as earlier on first_uses.first_record_id = earlier.record_id
)

select
    record_id,
    first_record_id
from reused
union
select
    reused.first_record_id as record_id,
    reused.first_record_id
from reused
where reused.first_record_id not in (select again.record_id from reused as again)
