"""`tianping sql` reads what is published and can do nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import typer
from typer.testing import CliRunner

from warehouse import commands
from warehouse.settings import Home

app = typer.Typer()
app.command("build")(commands.build_command)
app.command("sql")(commands.sql_command)


def run(home: Home, *arguments: str) -> tuple[int, str, bytes]:
    result = CliRunner().invoke(app, [*arguments, "--home", str(home.path)])
    return result.exit_code, result.output, result.stdout_bytes


@pytest.mark.parametrize(
    "query",
    [
        "drop table published.communities",
        "insert into published.communities select * from published.communities",
        "attach '{other}' as other",
        "select * from read_csv('{other}')",
        "select * from '{other}'",
        "copy published.communities to '{other}'",
        "select 1; select 2",
        "set enable_external_access = true",
        "select * from glob('{other}')",
    ],
)
def test_anything_but_reading_published_tables_is_refused(tiny_home: Home, tmp_path: Path, query: str) -> None:
    other = tmp_path / "other.csv"
    other.write_text("secret\n", encoding="utf-8")
    code, output, _ = run(tiny_home, "sql", query.format(other=other))
    assert code == 2
    assert "Traceback" not in output
    assert other.read_text(encoding="utf-8") == "secret\n"


def test_every_format_carries_the_same_rows(tiny_home: Home, tmp_path: Path) -> None:
    query = "select community_id, name, residents, area from (select *, cast(null as double) as area from published.communities) order by 1 limit 2"
    code, output, _ = run(tiny_home, "sql", query, "--json")
    assert code == 0
    expected = [
        {"community_id": "C1", "name": "社区C1", "residents": 3000, "area": None},
        {"community_id": "C2", "name": "社区C2", "residents": 3500, "area": None},
    ]
    assert json.loads(output) == expected
    _, output, _ = run(tiny_home, "sql", query, "--format", "csv")
    assert output.splitlines() == [
        '"community_id","name","residents","area"',
        '"C1","社区C1",3000,',
        '"C2","社区C2",3500,',
    ]
    _, _, content = run(tiny_home, "sql", query, "--format", "parquet")
    (tmp_path / "rows.parquet").write_bytes(content)
    assert pq.read_table(tmp_path / "rows.parquet").to_pylist() == expected
    _, output, _ = run(tiny_home, "sql", query)
    assert "社区C1" in output


def test_before_anything_is_ingested_both_commands_say_what_to_do(tmp_path: Path) -> None:
    home = Home(tmp_path)
    code, output, _ = run(home, "build")
    assert code == 1
    assert "tianping ingest" in output
    code, output, _ = run(home, "sql", "select 1")
    assert code == 1
    assert "tianping build" in output


def test_a_time_that_is_none_is_a_usage_error(tiny_home: Home) -> None:
    code, output, _ = run(tiny_home, "build", "--as-of", "昨天")
    assert code == 2
    assert "2026-01-15T00:00:00" in output
