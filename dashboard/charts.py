"""Charts: pure functions from a frame to a Plotly figure, one template for all of them.

Frames come from named queries; words come in as arguments, so that a chart knows no language. Intervals are always
drawn. One accent marks what the page is about, one neutral everything else; meaning never hangs on colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio
from plotly.subplots import make_subplots

ACCENT = "#0b5cad"
NEUTRAL = "#8c959f"
INK = "#1f2328"
GRID = "#e3e6e9"
SHADE = "#f3f4f6"
# Okabe and Ito's sequence, told apart by people with any common colour blindness.
SEQUENCE = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#5d5d5d")
UP, DOWN = "#0072b2", "#d55e00"
FONTS = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, Source Han Sans SC, WenQuanYi Micro Hei, sans-serif"

# Up to this many units are listed by name in rows; more stand side by side and are named on hover.
NAMED_ROWS = 45
ROW_PX = 22

pio.templates["tianping"] = go.layout.Template(
    layout={
        "font": {"family": FONTS, "size": 13, "color": INK},
        "paper_bgcolor": "white",
        "plot_bgcolor": "white",
        "colorway": SEQUENCE,
        "margin": {"l": 8, "r": 16, "t": 28, "b": 8},
        "showlegend": False,
        "hoverlabel": {"font": {"family": FONTS}, "bgcolor": "white"},
        "xaxis": {
            "gridcolor": GRID,
            "zeroline": False,
            "automargin": True,
            "linecolor": GRID,
            "fixedrange": True,
        },
        "yaxis": {
            "gridcolor": GRID,
            "zeroline": False,
            "automargin": True,
            "linecolor": GRID,
            "fixedrange": True,
        },
    }
)


def _figure(height: int, **layout: object) -> go.Figure:
    return go.Figure(layout={"template": "tianping", "height": height, **layout})


def forest(
    frame: pd.DataFrame,
    *,
    axis: str,
    bands: Sequence[tuple[float, str]] = (),
    ties: bool = False,
    highlight: str | None = None,
    limits: tuple[float, float] | None = None,
    digits: int = 1,
    shares: bool = False,
) -> go.Figure:
    """Points with their intervals, best first; `shares` 0–1, bounds of bands among them, are drawn as per cent.

    `frame`: unit (id), label, value, low, high, and for `ties` tie_group; in the order to draw. `bands` are the lower
    bounds of grade bands with their words; `highlight` is the unit to accent. `faint` (optional, boolean) greys units
    whose value is too uncertain to use. Many units turn the chart upright: one column each, named on hover.
    """
    rows = frame.reset_index(drop=True)
    if shares:
        rows = _percent(rows, "value", "low", "high")
        bands = [(100 * start, word) for start, word in bands]
    named = len(rows) <= NAMED_ROWS
    height = 90 + ROW_PX * len(rows) if named else 440
    figure = _figure(height)
    figure.update_layout(showlegend=False)
    along, across = ("y", "x") if named else ("x", "y")
    if ties:
        _shade_ties(figure, rows["tie_group"], along)
    for start, word in bands:
        _mark_band(figure, start, word, across)
    faint = rows["faint"].astype(bool) if "faint" in rows else pd.Series(False, index=rows.index)
    own = rows["unit"] == highlight
    for part, colour, symbol in (
        (rows[~own & ~faint], NEUTRAL if highlight else ACCENT, "circle"),
        (rows[~own & faint], NEUTRAL, "circle-open"),
        (rows[own], ACCENT, "diamond"),
    ):
        if part.empty:
            continue
        error = {
            "type": "data",
            "symmetric": False,
            "array": part["high"] - part["value"],
            "arrayminus": part["value"] - part["low"],
            "thickness": 1.5,
            "width": 0,
            "color": colour,
        }
        figure.add_scatter(
            **{along: part.index, across: part["value"], f"error_{across}": error},
            mode="markers",
            marker={"color": colour, "size": 11 if symbol == "diamond" else 7, "symbol": symbol},
            customdata=part[["label", "low", "high"]],
            hovertemplate=(
                f"<b>%{{customdata[0]}}</b><br>%{{{across}:.{digits}f}}"
                f" (%{{customdata[1]:.{digits}f}}–%{{customdata[2]:.{digits}f}})<extra></extra>"
            ),
        )
    values = {"title": {"text": axis, "standoff": 12}, "range": limits}
    units: dict[str, object] = {
        "showgrid": False,
        "range": [len(rows) - 0.4, -0.6] if named else [-1, len(rows)],
    }
    if named:
        units |= {"tickmode": "array", "tickvals": list(rows.index), "ticktext": list(rows["label"])}
        figure.update_layout(xaxis={**values, "side": "top"}, yaxis=units)
    else:
        figure.update_layout(yaxis=values, xaxis={**units, "showticklabels": False})
    return figure


def _percent(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return frame.assign(**{column: 100 * frame[column] for column in columns})


def _shade_ties(figure: go.Figure, groups: pd.Series, along: str) -> None:
    """Shades every second run of units that cannot be told apart."""
    runs = (groups != groups.shift()).cumsum()
    for number, members in groups.groupby(runs):
        if int(number) % 2:
            edges = {f"{along}0": members.index[0] - 0.5, f"{along}1": members.index[-1] + 0.5}
            add = figure.add_hrect if along == "y" else figure.add_vrect
            add(**edges, fillcolor=SHADE, line_width=0, layer="below")


def _mark_band(figure: go.Figure, start: float, word: str, across: str) -> None:
    line = {"line_dash": "dot", "line_color": NEUTRAL, "line_width": 1}
    if across == "x":
        figure.add_vline(
            x=start, **line, annotation_text=word, annotation_position="bottom right", annotation_font_size=11
        )
    else:
        figure.add_hline(
            y=start, **line, annotation_text=word, annotation_position="top right", annotation_font_size=11
        )


def small_multiples(frame: pd.DataFrame, *, columns: int = 2, limits: tuple[float, float] | None = None) -> go.Figure:
    """One small line per group on one common scale: `frame` has group, period, value, low, high, in drawing order."""
    groups = list(dict.fromkeys(frame["group"]))
    periods = sorted(set(frame["period"]))
    rows = frame.assign(step=frame["period"].map(periods.index))
    lines = -(-len(groups) // columns)
    figure = make_subplots(
        rows=lines,
        cols=columns,
        subplot_titles=groups,
        shared_yaxes="all",
        horizontal_spacing=0.04,
        vertical_spacing=min(0.2, 0.5 / lines),
    )
    for position, group in enumerate(groups):
        part = rows[rows["group"] == group]
        where = {"row": position // columns + 1, "col": position % columns + 1}
        figure.add_scatter(
            x=[*part["step"], *part["step"][::-1]],
            y=[*part["high"], *part["low"][::-1]],
            mode="lines",
            fill="toself",
            fillcolor="rgba(11,92,173,0.14)",
            line_width=0,
            hoverinfo="skip",
            **where,
        )
        figure.add_scatter(
            x=part["step"],
            y=part["value"],
            mode="lines+markers",
            line={"color": ACCENT, "width": 2},
            marker_size=5,
            customdata=part[["period", "low", "high"]],
            hovertemplate=(
                f"{group} %{{customdata[0]}}<br>%{{y:.1f}} (%{{customdata[1]:.1f}}–%{{customdata[2]:.1f}})<extra></extra>"
            ),
            **where,
        )
    figure.update_layout(template="tianping", height=60 + 180 * lines)
    # Half a step of room at both ends keeps neighbours' labels apart on a phone.
    figure.update_xaxes(
        tickvals=[0, len(periods) - 1],
        ticktext=[periods[0], periods[-1]],
        tickfont_size=11,
        range=[-0.5, len(periods) - 0.5],
    )
    figure.update_yaxes(range=limits, nticks=4)
    figure.update_annotations(font_size=12)
    return figure


def waterfall(frame: pd.DataFrame, *, start: tuple[str, float], end: tuple[str, float], digits: int = 1) -> go.Figure:
    """How a score went from `start` to `end` (word, value): `frame` has label and contribution, in drawing order."""
    labels = [start[0], *frame["label"], end[0]]
    figure = _figure(90 + 26 * len(labels))
    figure.add_waterfall(
        orientation="h",
        y=frame["label"],
        x=frame["contribution"],
        base=start[1],
        text=[f"{value:+.{digits + 1}f}".replace("-", "−") for value in frame["contribution"]],
        textposition="outside",
        cliponaxis=False,
        increasing_marker_color=UP,
        decreasing_marker_color=DOWN,
        connector_line_color=GRID,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    # The two totals are points, not bars: the axis leaves out zero, which a bar's length must not.
    figure.add_scatter(
        y=[start[0], end[0]],
        x=[start[1], end[1]],
        mode="markers+text",
        marker={"symbol": "diamond", "size": 12, "color": INK},
        text=[f"<b>{value:.{digits}f}</b>" for value in (start[1], end[1])],
        textposition="middle right",
        cliponaxis=False,
        hovertemplate="%{y}: %{x:.1f}<extra></extra>",
    )
    passed = frame["contribution"].cumsum() + start[1]
    lowest, highest = min(start[1], end[1], *passed), max(start[1], end[1], *passed)
    room = max((highest - lowest) * 0.25, 0.5)
    figure.update_layout(
        xaxis_range=[lowest - room, highest + room],
        yaxis={
            "categoryorder": "array",
            "categoryarray": labels,
            "range": [len(labels) - 0.4, -0.6],
            "showgrid": False,
        },
    )
    return figure


def bars_among_peers(
    frame: pd.DataFrame, *, axis: str, peers: str, limits: tuple[float, float] = (0, 100)
) -> go.Figure:
    """Own bars over the spread of the peers.

    `frame`: label, value (may be missing), peer_low, peer_mid, peer_high (the peers' quartiles). `peers` words the mark.
    """
    figure = _figure(80 + 34 * len(frame), barmode="overlay")
    figure.add_bar(
        y=frame["label"],
        x=frame["peer_high"] - frame["peer_low"],
        base=frame["peer_low"],
        orientation="h",
        width=0.78,
        marker_color=GRID,
        hoverinfo="skip",
    )
    figure.add_bar(
        y=frame["label"],
        x=frame["value"],
        orientation="h",
        width=0.5,
        marker_color=ACCENT,
        text=[f"{value:.1f}" if value == value else "" for value in frame["value"]],
        textposition="inside",
        insidetextanchor="start",
        insidetextfont={"size": 12, "color": "white"},
        constraintext="none",
        hovertemplate="%{y}: %{x:.1f}<extra></extra>",
    )
    figure.add_scatter(
        y=frame["label"],
        x=frame["peer_mid"],
        mode="markers",
        marker={"symbol": "line-ns", "size": 22, "line": {"width": 2, "color": INK}},
        hovertemplate=f"{peers} %{{x:.1f}}<extra></extra>",
    )
    figure.update_layout(xaxis={"title": axis, "range": limits}, yaxis={"autorange": "reversed", "showgrid": False})
    return figure


def paired_dots(frame: pd.DataFrame, *, axis: str, names: tuple[str, str], limits: tuple[float, float]) -> go.Figure:
    """Two units side by side on every measure, each with its interval.

    `frame`: label, and for each of `a` and `b` its value, low and high (`a`, `a_low`, `a_high`, …; may be missing), in
    drawing order. `names` are the two units', written beside their first points.
    """
    rows = frame.reset_index(drop=True)
    figure = _figure(110 + 44 * len(rows))
    for unit, name, colour, symbol, offset, place in (
        ("a", names[0], ACCENT, "diamond", -0.16, "top center"),
        ("b", names[1], SEQUENCE[1], "circle", 0.16, "bottom center"),
    ):
        there = rows[rows[unit].notna()]
        figure.add_scatter(
            x=there[unit],
            y=there.index + offset,
            mode="markers+text",
            marker={"color": colour, "size": 9, "symbol": symbol},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": there[f"{unit}_high"] - there[unit],
                "arrayminus": there[unit] - there[f"{unit}_low"],
                "thickness": 1.5,
                "width": 0,
                "color": colour,
            },
            text=[name, *[""] * (len(there) - 1)],
            textposition=place,
            textfont={"color": INK, "size": 12},
            cliponaxis=False,
            customdata=there[["label", f"{unit}_low", f"{unit}_high"]],
            hovertemplate=(
                f"<b>{name}</b> %{{customdata[0]}}<br>%{{x:.1f}} (%{{customdata[1]:.1f}}–%{{customdata[2]:.1f}})<extra></extra>"
            ),
        )
    figure.update_layout(
        xaxis={"title": {"text": axis, "standoff": 12}, "range": limits},
        yaxis={
            "tickmode": "array",
            "tickvals": list(rows.index),
            "ticktext": list(rows["label"]),
            "range": [len(rows) - 0.4, -0.8],
            "showgrid": False,
        },
    )
    return figure


def calibration(frame: pd.DataFrame, *, axis: str, upright: str) -> go.Figure:
    """What was expected against what was found, with intervals; on the dotted line both are the same.

    `frame`: expected, value, low, high (shares 0–1, drawn as per cent) and n, the cases behind each point.
    """
    frame = _percent(frame, "expected", "value", "low", "high")
    figure = _figure(380)
    figure.add_shape(type="line", x0=0, y0=0, x1=100, y1=100, line={"dash": "dot", "color": NEUTRAL, "width": 1})
    figure.add_scatter(
        x=frame["expected"],
        y=frame["value"],
        mode="markers",
        marker={"color": ACCENT, "size": 9},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": frame["high"] - frame["value"],
            "arrayminus": frame["value"] - frame["low"],
            "thickness": 1.5,
            "width": 0,
            "color": ACCENT,
        },
        customdata=frame[["low", "high", "n"]],
        hovertemplate="%{x:.1f} → %{y:.1f} (%{customdata[0]:.1f}–%{customdata[1]:.1f}), n=%{customdata[2]}<extra></extra>",
    )
    # Above its interval: points of low suspicion crowd together, the ends of their intervals do not.
    figure.add_scatter(
        x=frame["expected"],
        y=frame["high"],
        mode="text",
        text=[f"n={count}" for count in frame["n"]],
        textposition="top center",
        textfont={"color": INK, "size": 11},
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.update_layout(
        xaxis={"title": {"text": axis, "standoff": 12}, "range": [-2, 104]},
        yaxis={"title": {"text": upright, "standoff": 12}, "range": [-2, 104]},
    )
    return figure


def funnel(
    frame: pd.DataFrame,
    limits: pd.DataFrame,
    *,
    x_title: str,
    y_title: str,
    centre: float | None,
    highlight: str | None = None,
    as_percent: bool = True,
) -> go.Figure:
    """Each unit's value against how much it rests on, with control limits.

    `frame`: unit, label, size, value. `limits`: size, low_95, high_95, low_998, high_998, by size; may be empty.
    """
    figure = _figure(440)
    for bound, dash in (("95", "dot"), ("998", "dash")):
        for side in ("low", "high"):
            if not limits.empty:
                figure.add_scatter(
                    x=limits["size"],
                    y=limits[f"{side}_{bound}"],
                    mode="lines",
                    line={"color": NEUTRAL, "width": 1, "dash": dash},
                    hoverinfo="skip",
                )
    if not limits.empty:
        last = limits.iloc[-1]
        # One label above and one below keeps them apart where the limits lie close together.
        for limit, word, side in (("high_998", "99.8 %", "bottom"), ("low_95", "95 %", "top")):
            figure.add_annotation(
                x=last["size"], y=last[limit], text=word, showarrow=False, xanchor="right", yanchor=side
            )
    if centre is not None:
        figure.add_hline(y=centre, line_color=NEUTRAL, line_width=1)
    number = ".1%" if as_percent else ".2f"
    for part, colour, symbol, size in (
        (frame[frame["unit"] != highlight], NEUTRAL if highlight else ACCENT, "circle", 7),
        (frame[frame["unit"] == highlight], ACCENT, "diamond", 13),
    ):
        figure.add_scatter(
            x=part["size"],
            y=part["value"],
            mode="markers+text" if symbol == "diamond" else "markers",
            text=part["label"],
            textposition="top center",
            marker={"color": colour, "size": size, "symbol": symbol, "opacity": 0.85},
            customdata=part["label"],
            hovertemplate=f"<b>%{{customdata}}</b><br>%{{y:{number}}} (n = %{{x:,}})<extra></extra>",
        )
    figure.update_layout(
        xaxis={"title": x_title, "rangemode": "tozero"},
        yaxis={"title": y_title, "tickformat": ".0%" if as_percent else None},
    )
    return figure
