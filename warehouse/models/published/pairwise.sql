{{ published_from(ref('score_pairwise')) }}
