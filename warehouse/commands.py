"""The warehouse's commands: `build`, `score`, `verify`, `policy preview` and `sql`. Exit codes: 0 ok, 1 data refused, 2 usage, 3 fault."""

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

from warehouse.build import BuildFailed, BuildResult, NothingIngested, build
from warehouse.freeze import CannotClose, Verification, verify
from warehouse.frozen import FrozenFilesChanged
from warehouse.policy import PolicyRefused, preview, read_proposal
from warehouse.score import Mean, Normalisation, Scored, score, write_tables
from warehouse.score_tables import Refused
from warehouse.settings import Home, in_language
from warehouse.settings.terminal import print_rows

REFUSED, USAGE, FAULT = 1, 2, 3

# A verification that fails names so many of the values; all are in its JSON.
DIFFERENCES_SHOWN = 20

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
            stop(
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
        result = build_or_say_why(home, full, as_of)
    except BuildStopped as stopped:
        stop(stopped.message, stopped.code, as_json)
    if not as_json:
        tell_of(result)
    return result


class BuildStopped(Exception):
    """A build that was not published: `message` in the reader's language, and the `code` a command ends with."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.message = message
        self.code = code


def build_or_say_why(home: Home, full: bool = False, as_of: str | None = None) -> BuildResult:
    """Builds and says on stderr what is being done and what to note; raises BuildStopped where nothing is published."""
    try:
        result = build(home, full=full, as_of=as_of, progress=lambda message: typer.echo(message, err=True))
    except (NothingIngested, FrozenFilesChanged) as reason:
        raise BuildStopped(str(reason), REFUSED) from reason
    except BuildFailed as failure:
        raise BuildStopped(str(failure), FAULT) from failure
    except (duckdb.Error, OSError) as error:
        said = in_language(
            f"构建中断，已发布的结果保持不变：{error}", f"The build broke off; what was published stays: {error}"
        )
        raise BuildStopped(said, FAULT) from error
    for warning in result.warnings:
        typer.echo(in_language(f"注意：{warning}", f"Note: {warning}"), err=True)
    return result


def tell_of(result: BuildResult) -> None:
    """Prints which build is published now."""
    if result.is_new:
        typer.echo(
            in_language(
                f"已发布 {result.build_id}，用时 {result.seconds:.0f} 秒。",
                f"Published {result.build_id} in {result.seconds:.0f} s.",
            )
        )
    else:
        typer.echo(in_language(f"仍为 {result.build_id}。", f"{result.build_id} stands."))


def score_command(
    data: Annotated[Path, typer.Argument(help="CSV：unit 和每个代码一列 / unit and one column per code")],
    meta: Annotated[Path, typer.Argument(help="CSV：指标体系 / code, name, parent, level, direction, weight …")],
    out: Annotated[Path, typer.Option(help="结果文件夹 / folder for the three tables")],
    normalisation: Annotated[
        Normalisation, typer.Option("--normalise", help="归一化 / how units become comparable")
    ] = Normalisation.minmax,
    scale: Annotated[
        str | None,
        typer.Option(
            "--range",
            help="归一化后的范围 0:100；zscore 是 均值:标准差 / of the normalised values; of zscore mean:sd",
            show_default="0:100; zscore, percentile 0:1",
        ),
    ] = None,
    mean: Annotated[Mean, typer.Option("--aggregate", help="合成 / how children become a score")] = Mean.arithmetic,
    draws: Annotated[Path | None, typer.Option(help="CSV：draw, code, weight → 名次区间 / for rank intervals")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """给任意“单位 × 指标”表评分排名，用仓库同一套公式 / score any table of units × indicators by the warehouse's formulas."""
    del home  # every command takes it; this one reads no deployment
    try:
        scored = score(data, meta, normalisation, _scale(scale, normalisation, as_json), mean, draws)
        paths = write_tables(scored, out)
    except Refused as reason:
        stop(str(reason), REFUSED, as_json)
    except OSError as error:
        stop(in_language(f"文件无法读写：{error}", f"A file cannot be read or written: {error}"), USAGE, as_json)
    except duckdb.Error as fault:
        stop(
            in_language(f"没能算完，什么也没有写：{fault}", f"Not computed, nothing was written: {fault}"),
            FAULT,
            as_json,
        )
    if as_json:
        typer.echo(
            json.dumps(
                {
                    "units": len(scored.ranks) - 1,
                    "indicators": len(scored.normalised[0]) - 1,
                    "draws": scored.draws,
                    "notes": scored.notes,
                    "files": [str(path) for path in paths],
                },
                ensure_ascii=False,
            )
        )
        return
    _show_ranks(scored)
    for note in scored.notes:
        typer.echo(in_language(f"注意：{note}", f"Note: {note}"), err=True)
    typer.echo(in_language("已写入 ", "Written: ") + "  ".join(str(path) for path in paths))


def _scale(text: str | None, normalisation: Normalisation, as_json: bool) -> tuple[float, float] | None:
    """The two numbers of --range: low below high; of z-scores a mean and a standard deviation above 0."""
    if text is None:
        return None
    try:
        low, high = (float(part) for part in text.split(":"))
    except ValueError:
        low = high = math.nan
    spread = high if normalisation is Normalisation.zscore else high - low
    if not (math.isfinite(low) and math.isfinite(high) and spread > 0):
        stop(
            in_language(
                f"--range “{text}”无法识别：应写作 低:高，如 0:100；zscore 写作 均值:标准差，如 0:1。",
                f'--range "{text}" is not understood: write low:high, as 0:100; with zscore mean:sd, as 0:1.',
            ),
            USAGE,
            as_json,
        )
    return low, high


def _show_ranks(scored: Scored, shown: int = 10) -> None:
    """The first ranks as a table."""
    titles = {
        "unit": in_language("单位", "unit"),
        "score": in_language("得分", "score"),
        "rank": in_language("名次", "rank"),
        "rank_low": in_language("名次下限", "rank from"),
        "rank_high": in_language("名次上限", "rank to"),
        "missing": in_language("缺数据占权重", "weight missing"),
    }
    rows = [[f"{cell:.4g}" if isinstance(cell, float) else cell for cell in row] for row in scored.ranks[1 : shown + 1]]
    print_rows([titles[str(name)] for name in scored.ranks[0]], rows)
    if len(scored.ranks) - 1 > shown:
        typer.echo(in_language(f"共 {len(scored.ranks) - 1} 个单位。", f"{len(scored.ranks) - 1} units in all."))


def verify_command(
    period: Annotated[str, typer.Argument(help="周期，如 2026Q1 / a period, as in 2026Q1")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """用冻结时的输入和规则重算已冻结的周期，逐值比较 / compute a frozen period once more and compare every value."""
    try:
        found = verify(Home.at(home), period, lambda message: typer.echo(message, err=True))
    except (CannotClose, FrozenFilesChanged) as reason:
        stop(str(reason), REFUSED, as_json)
    except (BuildFailed, duckdb.Error, OSError) as fault:
        stop(in_language(f"没能验证：{fault}", f"Not verified: {fault}"), FAULT, as_json)
    if as_json:
        typer.echo(json.dumps({**asdict(found), "identical": found.identical}, ensure_ascii=False, default=str))
    else:
        _tell_verification(found)
    if not found.identical:
        raise typer.Exit(REFUSED)


def _tell_verification(found: Verification) -> None:
    if found.identical:
        typer.echo(
            in_language(
                f"{found.period}（第 {found.restatement} 版）：重算 {found.rows} 行，四舍五入到 9 位小数后每个数值都相同，"
                "文件与冻结时相同。",
                f"{found.period} (version {found.restatement}): {found.rows} rows computed once more, every value identical "
                "at 9 decimals, files as they were frozen.",
            )
        )
    else:
        typer.echo(
            in_language(
                f"{found.period}（第 {found.restatement} 版）不相同：{len(found.changed_files)} 个文件被改动，"
                f"{len(found.differences)} 个数值不同。",
                f"{found.period} (version {found.restatement}) is not identical: {len(found.changed_files)} files changed, "
                f"{len(found.differences)} values differ.",
            )
        )
    for name in found.changed_files:
        typer.echo(in_language(f"被改动或缺失的文件：{name}", f"changed or missing file: {name}"))
    for difference in found.differences[:DIFFERENCES_SHOWN]:
        where = " ".join(str(value) for key, value in difference.items() if key not in ("old_value", "new_value"))
        typer.echo(f"{where}: {difference['old_value']} → {difference['new_value']}")
    if found.project not in (None, found.program):
        typer.echo(
            in_language(
                f"冻结时的规则版本是 {found.project}，现在是 {found.program}；验证用的是冻结时的规则。",
                f"The rules were {found.project} then and are {found.program} now; those of then were used.",
            )
        )


def policy_preview_command(
    file: Annotated[Path, typer.Argument(help="YAML 或 JSON：生效日期和改动 / valid_from and changes")],
    period: Annotated[
        str | None, typer.Option(help="在哪个已结束的周期上比较，默认最近一季 / which period to compare on")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """试算拟议的政策：谁升谁降、哪些记录会被标记、谁多得谁少得 / what proposed policy would change; nothing is stored."""
    place = Home.at(home)
    try:
        proposal = read_proposal(place, file)
        found = preview(place, proposal, lambda message: typer.echo(message, err=True), period)
    except (PolicyRefused, FrozenFilesChanged) as reason:
        stop(str(reason), REFUSED, as_json)
    except (BuildFailed, duckdb.Error, OSError) as fault:
        said = in_language(f"没能试算，什么都没有改动：{fault}", f"Not previewed; nothing was changed: {fault}")
        stop(said, FAULT, as_json)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, default=str))
        return
    typer.echo(
        in_language(
            f"若在 {found['period']} 就已如此（自 {found['valid_from']} 起生效）：",
            f"Had it held in {found['period']} (it shall from {found['valid_from']} on):",
        )
    )
    for lens in found["lenses"]:
        typer.echo(
            in_language(
                f"{lens['lens']}：{lens['communities']} 个社区中 {lens['rank_moves']} 个变动名次，{lens['grade_moves']} 个变等次。",
                f"{lens['lens']}: of {lens['communities']} communities {lens['rank_moves']} change rank, "
                f"{lens['grade_moves']} change grade.",
            )
        )
    for table in ("flags", "held", "points", "levels"):
        for row in found[table]:
            typer.echo("  ".join(f"{name}={value}" for name, value in row.items()))


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
        stop(
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
        stop(in_language(f"查询没有执行：{error}", f"The query was not run: {error}"), USAGE, as_json)
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
        print_rows(rows.column_names, [list(row.values()) for row in rows.to_pylist()])


def _plain(value: Any) -> Any:
    """The value as JSON can carry it; what is not a finite number is null."""
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, (str, int, bool, list, dict)) else str(value)


def stop(message: str, code: int, as_json: bool) -> NoReturn:
    """Ends the command; machines read the message on stdout, people on stderr."""
    if as_json:
        typer.echo(json.dumps({"error": message}, ensure_ascii=False))
    else:
        typer.echo(message, err=True)
    raise typer.Exit(code)
