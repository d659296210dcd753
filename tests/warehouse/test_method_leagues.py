"""What the scoring models promise on leagues whose truth is known."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import duckdb
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.method.leagues import TRUTHS, League, Truth, draw_league, totals
from bench.method.scored import AS_OF, LENS, catalogue_of, land, league_periods, open_leagues
from bench.method.trials import drop_each, measure_leagues, scored_twice
from bench.models import run_models

WELL_SPECIFIED, SKEWED, CORRELATED, NON_RESPONSE = TRUTHS


@cache
def composites(truth: Truth) -> tuple[duckdb.DuckDBPyConnection, list[League]]:
    """Four leagues of `truth`, scored up to their composites."""
    connection, rng = open_leagues(4), np.random.default_rng(3)
    drawn = [draw_league(catalogue_of(connection), truth, 60, rng) for _ in range(4)]
    land(connection, drawn)
    run_models(connection, ["score_composites"], AS_OF)
    return connection, drawn


@pytest.mark.parametrize(("truth", "least", "most"), [(WELL_SPECIFIED, 0, 0.1), (CORRELATED, 0.35, 0.65)])
def test_likeness_of_indicators_is_found(truth: Truth, least: float, most: float) -> None:
    spread = np.average(
        (np.array(truth.levels) - np.average(truth.levels, weights=truth.chances)) ** 2, weights=truth.chances
    )
    assert least <= spread / (spread + truth.spread**2) <= most
    connection, _ = composites(truth)
    (found,) = connection.execute("select avg(likeness) from score_likeness").fetchone() or (None,)
    assert found is not None
    assert least <= found <= most


@pytest.mark.parametrize("truth", [WELL_SPECIFIED, SKEWED, CORRELATED], ids=lambda truth: truth.name)
def test_totals_are_as_sure_as_they_say(truth: Truth) -> None:
    connection, leagues = composites(truth)
    found = connection.execute(
        f"select total, sqrt(sampling_variance) as se from score_composites where {LENS} order by period, community_id"
    ).df()
    true = np.concatenate([totals(league.values, league.catalogue) for league in leagues])
    inside = (found["total"] - true).abs() <= 1.645 * found["se"]
    # Errors taken for independent would hold the truth half of the time where indicators are alike.
    assert inside.mean() > 0.8


def test_rank_intervals_hold_the_true_ranks() -> None:
    records = measure_leagues(CORRELATED, leagues=2, communities=30, draws=100, seed=1)
    assert sum(record.covered for record in records) >= 0.85 * 60
    assert all(record.width < 25 for record in records)


def test_a_community_that_leaves_reverses_nobody() -> None:
    found = drop_each(CORRELATED, communities=8, seed=1)
    assert found.pairs == 8 * 21
    assert found.with_stored_priors == 0


def test_one_seed_gives_one_league_table() -> None:
    assert scored_twice(WELL_SPECIFIED, communities=8, seed=1)


def gains_from_hiding(seed: int, level: float, owed: Sequence[str], hidden: str, sent: bool) -> list[float]:
    """Each of ten communities, in a league of its own, keeps the rows of the indicators that `hidden` (SQL) selects to itself;
    the first league has them all. Every community owes the sources `owed` and, where `sent`, sends something of them.

    The gain in the total, community by community.
    """
    communities = 10
    connection, rng = open_leagues(communities + 1), np.random.default_rng(seed)
    truth = Truth("any", (level,), (1.0,), 0.05)
    league = draw_league(catalogue_of(connection), truth, communities, rng)
    land(connection, [league] * (communities + 1))
    connection.execute("create table hiding (period varchar, community_id varchar)")
    connection.executemany(
        "insert into hiding values (?, ?)",
        [(period, f"C{place:04d}") for place, period in enumerate(league_periods(communities + 1)[1:])],
    )
    for source in owed:
        connection.execute("insert into reporting_obligations values (?, 'quarter', '')", [source])
        connection.execute(
            """
            insert into core_reporting
            select ?, community_id, period from core_communities cross join core_periods
            where ? or (period, community_id) not in (select (period, community_id) from hiding)
            """,
            [source, sent],
        )
    connection.execute(
        f"""
        delete from score_indicator_inputs
        where
            (coalesce(period, strftime(occurred_on, '%YQ1')), community_id) in (select (period, community_id) from hiding)
            and indicator_id in (select indicator_id from indicator_catalogue where {hidden})
        """
    )
    run_models(connection, ["score_composites"], AS_OF)
    counted = connection.execute("select count(*) from score_posteriors where status = 'not_reported'").fetchone()
    assert counted is not None
    assert counted[0] >= communities
    gains = connection.execute(
        f"""
        select kept.total - open.total
        from hiding
        inner join score_composites as kept using (period, community_id)
        inner join score_composites as open
            on kept.community_id = open.community_id and open.lens = kept.lens and open.period = ?
        where kept.{LENS}
        """,
        league_periods(1),
    ).fetchall()
    return [gain for (gain,) in gains]


SOURCES = ("service_logs", "resident_ratings", "drills", "demands", "notices", "supplies")
hiding = settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
seeds, levels = st.integers(0, 10**6), st.floats(0.05, 0.9)


@hiding
@given(seed=seeds, level=levels, sources=st.sets(st.sampled_from(SOURCES), min_size=1, max_size=3))
def test_keeping_owed_sources_back_never_pays(seed: int, level: float, sources: set[str]) -> None:
    hidden = " or ".join(f"strpos(needs, '{source}') > 0" for source in sources)
    gains = gains_from_hiding(seed, level, sorted(sources), hidden, sent=False)
    assert len(gains) == 10
    assert max(gains) <= 1e-9


@hiding
@given(
    seed=seeds,
    level=levels,
    indicator=st.sampled_from(["active_member_rate", "duty_on_pace", "resident_satisfaction", "verified_share"]),
)
def test_keeping_all_rows_of_a_mandatory_indicator_back_never_pays(seed: int, level: float, indicator: str) -> None:
    """The source comes, as policy asks, but nothing in it speaks of the indicator."""
    gains = gains_from_hiding(seed, level, SOURCES, f"indicator_id = '{indicator}'", sent=True)
    assert len(gains) == 10
    assert max(gains) <= 1e-9
