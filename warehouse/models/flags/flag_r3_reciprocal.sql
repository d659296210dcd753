with
records as (
    {{ with_thresholds(ref('core_service_records'), 'R3', ['min_each']) }}
),

directions as (
    select
        member_id,
        reviewer_id,
        count(*) as reviews,
        min(case when review_grade = '很好' then 1 else 0 end) = 1 as all_top
    from records
    where member_id is not null and reviewer_id is not null and review_grade is not null and member_id <> reviewer_id
    group by member_id, reviewer_id
),

mutual as (
    select
        there.member_id,
        there.reviewer_id,
        least(there.reviews, back.reviews) as reviews,
        there.all_top and back.all_top as all_top
    from directions as there
    inner join directions as back on there.member_id = back.reviewer_id and there.reviewer_id = back.member_id
),

judged as (
    select
        records.record_id,
        records.member_id = records.reviewer_id
        or coalesce(mutual.reviews >= records.min_each and mutual.all_top, false) as is_raised,
        case when records.member_id = records.reviewer_id then 'r3_own_record' else 'r3_each_way' end as finding_code,
        coalesce(mutual.reviews, 0) as times,
        records.min_each,
        records.reviewer_id as evidence,
        case
            when records.member_id is null then 'member_id'
            when records.reviewer_id is null then 'reviewer_id'
            when records.review_grade is null then 'grade'
        end as missing_input
    from records
    left join mutual on records.member_id = mutual.member_id and records.reviewer_id = mutual.reviewer_id
)

{{ flag_rows(
    'R3',
    'judged',
    observed=['times'],
    limits=['min_each']
) }}
