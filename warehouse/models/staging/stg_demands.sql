{{ current_rows('demands') }}
