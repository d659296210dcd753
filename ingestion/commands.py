"""The commands of this room: ingest, profile, template, quarantine. The front door mounts them.

Exit codes: 0 all in, 1 something refused or quarantined (the rest landed), 2 usage, 3 fault.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.console import Console

from ingestion.lake import disk_fault
from warehouse.settings import Home, contracts
from warehouse.settings.messages import Message, message, word
from warehouse.settings.terminal import HomeOption, JsonOption, print_rows

if TYPE_CHECKING:
    from ingestion.deliveries import FileReport, Report
    from ingestion.inboxes import InboxReport

SourceOption = Annotated[str | None, typer.Option("--source", help=word("commands.option_source"))]

# Rows that did not land are told one by one up to this many a batch; `quarantine list` has the rest.
ROWS_LISTED = 10

quarantine = typer.Typer(no_args_is_help=True, help=word("commands.quarantine"))


def ingest(
    paths: Annotated[list[Path], typer.Argument(help=word("commands.option_paths"))],
    profile: Annotated[str | None, typer.Option(help=word("commands.option_profile"))] = None,
    source: SourceOption = None,
    community: Annotated[
        str | None,
        typer.Option(help=word("commands.option_community")),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", help=word("commands.option_sender"))] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take files in: good rows land, bad ones are quarantined with the reason."""
    from ingestion.deliveries import ingest as take_in
    from ingestion.policy import PolicyError
    from ingestion.profile import ProfileError

    if profile and source:
        _usage("profile_or_source")
    with _faults(as_json):
        console = Console(stderr=True)
        try:
            with console.status("") as status:

                def tell(name: str, doing: Message) -> None:
                    said = f"{name}: {doing.text()}"
                    # Who reads the output by program reads how far it is line by line.
                    typer.echo(said, err=True) if as_json else status.update(said)

                report = take_in(paths, Home.at(home), profile, source, tell, community, by=by)
        except FileNotFoundError as error:
            _usage("no_such_path", path=str(error))
        except (ProfileError, PolicyError) as error:
            _end(error.text(), 2)
        if as_json:
            _print_json(_with_refused_rows(report, Home.at(home)))
        else:
            _print_report(report, Home.at(home))
    raise typer.Exit(report.exit_code)


def ingest_quietly(paths: Sequence[Path], home: Home) -> Report:
    """Takes `paths` in and prints one line; for commands that do more than ingest."""
    from ingestion.deliveries import ingest as take_in

    report = take_in(paths, home)
    batches = [batch for file in report.files for batch in file.batches]
    landed, bad = (sum(batch[name] for batch in batches) for name in ("rows_accepted", "rows_quarantined"))
    typer.echo(word("commands.landed", {"count": landed, "bad": bad}))
    return report


def ingest_inboxes(home: Home, as_json: bool) -> list[InboxReport]:
    """Takes in what is new in the inboxes, and prints what became of it unless machines read."""
    from ingestion.inboxes import take_in

    looks = []
    with _faults(as_json):
        looks = take_in(home, lambda name, doing: typer.echo(f"{name}: {doing.text()}", err=True))
    for look in () if as_json else looks:
        if look.report.files or look.report.warnings:
            _print_report(look.report, home)
        elif look.fault is None:
            typer.echo(word("commands.nothing_new", {"folder": look.folder}))
        for path in look.unsettled:
            typer.echo(word("commands.still_written", {"file": path.name}))
        if look.fault is not None:
            typer.echo(look.fault.text(), err=True)
    return looks


