"""A frozen period stays as it was published, can be computed once more, and changes only by a restatement that says why."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner, Result

from dashboard.decisions.rules import Case, Decider
from dashboard.decisions.store import DecisionStore
from tests.warehouse.conftest import write_delivery
from tianping import app
from warehouse.build import build
from warehouse.freeze import CannotClose, Verification, freeze, verify
from warehouse.frozen import (
    EVIDENCE_COLUMNS,
    FROZEN_MODELS,
    FrozenFilesChanged,
    Version,
    contract_of,
    differences,
    load_frozen,
    version_of,
)
from warehouse.landing import list_inputs
from warehouse.settings import Home

# Published models with a period that are not numbers of that period, and so go on.
GO_ON = {
    "periods": "the calendar",
    "period_states": "how far each is closed",
    "restatements": "what was changed since",
    "service_records": "facts, each with a state of its own",
    "evidence_rows": "carries frozen evidence itself, beside the evidence of open periods",
    "indicator_evidence": "a view over evidence_rows",
    "audit_queue": "work to be done",
    "decision_effects": "what a verdict would change in periods that are open",
    "audit_frame": "what can be drawn to be audited",
    "audit_strata": "what can be drawn to be audited",
    "audit_sample": "work to be done",
    "audit_measures": "an estimate that grows sharper with every audit",
}
# What is looked up beside the numbers of a period: whether an appeal stands today, in which district a community lies.
LOOKED_UP = {"core_objections", "communities"}
SIGNED = ("--by", "王书记", "--reason", "季度评价")


def tianping(home: Home, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--home", str(home.path), "--json"])


def answer(result: Result) -> dict[str, Any]:
    """What a command printed for machines."""
    told: dict[str, Any] = json.loads(result.stdout.strip().splitlines()[-1])
    return told


@dataclass(frozen=True)
class Closed:
    """A home in which 2026Q1 and 2026-02 were frozen, the data corrected, and a build made; then 2026Q1 was restated.

    `before` and `after` are the builds that were published then; `first` is the first version of 2026Q1.
    """

    home: Home
    before: Path
    after: Path
    first: Version
    correction: str
    decision: str
    told_at_freeze: dict[str, Any]
    verification: Verification
    restated: dict[str, Any]


@pytest.fixture(scope="module")
def closed(tiny_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Closed:
    """Freezes, corrects, builds, verifies and restates once for all tests of this file."""
    home = Home(tmp_path_factory.mktemp("closed") / "home")
    shutil.copytree(tiny_home.path, home.path)
    before = home.published_build()
    assert before is not None
    assert tianping(home, "freeze", "2026-02", *SIGNED, "--no-build").exit_code == 0
    correction = correct(home)
    told = tianping(home, "freeze", "2026Q1", *SIGNED, "--no-build")
    assert told.exit_code == 0, told.output
    store = DecisionStore(home.decisions_url)
    case = Case("C3-A11-R1", "C3", "C3-M1", managers=frozenset())
    proposal = store.decide(case, Decider("auditor-1", "auditor"), "not_genuine", "not_present", seen=None)
    second = Decider("auditor-2", "auditor")
    decision = store.decide(case, second, "not_genuine", "not_present", seen=proposal.decision_id)
    after = build(home).path
    verification = verify(home, "2026Q1", lambda message: None)
    restated = tianping(home, "restate", "2026Q1", "--by", "王书记", "--reason", "C2 补交", "--no-build")
    assert restated.exit_code == 0, restated.output
    first = version_of(home, "2026Q1", 0)
    return Closed(
        home, before, after, first, correction, decision.decision_id, answer(told), verification, answer(restated)
    )


def correct(home: Home) -> str:
    """C2 sends its service again: without a scan, without a place, and with longer hours."""
    with duckdb.connect() as connection:
        found = connection.execute(
            "select * exclude (batch_id, file_name, sheet, row_number) from read_parquet($files) where community_id = 'C2'",
            {"files": [str(path) for path in (home.lake / "service_logs").glob("*.parquet")]},
        )
        names = [column[0] for column in found.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    weaker = {"declared_hours": 5.0, "code_scanned_at": None, "scanned_code": None, "lat": None, "lon": None}
    return write_delivery(home, "service_logs", [{**row, **weaker} for row in rows], received_at="2026-04-10 08:00:00")


def by_period(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Published tables whose rows belong to a period."""
    found = connection.execute(
        "select table_name from duckdb_columns() where database_name = 'a' and column_name = 'period'"
    )
    return sorted({name for (name,) in found.fetchall()} - {*GO_ON} | {"indicator_evidence"})


