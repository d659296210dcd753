"""The case page shows everything at once and stores a decision by the rules; photos and persons stay with the auditor."""

from __future__ import annotations

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import access, cases
from dashboard.decisions.rules import Decider
from dashboard.decisions.store import DecisionStore
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


def fill_in(app: AppTest, record: str, action: str, reason: str | None = None, note: str = "") -> None:
    app.button(key=f"{action}_{record}").click().run()
    if reason:
        app.selectbox(key=f"reason_{record}_{action}").set_value(reason)
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
        "决定的影响：之前与之后", "您的决定",
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


def test_a_decision_lands_in_the_store_at_once_and_the_next_case_opens(
    open_screen: OpenScreen, desk: Home, first: str
) -> None:
    app = open_screen("case", "auditor", "1", record=first)
    fill_in(app, first, "not_genuine", "not_present", "电话核实：未到场")
    save(app)
    (stored,) = DecisionStore.of(desk).decisions(first)
    assert (stored.verdict, stored.reason_code, stored.note, stored.decided_by) == (
        "not_genuine", "not_present", "电话核实：未到场", "auditor:1",
    )  # fmt: skip
    assert f"{first}：不属实（{stored.decision_id}），待复核" in app.success[0].value
    assert app.selectbox(key="choose_record").value == access.query("queue", AUDITOR)["record_id"][1]


def test_a_second_auditor_confirms_and_the_first_cannot(open_screen: OpenScreen, desk: Home, first: str) -> None:
    case = cases.find_case(first, AUDITOR)
    assert case is not None
    store = DecisionStore.of(desk)
    store.decide(case, Decider("auditor:1", "auditor"), "not_genuine", "not_present", seen=None)
    own = open_screen("case", "auditor", "1", record=first)
    assert "要由另一位核查人员复核" in words(own)
    assert not [button for button in own.button if button.label == "复核同意"]
    other = open_screen("case", "auditor", "2", record=first)
    assert "不属实（待复核）" in words(other)
    fill_in(other, first, "confirmed")
    save(other)
    assert store.file(first).state == "decided"
    assert [decision.decided_by for decision in store.decisions(first)] == ["auditor:1", "auditor:2"]


def test_the_member_answers_appeals_and_a_third_auditor_upholds(
    open_screen: OpenScreen, desk: Home, first: str
) -> None:
    member = one(desk, f"select member_id from published.service_records where record_id = '{first}'")
    asking = open_screen("case", "auditor", "1", record=first)
    fill_in(asking, first, "asked", "ask_about_photo", "照片是在哪里拍的？")
    save(asking)
    mine = open_screen("my_cases", "member", member)
    assert "1 条等您答复" in words(mine)
    assert "照片是在哪里拍的？" in words(mine)
    mine.text_area(key=f"answer_text_{first}").set_value("小区东门")
    next(button for button in mine.button if button.label == "提交答复").click().run()
    assert "小区东门" in words(open_screen("case", "auditor", "1", record=first))

    case = cases.find_case(first, AUDITOR)
    assert case is not None
    store = DecisionStore.of(desk)
    for number, seen in ((1, None), (2, "D0000001")):
        store.decide(case, Decider(f"auditor:{number}", "auditor"), "not_genuine", "not_present", seen=seen)
    mine = open_screen("my_cases", "member", member)
    mine.text_area(key=f"appeal_text_{first}").set_value("邻居可以作证")
    next(button for button in mine.button if button.label == "提交申诉").click().run()
    assert store.file(first).state == "appealed"
    assert "申诉由没有参与过的核查人员决定" in words(open_screen("case", "auditor", "2", record=first))
    third = open_screen("case", "auditor", "3", record=first)
    fill_in(third, first, "upheld", "confirmed_by_resident", "居民证实")
    save(third)
    in_force = store.file(first).in_force
    assert in_force is not None
    assert in_force.verdict == "genuine"


