"""A member sees their own account explained; everybody else sees sums that tell about nobody."""

from __future__ import annotations

import re
from datetime import date

import duckdb
import pandas as pd
import pytest

from dashboard import access
from dashboard.decisions.redemptions import RedemptionStore
from dashboard.viewer import Viewer, persona
from tests.dashboard.conftest import OpenScreen
from warehouse.settings import Home


@pytest.fixture
def member(desk: Home) -> str:
    """A party member with posted points."""
    with duckdb.connect(str(desk.published_build()), read_only=True) as connection:
        row = connection.execute(
            "select member_id from published.ledger where kind = 'earn' and actor_type = 'party_member' and points > 0"
            " group by member_id order by count(*) desc, member_id limit 1"
        ).fetchone()
    assert row is not None
    return str(row[0])


def test_the_sentence_states_balance_and_duty(open_screen: OpenScreen, member: str) -> None:
    viewer = persona("member", member)
    balance = access.query("points_balance", viewer).iloc[0]
    duty = access.query("points_duty", viewer, year="2025").iloc[0]
    sentence = open_screen("points", "member", member, year="2025").markdown[0].value
    assert f"可用 {balance['available']:,.1f}" in sentence
    assert f"冻结 {balance['held']:,.1f}" in sentence
    assert f"2025 年义务 {duty['verified_hours']:,.1f}/{duty['duty_hours']:.0f} 小时" in sentence


def test_the_hours_of_a_statement_add_up_to_the_verified_hours(desk: Home) -> None:
    with duckdb.connect(str(desk.published_build()), read_only=True) as connection:
        late = connection.execute(
            "select distinct member_id from published.ledger inner join published.service_records using (member_id, record_id)"
            " where hours <> 0 and period like '2025-%' and year(posted_at) = 2026 and actor = 'party_member' order by 1 limit 5"
        ).fetchall()
    assert late
    for (found,) in late:
        viewer = persona("member", found)
        year = access.query("points_duty", viewer, year="2025").iloc[0]
        entries = access.query("points_ledger", viewer, year="2025")
        hours = access.query("points_hours", viewer, year="2025").iloc[0]
        assert entries["hours"].sum() == pytest.approx(hours["posted_hours"])
        assert hours["posted_hours"] + hours["waiting_hours"] == pytest.approx(year["verified_hours"], abs=1e-3)


def test_the_statement_says_how_its_hours_add_up(open_screen: OpenScreen, member: str) -> None:
    hours = access.query("points_hours", persona("member", member), year="2025").iloc[0]
    app = open_screen("points", "member", member, year="2025")
    said = next(caption.value for caption in app.caption if caption.value.startswith("分录的小时合计"))
    assert {f"{hours['posted_hours']:,.1f}", f"{hours['verified_hours']:,.1f}"} <= set(re.findall(r"[\d,.]+\d", said))
    assert app.dataframe[0].value["hours"].sum() == pytest.approx(hours["posted_hours"])


def test_what_was_earned_multiplies_out_as_it_says(desk: Home, member: str) -> None:
    entries = access.query("points_ledger", persona("member", member), year="2025")
    earned = entries[(entries["kind"] == "earn") & entries["counted_hours"].notna()]
    assert len(earned)
    product = earned[["counted_hours", "grade_factor", "evidence_factor", "points_per_hour"]].prod(axis=1)
    pd.testing.assert_series_equal(product, earned["points"], check_names=False)
    assert (earned["counted_hours"] <= earned["declared_hours"] + 1e-9).all()


def test_the_ledger_is_told_in_words(open_screen: OpenScreen, member: str) -> None:
    rows = open_screen("points", "member", member, year="2025").dataframe[0].value
    earned = rows[rows["kind"] == "所得"]
    assert earned["in_words"].str.contains(r"小时 × .+ × 证据 [A-D] .+ × 10 → ").any()


def test_a_member_reads_nobody_elses_account(desk: Home, member: str) -> None:
    viewer = persona("member", member)
    for query, asked in (
        ("points_balance", {}),
        ("points_duty", {"year": "2025"}),
        ("points_ledger", {"year": "2025"}),
    ):
        assert set(access.query(query, viewer, **asked)["member_id"]) == {member}
    for role in ("committee", "community", "work_unit", "auditor", "clerk"):
        assert access.query("points_balance", Viewer("x", role, community_ids=("C001",))).empty


