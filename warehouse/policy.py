"""What a change of policy would do, before anybody puts it into force: computed on a copy of the last build and compared.

A proposal names values and the day they shall hold from. It is tried on a period that is over, as if it had held there all
along: who moves in the ranking, which records are flagged or held, who earns more or less. Who may put it into force is
decided elsewhere (`dashboard/decisions`).
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import yaml

from warehouse.build import Progress, compute, copy_of_last_build, project_version
from warehouse.frozen import FROZEN_MODELS
from warehouse.landing import OPERATIONAL_TABLES, list_inputs
from warehouse.settings import Home, in_language

DEFAULT_LENS = "tianping"
CASES = "recorded_adjustments"
CASE_COLUMNS = {"community_id", "item", "evidence"}
WEIGHTS = {"weight", "weight_within"}
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


class PolicyRefused(Exception):
    """A proposal cannot be read, tried or put into force; the message says why and what to do."""


@dataclass(frozen=True)
class Value:
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
    values: tuple[Value, ...]

    @property
    def digest(self) -> str:
        """What tells this proposal from any other."""
        described = json.dumps([self.valid_from.isoformat(), sorted(map(asdict, self.values), key=str)], sort_keys=True)
        return hashlib.sha256(described.encode()).hexdigest()

    @property
    def tables(self) -> set[str]:
        return {value.table for value in self.values}


# ---- reading -----------------------------------------------------------------------------------------------------


def read_proposal(home: Home, path: Path) -> Proposal:
    """The proposal of a YAML or JSON file: `valid_from`, and `changes` with table, row, column and value.

    Values are checked against the published policy that holds on that day. Raises PolicyRefused.
    """
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        valid_from = date.fromisoformat(str(raw["valid_from"]))
        cells = [(str(each["table"]), str(each["row"]), str(each["column"]), each["value"]) for each in raw["changes"]]
    except (OSError, UnicodeError, yaml.YAMLError, KeyError, TypeError, ValueError) as fault:
        raise PolicyRefused(
            in_language(
                f"{path} 读不懂：{fault}。应写明 valid_from（日期）和 changes（每项有 table、row、column、value）。",
                f"{path} cannot be read: {fault}. It states valid_from (a date) and changes, each with table, row, column and "
                "value.",
            )
        ) from fault
    with duckdb.connect(str(_published(home)), read_only=True) as connection:
        standing = _standing(connection, valid_from)
        values = tuple(
            Value(table, row, column, standing.get((table, row, column)), _as_text(table, given))
            for table, row, column, given in cells
        )
        changed = tuple(value for value in values if value.old != value.new)
        if not changed:
            raise PolicyRefused(in_language("没有任何数值改动。", "No value is changed."))
        known = connection.execute("select community_id from published.communities").fetchall()
        _refuse_unfit(changed, standing, {community for (community,) in known})
    return Proposal(valid_from, changed)


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


def _refuse_unfit(values: Iterable[Value], standing: Mapping[Cell, str], communities: set[str]) -> None:
    """Raises PolicyRefused for values that no model could use."""
    proposed = {**standing, **{(value.table, value.row, value.column): value.new for value in values}}
    for value in values:
        if value.table == CASES:
            _refuse_unfit_case(value, proposed, communities)
            continue
        if (value.table, value.row, value.column) not in standing and not _adds_category(value, standing):
            raise PolicyRefused(
                in_language(
                    f"没有可以改动的政策数值 {value.table} {value.row} {value.column}（见表 published.policy）。",
                    f"There is no value of policy {value.table} {value.row} {value.column} to change (see published.policy).",
                )
            )
        if value.column == "mandatory":
            fits = value.new in ("true", "false")
        elif value.column.startswith("goalpost"):
            fits = _number(value.new) is not None
        else:
            fits = (_number(value.new) or 0) >= 0 and _number(value.new) is not None
        if value.table == "adjustment_items" or not fits:
            raise PolicyRefused(
                in_language(
                    f"“{value.new}”不能作 {value.table} {value.row} 的 {value.column}。",
                    f'"{value.new}" cannot be the {value.column} of {value.table} {value.row}.',
                )
            )
    _refuse_unfit_together(values, standing, proposed)


def _refuse_unfit_case(value: Value, proposed: Mapping[Cell, str], communities: set[str]) -> None:
    named = {column: proposed.get((CASES, value.row, column), "") for column in CASE_COLUMNS}
    items = {row for table, row, _ in proposed if table == "adjustment_items"}
    if value.column not in CASE_COLUMNS or not all(named.values()) or named["community_id"] not in communities:
        raise PolicyRefused(
            in_language(
                f"加减分或否决事项 {value.row} 要写明社区（已知的）、事项和依据（文件）。",
                f"Case {value.row} needs a known community_id, an item, and its evidence (the document).",
            )
        )
    if named["item"] not in items:
        listed = "、".join(sorted(items))
        raise PolicyRefused(
            in_language(
                f"没有事项“{named['item']}”；可用：{listed}。",
                f'There is no item "{named["item"]}"; use one of {listed}.',
            )
        )


def _refuse_unfit_together(values: Iterable[Value], standing: Mapping[Cell, str], proposed: Mapping[Cell, str]) -> None:
    """Raises PolicyRefused where values make no sense beside each other."""
    for value in values:
        if value.column.startswith("goalpost"):
            low, high = (proposed[value.table, value.row, f"goalpost_{end}"] for end in ("low", "high"))
            if float(low) == float(high):
                raise PolicyRefused(
                    in_language(
                        f"{value.row} 的 0 分和 100 分不能是同一个值。", f"Goalposts of {value.row} must differ."
                    )
                )
    before, after = ({row: float(of[cell]) for cell in of if (row := _grade(cell))} for of in (standing, proposed))
    if len(set(after.values())) < len(after) or sorted(before, key=before.__getitem__) != sorted(
        after, key=after.__getitem__
    ):
        raise PolicyRefused(
            in_language("好的等次要从更高的分数起。", "A better grade has to begin at a higher score than the next.")
        )
    weights = [float(of) for (table, _, _), of in proposed.items() if table == "dimensions"]
    if not any(weights):
        raise PolicyRefused(in_language("各维度的权重不能都是 0。", "The dimensions cannot all have weight 0."))


def _grade(cell: Cell) -> str | None:
    """The grade whose cut this is."""
    return cell[1] if cell[0] == "grade_bands" else None


def _adds_category(value: Value, standing: Mapping[Cell, str]) -> bool:
    rule, _, category = value.row.rpartition("|")
    return value.table == "flag_thresholds" and bool(category) and (value.table, f"{rule}|*", value.column) in standing


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


# ---- trying ------------------------------------------------------------------------------------------------------


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
        progress(
            in_language(
                f"正在按拟议的政策重算 {days['period']}…", f"Computing {days['period']} by the proposed policy…"
            )
        )
        if is_frozen:
            compute(home, work, until, selected)
        with duckdb.connect(str(work)) as connection:
            connection.execute("create schema before")
            for model in judged:
                schema = model.partition("_")[0].removesuffix("s") + "s"
                connection.execute(f"create table before.{model} as from {schema}.{model}")
            _propose(connection, proposal, days)
        compute(home, work, until, selected)
        progress(in_language("正在比较…", "Comparing…"))
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
    published = _published(home)
    if not note.exists() or json.loads(note.read_text(encoding="utf-8"))["build_id"] != published.stem:
        raise PolicyRefused(
            in_language(
                "这些改动还没有在现有的构建上预览过，没有生效。请先预览：tianping policy preview 文件。",
                "These changes have not been previewed on the published build; nothing was put into force. Preview them first: "
                "tianping policy preview FILE.",
            )
        )


def period_ends(home: Home) -> dict[str, date]:
    """The last day of every published period. Raises PolicyRefused before the first build."""
    with duckdb.connect(str(_published(home)), read_only=True) as connection:
        return dict(connection.execute("select period, ends_on from published.periods").fetchall())


def _note(home: Home, proposal: Proposal) -> Path:
    return home.work / "policy_previews" / f"{proposal.digest}.json"


def _published(home: Home) -> Path:
    published = home.published_build()
    if published is None or not published.exists() or not (home.work / "build.duckdb").exists():
        raise PolicyRefused(
            in_language(
                "还没有构建，没有政策可以改动。请先运行 tianping build。",
                "Nothing has been built yet, so there is no policy to change. Run `tianping build` first.",
            )
        )
    return published


def _refuse_stale(home: Home) -> None:
    """Raises PolicyRefused where the last build is not by the policy in force: a comparison with it would mix two changes."""
    with duckdb.connect(str(_published(home)), read_only=True) as connection:
        newest = "select code_version from published.builds order by started_at desc, build_id desc limit 1"
        (code_version,) = connection.execute(newest).fetchall()[0]
    with duckdb.connect(str(home.work / "build.duckdb"), read_only=True) as connection:
        (built,) = connection.execute("select count(*) from landing.policy_changes").fetchall()[0]
    if code_version != project_version() or built != len(list_inputs(home).decisions["policy_changes"]):
        raise PolicyRefused(
            in_language(
                "上次构建之后政策或模型改过，预览会把两次改动混在一起。请先运行 tianping build。",
                "Policy or models have changed since the last build; a preview would mix both changes. Run `tianping build` first.",
            )
        )


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
        raise PolicyRefused(
            in_language(
                "没有可供比较的周期：还没有一个季度结束。请用 --period 指定。",
                "There is no period to compare on: no quarter is over yet. Name one with --period.",
            )
        )
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


# ---- comparing ---------------------------------------------------------------------------------------------------

STANDINGS = """
    select
        coalesce(after.community_id, before.community_id) as community_id,
        communities.name,
        before.rank as rank_before,
        after.rank as rank_after,
        before.grade as grade_before,
        after.grade as grade_after,
        before.total as total_before,
        after.total as total_after,
        after.total - before.total as moved,
        before.rank is distinct from after.rank as rank_moves,
        before.grade is distinct from after.grade as grade_moves
    from (from before.score_communities where period = $period and lens = $lens) as before
    full join (from scores.score_communities where period = $period and lens = $lens) as after
        on before.community_id = after.community_id
    inner join core.core_communities as communities
        on coalesce(after.community_id, before.community_id) = communities.community_id
