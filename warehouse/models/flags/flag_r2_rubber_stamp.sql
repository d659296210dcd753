with
records as (
    {{ with_thresholds(ref('core_service_records'), 'R2', ['min_share', 'min_reviews', 'batch_reviews']) }}
),

reviewers as (
    select
        reviewer_id,
        count(*) as reviews,
        avg(case when review_grade = '很好' then 1.0 else 0.0 end) as top_share
    from records
    where reviewer_id is not null and review_grade is not null
    group by reviewer_id
),

-- A platform that keeps only the date puts every review of a day in one moment: midnight says nothing of haste.
batches as (
    select
        reviewer_id,
        date_trunc('minute', reviewed_at) as minute,
        count(*) as reviews
    from records
    where reviewer_id is not null and reviewed_at <> date_trunc('day', reviewed_at)
    group by reviewer_id, date_trunc('minute', reviewed_at)
),

judged as (
    select
        records.record_id,
        (reviewers.reviews >= records.min_reviews and reviewers.top_share >= records.min_share)
        or coalesce(batches.reviews >= records.batch_reviews, false) as is_raised,
        case when reviewers.reviewer_id is not null then 'r2_share_of_top' end as finding_code,
        reviewers.top_share,
        reviewers.reviews,
        batches.reviews as minute_reviews,
        records.min_share,
        records.min_reviews,
        records.batch_reviews,
        records.reviewer_id as evidence,
        case
            when records.reviewer_id is null then 'reviewer_id'
            when records.review_grade is null then 'grade'
            when reviewers.reviews < records.min_reviews then 'grade'
        end as missing_input,
        case
            when records.review_grade is not null and reviewers.reviews < records.min_reviews then 'r2_few_reviews'
        end as missing_code
    from records
    left join reviewers on records.reviewer_id = reviewers.reviewer_id
    left join batches
        on records.reviewer_id = batches.reviewer_id and date_trunc('minute', records.reviewed_at) = batches.minute
)

{{ flag_rows(
    'R2',
    'judged',
    observed=['top_share', 'reviews', 'minute_reviews'],
    limits=['min_share', 'min_reviews', 'batch_reviews'],
    missing_code='missing_code'
) }}
