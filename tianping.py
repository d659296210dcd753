"""The `tianping` command: the one place where the rooms meet."""

from __future__ import annotations

import json
import multiprocessing
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from dashboard import commands as dashboard
from ingestion import commands as ingestion
from warehouse import commands as warehouse
from warehouse.build import read_models
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
app.command("sql")(warehouse.sql_command)
app.command("serve")(dashboard.serve)
app.add_typer(ingestion.quarantine, name="quarantine")
app.add_typer(dashboard.audit, name="audit")


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

    def make(folder: Path) -> None:
        typer.echo(in_language("1/3 正在生成合成示范市……", "1/3 making the synthetic city …"))
        city = write_city(folder, communities=communities, months=months, seed=seed, fakes=fakes)
        if write_truth:
            write_truth_file(city, write_truth)

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
        make(sources)
        typer.echo(in_language("2/3 正在入库……", "2/3 ingesting …"))
        ingestion.ingest_quietly([sources], place)
    reading.join()
    typer.echo(in_language("3/3 正在计算并发布……", "3/3 building and publishing …"))
    result = warehouse.build_and_tell(place, as_json=as_json)
    if as_json:
        typer.echo(json.dumps({"home": str(place.path), "build_id": result.build_id}))
    if serve:
        dashboard.serve(port=port, home=place.path)


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
}
