-- question: How many of the places of the next four weeks have somebody proposed?
-- scope: committee=inside community=inside
select
    coalesce(strftime(date_trunc('week', starts_at), '%Y-%m-%d'), 'demands') as week,
    sum(places_left) as places,
    sum(matched_people) as people
from published.open_tasks
where $inside is null or list_contains($inside, community_id)
group by coalesce(strftime(date_trunc('week', starts_at), '%Y-%m-%d'), 'demands')
order by week
