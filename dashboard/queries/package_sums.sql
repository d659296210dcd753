-- question: Do the published points and hours of these records follow from the ledger?
-- scope: auditor=all committee=all
with booked as (
    select
        record_id,
        sum(points) as points,
        sum(hours) as hours
    from published.ledger
    where list_contains($records, record_id) and account not like 'system:%'
    group by record_id
)

select
    records.community_id,
    records.record_id,
    records.points as published_points,
    booked.points as points_from_ledger,
    records.verified_hours as published_hours,
    booked.hours as hours_from_ledger
from published.service_records as records
left join booked on records.record_id = booked.record_id
where list_contains($records, records.record_id)
order by records.record_id
