"""Charts draw what they are given: every unit, its interval, and the sum of a change."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard import charts


def units(count: int) -> pd.DataFrame:
    """A ranking of `count` units with intervals of ±3, in tie groups of two."""
    return pd.DataFrame(
        {
            "unit": [f"C{n}" for n in range(count)],
            "label": [f"社区{n}" for n in range(count)],
            "value": [90.0 - n for n in range(count)],
            "low": [87.0 - n for n in range(count)],
            "high": [93.0 - n for n in range(count)],
            "tie_group": [n // 2 for n in range(count)],
        }
    )


def test_forest_names_its_rows_and_draws_every_interval() -> None:
    figure = charts.forest(units(6), axis="总分", bands=[(80, "良好")], ties=True, highlight="C2")
    others, own = figure.data
    assert len(others.x) == 5
    assert list(own.error_x.array) == [3.0]
    assert own.marker.symbol == "diamond"
    assert list(figure.layout.yaxis.ticktext) == [f"社区{n}" for n in range(6)]
    assert [note.text for note in figure.layout.annotations] == ["良好"]
    assert sum(shape.type == "rect" for shape in figure.layout.shapes) == 2


def test_forest_of_a_whole_city_stands_upright_and_keeps_its_height() -> None:
    figure = charts.forest(units(120), axis="总分", ties=True)
    assert figure.layout.height == charts.forest(units(300), axis="总分").layout.height
    assert list(figure.data[0].error_y.arrayminus) == [3.0] * 120


def test_forest_hollows_values_that_are_too_uncertain() -> None:
    figure = charts.forest(units(3).assign(faint=[False, True, False]), axis="值")
    assert [trace.marker.symbol for trace in figure.data] == ["circle", "circle-open"]


def test_waterfall_goes_from_start_to_end_through_every_part() -> None:
    parts = pd.DataFrame({"label": ["演练", "满意度"], "contribution": [2.5, -1.0]})
    bars, totals = charts.waterfall(parts, start=("2025Q4", 70.0), end=("2026Q1", 71.5)).data
    assert bars.base == 70.0
    assert bars.base + sum(bars.x) == pytest.approx(totals.x[-1])
    assert list(bars.text) == ["+2.50", "−1.00"]


def test_small_multiples_share_one_scale_and_draw_bands() -> None:
    frame = pd.DataFrame(
        {
            "group": ["东区"] * 2 + ["西区"] * 2,
            "period": ["2025Q3", "2025Q4"] * 2,
            "value": [70.0, 72.0, 60.0, 61.0],
            "low": [65.0, 66.0, 55.0, 56.0],
            "high": [75.0, 76.0, 65.0, 66.0],
        }
    )
    figure = charts.small_multiples(frame)
    assert [note.text for note in figure.layout.annotations] == ["东区", "西区"]
    assert figure.layout.yaxis2.matches == "y"
    assert [len(trace.x) for trace in figure.data] == [4, 2, 4, 2]


def test_bars_leave_a_missing_dimension_empty() -> None:
    frame = pd.DataFrame(
        {
            "label": ["动员", "响应"],
            "value": [70.0, float("nan")],
            "peer_low": [60.0, 50.0],
            "peer_mid": [65.0, 55.0],
            "peer_high": [75.0, 60.0],
        }
    )
    spread, own, middle = charts.bars_among_peers(frame, axis="分", peers="同类").data
    assert list(spread.x) == [15.0, 10.0]
    assert list(own.text) == ["70.0", ""]
    assert list(middle.x) == [65.0, 55.0]


def test_funnel_accents_the_own_unit_and_draws_both_limits() -> None:
    frame = pd.DataFrame({"unit": ["C1", "C2"], "label": ["甲", "乙"], "size": [20, 80], "value": [0.5, 0.8]})
    limits = pd.DataFrame(
        {"size": [10, 100], "low_95": [0.5, 0.7], "high_95": [0.9, 0.8], "low_998": [0.4, 0.6], "high_998": [1, 0.9]}
    )
    figure = charts.funnel(frame, limits, x_title="n", y_title="率", centre=0.75, highlight="C2")
    assert sum(trace.mode == "lines" for trace in figure.data) == 4
    assert list(figure.data[-1].text) == ["乙"]
    without = charts.funnel(frame, limits.iloc[:0], x_title="n", y_title="率", centre=None)
    assert all(trace.mode != "lines" for trace in without.data)


def test_paired_dots_draw_both_units_and_leave_out_what_is_missing() -> None:
    frame = pd.DataFrame(
        {
            "label": ["动员", "响应"],
            "a": [50.0, 60.0], "a_low": [45.0, 50.0], "a_high": [55.0, 70.0],
            "b": [40.0, None], "b_low": [38.0, None], "b_high": [42.0, None],
        }
    )  # fmt: skip
    one, other = charts.paired_dots(frame, axis="得分", names=("甲社区", "乙社区"), limits=(0, 100)).data
    assert list(one.x) == [50.0, 60.0]
    assert list(one.error_x.arrayminus) == [5.0, 10.0]
    assert list(other.x) == [40.0]
    assert [one.text[0], other.text[0]] == ["甲社区", "乙社区"]
    assert one.marker.symbol != other.marker.symbol
