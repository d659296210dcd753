{# The months a period is made of, so that sums by month add up to any period. #}
{{ period_months(ref('core_periods')) }}
