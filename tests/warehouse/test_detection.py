"""What the flags are worth is measured rightly, and honest people who only move about are left alone."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pytest

from bench.detection.cities import CityPlan, audit, flagged_cities
from bench.detection.measures import average_precision, precision_at, ratio_over_cities, recall_by_kind
from bench.models import connect, load_seeds, run_models
from ingestion.deliveries import ingest
from warehouse.landing import list_inputs, load
from warehouse.settings import Home

CHECK_INS = Path(__file__).parents[1] / "fixtures" / "place_check_ins"
LATER = "2014-01-01 00:00:00"


def test_precision_is_the_mean_over_orders_of_equal_scores() -> None:
    fake = np.array([True, False, True, False])
    assert precision_at(np.array([3.0, 2.0, 1.0, 0.0]), fake, 1) == 1
    assert precision_at(np.array([1.0, 1.0, 1.0, 0.0]), fake, 1) == pytest.approx(2 / 3)
    assert precision_at(np.array([2.0, 1.0, 1.0, 1.0]), fake, 2) == pytest.approx((1 + 1 / 3) / 2)


def test_average_precision_of_no_order_is_the_share_of_fakes() -> None:
    fake = np.array([True, False, True, False])
    assert average_precision(np.zeros(4), fake) == 0.5
    assert average_precision(np.array([4.0, 3.0, 2.0, 1.0]), fake) == pytest.approx((1 + 2 / 3) / 2)


def test_recall_looks_at_as_many_records_as_there_are_fakes() -> None:
    kinds = np.array(["far", "", "quiet", ""], dtype=object)
    assert recall_by_kind(np.array([4.0, 3.0, 2.0, 1.0]), kinds) == {"far": 1.0, "quiet": 0.0}


def test_a_ratio_over_cities_is_that_of_their_sums() -> None:
    hits, cases = np.array([1.0, 3.0, 2.0]), np.array([10.0, 10.0, 20.0])
    found = ratio_over_cities(hits, cases, hits, 2 * cases)
    assert found.value == pytest.approx(2)
    assert found.low <= found.value <= found.high


@pytest.fixture(scope="module")
def two_cities(tmp_path_factory: pytest.TempPathFactory) -> tuple[duckdb.DuckDBPyConnection, int]:
    """Two small cities in one deployment, audited by a truth in which every paper record is fake; and how many records."""
    plans = [CityPlan(seed, communities=2, months=2, fakes=0.04) for seed in (1, 2)]
    connection, truth = flagged_cities(plans, tmp_path_factory.mktemp("cities"))
    channels = connection.execute("select record_id, channel from core_service_records").df()
    told = truth.merge(channels, on="record_id")
    told["fake"] = told["channel"] == "paper"
    audit(connection, told, 400, np.random.default_rng(1))
    return connection, len(truth)


def test_cities_that_share_a_deployment_share_no_person_and_no_photo(
    two_cities: tuple[duckdb.DuckDBPyConnection, int],
) -> None:
    connection, records = two_cities
    counted = connection.execute("select count(*), count(distinct record_id) from flag_record_suspicion").fetchone()
    assert counted == (records, records)
    across = "left(record_id, 2) <> left(other_record_id, 2)"
    assert connection.execute(f"select count_if({across}), count(*) > 0 from core_photo_matches").fetchone() == (
        0,
        True,
    )


def test_audits_of_the_truth_move_suspicion(two_cities: tuple[duckdb.DuckDBPyConnection, int]) -> None:
    connection, _ = two_cities
    assert connection.execute("select model, audits from flag_suspicion_models").fetchall() == [
        ("weights_of_evidence", 400)
    ]
    means = dict(connection.execute(
        "select channel, avg(suspicion) from flag_record_suspicion join core_service_records using (record_id) group by 1"
    ).fetchall())  # fmt: skip
    assert means["paper"] > 5 * means["app"]


@pytest.fixture(scope="module")
def check_ins(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Real check-ins of five people, taken in as service records."""
    home = Home(tmp_path_factory.mktemp("check-ins") / "home")
    home.write_deployment(timezone="America/New_York", as_of=LATER)
    ingest([CHECK_INS], home)
    return home


@pytest.mark.parametrize("hours", [None, 1.0])
def test_honest_people_who_only_say_where_they_are_are_not_held(check_ins: Home, hours: float | None) -> None:
    connection = connect()
    load_seeds(connection)
    load(connection, check_ins, list_inputs(check_ins), {"started_at": LATER})
    # Whoever adds a length to what has none lets one person's visits overlap.
    connection.execute(
        "update landing.service_logs set declared_hours = ?, ended_at = started_at + to_minutes(cast(60 * ? as integer))",
        [hours, hours],
    )
    run_models(connection, ["flag_record_suspicion"], LATER)
    raised = {code for (code,) in connection.execute("select distinct flag_code from flag_raised").fetchall()}
    assert raised >= ({"P3"} if hours is None else {"P3", "B8"})
    (highest,) = connection.execute("select max(suspicion) from flag_record_suspicion").fetchone() or (None,)
    (hold,) = connection.execute(
        "select max(value) from points_rules where parameter = 'hold_suspicion'"
    ).fetchone() or (None,)
    assert highest < hold
