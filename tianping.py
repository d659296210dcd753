"""The `tianping` command: the one place where the rooms meet."""

from __future__ import annotations

import json
import multiprocessing
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from dashboard import commands as dashboard
from dashboard.decisions.closings import ClosingStore, Step, check_freeze, check_restatement
from dashboard.decisions.policy_changes import Change, PolicyStore, Value
from dashboard.decisions.rules import Decider, DecisionRefused
from dashboard.demo_audits import FRAME, audit_demo
from ingestion import commands as ingestion
from ingestion.lake import InUse, disk_fault, locked
from warehouse import commands as warehouse
from warehouse import freeze as numbers
from warehouse.build import BuildFailed, NothingIngested, read_models
from warehouse.frozen import FrozenFilesChanged
from warehouse.landing import list_inputs, load
from warehouse.policy import PolicyRefused, period_ends, read_proposal, refuse_unseen
from warehouse.settings import Home, in_language

# The demonstration year ends in December 2025; looking from mid-January, its last records have been graded and cooled off.
DEMO_AS_OF = "2026-01-15 00:00:00"
DEMO_NAME = "天平示范市（合成数据）"

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="天平：社区服务与应急准备评价。 Evaluation of community service and emergency readiness.",
)


app.command("ingest")(ingestion.ingest)
app.command("profile")(ingestion.profile)
app.command("template")(ingestion.template)
app.command("build")(warehouse.build_command)
app.command("score")(warehouse.score_command)
app.command("sql")(warehouse.sql_command)
app.command("serve")(dashboard.serve)
app.command("doctor")(dashboard.doctor)
app.add_typer(ingestion.quarantine, name="quarantine")
app.add_typer(dashboard.audit, name="audit")
app.add_typer(dashboard.export, name="export")
policy = typer.Typer(no_args_is_help=True, help="政策：试算、生效、撤回 / policy: preview, put into force, withdraw")
policy.command("preview")(warehouse.policy_preview_command)
app.add_typer(policy, name="policy")


def main() -> None:
    """Entry point of the console script."""
    app()


@app.command()
def demo(
    communities: Annotated[int, typer.Option(help="社区个数 / number of communities", min=2)] = 120,
    months: Annotated[int, typer.Option(help="月数，截至 2025-12 / months up to 2025-12", min=1, max=60)] = 12,
    seed: Annotated[int, typer.Option(help="随机种子 / seed")] = 1,
    fakes: Annotated[float, typer.Option(help="虚假记录占比 / share of fake records", min=0, max=0.5)] = 0.04,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="建成后打开看板 / open the dashboard")] = True,
    write_truth: Annotated[
        Path | None, typer.Option(help="把每条记录的真伪写成 CSV / write record_id, fake, kind")
    ] = None,
    to: Annotated[Path | None, typer.Option(help="只写源文件到此文件夹 / only write the source files")] = None,
    port: Annotated[int, typer.Option(help="看板端口 / port of the dashboard")] = 8501,
    home: Annotated[Path | None, typer.Option("--home", help="数据目录 / home folder")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="机器可读输出 / output for machines")] = False,
) -> None:
    """造一座合成示范市，入库、计算并打开看板 / make the synthetic city, ingest, build, serve."""
    from ingestion.demo_city import write_city
    from ingestion.demo_city import write_truth as write_truth_file

    def make(folder: Path) -> set[str]:
        """Writes the city's files; the records that are fake."""
        typer.echo(in_language("1/3 正在生成合成示范市……", "1/3 making the synthetic city …"))
        city = write_city(folder, communities=communities, months=months, seed=seed, fakes=fakes)
        if write_truth:
            write_truth_file(city, write_truth)
        return set(city.truth.loc[city.truth["fake"], "record_id"])

    if to:
        make(to)
        typer.echo(in_language(f"源文件已写入 {to}", f"The source files are in {to}"))
        return

    place = Home.at(home)
    if place.deliveries.exists() and not place.deployment().synthetic:
        typer.echo(
            in_language(
                f"{place.path} 里已有真实数据，示范市不会混入其中。请用 --home 另选一个文件夹。",
                f"{place.path} holds real data, and the synthetic city stays out of it. Name another folder with --home.",
            ),
            err=True,
        )
        raise typer.Exit(2)
    place.write_deployment(synthetic=True, name=DEMO_NAME, as_of=DEMO_AS_OF)
    # Reading the models takes a core some ten seconds; making the city leaves one free.
    reading = multiprocessing.get_context("spawn").Process(target=read_models, args=(place,))
    reading.start()
    with tempfile.TemporaryDirectory(prefix="tianping-city-") as folder:
        sources = Path(folder) / "demo-city"
        fake_records = make(sources)
        typer.echo(in_language("2/3 正在入库……", "2/3 ingesting …"))
        ingestion.ingest_quietly([sources], place)
    with duckdb.connect() as connection:
        load(connection, place, list_inputs(place), {"started_at": DEMO_AS_OF})
        connection.execute(FRAME)
        audit_demo(place, connection, fake_records, seed)
    reading.join()
    typer.echo(in_language("3/3 正在计算并发布……", "3/3 building and publishing …"))
    result = warehouse.build_and_tell(place, as_json=as_json)
    if as_json:
        typer.echo(json.dumps({"home": str(place.path), "build_id": result.build_id}))
    if serve:
        dashboard.serve(port=port, home=place.path)


