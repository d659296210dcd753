"""Hours extrapolated from random audits: more hours that are not genuine never pay, and honest units lose almost nothing."""

from __future__ import annotations

import json
import re
from statistics import NormalDist

import duckdb
import numpy as np
import pandas as pd
import pytest

from warehouse.settings import Home

GENUINE, AUDITS, SEEDS = 400, 60, 100
FAKES = (0, 4, 40, 120)
SPAN = "2025"


@pytest.fixture(scope="module")
def credits(tiny_home: Home) -> pd.DataFrame:
    """Credits of simulated unit-years: one unit for every seed and number of hours that are not genuine."""
    manifest = json.loads((tiny_home.work / "dbt" / "manifest.json").read_text(encoding="utf-8"))
    compiled = manifest["nodes"]["model.tianping.points_unit_credits"]["compiled_code"]
    records, audits = simulated()
    with duckdb.connect() as connection:
        connection.register("flag_audit_units", audits)
        connection.register("core_service_records", records)
        connection.register("flag_record_evidence", records)
        connection.execute(
            f"create table core_periods as select '{SPAN}' as period, date '2025-01-01' as starts_on, date '2025-12-31' as ends_on; "
            "create table numbers as select range + 1 as n from range(2000); "
            "create table policy_points_rules as select 'R' as rule_id, '1' as rule_version, parameter, value, "
            "date '2000-01-01' as valid_from, null::date as valid_to "
            "from (values ('fake_cost', 0.5), ('least_audits', 30.0)) as rules(parameter, value)"
        )
        query = re.sub(r'"\w+"\."\w+"\."(\w+)"', r"\1", compiled)
        found = connection.execute(f"select * from ({query})").df()
    found[["fakes", "seed"]] = found["work_unit_id"].str.split("-", expand=True).astype(int)
    return found


def simulated() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Records of the units, and for each a random sample of them with what the audit found."""
    chance = np.random.default_rng(6)
    units, samples = [], []
    for seed in range(SEEDS):
        genuine_hours = chance.choice([1.0, 1.5, 2.0, 3.0, 4.0], GENUINE)
        fake_hours = chance.choice([2.0, 3.0, 4.0], max(FAKES))
        for fakes in FAKES:
            records = pd.DataFrame(
                {
                    "work_unit_id": f"{fakes}-{seed}",
                    "claimed_hours": np.concatenate([genuine_hours, fake_hours[:fakes]]),
                    "is_fake": np.repeat([0, 1], [GENUINE, fakes]),
                }
            )
            records["record_id"] = records["work_unit_id"] + "-" + records.index.astype(str)
            drawn = records.loc[chance.choice(len(records), AUDITS, replace=False), ["record_id", "is_fake"]]
            units.append(records)
            samples.append(drawn.assign(population=len(records)))
    everything = pd.concat(units, ignore_index=True).assign(year=2025, service_date=pd.Timestamp("2025-06-01"))
    audits = pd.concat(samples, ignore_index=True).assign(
        sample_period=SPAN, stratum="all", is_clear=1, clear_in_stratum=AUDITS
    )
    audits["stratum"] = audits["record_id"].str.rsplit("-", n=1).str[0]
    audits["clear_weight"] = audits["population"] / AUDITS
    return everything, audits


def test_the_mean_credit_does_not_rise_with_hours_that_are_not_genuine(credits: pd.DataFrame) -> None:
    claimed = credits.pivot(index="seed", columns="fakes", values="claimed_hours")
    credited = credits.pivot(index="seed", columns="fakes", values="credit")
    # Of four such records an audit of sixty mostly sees none: their gain is known too roughly to be judged.
    for fakes in FAKES[2:]:
        gain = (credited[fakes] - credited[0]) / (claimed[fakes] - claimed[0])
        high = gain.mean() + NormalDist().inv_cdf(0.975) * gain.std() / np.sqrt(SEEDS)
        assert high <= 0, (fakes, gain.mean(), high)
    # What it costs is λ, whatever the audits happened to see.
    assert gain.mean() == pytest.approx(-0.5, abs=0.1)


def test_units_with_few_hours_not_genuine_keep_almost_all_of_the_genuine(credits: pd.DataFrame) -> None:
    genuine = credits[credits["fakes"] == 0].set_index("seed")["claimed_hours"]
    few = credits[credits["fakes"] == 4].set_index("seed")
    assert ((few["claimed_hours"] - genuine) / few["claimed_hours"]).max() < 0.05
    assert (few["credit"].mean() / genuine.mean()) >= 0.97
    assert (credits.loc[credits["fakes"] == 0, "credit"] == genuine.to_numpy()).all()


def test_a_credit_has_an_interval_and_may_be_negative(credits: pd.DataFrame) -> None:
    assert (credits["status"] == "ok").all()
    assert ((credits["credit_low"] <= credits["credit"]) & (credits["credit"] <= credits["credit_high"])).all()
    inside = credits[credits["fakes"] == 40].assign(genuine=lambda rows: rows["claimed_hours"])
    expected = inside["credit"].mean()
    covered = (inside["credit_low"] <= expected) & (expected <= inside["credit_high"])
    assert covered.mean() >= 0.9
