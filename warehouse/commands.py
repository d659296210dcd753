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
from warehouse.policy import PolicyRefused, read_proposal
from warehouse.preview import preview
from warehouse.score import Mean, Normalisation, Scored, score, write_tables
from warehouse.score_tables import TableRefused
from warehouse.settings import Home
from warehouse.settings.messages import Message, Spoken, message, word
from warehouse.settings.terminal import HomeOption, JsonOption, print_rows

REFUSED, USAGE, FAULT = 1, 2, 3

# A verification that fails names so many of the values; all are in its JSON.
DIFFERENCES_SHOWN = 20
LENS_FACTS = ("lens", "communities", "rank_moves", "grade_moves")


class Format(StrEnum):
    """How `sql` writes its rows."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def build_command(
    full: Annotated[bool, typer.Option(help=word("commands.option_full"))] = False,
    as_of: Annotated[str | None, typer.Option(help=word("commands.option_as_of"))] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Computes everything from what is ingested, and publishes it."""
    if as_of is not None:
        try:
            datetime.fromisoformat(as_of)
        except ValueError:
            stop(word("commands.time_unreadable", {"text": as_of}), USAGE, as_json)
    result = build_and_tell(Home.at(home), full=full, as_of=as_of, as_json=as_json)
    if as_json:
        typer.echo(json.dumps({**asdict(result), "path": str(result.path)}, ensure_ascii=False))


def build_and_tell(home: Home, full: bool = False, as_of: str | None = None, as_json: bool = False) -> BuildResult:
    """Builds, says on stderr what is being done, and ends the command with a plain message where it cannot."""
    try:
        result = build_or_say_why(home, full, as_of)
    except BuildStopped as stopped:
        stop(stopped.why.text(), stopped.exit_code, as_json)
    if not as_json:
        tell_of(result)
    return result


class BuildStopped(Exception):
    """A build that was not published: why, and the `exit_code` a command ends with."""

    def __init__(self, why: Message, exit_code: int) -> None:
        super().__init__(why.code)
        self.why = why
        self.exit_code = exit_code


def build_or_say_why(home: Home, full: bool = False, as_of: str | None = None) -> BuildResult:
    """Builds and says on stderr what is being done and what to note; raises BuildStopped where nothing is published."""
    try:
        result = build(home, full=full, as_of=as_of, progress=tell_progress)
    except (NothingIngested, FrozenFilesChanged) as reason:
        raise BuildStopped(reason.message, REFUSED) from reason
    except BuildFailed as failure:
        raise BuildStopped(failure.message, FAULT) from failure
    except (duckdb.Error, OSError) as error:
        raise BuildStopped(message("commands.build_broken", fault=str(error)), FAULT) from error
    for warning in result.warnings:
        typer.echo(word("commands.note", {"note": warning}), err=True)
    return result


def tell_progress(said: Message) -> None:
    """Says on stderr what is being done."""
    typer.echo(said.text(), err=True)


def tell_of(result: BuildResult) -> None:
    """Prints which build is published now."""
    if result.is_new:
        typer.echo(word("commands.published", {"build_id": result.build_id, "seconds": round(result.seconds)}))
    else:
        typer.echo(word("commands.published_before", {"build_id": result.build_id}))


