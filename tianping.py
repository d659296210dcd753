"""The `tianping` command: the one place where the rooms meet."""

from __future__ import annotations

import json
import multiprocessing
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from sqlalchemy.exc import SQLAlchemyError

from dashboard import commands as dashboard
from dashboard.decisions.closings import ClosingStore, check_freeze, check_restatement
from dashboard.decisions.policy_changes import ChangedValue, PolicyStore
from dashboard.decisions.rules import Decider, DecisionRefused
from dashboard.decisions.store import DecisionStore
from dashboard.demo_audits import FRAME, FRAME_TABLES, audit_demo
from ingestion import commands as ingestion
from ingestion.lake import InUse, disk_fault, locked
from warehouse import commands as warehouse
from warehouse import freeze as numbers
from warehouse.build import BuildFailed, NothingIngested, read_models
from warehouse.frozen import FrozenFilesChanged
from warehouse.landing import list_inputs, load
from warehouse.policy import PolicyRefused, period_ends, read_proposal
from warehouse.preview import refuse_unseen
from warehouse.rendering import render
from warehouse.settings import Home
from warehouse.settings.messages import Message, is_worded, message, reader_language, word
from warehouse.settings.operational import ClosingStep, PolicyChange
from warehouse.settings.terminal import HomeOption, JsonOption, print_rows

# The demonstration year ends in December 2025; looking from mid-January, its last records have been graded and cooled off.
DEMO_AS_OF = "2026-01-15 00:00:00"

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help=word("commands.tianping"),
)


def _with_states_of_cases(command: Callable[..., None]) -> Callable[..., None]:
    """`command`, which reads where cases stand, after the store has said so of those that an earlier release decided."""

    @wraps(command)
    def with_states(*arguments: Any, **options: Any) -> None:
        try:
            DecisionStore.of(Home.at(options.get("home"))).bring_up_to_date()
        except SQLAlchemyError as fault:
            said = word("commands.not_done", {"fault": fault})
            warehouse.stop(said, warehouse.FAULT, bool(options.get("as_json")))
        command(*arguments, **options)

    return with_states


app.command("ingest", help=word("commands.ingest"))(ingestion.ingest)
app.command("profile", help=word("commands.profile"))(ingestion.profile)
app.command("template", help=word("commands.template"))(ingestion.template)
app.command("build", help=word("commands.build"))(_with_states_of_cases(warehouse.build_command))
app.command("score", help=word("commands.score"))(warehouse.score_command)
app.command("sql", help=word("commands.sql"))(warehouse.sql_command)
app.command("serve", help=word("commands.serve"))(dashboard.serve)
app.command("doctor", help=word("commands.doctor"))(dashboard.doctor)
app.add_typer(ingestion.quarantine, name="quarantine")
app.add_typer(dashboard.audit, name="audit")
app.add_typer(dashboard.export, name="export")
policy = typer.Typer(no_args_is_help=True, help=word("commands.policy"))
policy.command("preview", help=word("commands.policy_preview"))(_with_states_of_cases(warehouse.policy_preview_command))
app.add_typer(policy, name="policy")


def main() -> None:
    """Entry point of the console script."""
    app()


