"""The statistics themselves, rendered from the very macros the models use, against other people's programs."""

from __future__ import annotations

import math
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from warehouse.frozen import create_frozen
from warehouse.rendering import macros, render


def shrunk_rates(rates: pd.DataFrame) -> pd.DataFrame:
    """`rates` (numerator, denominator) with Marshall's prior and each unit's shrunk rate."""
    sql = macros()
    rates = rates.assign(league=1)
    shrinkage = sql["marshall_shrinkage"]("denominator", "mean", "s2", "mean_n")
    with duckdb.connect() as connection:
        connection.register("rates", rates)
        return connection.execute(
            f"""
            select *, {shrinkage} as weight, {shrinkage} * numerator / denominator + (1 - {shrinkage}) * mean as shrunk
            from rates inner join ({sql["marshall_priors"]("rates", ["league"])}) as priors using (league)
            """
        ).df()


def shrunk_means(means: pd.DataFrame) -> pd.DataFrame:
    """`means` (league, raw_value, sampling_variance) with DerSimonian and Laird's prior, shrunk mean and its error."""
    sql = macros()
    weight = sql["reliability"]("tau2", "sampling_variance")
    with duckdb.connect() as connection:
        connection.register("means", means)
        return connection.execute(
            f"""
            select
                *,
                {weight} * raw_value + (1 - {weight}) * mean as shrunk,
                sqrt(power({weight}, 2) * sampling_variance + power(1 - {weight}, 2) * (tau2 + mean_variance)) as error
            from means inner join ({sql["dersimonian_laird_priors"]("means", ["league"])}) as priors using (league)
            """
        ).df()


def test_rates_shrink_as_spdep_shrinks_them(shared_data: Path) -> None:
    reference = pd.read_csv(shared_data / "reference" / "eb" / "marshall_ebest_spdep.csv")
    found = shrunk_rates(
        pd.DataFrame({"numerator": reference["x"].astype(float), "denominator": reference["n"].astype(float)})
    ).sort_values("denominator")
    expected = reference.sort_values("n")
    assert found["shrunk"].tolist() == pytest.approx(expected["eb_binomial"].tolist(), abs=1e-9)
    # The Poisson form gives every unit the same value here.
    assert found["shrunk"].nunique() > 10


def test_means_shrink_as_metafor_shrinks_them(shared_data: Path) -> None:
    reference = pd.read_csv(shared_data / "reference" / "eb" / "normal_normal_metafor.csv").query("method == 'DL'")
    found = shrunk_means(
        pd.DataFrame(
            {
                "league": reference["set"],
                "unit": reference["unit"],
                "raw_value": reference["yi"].astype(float),
                "sampling_variance": reference["se"] ** 2,
            }
        )
    ).sort_values(["league", "unit"])
    expected = reference.sort_values(["set", "unit"])
    for ours, theirs in (("mean", "mu"), ("tau2", "tau2"), ("shrunk", "eb_mean"), ("error", "eb_se")):
        assert found[ours].tolist() == pytest.approx(expected[theirs].tolist(), abs=1e-9), ours


@pytest.mark.parametrize("method", ["DL", "PM", "REML"])
def test_means_shrink_as_metafor_shrinks_them_whatever_the_spread(shared_data: Path, method: str) -> None:
    """Given metafor's mean and variance between units, however it found that."""
    reference = pd.read_csv(shared_data / "reference" / "eb" / "normal_normal_metafor.csv").query("method == @method")
    weight = macros()["reliability"]("tau2", "se * se")
    with duckdb.connect() as connection:
        connection.register("reference", reference.astype({"yi": float, "se": float, "tau2": float}))
        found = connection.execute(
            f"select {weight} * yi + (1 - {weight}) * mu - eb_mean as apart from reference order by all"
        ).df()
    assert len(found) > 10
    assert found["apart"].abs().max() < 1e-9


def test_rates_by_hand() -> None:
    # b = 1/2, s2 = .16, mean n = 10: A = (10 * .16 - .25) / 9 = .15, rho = 10 * .15 / (9 * .15 + .25) = .9375
    found = shrunk_rates(pd.DataFrame({"numerator": [1.0, 9.0], "denominator": [10.0, 10.0]}))
    assert found["tau2"].tolist() == pytest.approx([0.15, 0.15], abs=1e-12)
    assert sorted(found["shrunk"]) == pytest.approx([0.125, 0.875], abs=1e-12)