def profile(
    file: Annotated[Path, typer.Argument(help=word("commands.option_described"), exists=True, dir_okay=False)],
    source: SourceOption = None,
    out: Annotated[Path | None, typer.Option(help=word("commands.option_out"))] = None,
    edited: Annotated[
        Path | None,
        typer.Option("--profile", help=word("commands.option_draft"), exists=True),
    ] = None,
    lines: Annotated[Path | None, typer.Option(help=word("commands.option_lines"), exists=True)] = None,
    try_out: Annotated[bool, typer.Option("--preview", help=word("commands.option_preview"))] = False,
    community: Annotated[str | None, typer.Option(help=word("commands.option_of_community"))] = None,
    save_as: Annotated[str | None, typer.Option("--save", help=word("commands.option_save"))] = None,
    by: Annotated[str, typer.Option("--by", help=word("commands.option_saver"))] = "",
    replace: Annotated[bool, typer.Option("--replace", help=word("commands.option_replace"))] = False,
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Propose a mapping profile for a file, try it, keep it."""
    if source is not None and source not in contracts():
        _end(word("ingestion.no_such_source", {"source": source, "known": ", ".join(contracts())}), 2)
    if edited is None and lines is None and (try_out or save_as):
        _usage("name_the_draft")
    with _faults(as_json):
        if edited is not None and save_as is not None:
            _save(save_as, edited, by, replace, Home.at(home), as_json)
        elif edited is not None or lines is not None:
            _try(file, edited, lines, community, Home.at(home), as_json)
        else:
            _propose(file, source, out, Home.at(home), as_json)


def _propose(file: Path, source: str | None, out: Path | None, home: Home, as_json: bool) -> None:
    from ingestion.description import describe
    from ingestion.readers import FileRefused

    try:
        described = describe(file, source)
    except FileRefused as refusal:
        if as_json:
            _print_json({"file": str(file), "reason": refusal.message})
        _end(refusal.text(), 1)
    text = described["profile"]
    if out:
        out.write_text(text, encoding="utf-8")
    if as_json:
        _print_json({"file": str(file), **described})
    elif out:
        folder = home.path / "profiles"
        typer.echo(word("commands.draft_written", {"file": out, "folder": folder}))
    else:
        typer.echo(text, nl=False)


def _try(
    file: Path, edited: Path | None, lines: Path | None, community: str | None, home: Home, as_json: bool
) -> NoReturn:
    """Reads the file as an edited draft says, or the lines that a person has made of a proposal; nothing lands."""
    from ingestion.preview import preview, preview_lines
    from ingestion.profile import ProfileError
    from ingestion.profile_lines import Edited

    try:
        if edited is not None:
            tried = preview(file, edited, home, community)
        else:
            assert lines is not None
            said = json.loads(lines.read_text(encoding="utf-8"))
            tried = preview_lines(file, said.pop("profile"), Edited.of(said), home, community)
    except ProfileError as error:
        _decline(as_json, error.message)
    if as_json:
        _print_json(tried)
    else:
        _print_preview(tried)
    raise typer.Exit(tried["exit_code"])


def _save(name: str, edited: Path, by: str, replace: bool, home: Home, as_json: bool) -> None:
    from ingestion.preview import NameTaken, save
    from ingestion.profile import ProfileError

    try:
        kept = save(home, name, edited.read_text(encoding="utf-8"), by, replace)
    except NameTaken as taken:
        _decline(as_json, taken.message, taken=name)
    except ProfileError as error:
        _decline(as_json, error.message)
    if as_json:
        _print_json({"profile": name, "path": str(kept)})
    else:
        typer.echo(word("commands.profile_kept", {"file": kept}))


def _decline(as_json: bool, reason: Message, **more: Any) -> NoReturn:
    """Says why a profile cannot be used, and ends with exit code 1."""
    if not as_json:
        _end(reason.text(), 1)
    _print_json({"exit_code": 1, "reason": reason, **more})
    raise typer.Exit(1)


def _print_preview(tried: dict[str, Any]) -> None:
    """The profile where lines were composed, the first rows as it reads them, then what does not pass."""
    console = Console()
    if "profile" in tried:
        typer.echo(tried["profile"])
    for source, found in tried["tables"].items():
        filled = [
            place for place in range(len(found["columns"])) if any(row[place] is not None for row in found["rows"])
        ]
        rows = [[row[place] for place in filled] for row in found["rows"]]
        print_rows([found["columns"][place] for place in filled], rows, _source_label(source))
    for file in tried["files"]:
        if file["status"] == "refused":
            console.print(Message.of(file["reason"]).text(), markup=False)
    for problem in tried["problems"]:
        told = word("commands.problem", {"reason": problem["reason"], "count": problem["rows"]})
        console.print(f"  · {told}", markup=False)
    typer.echo(word("commands.trial"))


def template(
    sources: Annotated[
        list[str] | None,
        typer.Argument(help=word("commands.option_sources"), show_default=False),
    ] = None,
    out: Annotated[Path | None, typer.Option(help=word("commands.option_templates_to"))] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write workbooks to fill in, ready to be ingested."""
    from ingestion.templates import template_sources, write_template

    known = template_sources()
    wanted = sources or known
    if unknown := [source for source in wanted if source not in known]:
        _usage("no_template", source=unknown[0], known=", ".join(known))
    with _faults(as_json):
        folder = out or Home.at(home).path / "templates"
        folder.mkdir(parents=True, exist_ok=True)
        files = [folder / f"{contracts()[source].name_zh}.xlsx" for source in wanted]
        for source, path in zip(wanted, files, strict=True):
            write_template(contracts()[source], path)
        if as_json:
            _print_json({"files": [str(path) for path in files]})
        else:
            typer.echo(word("commands.templates_written", {"count": len(files), "folder": folder}))


@quarantine.command("list", help=word("commands.quarantine_list"))
def quarantine_list(
    closed: Annotated[bool, typer.Option("--closed", help=word("commands.option_closed"))] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """The rows in quarantine by batch and reason."""
    from ingestion.quarantine import summary

    with _faults(as_json):
        lines = summary(Home.at(home), None if closed else "open")
        if as_json:
            _print_json(lines)
            return
        if not lines:
            typer.echo(word("commands.none_in_quarantine"))
            return
        rows = []
        for line in lines:
            example = word("commands.example_row", {"row": line["example_row"], "reason": line["reason"]})
            rows.append([line["batch_id"], line["file_name"], line["source"], line["rows"], example])
        named = ("batch", "file", "source", "rows", "example")
        print_rows([word(f"commands.quarantine_{name}") for name in named], rows)


@quarantine.command("show", help=word("commands.quarantine_show"))
def quarantine_show(
    batch: Annotated[str, typer.Argument(help=word("commands.option_batch"))],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """The rows of one batch in quarantine."""
    from ingestion.quarantine import entries

    with _faults(as_json):
        found = entries(Home.at(home), None, batch_id=batch)
        if as_json:
            _print_json(found)
            return
        if not found:
            _usage("batch_without_rows", batch=batch)
        rows = []
        for entry in found:
            place = f"{entry['sheet']}!{entry['row_number']}" if entry["sheet"] else str(entry["row_number"])
            state = word(f"commands.quarantine_{entry['state']}")
            rows.append([place, entry["key"], state, entry["reason"].text()])
        print_rows([word(f"commands.quarantine_{name}") for name in ("row", "key", "state", "reason")], rows)


@quarantine.command("export", help=word("commands.quarantine_export"))
def quarantine_export(
    path: Annotated[Path, typer.Argument(help=word("commands.option_workbook"))],
    batch: Annotated[str | None, typer.Option(help=word("commands.option_only_batch"))] = None,
    source: SourceOption = None,
    community: Annotated[str | None, typer.Option(help=word("commands.option_only_community"))] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the open rows as a workbook to mend and send again."""
    from ingestion.quarantine import export

    with _faults(as_json):
        rows = export(Home.at(home), path, source, batch, community)
        if as_json:
            _print_json({"path": str(path), "rows": rows})
        else:
            typer.echo(word("commands.rows_exported", {"count": rows, "file": path}))


# ------------------------------------------------------------------------------------------------------------------ output


def _print_report(report: Report, home: Home) -> None:
    console = Console()
    for warning in report.warnings:
        console.print(warning.text(), markup=False, highlight=False, soft_wrap=True)
    rows: list[tuple[str, ...]] = []
    for file in report.files:
        if file.status in ("landed", "repeated") and file.batches:
            for place, batch in enumerate(file.batches):
                counts = (str(batch[name]) for name in ("rows_read", "rows_accepted", "rows_quarantined"))
                is_known = file.status == "repeated" and batch["status"] == "landed"
                state = _state("repeated" if is_known else batch["status"])
                rows.append(("" if place else file.file_name, _source_label(batch["source"]), *counts, state))
        else:
            state = _state(file.status)
            if file.status == "not_taken":
                state = word("commands.state_because", {"state": state, "reason": file.reason})
            rows.append((file.file_name, "", "", "", "", state))
    named = (
        "quarantine_file",
        "quarantine_source",
        "report_read",
        "report_landed",
        "report_quarantined",
        "report_result",
    )
    print_rows([word(f"commands.{name}") for name in named], rows)
    for file in report.files:
        if remarks := [*_remarks(file), *_refused_rows(file, home)]:
            console.print(file.file_name, markup=False, highlight=False, style="bold")
            for remark in remarks:
                console.print(f"  · {remark}", markup=False, highlight=False, soft_wrap=True)
    if any(batch["rows_quarantined"] for file in report.files for batch in file.batches):
        console.print(word("commands.how_to_mend"), markup=False, highlight=False)


def _state(state: str) -> str:
    return word(f"commands.state_{state}")


def _source_label(source: str) -> str:
    return word(f"contract.{source}")


def _remarks(file: FileReport) -> Iterator[str]:
    if file.status in ("refused", "fault") and file.reason:
        yield file.reason.text()
    if file.status != "landed":
        return
    for batch in file.batches:
        for told in filter(None, [batch["reason"], *batch["notices"]]):
            yield Message.of(told).text()


def _refused_rows(file: FileReport, home: Home) -> Iterator[str]:
    """The first rows of the file that did not land, each with its reason."""
    for batch in file.batches:
        if file.status != "landed" or not batch["rows_quarantined"]:
            continue
        rows = _rows_of(batch, home)
        for row in rows[:ROWS_LISTED]:
            sheet = f"{row['sheet']} " if row["sheet"] else ""
            yield sheet + word("commands.row_not_landed", {"row": row["row_number"], "reason": row["reason"]})
        if len(rows) > ROWS_LISTED:
            yield word("commands.more_reasons", {"count": len(rows) - ROWS_LISTED})


def _with_refused_rows(report: Report, home: Home) -> dict[str, Any]:
    """The report for machines, each batch with the first rows of it that did not land (`refused_rows`)."""
    told = report.as_dict()
    shown = ("sheet", "row_number", "key", "rule", "column_name", "value", "reason")
    for batch in [batch for file in told["files"] for batch in file["batches"]]:
        rows = _rows_of(batch, home)[:ROWS_LISTED] if batch["rows_quarantined"] else []
        batch["refused_rows"] = [{name: row[name] for name in shown} for row in rows]
    return told


def _rows_of(batch: dict[str, Any], home: Home) -> list[dict[str, Any]]:
    from ingestion.quarantine import entries

    return entries(home, state=None, batch_id=batch["batch_id"])


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(with_texts(value), ensure_ascii=False, indent=1, default=str))


def with_texts(value: Any) -> Any:
    """`value` for machines, every message in it with its `text` for whoever reads along."""
    if isinstance(value, Message):
        return {**value.as_dict(), "text": value.text()}
    if isinstance(value, dict):
        text = {"text": Message.of(value).text()} if {"code", "values"} <= value.keys() else {}
        return {name: each if name == "values" else with_texts(each) for name, each in value.items()} | text
    return [with_texts(each) for each in value] if isinstance(value, list) else value


def _usage(name: str, **values: Any) -> NoReturn:
    _end(word(f"commands.{name}", values), 2)


def _end(said: str, code: int) -> NoReturn:
    typer.echo(said, err=True)
    raise typer.Exit(code)


@contextmanager
def _faults(as_json: bool) -> Iterator[None]:
    """Whatever nobody foresaw ends as exit code 3, with what is safe said first."""
    try:
        yield
    except typer.Exit:
        raise
    except Exception as error:
        said = disk_fault(error)
        if said is None:
            traceback.print_exc(file=sys.stderr)
            said = message("commands.program_fault", fault=str(error))
        if as_json:
            _print_json({"exit_code": 3, "error": said.text()})
        _end(said.text(), 3)
