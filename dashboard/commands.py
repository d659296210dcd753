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
from dashboard.audit_package import NothingToPackage, Subject, audit_package
from dashboard.decisions.rules import DecisionRefused
from dashboard.decisions.samples import SampleStore
from dashboard.decisions.store import DecisionStore, Outcome, Repeated, Ruling
from dashboard.decisions.worklists import WrittenDecision, read_worklist
from dashboard.doctor import examine
from dashboard.viewer import Viewer, persona
from dashboard.wording import Language, Wording
from warehouse.settings import Home, in_language
from warehouse.settings.operational import Decision
from warehouse.settings.terminal import print_rows

REFUSED, USAGE, FAULT = 1, 2, 3
DOCUMENT_SUFFIXES = documents.SUFFIXES
# Who may take a package away.
PackageRole = Literal["auditor", "committee"]

HomeOption = Annotated[Path | None, typer.Option("--home", help="数据目录 / home folder")]
JsonOption = Annotated[bool, typer.Option("--json", help="供程序读取 / for machines")]
ByOption = Annotated[str, typer.Option("--by", help="作出决定的人 / who decides")]

# Columns of `audit list`: published column, Chinese heading, English heading, how a number is written.
LISTED = (
    ("record_id", "记录", "record", ""),
    ("community_id", "社区", "community", ""),
    ("member_id", "谁（已遮蔽）", "who (masked)", ""),
    ("reasons", "理由", "reasons", ""),
    ("expected_hours_per_minute", "每分钟追回小时", "hours back a minute", ".2f"),
    ("expected_hours", "预计追回小时", "hours expected back", ".1f"),
    ("hours_at_stake", "涉及小时", "hours at stake", ".1f"),
    ("suspicion", "可疑度", "suspicion", ".2f"),
    ("age_days", "已等待天数", "days waiting", ".0f"),
)

audit = typer.Typer(no_args_is_help=True, help="核查：队列与决定 / audit: the queue and the decisions")

export = typer.Typer(no_args_is_help=True, help="导出给人看的文件 / files for people")

Answer = TypeVar("Answer")


