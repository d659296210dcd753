{{ current_rows('organisation_actions', key=['action_id']) }}
