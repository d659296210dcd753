"""Charts of one record: when its traces were left, and where. Pure functions from a frame to a figure."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import ACCENT, GRID, NEUTRAL, SEQUENCE

STEP_PX = 46
RING_M = 150
PLACE_SYMBOLS = {"phone": ("circle", SEQUENCE[0]), "photo": ("diamond", SEQUENCE[5])}


def timeline(steps: pd.DataFrame) -> go.Figure:
    """The traces a record left, top to bottom in the order a service leaves them.

    `steps`: label, text (time and gap, or that there is none), present (boolean). Steps are evenly spaced, because
    a day of waiting for the grade would squeeze the two hours that matter; the text carries the time between them.
    """
    figure = go.Figure(layout={"template": "tianping", "height": 40 + STEP_PX * len(steps)})
    rows = list(range(len(steps)))
    figure.add_scatter(x=[0] * len(steps), y=rows, mode="lines", line={"color": GRID, "width": 3}, hoverinfo="skip")
    for present, symbol, colour in ((True, "circle", ACCENT), (False, "circle-open", NEUTRAL)):
        part = [row for row in rows if bool(steps["present"].iloc[row]) is present]
        figure.add_scatter(
            x=[0] * len(part),
            y=part,
            mode="markers+text",
            marker={"symbol": symbol, "color": colour, "size": 13, "line": {"width": 2}},
            text=[f"   <b>{steps['label'].iloc[row]}</b>　{steps['text'].iloc[row]}" for row in part],
            textposition="middle right",
            textfont={"color": colour if not present else None},
            hoverinfo="skip",
        )
    figure.update_layout(
        xaxis={"visible": False, "range": [-0.03, 1]},
        yaxis={"visible": False, "range": [len(steps) - 0.5, -0.5]},
        margin={"l": 0, "r": 0, "t": 8, "b": 8},
    )
    return figure


def places(fixes: pd.DataFrame, *, words: dict[str, str], ring: str) -> go.Figure:
    """Where the phone and the photos were, in metres from the site, with the 150 m ring around it.

    `fixes`: kind (phone, photo), east_m, north_m, accuracy_m (may be missing). `words` names the kinds and the site.
    """
    figure = go.Figure(layout={"template": "tianping", "height": 380})
    figure.add_shape(type="circle", x0=-RING_M, x1=RING_M, y0=-RING_M, y1=RING_M, line={"color": ACCENT, "dash": "dot"})
    figure.add_annotation(x=0, y=RING_M, text=ring, showarrow=False, yanchor="bottom", font_color=ACCENT)
    figure.add_scatter(
        x=[0],
        y=[0],
        mode="markers+text",
        text=[words["site"]],
        textposition="bottom center",
        marker={"symbol": "cross", "size": 13, "color": ACCENT},
        hoverinfo="skip",
    )
    for kind, part in fixes.groupby("kind"):
        symbol, colour = PLACE_SYMBOLS[str(kind)]
        figure.add_scatter(
            x=part["east_m"],
            y=part["north_m"],
            mode="markers+text",
            text=[words[str(kind)]] * len(part),
            textposition="top center",
            marker={"symbol": symbol, "size": 11, "color": colour},
            hovertemplate="%{x:.0f} m, %{y:.0f} m<extra></extra>",
        )
    for fix in fixes.dropna(subset=["accuracy_m"]).to_dict("records"):
        figure.add_shape(
            type="circle",
            x0=fix["east_m"] - fix["accuracy_m"],
            x1=fix["east_m"] + fix["accuracy_m"],
            y0=fix["north_m"] - fix["accuracy_m"],
            y1=fix["north_m"] + fix["accuracy_m"],
            line_width=0,
            fillcolor=SEQUENCE[4],
            opacity=0.18,
        )
    farthest = max([RING_M * 1.3, *(fixes[["east_m", "north_m"]].abs().max() * 1.2)])
    figure.update_layout(
        xaxis={"range": [-farthest, farthest], "ticksuffix": " m", "nticks": 5},
        yaxis={"range": [-farthest, farthest], "ticksuffix": " m", "nticks": 5, "scaleanchor": "x"},
    )
    return figure
