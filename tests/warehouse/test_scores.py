"""What the league table promises: exact explanations, the same ranks from the same seed, no gain from silence."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from dbt.cli.main import dbtRunner

from warehouse.build import dbt_variables
from warehouse.settings import WAREHOUSE_DIR, Home

QUARTER = "period = '2026Q1' and lens = 'tianping'"
Rescore = Callable[..., Path]


def read(database: Path, sql: str) -> pd.DataFrame:
    # Not read-only: dbt keeps the database it built open in this process, and both must open it alike.
    with duckdb.connect(str(database)) as connection:
        return connection.execute(sql).df()


@pytest.fixture
def rescore(tiny_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rescore:
    """`rescore(*changes, select=…)` changes a copy of the tiny city's build by SQL and runs the selected models again."""

    def run(*changes: str, select: str) -> Path:
        work = tmp_path / "build.duckdb"
        work.write_bytes((tiny_home.work / "build.duckdb").read_bytes())
        with duckdb.connect(str(work)) as connection:
            for change in changes:
                connection.execute(change)
        monkeypatch.setenv("TIANPING_WORK_DB", str(work))
        outcome = dbtRunner().invoke(
            [
                "--quiet", "--log-level", "none", "--log-level-file", "none", "--log-path", str(tmp_path),
                "run", "--select", *select.split(), "--vars", json.dumps(dbt_variables(datetime(2026, 4, 2))),
                "--project-dir", str(WAREHOUSE_DIR), "--profiles-dir", str(WAREHOUSE_DIR),
                "--target-path", str(tmp_path),
            ]
        )  # fmt: skip
        results = getattr(outcome.result, "results", [])
        failed = [f"{result.node.name}: {result.message}" for result in results if str(result.status) != "success"]
        assert outcome.success, outcome.exception or failed
        return work

    return run


def unexplained(database: Path) -> pd.Series[float]:
    """What the components leave of each change of a total, for every period, lens and community."""
    return read(
        database,
        """
        select now.total - before.total - sum(changes.contribution) as rest
        from scores.score_changes as changes
        inner join scores.score_communities as now using (period, lens, community_id)
        inner join scores.score_communities as before
            on
                changes.previous_period = before.period
                and changes.lens = before.lens
                and changes.community_id = before.community_id
        group by changes.period, changes.lens, changes.community_id, now.total, before.total
        """,
    )["rest"]


def test_components_sum_to_the_change_of_the_total(tiny_home: Home) -> None:
    rest = unexplained(tiny_home.work / "build.duckdb")
    assert len(rest) > 5
    assert rest.abs().max() < 1e-9


def test_moved_goalposts_and_weights_are_told_apart_from_the_value(rescore: Rescore) -> None:
    """From March on resident satisfaction is worth twice as much and harder to score with."""
    work = rescore(
        """insert into policy.policy_indicator_catalogue
           select * replace (.5 as goalpost_low, 2 as weight_within, date '2026-03-01' as valid_from)
           from policy.policy_indicator_catalogue where indicator_id = 'resident_satisfaction'""",
        """update policy.policy_indicator_catalogue set valid_to = date '2026-02-28'
           where indicator_id = 'resident_satisfaction' and goalpost_low < .45""",
        select="score_definitions+,path:models/scores",
    )
    contributions = read(
        work,
        """
        select component, sum(abs(contribution)) as moved
        from scores.score_changes
        where period = '2026-03' and lens = 'tianping' and indicator_id = 'resident_satisfaction'
        group by component
        """,
    ).set_index("component")["moved"]
    assert contributions["definition"] > 0.1
    assert contributions["weight"] > 0.01
    assert unexplained(work).abs().max() < 1e-9


def test_the_same_seed_gives_the_same_ranks(tiny_home: Home, rescore: Rescore) -> None:
    columns = "community_id, round(total, 9) as total, grade, round(grade_probability, 9), rank, rank_low, rank_high"
    question = f"select {columns} from scores.score_communities where {QUARTER} order by community_id"
    again = rescore(select="path:models/scores")
    first = read(tiny_home.work / "build.duckdb", question)
    assert first["rank"].notna().any()
    pd.testing.assert_frame_equal(first, read(again, question))


def test_another_seed_gives_other_draws(tiny_home: Home, rescore: Rescore) -> None:
    question = (
        "select avg(total) as total from scores.score_draws where period = '2026Q1' group by community_id order by 1"
    )
    again = rescore(
        "update policy.score_policy set value = 7 where parameter = 'seed'",
        select="score_draw_methods+,path:models/scores",
    )
    first, second = read(tiny_home.work / "build.duckdb", question), read(again, question)
    assert not first.equals(second)
    assert (first["total"] - second["total"]).abs().max() < 1


