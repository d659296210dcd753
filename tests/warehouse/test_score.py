"""`tianping score`: COINr's numbers on the ASEM data, tables by hand, and what a user is told when a table does not fit."""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from tests.conftest import REPOSITORY
from tianping import app

Write = Callable[[str, str], Path]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIANPING_LANG", "en")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """`write(name, text)` makes a file in a folder of its own."""

    def make(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return make


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["score", *map(str, arguments)])


def scored(out: Path, *arguments: str | Path) -> dict[str, pd.DataFrame]:
    """The three tables that the command writes to `out`, by name and by unit."""
    result = run(*arguments, "--out", out)
    assert result.exit_code == 0, result.output
    return {name: pd.read_csv(out / f"{name}.csv", index_col="unit") for name in ("normalised", "aggregated", "ranks")}


class Asem:
    """The ASEM reference as this command's tables."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.source, self.folder = source, folder
        rows = pd.read_csv(source / "asem_imeta.csv")
        self.meta_rows = pd.DataFrame(
            {
                "code": rows["iCode"],
                "name": rows["iName"],
                "parent": rows["Parent"],
                "level": rows["Level"],
                "direction": rows["Direction"],
                "weight": rows["Weight"],
                "low": None,
                "high": None,
            }
        )
        self.denominators = rows["Denominator"]
        self.meta = self.written(self.meta_rows, "meta.csv")
        self.with_denominators = self.written(
            self.meta_rows.assign(denominator=self.denominators), "meta_with_denominators.csv"
        )
        self.treated = self.data("ref/dset_treated.csv")

    def written(self, rows: pd.DataFrame, name: str) -> Path:
        rows.to_csv(self.folder / name, index=False)
        return self.folder / name

    def data(self, name: str) -> Path:
        """A stage as DATA: its cells to the last digit, its column of codes called unit."""
        path = self.folder / Path(name).name
        path.write_text((self.source / name).read_text("utf-8").replace('"uCode"', "unit", 1), encoding="utf-8")
        return path

    def reference(self, name: str) -> pd.DataFrame:
        return pd.read_csv(self.source / "ref" / name, index_col="uCode")


