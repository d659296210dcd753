"""A random sample can be drawn again from its seed, leaves no record out, is never drawn twice, and enters decisions as random."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from dashboard import access, cases, sampling
from dashboard.commands import audit
from dashboard.decisions.rules import Decider, DecisionRefused
from dashboard.decisions.samples import SampleStore, months_of
from dashboard.decisions.store import DecisionStore
from dashboard.viewer import Viewer
from warehouse.settings import Home
from warehouse.settings.operational import SampledRecord

AUDITOR = Viewer("auditor-1", "auditor")
PERIOD = "2025Q4"


def run(home: Home, *arguments: str) -> Result:
    return CliRunner().invoke(audit, [*arguments, "--home", str(home.path)])


def drawn(store: SampleStore, size: int = 120, extend: bool = False) -> list[SampledRecord]:
    return sampling.draw(PERIOD, size, 7, AUDITOR, store, extend).added


def strata(rows: list[SampledRecord]) -> pd.DataFrame:
    return pd.DataFrame([vars(row) for row in rows]).drop_duplicates("stratum", keep="last").set_index("stratum")


@pytest.fixture
def store(desk: Home) -> SampleStore:
    return SampleStore.of(desk)


def test_every_record_of_the_period_can_be_drawn(store: SampleStore) -> None:
    rows = drawn(store)
    found = strata(rows)
    frame = int(access.query("audit_plan", AUDITOR, period=PERIOD, size=None)["records"].iloc[0])
    assert found["population"].sum() == frame
    assert {bool(flagged) for flagged in found["flagged"]} == {True, False}
    assert (found["sampled"] >= found["population"].clip(upper=2)).all()
    counted = pd.Series([row.stratum for row in rows]).value_counts()
    assert (counted.sort_index() == found["sampled"].sort_index()).all()
    assert all(row.inclusion_probability == row.sampled / row.population for row in rows)
    # Flagged records are drawn more readily.
    share = found.groupby("flagged")[["sampled", "population"]].sum()
    assert share["sampled"][True] / share["population"][True] > share["sampled"][False] / share["population"][False]


def test_the_seed_draws_the_same_sample_again(desk: Home, store: SampleStore) -> None:
    rows = drawn(store)
    again = access.query("audit_draw", AUDITOR, period=PERIOD, size=120, seed=7)
    other = access.query("audit_draw", AUDITOR, period=PERIOD, size=120, seed=8)
    assert list(again["record_id"]) == [row.record_id for row in rows]
    assert set(other["record_id"]) != set(again["record_id"])
    assert {row.seed for row in rows} == {7}
    assert (store.sample(PERIOD), store.verify()[0].whole) == (rows, True)


def test_an_extended_sample_is_the_larger_sample(store: SampleStore) -> None:
    first = drawn(store)
    added = drawn(store, 200, extend=True)
    whole = access.query("audit_draw", AUDITOR, period=PERIOD, size=200, seed=7)
    assert {row.record_id for row in [*first, *added]} == set(whole["record_id"])
    assert {row.draw for row in added} == {2}


@pytest.mark.parametrize("period", [PERIOD, "2025-11", "2025", "2025H2"])
def test_no_record_is_drawn_twice(store: SampleStore, period: str) -> None:
    drawn(store)
    with pytest.raises(DecisionRefused) as refusal:
        sampling.draw(period, 50, 7, AUDITOR, store)
    assert refusal.value.code == "decisions.drawn_before"
    assert len(store.drawn()) == len(store.sample(PERIOD))


def test_a_sample_of_other_records_is_not_extended(store: SampleStore) -> None:
    rows = drawn(store)
    origin = {"seed": 7, "size": 500, "frame_digest": "another", "build_id": "later"}
    with pytest.raises(DecisionRefused) as refusal:
        store.keep(PERIOD, [dict(vars(rows[0]), record_id="new")], origin, cases.decider(AUDITOR))
    assert refusal.value.code == "decisions.frame_changed"


@pytest.mark.parametrize(
    ("viewer", "code"),
    [
        (Viewer("someone", "committee"), "role_cannot_draw"),
        (Viewer("", "auditor"), "sample_unsigned"),
        (Viewer("auditor-2", "auditor", districts=("东湖区",)), "part_of_the_city"),
    ],
)
def test_who_cannot_draw(store: SampleStore, viewer: Viewer, code: str) -> None:
    with pytest.raises(DecisionRefused) as refusal:
        sampling.draw(PERIOD, 50, 7, viewer, store)
    assert refusal.value.code == f"decisions.{code}"
    assert store.drawn() == frozenset()


@pytest.mark.parametrize(
    ("period", "first", "count"), [("2025", "2025-01", 12), ("2025H2", "2025-07", 6), ("2025Q4", "2025-10", 3), ("2025-03", "2025-03", 1)]
)  # fmt: skip
def test_months_of_a_period(period: str, first: str, count: int) -> None:
    assert (min(months_of(period)), len(months_of(period))) == (first, count)


@pytest.mark.parametrize("period", ["2025Q5", "2025-13", "2025H0", "last year", ""])
def test_what_is_no_period_is_refused(period: str) -> None:
    with pytest.raises(DecisionRefused):
        months_of(period)


def test_the_database_keeps_a_sample_as_it_was_drawn(desk: Home, store: SampleStore) -> None:
    drawn(store)
    connection = sqlite3.connect(desk.path / "decisions.sqlite")
    for statement in ("delete from audit_samples", "update audit_samples set inclusion_probability = 1"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    connection.close()


def test_an_erased_record_leaves_the_sample_whole(store: SampleStore) -> None:
    record = drawn(store)[0].record_id
    assert store.erase([record]) == 1
    assert record not in store.drawn()
    assert len(store.sample(PERIOD)) == len(store.drawn())
    assert store.verify()[0].whole


def test_decisions_on_drawn_records_are_random_from_the_moment_of_drawing(desk: Home, store: SampleStore) -> None:
    queued = str(access.query("queue", AUDITOR)["record_id"].iloc[0])
    before = cases.find_case(queued, AUDITOR)
    assert before is not None
    assert before.basis == "targeted"
    row = drawn(store)[0]
    case = cases.find_case(row.record_id, AUDITOR)
    assert case is not None
    made = DecisionStore.of(desk).decide(case, Decider("auditor-1", "auditor"), "genuine", seen=None)
    assert made.basis == "random"


def test_the_command_says_how_exact_the_answer_will_be(desk: Home) -> None:
    told = run(desk, "sample", PERIOD, "--size", "150", "--seed", "7", "--by", "auditor-1")
    assert told.exit_code == 0, told.output
    assert "种子 7" in told.stdout
    assert "95 % 区间约为" in told.stdout
    again = run(desk, "sample", PERIOD, "--by", "auditor-1")
    assert again.exit_code == 1
    assert "--extend" in again.stderr
    more = json.loads(run(desk, "sample", PERIOD, "--size", "200", "--extend", "--by", "auditor-1", "--json").stdout)
    assert more["seed"] == 7
    assert len(more["record_ids"]) == more["drawn"] > 0
    assert run(desk, "sample", PERIOD).exit_code == 2


def test_the_call_back_form_is_read_back_as_a_worklist(desk: Home, tmp_path: Path) -> None:
    from dashboard import call_back
    from dashboard.decisions.worklists import read_worklist

    rows = pd.DataFrame({"record_id": ["R1", "R2"], "when": ["2025-10-01", None]})
    form = call_back.workbook(
        rows,
        {"record_id": "记录号", "when": "开始时间"},
        [("结论", ("属实", "不属实")), ("备注", ())],
        "回访表",
        ("说明", ["开场白"]),
    )
    path = tmp_path / "form.xlsx"
    path.write_bytes(form)
    sheet = pd.read_excel(path, dtype=str)
    assert list(sheet.columns) == ["记录号", "开始时间", "结论", "备注"]
    assert read_worklist(path) == []
    sheet.loc[0, "结论"] = "不属实"
    sheet.to_excel(path, index=False)
    assert [(row.record_id, row.verdict) for row in read_worklist(path)] == [("R1", "not_genuine")]
