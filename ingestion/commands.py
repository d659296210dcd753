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
from rich.table import Table

from ingestion.lake import disk_fault
from warehouse.settings import Home, contracts, in_language

if TYPE_CHECKING:
    from ingestion.deliveries import FileReport, Report
    from ingestion.inboxes import InboxReport

HomeOption = Annotated[Path | None, typer.Option("--home", help="数据目录 / home folder")]
JsonOption = Annotated[bool, typer.Option("--json", help="机器可读输出 / output for machines")]
SourceOption = Annotated[str | None, typer.Option("--source", help="数据源 / source")]

# Rows that did not land are told one by one up to this many a batch; `quarantine list` has the rest.
ROWS_LISTED = 10

quarantine = typer.Typer(no_args_is_help=True, help="查看与导出被隔离的行 / rows that did not land.")


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="文件、文件夹或压缩包 / files, folders or zips")],
    profile: Annotated[str | None, typer.Option(help="映射配置名或文件 / mapping profile, name or file")] = None,
    source: SourceOption = None,
    community: Annotated[
        str | None,
        typer.Option(
            help="文件所属社区；其他社区的行不入库 / the community the files are of; rows of others do not land"
        ),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", help="谁报送 / who sends them")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """把文件入库：合格的行入库，不合格的隔离并说明原因 / take files in: good rows land, bad ones are quarantined."""
    from ingestion.deliveries import ingest as take_in
    from ingestion.policy import PolicyError
    from ingestion.profile import ProfileError

    if profile and source:
        _usage("--profile 与 --source 只能用一个。", "Use --profile or --source, not both.")
    with _faults(as_json):
        console = Console(stderr=True)
        try:
            with console.status("") as status:

                def tell(name: str, zh: str, en: str) -> None:
                    said = f"{name}: {in_language(zh, en)}"
                    # Who reads the output by program reads how far it is line by line.
                    typer.echo(said, err=True) if as_json else status.update(said)

                report = take_in(paths, Home.at(home), profile, source, tell, community, by=by)
        except FileNotFoundError as error:
            _usage(f"没有这个文件或文件夹：{error}", f"There is no such file or folder: {error}")
        except (ProfileError, PolicyError) as error:
            _usage(str(error), str(error))
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
    typer.echo(in_language(f"入库 {landed} 行，隔离 {bad} 行。", f"{landed} rows landed, {bad} quarantined."))
    return report


def ingest_inboxes(home: Home, as_json: bool) -> list[InboxReport]:
    """Takes in what is new in the inboxes, and prints what became of it unless machines read."""
    from ingestion.inboxes import take_in

    looks = []
    with _faults(as_json):
        looks = take_in(home, lambda name, zh, en: typer.echo(f"{name}: {in_language(zh, en)}", err=True))
    for look in () if as_json else looks:
        if look.report.files or look.report.warnings:
            _print_report(look.report, home)
        elif look.fault is None:
            typer.echo(in_language(f"{look.folder}：没有新文件。", f"{look.folder}: nothing new."))
        for path in look.unsettled:
            typer.echo(
                in_language(
                    f"{path.name} 还在写入，下次再取。",
                    f"{path.name} is still being written; it is left for the next time.",
                )
            )
        if look.fault is not None:
            typer.echo(in_language(*look.fault), err=True)
    return looks


def profile(
    file: Annotated[Path, typer.Argument(help="要描述的文件 / the file to describe", exists=True, dir_okay=False)],
    source: SourceOption = None,
    out: Annotated[Path | None, typer.Option(help="写入此文件 / write to this file")] = None,
    edited: Annotated[
        Path | None,
        typer.Option("--profile", help="改好的草稿，试读或保存 / the edited draft, to try or to save", exists=True),
    ] = None,
    try_out: Annotated[
        bool, typer.Option("--preview", help="用改好的草稿试读，不入库 / try the edited draft; nothing lands")
    ] = False,
    community: Annotated[str | None, typer.Option(help="文件所属社区 / the community the file is of")] = None,
    save_as: Annotated[
        str | None, typer.Option("--save", help="以此名保存到数据目录 / keep it in the home under this name")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="谁保存 / who saves it")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="同名的换掉 / in place of one of that name")] = False,
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """为文件提出一份映射配置草稿，试读，保存 / propose a mapping profile for a file, try it, keep it."""
    if source is not None and source not in contracts():
        listed = ", ".join(contracts())
        _usage(f"没有数据源 {source}（现有：{listed}）。", f"There is no source {source} (known: {listed}).")
    if edited is not None:
        _try_or_save(edited, file, try_out, community, save_as, by, replace, Home.at(home), as_json)
    elif try_out or save_as:
        _usage("请用 --profile 指明改好的草稿。", "Name the edited draft with --profile.")
    else:
        _propose(file, source, out, Home.at(home), as_json)


def _propose(file: Path, source: str | None, out: Path | None, home: Home, as_json: bool) -> None:
    from ingestion.preview import describe
    from ingestion.readers import Refused

    with _faults(as_json):
        try:
            described = describe(file, source)
        except Refused as refusal:
            if as_json:
                _print_json({"file": str(file), "reason_zh": refusal.text("zh"), "reason_en": refusal.text("en")})
            typer.echo(refusal.text(), err=True)
            raise typer.Exit(1) from refusal
        text = described["profile"]
        if out:
            out.write_text(text, encoding="utf-8")
        if as_json:
            _print_json({"file": str(file), **described})
        elif out:
            folder = home.path / "profiles"
            typer.echo(
                in_language(
                    f"草稿已写入 {out}。核对后放入 {folder}，或用 --profile 指明。",
                    f"The draft is in {out}. Check it, then put it into {folder} or name it with --profile.",
                )
            )
        else:
            typer.echo(text, nl=False)


def _try_or_save(
    edited: Path,
    file: Path,
    try_out: bool,
    community: str | None,
    save_as: str | None,
    by: str,
    replace: bool,
    home: Home,
    as_json: bool,
) -> None:
    from ingestion.preview import NameTaken, preview, save
    from ingestion.profile import ProfileError

    with _faults(as_json):
        try:
            if save_as is not None:
                kept = save(home, save_as, edited.read_text(encoding="utf-8"), by, replace)
                if as_json:
                    _print_json({"profile": save_as, "path": str(kept)})
                else:
                    typer.echo(in_language(f"已保存：{kept}", f"Kept: {kept}"))
                return
            tried = preview(file, edited, home, community)
        except NameTaken as taken:
            whose_zh, whose_en = (
                ("程序自带的", "one that came with the program") if taken.shipped else ("已有的", "one")
            )
            _decline(
                as_json,
                f"{whose_zh}映射配置也叫“{save_as}”，没有改动。换一个名字，或用 --replace 换掉它。",
                f'There is {whose_en} called "{save_as}"; nothing was changed. Take another name, or --replace it.',
                taken=save_as,
            )
        except ProfileError as error:
            _decline(as_json, str(error), str(error))
        if as_json:
            _print_json(tried)
        else:
            _print_preview(tried)
    raise typer.Exit(tried["exit_code"])


def _decline(as_json: bool, zh: str, en: str, **more: Any) -> NoReturn:
    """Says why a profile cannot be used, and ends with exit code 1."""
    if as_json:
        _print_json({"exit_code": 1, "reason_zh": zh, "reason_en": en, **more})
    else:
        typer.echo(in_language(zh, en), err=True)
    raise typer.Exit(1)


def _print_preview(tried: dict[str, Any]) -> None:
    """The first rows as the profile reads them, then what does not pass."""
    console = Console()
    for source, found in tried["tables"].items():
        filled = [
            place for place in range(len(found["columns"])) if any(row[place] is not None for row in found["rows"])
        ]
        table = Table(*(found["columns"][place] for place in filled), title=_source_label(source))
        for row in found["rows"]:
            table.add_row(*("" if row[place] is None else str(row[place]) for place in filled))
        console.print(table)
    for file in tried["files"]:
        if file["status"] == "refused":
            console.print(in_language(file["reason_zh"], file["reason_en"]), markup=False)
    for problem in tried["problems"]:
        rows = in_language(f"{problem['rows']} 行", f"{problem['rows']} rows")
        console.print(f"  · {in_language(problem['reason_zh'], problem['reason_en'])}（{rows}）", markup=False)
    typer.echo(in_language("这是试读，没有入库。", "This was a trial; nothing landed."))


def template(
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="数据源，不写则全部 / sources; all where none is named", show_default=False),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="写入此文件夹，默认为数据目录下的 templates / folder to write to")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """写出可填写的 Excel 模板，填好后直接入库 / write workbooks to fill in, ready to be ingested."""
    from ingestion.templates import template_sources, write_template

    known = template_sources()
    wanted = sources or known
    if unknown := [source for source in wanted if source not in known]:
        listed = ", ".join(known)
        _usage(
            f"没有 {unknown[0]} 的模板（现有：{listed}）。", f"There is no template of {unknown[0]} (known: {listed})."
        )
    with _faults(as_json):
        folder = out or Home.at(home).path / "templates"
        folder.mkdir(parents=True, exist_ok=True)
        files = [folder / f"{contracts()[source].name_zh}.xlsx" for source in wanted]
        for source, path in zip(wanted, files, strict=True):
            write_template(contracts()[source], path)
        if as_json:
            _print_json({"files": [str(path) for path in files]})
        else:
            typer.echo(in_language(f"{len(files)} 个模板已写入 {folder}。", f"{len(files)} templates are in {folder}."))


@quarantine.command("list")
def quarantine_list(
    closed: Annotated[bool, typer.Option("--closed", help="也列出已关闭的 / closed ones too")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """按批次和原因汇总 / by batch and reason."""
    from ingestion.quarantine import summary

    with _faults(as_json):
        lines = summary(Home.at(home), None if closed else "open")
        if as_json:
            _print_json(lines)
            return
        if not lines:
            typer.echo(in_language("没有待处理的隔离行。", "No rows are in quarantine."))
            return
        table = Table(in_language("批次", "batch"), in_language("文件", "file"), in_language("数据源", "source"))
        table.add_column(in_language("行数", "rows"), justify="right")
        table.add_column(in_language("原因（例）", "reason (example)"), overflow="fold")
        for line in lines:
            reason = in_language(line["reason_zh"], line["reason_en"])
            where = in_language(f"第 {line['example_row']} 行：", f"row {line['example_row']}: ")
            table.add_row(line["batch_id"], line["file_name"], line["source"], str(line["rows"]), where + reason)
        Console().print(table)


@quarantine.command("show")
def quarantine_show(
    batch: Annotated[str, typer.Argument(help="批次 / batch id")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """逐行列出一个批次的隔离行 / the rows of one batch."""
    from ingestion.quarantine import entries

    with _faults(as_json):
        found = entries(Home.at(home), None, batch_id=batch)
        if as_json:
            _print_json(found)
            return
        if not found:
            _usage(f"批次 {batch} 没有隔离行。", f"Batch {batch} has no rows in quarantine.")
        table = Table(in_language("行", "row"), in_language("编号", "key"), in_language("状态", "state"))
        table.add_column(in_language("原因", "reason"), overflow="fold")
        states = {"open": in_language("待处理", "open"), "closed": in_language("已关闭", "closed")}
        for entry in found:
            place = f"{entry['sheet']}!{entry['row_number']}" if entry["sheet"] else str(entry["row_number"])
            reason = in_language(entry["reason_zh"], entry["reason_en"])
            table.add_row(place, entry["key"] or "", states[entry["state"]], reason)
        Console().print(table)


@quarantine.command("export")
def quarantine_export(
    path: Annotated[Path, typer.Argument(help="写成的工作簿 / the workbook to write (.xlsx)")],
    batch: Annotated[str | None, typer.Option(help="只此批次 / this batch only")] = None,
    source: SourceOption = None,
    community: Annotated[str | None, typer.Option(help="只此社区报送的 / what this community sent")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """把待处理的行导出为 Excel，改好后可直接重交 / open rows as a workbook to mend and send again."""
    from ingestion.quarantine import export

    with _faults(as_json):
        rows = export(Home.at(home), path, source, batch, community)
        if as_json:
            _print_json({"path": str(path), "rows": rows})
        else:
            typer.echo(in_language(f"{rows} 行已写入 {path}。", f"{rows} rows are in {path}."))


# ------------------------------------------------------------------------------------------------------------------ output


def _print_report(report: Report, home: Home) -> None:
    console = Console()
    states = {
        "landed": in_language("已入库", "landed"),
        "held": in_language("整批暂缓", "held"),
        "refused": in_language("已拒收", "refused"),
        "repeated": in_language("早已入库", "already in"),
        "not_taken": in_language("未取用", "not taken"),
        "fault": in_language("出错", "fault"),
    }
    for zh, en in report.warnings:
        console.print(in_language(zh, en), markup=False, highlight=False, soft_wrap=True)
    table = Table(in_language("文件", "file"), in_language("数据源", "source"))
    for heading in (in_language("读入", "read"), in_language("入库", "landed"), in_language("隔离", "quarantined")):
        table.add_column(heading, justify="right")
    table.add_column(in_language("结果", "result"))
    for file in report.files:
        if file.status in ("landed", "repeated") and file.batches:
            for place, batch in enumerate(file.batches):
                counts = (str(batch[name]) for name in ("rows_read", "rows_accepted", "rows_quarantined"))
                state = states[
                    "repeated" if file.status == "repeated" and batch["status"] == "landed" else batch["status"]
                ]
                table.add_row("" if place else file.file_name, _source_label(batch["source"]), *counts, state)
        else:
            said = f"：{in_language(file.reason_zh, file.reason_en)}" if file.status == "not_taken" else ""
            table.add_row(file.file_name, "", "", "", "", states[file.status] + said)
    console.print(table)
    for file in report.files:
        if remarks := [*_remarks(file), *_refused_rows(file, home)]:
            console.print(file.file_name, markup=False, highlight=False, style="bold")
            for remark in remarks:
                console.print(f"  · {remark}", markup=False, highlight=False, soft_wrap=True)
    if any(batch["rows_quarantined"] for file in report.files for batch in file.batches):
        advice = in_language(
            "查看隔离的行：tianping quarantine list；导出修改：tianping quarantine export 待改.xlsx",
            "Rows in quarantine: `tianping quarantine list`; to mend them: `tianping quarantine export mend.xlsx`",
        )
        console.print(advice, markup=False, highlight=False)


def _source_label(source: str) -> str:
    return in_language(contracts()[source].name_zh, source)


def _remarks(file: FileReport) -> Iterator[str]:
    if file.status in ("refused", "fault"):
        yield in_language(file.reason_zh, file.reason_en)
    if file.status != "landed":
        return
    for batch in file.batches:
        if batch["reason_zh"]:
            yield in_language(batch["reason_zh"], batch["reason_en"])
        for notice in batch["notices"]:
            yield in_language(notice["zh"], notice["en"])


def _refused_rows(file: FileReport, home: Home) -> Iterator[str]:
    """The first rows of the file that did not land, each with its reason."""
    for batch in file.batches:
        if file.status != "landed" or not batch["rows_quarantined"]:
            continue
        rows = _rows_of(batch, home)
        for row in rows[:ROWS_LISTED]:
            sheet = f"{row['sheet']} " if row["sheet"] else ""
            yield in_language(
                f"{sheet}第 {row['row_number']} 行未入库：{row['reason_zh']}",
                f"{sheet}row {row['row_number']} did not land: {row['reason_en']}",
            )
        if len(rows) > ROWS_LISTED:
            more = len(rows) - ROWS_LISTED
            yield in_language(f"另有 {more} 条原因。", f"{more} more reasons.")


def _with_refused_rows(report: Report, home: Home) -> dict[str, Any]:
    """The report for machines, each batch with the first rows of it that did not land (`refused_rows`)."""
    told = report.as_dict()
    shown = ("sheet", "row_number", "key", "rule", "column_name", "value", "reason_zh", "reason_en")
    for batch in [batch for file in told["files"] for batch in file["batches"]]:
        rows = _rows_of(batch, home)[:ROWS_LISTED] if batch["rows_quarantined"] else []
        batch["refused_rows"] = [{name: row[name] for name in shown} for row in rows]
    return told


def _rows_of(batch: dict[str, Any], home: Home) -> list[dict[str, Any]]:
    from ingestion.quarantine import entries

    return entries(home, state=None, batch_id=batch["batch_id"])


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def _usage(zh: str, en: str) -> NoReturn:
    typer.echo(in_language(zh, en), err=True)
    raise typer.Exit(2)


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
            said = (
                f"程序出错，未提交的文件没有入库，已入库的不受影响：{error}",
                f"A fault of the program. Files not yet committed did not land; what had landed is untouched: {error}",
            )
        if as_json:
            _print_json({"exit_code": 3, "error": in_language(*said)})
        typer.echo(in_language(*said), err=True)
        raise typer.Exit(3) from error