def test_equal_rates_shrink_to_their_mean() -> None:
    found = shrunk_rates(pd.DataFrame({"numerator": [1.0, 2.0, 30.0], "denominator": [2.0, 4.0, 60.0]}))
    # The plain fraction is above 1 for the largest unit: both its halves are negative.
    assert found["weight"].tolist() == [0, 0, 0]
    assert found["shrunk"].tolist() == [0.5, 0.5, 0.5]


def test_with_stored_priors_a_good_row_never_lowers_a_rate_and_a_bad_one_never_raises_it() -> None:
    """So that leaving good rows out never helps, whatever else a community sends."""
    sql = macros()
    shrunk = f"(mean + {sql['marshall_shrinkage']('n', 'mean', 's2', 'mean_n')} * (x / n - mean))"
    with duckdb.connect() as connection:
        connection.execute(
            f"""
            create table rates as
            select x, n, mean, s2, mean_n, {shrunk} as shrunk
            from (
                select
                    cast(x as double) as x, cast(n as double) as n, mean, share * mean * (1 - mean) as s2, mean_n
                from range(41) as events(x), range(1, 42) as rows(n)
                cross join (values (0.02), (0.3), (0.85), (0.98)) as means(mean)
                cross join (values (0.01), (0.05), (0.2), (1.0)) as spreads(share)
                cross join (values (1.0), (7.5), (40.0)) as sizes(mean_n)
                where x <= n
            )
            """
        )
        found = connection.execute(
            """
            select count(*), min(good.shrunk - rates.shrunk), max(bad.shrunk - rates.shrunk)
            from rates
            inner join rates as good
                on
                    good.x = rates.x + 1 and good.n = rates.n + 1
                    and (good.mean, good.s2, good.mean_n) = (rates.mean, rates.s2, rates.mean_n)
            inner join rates as bad
                on
                    bad.x = rates.x and bad.n = rates.n + 1
                    and (bad.mean, bad.s2, bad.mean_n) = (rates.mean, rates.s2, rates.mean_n)
            """
        ).fetchone()
    assert found is not None
    compared, least_gain, greatest_loss = found
    assert compared > 30_000
    assert least_gain >= -1e-12
    assert greatest_loss <= 1e-12


def test_means_by_hand() -> None:
    # Weights 1: Q = 2, C = 2 - 2/2 = 1, tau2 = (2 - 1) / 1 = 1, so each mean goes halfway to the common 1.
    found = shrunk_means(pd.DataFrame({"league": 1, "raw_value": [0.0, 2.0], "sampling_variance": [1.0, 1.0]}))
    assert found["tau2"].tolist() == pytest.approx([1, 1], abs=1e-12)
    assert sorted(found["shrunk"]) == pytest.approx([0.5, 1.5], abs=1e-12)


def test_normal_distribution_function() -> None:
    grid = pd.DataFrame({"z": np.linspace(-8, 8, 1601)})
    with duckdb.connect() as connection:
        connection.register("grid", grid)
        found = connection.execute(f"select z, {macros()['normal_cdf']('z')} from grid").fetchall()
    assert max(abs(p - 0.5 * math.erfc(-z / math.sqrt(2))) for z, p in found) < 2e-12


@pytest.mark.parametrize(("mean", "sd"), [(0.5, 0.1), (0.95, 0.2), (-0.2, 0.3), (1.4, 0.1), (0.5, 3.0)])
def test_variance_of_a_clipped_score(mean: float, sd: float) -> None:
    sql = macros()
    values = np.linspace(mean - 9 * sd, mean + 9 * sd, 400_001)
    density = np.exp(-0.5 * ((values - mean) / sd) ** 2)
    scores = 100 * np.clip(values, 0, 1)
    average = (scores * density).sum() / density.sum()
    expected = (((scores - average) ** 2) * density).sum() / density.sum()
    variance = sql["clipped_normal_variance"]("mean", "sd", "z_0", "z_1", "below_0", "below_1")
    with duckdb.connect() as connection:
        found = connection.execute(
            f"""
            with posterior as (select cast(? as double) as mean, cast(? as double) as sd),
            clipping as (select *, -mean / sd as z_0, (1 - mean) / sd as z_1 from posterior)
            select {variance}
            from (
                select *, {sql["normal_cdf"]("z_0")} as below_0, {sql["normal_cdf"]("z_1")} as below_1 from clipping
            ) as tails
            """,
            [mean, sd],
        ).fetchone()
    assert found is not None
    assert found[0] == pytest.approx(expected, rel=1e-3, abs=1e-6)