def test_with_stored_priors_a_community_that_leaves_changes_nobody_else(tiny_home: Home, rescore: Rescore) -> None:
    question = """
        select period, lens, community_id, round(total, 9) as total
        from scores.score_communities where community_id <> 'C2' order by all
    """
    without = rescore(
        "delete from core.core_communities where community_id = 'C2'",
        select="score_posteriors+,path:models/scores",
    )
    remaining = read(without, question)
    assert remaining["total"].notna().any()
    pd.testing.assert_frame_equal(read(tiny_home.work / "build.duckdb", question), remaining)


def test_not_reporting_scores_zero_and_never_raises(tiny_home: Home, rescore: Rescore) -> None:
    silent = {"C1": "drills", "C2": "resident_ratings", "C3": "service_logs"}
    work = rescore(
        *(f"delete from landing.{source} where community_id = '{community}'" for community, source in silent.items()),
        select="path:models/staging path:models/core path:models/flags path:models/indicators path:models/scores",
    )
    question = f"select community_id, total from scores.score_communities where {QUARTER}"
    before = read(tiny_home.work / "build.duckdb", question).set_index("community_id")["total"]
    after = read(work, question).set_index("community_id")["total"]
    values = read(work, "select * from scores.score_indicator_values where period = '2026Q1'")
    for community, indicator in (
        ("C1", "drill_participation"), ("C2", "resident_satisfaction"), ("C3", "verified_share")
    ):  # fmt: skip
        row = values[(values["community_id"] == community) & (values["indicator_id"] == indicator)].iloc[0]
        assert (row["status"], row["score"]) == ("not_reported", 0), indicator
        assert pd.isna(row["value"])
        assert after[community] < before[community]


def test_too_little_coverage_withholds_composite_and_rank(rescore: Rescore) -> None:
    work = rescore(
        "update policy.score_policy set value = 0.99 where parameter = 'coverage_threshold'",
        select="score_composites+,path:models/scores",
    )
    scores = read(work, f"select * from scores.score_communities where {QUARTER}")
    assert len(scores) == 6
    assert (scores["coverage"] < 0.99).all()
    assert scores[["score", "total", "grade", "rank", "rank_low", "rank_high", "peer_rank"]].isna().all().all()


def test_an_absent_source_is_not_evaluable_and_leaves_its_weight_to_the_rest(tiny_home: Home) -> None:
    values = read(
        tiny_home.work / "build.duckdb",
        "select * from scores.score_indicator_values where period = '2026Q1' and indicator_id = 'demand_response_rate'",
    )
    assert set(values["status"]) == {"not_evaluable"}
    assert set(values["reason"]) == {"demands.responded_at"}
    assert values["score"].isna().all()
    dimension = read(
        tiny_home.work / "build.duckdb",
        f"select * from scores.score_dimensions where {QUARTER} and dimension = 'service' and community_id = 'C1'",
    ).iloc[0]
    assert dimension["coverage"] == pytest.approx(2 / 6)
    assert dimension["score"] > 0


def test_exempted_indicators_are_not_applicable_with_their_reason(rescore: Rescore) -> None:
    work = rescore(
        """insert into policy.indicator_exemptions
           values ('C1', 'drill_inclusion', date '2026-01-01', null, '无重点人群', date '2025-12-20')""",
        select="score_posteriors+,path:models/scores",
    )
    found = read(
        work,
        """select status, reason, score from scores.score_indicator_values
           where period = '2026Q1' and community_id = 'C1' and indicator_id = 'drill_inclusion'""",
    ).iloc[0]
    assert (found["status"], found["reason"]) == ("not_applicable", "无重点人群")
    assert pd.isna(found["score"])


def test_geometric_composites_are_explained_as_exactly(rescore: Rescore) -> None:
    work = rescore(
        "update policy.score_policy set value = 1 where parameter = 'geometric'",
        select="score_composites+,path:models/scores",
    )
    compared = read(
        work,
        """
        select composites.total, exp(sum(dimensions.node_share * ln(1 + dimensions.score))) - 1 as expected
        from scores.score_composites as composites
        inner join scores.score_dimensions as dimensions using (period, lens, community_id)
        where composites.total is not null and composites.period = '2026Q1' and composites.lens = 'tianping'
        group by composites.community_id, composites.total
        """,
    )
    assert compared["total"].tolist() == pytest.approx(compared["expected"].tolist(), abs=1e-9)
    assert len(unexplained(work)) > 5
    assert unexplained(work).abs().max() < 1e-9
