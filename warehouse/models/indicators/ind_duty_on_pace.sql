{{ duty_on_pace_rows(ref('indicator_member_months'), ref('core_periods'), parameter('duty', 'hours_per_year')) }}
