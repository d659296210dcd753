{# The grades in force in each period: a band ends where the next better one begins. #}
select
    periods.period,
    bands.grade,
    bands.position,
    bands.at_least,
    coalesce(lag(bands.at_least) over (partition by periods.period order by bands.position), bands.below) as below
from {{ ref('core_periods') }} as periods
inner join {{ ref('policy_grade_bands') }} as bands
    on
        periods.ends_on >= bands.valid_from
        and (bands.valid_to is null or periods.ends_on <= bands.valid_to)