def test_the_error_of_a_median_time_is_that_of_the_bootstrap() -> None:
    rng = np.random.default_rng(5)
    waits = rng.exponential(40, 120)
    patience = rng.exponential(120, 120)
    cases = pd.DataFrame(
        {
            "indicator_id": "delay",
            "community_id": "C1",
            "occurred_on": pd.Timestamp("2026-01-15"),
            "value": np.minimum(waits, patience),
            "censored": waits > patience,
            "cluster_id": None,
            "weight": 1.0,
        }
    )
    relations = {
        "score_indicator_inputs": "cases",
        "indicator_period_months": "months",
        "score_definitions": "definitions",
    }
    sql = render("score_time_medians", ref=relations.__getitem__)
    with duckdb.connect() as connection:
        connection.register("cases", cases)
        connection.execute("create table months as select '2026-01' as period, '2026-01' as month")
        connection.execute(
            "create table definitions as select '2026-01' as period, 'delay' as indicator_id, 1000.0 as worse_goalpost"
        )
        found = connection.execute(f"select median, sqrt(median_variance) from ({sql})").fetchone()
    assert found is not None
    ends, is_over = np.minimum(waits, patience), waits <= patience
    draws = rng.integers(0, len(ends), (800, len(ends)))
    resampled = [kaplan_meier_median(ends[draw], is_over[draw]) for draw in draws]
    assert found[0] == pytest.approx(kaplan_meier_median(ends, is_over))
    assert found[1] == pytest.approx(np.std(resampled), rel=0.2)


def kaplan_meier_median(ends: npt.NDArray[np.float64], is_over: npt.NDArray[np.bool_]) -> float:
    """The first time at which the Kaplan-Meier curve is at most one half; waits that are not over are censored at their end."""
    times = np.unique(ends[is_over])
    at_risk = (ends[:, None] >= times).sum(axis=0)
    events = (ends[is_over][:, None] == times).sum(axis=0)
    survival = np.cumprod(1 - events / at_risk)
    return float(times[survival <= 0.5 + 1e-12].min(initial=math.inf))


