"""The real job: three rounds of a door-to-door survey feed visits, ratings, districts and interviewers.

`tests/fixtures/nepal` holds excerpts with every oddity of the whole; the whole is read where it lies beside the checkout.
"""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ingestion.deliveries import Report, ingest
from ingestion.readers import read
from tests.ingestion.taking_in import landed, notice_codes, only_file, write_csv
from warehouse.settings import Home
from warehouse.settings.messages import Message

FIXTURE = Path(__file__).parents[1] / "fixtures" / "nepal"


@pytest.fixture(scope="module")
def excerpt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Report]:
    """The excerpts, taken into a deployment in Nepal."""
    home = Home.at(tmp_path_factory.mktemp("nepal") / "home")
    home.write_deployment(timezone="Asia/Kathmandu")
    return home, ingest([FIXTURE], home)


def batch_of(report: Report, file_name: str, source: str) -> dict[str, Any]:
    """The batch of `source` in the file called so."""
    (file,) = [file for file in report.files if file.file_name == file_name]
    (batch,) = [batch for batch in file.batches if batch["source"] == source]
    return batch


def logs(home: Home, where: str) -> list[tuple[Any, ...]]:
    """started_at, ended_at, device_started_at, submitted_at of the visits of one file."""
    columns = "file_name, started_at, ended_at, device_started_at, submitted_at"
    return [row[1:] for row in landed(home, "service_logs", columns) if row[0] == where]


def test_nothing_is_quarantined_and_documents_are_only_listed(excerpt: tuple[Home, Report]) -> None:
    _, report = excerpt
    assert report.exit_code == 0
    assert {file.file_name for file in report.files if file.status == "not_taken"} == {"LICENSE.md", "SOURCE.txt"}
    reads = [batch["rows_read"] for file in report.files for batch in file.batches if batch["source"] == "service_logs"]
    assert sorted(reads) == [32, 39, 47]


def test_repeated_and_empty_sheets_are_not_counted(excerpt: tuple[Home, Report]) -> None:
    _, report = excerpt
    visits = batch_of(report, "round_2.xlsx", "service_logs")
    assert visits["sheet"] == "CPS Round 2 - Final (3)"
    assert notice_codes(visits)["sheet_repeated"] == 47
    assert batch_of(report, "round_3.xlsx", "service_logs")["sheet"] == "uploaded_form_g54cmb"


def test_a_visit_is_on_its_stated_day_at_the_devices_time_of_day_and_as_long(excerpt: tuple[Home, Report]) -> None:
    home, _ = excerpt
    for name in ("round_1.csv", "round_2.xlsx"):
        for started_at, ended_at, device_started_at, _ in logs(home, name):
            assert started_at.time() == device_started_at.time()
            assert ended_at is not None
    durations = [(ended - started).total_seconds() / 60 for started, ended, _, _ in logs(home, "round_1.csv")]
    assert sum(minutes < 0 for minutes in durations) == 4
    assert sum(0 <= minutes < 2 for minutes in durations) >= 5


def test_days_are_read_in_each_rounds_own_order(excerpt: tuple[Home, Report]) -> None:
    home, report = excerpt
    days = {row[0].date().isoformat() for row in logs(home, "round_1.csv")}
    assert days <= {f"2015-0{month}-{day:02d}" for month in (6, 7) for day in range(1, 32)}
    assert notice_codes(batch_of(report, "round_1.csv", "service_logs"))["date_order"] == 38
    assert notice_codes(batch_of(report, "round_2.xlsx", "service_logs"))["date_order"] == 33


def test_days_a_spreadsheet_turned_round_land_as_stated_and_are_told(excerpt: tuple[Home, Report]) -> None:
    home, report = excerpt
    swapped = [row for row in logs(home, "round_2.xlsx") if abs((row[0] - row[2]).days) > 90]
    assert len(swapped) >= 10
    assert notice_codes(batch_of(report, "round_2.xlsx", "service_logs"))["date_cells_swapped"] == 14


def test_a_missing_day_is_the_devices(excerpt: tuple[Home, Report]) -> None:
    home, _ = excerpt
    assert any(row[0] == row[2] for row in logs(home, "round_1.csv"))
    assert all(row[0] is not None for row in logs(home, "round_1.csv"))


def test_round_three_has_days_only_and_some_after_their_submission(excerpt: tuple[Home, Report]) -> None:
    home, report = excerpt
    rows = logs(home, "round_3.xlsx")
    assert all(row[1] is None and row[2] is None and row[0].hour == 0 for row in rows)
    late = sum(started.date() > submitted.date() for started, _, _, submitted in rows)
    assert late == notice_codes(batch_of(report, "round_3.xlsx", "service_logs"))["date_beyond_limit"] == 6
    rated = landed(home, "resident_ratings", "rated_at, file_name")
    assert all(rated_at <= datetime(2015, 10, 3) for rated_at, name in rated if name == "round_3.xlsx")


def test_a_device_clock_gone_wrong_does_not_date_a_rating(excerpt: tuple[Home, Report]) -> None:
    home, _ = excerpt
    assert min(row[2] for row in logs(home, "round_1.csv")).year == 2002
    assert {rated_at.year for (rated_at,) in landed(home, "resident_ratings", "rated_at")} == {2015}


