"""The case page shows everything at once and stores a decision by the rules; photos and persons stay with the auditor."""

from __future__ import annotations

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import access, cases
from dashboard.decisions.rules import Decider
from dashboard.photos import photo_bytes
from dashboard.viewer import Viewer
from tests.dashboard.conftest import OpenScreen
from warehouse.settings import Home

AUDITOR = Viewer("tests", "auditor")


@pytest.fixture
def first(desk: Home) -> str:
    """The record most worth checking."""
    return str(access.query("queue", AUDITOR)["record_id"][0])


def one(home: Home, sql: str) -> str:
    """The first value of a query over the published build."""
    with duckdb.connect(str(home.published_build()), read_only=True) as connection:
        row = connection.execute(sql).fetchone()
    assert row is not None
    return str(row[0])


def words(app: AppTest) -> str:
    parts = [*app.markdown, *app.caption, *app.info, *app.warning, *app.success, *app.subheader]
    return "\n".join(str(part.value) for part in parts)


def fill_in(app: AppTest, record: str, verdict: str, reason: str | None = None, note: str = "") -> None:
    app.radio(key=f"verdict_{record}").set_value(verdict).run()
    if reason:
        app.selectbox(key=f"reason_{record}_{verdict}").set_value(reason)
    app.text_area(key=f"note_{record}").set_value(note).run()


def save(app: AppTest) -> None:
    (button,) = [button for button in app.button if button.label == "保存决定"]
    button.click().run()


def test_without_a_record_in_the_url_the_most_urgent_case_opens(open_screen: OpenScreen, first: str) -> None:
    app = open_screen("case", "auditor")
    assert app.selectbox(key="choose_record").value == first
    headings = [part.value for part in app.subheader]
    assert headings == [
        "事实", "先后经过", "照片与相似照片", "地点与定位", "本人与评价人的过往", "关联的积分与工时", "各条规则的发现",
        "您的决定",
    ]  # fmt: skip


def test_the_sentence_names_the_strongest_reason_and_what_cannot_be_told(open_screen: OpenScreen, first: str) -> None:
    flags = access.query("case_flags", AUDITOR, record=first)
    sentence = open_screen("case", "auditor", record=first).markdown[0].value
    strongest = flags[flags["status"] == "raised"].iloc[0]
    assert strongest["name_zh"] in sentence
    assert f"{(flags['status'] == 'not_evaluable').sum()} 条无法评估" in sentence


def test_every_raised_rule_comes_with_an_innocent_explanation(open_screen: OpenScreen, first: str) -> None:
    flags = access.query("case_flags", AUDITOR, record=first)
    shown = words(open_screen("case", "auditor", record=first))
    for explanation in flags.loc[flags["status"] == "raised", "innocent_zh"]:
        assert explanation in shown


def test_a_decision_lands_in_the_store_at_once(open_screen: OpenScreen, desk: Home, first: str) -> None:
    app = open_screen("case", "auditor", record=first)
    fill_in(app, first, "not_genuine", "not_present", "电话核实：未到场")
    save(app)
    (stored,) = cases.decision_store(desk).decisions(first)
    assert (stored.verdict, stored.reason_code, stored.note, stored.decided_by) == (
        "not_genuine", "not_present", "电话核实：未到场", "auditor",
    )  # fmt: skip
    assert "下一次构建时生效" in app.success[0].value
    assert stored.decision_id in words(app)
    assert app.text_area(key=f"note_{first}").value == ""


def test_a_decision_without_its_reason_is_not_stored_and_nothing_written_is_lost(
    open_screen: OpenScreen, desk: Home, first: str
) -> None:
    app = open_screen("case", "auditor", record=first)
    fill_in(app, first, "not_genuine", note="写了一半")
    save(app)
    assert cases.decision_store(desk).decisions(first) == []
    assert any("必须给出理由代码" in warning.value for warning in app.warning)
    assert app.text_area(key=f"note_{first}").value == "写了一半"


def test_a_decision_made_meanwhile_is_told_and_can_then_be_answered(
    open_screen: OpenScreen, desk: Home, first: str
) -> None:
    app = open_screen("case", "auditor", record=first)
    case = cases.find_case(first, AUDITOR)
    assert case is not None
    store = cases.decision_store(desk)
    theirs = store.decide(case, Decider("auditor-2", "auditor"), "genuine", seen=None)
    fill_in(app, first, "unclear", note="我的意见")
    save(app)
    assert store.decisions(first) == [theirs]
    assert any("auditor-2" in warning.value for warning in app.warning)
    assert app.text_area(key=f"note_{first}").value == "我的意见"
    save(app)
    assert [decision.verdict for decision in store.decisions(first)] == ["genuine", "unclear"]


def test_the_committee_reads_but_sees_no_person_and_no_photo_and_cannot_decide(
    open_screen: OpenScreen, desk: Home
) -> None:
    record = one(desk, "select record_id from published.photos order by 1 limit 1")
    member = one(desk, f"select member_id from published.service_records where record_id = '{record}'")
    app = open_screen("case", "committee", record=record)
    assert member in words(open_screen("case", "auditor", record=record))
    assert member not in words(app)
    assert "照片只向核查人员显示。" in words(app)
    assert not app.radio
    assert "只有核查人员可以作出决定" in words(app)


@pytest.mark.parametrize(("role", "subject"), [("community", "C001"), ("member", "M0001"), ("clerk", "C001")])
def test_other_personas_read_no_case(desk: Home, first: str, role: str, subject: str) -> None:
    viewer = Viewer("x", role, community_ids=(subject,), member_id=subject)  # type: ignore[arg-type]
    for query in ("case", "case_flags", "case_photos", "case_history", "case_ledger", "case_parties"):
        assert access.query(query, viewer, record=first).empty


def test_photo_bytes_are_for_auditors_only(desk: Home) -> None:
    sha256 = one(desk, "select sha256 from published.photos where opens order by 1 limit 1")
    content = photo_bytes(sha256, AUDITOR, desk)
    assert content == (desk.photos / sha256[:2] / sha256).read_bytes()
    assert photo_bytes(sha256, Viewer("x", "committee"), desk) is None
    assert photo_bytes(sha256, Viewer("x", "member", member_id="M0001"), desk) is None
    assert photo_bytes("../../decisions.sqlite", AUDITOR, desk) is None


def test_a_reused_photo_stands_beside_its_origin(open_screen: OpenScreen, desk: Home) -> None:
    record = one(
        desk,
        "select flags.record_id from published.record_flags as flags"
        " inner join published.photo_matches as matches on flags.record_id = matches.record_id"
        " where flags.flag_code = 'M1' and flags.status = 'raised' and not matches.same_member"
        " and matches.other_is_earlier order by 1 limit 1",
    )
    app = open_screen("case", "auditor", record=record)
    assert "照片与另一人" in app.markdown[0].value
    match = next(part.value for part in app.caption if "PDQ 距离" in part.value)
    assert "使用在先" in match
    assert len(app.get("image")) >= 2


def test_opening_a_case_leaves_one_entry_in_the_access_log(open_screen: OpenScreen, desk: Home, first: str) -> None:
    app = open_screen("case", "auditor", record=first)
    app.run()
    assert [entry[:3] for entry in cases.decision_store(desk).accesses(first)] == [("auditor", "auditor", "case")]


def test_what_members_typed_cannot_become_markup(desk: Home) -> None:
    from dashboard.screens.case import _cell

    assert _cell("<b>x</b> [a](http://b) `c`\n|") == "\\<b\\>x\\</b\\> \\[a\\](http://b) \\`c\\` \\|"