def score_command(
    data: Annotated[Path, typer.Argument(help=word("commands.option_data"))],
    meta: Annotated[Path, typer.Argument(help=word("commands.option_meta"))],
    out: Annotated[Path, typer.Option(help=word("commands.option_score_folder"))],
    normalisation: Annotated[
        Normalisation, typer.Option("--normalise", help=word("commands.option_normalise"))
    ] = Normalisation.minmax,
    scale: Annotated[
        str | None,
        typer.Option(
            "--range",
            help=word("commands.option_range"),
            show_default="0:100; zscore, percentile 0:1",
        ),
    ] = None,
    mean: Annotated[Mean, typer.Option("--aggregate", help=word("commands.option_aggregate"))] = Mean.arithmetic,
    draws: Annotated[Path | None, typer.Option(help=word("commands.option_draws"))] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Scores any table of units × indicators by the warehouse's formulas."""
    del home  # every command takes it; this one reads no deployment
    try:
        scored = score(data, meta, normalisation, _scale(scale, normalisation, as_json), mean, draws)
        paths = write_tables(scored, out)
    except TableRefused as reason:
        stop(str(reason), REFUSED, as_json)
    except OSError as error:
        stop(word("commands.file_fault", {"fault": error}), USAGE, as_json)
    except duckdb.Error as fault:
        stop(word("commands.score_fault", {"fault": fault}), FAULT, as_json)
    if as_json:
        typer.echo(
            json.dumps(
                {
                    "units": len(scored.ranks) - 1,
                    "indicators": len(scored.normalised[0]) - 1,
                    "draws": scored.draws,
                    "notes": [note.text() for note in scored.notes],
                    "files": [str(path) for path in paths],
                },
                ensure_ascii=False,
            )
        )
        return
    _show_ranks(scored)
    for note in scored.notes:
        typer.echo(word("commands.note", {"note": note}), err=True)
    typer.echo(word("commands.written", {"files": "  ".join(str(path) for path in paths)}))


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
        stop(word("commands.range_unreadable", {"text": text}), USAGE, as_json)
    return low, high


def _show_ranks(scored: Scored, shown: int = 10) -> None:
    """The first ranks as a table."""
    rows = [[f"{cell:.4g}" if isinstance(cell, float) else cell for cell in row] for row in scored.ranks[1 : shown + 1]]
    print_rows([word(f"commands.score_{name}") for name in scored.ranks[0]], rows)
    if len(scored.ranks) - 1 > shown:
        typer.echo(word("commands.score_units", {"count": len(scored.ranks) - 1}))


def verify_command(
    period: Annotated[str, typer.Argument(help=word("commands.option_period"))],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Computes a frozen period once more and compares every value."""
    try:
        found = verify(Home.at(home), period, tell_progress)
    except (CannotClose, FrozenFilesChanged) as reason:
        stop(str(reason), REFUSED, as_json)
    except (BuildFailed, duckdb.Error, OSError) as fault:
        stop(word("commands.verify_fault", {"fault": fault}), FAULT, as_json)
    if as_json:
        typer.echo(json.dumps({**asdict(found), "identical": found.identical}, ensure_ascii=False, default=str))
    else:
        _tell_verification(found)
    if not found.identical:
        raise typer.Exit(REFUSED)


def _tell_verification(found: Verification) -> None:
    of = {"period": found.period, "version": found.restatement}
    if found.identical:
        typer.echo(word("commands.verified", {**of, "rows": found.rows}))
    else:
        counts = {"files": len(found.changed_files), "values": len(found.differences)}
        typer.echo(word("commands.verified_differs", {**of, **counts}))
    for name in found.changed_files:
        typer.echo(word("commands.changed_file", {"file": name}))
    for difference in found.differences[:DIFFERENCES_SHOWN]:
        where = " ".join(str(value) for key, value in difference.items() if key not in ("old_value", "new_value"))
        typer.echo(f"{where}: {difference['old_value']} → {difference['new_value']}")
    if found.project not in (None, found.program):
        typer.echo(word("commands.verified_by_rules_then", {"then": found.project, "now": found.program}))


def policy_preview_command(
    file: Annotated[Path, typer.Argument(help=word("commands.option_proposal"))],
    period: Annotated[str | None, typer.Option(help=word("commands.option_preview_period"))] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """What proposed policy would change; nothing is stored."""
    place = Home.at(home)
    try:
        proposal = read_proposal(place, file)
        found = preview(place, proposal, tell_progress, period)
    except (PolicyRefused, FrozenFilesChanged) as reason:
        stop(str(reason), REFUSED, as_json)
    except (BuildFailed, duckdb.Error, OSError) as fault:
        said = word("commands.preview_fault", {"fault": fault})
        stop(said, FAULT, as_json)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, default=str))
        return
    typer.echo(word("commands.preview_held", {"period": found["period"], "valid_from": found["valid_from"]}))
    for lens in found["lenses"]:
        typer.echo(word("commands.preview_lens", {name: lens[name] for name in LENS_FACTS}))
    for table in ("flags", "held", "points", "levels"):
        for row in found[table]:
            typer.echo("  ".join(f"{name}={value}" for name, value in row.items()))


def sql_command(
    query: Annotated[str, typer.Argument(help="SELECT …")],
    fmt: Annotated[Format, typer.Option("--format", help=word("commands.option_format"))] = Format.table,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read-only SQL over the published tables."""
    wanted = Format.json if as_json else fmt
    published = Home.at(home).published_build()
    if published is None or not published.exists():
        stop(word("commands.nothing_published"), REFUSED, as_json)
    try:
        rows = select(published, query)
    except (duckdb.Error, NoSelect) as error:
        stop(word("commands.query_fault", {"fault": error}), USAGE, as_json)
    _write(rows, wanted)


class NoSelect(Spoken):
    """What was asked is not one SELECT."""


def select(published: Path, query: str) -> pa.Table:
    """The rows of one SELECT over a published build; raises NoSelect for anything else.

    The file is opened read-only and without access to any other file or to the network.
    """
    statements = duckdb.extract_statements(query)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise NoSelect("commands.query_no_select")
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
