"""Decisions are added, never changed; two people do not overwrite each other; who manages does not audit."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
import sqlalchemy as sa

from dashboard.decisions.chains import EveryChain
from dashboard.decisions.operational import FIRST_HASH, METADATA, ChainCheck
from dashboard.decisions.rules import Action, Case, Decider, DecisionRefused, check_decision, reasons
from dashboard.decisions.store import DecidedMeanwhile, DecisionStore
from warehouse.settings.messages import is_worded
from warehouse.settings.operational import Decision, stored_columns

AUDITOR = Decider("auditor-1", "auditor")
SECOND = Decider("auditor-2", "auditor")


def a_case(record_id: str = "R1", *, sampled: bool = False) -> Case:
    return Case(record_id, "C1", "M1", sampled=sampled, managers=frozenset({"reviewer-1"}))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "decisions.sqlite"


@pytest.fixture
def store(path: Path) -> DecisionStore:
    return DecisionStore(f"sqlite:///{path}")


def overwrite(path: Path, statement: str) -> None:
    """Changes the file behind the store's back, as somebody with the disk in hand could."""
    with sqlite3.connect(path) as connection:
        triggers = connection.execute("select name from sqlite_master where type = 'trigger'").fetchall()
        for (trigger,) in triggers:
            connection.execute(f"drop trigger {trigger}")
        connection.execute(statement)
    connection.close()


def three(store: DecisionStore) -> list[Decision]:
    return [store.decide(a_case(record), AUDITOR, "genuine", seen=None) for record in ("R1", "R2", "R3")]


def chain(store: DecisionStore) -> ChainCheck:
    """The check of the decisions' chain."""
    return store.verify()[0]


def test_a_store_nobody_wrote_to_is_empty_and_leaves_no_file(store: DecisionStore, path: Path) -> None:
    assert store.decisions("R1") == []
    assert store.files() == {}
    assert chain(store).whole
    assert not path.exists()


def test_the_migrations_end_in_the_tables_that_are_declared(store: DecisionStore, path: Path) -> None:
    store.log_access("auditor-1", "auditor", "case")
    made = sa.inspect(sa.create_engine(f"sqlite:///{path}"))
    assert set(made.get_table_names()) == {*METADATA.tables, "alembic_version"}
    for name, table in METADATA.tables.items():
        found = [(column["name"], column["type"].python_type) for column in made.get_columns(name)]
        assert found == [(column.name, column.type.python_type) for column in table.columns]
    for chain in EveryChain.chains:
        columns = made.get_columns(chain.table.name)
        assert [column["nullable"] for column in columns] == [column.nullable for column in stored_columns(chain.row)]


def test_a_decision_comes_back_as_it_was_made(store: DecisionStore, path: Path) -> None:
    made = store.decide(a_case(), AUDITOR, "not_genuine", "not_present", "电话核实：未到场", seen=None)
    again = DecisionStore(f"sqlite:///{path}")
    assert again.decisions("R1") == [made]
    assert (made.verdict, made.reason_code, made.decided_by, made.note) == (
        "not_genuine", "not_present", "auditor-1", "电话核实：未到场",
    )  # fmt: skip
    assert again.accesses("R1")[0][:3] == ("auditor-1", "auditor", "decide")


def test_later_decisions_supersede_and_the_chain_stays_whole(store: DecisionStore) -> None:
    first, *_, last = three(store)
    second = store.decide(a_case(), SECOND, "unclear", seen=first.decision_id)
    assert second.supersedes == first.decision_id
    assert store.file("R1").in_force == second
    check = chain(store)
    assert (check.whole, check.rows, check.head) == (True, 4, second.hash)
    assert (first.previous_hash, second.previous_hash) == (FIRST_HASH, last.hash)


@pytest.mark.parametrize(
    "tampering",
    [
        "update audit_decisions set verdict = 'unclear' where decision_id = 'D0000002'",
        "update audit_decisions set note = 'something else' where decision_id = 'D0000002'",
        "update audit_decisions set record_id = 'R9' where decision_id = 'D0000002'",
        "update audit_decisions set decided_at = '2020-01-01 00:00:00.000000' where decision_id = 'D0000002'",
        "update audit_decisions set salt = null, note = null, record_id = 'erased-0' where position = 2",
    ],
)
def test_a_changed_row_is_found_and_named(store: DecisionStore, path: Path, tampering: str) -> None:
    three(store)
    overwrite(path, tampering)
    check = chain(store)
    assert check.broken_at == "D0000002"
    assert check.fault


def test_a_removed_row_is_found_at_the_one_after_it(store: DecisionStore, path: Path) -> None:
    three(store)
    overwrite(path, "delete from audit_decisions where decision_id = 'D0000002'")
    assert chain(store).broken_at == "D0000003"


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_decisions set verdict = 'genuine'",
        "update audit_decisions set salt = null, note = null",
        "update audit_decisions set salt = null, note = null, verdict = 'unclear',"
        " record_id = 'erased-' || substr(sealed, 1, 16)",
        "delete from audit_decisions",
    ],
)
def test_the_database_itself_refuses_changes(store: DecisionStore, path: Path, statement: str) -> None:
    store.decide(a_case(), AUDITOR, "not_genuine", "not_present", seen=None)
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()
    assert [decision.verdict for decision in store.decisions("R1")] == ["not_genuine"]


