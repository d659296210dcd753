{# How many of the communities move. #}
select
    count(*) as communities,
    count(*) filter (where rank_moves) as rank_moves,
    count(*) filter (where grade_moves) as grade_moves,
    max(abs(moved)) as largest_move
from ({{ query('preview_standings') }}) as standings
