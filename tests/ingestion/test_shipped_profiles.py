"""The shipped profiles of real exports (the Nepal survey has a file of its own): what lands, what is told, what is left.

`tests/fixtures/<profile>` holds small excerpts with their source; the whole folders are read where they lie beside the checkout.
"""

from __future__ import annotations

import csv
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ingestion.deliveries import Report, ingest
from ingestion.quarantine import entries, export
from tests.ingestion.taking_in import landed, notice_codes, write_csv
from warehouse.settings import Home

FIXTURES = Path(__file__).parents[1] / "fixtures"

COMPANIONS = {"SOURCE.txt", "LICENSE"}

TakenIn = tuple[Home, Report]


def by_source(report: Report) -> dict[str, dict[str, Any]]:
    """The batches of the one file that landed."""
    (file,) = [file for file in report.files if file.status == "landed"]
    return {batch["source"]: batch for batch in file.batches}


@pytest.fixture(scope="module")
def feedback(tmp_path_factory: pytest.TempPathFactory) -> TakenIn:
    """The ratings of surgeries."""
    home = Home.at(tmp_path_factory.mktemp("feedback") / "home")
    return home, ingest([FIXTURES / "patient_feedback"], home)


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> TakenIn:
    """The findings of fire inspections."""
    home = Home.at(tmp_path_factory.mktemp("findings") / "home")
    return home, ingest([FIXTURES / "fire_inspection_findings"], home)


def test_equal_anonymous_ratings_are_kept_apart_and_told(feedback: TakenIn) -> None:
    home, report = feedback
    assert {file.file_name for file in report.files if file.status == "not_taken"} == COMPANIONS
    ratings = by_source(report)["resident_ratings"]
    assert (ratings["rows_read"], ratings["rows_accepted"], ratings["rows_repeated"]) == (28, 28, 0)
    assert notice_codes(ratings)["rows_alike"] == 7
    assert len({row[0] for row in landed(home, "resident_ratings", "rating_id")}) == 28
    assert {row[0] for row in landed(home, "communities", "community_id")} == {
        "earls_court_surgery",
        "emperor_s_gate_surgery",
        "knightsbridge_medical_centre",
        "the_good_practice",
    }


def test_words_become_scores_and_not_knowing_is_none(feedback: TakenIn) -> None:
    home, report = feedback
    assert notice_codes(by_source(report)["resident_ratings"])["no_answer"] == 5
    scores = landed(home, "resident_ratings", "score, scale_min, scale_max")
    assert {row[0] for row in scores} == {None, 2, 3, 4, 5}
    assert {row[1:] for row in scores} == {(1, 5)}
    texts = [row[0] for row in landed(home, "resident_ratings", "text") if row[0] and " / " in row[0]]
    assert texts == ["They provide many services on their premises / More face to face appointment with the doctors"]


def test_a_longer_export_of_the_same_ratings_doubles_none(tmp_path: Path, home: Home) -> None:
    ingest([FIXTURES / "patient_feedback" / "ratings.csv"], home)
    first = {row[0] for row in landed(home, "resident_ratings", "rating_id")}
    text = (FIXTURES / "patient_feedback" / "ratings.csv").read_text(encoding="utf-8-sig")
    longer = text + "2024-03-08 09:00:00,Unlikely,,,The Good Practice\n"
    ingest([write_csv(tmp_path / "export.csv", *longer.splitlines())], home)
    assert len({row[0] for row in landed(home, "resident_ratings", "rating_id")} - first) == 1


def test_check_ins_are_read_by_their_offset_and_repeats_count_once(home: Home) -> None:
    home.write_deployment(timezone="America/New_York")
    report = ingest([FIXTURES / "place_check_ins"], home)
    batches = by_source(report)
    assert [batches[source]["rows_accepted"] for source in ("communities", "members", "service_logs")] == [1, 5, 24]
    assert batches["service_logs"]["rows_repeated"] == notice_codes(batches["service_logs"])["rows_repeated"] == 2
    record = "1:4cc9a5760f7bef3b5f9c7fdd:2012-06-16 17:29:30"
    rows = {row[0]: row[1:] for row in landed(home, "service_logs", "record_id, member_id, started_at, lat, ended_at")}
    assert rows[record] == ("1", datetime(2012, 6, 16, 17, 29, 30), 40.74588914, None)


