"""How much of all service is fake, and are the rules fair? For auditors and the committee, from random audits alone."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import call_back, charts, sampling
from dashboard.decisions.rules import VERDICTS, DecisionRefused, reasons
from dashboard.decisions.samples import SampleStore
from dashboard.decisions.store import DecisionStore
from dashboard.screens.frame import Page, Screen
from dashboard.wording import Wording

# Which parts of the city a picture shows, in order.
PREVALENCE_PARTS = ("all", "district", "channel", "category")
FAIRNESS_PARTS = ("all", "age", "channel")
# How a part is called, where it is a coded word.
PART_WORDS = {"channel": "channel", "category": "category", "age": "age_band"}
COUNTS = ("audits_drawn", "audits_done", "audits_unclear")
COUNTED = (*COUNTS, "days_to_decision")


def render(page: Page) -> None:
    """The sentence, prevalence by part, calibration, fairness, all measures, and the worklist."""
    measures = page.query("audit_measures", period=page.period)
    if measures.empty:
        page.empty("audits.empty", period=page.period)
    else:
        _answer(page, measures)
        _forest(page, measures, "prevalence", "prevalence", PREVALENCE_PARTS)
        _calibration(page, measures)
        _forest(page, measures, "fairness", "false_positive_rate", FAIRNESS_PARTS)
        _work(page, measures)
        _table(page, measures)
    if page.viewer.role == "auditor":
        _drawing(page)
    _worklist(page)


def _one(measures: pd.DataFrame, measure: str, stratum: str = "all") -> pd.Series | None:
    """The row of a measure, or None where it was not measured."""
    rows = measures[(measures["measure"] == measure) & (measures["stratum"] == stratum)]
    return None if rows.empty else rows.iloc[0]


def _answer(page: Page, measures: pd.DataFrame) -> None:
    say = page.say
    drawn, done = (_one(measures, name) for name in ("audits_drawn", "audits_done"))
    counts = {
        "period": page.period,
        "drawn": say.number(0 if drawn is None else drawn["value"], 0),
        "done": say.number(0 if done is None else done["value"], 0),
    }
    city = _one(measures, "prevalence")
    if city is None:
        page.answer("audits.answer_open", **counts)
        return
    page.answer("audits.answer", **_percents(say, city), **counts)
    low, high, hours = (
        _one(measures, name) for name in ("prevalence_low_bound", "prevalence_high_bound", "prevalence_hours")
    )
    unclear = _one(measures, "audits_unclear")
    if low is not None and high is not None and unclear is not None:
        bounds = {"low": say.percent(low["value"], 1), "high": say.percent(high["value"], 1)}
        st.caption(say("audits.bounds", unclear=say.number(unclear["value"], 0), **bounds))
    if hours is not None:
        st.caption(say("audits.hours", **_percents(say, hours)))


def _percents(say: Wording, row: pd.Series) -> dict[str, str]:
    """A share and the ends of its interval; the sign stands once."""
    ends = {name: say.percent(row[name], 1).removesuffix(" %") for name in ("low", "high")}
    return {"value": say.percent(row["value"], 1), **ends}


def _forest(page: Page, measures: pd.DataFrame, name: str, measure: str, parts: tuple[str, ...]) -> None:
    drawn = _parts(page, measures, measure, parts)
    if drawn.empty:
        return
    page.picture(
        page.say(f"audits.{name}"),
        charts.forest(drawn, axis=page.say(f"audits.{name}_axis"), highlight="all", shares=True),
        key=f"audit_{name}",
        note=page.say(f"audits.{name}_note"),
    )


def _calibration(page: Page, measures: pd.DataFrame) -> None:
    bins = measures[measures["measure"] == "calibration"].sort_values("expected")
    if bins.empty:
        return
    page.picture(
        page.say("audits.calibration"),
        charts.calibration(bins, axis=page.say("audits.expected_axis"), upright=page.say("audits.found_axis")),
        key="audit_calibration",
        note=page.say("audits.calibration_note"),
    )
    model = str(page.query("audit_model")["suspicion_model"].iloc[0])
    st.caption(page.say("audits.model", model=page.say.word("suspicion_model", model.split("-")[0]), version=model))


def _work(page: Page, measures: pd.DataFrame) -> None:
    """What the audits themselves are worth: what the queue found, how long decisions took, what became of appeals."""
    say = page.say
    st.subheader(say("audits.work"), anchor=False)
    lines = []
    queued = measures[measures["measure"] == "precision_at_budget"]
    if queued.empty:
        lines.append(say("audits.no_precision"))
    else:
        found, lift = queued.iloc[0], measures[measures["measure"] == "lift"]
        counted = {"budget": found["part"], "n": say.number(found["n"], 0), **_percents(say, found)}
        lines.append(say("audits.precision" if found["is_enough"] else "audits.precision_few", **counted))
        if found["is_enough"] and not lift.empty:
            numbers = {name: say.number(lift.iloc[0][name], 1) for name in ("value", "low", "high")}
            lines.append(say("audits.lift", **numbers))
    for kind in ("random", "targeted"):
        waited = _one(measures, "days_to_decision", kind)
        if waited is not None:
            days = {name: say.number(waited[name], 1) for name in ("value", "low", "high")}
            lines.append(say(f"audits.waited_{kind}", n=say.number(waited["n"], 0), **days))
    upheld = _one(measures, "appeals_upheld")
    if upheld is None:
        lines.append(say("audits.no_appeals"))
    else:
        which = "audits.appeals" if upheld["is_enough"] else "audits.appeals_few"
        lines.append(say(which, n=say.number(upheld["n"], 0), **_percents(say, upheld)))
    st.markdown("\n".join(f"- {line}" for line in lines))


def _parts(page: Page, measures: pd.DataFrame, measure: str, parts: tuple[str, ...]) -> pd.DataFrame:
    """A measure by part of the city as a forest's rows, the whole city first."""
    rows = measures[(measures["measure"] == measure) & measures["part_of"].isin(parts)]
    order = rows["part_of"].map(parts.index)
    rows = rows.assign(order=order).sort_values(["order", "part"], na_position="first")
    words = [_part_word(page.say, row) for row in rows.to_dict("records")]
    return rows[["value", "low", "high"]].assign(unit=rows["stratum"], label=words)


