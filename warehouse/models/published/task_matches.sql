{{ published_from(ref('points_task_matches')) }}