def test_a_member_sees_nothing_of_anybody_elses_case(open_screen: OpenScreen, desk: Home, first: str) -> None:
    case = cases.find_case(first, AUDITOR)
    assert case is not None
    DecisionStore.of(desk).ask(case, Decider("auditor:1", "auditor"), "ask_about_photo", "哪里？")
    other = one(desk, f"select min(member_id) from published.service_records where member_id <> '{case.member_id}'")
    app = open_screen("my_cases", "member", other)
    assert "没有人问到您的记录" in words(app)
    assert first not in words(app)


def test_each_verdict_shows_what_it_changes(open_screen: OpenScreen, desk: Home, first: str) -> None:
    app = open_screen("case", "auditor", record=first)
    effects = next(table.value for table in app.dataframe if "if_genuine" in table.value)
    hours = effects.set_index("subject").loc["本记录已验证小时"]
    assert hours["if_not_genuine"] == "0.0 小时，证据等级 D"
    verified = one(desk, f"select verified_hours from published.service_records where record_id = '{first}'")
    assert hours["now"].startswith(f"{float(verified):.1f} 小时")
    assert effects["period"].nunique() > 2


def test_a_decision_without_its_reason_is_not_stored_and_nothing_written_is_lost(
    open_screen: OpenScreen, desk: Home, first: str
) -> None:
    app = open_screen("case", "auditor", record=first)
    fill_in(app, first, "not_genuine", note="写了一半")
    save(app)
    assert DecisionStore.of(desk).decisions(first) == []
    assert any("必须选择理由" in warning.value for warning in app.warning)
    assert app.text_area(key=f"note_{first}").value == "写了一半"


def test_of_two_browsers_on_one_case_one_wins_and_the_other_is_told_and_loses_nothing(
    open_screen: OpenScreen, desk: Home, first: str
) -> None:
    browsers = [open_screen("case", "auditor", number, record=first) for number in ("1", "2")]
    fill_in(browsers[0], first, "genuine", "seen_on_site", "第一人的意见")
    fill_in(browsers[1], first, "not_genuine", "not_present", "第二人的意见")
    for browser in browsers:
        save(browser)
    (stored,) = DecisionStore.of(desk).decisions(first)
    assert stored.note == "第一人的意见"
    loser = browsers[1]
    assert any("auditor:1" in warning.value and "属实" in warning.value for warning in loser.warning)
    assert loser.text_area(key=f"note_{first}").value == "第二人的意见"
    assert loser.selectbox(key=f"reason_{first}_not_genuine").value == "not_present"
    assert "第一人的意见" in words(loser)


def test_a_decision_made_meanwhile_is_told_and_can_then_be_answered(
    open_screen: OpenScreen, desk: Home, first: str
) -> None:
    app = open_screen("case", "auditor", record=first)
    case = cases.find_case(first, AUDITOR)
    assert case is not None
    store = DecisionStore.of(desk)
    fill_in(app, first, "unclear", note="我的意见")
    theirs = store.decide(case, Decider("auditor-2", "auditor"), "genuine", seen=None)
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
    assert not [button for button in app.button if button.label == "保存决定"]
    assert "只有核查人员可以作出决定" in words(app)


@pytest.mark.parametrize(("role", "subject"), [("community", "C001"), ("member", "M0001"), ("clerk", "C001")])
def test_other_personas_read_no_case(desk: Home, first: str, role: str, subject: str) -> None:
    viewer = Viewer("x", role, community_ids=(subject,), member_id=subject)  # type: ignore[arg-type]
    for query in ("case", "case_flags", "case_photos", "case_history", "case_ledger", "case_effects", "photo_group"):
        assert access.query(query, viewer, record=first).empty
    assert access.query("case_parties", viewer, records=[first]).empty


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
    assert [entry[:3] for entry in DecisionStore.of(desk).accesses(first)] == [("auditor", "auditor", "case")]


def test_what_members_typed_cannot_become_markup(desk: Home) -> None:
    from dashboard.screens.parts import one_line

    assert one_line("<b>x</b> [a](http://b) `c`\n|") == "\\<b\\>x\\</b\\> \\[a\\](http://b) \\`c\\` \\|"
