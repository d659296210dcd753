{{ current_rows('organisation_actions') }}
