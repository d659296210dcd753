{{ current_rows('supplies') }}
