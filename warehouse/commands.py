"""The warehouse's commands: `build` and `sql`. Exit codes: 0 ok, 1 data refused, 2 usage, 3 fault."""

from __future__ import annotations

import json
import math
import sys
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import duckdb
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import typer
from rich.console import Console
from rich.table import Table

from warehouse.build import BuildFailed, BuildResult, NothingIngested, build
from warehouse.settings import Home, in_language

REFUSED, USAGE, FAULT = 1, 2, 3

HomeOption = Annotated[Path | None, typer.Option("--home", help="数据目录 / home folder")]
JsonOption = Annotated[bool, typer.Option("--json", help="供程序读取 / for machines")]


class Format(StrEnum):
    """How `sql` writes its rows."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def build_command(
    full: Annotated[bool, typer.Option(help="全部重算，即使没有变化 / even where nothing has changed")] = False,
    as_of: Annotated[str | None, typer.Option(help="以此时刻为现在 / stands in for now (ISO 8601)")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """计算并发布：入库数据 → 指标、标记、积分、评分 / compute everything from what is ingested, and publish it."""
    if as_of is not None:
        try:
            datetime.fromisoformat(as_of)
        except ValueError:
            _stop(
                in_language(
                    f"时间“{as_of}”无法识别，应写作 2026-01-15T00:00:00。",
                    f'"{as_of}" is not a time; write it as 2026-01-15T00:00:00.',
                ),
                USAGE,
                as_json,
            )
    result = build_and_tell(Home.at(home), full=full, as_of=as_of, as_json=as_json)
    if as_json:
        typer.echo(json.dumps({**asdict(result), "path": str(result.path)}, ensure_ascii=False))


def build_and_tell(home: Home, full: bool = False, as_of: str | None = None, as_json: bool = False) -> BuildResult:
    """Builds, says on stderr what is being done, and ends the command with a plain message where it cannot."""
    try:
        result = build(home, full=full, as_of=as_of, progress=lambda message: typer.echo(message, err=True))
    except NothingIngested as reason:
        _stop(str(reason), REFUSED, as_json)
    except BuildFailed as failure:
        _stop(str(failure), FAULT, as_json)
    except (duckdb.Error, OSError) as error:
        _stop(
            in_language(
                f"构建中断，已发布的结果保持不变：{error}", f"The build broke off; what was published stays: {error}"
            ),
            FAULT,
            as_json,
        )
    for warning in result.warnings:
        typer.echo(in_language(f"注意：{warning}", f"Note: {warning}"), err=True)
    if not as_json:
        typer.echo(
            in_language(
                f"已发布 {result.build_id}，用时 {result.seconds:.0f} 秒。",
                f"Published {result.build_id} in {result.seconds:.0f} s.",
            )
        )
    return result


def sql_command(
    query: Annotated[str, typer.Argument(help="SELECT …")],
    fmt: Annotated[Format, typer.Option("--format", help="输出格式 / output")] = Format.table,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """只读查询已发布的表 / read-only SQL over the published tables."""
    wanted = Format.json if as_json else fmt
    published = Home.at(home).published_build()
    if published is None or not published.exists():
        _stop(
            in_language(
                "还没有已发布的结果。请先运行 tianping build。",
                "Nothing has been published yet. Run `tianping build` first.",
            ),
            REFUSED,
            as_json,
        )
    try:
        rows = select(published, query)
    except (duckdb.Error, ValueError) as error:
        _stop(in_language(f"查询没有执行：{error}", f"The query was not run: {error}"), USAGE, as_json)
    _write(rows, wanted)


def select(published: Path, query: str) -> pa.Table:
    """The rows of one SELECT over a published build; raises ValueError for anything else.

    The file is opened read-only and without access to any other file or to the network.
    """
    statements = duckdb.extract_statements(query)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise ValueError(in_language("只接受一条 SELECT 语句", "exactly one SELECT statement is accepted"))
    with duckdb.connect(
        str(published), read_only=True, config={"enable_external_access": False, "lock_configuration": True}
    ) as connection:
        return connection.sql(query).to_arrow_table()


def _write(rows: pa.Table, fmt: Format) -> None:
    if fmt is Format.parquet:
        pyarrow.parquet.write_table(rows, sys.stdout.buffer)
    elif fmt is Format.csv:
        pyarrow.csv.write_csv(rows, sys.stdout.buffer)
    elif fmt is Format.json:
        plain = [{name: _plain(value) for name, value in row.items()} for row in rows.to_pylist()]
        typer.echo(json.dumps(plain, ensure_ascii=False))
    else:
        table = Table(*rows.column_names)
        for row in rows.to_pylist():
            table.add_row(*("" if value is None else str(value) for value in row.values()))
        Console().print(table)


def _plain(value: Any) -> Any:
    """The value as JSON can carry it; what is not a finite number is null."""
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, (str, int, bool, list, dict)) else str(value)


def _stop(message: str, code: int, as_json: bool) -> NoReturn:
    """Ends the command; machines read the message on stdout, people on stderr."""
    if as_json:
        typer.echo(json.dumps({"error": message}, ensure_ascii=False))
    else:
        typer.echo(message, err=True)
    raise typer.Exit(code)
