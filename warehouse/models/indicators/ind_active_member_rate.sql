{{ active_member_rate_rows(ref('indicator_member_months'), ref('indicator_period_months')) }}
