{{ current_rows('supplies', key=['community_id', 'item', 'checked_on']) }}
