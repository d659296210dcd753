{{ published_from(ref('score_indicator_terms'), typed=true) }}
