"""What all screens share: the filter bar and its life in the URL, the order of a page, its empty and error states."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import access
from dashboard.viewer import Role, Viewer
from dashboard.wording import Wording
from warehouse.settings import default_lens

log = logging.getLogger(__name__)

# Everything a link to a page must bring back. A value stays until the user changes it.
KEPT = (
    "lang", "persona", "as", "period", "lens", "district", "community", "indicator", "record", "status", "year",
    "reason", "state", "week", "grouping", "group", "unit", "a", "b",
)  # fmt: skip
# What a link names, and as what the build knows it: what cannot be shown is said, never replaced by something else.
NAMED = {
    "period": "period", "lens": "lens", "district": "district", "community": "community", "indicator": "indicator",
    "record": "record", "year": "year", "unit": "unit", "a": "community", "b": "community",
}  # fmt: skip
ALL = "all"
DEFAULT_LENS = default_lens()


class Unseen(Exception):
    """What the address of a page names cannot be shown to who looks; `why` says whether ever, there, or yet."""

    def __init__(self, key: str, code: str, why: access.WhyUnseen) -> None:
        super().__init__(f"{key}={code}: {why}")
        self.key, self.code, self.why = key, code, why


@dataclass(frozen=True)
class Screen:
    """A screen as the navigation knows it: `key` is its URL path and its group of words."""

    key: str
    icon: str
    roles: tuple[Role, ...]
    render: Callable[[Page], None]
    filters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """What a screen is given: who looks, in which language, through which filters; and the parts of a page."""

    screen: Screen
    viewer: Viewer
    say: Wording
    period: str | None = None
    previous_period: str | None = None
    lens: str = DEFAULT_LENS
    district: str = ALL
    community: str | None = None
    indicator: str | None = None

    def query(self, name: str, **params: Any) -> pd.DataFrame:
        """The named query's answer, narrowed to this viewer; NotAllowed rather than an emptiness that is none."""
        if not self.may_read(name):
            raise access.NotAllowed(name)
        return access.query(name, self.viewer, **params)

    def may_read(self, name: str) -> bool:
        """Whether the named query has rows for this viewer's role."""
        return access.may_read(name, self.viewer)

    def answer(self, key: str, **values: object) -> None:
        """The one sentence that answers the page's question."""
        st.markdown(f":material/arrow_right: **{self.say(key, **values)}**")

    def picture(self, title: str, figure: go.Figure, *, key: str, note: str = "") -> None:
        """A chart under its heading; `note` says how to read it and is the text for a screen reader too."""
        st.subheader(title, anchor=False)
        if note:
            st.caption(note)
        st.plotly_chart(figure, theme=None, key=key, config={"displayModeBar": False}, alt=note or title)

    def table(self, frame: pd.DataFrame, columns: dict[str, Any], *, file: str, height: int | None = None) -> None:
        """The rows to take away: `columns` maps shown columns, in order, to their column configuration."""
        shown = frame[list(columns)]
        st.dataframe(
            shown,
            hide_index=True,
            column_config=columns,
            width="stretch",
            height=height or "auto",
            placeholder=self.say("frame.none"),
            key=f"table_{file}",
        )
        st.download_button(
            self.say("frame.download", rows=len(shown)),
            # The byte-order mark is what lets a spreadsheet recognise UTF-8 Chinese.
            data=shown.to_csv(index=False).encode("utf-8-sig"),
            file_name=f"{file}.csv",
            mime="text/csv",
            key=f"download_{file}",
            on_click="ignore",
        )

    def empty(self, key: str, **values: object) -> None:
        """Says that there is nothing to show here, why, and what to do next."""
        st.info(self.say(key, **values), icon=":material/inbox:")

    def status_word(self, status: object) -> str:
        """One of the five data states with its sign, so that it is told apart without colour."""
        return f"{self.say.word('status_sign', status)} {self.say.word('status', status)}"


# ---- filters -----------------------------------------------------------------------------------------------------


def recall() -> None:
    """Restores what a change of page took out of the URL. Call once, before anything reads a filter."""
    for key in KEPT:
        kept = f"kept_{key}"
        if key in st.query_params:
            st.session_state[kept] = st.query_params[key]
        elif kept in st.session_state:
            st.query_params[key] = st.session_state[kept]


