"""What a change of policy would do, before anybody puts it into force: computed on a copy of the last build and compared.

A proposal is tried on a period that is over, as if it had held there all along: who moves in the ranking, which records are
flagged or held, who earns more or less.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.build import Progress, compute, copy_of_last_build, project_version
from warehouse.frozen import FROZEN_MODELS
from warehouse.landing import OPERATIONAL_TABLES, list_inputs
from warehouse.policy import CASES, PolicyRefused, Proposal, published_policy
from warehouse.rendering import query
from warehouse.settings import Home, default_lens
from warehouse.settings.messages import message

LENSES = {"lens_nodes", "lens_weights"}
SCORING = {"dimensions", "indicator_catalogue", "grade_bands", CASES, *LENSES}
FLAGGING = {"flag_thresholds"}
PAYING = {"points_rules"}

# The models a change is judged by, and how each is called beside its rows from before.
JUDGED = {
    "score_communities": SCORING,
    "flag_results": FLAGGING,
    "points_record_values": FLAGGING | PAYING,
    "points_ledger": PAYING,
    "points_member_years": PAYING,
}


def preview(home: Home, proposal: Proposal, progress: Progress, period: str | None = None) -> dict[str, Any]:
    """What the last build would say of `period` (else the newest quarter that is over) had the proposal held there.

    Keys: digest, period, valid_from, build_id, values, lenses (summary and communities of each), flags, records, points,
    accounts, levels; lists of rows. What was previewed is noted in the home. Raises PolicyRefused or BuildFailed.
    """
    _refuse_stale(home)
    with copy_of_last_build(home, progress) as work:
        with duckdb.connect(str(work)) as connection:
            build_id, until = _build_of(connection)
            days = _days_of(connection, period, until)
            judged = [model for model, tables in JUDGED.items() if tables & proposal.tables]
            selected = [
                f"policy_{table}+,+{model}" for model in judged for table in sorted(proposal.tables & JUDGED[model])
            ]
            is_frozen = _thaw(connection, days["period"])
        progress(message("warehouse.policy_computing", period=days["period"]))
        if is_frozen:
            compute(home, work, until, selected)
        with duckdb.connect(str(work)) as connection:
            connection.execute("create schema before")
            for model in judged:
                schema = model.partition("_")[0].removesuffix("s") + "s"
                connection.execute(f"create table before.{model} as from {schema}.{model}")
            _propose(connection, proposal, days)
        compute(home, work, until, selected)
        progress(message("warehouse.policy_comparing"))
        with duckdb.connect(str(work), read_only=True) as connection:
            found = _effects(connection, proposal, days)
    seen = {
        "digest": proposal.digest,
        "build_id": build_id,
        "period": days["period"],
        "valid_from": proposal.valid_from.isoformat(),
        "values": [asdict(value) for value in proposal.values],
        **found,
    }
    note = _note(home, proposal)
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps({"build_id": build_id}), encoding="utf-8")
    return seen


def refuse_unseen(home: Home, proposal: Proposal) -> None:
    """Raises PolicyRefused unless exactly this proposal was previewed on the build that is published now."""
    note = _note(home, proposal)
    published = published_policy(home)
    if not note.exists() or json.loads(note.read_text(encoding="utf-8"))["build_id"] != published.stem:
        raise PolicyRefused("warehouse.policy_not_previewed")


def _note(home: Home, proposal: Proposal) -> Path:
    return home.work / "policy_previews" / f"{proposal.digest}.json"


def _refuse_stale(home: Home) -> None:
    """Raises PolicyRefused where the last build is not by the policy in force: a comparison with it would mix two changes."""
    with duckdb.connect(str(published_policy(home)), read_only=True) as connection:
        newest = "select code_version from published.builds order by started_at desc, build_id desc limit 1"
        (code_version,) = connection.execute(newest).fetchall()[0]
    with duckdb.connect(str(home.work / "build.duckdb"), read_only=True) as connection:
        (built,) = connection.execute("select count(*) from landing.policy_changes").fetchall()[0]
    if code_version != project_version() or built != len(list_inputs(home).decisions["policy_changes"]):
        raise PolicyRefused("warehouse.policy_preview_stale")


def _build_of(connection: duckdb.DuckDBPyConnection) -> tuple[str, datetime]:
    """The id of the build and its "now"."""
    newest = "select build_id from landing.builds order by started_at desc, build_id desc limit 1"
    (build_id,) = connection.execute(newest).fetchall()[0]
    as_of = "select value from core.core_deployment where key = 'effective_as_of'"
    (until,) = connection.execute(as_of).fetchall()[0]
    return build_id, datetime.fromisoformat(until)


def _days_of(connection: duckdb.DuckDBPyConnection, period: str | None, until: datetime) -> dict[str, Any]:
    """`period` with its first and last day; by default the newest quarter that is over. Raises PolicyRefused."""
    found = connection.execute(
        "select period, starts_on, ends_on from core.core_periods "
        "where period = $period or ($period is null and kind = 'quarter' and ends_on < $today) order by ends_on desc limit 1",
        {"period": period, "today": until.date()},
    ).fetchone()
    if found is None:
        raise PolicyRefused("warehouse.policy_no_period")
    return dict(zip(("period", "starts_on", "ends_on"), found, strict=True))


def _thaw(connection: duckdb.DuckDBPyConnection, period: str) -> bool:
    """Lets a frozen period be computed like any other in this copy; whether it was frozen."""
    if not connection.execute("select 1 from frozen.periods where period = ?", [period]).fetchall():
        return False
    for table in ("periods", "model_periods", *FROZEN_MODELS):
        connection.execute(f"delete from frozen.{table} where period = ?", [period])
    return True


def _propose(connection: duckdb.DuckDBPyConnection, proposal: Proposal, days: Mapping[str, Any]) -> None:
    """Adds the proposal to the changes of policy in this copy, as if it held in the whole period (a case: happened in it)."""
    columns = list(OPERATIONAL_TABLES["policy_changes"])
    marks = ", ".join(f"${name}" for name in columns)
    for value in proposal.values:
        # What was decided for later days of the period must not overrule what is tried.
        connection.execute(
            "delete from landing.policy_changes where table_name = $table and row_key = $row and column_name = $column "
            "and valid_from > $starts_on",
            {"table": value.table, "row": value.row, "column": value.column, "starts_on": days["starts_on"]},
        )
    (last,) = connection.execute("select coalesce(max(position), 0) from landing.policy_changes").fetchall()[0]
    for place, value in enumerate(proposal.values, start=1):
        happened = min(max(proposal.valid_from, days["starts_on"]), days["ends_on"])
        row = {
            "position": last + place,
            "change_set": "proposed",
            "kind": "in_force",
            "table_name": value.table,
            "row_key": value.row,
            "column_name": value.column,
            "new_value": value.new,
            "valid_from": happened if value.table == CASES else days["starts_on"],
        }
        connection.execute(
            f"insert into landing.policy_changes ({', '.join(columns)}) values ({marks})",
            {name: row.get(name) for name in columns},
        )


def _effects(
    connection: duckdb.DuckDBPyConnection, proposal: Proposal, days: Mapping[str, Any]
) -> dict[str, list[dict[str, Any]]]:
    """What differs in the period between the tables of schema `before` and those computed by the proposal."""
    span = {"starts_on": days["starts_on"], "ends_on": days["ends_on"]}
    found: dict[str, list[dict[str, Any]]] = {
        "lenses": [], "flags": [], "records": [], "held": [], "points": [], "accounts": [], "levels": []
    }  # fmt: skip
    if proposal.tables & SCORING:
        for lens in _lenses(proposal):
            at = {"period": days["period"], "lens": lens}
            (summary,) = _rows(connection, "preview_summary", at)
            communities = _rows(connection, "preview_standings", at)
            found["lenses"].append({"lens": lens, **summary, "standings": communities})
    if proposal.tables & FLAGGING:
        found["flags"] = _rows(connection, "preview_flags", span)
        found["records"] = _rows(connection, "preview_records", span)
    if proposal.tables & (FLAGGING | PAYING):
        found["held"] = _rows(connection, "preview_held", span)
    if proposal.tables & PAYING:
        found["points"] = _rows(connection, "preview_points", span)
        found["accounts"] = _rows(connection, "preview_moved_accounts", span)
        found["levels"] = _rows(connection, "preview_levels", {"ends_on": days["ends_on"]})
    return found


def _lenses(proposal: Proposal) -> list[str]:
    """The lenses a proposal can move: the default one by anything but the weights of another."""
    others = {value.row.partition("|")[0] for value in proposal.values if value.table in LENSES}
    return [default_lens()] * bool(proposal.tables & (SCORING - LENSES)) + sorted(others)


def _rows(connection: duckdb.DuckDBPyConnection, name: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What `queries/{name}.sql` answers."""
    answer = connection.execute(query(name), dict(values))
    names: Sequence[str] = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
