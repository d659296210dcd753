{{ current_rows('community_reviews') }}
