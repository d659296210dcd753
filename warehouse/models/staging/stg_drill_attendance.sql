{{ current_rows('drill_attendance', key=['drill_id', 'member_id']) }}
