"""Proposals of policy: values and the day they shall hold from, read from a file and held against the policy in force.

What a proposal would do is computed in `warehouse/preview.py`; who may put it into force is decided elsewhere
(`dashboard/decisions`).
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import yaml

from warehouse.settings import Home
from warehouse.settings.messages import Spoken

CASES = "recorded_adjustments"
CASE_COLUMNS = {"community_id", "item", "evidence"}


class PolicyRefused(Spoken):
    """A proposal cannot be read, tried or put into force; the message says why and what to do."""


@dataclass(frozen=True)
class ProposedValue:
    """One proposed value: of which table, row and column; `old` is what holds on that day, null where a row is added."""

    table: str
    row: str
    column: str
    old: str | None
    new: str


@dataclass(frozen=True)
class Proposal:
    """Values that shall hold together from a day on."""

    valid_from: date
    values: tuple[ProposedValue, ...]

    @property
    def digest(self) -> str:
        """What tells this proposal from any other."""
        described = json.dumps([self.valid_from.isoformat(), sorted(map(asdict, self.values), key=str)], sort_keys=True)
        return hashlib.sha256(described.encode()).hexdigest()

    @property
    def tables(self) -> set[str]:
        return {value.table for value in self.values}


def read_proposal(home: Home, path: Path) -> Proposal:
    """The proposal of a YAML or JSON file: `valid_from`, and `changes` with table, row, column and value.

    Values are checked against the published policy that holds on that day. Raises PolicyRefused.
    """
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        valid_from = date.fromisoformat(str(raw["valid_from"]))
        cells = [(str(each["table"]), str(each["row"]), str(each["column"]), each["value"]) for each in raw["changes"]]
    except (OSError, UnicodeError, yaml.YAMLError, KeyError, TypeError, ValueError) as fault:
        raise PolicyRefused("warehouse.policy_file_unreadable", file=str(path), fault=str(fault)) from fault
    with duckdb.connect(str(published_policy(home)), read_only=True) as connection:
        standing = _standing(connection, valid_from)
        values = tuple(
            ProposedValue(table, row, column, standing.get((table, row, column)), _as_text(table, given))
            for table, row, column, given in cells
        )
        changed = tuple(value for value in values if value.old != value.new)
        if not changed:
            raise PolicyRefused("warehouse.policy_nothing_changed")
        known = connection.execute("select community_id from published.communities").fetchall()
        _refuse_unfit(changed, standing, {community for (community,) in known})
    return Proposal(valid_from, changed)


def published_policy(home: Home) -> Path:
    """The published build, whose policy a proposal changes. Raises PolicyRefused before the first one."""
    published = home.published_build()
    if published is None or not published.exists() or not (home.work / "build.duckdb").exists():
        raise PolicyRefused("warehouse.policy_unbuilt")
    return published


def period_ends(home: Home) -> dict[str, date]:
    """The last day of every published period. Raises PolicyRefused before the first build."""
    with duckdb.connect(str(published_policy(home)), read_only=True) as connection:
        return dict(connection.execute("select period, ends_on from published.periods").fetchall())


Cell = tuple[str, str, str]


def _standing(connection: duckdb.DuckDBPyConnection, day: date) -> dict[Cell, str]:
    """The published policy that holds on `day`."""
    rows = connection.execute(
        "select table_name, row_key, column_name, value from published.policy "
        "where valid_from <= $day and (valid_to is null or valid_to >= $day)",
        {"day": day},
    ).fetchall()
    return {(table, row, column): value for table, row, column, value in rows}


def _as_text(table: str, given: Any) -> str:
    """A value as the database writes it: 20 is 20.0, yes is true. What a case says stays as it is."""
    if table == CASES:
        return str(given).strip()
    if isinstance(given, bool):
        return str(given).lower()
    try:
        return str(float(given))
    except (TypeError, ValueError):
        return str(given).strip()


def _refuse_unfit(values: Iterable[ProposedValue], standing: Mapping[Cell, str], communities: set[str]) -> None:
    """Raises PolicyRefused for values that no model could use."""
    proposed = {**standing, **{(value.table, value.row, value.column): value.new for value in values}}
    for value in values:
        if value.table == CASES:
            _refuse_unfit_case(value, proposed, communities)
            continue
        if (value.table, value.row, value.column) not in standing and not _adds_category(value, standing):
            raise PolicyRefused("warehouse.policy_value_unknown", table=value.table, row=value.row, column=value.column)
        if value.column == "mandatory":
            fits = value.new in ("true", "false")
        elif value.column.startswith("goalpost"):
            fits = _number(value.new) is not None
        else:
            fits = (_number(value.new) or 0) >= 0 and _number(value.new) is not None
        if value.table == "adjustment_items" or not fits:
            raise PolicyRefused(
                "warehouse.policy_value_unfit", new=value.new, table=value.table, row=value.row, column=value.column
            )
    _refuse_unfit_together(values, standing, proposed)


def _refuse_unfit_case(value: ProposedValue, proposed: Mapping[Cell, str], communities: set[str]) -> None:
    named = {column: proposed.get((CASES, value.row, column), "") for column in CASE_COLUMNS}
    items = {row for table, row, _ in proposed if table == "adjustment_items"}
    if value.column not in CASE_COLUMNS or not all(named.values()) or named["community_id"] not in communities:
        raise PolicyRefused("warehouse.policy_case_incomplete", row=value.row)
    if named["item"] not in items:
        raise PolicyRefused("warehouse.policy_item_unknown", item=named["item"], items=sorted(items))


def _refuse_unfit_together(
    values: Iterable[ProposedValue], standing: Mapping[Cell, str], proposed: Mapping[Cell, str]
) -> None:
    """Raises PolicyRefused where values make no sense beside each other."""
    for value in values:
        if value.column.startswith("goalpost"):
            low, high = (proposed[value.table, value.row, f"goalpost_{end}"] for end in ("low", "high"))
            if float(low) == float(high):
                raise PolicyRefused("warehouse.policy_goalposts_equal", row=value.row)
    before, after = ({row: float(of[cell]) for cell in of if (row := _grade(cell))} for of in (standing, proposed))
    if len(set(after.values())) < len(after) or sorted(before, key=before.__getitem__) != sorted(
        after, key=after.__getitem__
    ):
        raise PolicyRefused("warehouse.policy_grades_cross")
    weights = [float(of) for (table, _, _), of in proposed.items() if table == "dimensions"]
    if not any(weights):
        raise PolicyRefused("warehouse.policy_weights_all_zero")


def _grade(cell: Cell) -> str | None:
    """The grade whose cut this is."""
    return cell[1] if cell[0] == "grade_bands" else None


def _adds_category(value: ProposedValue, standing: Mapping[Cell, str]) -> bool:
    rule, _, category = value.row.rpartition("|")
    return value.table == "flag_thresholds" and bool(category) and (value.table, f"{rule}|*", value.column) in standing


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
