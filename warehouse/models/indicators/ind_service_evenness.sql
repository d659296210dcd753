{{ service_evenness_rows(ref('indicator_member_months'), parameter('duty', 'hours_per_year')) }}
