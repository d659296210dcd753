"""A sanction takes two people; the member answers and appeals; who took part does not decide the appeal; all of it is chained."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard.decisions.rules import Case, Decider, DecisionRefused
from dashboard.decisions.store import DecidedMeanwhile, DecisionStore, Outcome, Repeated, Ruling

CASE = Case("R1", "C1", "M1", managers=frozenset({"manager"}))
FIRST, SECOND, THIRD = (Decider(f"auditor-{number}", "auditor") for number in (1, 2, 3))
MEMBER = Decider("M1", "member")
APPEAL_DAYS = 30


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "decisions.sqlite"


@pytest.fixture
def store(path: Path) -> DecisionStore:
    return DecisionStore(f"sqlite:///{path}")


def propose(store: DecisionStore, who: Decider = FIRST) -> str:
    """The newest decision of the case afterwards: a proposed sanction."""
    last = store.file("R1").last
    seen = last.decision_id if last else None
    return store.decide(CASE, who, "not_genuine", "not_present", seen=seen).decision_id


def confirm(store: DecisionStore, who: Decider = SECOND) -> str:
    """The same by a second person: the sanction is in force."""
    return store.decide(CASE, who, "not_genuine", "not_present", seen=propose(store)).decision_id


def refused(code: str) -> pytest.RaisesExc[DecisionRefused]:
    """Expects a refusal under the rule `code`."""
    return pytest.raises(DecisionRefused, check=lambda refusal: refusal.code == f"decisions.{code}")


def test_a_sanction_is_in_force_only_once_a_second_person_confirms_it(store: DecisionStore) -> None:
    propose(store)
    file = store.file("R1")
    assert (file.state, file.in_force) == ("awaits_second", None)
    propose(store, FIRST)
    assert store.file("R1").state == "awaits_second"
    confirmed = store.decide(CASE, SECOND, "not_genuine", "not_present", seen="D0000002")
    file = store.file("R1")
    assert (file.state, file.in_force) == ("decided", confirmed)


def test_another_reason_is_another_proposal(store: DecisionStore) -> None:
    first = propose(store)
    store.decide(CASE, SECOND, "not_genuine", "photo_of_another", seen=first)
    assert store.file("R1").state == "awaits_second"


def test_a_manager_of_the_community_does_not_confirm(store: DecisionStore) -> None:
    first = propose(store)
    with refused("conflict_of_interest"):
        store.decide(CASE, Decider("manager", "auditor"), "not_genuine", "not_present", seen=first)
    with refused("conflict_of_interest"):
        store.reject(CASE, Decider("manager", "auditor"), "proof_insufficient", "", seen=first)


def test_a_rejected_proposal_is_back_in_the_queue_and_confirms_nothing(store: DecisionStore) -> None:
    first = propose(store)
    with refused("own_proposal"):
        store.reject(CASE, FIRST, "proof_insufficient", "", seen=first)
    store.reject(CASE, SECOND, "proof_insufficient", "只有照片", seen=first)
    assert store.file("R1").state == "open"
    with refused("changed_meanwhile"):
        store.decide(CASE, THIRD, "not_genuine", "not_present", seen=None)
    store.decide(CASE, THIRD, "not_genuine", "not_present", seen=first)
    assert store.file("R1").state == "awaits_second"


def test_confirming_what_was_rejected_meanwhile_is_told(store: DecisionStore) -> None:
    first = propose(store)
    store.decide(CASE, SECOND, "genuine", "seen_on_site", seen=first)
    with pytest.raises(DecidedMeanwhile, match="auditor-2"):
        store.reject(CASE, THIRD, "proof_insufficient", "", seen=first)


def test_the_member_is_asked_and_answers_under_no_name(store: DecisionStore) -> None:
    store.ask(CASE, FIRST, "ask_about_photo", "照片里是哪里？")
    assert store.file("R1").state == "asked"
    with refused("asked_already"):
        store.ask(CASE, SECOND, "ask_about_photo", "照片里是谁？")
    with refused("not_your_record"):
        store.answer(CASE, Decider("M2", "member"), "不是我")
    said = store.answer(CASE, MEMBER, "小区东门")
    file = store.file("R1")
    assert (file.state, said.said_by, file.steps[-1].text) == ("open", "member", "小区东门")
    with refused("nothing_asked"):
        store.answer(CASE, MEMBER, "再说一次")


def test_who_passes_a_case_on_does_not_decide_it(store: DecisionStore) -> None:
    store.escalate(CASE, FIRST, "needs_visit", "")
    with refused("passed_on"):
        store.decide(CASE, FIRST, "genuine", seen=None)
    store.decide(CASE, SECOND, "genuine", seen=None)
    assert store.file("R1").state == "decided"


def test_an_appeal_is_decided_by_somebody_who_took_no_part(store: DecisionStore) -> None:
    with refused("nothing_to_appeal"):
        store.file_appeal(CASE, MEMBER, "我在场", APPEAL_DAYS)
    confirm(store)
    store.file_appeal(CASE, MEMBER, "我在场", APPEAL_DAYS)
    assert store.file("R1").state == "appealed"
    for who in (FIRST, SECOND):
        with refused("took_part"):
            store.uphold(CASE, who, None, "查过")
    with refused("appealed"):
        store.decide(CASE, THIRD, "genuine", seen="D0000002")
    store.uphold(CASE, THIRD, "confirmed_by_resident", "居民证实")
    file = store.file("R1")
    assert file.in_force is not None
    assert (file.state, file.in_force.verdict, file.in_force.supersedes) == ("decided", "genuine", "D0000002")


def test_a_dismissed_appeal_leaves_the_decision_and_comes_once(store: DecisionStore) -> None:
    sanction = confirm(store)
    store.file_appeal(CASE, MEMBER, "我在场", APPEAL_DAYS)
    store.dismiss(CASE, THIRD, "没有新的事实")
    file = store.file("R1")
    assert file.in_force is not None
    assert (file.state, file.in_force.decision_id) == ("decided", sanction)
    with refused("nothing_to_appeal"):
        store.file_appeal(CASE, MEMBER, "再说一次", APPEAL_DAYS)


def test_an_appeal_comes_in_time(store: DecisionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    confirm(store)
    last_day = store.today() + timedelta(days=APPEAL_DAYS)

    def on(day: date) -> None:
        monkeypatch.setattr(DecisionStore, "today", lambda self: day)

    on(last_day + timedelta(days=1))
    with refused("appeal_too_late"):
        store.file_appeal(CASE, MEMBER, "我在场", APPEAL_DAYS)
    on(last_day)
    store.file_appeal(CASE, MEMBER, "我在场", APPEAL_DAYS)


def test_what_two_decided_is_lifted_only_by_a_third(store: DecisionStore) -> None:
    sanction = confirm(store)
    with refused("took_part"):
        store.decide(CASE, SECOND, "genuine", seen=sanction)
    with refused("in_force_already"):
        store.decide(CASE, THIRD, "not_genuine", "not_present", seen=sanction)
    store.decide(CASE, THIRD, "genuine", seen=sanction)


def test_the_same_sheet_from_a_second_person_confirms_it_and_sent_again_changes_nothing(store: DecisionStore) -> None:
    sheet = [
        Ruling(Case("R1", "C1", "M1"), "not_genuine", "not_present"),
        Ruling(Case("R2", "C1", "M2"), "genuine"),
        Ruling(Case("R2", "C1", "M2"), "unclear"),
        Ruling(Case("R3", "C1", "M3"), "not_genuine"),
    ]

    def codes(outcomes: list[Outcome]) -> list[str]:
        return [
            outcome.code if isinstance(outcome, DecisionRefused) else
            "repeated" if isinstance(outcome, Repeated) else outcome.verdict
            for outcome in outcomes
        ]  # fmt: skip

    assert codes(store.decide_many(sheet, FIRST)) == [
        "not_genuine",
        "genuine",
        "decisions.named_twice",
        "decisions.reason_code_needed",
    ]
    assert codes(store.decide_many(sheet[:2], FIRST)) == ["repeated", "repeated"]
    assert codes(store.decide_many(sheet[:2], SECOND)) == ["not_genuine", "decisions.decided_meanwhile"]
    assert {record: file.state for record, file in store.files().items()} == {"R1": "decided", "R2": "decided"}
    assert codes(store.decide_many(sheet[:1], FIRST)) == ["repeated"]
    assert codes(store.decide_many(sheet[:1], SECOND)) == ["repeated"]
    assert [check.rows for check in store.verify() if check.whole] == [3, 0, 3]


def test_a_changed_byte_in_a_step_is_found_and_erasure_is_not_a_change(store: DecisionStore, path: Path) -> None:
    store.ask(CASE, FIRST, "ask_about_photo", "照片里是哪里？")
    answer = store.answer(CASE, MEMBER, "小区东门")
    with sqlite3.connect(path) as connection, pytest.raises(sqlite3.DatabaseError, match="append-only"):
        connection.execute("update case_steps set text = 'x'")
    store.erase(["R1"])
    assert store.file("R1").steps == ()
    assert all(check.whole for check in store.verify())
    with sqlite3.connect(path) as connection:
        connection.execute("drop trigger case_steps_refuse_update")
        connection.execute("update case_steps set said_by = 'membes' where position = 2")
    connection.close()
    (broken,) = [check for check in store.verify() if not check.whole]
    assert (broken.table, broken.broken_at, broken.fault) == ("case_steps", answer.step_id, "changed")


def test_where_cases_stand_that_an_earlier_release_decided_is_said_on_first_use(
    store: DecisionStore, path: Path
) -> None:
    confirm(store)
    store.ask(Case("R2", "C1", "M2"), FIRST, "ask_about_photo", "?")
    stood = "select record_id, state, in_force from case_states order by record_id, position desc"
    with sqlite3.connect(path) as connection:
        before = {record: rest for record, *rest in reversed(connection.execute(stood).fetchall())}
        connection.execute("drop table case_states")
        connection.execute("update alembic_version set version_num = '0006'")
    connection.close()
    later = DecisionStore(f"sqlite:///{path}")
    later.bring_up_to_date()
    with sqlite3.connect(path) as connection:
        assert {record: rest for record, *rest in connection.execute(stood)} == before
    connection.close()
    assert before == {"R1": ["decided", "D0000002"], "R2": ["asked", None]}
    assert all(check.whole for check in later.verify())


def test_filters_are_kept_by_person_and_name(store: DecisionStore) -> None:
    store.save_filter("a", "queue", "东区", {"district": "D1"})
    store.save_filter("a", "queue", "东区", {"district": "D2"})
    store.save_filter("b", "queue", "东区", {"district": "D3"})
    assert store.saved_filters("a", "queue") == {"东区": {"district": "D2"}}
    store.forget_filter("a", "queue", "东区")
    assert store.saved_filters("a", "queue") == {}