"""
STANDINGS_SUMMARY = f"""
    select
        count(*) as communities,
        count(*) filter (where rank_moves) as rank_moves,
        count(*) filter (where grade_moves) as grade_moves,
        max(abs(moved)) as largest_move
    from ({STANDINGS})
"""
# Results for records of the period, and for drills held in it.
RESULTS = """
    select
        after.record_id,
        after.flag_code,
        coalesce(records.community_id, drills.community_id) as community_id,
        records.category,
        before.status as status_before,
        after.status as status_after,
        after.observed,
        before.threshold as threshold_before,
        after.threshold as threshold_after,
        after.finding_code,
        before.finding_values as finding_values_before,
        after.finding_values
    from flags.flag_results as after
    inner join before.flag_results as before on after.record_id = before.record_id and after.flag_code = before.flag_code
    left join core.core_service_records as records on after.record_id = records.record_id
    left join core.core_drills as drills on after.record_id = drills.drill_id
    where coalesce(records.service_date, drills.drill_date) between $starts_on and $ends_on
"""
FLAGS = f"""
    select
        results.flag_code,
        rules.name_zh,
        rules.name_en,
        count(*) filter (where status_before = 'raised') as raised_before,
        count(*) filter (where status_after = 'raised') as raised_after,
        count(*) filter (where status_after = 'raised' and status_before <> 'raised') as newly_raised,
        count(*) filter (where status_before = 'raised' and status_after <> 'raised') as no_longer_raised
    from ({RESULTS}) as results
    inner join policy.flag_rules as rules on results.flag_code = rules.flag_code
    group by all
    having count(*) filter (where status_before <> status_after) > 0
    order by results.flag_code
