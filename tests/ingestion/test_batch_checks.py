"""What is told of a batch as a whole: it landed, and somebody should look."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingestion.contract import suite
from ingestion.deliveries import ingest
from ingestion.policy import PolicyError, policies
from tests.ingestion.taking_in import LOG_HEADER, landed, only_file, write_csv
from warehouse.settings import Home, contracts

DOCS = Path(__file__).parents[2] / "docs" / "checks.md"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home")


def notices(path: Path, home: Home) -> dict[tuple[str, str], int]:
    """Code and column of what is told of a file, with the count."""
    (batch,) = only_file(ingest([path], home)).batches
    return {
        (notice["code"].removeprefix("ingestion."), notice["column"]): notice["count"] for notice in batch["notices"]
    }


def test_times_that_run_backwards_land_and_are_told_step_by_step(tmp_path: Path, home: Home) -> None:
    header = "drill_id,community_id,conducted_at,alarm_at,first_response_at,assembled_at"
    right = "d1,A,2026-03-01 09:00,2026-03-01 09:00,2026-03-01 09:03,2026-03-01 09:10"
    late_alarm = "d2,A,2026-03-01 09:00,2026-03-01 09:05,2026-03-01 09:03,2026-03-01 09:10"
    no_response = "d3,A,2026-03-01 09:00,2026-03-01 09:05,,2026-03-01 09:10"
    told = notices(write_csv(tmp_path / "drills.csv", header, right, late_alarm, no_response), home)
    assert told[("times_out_of_order", "first_response_at")] == 1
    assert ("times_out_of_order", "assembled_at") not in told
    assert len(landed(home, "drills")) == 3


def test_times_long_ago_or_ahead_land_and_are_told(tmp_path: Path, home: Home) -> None:
    days = ("1970-01-01", "2026-03-01", "2199-01-01")
    rows = [f"r{n},m,A,care,{day} 09:00,{day} 10:00,1" for n, day in enumerate(days)]
    assert (
        notices(write_csv(tmp_path / "service_logs.csv", LOG_HEADER, *rows), home)[("time_out_of_range", "started_at")]
        == 2
    )


def test_an_export_full_of_repeats_is_pointed_out_and_a_few_are_not(tmp_path: Path, home: Home) -> None:
    rows = [f"r{n},m,A,care,2026-03-01 09:00,2026-03-01 10:00,1" for n in range(9)]
    few, many = [*rows, rows[0]], [*rows, *rows]
    assert ("many_repeated", "record_id") not in notices(
        write_csv(tmp_path / "a" / "service_logs.csv", LOG_HEADER, *few), home
    )
    assert (
        notices(write_csv(tmp_path / "b" / "service_logs.csv", LOG_HEADER, *many), home)[("many_repeated", "record_id")]
        == 9
    )


def test_a_deployment_sets_its_own_thresholds(tmp_path: Path, home: Home) -> None:
    bad = [f"r{n},m,A,care,soon,,1" for n in range(3)]
    good = [f"s{n},m,A,care,2026-03-01 09:00,,1" for n in range(7)]
    path = write_csv(tmp_path / "service_logs.csv", LOG_HEADER, *bad, *good)
    home.path.mkdir()
    (home.path / "expectations.yml").write_text(
        "service_logs: {hold_above: 0.2, hold_from_rows: 10}\n", encoding="utf-8"
    )
    (batch,) = only_file(ingest([path], home)).batches
    assert (batch["status"], batch["rows_accepted"], batch["rows_quarantined"]) == ("held", 0, 10)
    assert policies(home)["drills"].hold_above == policies(Home.at(tmp_path / "other"))["drills"].hold_above


@pytest.mark.parametrize(
    ("text", "about"),
    [("service_log: {hold_above: 0.2}", "service_log"), ("drills: {holds: 1}", "holds"), ("drills: {ahead_days: soon}", "soon"), ("a: [", "YAML")],
)  # fmt: skip
def test_an_unusable_policy_stops_the_ingest_and_says_where(tmp_path: Path, home: Home, text: str, about: str) -> None:
    home.path.mkdir()
    (home.path / "expectations.yml").write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError, match=about):
        ingest([write_csv(tmp_path / "service_logs.csv", LOG_HEADER)], home)


def test_the_document_names_every_rule_and_its_example_is_a_policy_that_works(home: Home) -> None:
    text = DOCS.read_text(encoding="utf-8")
    rules = {
        expectation.meta["rule"]
        for source, policy in policies(home).items()
        for expectation in suite(contracts()[source], policy, contracts()[source].column_names, "A").expectations
        if expectation.meta
    }
    assert {rule for rule in rules if f"`{rule}`" not in text} == set()
    home.path.mkdir()
    example = text.split("```yaml\n")[1].split("```")[0]
    (home.path / "expectations.yml").write_text(example, encoding="utf-8")
    assert policies(home)["service_logs"].hold_above == 0.2
    assert policies(home)["drills"].usual_volume == 5
