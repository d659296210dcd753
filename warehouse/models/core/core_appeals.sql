select
    appealed.step_id,
    appealed.record_id,
    appealed.said_at as appealed_at,
    answers.kind as answer,
    answers.said_at as answered_at
from {{ ref('stg_case_steps') }} as appealed
left join {{ ref('stg_case_steps') }} as answers on appealed.step_id = answers.answers
where appealed.kind = 'appealed'