"""
HELD = """
    select
        count(*) filter (where after.is_held and not before.is_held) as newly_held,
        count(*) filter (where before.is_held and not after.is_held) as no_longer_held,
        count(*) as records
    from points.points_record_values as after
    inner join before.points_record_values as before on after.record_id = before.record_id
    where after.decision_verdict is null and after.service_date between $starts_on and $ends_on
"""
# What is booked for service on a day of the period; for drills and reports, what is booked on one.
ACCOUNTS = """
    with
    booked as (
        select 'before' as side, * from before.points_ledger
        union all by name
        select 'after' as side, * from points.points_ledger
    )

    select
        booked.account,
        max(booked.actor_type) as actor_type,
        coalesce(sum(booked.points) filter (where side = 'before'), 0) as points_before,
        coalesce(sum(booked.points) filter (where side = 'after'), 0) as points_after,
        round(points_after - points_before, 4) as moved
    from booked
    left join points.points_record_values as priced on booked.record_id = priced.record_id
    where
        booked.actor_type <> 'system'
        and coalesce(priced.service_date, cast(booked.posted_at as date)) between $starts_on and $ends_on
    group by booked.account
"""
POINTS = f"""
    select
        actor_type,
        count(*) as accounts,
        count(*) filter (where moved > 0) as gain,
        count(*) filter (where moved < 0) as lose,
        sum(points_before) as points_before,
        sum(points_after) as points_after
    from ({ACCOUNTS})
    group by actor_type
    order by actor_type
"""
LEVELS = """
    select
        before.suggested_level as level_before,
        after.suggested_level as level_after,
        count(*) as members
    from points.points_member_years as after
    inner join before.points_member_years as before on after.member_id = before.member_id and after.year = before.year
    where after.year = extract(year from $ends_on) and before.suggested_level <> after.suggested_level
    group by all
    order by all
"""


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
            (summary,) = _rows(connection, STANDINGS_SUMMARY, at)
            communities = _rows(connection, f"{STANDINGS} order by rank_after nulls last, community_id", at)
            found["lenses"].append({"lens": lens, **summary, "standings": communities})
    if proposal.tables & FLAGGING:
        found["flags"] = _rows(connection, FLAGS, span)
        found["records"] = _rows(connection, f"from ({RESULTS}) where status_before <> status_after order by all", span)
    if proposal.tables & (FLAGGING | PAYING):
        found["held"] = _rows(connection, HELD, span)
    if proposal.tables & PAYING:
        found["points"] = _rows(connection, POINTS, span)
        found["accounts"] = _rows(
            connection, f"from ({ACCOUNTS}) where moved <> 0 order by abs(moved) desc, account", span
        )
        found["levels"] = _rows(connection, LEVELS, {"ends_on": days["ends_on"]})
    return found


def _lenses(proposal: Proposal) -> list[str]:
    """The lenses a proposal can move: the default one by anything but the weights of another."""
    others = {value.row.partition("|")[0] for value in proposal.values if value.table in LENSES}
    return [DEFAULT_LENS] * bool(proposal.tables & (SCORING - LENSES)) + sorted(others)


def _rows(connection: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    answer = connection.execute(query, dict(values))
    names: Sequence[str] = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
