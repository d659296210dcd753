"""Intervals of random audits against scipy and R's survey package, and against periods whose truth is known."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from bench.audits import TARGET, coverage
from warehouse.rendering import macros


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("create table numbers as select range as n from range(1, 2001)")
    return connection


def test_quantiles_of_beta_are_scipy_s(connection: duckdb.DuckDBPyConnection) -> None:
    shapes = [0.01, 0.05, 0.3, 0.5, 1, 1.5, 3, 10, 50, 300, 2000, 1e4, 1e5]
    asked = [(a, b, p) for a in shapes for b in shapes if b >= 0.5 for p in (0.001, 0.025, 0.05, 0.2, 0.5)]
    points = pd.DataFrame(asked, columns=["a", "b", "probability"], dtype=float).reset_index(names="i")
    connection.register("points", points)
    found = connection.execute(macros()["beta_quantiles"]("points", ["i"], "numbers")).df().sort_values("i")
    expected = stats.beta.ppf(points["probability"], points["a"], points["b"])
    assert np.abs(found["quantile"].to_numpy() - expected).max() < 1e-9


def estimated(connection: duckdb.DuckDBPyConnection, units: pd.DataFrame) -> pd.Series:
    """The one row that the macros make of a sample."""
    connection.register("units", units.assign(key=1))
    connection.execute(f"create or replace table ratios as {macros()['survey_ratios']('units', ['key'])}")
    return connection.execute(macros()["korn_graubard"]("ratios", ["key"], "numbers")).df().iloc[0]


def california(shared_data: Path, value: str) -> pd.DataFrame:
    """The survey package's stratified sample of schools (`dstrat` of its manual)."""
    schools = pd.read_csv(shared_data / "reference" / "ht" / "apistrat_sample.csv")
    return pd.DataFrame(
        {
            "stratum": schools["stype"],
            "population": schools["fpc"].astype(float),
            "sampled": schools.groupby("stype")["cds"].transform("size").astype(float),
            "weight": schools["pw"],
            "x": 1.0,
            "y": schools[value].astype(float),
        }
    )


def test_means_are_those_of_the_survey_package(connection: duckdb.DuckDBPyConnection, shared_data: Path) -> None:
    found = estimated(connection, california(shared_data, "api00"))
    # svymean(~api00, dstrat): 662.29, SE 9.4089
    assert (round(found["ratio"], 2), round(np.sqrt(found["variance"]), 4)) == (662.29, 9.4089)


def test_intervals_are_svyciprop_s(connection: duckdb.DuckDBPyConnection, shared_data: Path) -> None:
    sample = california(shared_data, "bad")
    found = estimated(connection, sample)
    strata = sample.groupby("stratum").agg(
        n=("y", "size"), p=("y", "mean"), size=("population", "first"), w=("weight", "sum")
    )
    share = strata["w"] / strata["w"].sum()
    ratio = (share * strata["p"]).sum()
    scatter = strata["p"] * (1 - strata["p"]) / (strata["n"] - 1)
    variance = (share**2 * (1 - strata["n"] / strata["size"]) * scatter).sum()
    n, degrees = strata["n"].sum(), (strata["n"] - 1).sum()
    cases = ratio * (1 - ratio) / variance * (stats.t.ppf(0.025, n - 1) / stats.t.ppf(0.025, degrees)) ** 2
    low = stats.beta.ppf(0.025, cases * ratio, cases * (1 - ratio) + 1)
    high = stats.beta.ppf(0.975, cases * ratio + 1, cases * (1 - ratio))
    for name, expected in (("ratio", ratio), ("variance", variance), ("low", low), ("high", high)):
        assert found[name] == pytest.approx(expected, abs=1e-9), name


@pytest.mark.parametrize(
    ("y", "sampled", "low", "high"),
    [
        ([0, 0, 0, 0], 4, 0, stats.beta.ppf(0.975, 1, 4)),
        ([1, 1, 1, 1], 4, stats.beta.ppf(0.025, 4, 1), 1),
        ([0, 1, 0, 0], 1, None, None),
    ],
)
def test_nothing_found_leaves_an_upper_bound(
    connection: duckdb.DuckDBPyConnection, y: list[int], sampled: int, low: float | None, high: float | None
) -> None:
    strata = ["s"] * 4 if sampled == 4 else ["a", "b", "c", "d"]
    units = pd.DataFrame(
        {"stratum": strata, "population": 1e9, "sampled": float(sampled), "weight": 25.0, "x": 1.0, "y": y},
        dtype=object,
    ).astype({"population": float, "sampled": float, "weight": float, "x": float, "y": float})
    found = estimated(connection, units)
    if low is None or high is None:
        # One unit a stratum says nothing of its scatter: the interval is wide, not absent.
        assert 0 <= found["low"] < 0.02 < 0.5 < found["high"] <= 1
    else:
        assert (found["low"], found["high"]) == (pytest.approx(low, abs=1e-6), pytest.approx(high, abs=1e-6))


def test_a_part_that_was_seen_whole_leaves_no_doubt(connection: duckdb.DuckDBPyConnection) -> None:
    units = pd.DataFrame(
        {"stratum": "s", "population": 4.0, "sampled": 4.0, "weight": 1.0, "x": 1.0, "y": [1.0, 0, 0, 0]}
    )
    found = estimated(connection, units)
    assert (found["low"], found["ratio"], found["high"]) == (0.25, 0.25, 0.25)


def test_intervals_hold_the_truth_of_simulated_periods() -> None:
    found = coverage(periods=200, size=300, seed=3)
    assert found.held >= TARGET
    assert found.bounds_held >= found.held
    # An interval from 0 to 1 would hold it too.
    assert found.mean_width < 0.06
