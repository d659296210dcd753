{{ published_from(ref('score_alarms'), typed=true) }}
