{# What a period's definitions need and the deployment does not have: a source that never came, or came only later, or an input
   column that is empty throughout. #}
with
needs as (
    {{ split_rows(ref('score_definitions'), ['period', 'ends_on', 'indicator_id'], 'needs', 'need') }}
),

checked as (
    select
        needs.period,
        needs.indicator_id,
        needs.need,
        case
            when coalesce(presence.rows, 0) = 0 then false
            when presence.first_on > needs.ends_on then false
            when strpos(needs.need, '.') > 0 then coalesce(columns.filled, 0) > 0
            else true
        end as is_met
    from needs
    left join {{ ref('core_source_presence') }} as presence on split_part(needs.need, '.', 1) = presence.source
    left join {{ ref('stg_column_presence') }} as columns
        on split_part(needs.need, '.', 1) = columns.source and split_part(needs.need, '.', 2) = columns.column_name
)

select
    period,
    indicator_id,
    min(need) as missing
from checked
where not is_met
group by period, indicator_id
