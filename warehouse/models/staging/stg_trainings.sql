{{ current_rows('trainings', key=['training_id', 'member_id']) }}