@app.command(help=word("commands.demo"))
def demo(
    communities: Annotated[int, typer.Option(help=word("commands.option_communities"), min=2)] = 120,
    months: Annotated[int, typer.Option(help=word("commands.option_months"), min=1, max=60)] = 12,
    seed: Annotated[int, typer.Option(help=word("commands.option_seed"))] = 1,
    fakes: Annotated[float, typer.Option(help=word("commands.option_fakes"), min=0, max=0.5)] = 0.04,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help=word("commands.option_open"))] = True,
    write_truth: Annotated[Path | None, typer.Option(help=word("commands.option_write_truth"))] = None,
    to: Annotated[Path | None, typer.Option(help=word("commands.option_to"))] = None,
    port: Annotated[int, typer.Option(help=word("commands.option_port"))] = 8501,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the synthetic city, ingest, build, serve."""
    from ingestion.demo_city import write_city
    from ingestion.demo_city import write_truth as write_truth_file

    def make(folder: Path) -> set[str]:
        """Writes the city's files; the records that are fake."""
        typer.echo(word("commands.demo_makes"))
        city = write_city(folder, communities=communities, months=months, seed=seed, fakes=fakes)
        if write_truth:
            write_truth_file(city, write_truth)
        return set(city.truth.loc[city.truth["fake"], "record_id"])

    if to:
        make(to)
        typer.echo(word("commands.demo_written", {"folder": to}))
        return

    place = Home.at(home)
    if place.deliveries.exists() and not place.deployment().synthetic:
        typer.echo(word("commands.demo_not_among_real_data", {"home": place.path}), err=True)
        raise typer.Exit(2)
    place.write_deployment(synthetic=True, name=word("commands.demo_name", language="zh"), as_of=DEMO_AS_OF)
    # Reading the models takes a core some ten seconds; making the city leaves one free.
    reading = multiprocessing.get_context("spawn").Process(target=read_models, args=(place,))
    reading.start()
    with tempfile.TemporaryDirectory(prefix="tianping-city-") as folder:
        sources = Path(folder) / "demo-city"
        fake_records = make(sources)
        typer.echo(word("commands.demo_ingests"))
        ingestion.ingest_quietly([sources], place)
    with duckdb.connect() as connection:
        load(connection, place, list_inputs(place), {"started_at": DEMO_AS_OF})
        connection.execute(FRAME)
        strata = render("flag_audit_strata", ref=FRAME_TABLES.__getitem__)
        connection.execute(f"create table published.audit_strata as {strata}")
        audit_demo(place, connection, fake_records, seed)
    reading.join()
    typer.echo(word("commands.demo_builds"))
    result = warehouse.build_and_tell(place, as_json=as_json)
    if as_json:
        typer.echo(json.dumps({"home": str(place.path), "build_id": result.build_id}))
    if serve:
        dashboard.serve(port=port, home=place.path)


PeriodArgument = Annotated[str, typer.Argument(help=word("commands.option_period"))]
ByOption = Annotated[str, typer.Option("--by", help=word("commands.option_by"))]
ReasonOption = Annotated[str, typer.Option("--reason", help=word("commands.option_reason"))]
NoticeOption = Annotated[
    int | None,
    typer.Option("--notice-days", help=word("commands.option_notice_days"), min=1),
]
BuildOption = Annotated[bool, typer.Option("--build/--no-build", help=word("commands.option_then_build"))]


