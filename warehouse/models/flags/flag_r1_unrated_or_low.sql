with
records as (
    {{ with_thresholds(ref('core_service_records'), 'R1', ['max_rating']) }}
),

judged as (
    select
        record_id,
        rating_mean <= max_rating and review_grade = '很好' as is_raised,
        {{ shown('1 + 4 * rating_mean', 1) }}
        || ' of 5 ('
        || {{ shown('rating_count') }}
        || '), graded '
        || review_grade as observed,
        '≤ ' || {{ shown('1 + 4 * max_rating', 1) }} || ' of 5, graded 很好' as threshold,
        case when rating_scope = 'activity' then activity_id end as evidence,
        case
            when rating_mean is null then 'resident_ratings'
            when review_grade is null then 'grade'
        end as missing_input
    from records
)

{{ flag_rows('R1', 'judged') }}
