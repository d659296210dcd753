"""The matching screen proposes people for open tasks and warns of crowds; the year-end screen says who is eligible and why."""

from __future__ import annotations

from dashboard import access
from dashboard.viewer import Viewer, persona
from tests.dashboard.conftest import OpenScreen
from warehouse.settings import Home


def test_open_tasks_and_who_is_proposed(desk: Home, open_screen: OpenScreen) -> None:
    committee = Viewer("committee", "committee")
    tasks, people = access.query("matching_tasks", committee), access.query("matching_people", committee)
    app = open_screen("matching", "committee")
    assert not app.exception
    assert f"推荐 {len(people)} 人" in app.markdown[0].value
    assert len(app.dataframe[0].value) == len(tasks)
    assert people["member_id"].is_unique
    assert (tasks["matched_people"] <= tasks["places_left"]).all()
    assert any("过于拥挤" in warning.value for warning in app.warning) == bool(tasks["is_crowded"].any())


def test_a_crowd_is_foretold_before_an_activity_is_published(desk: Home, open_screen: OpenScreen) -> None:
    committee = Viewer("committee", "committee")
    asked = access.query("expected_crowds", committee).iloc[0]
    of = {"community": asked["community_id"], "category": asked["category"], "planned_hours": 2.0}
    few, many = (
        access.query("matching_forecast", committee, places=places, hours_needed=needed, **of).iloc[0]
        for places, needed in ((1, 1.0), (1000, 10000.0))
    )
    assert list(few[["exceeds_places", "exceeds_hours"]]) == [True, True]
    assert list(many[["exceeds_places", "exceeds_hours"]]) == [False, False]
    app = open_screen("matching", "committee")
    app.number_input[0].set_value(1)
    next(button for button in app.button if button.label == "试算").click()
    app.run()
    assert not app.exception
    assert any("多于 1 个名额" in warning.value for warning in app.warning)


def test_a_community_sees_its_own_tasks_and_names(desk: Home, open_screen: OpenScreen) -> None:
    everything = access.query("matching_people", Viewer("committee", "committee"))
    own = persona("community", str(everything["community_id"].iloc[0]))
    people = access.query("matching_people", own)
    assert set(people["community_id"]) == set(own.community_ids)
    # Only who will ask them learns who they are.
    assert not set(people["member_id"]) & set(everything["member_id"])


def test_the_unit_reads_whether_it_is_eligible_and_by_which_rule(desk: Home, open_screen: OpenScreen) -> None:
    units = access.query("assessment_units", Viewer("committee", "committee"), year="2025")
    unit = units.iloc[0]
    app = open_screen("assessment", "work_unit", str(unit["work_unit_id"]), year="2025")
    assert not app.exception
    sentence = app.markdown[0].value
    assert f"本单位 {unit['members']} 人，完成 {100 * unit['completion_rate']:.0f} %" in sentence
    assert ("不具评优资格" in sentence) == (not unit["eligible"])
    assert f"（规则 {unit['rule_id']}）" in sentence
    assert len(app.dataframe[0].value) == unit["members"]
    assert set(app.dataframe[0].value["member_id"]) <= set(
        access.query(
            "assessment_members",
            persona("work_unit", str(unit["work_unit_id"])),
            year="2025",
            unit=unit["work_unit_id"],
        )["member_id"]
    )


def test_the_committee_sees_units_and_no_persons_id(desk: Home, open_screen: OpenScreen) -> None:
    app = open_screen("assessment", "committee", year="2025")
    unit = str(access.query("assessment_units", Viewer("x", "committee"), year="2025").iloc[0]["work_unit_id"])
    named = access.query("assessment_members", persona("work_unit", unit), year="2025", unit=unit)
    assert not set(app.dataframe[0].value["member_id"]) & set(named["member_id"])
