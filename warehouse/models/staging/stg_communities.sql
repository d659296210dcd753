{{ current_rows('communities', key=['community_id']) }}