@pytest.mark.parametrize(
    ("role", "column"), [("committee", None), ("community", "community_id"), ("work_unit", "work_unit_id")]
)
def test_groups_see_sums_of_their_own_and_no_person(
    open_screen: OpenScreen, desk: Home, role: str, column: str | None
) -> None:
    subject = None
    if column:
        groups = access.query("points_groups", Viewer("x", "committee"), year="2025")
        subject = str(groups[column].dropna().iloc[0])
    app = open_screen("points", role, subject, year="2025")
    assert not app.error
    assert "名成员中" in app.markdown[0].value
    for table in app.dataframe:
        assert "member_id" not in table.value
    if column:
        own = access.query("points_groups", persona(role, subject), year="2025")  # type: ignore[arg-type]
        assert set(own[column]) == {subject}


def test_groups_add_up_and_small_ones_are_withheld(desk: Home) -> None:
    groups = access.query("points_groups", Viewer("x", "committee"), year="2025")
    everybody = groups[groups["kind"] == "everybody"].iloc[0]
    for kind in ("community", "work_unit"):
        assert groups.loc[groups["kind"] == kind, "members"].sum() == everybody["members"]
    assert groups.loc[groups["members"] < 5, "verified_hours"].isna().all()
    bands = access.query("points_duty_bands", Viewer("x", "committee"), year="2025")
    assert bands.loc[bands["kind"] == "everybody", "members"].sum() == everybody["members"]


def test_points_are_reserved_and_confirmed(open_screen: OpenScreen, member: str) -> None:
    app = open_screen("points", "member", member, year="2025")
    left = float(access.query("points_balance", persona("member", member)).iloc[0]["available"])
    next(button for button in app.button if button.label == "捐赠").click()
    app.run()
    next(button for button in app.button if button.label == "确认").click()
    app.run()
    assert not app.exception
    assert [said.value for said in app.success] == ["已确认并扣分；下次构建后会出现在分录里。"]
    assert any(f"现在可用 **{left - 1:,.1f}** 分" in text.value for text in app.markdown)


def test_an_entry_opens_to_its_record_and_rule(open_screen: OpenScreen, member: str) -> None:
    app = open_screen("points", "member", member, year="2025")
    next(box for box in app.selectbox if box.label.startswith("打开一条分录")).select_index(0)
    app.run()
    told = " ".join(text.value for text in app.markdown)
    assert "**规则 R-" in told
    assert "**记录 " in told


def test_an_error_of_ones_own_is_reported_once_a_record_is_named(open_screen: OpenScreen, member: str) -> None:
    app = open_screen("points", "member", member, year="2025")
    send = next(button for button in app.button if button.label == "报告差错")
    send.click()
    app.run()
    assert [error.value for error in app.error] == ["请选择一条记录；没有保存。"]
    next(box for box in app.selectbox if box.label == "哪一条记录").select_index(0)
    next(area for area in app.text_area if area.label == "说明").set_value("提前走了")
    next(button for button in app.button if button.label == "报告差错").click()
    app.run()
    assert [said.value for said in app.success] == ["已保存；下次构建时按实际时长更正。"]


def test_who_served_nothing_lately_is_told_the_limit_too(desk: Home, open_screen: OpenScreen, member: str) -> None:
    room = access.query("points_room", persona("member", member), today=date(2026, 1, 15))
    assert len(room) in (1, 14)
    app = open_screen("points", "member", member, year="2025")
    assert any("任意 14 天内最多 6 小时" in text.value for text in app.markdown)


def test_an_organisation_sees_its_own_account_and_donates_from_it(desk: Home, open_screen: OpenScreen) -> None:
    accounts = access.query("points_organisations", Viewer("x", "committee"))
    account = str(accounts.loc[accounts["actor_type"] == "enterprise", "account"].iloc[0])
    holder = account.split(":")[1]
    assert set(access.query("points_ledger", persona("organisation", holder), year="2025")["organisation_id"]) == {
        holder
    }
    app = open_screen("points", "organisation", holder, year="2025")
    assert f"企业 {holder} 现在可用" in app.markdown[0].value
    assert not [button for button in app.button if button.label == "预留"]
    for label in ("捐赠", "确认"):
        next(button for button in app.button if button.label == label).click()
        app.run()
    assert not app.exception
    [given] = [step for step in RedemptionStore.of(desk).steps(account) if step.kind == "confirmed"]
    assert (given.action, given.points, given.said_by) == ("donate", 1.0, holder)
