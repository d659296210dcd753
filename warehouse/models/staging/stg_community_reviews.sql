{{ current_rows('community_reviews', key=['record_id']) }}
