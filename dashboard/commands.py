"""The dashboard's commands: `serve`, `doctor`, `audit list|sample|decide|import`,
`export report-card|audit-package|work-unit`.

Exit codes: 0 ok, 1 data refused, 2 usage, 3 fault.

A decision made here keeps the same rules as one made on the case page.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn, TypeVar, cast, get_args

import typer
from sqlalchemy.exc import SQLAlchemyError
from xlsxwriter.exceptions import XlsxWriterException

from dashboard import access, cases, documents, sampling
from dashboard import serve as server
from dashboard.audit_package import NothingToPackage, PackageSubject, audit_package
from dashboard.decisions.rules import DecisionRefused
from dashboard.decisions.samples import SampleStore
from dashboard.decisions.store import DecisionStore, Outcome, Repeated, Ruling
from dashboard.decisions.worklists import WrittenDecision, read_worklist
from dashboard.doctor import examine
from dashboard.viewer import Viewer, persona
from dashboard.wording import Wording
from warehouse.settings import Home
from warehouse.settings.messages import reader_language, word
from warehouse.settings.operational import Decision
from warehouse.settings.terminal import HomeOption, JsonOption, print_rows

REFUSED, USAGE, FAULT = 1, 2, 3
DOCUMENT_SUFFIXES = documents.SUFFIXES
# Who may take a package away.
PackageRole = Literal["auditor", "committee"]

ByOption = Annotated[str, typer.Option("--by", help=word("commands.option_by"))]

# Columns of `audit list`, and how a number is written.
LISTED = {
    "record_id": "",
    "community_id": "",
    "member_id": "",
    "reasons": "",
    "expected_hours_per_minute": ".2f",
    "expected_hours": ".1f",
    "hours_at_stake": ".1f",
    "suspicion": ".2f",
    "age_days": ".0f",
}

audit = typer.Typer(no_args_is_help=True, help=word("commands.audit"))

export = typer.Typer(no_args_is_help=True, help=word("commands.export"))

Answer = TypeVar("Answer")


def doctor(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """What is wrong and how to mend it."""
    checks = examine(Home.at(home))
    is_well = all(check.verdict != "fault" for check in checks)
    if as_json:
        typer.echo(json.dumps({"is_well": is_well, "checks": [vars(check) for check in checks]}, ensure_ascii=False))
    else:
        signs = {"ok": "✓", "warning": word("commands.doctor_note"), "fault": word("commands.doctor_wrong")}
        for check in checks:
            typer.echo(f"{signs[check.verdict]} {check.name}: {check.found}")
            if check.mend:
                typer.echo(f"    → {check.mend}")
    raise typer.Exit(0 if is_well else FAULT)


def serve(
    port: Annotated[int, typer.Option(help=word("commands.option_port"), min=1, max=65535)] = server.PORT,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Open the dashboard on this machine (127.0.0.1)."""
    raise typer.Exit(server.serve(Home.at(home), port, as_json=as_json))