def keep(key: str, value: str | None) -> None:
    """Sets a filter in the URL, or takes it out. What one persona looked at goes with them: the next may not see it."""
    if key in ("persona", "as"):
        for named in NAMED.keys() - {"period", "lens"}:
            keep(named, None)
    if value is None:
        st.query_params.pop(key, None)
        st.session_state.pop(f"kept_{key}", None)
    else:
        st.query_params[key] = value
        st.session_state[f"kept_{key}"] = value


def go_to(screen: str, **filters: object) -> None:
    """Leaves for another screen with these filters set; the others stay as they are."""
    for key, value in filters.items():
        keep(key, str(value))
    st.switch_page(st.Page(lambda: None, title=screen, url_path=screen))


def choose(
    where: DeltaGenerator | Any,
    key: str,
    label: str,
    options: Sequence[str],
    words: Callable[[str], str] = str,
    default: str | None = None,
    width: int | Literal["stretch"] = 200,
    label_shown: bool = True,
) -> str | None:
    """A select box bound to the URL parameter `key`; an unknown value in the URL falls back to the default."""
    if not options:
        return None
    wanted = st.query_params.get(key)
    current = wanted if wanted in options else default if default in options else options[0]
    return _select_box(where, key, label, options, words, current, width=width, label_shown=label_shown)


def choose_named(
    where: DeltaGenerator | Any,
    key: str,
    viewer: Viewer,
    label: str,
    options: Sequence[str],
    words: Callable[[str], str] = str,
    default: str | None = None,
    width: int = 200,
) -> str | None:
    """As `choose`, for what a link names: Unseen, below an empty box, where the URL names something not among the options."""
    wanted = st.query_params.get(key)
    if wanted is None or wanted in options:
        return choose(where, key, label, options, words, default, width)
    if options:
        _select_box(where, key, label, options, words, None, width=width)
    raise Unseen(key, wanted, access.why_unseen(NAMED[key], wanted, viewer))


def _select_box(
    where: DeltaGenerator | Any,
    key: str,
    label: str,
    options: Sequence[str],
    words: Callable[[str], str],
    current: str | None,
    width: int | Literal["stretch"],
    label_shown: bool = True,
) -> str | None:
    widget = f"choose_{key}"
    st.session_state[widget] = current
    chosen: str | None = where.selectbox(
        label,
        options,
        index=None if current is None else 0,
        format_func=words,
        key=widget,
        width=width,
        placeholder="",
        label_visibility="visible" if label_shown else "collapsed",
        on_change=lambda: keep(key, st.session_state[widget]),
    )
    return chosen


def community_names(communities: pd.DataFrame) -> dict[str, str]:
    """Names by id, in the order of the rows."""
    return dict(zip(communities["community_id"], communities["name"], strict=True))


def filter_bar(page_filters: Sequence[str], viewer: Viewer, say: Wording) -> dict[str, Any]:
    """Draws the bar with the filters a screen asks for and returns what is chosen; Unseen once the whole bar is drawn."""
    chosen: dict[str, Any] = {}
    unseen: list[Unseen] = []
    if not page_filters:
        return chosen
    bar = st.container(horizontal=True, key="filters")

    def ask(
        key: str, options: Sequence[str], words: Callable[[str], str], width: int, default: str | None = None
    ) -> str | None:
        try:
            return choose_named(bar, key, viewer, say(f"frame.{key}"), options, words, default, width)
        except Unseen as named:
            unseen.append(named)
            return None

    if "period" in page_filters:
        periods = access.query("periods", viewer).set_index("period", drop=False)
        whole = periods.loc[~periods["is_running"].fillna(False), "period"]
        chosen["period"] = ask(
            "period",
            list(periods.index),
            lambda code: _period_word(periods.loc[code], say),
            190,
            # A period that has just begun says little yet; it is there to be chosen.
            default=None if whole.empty else str(whole.iloc[0]),
        )
        before = periods.loc[periods["period"] == chosen["period"], "previous_period"]
        chosen["previous_period"] = None if before.empty or pd.isna(before.iloc[0]) else str(before.iloc[0])
    if "lens" in page_filters:
        lenses = access.query("lenses", viewer).set_index("lens", drop=False)
        chosen["lens"] = ask("lens", list(lenses.index), lambda code: say.name(lenses.loc[code]), 190) or DEFAULT_LENS
    if "district" in page_filters:
        districts = sorted(access.query("communities", viewer)["district"].dropna().unique())
        words = lambda code: say("frame.all_districts") if code == ALL else code  # noqa: E731
        chosen["district"] = ask("district", [ALL, *districts], words, 150) or ALL
    if "community" in page_filters:
        communities = access.query("communities", viewer)
        titles = community_names(communities)
        chosen["community"] = ask("community", list(titles), lambda code: titles[code], 240)
    if "indicator" in page_filters:
        catalogue = access.query("indicator_catalogue", viewer)
        known = {row["indicator_id"]: row for row in catalogue.to_dict("records")}
        chosen["indicator"] = ask("indicator", list(known), lambda code: _indicator_word(known[code], say), 300)
    if unseen:
        raise unseen[0]
    return chosen