def doctor(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """体检：版本、磁盘、字体、浏览器、登录、权限、决定链是否被改动，怎么修 / what is wrong and how to mend it."""
    checks = examine(Home.at(home))
    is_well = all(check.verdict != "fault" for check in checks)
    if as_json:
        typer.echo(json.dumps({"is_well": is_well, "checks": [vars(check) for check in checks]}, ensure_ascii=False))
    else:
        signs = {"ok": "✓", "warning": in_language("! 注意", "! note"), "fault": in_language("✗ 有误", "✗ wrong")}
        for check in checks:
            typer.echo(f"{signs[check.verdict]} {check.name}: {check.found}")
            if check.mend:
                typer.echo(f"    → {check.mend}")
    raise typer.Exit(0 if is_well else FAULT)


def serve(
    port: Annotated[int, typer.Option(help="看板端口 / port of the dashboard", min=1, max=65535)] = server.PORT,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """在本机打开看板 / open the dashboard on this machine (127.0.0.1)."""
    raise typer.Exit(server.serve(Home.at(home), port, as_json=as_json))


@audit.command("list")
def list_queue(
    limit: Annotated[int, typer.Option(help="最多多少件 / at most this many", min=1)] = 24,
    community: Annotated[str | None, typer.Option(help="只看一个社区 / one community only")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """待核查队列，最值得先核查的在前 / the queue, what is most worth checking first."""
    desk = _desk(home, "tianping audit list", as_json)
    queue = _answered(lambda: cases.to_do(cases.open_queue(desk.viewer, desk.store)), as_json)
    if community:
        queue = queue[queue["community_id"] == community]
    shown = queue.head(limit)
    if as_json:
        typer.echo(shown.to_json(orient="records", force_ascii=False, date_format="iso"))
        return
    typer.echo(
        in_language(
            f"队列共 {len(queue)} 件，显示前 {len(shown)} 件。",
            f"{len(queue)} cases wait; the first {len(shown)} are shown.",
        )
    )
    rows = []
    for case in shown.to_dict("records"):
        named = [case[f"reason_{place}_{in_language('zh', 'en')}"] for place in (1, 2)]
        case["reasons"] = "; ".join(name for name in named if isinstance(name, str))
        rows.append([format(case[column], form) for column, _, _, form in LISTED])
    if rows:
        print_rows([in_language(zh, en) for _, zh, en, _ in LISTED], rows)


@audit.command("sample")
def draw_sample(
    period: Annotated[str, typer.Argument(help="周期，如 2026Q1 / a period, as in 2026Q1")],
    by: ByOption,
    size: Annotated[
        int | None, typer.Option(help="抽多少件，默认按政策 / how many records, by default as policy says", min=1)
    ] = None,
    seed: Annotated[
        int | None, typer.Option(help="随机种子，默认随机并留存 / seed, by default random, and stored", min=0)
    ] = None,
    extend: Annotated[
        bool, typer.Option(help="把已抽的样本加大到 --size 件 / enlarge the sample to --size records in all")
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """按层随机抽取一个周期要核查的记录：有无标记都可能抽到 / draw a period's random sample, flagged or not."""
    desk = _desk(home, by, as_json)
    store = SampleStore.of(Home.at(home))
    try:
        drawing = _answered(lambda: sampling.draw(period, size, seed, desk.viewer, store, extend), as_json)
    except DecisionRefused as refusal:
        _stop(_told(refusal), REFUSED, as_json)
    strata = {row.stratum for row in drawing.added}
    if as_json:
        facts = {"period": period, "drawn": len(drawing.added), "records": drawing.records, "strata": len(strata)}
        expected = {"planned_share": drawing.share, "expected_low": drawing.low, "expected_high": drawing.high}
        listed = [row.record_id for row in drawing.added]
        typer.echo(json.dumps({**facts, "seed": drawing.added[0].seed, **expected, "record_ids": listed}))
        return
    flagged = sum(row.flagged for row in drawing.added)
    typer.echo(
        in_language(
            f"{period}：从 {drawing.records:,} 条记录中抽取 {len(drawing.added)} 件，分 {len(strata)} 层"
            f"（有标记 {flagged} 件，无标记 {len(drawing.added) - flagged} 件），种子 {drawing.added[0].seed} 已留存。\n"
            f"若不属实占 {drawing.share:.1%}，全部核完后 95 % 区间约为 {drawing.low:.1%}–{drawing.high:.1%}。\n"
            "下一步：tianping build，样本即进入核查队列（状态“抽样”）；在“抽样核查”页可取走和打印核查表。",
            f"{period}: {len(drawing.added)} of {drawing.records:,} records drawn from {len(strata)} strata "
            f"({flagged} flagged, {len(drawing.added) - flagged} unflagged); seed {drawing.added[0].seed} is stored.\n"
            f"If {drawing.share:.1%} are not genuine, all audited should give a 95 % interval of about "
            f"{drawing.low:.1%}–{drawing.high:.1%}.\n"
            "Next: `tianping build` puts them into the audit queue (state “sampled”); the page “Random audits” has the "
            "worklist to take away and to print.",
        )
    )


@audit.command("decide")
def decide_record(
    record: Annotated[str, typer.Argument(help="记录号 / record id")],
    verdict: Annotated[str, typer.Option(help="genuine 属实 | not_genuine 不属实 | unclear 无法判断")],
    by: ByOption,
    reason: Annotated[str | None, typer.Option(help="理由代码 / reason code")] = None,
    note: Annotated[str | None, typer.Option(help="备注 / note")] = None,
    seen: Annotated[
        str | None, typer.Option(help="已看过的他人决定 / the other person's decision you have seen")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """对一条记录作出决定；“不属实”要由第二个人同样决定才生效 / decide one record; a sanction needs a second person."""
    desk = _desk(home, by, as_json)
    (outcome,) = _answered(
        lambda: _decide_all(desk, [WrittenDecision(1, record, verdict, reason, note, seen)]), as_json
    )
    if isinstance(outcome, DecisionRefused):
        _stop(_told(outcome), REFUSED, as_json)
    made = outcome.standing if isinstance(outcome, Repeated) else outcome
    state = desk.store.file(record).state
    if as_json:
        typer.echo(json.dumps({**_plain(made), "state": state}, ensure_ascii=False))
        return
    if state == "awaits_second":
        typer.echo(
            in_language(
                f"已保存决定 {made.decision_id}：{record} {made.verdict}，待复核：另一位核查人员同样决定后才生效。",
                f"Decision {made.decision_id} is stored: {record} {made.verdict}. It waits for a second person: it is in "
                "force once another auditor decides the same.",
            )
        )
        return
    typer.echo(
        in_language(
            f"已保存决定 {made.decision_id}：{record} {made.verdict}。下一次构建时生效（tianping build）。",
            f"Decision {made.decision_id} is stored: {record} {made.verdict}."
            " It takes effect in the next build (tianping build).",
        )
    )


@audit.command("import")
def import_decisions(
    file: Annotated[Path, typer.Argument(help="CSV 或 xlsx / CSV or xlsx", exists=True, dir_okay=False)],
    by: ByOption,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """从表格导入许多决定：规则与界面相同，不合格的行写明行号，其余照存 / many decisions from a sheet."""
    desk = _desk(home, by, as_json)
    try:
        written = read_worklist(file)
    except DecisionRefused as refusal:
        _stop(_told(refusal), REFUSED, as_json)
    outcomes = _answered(lambda: _decide_all(desk, written), as_json)
    stored = [outcome for outcome in outcomes if isinstance(outcome, Decision)]
    files = desk.store.files()
    waiting = [decision for decision in stored if files[decision.record_id].proposal == decision]
    repeated = sum(isinstance(outcome, Repeated) for outcome in outcomes)
    refused = [(row, why) for row, why in zip(written, outcomes, strict=True) if isinstance(why, DecisionRefused)]
    if as_json:
        rows = [
            {"row_number": row.row_number, "record_id": row.record_id, "reason": _told(why)} for row, why in refused
        ]
        counts = {"stored": len(stored), "awaiting_second": len(waiting), "repeated": repeated}
        typer.echo(json.dumps({**counts, "refused": rows}, ensure_ascii=False))
    else:
        typer.echo(
            in_language(
                f"已保存 {len(stored)} 条（其中 {len(waiting)} 条待第二人复核后生效），此前已有 {repeated} 条，"
                f"未保存 {len(refused)} 条。下一次构建时生效。",
                f"{len(stored)} stored ({len(waiting)} of them wait for a second person), {repeated} stored before, "
                f"{len(refused)} refused. They take effect in the next build.",
            )
        )
        for row, why in refused:
            line = in_language(f"第 {row.row_number} 行 {row.record_id}：", f"row {row.row_number} {row.record_id}: ")
            typer.echo(line + _told(why), err=True)
    if refused:
        raise typer.Exit(REFUSED)


@export.command("report-card")
def export_report_card(
    community: Annotated[str, typer.Argument(help="社区编号 / community id")],
    period: Annotated[str, typer.Argument(help="周期，如 2026Q1 / a period, as in 2026Q1")],
    out: Annotated[Path, typer.Option("--out", help="写到哪个 xlsx / the xlsx to write", dir_okay=False)],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """一个社区一期的成绩单（xlsx）：总分与名次、维度、每项指标、定义与构建 / a community's report card."""
    # Screens bring Streamlit with them, which every other command would wait for, and which misses its server here.
    os.environ.setdefault("STREAMLIT_LOGGER_LEVEL", "error")
    from dashboard.report_card import write_report_card
    from dashboard.screens import community as screen
    from dashboard.screens.frame import Page

    os.environ["TIANPING_HOME"] = str(Home.at(home).path)
    viewer = Viewer("tianping export", "committee")
    say = Wording(cast(Language, in_language("zh", "en")))
    communities, periods = _answered(
        lambda: (access.query("communities", viewer), access.query("periods", viewer)), as_json
    )
    known = {"community": list(communities["community_id"]), "period": list(periods["period"])}
    for what, asked in (("community", community), ("period", period)):
        if asked not in known[what]:
            _stop(
                in_language(
                    f"已发布的结果里没有{say(f'frame.{what}')}“{asked}”，没有写文件。现有：{'、'.join(known[what][:10])} 等 {len(known[what])} 个。",
                    f"The published results have no {what} “{asked}”; no file was written. There are {len(known[what])}, as "
                    f"{', '.join(known[what][:10])}.",
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
            in_language(f"没能写 {out}：{fault}", f"{out} could not be written: {fault}"),
            FAULT,
            as_json,
        )
    typer.echo(json.dumps({"file": str(out)}) if as_json else in_language(f"已写入 {out}", f"Written: {out}"))


@export.command("work-unit")
def export_work_unit(
    unit: Annotated[str, typer.Argument(help="单位编号 / work unit")],
    year: Annotated[str, typer.Argument(help="年度，如 2026 / a year, as in 2026")],
    out: Annotated[Path, typer.Option("--out", help="写到哪个 xlsx 或 pdf / the xlsx or pdf to write", dir_okay=False)],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """一个单位一年的考核表（xlsx、PDF）：合计、名单、范围、校验码 / a work unit's assessment with totals and a checksum."""
    suffix = next((known for known in documents.SUFFIXES if known == out.suffix.lower()), None)
    if suffix is None:
        _stop(in_language("--out 须以 .xlsx 或 .pdf 结尾。", "--out must end in .xlsx or .pdf."), USAGE, as_json)
    os.environ["TIANPING_HOME"] = str(Home.at(home).path)
    subject = documents.Subject("work-unit", unit, year)
    say = Wording(cast(Language, in_language("zh", "en")))
    try:
        document = _answered(lambda: documents.make(subject, persona("work_unit", unit), say), as_json)
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(documents.write(document, suffix))
    except documents.NothingToDocument:
        _stop(
            in_language(
                f"已发布的结果里没有单位“{unit}”{year} 年的考核，没有写文件。现有单位见：tianping sql "
                '"select distinct work_unit_id, year from published.work_unit_assessments"。',
                f"The published results hold no assessment of “{unit}” in {year}; no file was written. For those there are: "
                'tianping sql "select distinct work_unit_id, year from published.work_unit_assessments".',
            ),
            REFUSED,
            as_json,
        )
    except (OSError, XlsxWriterException) as fault:
        _stop(in_language(f"没能写 {out}：{fault}", f"{out} could not be written: {fault}"), FAULT, as_json)
    if as_json:
        typer.echo(json.dumps({"file": str(out), "build_id": document.build_id, "checksum": document.checksum}))
    else:
        typer.echo(
            in_language(f"已写入 {out}，校验码 {document.checksum}", f"Written: {out}, checksum {document.checksum}")
        )


def verify_file(file: Path, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Tells whether a document is what its build says, to the last cell."""
    place = Home.at(home)
    os.environ["TIANPING_HOME"] = str(place.path)
    try:
        found = _answered(lambda: documents.check(file, place), as_json)
    except documents.NotOurs:
        said = in_language(
            f"{file} 不是本程序写的文件，或校验码已被去掉；无法确认。",
            f"{file} was not written by this program, or its checksum is gone; it cannot be confirmed.",
        )
        _stop(said, REFUSED, as_json)
    except (OSError, documents.NothingToDocument) as fault:
        _stop(in_language(f"没能读 {file}：{fault}", f"{file} could not be read: {fault}"), FAULT, as_json)
    if as_json:
        typer.echo(json.dumps({**asdict(found), "confirmed": found.confirmed}, ensure_ascii=False))
    else:
        typer.echo(_verification_in_words(found))
    if not found.confirmed:
        raise typer.Exit(REFUSED)


def _verification_in_words(found: documents.Checked) -> str:
    about = f"{found.subject.name} {found.subject.year}"
    if found.confirmed:
        return in_language(
            f"{about}：与构建 {found.build_id} 逐项一致，校验码 {found.checksum} 属实。",
            f"{about}: every cell is what build {found.build_id} says; the checksum {found.checksum} is right.",
        )
    if not found.build_is_kept:
        return in_language(
            f"{about}：构建 {found.build_id} 已不在保留之列，无法确认。请重新导出。",
            f"{about}: build {found.build_id} is not kept any more; it cannot be confirmed. Export it again.",
        )
    return in_language(
        f"{about}：文件与构建 {found.build_id} 不一致，内容或校验码被改过。",
        f"{about}: the file is not what build {found.build_id} says: its content or its checksum was changed.",
    )


@export.command("audit-package")
def export_audit_package(
    target: Annotated[str, typer.Argument(help="记录号，或社区编号 / a record, or a community with a period")],
    out: Annotated[Path, typer.Option("--out", help="写到哪个 zip / the zip to write", dir_okay=False)],
    by: Annotated[str, typer.Option("--by", help="谁导出；会留下查阅记录 / who exports; it is logged")],
    period: Annotated[str | None, typer.Argument(help="周期：导出整个社区 / a period: the whole community")] = None,
    role: Annotated[
        str, typer.Option(help="auditor 含人员与照片 | committee 遮蔽 / what the exporter may see")
    ] = "auditor",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """一件案子或一个社区一期的全部材料（zip）：数据行、照片、规则、决定、可重算的 SQL、校验值 / an audit package."""
    desk = _desk(home, by, as_json)
    if role not in get_args(PackageRole):
        _stop(in_language("--role 是 auditor 或 committee。", "--role is auditor or committee."), USAGE, as_json)
    viewer = Viewer(desk.viewer.user_id, cast(PackageRole, role))
    subject = Subject(community=target, period=period) if period else Subject(record=target)
    say = Wording(cast(Language, in_language("zh", "en")))
    try:
        content = _answered(lambda: audit_package(subject, viewer, desk.store, say), as_json)
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except NothingToPackage:
        _stop(
            in_language(
                f"已发布的数据里没有 {' '.join(filter(None, (target, period)))}，没有写文件。",
                f"The published data hold nothing of {' '.join(filter(None, (target, period)))}; no file was written.",
            ),
            REFUSED,
            as_json,
        )
    except OSError as fault:
        _stop(in_language(f"没能写 {out}：{fault}", f"{out} could not be written: {fault}"), FAULT, as_json)
    typer.echo(json.dumps({"file": str(out)}) if as_json else in_language(f"已写入 {out}", f"Written: {out}"))


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
        _stop(
            in_language("--by 不能为空：每个决定都要署名。", "--by is empty: every decision is signed."), USAGE, as_json
        )
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
            in_language(
                "还没有已发布的结果。请先运行 tianping build。",
                "Nothing has been published yet. Run `tianping build` first.",
            ),
            REFUSED,
            as_json,
        )
    except (access.ReadFailed, SQLAlchemyError) as fault:
        _stop(
            in_language(
                f"没能完成；已保存的决定都没有改动：{fault}", f"Not done; the decisions stored are unchanged: {fault}"
            ),
            FAULT,
            as_json,
        )


def _told(refusal: DecisionRefused) -> str:
    return in_language(refusal.zh, refusal.en)


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
