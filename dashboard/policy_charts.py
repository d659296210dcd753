"""Charts of proposed policy: pure functions from a frame to a figure."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import ACCENT, INK, NEUTRAL

ROW_PX = 20
# Up to this many units that stay are named too; beyond, only those that move.
NAMED_ROWS = 40


def slopes(frame: pd.DataFrame, *, ends: tuple[str, str], best_first: bool = False, digits: int = 0) -> go.Figure:
    """Where each unit stands before and after, a line each; those that move are accented, thick and named with both values.

    `frame`: label, before, after. `ends` name the two sides. `best_first` puts small values on top, as ranks are read.
    """
    known = frame[frame["before"].notna() & frame["after"].notna()]
    moves = known["before"] != known["after"]
    figure = go.Figure(layout={"template": "tianping", "height": max(260, 90 + ROW_PX * len(known))})
    for rows, colour, width, shown in (
        (known[~moves], NEUTRAL, 1.0, len(known) <= NAMED_ROWS),
        (known[moves], ACCENT, 2.5, True),
    ):
        for row in rows.to_dict("records"):
            left, right = (f"{row[end]:,.{digits}f}" for end in ("before", "after"))
            figure.add_scatter(
                x=[0, 1],
                y=[row["before"], row["after"]],
                mode="lines+markers+text",
                line={"color": colour, "width": width},
                marker={"color": colour, "size": 7},
                text=[f"{row['label']} {left}", f"{right} {row['label']}"] if shown else ["", ""],
                textposition=["middle left", "middle right"],
                textfont={"color": INK if width > 1 else NEUTRAL, "size": 12},
                cliponaxis=False,
                hovertemplate=f"<b>{row['label']}</b> {left} → {right}<extra></extra>",
            )
    figure.update_layout(
        xaxis={"range": [-0.7, 1.7], "tickvals": [0, 1], "ticktext": list(ends), "side": "top", "showgrid": False},
        yaxis={"autorange": "reversed" if best_first else True, "visible": False},
    )
    return figure