def changed_rows(before: Path, after: Path) -> dict[str, set[str]]:
    """Per published table, the periods whose rows are not the same in both builds at 9 decimals.

    Neither `frozen` is compared nor the record of evidence: of a member it is the person, who is not frozen.
    """
    changed = {}
    with duckdb.connect() as connection:
        connection.execute(f"attach '{before}' as a (read_only)")
        connection.execute(f"attach '{after}' as b (read_only)")
        for table in by_period(connection):
            described = connection.execute(f"describe a.published.{table}").fetchall()
            columns = ", ".join(
                f"round({name}, 9) as {name}" if kind == "DOUBLE" else name
                for name, kind, *_ in described
                if name not in ("frozen", "record_id")
            )
            old, new = (f"select {columns} from {side}.published.{table}" for side in ("a", "b"))
            rows = connection.execute(
                f"select distinct period from (({old} except all {new}) union all ({new} except all {old}))"
            )
            changed[table] = {period for (period,) in rows.fetchall()}
    return changed


def rows_of(path: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_a_frozen_period_stays_as_published_while_open_ones_follow_the_data(closed: Closed) -> None:
    changed = changed_rows(closed.before, closed.after)
    assert {"indicator_values", "community_scores", "pairwise", "league_health", "indicator_evidence"} <= changed.keys()
    for table, periods in changed.items():
        assert not periods & {"2026Q1", "2026-02"}, table
    assert {"2026", "2026-01", "2026-03"} <= changed["indicator_values"]
    # January has too little evidence for a total, before and after.
    assert {"2026", "2026-03"} <= changed["community_scores"]


def test_the_frozen_column_and_the_states_say_which(closed: Closed) -> None:
    frozen = rows_of(closed.after, "select distinct period, frozen from published.community_scores")
    assert {period for period, is_frozen in frozen if is_frozen} == {"2026Q1", "2026-02"}
    states = dict(rows_of(closed.after, "select period, state from published.period_states"))
    assert states["2026Q1"] == states["2026-02"] == "in_notice"
    assert states["2026-01"] == "open"


def test_a_later_period_is_compared_with_the_frozen_numbers(closed: Closed) -> None:
    compared = rows_of(
        closed.after,
        """
        select now.total - before.total, coalesce(sum(changes.contribution), 0)
        from published.community_scores as now
        inner join published.community_scores as before
            on before.period = '2026-02' and now.lens = before.lens and now.community_id = before.community_id
        left join published.score_changes as changes
            on now.period = changes.period and now.lens = changes.lens and now.community_id = changes.community_id
        where now.period = '2026-03' and now.total is not null and before.total is not null
        group by now.lens, now.community_id, now.total, before.total
        """,
    )
    assert len(compared) >= 4
    for difference, explained in compared:
        assert explained == pytest.approx(difference, abs=1e-9)


def test_later_corrections_are_told_but_change_nothing(closed: Closed) -> None:
    ((values, communities),) = rows_of(
        closed.after,
        "select changed_values, changed_communities from published.period_states where period = '2026Q1'",
    )
    assert values > 0
    assert communities >= 2
    told = CliRunner().invoke(app, ["status", "--home", str(closed.home.path), "--json"])
    assert [row["period"] for row in json.loads(told.stdout)["closings"]] == ["2026-02", "2026Q1"]


def test_what_had_come_since_the_build_is_named_when_it_is_frozen(closed: Closed) -> None:
    assert closed.told_at_freeze["files_not_in_it"] == ["service_logs.csv"]
    assert closed.correction not in closed.first.manifest.deliveries


def test_verify_computes_the_same_numbers_from_the_frozen_inputs(closed: Closed) -> None:
    assert closed.verification.identical
    assert closed.verification.rows > 500


def test_a_restatement_names_who_changed_and_what_had_arrived(closed: Closed) -> None:
    changes = closed.restated["changes"]
    total = {change["community_id"]: change for change in changes if change["subject"] == "total"}
    assert total["C2"]["causes"] == closed.correction
    assert total["C2"]["new_value"] < total["C2"]["old_value"]
    assert {change["causes"] for change in changes if change["community_id"] == "C3"} == {f"D0000001;{closed.decision}"}
    assert {change["causes"] for change in changes if change["community_id"] == "C1"} <= {""}
    second = version_of(closed.home, "2026Q1", 1)
    assert len(rows_in(second, "restatements")) == len(changes)
    assert closed.first.changed_files(None) == []
    assert rows_in(closed.first, "score_communities") != rows_in(second, "score_communities")


def test_a_frozen_period_s_priors_are_its_own(closed: Closed) -> None:
    """The half-year holds the same days as the quarter: its open priors are those of the restated quarter, not of the frozen."""
    priors = "select indicator_id, round(mean, 9), round(tau2, 9) from {} where indicator_id in ('verified_share', 'crowding_rate')"
    second = version_of(closed.home, "2026Q1", 1)
    with duckdb.connect() as connection:
        frozen, restated = (
            set(connection.execute(priors.format(f"'{version.table('score_priors')}'")).fetchall())
            for version in (closed.first, second)
        )
    half = set(
        rows_of(closed.home.work / "build.duckdb", f"{priors.format('scores.score_priors')} and period = '2026H1'")
    )
    assert half == restated != frozen


def test_a_changed_byte_is_found_and_stops_the_build(closed: Closed, tmp_path: Path) -> None:
    home = Home(tmp_path)
    shutil.copytree(closed.home.frozen, home.frozen)
    for path in closed.home.path.glob("decisions.sqlite*"):
        shutil.copy(path, home.path)
    path = version_of(home, "2026-02", 0).table("score_communities")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    found = tianping(home, "verify", "2026-02")
    assert found.exit_code == 1
    assert answer(found)["changed_files"] == ["score_communities.parquet"]
    closings = list_inputs(home).decisions["period_closings"]
    with (
        duckdb.connect() as connection,
        pytest.raises(FrozenFilesChanged, match=r"2026-02/0/score_communities\.parquet"),
    ):
        load_frozen(connection, home, closings)


def test_grades_of_an_early_freeze_stand_in_two_columns(tmp_path: Path) -> None:
    home = Home(tmp_path)
    version = version_of(home, "2025Q4", 0)
    version.folder.mkdir(parents=True)
    evidence = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in EVIDENCE_COLUMNS.items())
    with duckdb.connect() as connection:
        connection.execute(f"copy (select {evidence} where false) to '{version.table('indicator_evidence')}'")
        connection.execute(
            "copy (select '2025Q4' as period, 'tianping' as lens, community_id, grade, false as frozen "
            "from (values ('C1', '临界 良好/合格'), ('C2', '优秀'), ('C3', null)) as early(community_id, grade)) "
            f"to '{version.table('score_communities')}'"
        )
        facts = {"period": "2025Q4", "restatement": 0, "as_of": "2026-01-02 00:00:00", "build_id": None, "files": {}}
        facts |= {"code_version": "1", "inputs_hash": "", "seed": 1, "deliveries": [], "decisions": {}, "frozen": {}}
        (version.folder / "manifest.json").write_text(json.dumps(facts), encoding="utf-8")
        closing = {"period": "2025Q4", "restatement": 0, "manifest_sha256": version.manifest_sha256}
        load_frozen(connection, home, [closing])
        found = connection.execute(
            "select community_id, grade, borderline_grade, frozen from frozen.score_communities order by 1"
        ).fetchall()
    assert found == [("C1", "良好", "合格", True), ("C2", "优秀", None, True), ("C3", None, None, True)]


