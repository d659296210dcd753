{# Those of the results that the proposal changes. #}
select
    record_id,
    flag_code,
    community_id,
    category,
    status_before,
    status_after,
    observed,
    threshold_before,
    threshold_after,
    finding_code,
    finding_values_before,
    finding_values
from ({{ query('preview_results') }}) as results
where status_before <> status_after
order by record_id, flag_code