def test_visits_keep_villages_of_one_name_apart_and_count_a_household_once_a_day(home: Home) -> None:
    home.write_deployment(timezone="Africa/Kigali")
    report = ingest([FIXTURES / "lwh_household_visits"], home)
    visits = by_source(report)["service_logs"]
    assert (visits["rows_accepted"], visits["rows_repeated"]) == (21, 3)
    villages = landed(home, "communities", "community_id, name")
    assert len([community for community, name in villages if name == "Rebero"]) == 3
    days = {row[0] for row in landed(home, "service_logs", "submitted_at")}
    assert days == {datetime(2023, 5, day) for day in (2, 3, 4, 5)}
    assert {row[0] for row in landed(home, "service_logs", "device_id")} == {"3707", "4233", "5859"}


def test_means_land_with_the_number_of_responses_they_stand_for_and_blanks_give_no_rows(home: Home) -> None:
    report = ingest([FIXTURES / "berlin_turnout_times"], home)
    batch = by_source(report)["incidents"]
    with (FIXTURES / "berlin_turnout_times" / "turnout_2020_q2.csv").open(encoding="utf-8") as stream:
        counts = [
            (
                f"{row['wache_nummer']}:2020-04-01 00:00:00:{kind}",
                float(count),
                float(row[f"mittlere_ausrueckedauer_{kind}"]),
            )
            for row in csv.DictReader(stream)
            for kind in ("RTW", "NEF", "LHF", "DLK", "ELW")
            if (count := row[f"anzahl_alarmierungen_{kind}"])
        ]
    rows = landed(home, "incidents", "incident_id, responses, epoch(responded_at - occurred_at)")
    assert sorted(rows) == sorted(counts)
    assert (batch["rows_read"], batch["rows_quarantined"]) == (len(counts), 0)
    assert notice_codes(batch)["groups_empty"] > 0


def test_findings_land_with_the_day_they_were_found_and_no_deadline(findings: TakenIn) -> None:
    home, report = findings
    batch = by_source(report)["drill_findings"]
    assert (batch["rows_read"], batch["rows_accepted"]) == (12, 9)
    assert notice_codes(batch) == notice_codes(batch) | {"title_rows": 1, "empty_sheets": 1}
    assert {row[:3] for row in landed(home, "drill_findings", "due_on, closed_on, owner")} == {(None, None, None)}
    assert {entry["value"] for entry in entries(home) if entry["rule"] == "type"} == {
        "4/31/2000",
        "4/31/2001",
        "12/29//2009",
    }


def test_a_finding_with_a_mended_day_closes_its_entry(tmp_path: Path, findings: TakenIn) -> None:
    home = Home.at(shutil.copytree(findings[0].path, tmp_path / "home"))
    export(home, tmp_path / "mend.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "mend.xlsx")
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in ("4/31/2000", "4/31/2001", "12/29//2009"):
                    cell.value = datetime(2009, 12, 29)
    workbook.save(tmp_path / "mend.xlsx")
    ingest([tmp_path / "mend.xlsx"], home)
    assert entries(home, "open") == []
    assert len(landed(home, "drill_findings", "finding_id")) == 12


def test_every_finding_has_its_inspection_which_is_no_required_drill(findings: TakenIn) -> None:
    home, _ = findings
    drills = landed(home, "drills", "drill_id, community_id, scenario, evaluator, conducted_at")
    assert {row[0] for row in landed(home, "drill_findings", "drill_id")} == {row[0] for row in drills}
    assert {row[2:4] for row in drills} == {("other", "external")}
    assert ("ano_2007_10_19", "ano", "other", "external", datetime(2007, 10, 19)) in drills


@pytest.mark.parametrize(
    ("folder", "counts", "told"),
    [
        ("gp-ratings", {"communities": (4, 4), "resident_ratings": (914, 914)}, {"no_answer": 11, "rows_alike": 38}),
        (
            "check-ins",
            {"communities": (1, 1), "members": (962, 962), "service_logs": (10_462, 10_462)},
            {"rows_repeated": 6},
        ),
        (
            "enumerator-visits",
            {"communities": (77, 77), "members": (62, 62), "service_logs": (1_206, 1_206)},
            {"rows_repeated": 3, "date_order": 1_206},
        ),
        (
            "inspection-findings",
            {"communities": (66, 66), "drills": (408, 408), "drill_findings": (572, 569)},
            {"title_rows": 1, "empty_sheets": 1},
        ),
    ],
)
def test_whole_folders_land_once(
    shared_data: Path, home: Home, folder: str, counts: dict[str, tuple[int, int]], told: dict[str, int]
) -> None:
    batches = by_source(ingest([shared_data / "real" / folder], home))
    assert {source: (batch["rows_read"], batch["rows_accepted"]) for source, batch in batches.items()} == counts
    codes = notice_codes(next(reversed(batches.values())))
    assert codes == codes | told
    assert {file.status for file in ingest([shared_data / "real" / folder], home).files} == {"repeated", "not_taken"}