def test_a_manifest_that_was_rewritten_is_found(closed: Closed, tmp_path: Path) -> None:
    shutil.copytree(closed.first.folder, tmp_path / "0")
    changed = Version(tmp_path / "0")
    manifest = changed.folder / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("2026-04-02", "2026-04-03"), encoding="utf-8")
    assert changed.changed_files(closed.first.manifest_sha256) == ["manifest.json"]


@pytest.mark.parametrize(("added", "differing"), [(0.0, 0), (3e-14, 0), (2e-9, 1)])
def test_equal_means_at_nine_decimals(added: float, differing: int) -> None:
    with duckdb.connect() as connection:
        for name, value in (("old", 79.1234567895), ("new", 79.1234567895 + added)):
            connection.execute(
                f"create table {name} as select 'P' as period, 'L' as lens, 'C1' as community_id, "
                f"cast({value!r} as double) as total, cast(null as double) as score"
            )
        found = differences(connection, "old", "new", "score_composites")
    assert [row["column_name"] for row in found] == ["total"] * differing


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("freeze", "2026Q1", *SIGNED), 1, "已于"),
        (("freeze", "2026H1", *SIGNED), 1, "2026-06-30"),
        (("freeze", "2031Q9", *SIGNED), 1, "没有周期"),
        (("freeze", "2026-01", "--by", " ", "--reason", "x"), 2, "署名"),
        (("freeze", "2026-01", "--by", "王书记", "--reason", " "), 2, "理由"),
        (("restate", "2026-01", *SIGNED), 1, "还没有冻结"),
        (("verify", "2026-01"), 1, "还没有冻结"),
    ],
)
def test_what_cannot_be_closed_is_refused_in_words(
    closed: Closed, arguments: tuple[str, ...], code: int, said: str
) -> None:
    refused = tianping(closed.home, *arguments)
    assert refused.exit_code == code
    assert said in answer(refused)["error"]


