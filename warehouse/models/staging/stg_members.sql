{{ current_rows('members', key=['member_id']) }}
