"""The trials: many leagues of one truth scored and measured, one league scored without each community, one scored twice."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from bench.method.leagues import Array, Truth, draw_league, posterior_totals, totals
from bench.method.measures import Record, covered, curve_of, grades_right, places, verdicts_wrong
from bench.method.scored import AS_OF, LENS, catalogue_of, land, league_periods, open_leagues, scores_of
from bench.models import run_models, tables

TARGETS = ("score_communities", "score_league_health", "score_pairwise")


def measure_leagues(truth: Truth, leagues: int, communities: int, draws: int, seed: int) -> list[Record]:
    """A record of each of `leagues` leagues of `communities`; `draws` are those of the references."""
    connection, rng = open_leagues(leagues), np.random.default_rng(seed)
    catalogue = catalogue_of(connection)
    drawn = [draw_league(catalogue, truth, communities, rng) for _ in range(leagues)]
    land(connection, drawn)
    run_models(connection, TARGETS, AS_OF)
    bands = [low for (low,) in connection.execute("select at_least from grade_bands order by at_least").fetchall()][1:]
    records = []
    for league, period in zip(drawn, league_periods(leagues), strict=True):
        scores, true_totals = scores_of(connection, period), totals(league.values, catalogue)
        rank = places(true_totals)
        low, high = scores["rank_low"].to_numpy(), scores["rank_high"].to_numpy()
        graded, right = grades_right(scores, true_totals, bands)
        pairs = connection.execute(f"select * from score_pairwise where period = ? and {LENS}", [period]).df()
        decided, wrong = verdicts_wrong(pairs, pd.Series(true_totals, scores["community_id"]))
        bias = connection.execute(
            f"select value from score_league_health where period = ? and {LENS} and measure = 'size_bias'", [period]
        ).fetchone()
        at_top, truly_at_top = (found <= communities // 10 for found in (scores["rank"].to_numpy(), rank))
        records.append(
            Record(
                communities=communities,
                covered=covered(low, high, rank),
                width=float((high - low + 1).mean()),
                exact=curve_of(posterior_totals(league, draws, rng), rank),
                independent=curve_of(independent_totals(connection, period, draws, rng), rank),
                totals_covered=covered(scores["total_low"].to_numpy(), scores["total_high"].to_numpy(), true_totals),
                graded=graded,
                graded_right=right,
                decided=decided,
                decided_wrong=wrong,
                size_bias=bias[0] if bias else float("nan"),
                top_places=int(at_top.sum()),
                small_at_top=int((at_top & league.is_small()).sum()),
                small_truly_at_top=int((truly_at_top & league.is_small()).sum()),
            )
        )
    return records


def independent_totals(
    connection: duckdb.DuckDBPyConnection, period: str, draws: int, rng: np.random.Generator
) -> Array:
    """Totals (draws × communities) from the indicators' empirical Bayes posteriors taken one by one, by the default method."""
    weights = connection.execute(
        f"""
        select drawn_share, drawn_se, node_share * within as weight
        from score_weights where period = ? and {LENS} order by community_id, indicator_id
        """,
        [period],
    ).df()
    communities = len(scores_of(connection, period))
    share, se, weight = (weights[column].to_numpy().reshape(communities, -1) for column in weights)
    found: Array = 100 * (np.clip(rng.normal(share, se, (draws, *share.shape)), 0, 1) * weight).sum(axis=2)
    return found


@dataclass(frozen=True)
class Reversals:
    """Pairs of the rest that stand the other way round when one community is dropped, over all `dropped` in turn."""

    dropped: int
    pairs: int
    with_stored_priors: int
    with_new_priors: int


def drop_each(truth: Truth, communities: int, seed: int) -> Reversals:
    """One league scored again without each of its communities, with the priors of all and with priors of the rest."""
    connection = open_leagues(1)
    catalogue = catalogue_of(connection)
    land(connection, [draw_league(catalogue, truth, communities, np.random.default_rng(seed))])
    run_models(connection, ["score_estimates", "score_silences", "score_evaluability"], AS_OF)
    everyone = tables(connection)
    connection.execute("create table all_communities as from core_communities")
    connection.execute("create table all_estimates as from score_estimates")
    before = _composites(connection)
    # What a period stores: estimated over all communities, it stays when one leaves.
    stored = ("score_priors", "score_spreads", "score_likeness", "score_moderated_means", "score_shrinkage")
    counts = {"stored": 0, "new": 0}
    for priors in counts:
        for community in before.index:
            kept = everyone | {"all_communities", "all_estimates", *(stored if priors == "stored" else ())}
            for table in tables(connection) - kept:
                connection.execute(f"drop table {table}")
            for name, source in (("core_communities", "all_communities"), ("score_estimates", "all_estimates")):
                connection.execute(
                    f"create or replace table {name} as from {source} where community_id <> ?", [community]
                )
            after = _composites(connection)
            counts[priors] += _reversed_pairs(before.drop(community).to_numpy(), after.to_numpy())
    rest = communities - 1
    return Reversals(communities, communities * rest * (rest - 1) // 2, counts["stored"], counts["new"])


def _composites(connection: duckdb.DuckDBPyConnection) -> pd.Series[float]:
    """Totals by community_id."""
    run_models(connection, ["score_composites"], AS_OF)
    found = connection.execute(f"select community_id, total from score_composites where {LENS} order by 1").df()
    return found.set_index("community_id")["total"]


def _reversed_pairs(before: Array, after: Array) -> int:
    """Pairs whose difference changed its sign."""
    signs = [np.sign(np.round(totals[:, None] - totals, 9)) for totals in (before, after)]
    return int((signs[0] * signs[1] < 0).sum() // 2)


def scored_twice(truth: Truth, communities: int, seed: int) -> bool:
    """Whether a league scored twice, from its rows on and in databases of their own, has the same totals and intervals."""
    found = []
    for _ in range(2):
        connection = open_leagues(1)
        land(connection, [draw_league(catalogue_of(connection), truth, communities, np.random.default_rng(seed))])
        run_models(connection, ["score_communities"], AS_OF)
        found.append(scores_of(connection, league_periods(1)[0]))
    return found[0].round(9).equals(found[1].round(9))