HomeOption = Annotated[Path | None, typer.Option("--home", help="数据目录 / home folder")]
JsonOption = Annotated[bool, typer.Option("--json", help="机器可读输出 / output for machines")]
PeriodArgument = Annotated[str, typer.Argument(help="周期，如 2026Q1 / a period, as in 2026Q1")]
ByOption = Annotated[str, typer.Option("--by", help="作出决定的人 / who decides")]
ReasonOption = Annotated[str, typer.Option("--reason", help="理由 / why")]
NoticeOption = Annotated[
    int | None,
    typer.Option("--notice-days", help="公示天数，默认按政策 / days of notice, by default as policy says", min=1),
]
BuildOption = Annotated[bool, typer.Option("--build/--no-build", help="随后构建并发布 / build and publish afterwards")]


@app.command()
def verify(
    what: Annotated[
        str, typer.Argument(help="周期，如 2026Q1；或导出的 xlsx、pdf / a period, as in 2026Q1, or an exported file")
    ],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """重算已冻结的周期，逐值比较；或核对导出的文件 / compute a frozen period once more, or confirm an exported file."""
    if what.lower().endswith(dashboard.DOCUMENT_SUFFIXES):
        dashboard.verify_file(Path(what), home, as_json)
    else:
        warehouse.verify_command(what, home, as_json)


@app.command()
def freeze(
    period: PeriodArgument,
    by: ByOption,
    reason: ReasonOption,
    notice_days: NoticeOption = None,
    build: BuildOption = True,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """冻结一个周期并开始公示：数字此后不再随数据变化 / freeze a period and begin its public notice."""
    place = Home.at(home)
    store, decider = ClosingStore.of(place), Decider(by.strip(), "committee")
    with _refusals_told(as_json):
        check_freeze(store.closing(period), decider, reason)
        days = notice_days or numbers.notice_days(place)
        unseen = numbers.freeze(
            place, period, lambda made: store.freeze(period, decider, reason, made.manifest_sha256, days), _tell
        )
    if unseen:
        listed = in_language("、", ", ").join(unseen.files) or in_language("无", "none")
        _tell(
            in_language(
                f"注意：冻结的是已发布的构建；此后收到的文件（{listed}）和 {unseen.decisions} 个核查决定不在其中。",
                f"Note: what was frozen is the published build; files that came since ({listed}) and {unseen.decisions} "
                "audit decisions are not in it.",
            )
        )
    _given_out(
        place,
        store.closing(period).steps[-1],
        {"files_not_in_it": unseen.files, "decisions_not_in_it": unseen.decisions},
        build,
        as_json,
    )


@app.command()
def restate(
    period: PeriodArgument,
    by: ByOption,
    reason: ReasonOption,
    notice_days: NoticeOption = None,
    build: BuildOption = True,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """按现有数据更正已冻结的周期：写明改了什么、为什么；原来的一版留存 / restate a frozen period by what is known now."""
    place = Home.at(home)
    store, decider = ClosingStore.of(place), Decider(by.strip(), "committee")
    with _refusals_told(as_json):
        check_restatement(store.closing(period), decider, reason)
        days = notice_days or numbers.notice_days(place)
        changes = numbers.restate(
            place, period, lambda made: store.restate(period, decider, reason, made.manifest_sha256, days), _tell
        )
    communities = sorted({change["community_id"] for change in changes})
    if not as_json:
        typer.echo(
            in_language(
                f"改动 {len(changes)} 个数值，涉及 {len(communities)} 个社区：{'、'.join(communities) or '无'}。",
                f"{len(changes)} values changed, of {len(communities)} communities: {', '.join(communities) or 'none'}.",
            )
        )
    _given_out(place, store.closing(period).steps[-1], {"changes": changes}, build, as_json)


def _given_out(place: Home, step: Step, more: dict[str, Any], build: bool, as_json: bool) -> None:
    """Says what stands now, and publishes it."""
    result = warehouse.build_and_tell(place, as_json=as_json) if build else None
    if as_json:
        told = {"period": step.period, "restatement": step.restatement, "notice_ends_on": str(step.notice_ends_on)}
        built = {"build_id": result.build_id if result else None}
        typer.echo(json.dumps({**told, **more, **built}, ensure_ascii=False, default=str))
        return
    typer.echo(
        in_language(
            f"{step.period} 第 {step.restatement} 版已冻结（0 为首次），公示到 {step.notice_ends_on}。只有这个周期被冻结，其中的月份等不在内。",
            f"Version {step.restatement} of {step.period} is frozen (0 is the first), under notice until {step.notice_ends_on}. "
            "Only this period is: the months in it are not.",
        )
    )


@contextmanager
def _refusals_told(as_json: bool) -> Iterator[None]:
    """Ends the command with a plain message where a period cannot be closed or policy cannot be changed."""
    try:
        yield
    except DecisionRefused as refusal:
        unsaid = refusal.code in ("unsigned", "reason_needed")
        warehouse.stop(in_language(refusal.zh, refusal.en), warehouse.USAGE if unsaid else warehouse.REFUSED, as_json)
    except (numbers.CannotClose, FrozenFilesChanged, PolicyRefused) as reason:
        warehouse.stop(str(reason), warehouse.REFUSED, as_json)
    except (BuildFailed, SQLAlchemyError, duckdb.Error, OSError) as fault:
        warehouse.stop(
            in_language(f"没能完成，已冻结的数字没有改动：{fault}", f"Not done; frozen numbers are unchanged: {fault}"),
            warehouse.FAULT,
            as_json,
        )


@policy.command("apply")
def policy_apply(
    file: Annotated[Path, typer.Argument(help="预览过的 YAML 或 JSON / the YAML or JSON that was previewed")],
    by: ByOption,
    reason: ReasonOption,
    build: BuildOption = True,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """让预览过的改动自其日期起生效；已冻结的周期不受影响 / put previewed changes into force; frozen periods stay as they are."""
    place = Home.at(home)
    with _refusals_told(as_json):
        proposal = read_proposal(place, file)
        refuse_unseen(place, proposal)
        values = [Value(**asdict(value)) for value in proposal.values]
        changes = PolicyStore.of(place).put_in_force(
            values, proposal.valid_from, _policy_maker(by), reason, proposal.digest, period_ends(place)
        )
    _policy_stands(place, changes, build, as_json)


@policy.command("withdraw")
def policy_withdraw(
    change_set: Annotated[str, typer.Argument(help="改动的编号 / the id of the changes")],
    by: ByOption,
    reason: ReasonOption,
    build: BuildOption = True,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """撤回一组还没有进入已冻结周期的改动 / withdraw changes that no frozen period rests on."""
    place = Home.at(home)
    with _refusals_told(as_json):
        withdrawal = PolicyStore.of(place).withdraw(change_set, _policy_maker(by), reason, period_ends(place))
    _policy_stands(place, [withdrawal], build, as_json)


def _policy_maker(by: str) -> Decider:
    return Decider(by.strip(), "administrator")


def _policy_stands(place: Home, changes: list[Change], build: bool, as_json: bool) -> None:
    """Says what was stored, and publishes it."""
    result = warehouse.build_and_tell(place, as_json=as_json) if build else None
    first = changes[0]
    if as_json:
        told = {"change_set": first.change_set, "withdraws": first.withdraws, "valid_from": first.valid_from}
        built = {"changes": len(changes), "build_id": result.build_id if result else None}
        typer.echo(json.dumps({**told, **built}, ensure_ascii=False, default=str))
    elif first.withdraws:
        typer.echo(in_language(f"{first.withdraws} 已撤回。", f"{first.withdraws} is withdrawn."))
    else:
        typer.echo(
            in_language(
                f"{first.change_set}：{len(changes)} 项改动自 {first.valid_from} 起生效。",
                f"{first.change_set}: {len(changes)} changes hold from {first.valid_from} on.",
            )
        )


def _tell(message: str) -> None:
    typer.echo(message, err=True)


@app.command()
def refresh(
    full: Annotated[bool, typer.Option(help="没有变化也重新计算 / build even where nothing has changed")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """取收件夹里的新文件入库、计算并发布，供定时任务调用 / ingest what is new in the inboxes, build, publish: what a timer calls."""
    place = Home.at(home)
    try:
        with locked(place.work / "refresh.lock", wait=False):
            looks = ingestion.ingest_inboxes(place, as_json)
            built = _build_what_there_is(place, full, as_json)
    except InUse:
        said = in_language("另一次更新正在进行，这次不做。", "Another refresh is running; this one does nothing.")
        typer.echo(json.dumps({"exit_code": 0, "said": said}, ensure_ascii=False) if as_json else said)
        return
    except OSError as error:
        warehouse.stop(in_language(*(disk_fault(error) or (str(error), str(error)))), warehouse.FAULT, as_json)
    exit_code = max(*(look.exit_code for look in looks), built["exit_code"], 0)
    if as_json:
        told = {"exit_code": exit_code, "inboxes": [look.as_dict() for look in looks], "build": built}
        typer.echo(json.dumps(told, ensure_ascii=False, default=str))
    raise typer.Exit(exit_code)


def _build_what_there_is(home: Home, full: bool, as_json: bool) -> dict[str, Any]:
    """Builds where something has changed: the published build, or what stopped it. An empty home is no fault."""
    try:
        result = warehouse.build_or_say_why(home, full=full)
    except warehouse.BuildStopped as stopped:
        if not as_json:
            typer.echo(stopped.message, err=True)
        is_empty = isinstance(stopped.__cause__, NothingIngested)
        return {"exit_code": 0 if is_empty else stopped.code, "said": stopped.message}
    if not as_json:
        warehouse.tell_of(result)
    return {"exit_code": 0, "build_id": result.build_id, "is_new": result.is_new, "warnings": result.warnings}


@app.command()
def status(
    home: Annotated[Path | None, typer.Option("--home", help="数据目录 / home folder")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="机器可读输出 / output for machines")] = False,
) -> None:
    """批次、隔离、新鲜度、最近构建、哪些指标无法评估及原因 / what is in, what is not, what was built, what cannot be evaluated."""
    state = _state(Home.at(home))
    if as_json:
        typer.echo(json.dumps(state, ensure_ascii=False, default=str))
        return
    titles = {
        "batches": in_language("批次", "Batches"),
        "quarantine": in_language("待改的行", "Rows to mend"),
        "freshness": in_language("各来源最新日期", "Latest day of each source"),
        "builds": in_language("已发布的构建", "Published build"),
        "not_evaluable": in_language("无法评估的指标", "Indicators that cannot be evaluated"),
        "closings": in_language("已冻结的周期", "Frozen periods"),
    }
    console = Console()
    for name, title in titles.items():
        rows = state[name]
        if not rows:
            console.print(in_language(f"{title}：无", f"{title}: none"))
            continue
        headings = [in_language(_HEADINGS_ZH.get(column, column), column.replace("_", " ")) for column in rows[0]]
        table = Table(*headings, title=title, title_justify="left")
        for row in rows:
            table.add_row(*("" if value is None else str(value) for value in row.values()))
        console.print(table)
    if not state["builds"]:
        console.print(in_language("下一步：tianping build", "Next: tianping build"))


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


_HEADINGS_ZH = {
    "received_at": "收到时间",
    "file_name": "文件",
    "source": "数据源",
    "status": "结果",
    "rows_read": "读入",
    "rows_accepted": "入库",
    "rows_quarantined": "隔离",
    "rows": "行数",
    "rule": "规则",
    "latest": "最新日期",
    "build_id": "构建",
    "started_at": "开始",
    "finished_at": "结束",
    "code_version": "程序版本",
    "indicator_id": "指标",
    "name_zh": "名称",
    "reason": "缺少",
    "period": "周期",
    "state": "状态",
    "restatement": "第几次更正",
    "notice_ends_on": "公示到",
    "unanswered": "未答复异议",
    "communities_a_restatement_would_change": "更正会改变的社区数",
}

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
