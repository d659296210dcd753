"""The demonstration city against the quality it was made with."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np

from bench.method.measures import places, verdicts_wrong
from ingestion.demo_city.plan import Plan
from ingestion.demo_city.quality import draw_quality
from warehouse.settings import Home


def demo_figures(home: Home, seed: int) -> Iterator[tuple[str, str, float]]:
    """Period, measure and value for the quarters and years of a built city; nothing where the city was never built.

    `seed` is the one it was made with. True quality is that of the middle of the covered time; what no indicator measures, and
    silence, which scores 0 by rule, separate score and quality beside chance.
    """
    path = home.published_build()
    if path is None:
        return
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute(
            """
            select scores.*, silent.community_id is not null as is_silent
            from published.community_scores as scores
            inner join published.periods using (period)
            left join (
                select distinct period, community_id from published.indicator_values where status = 'not_reported'
            ) as silent using (period, community_id)
            where scores.lens = 'tianping' and scores.rank is not null and periods.kind in ('quarter', 'year')
            """
        ).df()
        pairs = connection.execute("select * from published.pairwise where lens = 'tianping'").df()
        bias = connection.execute(
            "select period, value from published.league_health where lens = 'tianping' and measure = 'size_bias'"
        ).fetchall()
        (communities,) = connection.execute("select count(*) from published.communities").fetchone() or (0,)
    quality = draw_quality(Plan(communities, months=1, seed=seed, fakes=0.0)).overall()
    for period, scores in found.groupby("period"):
        truth = scores["community_id"].str[1:].astype(int).map(lambda number: quality[number - 1])
        rank = places(truth.to_numpy())
        inside = (scores["rank_low"].to_numpy() <= rank) & (rank <= scores["rank_high"].to_numpy())
        of_period = pairs[pairs["period"] == period]
        decided, wrong = verdicts_wrong(of_period, truth.set_axis(scores["community_id"]))
        yield (
            str(period),
            "Spearman of score and quality",
            float(np.corrcoef(rank, places(scores["total"].to_numpy()))[0, 1]),
        )
        yield str(period), "coverage of the 90 % rank interval", float(inside.mean())
        yield str(period), "coverage where nothing is unreported", float(inside[~scores["is_silent"].to_numpy()].mean())
        yield str(period), "wrong among pairwise verdicts", wrong / decided if decided else 0.0
        yield str(period), "size bias", dict(bias).get(period, float("nan"))