def test_erasure_takes_the_person_out_and_leaves_a_chain_that_verifies(store: DecisionStore) -> None:
    made = store.decide(a_case(), AUDITOR, "not_genuine", "not_present", "张某未到场", seen=None)
    store.decide(a_case("R2"), AUDITOR, "genuine", seen=None)
    assert store.erase(["R1"]) == 1
    assert store.erase(["R1"]) == 0
    assert store.decisions("R1") == []
    assert store.accesses("R1") == []
    (kept,) = (
        file.decisions[0] for file in store.files().values() if file.decisions[0].decision_id == made.decision_id
    )
    assert (kept.note, kept.salt, kept.verdict) == (None, None, "not_genuine")
    assert "R1" not in kept.record_id
    assert chain(store).whole


def test_whoever_decides_second_without_having_seen_the_first_is_told_so(store: DecisionStore) -> None:
    first = store.decide(a_case(), AUDITOR, "genuine", seen=None)
    with pytest.raises(DecidedMeanwhile) as refused:
        store.decide(a_case(), SECOND, "not_genuine", "not_present", seen=None)
    assert refused.value.standing == first
    assert "auditor-1" in refused.value.text("zh")
    assert first.decided_at.strftime("%Y-%m-%d %H:%M") in refused.value.text("zh")
    assert store.decisions("R1") == [first]
    store.decide(a_case(), SECOND, "not_genuine", "not_present", seen=first.decision_id)
    assert len(store.decisions("R1")) == 2


def test_a_decision_that_never_existed_cannot_have_been_seen(store: DecisionStore) -> None:
    with pytest.raises(DecisionRefused, match="D0000009"):
        store.decide(a_case(), AUDITOR, "genuine", seen="D0000009")


def test_many_at_once_all_land_or_are_told_and_one_chain_results(store: DecisionStore, path: Path) -> None:
    stored: list[str] = []
    refused: list[str] = []

    def decide(number: int) -> None:
        own = DecisionStore(f"sqlite:///{path}")
        own.decide(a_case(f"own-{number}"), AUDITOR, "genuine", seen=None)
        try:
            stored.append(own.decide(a_case("contested"), AUDITOR, "genuine", seen=None).decision_id)
        except DecidedMeanwhile as meanwhile:
            refused.append(meanwhile.standing.decision_id)

    threads = [threading.Thread(target=decide, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stored) == 1
    assert refused == stored * 5
    check = chain(store)
    assert (check.whole, check.rows) == (True, 7)


def test_only_the_drawn_sample_makes_a_decision_random_and_revisions_keep_it(store: DecisionStore) -> None:
    sampled = store.decide(a_case("R1", sampled=True), AUDITOR, "unclear", seen=None)
    assert sampled.basis == "random"
    assert store.decide(a_case("R1"), AUDITOR, "genuine", seen=sampled.decision_id).basis == "random"
    assert store.decide(a_case("R2"), AUDITOR, "genuine", seen=None).basis == "targeted"


BROKEN_RULES: dict[str, Callable[[], object]] = {
    "unsigned": lambda: check_decision("genuine", None, a_case(), Decider("", "auditor")),
    "role_cannot_decide": lambda: check_decision("genuine", None, a_case(), Decider("x", "community")),
    "own_record": lambda: check_decision("genuine", None, a_case(), Decider("M1", "auditor")),
    "unknown_verdict": lambda: check_decision("fake", None, a_case(), AUDITOR),
    "reason_code_needed": lambda: check_decision("not_genuine", None, a_case(), AUDITOR),
    "reason_does_not_fit": lambda: check_decision("not_genuine", "seen_on_site", a_case(), AUDITOR),
}


@pytest.mark.parametrize("rule", BROKEN_RULES)
def test_a_broken_rule_is_named_in_both_languages(rule: str) -> None:
    with pytest.raises(DecisionRefused) as refused:
        BROKEN_RULES[rule]()
    assert refused.value.code == f"decisions.{rule}"
    assert refused.value.text("zh") != refused.value.text("en")


@pytest.mark.parametrize(
    "decider",
    [Decider("reviewer-1", "auditor"), Decider("x", "auditor", manages=frozenset({"C1"}))],
    ids=["grades there", "manages by office"],
)
def test_who_manages_the_community_cannot_audit_it(store: DecisionStore, decider: Decider) -> None:
    with pytest.raises(DecisionRefused) as refused:
        store.decide(a_case(), decider, "genuine", seen=None)
    assert refused.value.code == "decisions.conflict_of_interest"
    assert store.decisions("R1") == []


def test_every_action_has_reasons_in_both_languages() -> None:
    assert {reason.action for reason in reasons().values()} == set(get_args(Action))
    assert all(is_worded(f"decisions.reason.{code}") for code in reasons())
