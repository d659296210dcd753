"""Policy that changes over time: dated versions of a seed's rows, and what a proposal would do before it holds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner, Result

from bench.models import load_seeds
from dashboard.decisions.policy_changes import PolicyStore
from tianping import app
from warehouse.policy import PolicyRefused, read_proposal
from warehouse.preview import preview
from warehouse.rendering import environment
from warehouse.settings import WAREHOUSE_DIR, Home

Row = tuple[Any, ...]
MODELS = WAREHOUSE_DIR / "models" / "policy"
SIGNED = ("--by", "李主任", "--reason", "委员会决定", "--no-build")


# ---- versions ----------------------------------------------------------------------------------------------------


@pytest.fixture
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("create schema landing")
        connection.execute(
            "create table landing.policy_changes (position bigint, change_set varchar, kind varchar, withdraws varchar, "
            "table_name varchar, row_key varchar, column_name varchar, new_value varchar, valid_from date, reason varchar, "
            "said_at timestamp)"
        )
        yield connection


def change(connection: duckdb.DuckDBPyConnection, row: str, value: str, day: str, table: str, column: str) -> None:
    """Adds a change as a set of its own."""
    (position,) = connection.execute("select count(*) + 1 from landing.policy_changes").fetchall()[0]
    connection.execute(
        "insert into landing.policy_changes values (?, 'G' || ?, 'in_force', null, ?, ?, ?, ?, ?, '委员会决定', '2026-01-05')",
        [position, position, table, row, column, value, day],
    )


def taken_in(connection: duckdb.DuckDBPyConnection, model: str, columns: str) -> list[Row]:
    """What `model` (SQL with macros) has of `columns`, in order; seeds are tables of their name."""
    jinja = environment(ref=str, source="{}.{}".format)
    return connection.execute(f"select {columns} from ({jinja.from_string(model).render()}) order by all").fetchall()


def weights(connection: duckdb.DuckDBPyConnection, *seeded: str) -> list[Row]:
    """The versions of seeded weights."""
    connection.execute("create table weights (dimension varchar, weight double, valid_from date, valid_to date)")
    connection.execute(f"insert into weights values {', '.join(seeded)}")
    model = "{{ in_force('weights', key=['dimension'], changing={'weight': 'double'}, keeping=[]) }}"
    return taken_in(connection, model, "dimension, weight, valid_from, valid_to")


def test_a_row_holds_until_the_day_before_it_changes(database: duckdb.DuckDBPyConnection) -> None:
    change(database, "service", "20.0", "2026-04-01", "weights", "weight")
    change(database, "service", "25.0", "2026-07-01", "weights", "weight")
    change(database, "service", "24.0", "2026-07-01", "weights", "weight")
    assert weights(database, "('service', 18, '2000-01-01', null)", "('burden', 2, '2000-01-01', null)") == [
        ("burden", 2.0, date(2000, 1, 1), None),
        ("service", 18.0, date(2000, 1, 1), date(2026, 3, 31)),
        ("service", 20.0, date(2026, 4, 1), date(2026, 6, 30)),
        ("service", 24.0, date(2026, 7, 1), None),
    ]


def test_a_later_version_of_the_seed_outdoes_an_earlier_change(database: duckdb.DuckDBPyConnection) -> None:
    change(database, "service", "20.0", "2026-04-01", "weights", "weight")
    assert weights(database, "('service', 18, '2000-01-01', '2026-06-30')", "('service', 22, '2026-07-01', null)") == [
        ("service", 18.0, date(2000, 1, 1), date(2026, 3, 31)),
        ("service", 20.0, date(2026, 4, 1), date(2026, 6, 30)),
        ("service", 22.0, date(2026, 7, 1), None),
    ]


def test_what_was_withdrawn_never_held(database: duckdb.DuckDBPyConnection) -> None:
    change(database, "service", "20.0", "2026-04-01", "weights", "weight")
    database.execute(
        "insert into landing.policy_changes (position, change_set, kind, withdraws) values (2, 'G2', 'withdrawn', 'G1')"
    )
    assert weights(database, "('service', 18, '2000-01-01', null)") == [("service", 18.0, date(2000, 1, 1), None)]


def test_a_kind_of_service_gets_a_threshold_of_its_own(database: duckdb.DuckDBPyConnection) -> None:
    database.execute(
        "create table flag_thresholds as select 'T1' as flag_code, 'min_share' as parameter, '*' as category, 0.5::double as value, "
        "'share' as unit, '' as zh, '' as en, date '2000-01-01' as valid_from"
    )
    change(database, "T1|min_share|care", "0.3", "2026-04-01", "flag_thresholds", "value")
    model = (MODELS / "policy_flag_thresholds.sql").read_text(encoding="utf-8")
    assert taken_in(database, model, "flag_code, parameter, category, value, unit, valid_from") == [
        ("T1", "min_share", "*", 0.5, "share", date(2000, 1, 1)),
        ("T1", "min_share", "care", 0.3, None, date(2026, 4, 1)),
    ]


def test_a_changed_rule_is_another_version_of_it(database: duckdb.DuckDBPyConnection) -> None:
    load_seeds(database)
    change(database, "R-04", "4.0", "2026-04-01", "points_rules", "value")
    model = (MODELS / "policy_points_rules.sql").read_text(encoding="utf-8")
    found = taken_in(database, model, "rule_id, rule_version, value")
    assert [row[1:] for row in found if row[0] == "R-04"] == [("1", 6.0), ("2", 4.0)]


def test_a_recorded_case_has_its_day_reason_and_evidence(database: duckdb.DuckDBPyConnection) -> None:
    load_seeds(database)
    for column, value in (("community_id", "C1"), ("item", "criticism"), ("evidence", "通报〔2026〕3号")):
        change(database, "A1", value, "2026-01-03", "recorded_adjustments", column)
    model = (MODELS / "policy_recorded_adjustments.sql").read_text(encoding="utf-8")
    assert taken_in(database, model, "*") == [
        ("A1", "C1", "criticism", date(2026, 1, 3), "委员会决定", "通报〔2026〕3号", date(2026, 1, 5))
    ]


def test_every_value_that_is_said_to_change_changes(tiny_home: Home, database: duckdb.DuckDBPyConnection) -> None:
    """What `published.policy` offers and no policy model takes in would be put into force without effect."""
    load_seeds(database)
    with duckdb.connect(str(tiny_home.work / "build.duckdb"), read_only=True) as built:
        offered = built.execute(
            "select table_name, column_name, any_value(row_key), any_value(value) from published.policy "
            "where changeable group by all order by all"
        ).fetchall()
    unmoved = []
    for table, column, row, value in offered:
        new = {"true": "false", "false": "true"}.get(value) or str(float(value) + 1)
        change(database, row, new, "2030-01-01", table, column)
        model = (MODELS / f"policy_{table}.sql").read_text(encoding="utf-8")
        kind = "boolean" if value in ("true", "false") else "double"
        found = taken_in(database, model, f"{column} = cast('{new}' as {kind}), row_key = '{row}', valid_from")
        if (True, True, date(2030, 1, 1)) not in found:
            unmoved.append((table, column))
    assert len(offered) > 8
    assert unmoved == []


# ---- proposals ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def office(tiny_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A copy of the tiny city to change policy in."""
    home = Home.at(tmp_path_factory.mktemp("office") / "home")
    shutil.copytree(tiny_home.path, home.path)
    return home


