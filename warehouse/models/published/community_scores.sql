{{ published_from(ref('score_communities'), typed=true) }}