def test_the_submission_is_moved_from_utc_and_the_interview_ends_about_then(excerpt: tuple[Home, Report]) -> None:
    home, _ = excerpt
    minutes = sorted(
        abs((submitted - (device + (ended - started))).total_seconds()) / 60
        for name in ("round_1.csv", "round_2.xlsx")
        for started, ended, device, submitted in logs(home, name)
    )
    assert minutes[len(minutes) // 2] < 6


def test_answers_become_scores_and_codes_that_are_no_answer_do_not(excerpt: tuple[Home, Report]) -> None:
    home, report = excerpt
    ratings = landed(home, "resident_ratings", "item, score, scale_min, scale_max, record_id, respondent_id, rating_id")
    assert {row[0] for row in ratings} == {
        "main_problems_addressed",
        "government_support",
        "ngo_support",
        "fairness",
        "being_heard",
    }
    assert {row[1] for row in ratings} == {1, 2, 3, 4, 5}
    assert {row[2:5] for row in ratings} == {(1, 5, None)}
    assert not any(row[6].startswith(row[5]) for row in ratings)
    for name, visits in (("round_1.csv", 39), ("round_2.xlsx", 47), ("round_3.xlsx", 32)):
        batch = batch_of(report, name, "resident_ratings")
        assert batch["rows_read"] + notice_codes(batch)["no_answer"] == 5 * visits


def test_districts_are_one_community_over_all_rounds(excerpt: tuple[Home, Report]) -> None:
    home, _ = excerpt
    communities = set(landed(home, "communities", "community_id, name"))
    assert len(communities) == 14
    assert ("kavrepalanchok", "Kavrepalanchok") in communities
    assert {row[0] for row in landed(home, "service_logs", "community_id")} == {row[0] for row in communities}


def test_interviewers_are_members_and_round_one_names_none(excerpt: tuple[Home, Report]) -> None:
    home, _ = excerpt
    by_file = landed(home, "service_logs", "file_name, member_id")
    assert {member for name, member in by_file if name == "round_1.csv"} == {None}
    interviewers = {member for _, member in by_file if member}
    assert {row[0] for row in landed(home, "members", "member_id")} == interviewers
    assert "INT004" in interviewers


def test_a_bare_day_keeps_its_day_in_a_deployment_far_away(tmp_path: Path) -> None:
    home = Home.at(tmp_path / "home")
    home.write_deployment(timezone="America/Lima")
    ingest([FIXTURE / "round_3.xlsx"], home)
    assert {row[0].hour for row in logs(home, "round_3.xlsx")} == {0}


def later_round(path: Path) -> Path:
    """Round three as a round after it might come: other headers and numbers, one question gone, two that ask for trouble."""
    sheet = next(sheet for sheet in read(FIXTURE / "round_3.xlsx") if "_uuid" in sheet.header)
    renamed = {
        "VDC_Municipality": "VDC_or_Municipality",
        "Caste_ethnicity": "Ethnic_group",
        "_2_Satisfied_with_gov": "_2_Are_you_satisfied_with_what_the_government",
        "_4_Satisfied_with_NGOs": "_4_Satisfied_with_NGO_work",
        "_7_Have_been_heard": "_7_Problems_related_to_children",
        "_8_Relief_effort_progress": "_9_Increase_of_tension",
    }
    records = [record for batch in sheet.batches() for record in batch.to_pylist()]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([renamed.get(name, name) for name in sheet.header])
        writer.writerows([record[name] for name in sheet.header] for record in records)
    return path


def test_a_later_round_is_recognised_and_what_it_asks_anew_is_named_and_not_read(tmp_path: Path, home: Home) -> None:
    report = ingest([later_round(tmp_path / "Round_4.csv")], home)
    ratings = batch_of(report, "Round_4.csv", "resident_ratings")
    assert notice_codes(ratings)["question_absent"] == 1
    assert {row[0] for row in landed(home, "resident_ratings", "item")} == {
        "main_problems_addressed",
        "government_support",
        "ngo_support",
        "fairness",
    }
    told = {
        notice["code"].removeprefix("ingestion."): Message.of(notice).text("en")
        for notice in batch_of(report, "Round_4.csv", "service_logs")["notices"]
    }
    assert "Caste" in told["recognised_by_most"]
    assert "_7_Problems_related_to_children" in told["questions_not_taken"]
    assert "_9_Increase_of_tension" in told["questions_not_taken"]


def test_another_survey_of_the_same_tool_is_not_taken_for_this_one(tmp_path: Path, home: Home) -> None:
    file = write_csv(
        tmp_path / "kobo.csv", "_uuid,_submission_time,District,VDC,Crop", "u1,2015-09-01T08:00:00,A,B,rice"
    )
    assert only_file(ingest([file], home)).status == "refused"


def test_the_whole_survey_lands(shared_data: Path, tmp_path: Path) -> None:
    home = Home.at(tmp_path / "home")
    report = ingest([shared_data / "real" / "nepal"], home)
    assert report.exit_code == 0
    accepted: dict[str, list[int]] = {}
    for file in report.files:
        for batch in file.batches:
            accepted.setdefault(batch["source"], []).append(batch["rows_accepted"])
            assert batch["rows_quarantined"] == 0
    assert sorted(accepted["service_logs"]) == [1304, 1398, 1400]
    assert sorted(accepted["communities"]) == [13, 14, 14]
    assert sorted(accepted["members"]) == [122, 175]
    second_round = next(file for file in report.files if file.file_name.startswith("CPS"))
    visits = next(batch for batch in second_round.batches if batch["source"] == "service_logs")
    assert notice_codes(visits) == notice_codes(visits) | {"date_cells_swapped": 131, "sheet_repeated": 1398}
    assert {file.status for file in ingest([shared_data / "real" / "nepal"], home).files} == {"repeated", "not_taken"}