def proposal(folder: Path, *values: tuple[str, str, str, Any], valid_from: str = "2027-01-01") -> Path:
    path = folder / "proposal.json"
    changes = [dict(zip(("table", "row", "column", "value"), value, strict=True)) for value in values]
    path.write_text(json.dumps({"valid_from": valid_from, "changes": changes}), encoding="utf-8")
    return path


def policy(home: Home, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["policy", *arguments, "--home", str(home.path), "--json"])


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (("dimensions", "service", "weight", -1), "-1.0"),
        (("dimensions", "service", "weight", "much"), "much"),
        (("dimensions", "weather", "weight", 3), "weather"),
        (("flag_thresholds", "T1|min_rain|care", "value", 3), "min_rain"),
        (("indicator_catalogue", "duty_on_pace", "goalpost_low", 0.95), "duty_on_pace"),
        (("indicator_catalogue", "duty_on_pace", "mandatory", "perhaps"), "perhaps"),
        (("grade_bands", "良好", "at_least", 95), "等次"),
        (("recorded_adjustments", "A1", "item", "criticism"), "A1"),
        (("dimensions", "service", "weight", 18), "没有任何"),
    ],
)
def test_what_no_model_could_use_is_refused(office: Home, tmp_path: Path, value: Any, told: str) -> None:
    with pytest.raises(PolicyRefused) as refusal:
        read_proposal(office, proposal(tmp_path, value))
    assert told in str(refusal.value)


def test_a_preview_says_who_moves_and_stores_nothing(office: Home, tmp_path: Path) -> None:
    file = proposal(
        tmp_path,
        ("dimensions", "readiness", "weight", 60),
        ("grade_bands", "合格", "at_least", 3),
        ("flag_thresholds", "T1|min_minutes|clinic", "value", 600),
        ("points_rules", "R-04", "value", 1),
    )
    assert "预览" in json.loads(policy(office, "apply", str(file), *SIGNED).stdout)["error"]
    built = (office.work / "build.duckdb").read_bytes()
    found = preview(office, read_proposal(office, file), lambda said: None)
    assert found["period"] == "2026Q1"
    (lens,) = found["lenses"]
    standings = lens["standings"]
    assert lens["communities"] == len(standings)
    assert lens["grade_moves"] == sum(row["grade_before"] != row["grade_after"] for row in standings) > 0
    assert all(
        row["moved"] == row["total_after"] - row["total_before"] for row in standings if row["moved"] is not None
    )
    assert any(row["moved"] for row in standings)
    assert {row["flag_code"] for row in found["records"]} == {"T1"}
    assert {row["category"] for row in found["records"]} == {"clinic"}
    (flag,) = found["flags"]
    assert flag["newly_raised"] == len(found["records"]) == flag["raised_after"] - flag["raised_before"]
    (members,) = [row for row in found["points"] if row["actor_type"] == "party_member"]
    assert members["lose"] == sum(row["moved"] < 0 for row in found["accounts"]) > members["gain"] == 0
    assert (office.work / "build.duckdb").read_bytes() == built
    assert PolicyStore.of(office).changes() == []

    applied = json.loads(policy(office, "apply", str(file), *SIGNED).stdout)
    assert applied["valid_from"] == "2027-01-01"
    stored = PolicyStore.of(office).changes()
    assert [(each.row_key, each.old_value, each.new_value) for each in stored] == [
        ("readiness", "22.0", "60.0"), ("合格", "60.0", "3.0"), ("T1|min_minutes|clinic", None, "600.0"), ("R-04", "6.0", "1.0")
    ]  # fmt: skip
    # What was put into force is not in the build yet: another preview would mix both.
    other = proposal(tmp_path, ("dimensions", "service", "weight", 3))
    assert "tianping build" in json.loads(policy(office, "preview", str(other)).stdout)["error"]
