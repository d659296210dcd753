{{ current_rows('resident_ratings', key=['rating_id']) }}
