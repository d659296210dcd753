"""Charts of what adds up over time: duty and points of a person, rows of a deployment. Pure functions."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.charts import ACCENT, GRID, NEUTRAL, SEQUENCE

MONTHS = range(1, 13)
FEWEST_DAYS = 8


def duty_and_points(months: pd.DataFrame, *, duty_hours: float, hours: str, points: str, duty: str) -> go.Figure:
    """Verified hours so far against the yearly duty, above the points of each month.

    `months`: period, verified_hours, verified_hours_so_far, points. The words title the two parts and the duty line.
    """
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, subplot_titles=(hours, points), vertical_spacing=0.16)
    figure.add_scatter(
        x=months["period"],
        y=months["verified_hours_so_far"],
        mode="lines+markers+text",
        text=[f"{value:.1f}" for value in months["verified_hours_so_far"]],
        textposition="top center",
        line={"color": ACCENT, "width": 2, "shape": "hv"},
        cliponaxis=False,
        hoverinfo="skip",
        row=1,
        col=1,
    )
    figure.add_hline(
        y=duty_hours,
        line={"color": NEUTRAL, "dash": "dot"},
        annotation_text=duty,
        annotation_position="top left",
        row=1,
        col=1,
    )
    figure.add_bar(
        x=months["period"],
        y=months["points"],
        marker_color=ACCENT,
        text=[f"{value:.1f}" if value == value else "" for value in months["points"]],
        textposition="outside",
        cliponaxis=False,
        hoverinfo="skip",
        row=2,
        col=1,
    )
    figure.update_layout(template="tianping", height=420, bargap=0.5)
    year = str(months["period"].iloc[0])[:4]
    # All twelve months, so that months without service show as gaps and not as nothing.
    periods = [f"{year}-{month:02d}" for month in MONTHS]
    figure.update_xaxes(
        type="category", categoryorder="array", categoryarray=periods, range=[-0.6, 11.6],
        tickmode="array", tickvals=periods, ticktext=[str(month) for month in MONTHS], showticklabels=True,
    )  # fmt: skip
    figure.update_yaxes(rangemode="tozero")
    _titles_left(figure)
    reach = max([duty_hours, *months["verified_hours_so_far"].fillna(0)])
    figure.update_yaxes(range=[0, reach * 1.2], row=1, col=1)
    return figure


def bands(frame: pd.DataFrame, *, axis: str) -> go.Figure:
    """How many units lie in each band: `frame` has label and count, in drawing order."""
    figure = go.Figure(layout={"template": "tianping", "height": 60 + 38 * len(frame)})
    figure.add_bar(
        y=frame["label"],
        x=frame["count"],
        orientation="h",
        marker_color=ACCENT,
        text=frame["count"],
        textposition="outside",
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.update_layout(
        xaxis={"title": axis, "rangemode": "tozero"}, yaxis={"autorange": "reversed", "showgrid": False}
    )
    return figure


def filled_places(weeks: pd.DataFrame, *, places: str, people: str) -> go.Figure:
    """Places to fill, and inside them those somebody is proposed for: `weeks` has label, places and people, in order."""
    figure = go.Figure(layout={"template": "tianping", "height": 90 + 46 * len(weeks)})
    for column, name, colour, width in (("places", places, GRID, 0.7), ("people", people, ACCENT, 0.4)):
        figure.add_bar(
            y=weeks["label"],
            x=weeks[column],
            name=name,
            orientation="h",
            marker_color=colour,
            width=width,
            text=weeks["people"].map("{:,.0f}/".format) + weeks["places"].map("{:,.0f}".format)
            if column == "places"
            else None,
            textposition="outside",
            cliponaxis=False,
            hoverinfo="skip",
        )
    figure.update_layout(
        barmode="overlay",
        showlegend=False,
        # Room for the figures beside the longest bar.
        xaxis={"range": [0, 1.2 * max(weeks["places"].max(), 1)]},
        yaxis={"autorange": "reversed", "showgrid": False},
    )
    return figure


def deliveries(days: pd.DataFrame, *, landed: str, quarantined: str) -> go.Figure:
    """Rows that landed and rows to be mended per day, on scales of their own: a few bad rows must stay visible.

    `days`: received_on, rows_accepted, rows_quarantined.
    """
    figure = make_subplots(
        rows=2, cols=1, shared_xaxes=True, subplot_titles=(landed, quarantined), vertical_spacing=0.2
    )
    for row, (column, colour) in enumerate((("rows_accepted", ACCENT), ("rows_quarantined", SEQUENCE[5])), start=1):
        figure.add_bar(
            x=days["received_on"].astype(str),
            y=days[column],
            marker_color=colour,
            text=[f"{value:,.0f}" for value in days[column]],
            textposition="outside",
            cliponaxis=False,
            hoverinfo="skip",
            row=row,
            col=1,
        )
    figure.update_layout(template="tianping", height=340, bargap=0.6)
    # A first day alone would fill the width with one bar.
    figure.update_xaxes(type="category", range=[-0.6, max(len(days), FEWEST_DAYS) - 0.4])
    figure.update_yaxes(rangemode="tozero", nticks=3)
    _titles_left(figure)
    return figure


def _titles_left(figure: go.Figure) -> None:
    """Titles of subplots where reading starts."""
    figure.for_each_annotation(
        lambda note: note.update(x=0, xanchor="left", font_size=13) if note.yref == "paper" else None
    )