def test_a_version_given_out_meanwhile_is_not_overwritten(closed: Closed) -> None:
    def decided(version: Version) -> None:
        raise AssertionError(version)

    files = {path: path.read_bytes() for path in closed.first.folder.iterdir()}
    with pytest.raises(CannotClose):
        freeze(closed.home, "2026Q1", decided, lambda message: None)
    assert {path: path.read_bytes() for path in closed.first.folder.iterdir()} == files


def test_before_the_first_build_there_is_nothing_to_freeze(unbuilt_home: Home) -> None:
    refused = tianping(unbuilt_home, "freeze", "2026Q1", *SIGNED)
    assert refused.exit_code == 1
    assert "tianping build" in answer(refused)["error"]
    assert not unbuilt_home.frozen.exists()


def test_every_published_number_of_a_period_is_frozen_with_it(tiny_home: Home) -> None:
    """A published model with a period takes its numbers from models that are frozen; names come from seeds."""
    manifest = json.loads((tiny_home.work / "dbt" / "manifest.json").read_text(encoding="utf-8"))
    nodes = manifest["nodes"]
    published = [node for node in nodes.values() if node["resource_type"] == "model" and node["schema"] == "published"]
    unfrozen = {
        (node["name"], nodes[other]["name"])
        for node in published
        if "period" in node["columns"] and node["name"] not in GO_ON
        for other in node["depends_on"]["nodes"]
        if nodes[other]["resource_type"] == "model" and nodes[other]["name"] not in {*FROZEN_MODELS, *LOOKED_UP}
    }
    assert unfrozen == set()


def test_frozen_rows_stand_in_the_models_that_keep_them(tiny_home: Home) -> None:
    """Their columns go by place: a model whose columns come in another order than its contract's would mix them up."""
    manifest = json.loads((tiny_home.work / "dbt" / "manifest.json").read_text(encoding="utf-8"))
    models = {node["name"]: node for node in manifest["nodes"].values() if node["resource_type"] == "model"}
    keeping = {
        name
        for name, node in models.items()
        if node["schema"] == "scores" and f"source.tianping.frozen.{name}" in node["depends_on"]["nodes"]
    }
    assert keeping == set(FROZEN_MODELS)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{tiny_home.work / 'build.duckdb'}' as build (read_only)")
        for name in keeping:
            compiled = re.sub(r'"\w+"\.("\w+"\."\w+")', r"build.\1", models[name]["compiled_code"])
            described = connection.execute(f"describe {compiled}").fetchall()
            assert {column: kind.lower() for column, kind, *_ in described} == contract_of(name), name
            assert [column for column, *_ in described] == list(contract_of(name)), name


def rows_in(version: Version, table: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(f"select * from '{version.table(table)}' order by all").fetchall()
