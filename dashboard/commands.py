"""The dashboard's commands: `serve` and `audit list|decide|import`. Exit codes: 0 ok, 1 data refused, 2 usage, 3 fault.

A decision made here keeps the same rules as one made on the case page.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from dashboard import access, cases
from dashboard import serve as server
from dashboard.decisions.rules import DecisionRefused
from dashboard.decisions.store import Decision, DecisionStore
from dashboard.decisions.worklists import WrittenDecision, read_worklist
from dashboard.viewer import Viewer
from warehouse.settings import Home, in_language

REFUSED, USAGE, FAULT = 1, 2, 3

HomeOption = Annotated[Path | None, typer.Option("--home", help="数据目录 / home folder")]
JsonOption = Annotated[bool, typer.Option("--json", help="供程序读取 / for machines")]
ByOption = Annotated[str, typer.Option("--by", help="作出决定的人 / who decides")]

# Columns of `audit list`: published column, Chinese heading, English heading, how a number is written.
LISTED = (
    ("record_id", "记录", "record", ""),
    ("community_id", "社区", "community", ""),
    ("member_id", "谁（已遮蔽）", "who (masked)", ""),
    ("reasons", "理由", "reasons", ""),
    ("expected_hours", "预计追回小时", "hours expected back", ".1f"),
    ("hours_at_stake", "涉及小时", "hours at stake", ".1f"),
    ("suspicion", "可疑度", "suspicion", ".2f"),
    ("age_days", "已等待天数", "days waiting", ".0f"),
)

audit = typer.Typer(no_args_is_help=True, help="核查：队列与决定 / audit: the queue and the decisions")

Answer = TypeVar("Answer")


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
    queue = _answered(lambda: cases.open_queue(desk.viewer, desk.store), as_json)
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
    table = Table(*(in_language(zh, en) for _, zh, en, _ in LISTED))
    for case in shown.to_dict("records"):
        named = [case[f"reason_{place}_{in_language('zh', 'en')}"] for place in (1, 2)]
        case["reasons"] = "; ".join(name for name in named if isinstance(name, str))
        table.add_row(*(format(case[column], form) for column, _, _, form in LISTED))
    if not shown.empty:
        Console().print(table)


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
    """对一条记录作出决定 / decide one record."""
    desk = _desk(home, by, as_json)
    try:
        made = _answered(lambda: _decide(desk, WrittenDecision(1, record, verdict, reason, note, seen)), as_json)
    except DecisionRefused as refusal:
        _stop(_told(refusal), REFUSED, as_json)
    if as_json:
        typer.echo(json.dumps(_plain(made), ensure_ascii=False))
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
    stored, repeated, refused = _answered(lambda: _decide_all(desk, written), as_json)
    if as_json:
        rows = [
            {"row_number": row.row_number, "record_id": row.record_id, "reason": _told(why)} for row, why in refused
        ]
        typer.echo(json.dumps({"stored": stored, "repeated": repeated, "refused": rows}, ensure_ascii=False))
    else:
        typer.echo(
            in_language(
                f"已保存 {stored} 条，此前已有 {repeated} 条，未保存 {len(refused)} 条。下一次构建时生效。",
                f"{stored} stored, {repeated} stored before, {len(refused)} refused. They take effect in the next build.",
            )
        )
        for row, why in refused:
            line = in_language(f"第 {row.row_number} 行 {row.record_id}：", f"row {row.row_number} {row.record_id}: ")
            typer.echo(line + _told(why), err=True)
    if refused:
        raise typer.Exit(REFUSED)


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
    return _Desk(Viewer(user.strip(), "auditor"), cases.decision_store(place))


def _decide(desk: _Desk, written: WrittenDecision) -> Decision:
    """Stores one decision; one's own earlier decision counts as seen. Raises DecisionRefused."""
    case = cases.find_case(written.record_id, desk.viewer)
    if case is None:
        raise DecisionRefused(
            "unknown_record",
            f"已发布的数据里没有记录“{written.record_id}”；未保存。",
            f"The published data hold no record “{written.record_id}”; nothing was stored.",
        )
    earlier = desk.store.decisions(written.record_id)
    own = earlier[-1].decision_id if earlier and earlier[-1].decided_by == desk.viewer.user_id else None
    seen = written.seen or own
    return desk.store.decide(
        case, cases.decider(desk.viewer), written.verdict, written.reason_code, written.note, seen=seen
    )


def _decide_all(
    desk: _Desk, rows: list[WrittenDecision]
) -> tuple[int, int, list[tuple[WrittenDecision, DecisionRefused]]]:
    """Stores what keeps the rules: how many were stored, how many stood already, and the rows refused with why."""
    stored = repeated = 0
    refused = []
    for row in rows:
        if _stands_already(desk, row):
            repeated += 1
            continue
        try:
            _decide(desk, row)
            stored += 1
        except DecisionRefused as refusal:
            refused.append((row, refusal))
    return stored, repeated, refused


def _stands_already(desk: _Desk, written: WrittenDecision) -> bool:
    """Whether the same person's same decision stands, so that a sheet sent twice changes nothing."""
    earlier = desk.store.decisions(written.record_id)
    if not earlier:
        return False
    last = earlier[-1]
    same = (last.verdict, last.reason_code, last.note) == (written.verdict, written.reason_code, written.note)
    return same and last.decided_by == desk.viewer.user_id


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