def rank_sets(units: pd.Series, scores: pd.Series, variances: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """The best and the worst rank that the pairwise verdicts leave each unit."""
    composites = pd.DataFrame(
        {
            "period": "2018",
            "lens": "tianping",
            "community_id": units.astype(str),
            "total": scores.astype(float),
            "sampling_variance": variances,
        }
    )
    relations = {"score_composites": "composites", "core_communities": "communities", "score_policy": "policy"}
    sql = render("score_pairwise", ref=relations.__getitem__, source="{}.{}".format)
    with duckdb.connect() as connection:
        create_frozen(connection)
        connection.register("composites", composites)
        connection.execute("create table communities as select community_id, 'all' as peer_group from composites")
        connection.execute("create table policy as select 'pairwise_error' as parameter, 0.05 as value")
        pairs = connection.execute(sql).df()
    a_wins, b_wins = pairs[pairs["verdict"] == "a_beats_b"], pairs[pairs["verdict"] == "b_beats_a"]
    beaten = pd.concat([a_wins["community_b"], b_wins["community_a"]]).value_counts()
    beats = pd.concat([a_wins["community_a"], b_wins["community_b"]]).value_counts()
    order = composites["community_id"]
    return (
        1 + beaten.reindex(order, fill_value=0).to_numpy(),
        len(units) - beats.reindex(order, fill_value=0).to_numpy(),
    )


def test_peers_are_told_apart_no_more_often_than_csranks_does(shared_data: Path) -> None:
    reference = pd.read_csv(shared_data / "reference" / "ranks" / "csranks_pisa2018_math.csv")
    best, worst = rank_sets(reference["unit"], reference["score"], reference["se"] ** 2)
    assert (best <= reference["L_simul"]).all()
    assert (worst >= reference["U_simul"]).all()
    # And it does tell some apart: the widest set is not everybody's.
    assert (worst - best).mean() < len(reference) / 2


def test_neither_does_it_tell_counts_apart_more_often(shared_data: Path) -> None:
    """Shares of one multinomial: a difference of counts varies by no more than their sum."""
    reference = pd.read_csv(shared_data / "reference" / "ranks" / "csranks_multinom.csv")
    best, worst = rank_sets(reference.index.to_series(), reference["x"], reference["x"].astype(float))
    assert (best <= reference["L_simul"]).all()
    assert (worst >= reference["U_simul"]).all()
    assert (worst - best).max() < len(reference) - 1


def bounds(table: pd.DataFrame, lower: str, upper: str) -> pd.DataFrame:
    """`table` (x, n, z) with what `lower` and `upper`, expressions over it, come to."""
    with duckdb.connect() as connection:
        connection.register("counts", table.astype(float))
        return connection.execute(f"select *, {lower} as low, {upper} as high from counts").df()


def test_wilson_and_byar_intervals_are_those_of_phe(shared_data: Path) -> None:
    sql = macros()
    reference = pd.read_csv(shared_data / "reference" / "nhs" / "testdata_B_W.csv")
    quantiles = {"95%": 1.959963984540054, "99.8%": 3.090232306167813}
    found = 0
    for method, low, high in (
        ("Byars", sql["byar_bound"]("x", "-z"), sql["byar_bound"]("x", "z")),
        ("Wilson", sql["wilson_bound"]("x", "n", "-z"), sql["wilson_bound"]("x", "n", "z")),
    ):
        rows = reference[reference["method"] == method]
        ours = bounds(rows[["x", "n"]].assign(z=rows["confidence"].map(quantiles)), low, high)
        for bound, column in (("low", "lowercl"), ("high", "uppercl")):
            known = rows[column].notna().to_numpy()
            assert ours[bound][known].tolist() == pytest.approx(rows[column][known].tolist(), abs=1e-9)
            found += known.sum()
    assert found > 20


@pytest.mark.parametrize("grouped", ["", "_g"], ids=["areas", "groups"])
@pytest.mark.parametrize(("file", "method"), [("Prop", "Wilson"), ("Rate", "Byars")], ids=["proportions", "rates"])
def test_intervals_of_areas_are_those_of_phe(shared_data: Path, file: str, method: str, grouped: str) -> None:
    sql = macros()
    rows = pd.read_csv(shared_data / "reference" / "nhs" / f"testdata_{file}{grouped}.csv")
    if grouped:
        rows = rows.rename(columns={"lowercl": "lower95_0cl", "uppercl": "upper95_0cl"})
        rows = rows[rows["confidence"].isin(["95%", "0.95"])]
    rows = rows[(rows["method"] == method) & rows["lower95_0cl"].notna()]
    assert len(rows) > 1
    arguments = ("x", "n") if method == "Wilson" else ("x",)
    bound = sql["wilson_bound" if method == "Wilson" else "byar_bound"]
    unit = rows["multiplier"] if method == "Wilson" else rows["multiplier"] / rows["Denominator"]
    for z, level in ((1.959963984540054, "95_0"), (3.090232306167813, "99_8")):
        if f"lower{level}cl" in rows:
            counts = pd.DataFrame({"x": rows["Numerator"], "n": rows["Denominator"], "z": z})
            ours = bounds(counts, bound(*arguments, "-z"), bound(*arguments, "z"))
            for side, theirs in (("low", "lower"), ("high", "upper")):
                found = ours[side].to_numpy() * unit
                assert found.tolist() == pytest.approx(rows[f"{theirs}{level}cl"].tolist(), rel=1e-12)


def stratified(sample: pd.DataFrame) -> dict[str, float]:
    """Estimates of one stratified sample (stratum, population, value)."""
    with duckdb.connect() as connection:
        connection.register("sample", sample.assign(audit=1))
        return dict(connection.execute(macros()["stratified_estimates"]("sample", ["audit"])).df().iloc[0])


def test_stratified_estimates_are_those_of_survey(shared_data: Path) -> None:
    schools = pd.read_csv(shared_data / "reference" / "ht" / "apistrat_sample.csv")
    strata = schools.rename(columns={"stype": "stratum", "fpc": "population"})
    # As R's survey prints svymean(~api00) and svytotal(~enroll) of this very sample.
    score = stratified(strata.assign(value=strata["api00"]))
    assert score["mean"] == pytest.approx(662.29, abs=0.005)
    assert math.sqrt(score["mean_variance"]) == pytest.approx(9.4089, abs=5e-5)
    enrolled = stratified(strata.assign(value=strata["enroll"]))
    assert enrolled["total"] == pytest.approx(3687178, abs=0.5)
    assert math.sqrt(enrolled["total_variance"]) == pytest.approx(114642, abs=0.5)


def test_a_stratum_seen_once_has_no_spread_and_one_seen_whole_no_error() -> None:
    once = pd.DataFrame({"stratum": ["a", "a", "b"], "population": [10, 10, 5], "value": [1.0, 0.0, 1.0]})
    assert stratified(once)["mean"] == pytest.approx(10 / 15)
    assert math.isnan(stratified(once)["mean_variance"])
    whole = pd.DataFrame({"stratum": ["a", "a", "b"], "population": [2, 2, 1], "value": [1.0, 0.0, 1.0]})
    assert stratified(whole)["mean_variance"] == 0
