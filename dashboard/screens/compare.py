"""Two communities side by side: whether one may be said to beat the other, and in which dimensions they differ."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import charts
from dashboard.screens.frame import Page, Screen, choose_named, community_names, keep


def render(page: Page) -> None:
    """Draws the comparison of the two communities in the URL."""
    say = page.say
    everybody = page.query("compare_communities", period=page.period, lens=page.lens, community=None)
    if len(everybody) < 2:
        page.empty("compare.too_few", period=page.period)
        return
    names = community_names(everybody)
    bar = st.container(horizontal=True)
    first = choose_named(
        bar,
        "a",
        page.viewer,
        say("compare.a"),
        list(names),
        lambda code: names[code],
        default=next(iter(page.viewer.community_ids), None),
        width=280,
    )
    standings = page.query("compare_communities", period=page.period, lens=page.lens, community=first)
    standings = standings.set_index("community_id", drop=False)
    others = standings[standings["community_id"] != first]
    if st.query_params.get("b") == first:
        keep("b", None)
    second = choose_named(
        bar,
        "b",
        page.viewer,
        say("compare.b"),
        list(others["community_id"]),
        lambda code: say("compare.peer" if others.loc[code, "is_peer"] else "compare.not_peer", name=names[code]),
        width=320,
    )
    one, other = (standings[standings["community_id"] == code].iloc[0] for code in (first, second))
    pairs = page.query("compare_pairs", period=page.period, lens=page.lens, community=first)
    _answer(page, one, other, pairs)
    _dimensions(page, one, other)
    _pairs(page, one, pairs)


def _answer(page: Page, one: pd.Series, other: pd.Series, pairs: pd.DataFrame) -> None:
    say = page.say
    told = {"period": page.period, "a": one["name"], "b": other["name"]}
    withheld = [row["name"] for row in (one, other) if pd.isna(row["total"])]
    if withheld:
        page.answer("compare.withheld", **told, withheld=say.listing(withheld))
        return
    told |= {"a_total": _with_interval(page, one), "b_total": _with_interval(page, other)}
    pair = pairs[pairs["community_id"] == other["community_id"]]
    if pair.empty:
        page.answer("compare.not_peers", **told)
        return
    judged = pair.iloc[0]
    winner, loser = (told["b"], told["a"]) if judged["standing"] == "behind" else (told["a"], told["b"])
    page.answer(
        "compare.within" if judged["standing"] == "within" else "compare.beats",
        **told,
        winner=winner,
        loser=loser,
        difference=say.change(judged["difference"]),
        p=_chance(page, judged["p"]),
        allowed=say.number(judged["allowed_p"], 6),
        peers=int(one["peer_size"]),
    )


def _with_interval(page: Page, row: pd.Series) -> str:
    number = page.say.number
    return page.say(
        "compare.with_interval",
        total=number(row["total"]),
        low=number(row["total_low"]),
        high=number(row["total_high"]),
    )


def _chance(page: Page, p: float) -> str:
    """How likely such a difference is by chance alone."""
    return page.say("compare.p_tiny") if p < 1e-6 else page.say("compare.p_is", p=page.say.number(p, 6))


def _dimensions(page: Page, one: pd.Series, other: pd.Series) -> None:
    """Each dimension of both, on one scale."""
    say = page.say
    pair = {"a": one["community_id"], "b": other["community_id"]}
    scored = page.query("dimension_scores", period=page.period, lens=page.lens, communities=list(pair.values()))
    if scored.empty:
        page.empty("compare.no_dimensions", period=page.period)
        return
    parts = scored.drop_duplicates("dimension").set_index("dimension", drop=False)
    table = pd.DataFrame({"label": [say.name(row) for row in parts.to_dict("records")]}, index=parts.index)
    for unit, community in pair.items():
        own = scored[scored["community_id"] == community].set_index("dimension")
        table = table.join(
            own[["score", "low", "high"]].set_axis([unit, f"{unit}_low", f"{unit}_high"], axis="columns")
        )
    page.picture(
        say("compare.dimensions"),
        charts.paired_dots(
            table, axis=say("community.dimension_axis"), names=(str(one["name"]), str(other["name"])), limits=(0, 100)
        ),
        key="pair",
        note=say("compare.dimensions_note"),
    )
    number = st.column_config.NumberColumn
    page.table(
        table,
        {
            "label": say("frame.dimension"),
            **{
                f"{unit}{part}": number(say(f"compare.column{part}", name=row["name"]), format="%.1f")
                for unit, row in (("a", one), ("b", other))
                for part in ("", "_low", "_high")
            },
        },
        file=f"dimensions_{one['community_id']}_{other['community_id']}_{page.period}_{page.lens}",
    )


def _pairs(page: Page, one: pd.Series, pairs: pd.DataFrame) -> None:
    """The first community against each of its peers."""
    say = page.say
    st.subheader(say("compare.pairs", name=one["name"]), anchor=False)
    if pairs.empty:
        page.empty("compare.no_pairs", name=one["name"])
        return
    st.caption(say("compare.pairs_note"))
    number = st.column_config.NumberColumn
    page.table(
        pairs.assign(standing_word=pairs["standing"].map(lambda code: say.word("standing", code))),
        {
            "name": say("frame.community"),
            "district": say("frame.district"),
            "peer_rank": number(say("overview.column_peer_rank"), format="%d"),
            "total": number(say("overview.column_total"), format="%.1f"),
            "total_low": number(say("frame.low"), format="%.1f"),
            "total_high": number(say("frame.high"), format="%.1f"),
            "difference": number(say("compare.column_difference"), format="%+.1f"),
            "z": number(say("compare.column_z"), format="%.2f"),
            "p": number("p", format="%.6f"),
            "allowed_p": number(say("compare.column_allowed"), format="%.6f"),
            "standing_word": say("compare.column_standing"),
        },
        file=f"pairs_{one['community_id']}_{page.period}_{page.lens}",
        height=400,
    )


SCREEN = Screen(
    key="compare",
    icon=":material/balance:",
    roles=("committee", "community"),
    render=render,
    filters=("period", "lens"),
)
