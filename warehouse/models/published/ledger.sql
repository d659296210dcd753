-- A year's statement tells what became of that year's service: what takes hours back stands beside what gave them, whenever it
-- was posted. What ends or is spent belongs to the day on which it did.
with
entries as (
    select
        entries.*,
        {{ holder_of('entries.account', ['member', 'held', 'honour']) }} as member_id,
        {{ holder_of('entries.account', ['enterprise', 'social']) }} as organisation_id,
        cast(
            coalesce(
                case when entries.kind <> 'expire' then records.year end, extract(year from entries.posted_at)
            ) as integer
        ) as statement_year
    from {{ ref('points_ledger') }} as entries
    left join {{ ref('core_service_records') }} as records on entries.record_id = records.record_id
)

{{ published_from('entries') }}