def _period_word(row: Any, say: Wording) -> str:
    word = say(f"period_kind.{row['kind']}", period=row["period"])
    if row["state"] != "open":
        return say("frame.closed", period=word, state=say.word("period_state", row["state"]))
    return say("frame.running", period=word) if row["is_running"] else word


def _indicator_word(row: dict[Any, Any], say: Wording) -> str:
    name = say.name(row)
    return name if row["built"] else say("frame.unbuilt", name=name)


# ---- the page ----------------------------------------------------------------------------------------------------


def show(screen: Screen, viewer: Viewer, say: Wording) -> None:
    """Draws one screen: banner, question, filters, the screen's own parts, and how we know."""
    st.title(say(f"{screen.key}.title"), anchor=False)
    try:
        _banner(viewer, say)
        if viewer.role not in screen.roles:
            st.info(say("frame.not_yours", role=say.word("role", viewer.role)), icon=":material/block:")
            return
        chosen = filter_bar(screen.filters, viewer, say)
        if "period" in screen.filters and chosen["period"] is None:
            st.info(say("frame.no_periods"), icon=":material/inbox:")
        else:
            screen.render(Page(screen, viewer, say, **chosen))
        how_we_know(screen, viewer, say)
    except Unseen as named:
        say_unseen(named, viewer, say)
    except access.NotAllowed:
        st.info(say("frame.not_yours", role=say.word("role", viewer.role)), icon=":material/block:")
    except access.NothingPublished:
        st.info(say("frame.nothing_published"), icon=":material/inbox:")
        st.code("tianping ingest PATH\ntianping build", language="shell")
    except access.ReadFailed as fault:
        log.error("%s", fault)
        st.error(say("frame.read_failed"), icon=":material/error:")
    except Exception:
        log.exception("screen %s", screen.key)
        st.error(say("frame.fault"), icon=":material/error:")


def say_unseen(named: Unseen, viewer: Viewer, say: Wording) -> None:
    """One of three sentences: not for this viewer, no such thing, nothing of it here yet."""
    what = say(f"frame.{NAMED[named.key]}")
    st.info(
        say(f"frame.{named.why}", what=what, code=named.code, role=say.word("role", viewer.role)),
        icon=":material/block:" if named.why == "not_allowed" else ":material/inbox:",
    )


def _banner(viewer: Viewer, say: Wording) -> None:
    try:
        settings = deployment(viewer)
    except access.NothingPublished:
        return  # the screen says so; the clerk's works all the same
    if settings.get("synthetic") == "true":
        st.warning(say("frame.synthetic"), icon=":material/science:")


def deployment(viewer: Viewer) -> dict[str, str]:
    """The published settings of the deployment, all as text."""
    rows = access.query("deployment", viewer)
    return dict(zip(rows["key"], rows["value"].astype(str), strict=True))


def how_we_know(screen: Screen, viewer: Viewer, say: Wording) -> None:
    """The last part of every page: definition, coverage, freshness, build."""
    with st.expander(say("frame.how_we_know"), icon=":material/fact_check:"):
        st.markdown(say(f"{screen.key}.definition"))
        build = access.query("build", viewer)
        fresh = access.query("freshness", viewer)
        if not fresh.empty:
            row = fresh.iloc[0]
            st.markdown(
                say(
                    "frame.freshness",
                    files=row["files"],
                    rows=say.number(row["rows_accepted"], 0),
                    quarantined=say.number(row["rows_quarantined"], 0),
                    received=say.moment(row["received_at"]),
                )
            )
        if not build.empty:
            row = build.iloc[0]
            st.markdown(
                say(
                    "frame.build",
                    build=row["build_id"],
                    finished=say.moment(row["finished_at"]),
                    code=row["code_version"],
                    inputs=str(row["inputs_hash"])[:12],
                )
            )
