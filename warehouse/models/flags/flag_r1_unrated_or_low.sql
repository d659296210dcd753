with
records as (
    {{ with_thresholds(ref('core_service_records'), 'R1', ['max_rating']) }}
),

judged as (
    select
        record_id,
        rating_mean <= max_rating and review_grade = '很好' as is_raised,
        case when rating_mean is not null and review_grade is not null then 'r1_rated' end as finding_code,
        1 + 4 * rating_mean as rating_of_5,
        rating_count,
        review_grade,
        1 + 4 * max_rating as max_rating_of_5,
        case when rating_scope = 'activity' then activity_id end as evidence,
        case
            when rating_mean is null then 'resident_ratings'
            when review_grade is null then 'grade'
        end as missing_input
    from records
)

{{ flag_rows(
    'R1',
    'judged',
    observed=['rating_of_5'],
    limits=['max_rating_of_5'],
    told=['rating_count', 'review_grade'],
    texts=['review_grade']
) }}
