with
overdue as (
    select
        overdue.*,
        batches.file_name,
        batches.sheet
    from {{ ref('core_overdue') }} as overdue
    left join {{ ref('stg_batches') }} as batches on overdue.batch_id = batches.batch_id
)

{{ published_from('overdue', typed=true) }}
