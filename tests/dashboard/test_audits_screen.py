"""The page of random audits: the estimate with its interval first, what waits with a form, and nothing made up without audits."""

from __future__ import annotations

import shutil

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import access, cases, charts
from dashboard.decisions.samples import SampleStore
from dashboard.decisions.store import DecisionStore
from dashboard.viewer import Viewer
from dashboard.wording import Wording
from tests.dashboard.conftest import OpenScreen
from warehouse.settings import Home

PERIOD = "2025Q4"
MEASURES = (
    ("prevalence", "all", 0.039, 0.026, 0.055, 583),
    ("prevalence", "channel:paper", 0.01, 0.001, 0.06, 60),
    ("prevalence_low_bound", "all", 0.038, 0.025, 0.054, 590),
    ("prevalence_high_bound", "all", 0.05, 0.035, 0.068, 590),
    ("false_positive_rate", "age:80+", 0.0, 0.0, 0.04, 40),
    ("calibration", "suspicion:0.50", 0.6, 0.4, 0.8, 20),
    ("audits_drawn", "all", 600.0, None, None, 600),
    ("audits_done", "all", 583.0, None, None, 600),
    ("audits_unclear", "all", 7.0, None, None, 600),
)


@pytest.fixture
def audited(desk: Home) -> list[str]:
    """The desk with a published build that holds measures and two drawn records; the records."""
    published = desk.published_build()
    assert published is not None
    path = desk.published / "audited.duckdb"
    shutil.copy(published, path)
    with duckdb.connect(str(path)) as connection:
        for measure, stratum, value, low, high, n in MEASURES:
            connection.execute(
                "insert into published.audit_measures values (?, ?, ?, ?, ?, ?, ?, ?)",
                [PERIOD, measure, stratum, value, low, high, n, 0.55 if measure == "calibration" else None],
            )
        records = connection.execute("select record_id from published.service_records order by 1 limit 2").fetchall()
        for (record,) in records:
            connection.execute(
                "insert into published.audit_sample (period, record_id, stratum, drawn_at) "
                "values (?, ?, 'unflagged|*|*', '2026-01-05')",
                [PERIOD, record],
            )
    # The desk's files are links to those of the demonstration city: the pointer is replaced, not written.
    pointer = desk.published / "current.partial"
    pointer.write_text("audited", encoding="utf-8")
    pointer.replace(desk.published / "current")
    access.forget()
    return [str(record) for (record,) in records]


def words(app: AppTest) -> str:
    return "\n".join(str(part.value) for part in [*app.markdown, *app.caption, *app.info, *app.error])


@pytest.mark.parametrize("role", ["auditor", "committee"])
def test_the_estimate_comes_first_with_its_interval_and_bounds(
    audited: list[str], open_screen: OpenScreen, role: str
) -> None:
    app = open_screen("audits", role, period=PERIOD)
    assert not app.error
    assert "全市虚假服务估计 3.9 %（2.6–5.5），随机样本 600 件已核 583 件" in app.markdown[0].value
    assert "7 件无法判断" in words(app)
    assert "若都属实，为 3.8 %；若都不属实，为 5.0 %" in words(app)
    assert len(app.dataframe[0].value) == len(MEASURES)


@pytest.mark.parametrize(("n", "told"), [(2, False), (19, False), (20, True)])
def test_no_share_is_said_of_fewer_audits_than_policy_asks_for(
    audited: list[str], open_screen: OpenScreen, desk: Home, n: int, told: bool
) -> None:
    with duckdb.connect(str(desk.published_build())) as connection:
        for measure, value in (("precision_at_budget", 1.0), ("lift", 24.3), ("appeals_upheld", 0.5)):
            stratum = "all" if measure == "appeals_upheld" else "top:200"
            connection.execute(
                "insert into published.audit_measures values (?, ?, ?, ?, ?, ?, ?, null)",
                [PERIOD, measure, stratum, value, value / 2, value, n],
            )
    access.forget()
    app = open_screen("audits", "auditor", period=PERIOD)
    assert ("100.0 %" in words(app)) is told
    assert ("24.3 倍" in words(app)) is told
    assert ("成立 50.0 %" in words(app)) is told
    measures = app.dataframe[0].value
    few = measures[measures["n"] == n]
    assert (set(few["value"]) >= {"100.0 %", "24.3", "50.0 %"}) is told
    assert told or set(few["value"]) == {"—"}


def test_the_overview_says_the_same(audited: list[str], open_screen: OpenScreen) -> None:
    assert "3.9 %" in words(open_screen("overview", "committee", period=PERIOD))


def test_who_waits_is_masked_but_for_auditors_and_leaves_when_decided(
    audited: list[str], open_screen: OpenScreen, desk: Home
) -> None:
    shown = {role: open_screen("audits", role, period=PERIOD).dataframe[-1].value for role in ("auditor", "committee")}
    assert set(shown["auditor"]["record_id"]) == set(shown["committee"]["record_id"]) == set(audited)
    assert set(shown["auditor"]["member_id"]).isdisjoint(shown["committee"]["member_id"])
    viewer = Viewer("auditor-1", "auditor")
    case = cases.find_case(audited[0], viewer)
    assert case is not None
    DecisionStore.of(desk).decide(case, cases.decider(viewer), "unclear", seen=None)
    left = open_screen("audits", "auditor", period=PERIOD).dataframe[-1].value
    assert list(left["record_id"]) == audited[1:]


def test_without_audits_nothing_is_estimated(open_screen: OpenScreen) -> None:
    app = open_screen("audits", "committee", period=PERIOD)
    assert Wording("zh")("audits.empty", period=PERIOD) in [note.value for note in app.info]
    assert not app.dataframe


def test_an_auditor_draws_the_sample_on_the_page(open_screen: OpenScreen, desk: Home) -> None:
    app = open_screen("audits", "auditor", period=PERIOD)
    app.number_input[0].set_value(60).run()
    app.button[0].click().run()
    assert not app.error
    drawn = SampleStore.of(desk).sample(PERIOD)
    assert len(drawn) >= 60
    assert str(drawn[0].seed) in app.success[0].value
    app.button[0].click().run()
    assert "--extend" in app.error[0].value


def test_calibration_draws_every_interval() -> None:
    frame = pd.DataFrame(
        {"expected": [0.01, 0.6], "value": [0.005, 0.7], "low": [0.001, 0.5], "high": [0.02, 0.9], "n": [500, 20]}
    )
    figure = charts.calibration(frame, axis="a", upright="b")
    assert list(figure.data[0].error_y.array) == pytest.approx([1.5, 20])
    assert list(figure.data[0].error_y.arrayminus) == pytest.approx([0.4, 20])