@app.command(help=word("commands.verify"))
@_with_states_of_cases
def verify(
    what: Annotated[str, typer.Argument(help=word("commands.option_what"))],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compute a frozen period once more, or confirm an exported file."""
    if what.lower().endswith(dashboard.DOCUMENT_SUFFIXES):
        dashboard.verify_file(Path(what), home, as_json)
    else:
        warehouse.verify_command(what, home, as_json)


@app.command(help=word("commands.freeze"))
@_with_states_of_cases
def freeze(
    period: PeriodArgument,
    by: ByOption,
    reason: ReasonOption,
    notice_days: NoticeOption = None,
    build: BuildOption = True,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Freeze a period and begin its public notice."""
    place = Home.at(home)
    store, decider = ClosingStore.of(place), Decider(by.strip(), "committee")
    with _refusals_told(as_json):
        check_freeze(store.closing(period), decider, reason)
        days = notice_days or numbers.notice_days(place)
        unseen = numbers.freeze(
            place,
            period,
            lambda made: store.freeze(period, decider, reason, made.manifest_sha256, days),
            warehouse.tell_progress,
        )
    if unseen:
        not_in_it = {"files": unseen.files or message("commands.none"), "decisions": unseen.decisions}
        _tell(word("commands.frozen_without", not_in_it))
    _given_out(
        place,
        store.closing(period).steps[-1],
        {"files_not_in_it": unseen.files, "decisions_not_in_it": unseen.decisions},
        build,
        as_json,
    )


@app.command(help=word("commands.restate"))
@_with_states_of_cases
def restate(
    period: PeriodArgument,
    by: ByOption,
    reason: ReasonOption,
    notice_days: NoticeOption = None,
    build: BuildOption = True,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Restate a frozen period by what is known now."""
    place = Home.at(home)
    store, decider = ClosingStore.of(place), Decider(by.strip(), "committee")
    with _refusals_told(as_json):
        check_restatement(store.closing(period), decider, reason)
        days = notice_days or numbers.notice_days(place)
        changes = numbers.restate(
            place,
            period,
            lambda made: store.restate(period, decider, reason, made.manifest_sha256, days),
            warehouse.tell_progress,
        )
    communities = sorted({change["community_id"] for change in changes})
    if not as_json:
        moved = {
            "values": len(changes),
            "count": len(communities),
            "communities": communities or message("commands.none"),
        }
        typer.echo(word("commands.restated", moved))
    _given_out(place, store.closing(period).steps[-1], {"changes": changes}, build, as_json)


def _given_out(place: Home, step: ClosingStep, more: dict[str, Any], build: bool, as_json: bool) -> None:
    """Says what stands now, and publishes it."""
    result = warehouse.build_and_tell(place, as_json=as_json) if build else None
    if as_json:
        told = {"period": step.period, "restatement": step.restatement, "notice_ends_on": str(step.notice_ends_on)}
        built = {"build_id": result.build_id if result else None}
        typer.echo(json.dumps({**told, **more, **built}, ensure_ascii=False, default=str))
        return
    stands = {"period": step.period, "version": step.restatement, "until": step.notice_ends_on}
    typer.echo(word("commands.frozen", stands))


@contextmanager
def _refusals_told(as_json: bool) -> Iterator[None]:
    """Ends the command with a plain message where a period cannot be closed or policy cannot be changed."""
    try:
        yield
    except DecisionRefused as refusal:
        unsaid = refusal.code in ("decisions.step_unsigned", "decisions.policy_unsigned", "decisions.reason_needed")
        warehouse.stop(refusal.text(reader_language()), warehouse.USAGE if unsaid else warehouse.REFUSED, as_json)
    except (numbers.CannotClose, FrozenFilesChanged, PolicyRefused) as reason:
        warehouse.stop(str(reason), warehouse.REFUSED, as_json)
    except (BuildFailed, SQLAlchemyError, duckdb.Error, OSError) as fault:
        warehouse.stop(word("commands.not_done", {"fault": fault}), warehouse.FAULT, as_json)


@policy.command("apply", help=word("commands.policy_apply"))
@_with_states_of_cases
def policy_apply(
    file: Annotated[Path, typer.Argument(help=word("commands.option_previewed"))],
    by: ByOption,
    reason: ReasonOption,
    build: BuildOption = True,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put previewed changes into force; frozen periods stay as they are."""
    place = Home.at(home)
    with _refusals_told(as_json):
        proposal = read_proposal(place, file)
        refuse_unseen(place, proposal)
        values = [ChangedValue(**asdict(value)) for value in proposal.values]
        changes = PolicyStore.of(place).put_in_force(
            values, proposal.valid_from, _policy_maker(by), reason, proposal.digest, period_ends(place)
        )
    _policy_stands(place, changes, build, as_json)


@policy.command("withdraw", help=word("commands.policy_withdraw"))
@_with_states_of_cases
def policy_withdraw(
    change_set: Annotated[str, typer.Argument(help=word("commands.option_change_set"))],
    by: ByOption,
    reason: ReasonOption,
    build: BuildOption = True,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Withdraw changes that no frozen period rests on."""
    place = Home.at(home)
    with _refusals_told(as_json):
        withdrawal = PolicyStore.of(place).withdraw(change_set, _policy_maker(by), reason, period_ends(place))
    _policy_stands(place, [withdrawal], build, as_json)


def _policy_maker(by: str) -> Decider:
    return Decider(by.strip(), "administrator")


def _policy_stands(place: Home, changes: list[PolicyChange], build: bool, as_json: bool) -> None:
    """Says what was stored, and publishes it."""
    result = warehouse.build_and_tell(place, as_json=as_json) if build else None
    first = changes[0]
    if as_json:
        told = {"change_set": first.change_set, "withdraws": first.withdraws, "valid_from": first.valid_from}
        built = {"changes": len(changes), "build_id": result.build_id if result else None}
        typer.echo(json.dumps({**told, **built}, ensure_ascii=False, default=str))
    elif first.withdraws:
        typer.echo(word("commands.withdrawn", {"change_set": first.withdraws}))
    else:
        stands = {"change_set": first.change_set, "count": len(changes), "day": first.valid_from}
        typer.echo(word("commands.in_force", stands))


def _tell(message: str) -> None:
    typer.echo(message, err=True)


@app.command(help=word("commands.refresh"))
@_with_states_of_cases
def refresh(
    full: Annotated[bool, typer.Option(help=word("commands.option_full"))] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ingest what is new in the inboxes, build, publish: what a timer calls."""
    place = Home.at(home)
    try:
        with locked(place.work / "refresh.lock", wait=False):
            looks = ingestion.ingest_inboxes(place, as_json)
            built = _build_what_there_is(place, full, as_json)
    except InUse:
        said = word("commands.refresh_running")
        typer.echo(json.dumps({"exit_code": 0, "said": said}, ensure_ascii=False) if as_json else said)
        return
    except OSError as error:
        refused = disk_fault(error)
        warehouse.stop(refused.text() if refused else str(error), warehouse.FAULT, as_json)
    exit_code = max(*(look.exit_code for look in looks), built["exit_code"], 0)
    if as_json:
        told = {
            "exit_code": exit_code,
            "inboxes": ingestion.with_texts([look.as_dict() for look in looks]),
            "build": built,
        }
        typer.echo(json.dumps(told, ensure_ascii=False, default=str))
    raise typer.Exit(exit_code)


def _build_what_there_is(home: Home, full: bool, as_json: bool) -> dict[str, Any]:
    """Builds where something has changed: the published build, or what stopped it. An empty home is no fault."""
    try:
        result = warehouse.build_or_say_why(home, full=full)
    except warehouse.BuildStopped as stopped:
        if not as_json:
            typer.echo(stopped.why.text(), err=True)
        is_empty = isinstance(stopped.__cause__, NothingIngested)
        return {"exit_code": 0 if is_empty else stopped.exit_code, "said": stopped.why.text()}
    if not as_json:
        warehouse.tell_of(result)
    return {"exit_code": 0, "build_id": result.build_id, "is_new": result.is_new, "warnings": result.warnings}


@app.command(help=word("commands.status"))
def status(
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """What is in, what is not, what was built, what cannot be evaluated."""
    state = _state(Home.at(home))
    if as_json:
        typer.echo(json.dumps(ingestion.with_texts(state), ensure_ascii=False, default=str))
        return
    for name, rows in state.items():
        title = word(f"commands.status_{name}")
        if not rows:
            typer.echo(word("commands.status_nothing", {"title": title}))
            continue
        headings = [_heading(name, column) for column in rows[0]]
        print_rows(headings, [list(map(_cell, row.values())) for row in rows], title)
    if not state["builds"]:
        typer.echo(word("commands.status_next"))


def _cell(value: Any) -> str:
    if isinstance(value, Message):
        return value.text()
    return "" if value is None else str(value)


def _heading(subject: str, column: str) -> str:
    """What a column is called, in a table of its own subject or in any."""
    named = (f"commands.column_{subject}_{column}", f"commands.column_{column}")
    return next((word(name) for name in named if is_worded(name)), column)


def _state(home: Home) -> dict[str, list[dict[str, Any]]]:
    """What `status` tells: rows by subject. What only a build knows is empty before the first one."""
    from ingestion.lake import Lake
    from ingestion.quarantine import summary

    shown = ("received_at", "file_name", "source", "status", "rows_read", "rows_accepted", "rows_quarantined")
    state: dict[str, list[dict[str, Any]]] = {
        "batches": [{name: batch.get(name) for name in shown} for batch in Lake(home).batches()],
        "quarantine": summary(home),
        "freshness": [],
        "builds": [],
        "not_evaluable": [],
        "closings": [],
    }
    published = home.published_build()
    if published is not None and published.exists():
        for name, query in _PUBLISHED_STATE.items():
            state[name] = warehouse.select(published, query).to_pylist()
    return state


_PUBLISHED_STATE = {
    "builds": "select build_id, started_at, finished_at, code_version from published.builds order by started_at desc limit 1",
    "freshness": """
        select source, observed as latest from published.quality where "check" = 'freshness' order by source
    """,
    "not_evaluable": """
        select indicators.indicator_id, indicators.name_zh, min(indicator_values.reason) as reason
        from published.indicator_values
        inner join published.indicators on indicator_values.indicator_id = indicators.indicator_id
        group by indicators.indicator_id, indicators.name_zh
        having count(*) = count(*) filter (where indicator_values.status = 'not_evaluable')
        order by indicators.indicator_id
    """,
    "closings": """
        select
            period, state, restatement, notice_ends_on, unanswered,
            changed_communities as communities_a_restatement_would_change
        from published.period_states
        where frozen
        order by period
    """,
}

if __name__ == "__main__":
    main()