@audit.command("list", help=word("commands.audit_list"))
def list_queue(
    limit: Annotated[int, typer.Option(help=word("commands.option_limit"), min=1)] = 24,
    community: Annotated[str | None, typer.Option(help=word("commands.option_queue_of"))] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """The queue, what is most worth checking first."""
    desk = _desk(home, "tianping audit list", as_json)
    queue = _answered(lambda: cases.to_do(cases.open_queue(desk.viewer, desk.store)), as_json)
    if community:
        queue = queue[queue["community_id"] == community]
    shown = queue.head(limit)
    if as_json:
        typer.echo(shown.to_json(orient="records", force_ascii=False, date_format="iso"))
        return
    typer.echo(word("commands.queue_shown", {"count": len(queue), "shown": len(shown)}))
    rows = []
    for case in shown.to_dict("records"):
        named = [case[f"reason_{place}_{reader_language()}"] for place in (1, 2)]
        case["reasons"] = "; ".join(name for name in named if isinstance(name, str))
        rows.append([format(case[column], form) for column, form in LISTED.items()])
    if rows:
        print_rows([word(f"commands.queue_{column}") for column in LISTED], rows)


@audit.command("sample", help=word("commands.audit_sample"))
def draw_sample(
    period: Annotated[str, typer.Argument(help=word("commands.option_period"))],
    by: ByOption,
    size: Annotated[int | None, typer.Option(help=word("commands.option_size"), min=1)] = None,
    seed: Annotated[int | None, typer.Option(help=word("commands.option_sample_seed"), min=0)] = None,
    extend: Annotated[bool, typer.Option(help=word("commands.option_extend"))] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draw a period's random sample, flagged or not."""
    desk = _desk(home, by, as_json)
    store = SampleStore.of(Home.at(home))
    try:
        drawing = _answered(lambda: sampling.draw(period, size, seed, desk.viewer, store, extend), as_json)
    except DecisionRefused as refusal:
        _stop(refusal.text(), REFUSED, as_json)
    strata = {row.stratum for row in drawing.added}
    if as_json:
        facts = {"period": period, "drawn": len(drawing.added), "records": drawing.records, "strata": len(strata)}
        expected = {"planned_share": drawing.share, "expected_low": drawing.low, "expected_high": drawing.high}
        listed = [row.record_id for row in drawing.added]
        typer.echo(json.dumps({**facts, "seed": drawing.added[0].seed, **expected, "record_ids": listed}))
        return
    flagged = sum(row.flagged for row in drawing.added)
    typer.echo(
        word(
            "commands.sample_drawn",
            {
                "period": period,
                "records": drawing.records,
                "drawn": len(drawing.added),
                "strata": len(strata),
                "flagged": flagged,
                "unflagged": len(drawing.added) - flagged,
                "seed": drawing.added[0].seed,
                "share": drawing.share,
                "low": drawing.low,
                "high": drawing.high,
            },
        )
    )


@audit.command("decide", help=word("commands.audit_decide"))
def decide_record(
    record: Annotated[str, typer.Argument(help=word("commands.option_record"))],
    verdict: Annotated[str, typer.Option(help=word("commands.option_verdict"))],
    by: ByOption,
    reason: Annotated[str | None, typer.Option(help=word("commands.option_reason_code"))] = None,
    note: Annotated[str | None, typer.Option(help=word("commands.option_note"))] = None,
    seen: Annotated[str | None, typer.Option(help=word("commands.option_seen"))] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Decide one record; a sanction needs a second person."""
    desk = _desk(home, by, as_json)
    (outcome,) = _answered(
        lambda: _decide_all(desk, [WrittenDecision(1, record, verdict, reason, note, seen)]), as_json
    )
    if isinstance(outcome, DecisionRefused):
        _stop(outcome.text(), REFUSED, as_json)
    made = outcome.standing if isinstance(outcome, Repeated) else outcome
    state = desk.store.file(record).state
    if as_json:
        typer.echo(json.dumps({**_plain(made), "state": state}, ensure_ascii=False))
        return
    if state == "awaits_second":
        typer.echo(
            word("commands.decision_waits", {"decision": made.decision_id, "record": record, "verdict": made.verdict})
        )
        return
    typer.echo(
        word("commands.decision_stored", {"decision": made.decision_id, "record": record, "verdict": made.verdict})
    )


@audit.command("import", help=word("commands.audit_import"))
def import_decisions(
    file: Annotated[Path, typer.Argument(help=word("commands.option_worklist"), exists=True, dir_okay=False)],
    by: ByOption,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Many decisions from a sheet."""
    desk = _desk(home, by, as_json)
    try:
        written = read_worklist(file)
    except DecisionRefused as refusal:
        _stop(refusal.text(), REFUSED, as_json)
    outcomes = _answered(lambda: _decide_all(desk, written), as_json)
    stored = [outcome for outcome in outcomes if isinstance(outcome, Decision)]
    files = desk.store.files()
    waiting = [decision for decision in stored if files[decision.record_id].proposal == decision]
    repeated = sum(isinstance(outcome, Repeated) for outcome in outcomes)
    refused = [(row, why) for row, why in zip(written, outcomes, strict=True) if isinstance(why, DecisionRefused)]
    if as_json:
        rows = [
            {"row_number": row.row_number, "record_id": row.record_id, "reason": why.text()} for row, why in refused
        ]
        counts = {"stored": len(stored), "awaiting_second": len(waiting), "repeated": repeated}
        typer.echo(json.dumps({**counts, "refused": rows}, ensure_ascii=False))
    else:
        typer.echo(
            word(
                "commands.import_done",
                {"count": len(stored), "waiting": len(waiting), "repeated": repeated, "refused": len(refused)},
            )
        )
        for row, why in refused:
            line = word("commands.import_row", {"row": row.row_number, "record": row.record_id, "why": why.message})
            typer.echo(line, err=True)
    if refused:
        raise typer.Exit(REFUSED)


@export.command("report-card", help=word("commands.export_report_card"))
def export_report_card(
    community: Annotated[str, typer.Argument(help=word("commands.option_community_id"))],
    period: Annotated[str, typer.Argument(help=word("commands.option_period"))],
    out: Annotated[Path, typer.Option("--out", help=word("commands.option_xlsx"), dir_okay=False)],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """A community's report card."""
    # Screens bring Streamlit with them, which every other command would wait for, and which misses its server here.
    os.environ.setdefault("STREAMLIT_LOGGER_LEVEL", "error")
    from dashboard.report_card import write_report_card
    from dashboard.screens import community as screen
    from dashboard.screens.frame import Page

    os.environ["TIANPING_HOME"] = str(Home.at(home).path)
    viewer = Viewer("tianping export", "committee")
    say = Wording(reader_language())
    communities, periods = _answered(
        lambda: (access.query("communities", viewer), access.query("periods", viewer)), as_json
    )
    known = {"community": list(communities["community_id"]), "period": list(periods["period"])}
    for what, asked in (("community", community), ("period", period)):
        if asked not in known[what]:
            _stop(
                word(
                    "commands.not_published",
                    {
                        "what": say(f"frame.{what}"),
                        "asked": asked,
                        "known": known[what][:10],
                        "count": len(known[what]),
                    },
                ),
                REFUSED,
                as_json,
            )
    previous = periods.set_index("period")["previous_period"].to_dict()[period]
    page = Page(screen.SCREEN, viewer, say, period, previous, community=community)
    try:
        _answered(lambda: write_report_card(page, out), as_json)
    except (OSError, XlsxWriterException) as fault:
        _stop(
            word("commands.file_not_written", {"file": out, "fault": fault}),
            FAULT,
            as_json,
        )
    typer.echo(json.dumps({"file": str(out)}) if as_json else word("commands.file_written", {"file": out}))


@export.command("work-unit", help=word("commands.export_work_unit"))
def export_work_unit(
    unit: Annotated[str, typer.Argument(help=word("commands.option_work_unit"))],
    year: Annotated[str, typer.Argument(help=word("commands.option_year"))],
    out: Annotated[Path, typer.Option("--out", help=word("commands.option_xlsx_or_pdf"), dir_okay=False)],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """A work unit's assessment with totals and a checksum."""
    suffix = next((known for known in documents.SUFFIXES if known == out.suffix.lower()), None)
    if suffix is None:
        _stop(word("commands.out_suffix"), USAGE, as_json)
    os.environ["TIANPING_HOME"] = str(Home.at(home).path)
    subject = documents.DocumentSubject("work-unit", unit, year)
    say = Wording(reader_language())
    try:
        document = _answered(lambda: documents.make(subject, persona("work_unit", unit), say), as_json)
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(documents.write(document, suffix))
    except documents.NothingToDocument:
        _stop(
            word("commands.no_assessment", {"unit": unit, "year": year}),
            REFUSED,
            as_json,
        )
    except (OSError, XlsxWriterException) as fault:
        _stop(word("commands.file_not_written", {"file": out, "fault": fault}), FAULT, as_json)
    if as_json:
        typer.echo(json.dumps({"file": str(out), "build_id": document.build_id, "checksum": document.checksum}))
    else:
        typer.echo(word("commands.file_written_sealed", {"file": out, "checksum": document.checksum}))


def verify_file(file: Path, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Tells whether a document is what its build says, to the last cell."""
    place = Home.at(home)
    os.environ["TIANPING_HOME"] = str(place.path)
    try:
        found = _answered(lambda: documents.check(file, place), as_json)
    except documents.NotOurs:
        said = word("commands.file_not_ours", {"file": file})
        _stop(said, REFUSED, as_json)
    except (OSError, documents.NothingToDocument) as fault:
        _stop(word("commands.file_not_read", {"file": file, "fault": fault}), FAULT, as_json)
    if as_json:
        typer.echo(json.dumps({**asdict(found), "confirmed": found.confirmed}, ensure_ascii=False))
    else:
        typer.echo(_verification_in_words(found))
    if not found.confirmed:
        raise typer.Exit(REFUSED)


def _verification_in_words(found: documents.Checked) -> str:
    about = f"{found.subject.name} {found.subject.year}"
    if found.confirmed:
        return word("commands.file_confirmed", {"about": about, "build": found.build_id, "checksum": found.checksum})
    if not found.build_is_kept:
        return word("commands.file_build_gone", {"about": about, "build": found.build_id})
    return word("commands.file_differs", {"about": about, "build": found.build_id})


@export.command("audit-package", help=word("commands.export_audit_package"))
def export_audit_package(
    target: Annotated[str, typer.Argument(help=word("commands.option_package_of"))],
    out: Annotated[Path, typer.Option("--out", help=word("commands.option_zip"), dir_okay=False)],
    by: Annotated[str, typer.Option("--by", help=word("commands.option_exporter"))],
    period: Annotated[str | None, typer.Argument(help=word("commands.option_package_period"))] = None,
    role: Annotated[str, typer.Option(help=word("commands.option_package_role"))] = "auditor",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """An audit package."""
    desk = _desk(home, by, as_json)
    if role not in get_args(PackageRole):
        _stop(word("commands.package_role"), USAGE, as_json)
    viewer = Viewer(desk.viewer.user_id, cast(PackageRole, role))
    subject = PackageSubject(community=target, period=period) if period else PackageSubject(record=target)
    say = Wording(reader_language())
    try:
        content = _answered(lambda: audit_package(subject, viewer, desk.store, say), as_json)
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except NothingToPackage:
        _stop(
            word("commands.nothing_to_package", {"asked": " ".join(filter(None, (target, period)))}),
            REFUSED,
            as_json,
        )
    except OSError as fault:
        _stop(word("commands.file_not_written", {"file": out, "fault": fault}), FAULT, as_json)
    typer.echo(json.dumps({"file": str(out)}) if as_json else word("commands.file_written", {"file": out}))


@dataclass(frozen=True)
class _Desk:
    """An auditor at the command line: what they may see and where their decisions go."""

    viewer: Viewer
    store: DecisionStore


def _desk(home: Path | None, user: str, as_json: bool) -> _Desk:
    place = Home.at(home)
    # Reads find the home in the environment, as they do under the dashboard.
    os.environ["TIANPING_HOME"] = str(place.path)
    if not user.strip():
        _stop(word("commands.by_empty"), USAGE, as_json)
    return _Desk(Viewer(user.strip(), "auditor"), DecisionStore.of(place))


def _decide_all(desk: _Desk, rows: list[WrittenDecision]) -> list[Outcome]:
    """What became of each row; those that keep the rules are stored together."""
    found = cases.find_cases([row.record_id for row in rows], desk.viewer)
    known = [row for row in rows if row.record_id in found]
    rulings = [Ruling(found[row.record_id], row.verdict, row.reason_code, row.note, row.seen) for row in known]
    made = iter(desk.store.decide_many(rulings, cases.decider(desk.viewer)) if rulings else [])
    return [next(made) if row.record_id in found else _unknown(row.record_id) for row in rows]


def _unknown(record_id: str) -> DecisionRefused:
    return DecisionRefused("decisions.unknown_record", record=record_id)


def _answered(ask: Callable[[], Answer], as_json: bool) -> Answer:
    """What `ask()` returns; a missing build or a failing database ends the command with a plain message."""
    try:
        return ask()
    except access.NothingPublished:
        _stop(
            word("commands.nothing_published"),
            REFUSED,
            as_json,
        )
    except (access.ReadFailed, SQLAlchemyError) as fault:
        _stop(
            word("commands.decisions_not_done", {"fault": fault}),
            FAULT,
            as_json,
        )


def _plain(decision: Decision) -> dict[str, Any]:
    shown = {name: value for name, value in vars(decision).items() if name not in ("salt", "sealed")}
    return {**shown, "decided_at": decision.decided_at.isoformat(timespec="seconds")}


def _stop(message: str, code: int, as_json: bool) -> NoReturn:
    """Ends the command; machines read the message on stdout, people on stderr."""
    if as_json:
        typer.echo(json.dumps({"error": message}, ensure_ascii=False))
    else:
        typer.echo(message, err=True)
    raise typer.Exit(code)
