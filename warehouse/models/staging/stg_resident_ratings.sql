{{ current_rows('resident_ratings') }}