@pytest.fixture(scope="module")
def asem(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Asem:
    return Asem(shared_data / "reference" / "asem", tmp_path_factory.mktemp("asem"))


def assert_same(found: pd.DataFrame, expected: pd.DataFrame, columns: list[str]) -> None:
    """Equal to 1e-9 in every cell of `columns`, the empty ones included."""
    assert columns
    np.testing.assert_allclose(
        found.loc[expected.index, columns].to_numpy(float), expected[columns].to_numpy(float), rtol=0, atol=1e-9
    )


def test_denominators(asem: Asem, tmp_path: Path) -> None:
    found = scored(tmp_path, asem.data("asem_idata.csv"), asem.with_denominators, "--normalise", "none")
    expected = asem.reference("dset_denominated.csv")
    assert_same(found["normalised"], expected, expected.columns.tolist())


@pytest.mark.parametrize(
    ("options", "table", "reference"),
    [
        ("--normalise minmax", "normalised", "dset_normalised.csv"),
        ("--normalise minmax", "normalised", "norm_minmax.csv"),
        ("--normalise minmax --range 0:1", "normalised", "norm_dist2max.csv"),
        ("--normalise zscore", "normalised", "norm_zscore.csv"),
        ("--normalise percentile", "normalised", "norm_prank.csv"),
        ("--normalise percentile --range 0:50", "normalised", "norm_borda.csv"),
        ("--normalise minmax --aggregate arithmetic", "aggregated", "dset_aggregated.csv"),
        ("--range 1:100", "aggregated", "agg_1to100_amean.csv"),
    ],
)
def test_stages_equal_coinr(asem: Asem, tmp_path: Path, options: str, table: str, reference: str) -> None:
    found = scored(tmp_path, asem.treated, asem.meta, *options.split())[table]
    expected = asem.reference(reference)
    assert set(found.columns) <= set(expected.columns)
    assert_same(found, expected, found.columns.tolist())


def test_what_is_normalised_already_is_only_averaged(asem: Asem, tmp_path: Path) -> None:
    found = scored(tmp_path, asem.data("ref/dset_normalised.csv"), asem.meta, "--normalise", "none")["aggregated"]
    assert_same(found, asem.reference("dset_aggregated.csv"), found.columns.tolist())


def test_ranks_equal_coinr(asem: Asem, tmp_path: Path) -> None:
    ranks = scored(tmp_path, asem.treated, asem.meta)["ranks"]
    published = asem.reference("results_aggs.csv")
    assert ranks.index.tolist() == published.index.tolist()
    assert ranks["rank"].tolist() == published["Rank"].tolist()
    assert ranks["score"].tolist() == pytest.approx(published["Index"].tolist(), abs=1e-9)


def test_removing_pillars(asem: Asem, tmp_path: Path) -> None:
    scores = asem.reference("remove_pillars_scores.csv")
    moves = pd.read_csv(asem.source / "ref" / "remove_pillars_meanabs.csv", index_col="removed")["MeanAbsRankChange"]
    nominal = scored(tmp_path, asem.treated, asem.meta)["ranks"]["rank"]
    for pillar in ("Physical", "SusEcFin"):
        removed = (asem.meta_rows["code"] == pillar) | (asem.meta_rows["parent"] == pillar)
        without = asem.written(asem.meta_rows[~removed], f"without_{pillar}.csv")
        weightless = asem.written(
            asem.meta_rows.assign(weight=asem.meta_rows["weight"].where(asem.meta_rows["code"] != pillar, 0)),
            f"weightless_{pillar}.csv",
        )
        for meta in (without, weightless):
            ranks = scored(tmp_path, asem.treated, meta)["ranks"].loc[scores.index]
            assert ranks["score"].tolist() == pytest.approx(scores[pillar].tolist(), abs=1e-9)
            assert (ranks["rank"] - nominal).abs().mean() == pytest.approx(moves[pillar], abs=1e-9)


def test_weight_draws(asem: Asem, tmp_path: Path) -> None:
    drawn = pd.read_csv(asem.source / "ref" / "ua_weight_draws.csv")
    draws = asem.written(
        drawn.rename(columns={"rep": "draw", "iCode": "code", "Weight": "weight"})[["draw", "code", "weight"]],
        "draws.csv",
    )
    scores = asem.reference("ua_weight_scores.csv")
    ranks = scores.rank(ascending=False, method="min")
    found = scored(tmp_path, asem.treated, asem.meta, "--draws", draws)["ranks"].loc[scores.index]
    for column, share in (("rank_low", 0.05), ("rank_high", 0.95)):
        # R's type 7, as published_UA_rankstats has it
        assert found[column].tolist() == pytest.approx(ranks.quantile(share, axis=1).tolist(), abs=1e-9)
    for number in (1, 77, 200):
        weights = drawn[drawn["rep"] == number].set_index("iCode")["Weight"]
        own = asem.meta_rows["code"].map(weights)
        meta = asem.written(asem.meta_rows.assign(weight=own.fillna(asem.meta_rows["weight"])), f"draw_{number}.csv")
        alone = scored(tmp_path, asem.treated, meta)["ranks"].loc[scores.index]
        assert alone["score"].tolist() == pytest.approx(scores[f"r_{number}"].tolist(), abs=1e-9)


def test_the_intervals_of_ranks_are_those_coinr_publishes(asem: Asem) -> None:
    """What `test_weight_draws` takes for granted of the published table: its quantiles are those of pandas."""
    ranks, stats = asem.reference("published_UA_ranks.csv"), asem.reference("published_UA_rankstats.csv")
    runs = ranks.drop(columns="Nominal").loc[stats.index]
    assert stats["Q5"].tolist() == pytest.approx(runs.quantile(0.05, axis=1).tolist(), abs=1e-9)
    assert stats["Q95"].tolist() == pytest.approx(runs.quantile(0.95, axis=1).tolist(), abs=1e-9)


def test_an_absent_value_leaves_its_weight_to_the_others_and_is_told(asem: Asem, tmp_path: Path) -> None:
    rows = pd.read_csv(asem.treated, dtype=str)
    rows.loc[rows["unit"] == "AUT", "Embs"] = "NA"
    result = run(asem.written(rows, "gap.csv"), asem.meta, "--out", tmp_path)
    assert "AUT" in result.stderr
    found = {name: pd.read_csv(tmp_path / f"{name}.csv", index_col="unit") for name in ("aggregated", "ranks")}
    complete = asem.reference("dset_normalised.csv").loc["AUT"]
    assert found["aggregated"].loc["AUT", "Political"] == pytest.approx(
        (complete["IGOs"] + complete["UNVote"]) / 2, abs=1e-9
    )
    effective = pd.read_csv(asem.source / "ref" / "effective_weights.csv", index_col="iCode")["EffWeight"]
    assert found["ranks"].loc["AUT", "missing"] == pytest.approx(effective["Embs"], abs=1e-9)
    assert found["ranks"]["missing"].drop("AUT").tolist() == [0] * 50


@pytest.mark.parametrize("column", ["minmax", "prank", "goalposts"])
def test_outliers_gaps_and_goalposts_as_in_the_fixtures(asem: Asem, write: Write, tmp_path: Path, column: str) -> None:
    fixtures = pd.read_csv(asem.source / "ref" / "numeric_fixtures.csv")
    data = tmp_path / "data.csv"
    fixtures[["x"]].rename_axis("unit").to_csv(data)
    meta = write("meta.csv", "code,parent,level,direction,weight,low,high\nx,all,1,1,1,0,50\nall,,2,,,,\n")
    method = {"prank": "percentile"}.get(column, column)
    found = scored(tmp_path / "out", data, meta, "--normalise", method)["normalised"]
    np.testing.assert_allclose(found["x"], fixtures[column], rtol=0, atol=1e-9)


# Two centres' worth of everything: a tree two levels deep, unequal weights, one indicator where less is better.
DATA = "unit,hours,delay,rating\n东湖,10,4,3\n西山,30,2,5\n南桥,20,8,4\n"
META = """code,name,parent,level,direction,weight,low,high,denominator
hours,服务时长,work,1,1,3,0,40,
delay,响应时间,work,1,-1,1,0,10,
rating,满意度,index,1,1,2,1,5,
work,工作,index,2,,1,,,
index,总分,,3,,,,,
"""


def test_goalposts_and_means_by_hand(write: Write, tmp_path: Path) -> None:
    data, meta = write("data.csv", DATA), write("meta.csv", META)
    means: dict[str, Callable[[list[float], list[float]], float]] = {
        "arithmetic": statistics.fmean,
        "geometric": lambda values, weights: statistics.geometric_mean(
            [value for value, weight in zip(values, weights, strict=True) for _ in range(int(weight))]
        ),
        "harmonic": statistics.harmonic_mean,
    }
    for name, mean in means.items():
        found = scored(tmp_path / name, data, meta, "--normalise", "goalposts", "--aggregate", name)
        assert list(found["normalised"].loc["东湖"]) == [25, 60, 50]
        work = mean([25, 60], [3, 1])
        assert list(found["aggregated"].loc["东湖"]) == pytest.approx([work, mean([work, 50], [1, 2])], abs=1e-9)
        assert found["aggregated"].columns.tolist() == ["work", "index"]


def test_fixed_goalposts_leave_the_others_alone(write: Write, tmp_path: Path) -> None:
    meta = write("meta.csv", META)
    everyone = scored(tmp_path / "all", write("all.csv", DATA), meta, "--normalise", "goalposts")["ranks"]
    fewer = write("fewer.csv", DATA.replace("西山,30,2,5\n", ""))
    rest = scored(tmp_path / "rest", fewer, meta, "--normalise", "goalposts")["ranks"]
    assert rest["score"].to_dict() == everyone["score"].drop("西山").to_dict()


def test_order_digits_and_shared_ranks(write: Write, tmp_path: Path) -> None:
    data = write("data.csv", "unit,x\nb,0.1\na,0.30000000000000004\nd,0.1\nc,\n")
    meta = write("meta.csv", "code,parent,direction,weight\nx,index,1,1\nindex,,,\n")
    found = scored(tmp_path, data, meta, "--normalise", "none")
    assert found["normalised"].index.tolist() == found["aggregated"].index.tolist() == ["b", "a", "d", "c"]
    assert (tmp_path / "normalised.csv").read_text("utf-8") == "unit,x\nb,0.1\na,0.30000000000000004\nd,0.1\nc,\n"
    assert found["ranks"].index.tolist() == ["a", "b", "d", "c"]
    assert found["ranks"]["rank"].tolist()[:3] == [1, 2, 2]
    assert list(found["ranks"].loc["c"].isna()) == [True, True, False]


@pytest.mark.parametrize("factor", [1e-15, 1e15])
def test_ranks_do_not_depend_on_the_unit_of_measurement(write: Write, tmp_path: Path, factor: float) -> None:
    rows = "".join(f"u{number},{(1 + number / 1000) * factor!r}\n" for number in range(9))
    meta = write("meta.csv", "code,parent,direction,weight\nx,index,1,1\nindex,,,\n")
    found = scored(tmp_path, write("data.csv", f"unit,x\n{rows}"), meta, "--normalise", "none")["ranks"]
    assert found["rank"].tolist() == list(range(1, 10))


@pytest.mark.parametrize("method", ["minmax", "zscore", "percentile"])
def test_an_indicator_that_is_the_same_everywhere_is_left_out(write: Write, tmp_path: Path, method: str) -> None:
    data = write("data.csv", "unit,same,other\na,0.1,1\nb,0.1,2\nc,0.1,4\n")
    meta = write("meta.csv", "code,parent,direction,weight\nsame,index,1,5\nother,index,1,1\nindex,,,\n")
    result = run(data, meta, "--out", tmp_path, "--normalise", method, "--json")
    (note,) = json.loads(result.stdout)["notes"]
    assert "same" in note
    found = {name: pd.read_csv(tmp_path / f"{name}.csv", index_col="unit") for name in ("normalised", "aggregated")}
    assert found["normalised"]["same"].isna().all()
    assert found["aggregated"]["index"].tolist() == found["normalised"]["other"].tolist()


def test_a_direction_that_is_not_turned_is_told(write: Write, tmp_path: Path) -> None:
    data = write("data.csv", "unit,delay,hours\na,9,1\nb,2,1\n")
    meta = write("meta.csv", "code,parent,direction,weight\ndelay,index,-1,1\nhours,index,1,1\nindex,,,\n")
    result = run(data, meta, "--out", tmp_path, "--normalise", "none", "--json")
    (note,) = json.loads(result.stdout)["notes"]
    assert "delay" in note
    assert "hours" not in note
    turned = run(data, meta, "--out", tmp_path, "--normalise", "zscore", "--json")
    assert not any("-1" in note for note in json.loads(turned.stdout)["notes"])


def test_an_indicator_that_one_unit_alone_has_no_percentile(write: Write, tmp_path: Path) -> None:
    data = write("data.csv", "unit,rare,other\na,7,1\nb,,2\nc,,4\n")
    meta = write("meta.csv", "code,parent,direction,weight\nrare,index,1,1\nother,index,1,1\nindex,,,\n")
    found = scored(tmp_path, data, meta, "--normalise", "percentile")
    assert found["normalised"]["rare"].isna().all()
    assert found["aggregated"]["index"].tolist() == [0, 0.5, 1]
    assert found["ranks"]["missing"].to_dict() == {"a": 0, "b": 0.5, "c": 0.5}


def test_what_is_not_known_need_not_be_divided(write: Write, tmp_path: Path) -> None:
    data = write("data.csv", "unit,cases,people\na,,0\nb,3,2\nc,5,10\n")
    meta = write("meta.csv", "code,parent,direction,weight,denominator\ncases,index,1,1,people\nindex,,,,\n")
    found = scored(tmp_path, data, meta, "--normalise", "none")["normalised"]["cases"]
    assert found.isna().tolist() == [True, False, False]
    assert found.tolist()[1:] == [1.5, 0.5]


@pytest.mark.parametrize(
    "encode", [lambda text: b"\xef\xbb\xbf" + text.encode(), lambda text: text.encode("gb18030")], ids=["bom", "gbk"]
)
def test_files_as_spreadsheets_save_them(write: Write, tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    expected = scored(tmp_path / "plain", write("plain.csv", DATA), write("meta.csv", META))["ranks"]
    saved = tmp_path / "saved.csv"
    saved.write_bytes(encode(DATA.replace("\n", "\r\n").replace(",", ";")))
    pd.testing.assert_frame_equal(scored(tmp_path / "saved", saved, tmp_path / "meta.csv")["ranks"], expected)


def test_columns_that_are_no_indicators_are_passed_over_and_named(write: Write, tmp_path: Path) -> None:
    rows = DATA.replace("\n", ",D1\n").replace(",D1", ",district", 1)
    result = run(write("data.csv", rows), write("meta.csv", META + "district,区,,,,,,,\n"), "--out", tmp_path)
    assert result.exit_code == 0
    assert "district" in result.stderr


def changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("data", "meta", "options", "named"),
    [
        (DATA, changed(META, "rating,满意度", "ratings,满意度"), "", ["ratings", "no column"]),
        (changed(DATA, "西山", "东湖"), META, "", ["东湖", "Twice"]),
        (changed(DATA, "东湖,10", "东湖,ten"), META, "", ["东湖", "hours", "ten"]),
        (changed(DATA, "东湖,10", "东湖,inf"), META, "", ["东湖", "hours"]),
        (changed(DATA, "东湖", ""), META, "", ["Line 2", "unit"]),
        (changed(DATA, "delay", "hours"), META, "", ["hours", "Twice"]),
        (changed(DATA, "西山,30", "西山,1,030"), META, "", ["Line 3", "Quote"]),
        (DATA + '"北岭,1,1,1\n' + "x" * 140_000, META, "", ["data.csv", "quote"]),
        ("unit,hours,delay,rating\n", META, "", ["data.csv", "no rows"]),
        (DATA, changed(META, "code,", "kode,"), "", ["meta.csv", "code"]),
        (DATA, changed(META, "work,工作,index", "work,工作,hours"), "", ["hours → work → hours", "circle"]),
        (DATA, changed(META, "work,工作,index", "work,工作,"), "", ["one root", "work", "index"]),
        (DATA, changed(META, "work,工作,index,2", "work,工作,index,4"), "", ["work", "4", "level"]),
        (DATA, changed(META, "rating,满意度,index", "rating,满意度,nobody"), "", ["nobody", "no row"]),
        (DATA, META + "hours,服务时长,work,1,1,3,0,40,\n", "", ["hours", "Twice"]),
        (DATA, changed(META, "hours,服务时长,work,1,1,3", "hours,服务时长,work,1,1,"), "", ["weight of hours"]),
        (DATA, changed(META, "hours,服务时长,work,1,1,3", "hours,服务时长,work,1,1,-3"), "", ["weight of hours"]),
        (DATA, changed(META, "hours,服务时长,work,1,1", "hours,服务时长,work,1,2"), "", ["direction of hours"]),
        (DATA, changed(META, "3,0,40", "3,40,0"), "--normalise goalposts", ["hours", "low below high"]),
        (DATA, changed(META, "3,0,40", "3,,40"), "--normalise goalposts", ["hours", "two numbers"]),
        (DATA, changed(META, "3,0,40,", "3,0,40,staff"), "", ["hours", "staff"]),
        (changed(DATA, "东湖,10,4", "东湖,10,0"), changed(META, "3,0,40,", "3,0,40,delay"), "", ["东湖", "delay", "0"]),
        (changed(changed(DATA, "东湖,10", "东湖,1e308"), "西山,30", "西山,-1e308"), META, "", ["东湖", "hours", "too large"]),
        (changed(DATA, "东湖,10,4", "东湖,1e308,1e308"), META, "--normalise none", ["东湖", "work", "too large"]),
        (DATA, META, "--aggregate geometric", ["东湖", "hours", "--range 1:100"]),
        (DATA, META, "--aggregate harmonic --normalise zscore", ["东湖", "hours", "harmonic"]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_by_name(
    write: Write, tmp_path: Path, data: str, meta: str, options: str, named: list[str]
) -> None:
    out = tmp_path / "out"
    result = run(write("data.csv", data), write("meta.csv", meta), "--out", out, *options.split())
    assert result.exit_code == 1
    assert [word for word in named if word not in result.stderr] == [], result.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    ("draws", "named"),
    [
        ("draw,code,weight\n1,nothing,1\n", ["nothing", "no part"]),
        ("draw,code,weight\n1,work,-1\n", ["work", "below 0"]),
        ("draw,code,weight\n1,work,1\n1,work,2\n", ["work", "twice"]),
        ("run,code,weight\n1,work,1\n", ["draw"]),
    ],
)
def test_draws_that_do_not_fit_are_refused(write: Write, tmp_path: Path, draws: str, named: list[str]) -> None:
    result = run(
        write("d.csv", DATA), write("m.csv", META), "--draws", write("w.csv", draws), "--out", tmp_path, "--json"
    )
    assert result.exit_code == 1
    assert [word for word in named if word not in json.loads(result.stdout)["error"]] == []


def test_a_draw_keeps_the_weights_it_does_not_name(write: Write, tmp_path: Path) -> None:
    data, meta = write("data.csv", DATA), write("meta.csv", META)
    draws = write("draws.csv", "draw,code,weight\nfirst,work,1\nsecond,work,1\nthird,work,1\n")
    ranks = scored(tmp_path, data, meta, "--draws", draws)["ranks"]
    assert ranks["rank_low"].tolist() == ranks["rank"].tolist() == ranks["rank_high"].tolist()


@pytest.mark.parametrize("text", ["5", "100:0", "a:b", "0:inf", "1:1"])
def test_a_range_that_is_none_is_wrong_use(write: Write, tmp_path: Path, text: str) -> None:
    result = run(write("d.csv", DATA), write("m.csv", META), "--out", tmp_path, "--range", text)
    assert result.exit_code == 2
    assert text in result.stderr


def test_a_file_that_is_not_there_is_wrong_use(write: Write, tmp_path: Path) -> None:
    result = run(tmp_path / "none.csv", write("m.csv", META), "--out", tmp_path)
    assert result.exit_code == 2
    assert "none.csv" in result.stderr


def test_the_worked_example_is_what_the_command_says(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (REPOSITORY / "docs" / "score.md").read_text("utf-8")
    for name, content in re.findall(r"`(\w+\.csv)`:?\n\n```\n(.*?)```", text, re.S):
        write(name, content)
    examples = re.findall(r"```\n\$ tianping score (.*?)\n(.*?)```", text, re.S)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TIANPING_LANG")
    assert len(examples) > 1
    for arguments, output in examples:
        assert run(*arguments.split()).output.strip() == output.strip()