def _part_word(say: Wording, row: dict[Hashable, Any]) -> str:
    kind, part = str(row["part_of"]), row["part"]
    if pd.isna(part):
        return say.word("audit_part", kind)
    if part == "?":
        return say("audits.part", kind=say.word("audit_part", kind), part=say("audits.unknown"))
    return say("audits.part", kind=say.word("audit_part", kind), part=say.word(PART_WORDS.get(kind, kind), part))


def _table(page: Page, measures: pd.DataFrame) -> None:
    say = page.say
    st.subheader(say("audits.measures"), anchor=False)
    shares = ~measures["measure"].isin([*COUNTED, "lift"])
    # A share of a handful says more than it knows; counts and days are what they are.
    told = measures["is_enough"] | measures["measure"].isin(COUNTED)
    digits = [0 if name in COUNTS else 1 for name in measures["measure"]]
    shown = measures.assign(
        measure_word=[say.word("audit_measure", name) for name in measures["measure"]],
        part_word=[_part_word(say, row) for row in measures.to_dict("records")],
        **{
            name: [
                say.percent(value, 1) if is_share else say.number(value, places)
                for value, is_share, places in zip(measures[name].where(told), shares, digits, strict=True)
            ]
            for name in ("value", "low", "high")
        },
    )
    page.table(
        shown,
        {
            "measure_word": st.column_config.TextColumn(say("audits.measure"), width=260),
            "part_word": st.column_config.TextColumn(say("audits.part_heading"), width=180),
            "value": say("frame.value"),
            "low": say("frame.low"),
            "high": say("frame.high"),
            "n": st.column_config.NumberColumn(say("audits.n"), format="localized"),
        },
        file=f"audits_{page.period}",
        height=360,
    )


