{{ current_rows('incidents') }}
