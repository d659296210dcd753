-- question: How many of the places of the next four weeks have somebody proposed?
-- scope: committee=all community=community_id
select
    community_id,
    coalesce(strftime(date_trunc('week', starts_at), '%Y-%m-%d'), 'demands') as week,
    sum(places_left) as places,
    sum(matched_people) as people
from published.open_tasks
group by community_id, coalesce(strftime(date_trunc('week', starts_at), '%Y-%m-%d'), 'demands')
order by week