def _worklist(page: Page) -> None:
    """What is drawn and not decided since the build, to take away and to print."""
    say = page.say
    st.subheader(say("audits.worklist"), anchor=False)
    rows = page.query("audit_worklist")
    standing = DecisionStore.of().files()
    waiting = rows[[record not in standing for record in rows["record_id"]]]
    known = int(page.query("audit_sample_size")["drawn"].iloc[0])
    drawn_since = len(SampleStore.of().drawn()) - known
    if drawn_since > 0:
        st.info(say("audits.drawn_since", count=drawn_since), icon=":material/hourglass_empty:")
    if waiting.empty:
        page.empty("audits.nothing_waits")
        return
    shown = waiting.assign(
        community=waiting["community_name"].fillna(waiting["community_id"]),
        what=[say.word("category", code) for code in waiting["category"]],
        when=waiting["started_at"].map(say.moment),
        channel_word=[say.word("channel", code) for code in waiting["channel"]],
    )
    columns = {
        "record_id": say("audits.form_record"),
        "district": say("frame.district"),
        "community": say("frame.community"),
        "member_id": say("audits.form_who"),
        "what": say("audits.form_what"),
        "activity_title": say("audits.form_activity"),
        "when": say("audits.form_when"),
        "declared_hours": say("audits.form_hours"),
        "channel_word": say("audits.form_channel"),
        "witness_id": say("audits.form_witness"),
    }
    page.table(shown, dict(columns), file="audit_worklist", height=320)
    verdicts = [say.word("verdict", verdict) for verdict in VERDICTS]
    blanks = [
        (say("audits.form_called"), ()),
        (say("audits.form_spoke_to"), ()),
        (say("audits.form_was_there"), (say("audits.form_yes"), say("audits.form_no"), say("audits.form_not_sure"))),
        (say("audits.form_real_hours"), ()),
        (say("audits.form_verdict"), verdicts),
        (say("audits.form_reason"), ()),
        (say("audits.form_note"), ()),
    ]
    codes = [
        f"{reason.code}：{say.word('decisions.reason', reason.code)}"
        for reason in reasons().values()
        if reason.action in VERDICTS
    ]
    st.download_button(
        say("audits.form_download", rows=len(shown)),
        data=call_back.workbook(
            shown,
            columns,
            blanks,
            say("audits.form_title"),
            (say("audits.form_notes"), [say("audits.form_script"), say("audits.form_back"), *codes]),
        ),
        file_name=f"audit_worklist_{datetime.now():%Y%m%d}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/print:",
        on_click="ignore",
    )


def _drawing(page: Page) -> None:
    """Draws the period's sample; what happened stays in sight until the page is left."""
    say = page.say
    period = str(page.period)
    with st.expander(say("audits.draw"), icon=":material/shuffle:"):
        suggested = sampling.plan(period, None, page.viewer)
        if not suggested["records"]:
            st.caption(say("audits.no_records", period=period))
            return
        size = int(
            st.number_input(
                say("audits.size"), min_value=1, max_value=int(suggested["records"]), value=int(suggested["size"])
            )
        )
        expected = sampling.plan(period, size, page.viewer)
        st.caption(
            say(
                "audits.expected",
                size=size,
                records=say.number(expected["records"], 0),
                share=say.percent(expected["share"], 1),
                low=say.percent(expected["low"], 1),
                high=say.percent(expected["high"], 1),
            )
        )
        extend = st.checkbox(say("audits.extend"))
        if st.button(say("audits.draw_now"), icon=":material/shuffle:", type="primary"):
            try:
                drawing = sampling.draw(period, size, None, page.viewer, SampleStore.of(), extend)
            except DecisionRefused as refusal:
                st.error(refusal.text(say.language), icon=":material/block:")
                return
            st.success(
                say("audits.drawn", count=len(drawing.added), period=period, seed=drawing.added[0].seed),
                icon=":material/check:",
            )


SCREEN = Screen("audits", ":material/shuffle:", ("auditor", "committee"), render, filters=("period",))
