{# A photo used before, by the rule `code`; `condition` (SQL on `matches`, a row of core_photo_matches) says which pairs are
   reuse at all. The earliest use is the origin: shown and linked, not raised. #}
{% macro photo_reused(code, condition) %}
with
records as (
    {{ with_thresholds(ref('core_service_records'), code, ['max_distance', 'min_quality']) }}
),

-- The same bytes are the same photo however plain the picture; alikeness needs a picture with something in it.
comparable as (
    select
        photos.record_id,
        count(*) as photos_arrived,
        sum(case when photos.opens and photos.pdq_quality >= records.min_quality then 1 else 0 end) as photos_comparable
    from {{ ref('core_record_photos') }} as photos
    inner join records on photos.record_id = records.record_id
    where photos.arrived
    group by photos.record_id
),

pairs as (
    select
        matches.record_id,
        matches.other_record_id,
        matches.other_is_earlier,
        matches.distance,
        matches.orientation
    from {{ ref('core_photo_matches') }} as matches
    inner join records on matches.record_id = records.record_id
    left join {{ ref('core_record_photos') }} as mine
        on matches.record_id = mine.record_id and matches.photo_id = mine.photo_id
    left join {{ ref('core_record_photos') }} as other
        on matches.other_record_id = other.record_id and matches.other_photo_id = other.photo_id
    where
        matches.distance <= records.max_distance
        and (
            matches.photo_id = matches.other_photo_id
            or mine.sha256 = other.sha256
            or (mine.pdq_quality >= records.min_quality and other.pdq_quality >= records.min_quality)
        )
        and {{ condition }}
),

twins as (
    select
        record_id,
        min(distance) as distance,
        min_by(orientation, distance) as orientation,
        string_agg(distinct other_record_id, ';' order by other_record_id) as record_ids
    from pairs
    where other_is_earlier
    group by record_id
),

origins as (
    select
        record_id,
        string_agg(distinct other_record_id, ';' order by other_record_id) as record_ids
    from pairs
    where not other_is_earlier
    group by record_id
),

judged as (
    select
        records.record_id,
        twins.record_id is not null as is_raised,
        case
            when twins.record_id is not null then 'photo_alike'
            when origins.record_id is not null then 'origin'
            else 'photo_unmatched'
        end as finding_code,
        twins.distance,
        twins.orientation,
        records.max_distance,
        records.min_quality,
        coalesce(twins.record_ids, origins.record_ids) as evidence,
        case
            when records.photos_listed = 0 then 'photo_ids'
            when comparable.record_id is null then 'photos'
            when comparable.photos_comparable = 0 and origins.record_id is null then 'photos'
        end as missing_input,
        case
            when comparable.photos_comparable = 0 and origins.record_id is null then 'photo_too_plain'
        end as missing_code
    from records
    left join comparable on records.record_id = comparable.record_id
    left join twins on records.record_id = twins.record_id
    left join origins on records.record_id = origins.record_id
)

{{ flag_rows(
    code,
    'judged',
    observed=['distance'],
    limits=['max_distance', 'min_quality'],
    told=['orientation'],
    texts=['orientation'],
    missing_code='missing_code'
) }}
{% endmacro %}
