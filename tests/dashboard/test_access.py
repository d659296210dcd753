"""The access layer: nobody reads more than their scope, and a new build shows without a restart."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboard import access
from dashboard.viewer import Viewer, persona
from warehouse.settings import Home

RECORDS = """
    create schema published;
    create table published.communities as
        select * from (values ('C1', '东区'), ('C2', '西区')) as t(community_id, district);
    create table published.records as
        select * from (values ('R1', 'C1', 'M1', 'U1', 2.0), ('R2', 'C2', 'M2', 'U1', 3.0), ('R3', 'C1', 'M2', 'U2', 4.0))
            as t(record_id, community_id, member_id, work_unit_id, hours);
"""
QUERIES = {
    "records": """
        -- question: Which records are there?
        -- scope: committee=all auditor=all community=community_id member=member_id work_unit=work_unit_id
        -- persons: auditor member
        select * from published.records where hours >= $at_least -- a closing remark
    """,
    "hours": """
        -- question: How many hours in the whole city?
        -- scope: committee=all
        select sum(hours) as hours from published.records
    """,
    "hours_inside": """
        -- question: How many hours in the communities the viewer stands for?
        -- scope: committee=inside clerk=inside community=inside
        select sum(hours) as hours from published.records where $inside is null or list_contains($inside, community_id)
    """,
    "definitions": """
        -- question: What is an hour?
        -- scope: public
        select 60 as minutes
    """,
}


def publish(home: Home, build_id: str, sql: str) -> Path:
    """Writes a published build and points to it."""
    home.published.mkdir(parents=True, exist_ok=True)
    path = home.published / f"{build_id}.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(sql)
    (home.published / "current").write_text(build_id, encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with three records of two communities, and three queries over them."""
    queries = tmp_path / "queries"
    queries.mkdir()
    for name, sql in QUERIES.items():
        lines = [line.strip() for line in sql.strip().splitlines()]
        (queries / f"{name}.sql").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(access, "QUERIES_DIR", queries)
    monkeypatch.setenv("TIANPING_HOME", str(tmp_path / "home"))
    place = Home.at()
    publish(place, "first", RECORDS)
    return place


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [
        (persona("committee"), {"R1", "R2", "R3"}),
        (persona("community", "C1"), {"R1", "R3"}),
        (persona("community"), set()),
        (persona("member", "M2"), {"R2", "R3"}),
        (persona("member"), set()),
        (persona("work_unit", "U1"), {"R1", "R2"}),
        (persona("clerk", "C1"), set()),
        (Viewer("east", "committee", districts=("东区",)), {"R1", "R3"}),
        (Viewer("nowhere", "auditor", districts=("南区",)), set()),
    ],
)
def test_a_viewer_reads_the_rows_of_their_scope_and_no_other(home: Home, viewer: Viewer, seen: set[str]) -> None:
    assert set(access.query("records", viewer, at_least=0.0)["record_id"]) == seen


def test_parameters_cannot_widen_a_scope(home: Home) -> None:
    narrowed = access.query("records", persona("community", "C1"), at_least=4.0)
    assert list(narrowed["record_id"]) == ["R3"]


def test_a_sum_over_all_districts_is_closed_to_a_district_committee(home: Home) -> None:
    assert access.query("hours", persona("committee"))["hours"].item() == 9.0
    assert access.query("hours", Viewer("east", "committee", districts=("东区",))).empty


@pytest.mark.parametrize(
    ("viewer", "hours"),
    [
        (persona("clerk"), 9.0),
        (persona("clerk", "C1"), 6.0),
        (Viewer("two", "clerk", community_ids=("C1", "C2")), 9.0),
        (Viewer("east", "committee", districts=("东区",)), 6.0),
        (Viewer("nowhere", "committee", districts=("南区",)), None),
        (persona("community"), None),
        (persona("member", "M1"), None),
    ],
)
def test_a_sum_keeps_to_the_communities_the_viewer_stands_for(home: Home, viewer: Viewer, hours: float | None) -> None:
    total = access.query("hours_inside", viewer)["hours"].dropna()
    assert list(total) == ([] if hours is None else [hours])


def test_nobody_can_ask_for_other_communities_than_their_own(home: Home) -> None:
    with pytest.raises(TypeError):
        access.query("hours_inside", persona("clerk", "C1"), inside=["C2"])


def test_definitions_are_open_to_everybody(home: Home) -> None:
    assert access.query("definitions", persona("clerk"))["minutes"].item() == 60


def test_people_are_pseudonyms_to_those_who_may_not_know_them(home: Home) -> None:
    shown = access.query("records", persona("committee"), at_least=0.0)["member_id"]
    assert not {"M1", "M2"} & set(shown)
    assert shown.nunique() == 2
    assert set(access.query("records", persona("auditor"), at_least=0.0)["member_id"]) == {"M1", "M2"}


def test_no_two_people_of_a_city_share_a_pseudonym() -> None:
    people = 20_000
    assert len({access.pseudonym(f"M{number:05d}") for number in range(people)}) == people


def test_an_answer_changed_by_a_screen_does_not_change_the_next_one(home: Home) -> None:
    first = access.query("records", persona("committee"), at_least=0.0)
    first["hours"] = 0
    assert access.query("records", persona("committee"), at_least=0.0)["hours"].sum() == 9.0


def test_wrong_parameters_are_told_before_anything_is_read(home: Home) -> None:
    with pytest.raises(TypeError, match="at_least"):
        access.query("records", persona("committee"))


def test_a_new_build_shows_at_once_even_when_the_old_file_is_pruned(home: Home) -> None:
    viewer = persona("committee")
    old = home.published_build()
    assert access.query("hours", viewer)["hours"].item() == 9.0
    publish(home, "second", RECORDS + "insert into published.records values ('R4', 'C1', 'M1', 'U1', 1.0)")
    assert old is not None
    old.unlink()
    assert access.query("hours", viewer)["hours"].item() == 10.0


def test_an_open_build_still_answers_while_its_file_is_being_pruned(home: Home) -> None:
    access.query("hours", persona("committee"))
    build = home.published_build()
    assert build is not None
    build.unlink()
    assert len(access.query("records", persona("committee"), at_least=3.0)) == 2


def test_before_the_first_build_the_reader_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIANPING_HOME", str(tmp_path))
    with pytest.raises(access.NothingPublished):
        access.query("build", persona("committee"))


def test_a_build_without_the_table_is_a_failed_read_not_a_crash(home: Home) -> None:
    publish(home, "older", "create schema published")
    with pytest.raises(access.ReadFailed, match="records"):
        access.query("records", persona("committee"), at_least=0.0)


@pytest.mark.parametrize(
    "header",
    [
        "select 1",
        "-- question: what?\nselect 1",
        "-- question: what?\n-- scope: mayor=all\nselect 1",
        "-- question: what?\n-- scope: clerk=inside\nselect 1",
        "-- question: what?\n-- scope: clerk=all\nselect 1 where $inside is null",
    ],
)
def test_a_query_without_a_sound_header_is_refused(home: Home, header: str) -> None:
    (access.QUERIES_DIR / "unsound.sql").write_text(header, encoding="utf-8")
    with pytest.raises(ValueError, match="unsound"):
        access.named_query("unsound")
