"""Objections to a closed period: communities object, the committee answers."""

from __future__ import annotations

import streamlit as st

from dashboard import cases
from dashboard.decisions.closings import ANSWERS, Closing, ClosingStore, Objection
from dashboard.decisions.rules import CLOSING_ROLES
from dashboard.screens.closing_steps import store_step
from dashboard.screens.frame import Page, community_names
from dashboard.screens.parts import LONGEST_TEXT, definition, indicator_column


def show_objections(page: Page, store: ClosingStore, closing: Closing) -> None:
    if closing.version is None:
        return
    say = page.say
    st.subheader(say("closing.objections"), anchor=False)
    communities = page.query("communities")
    names = community_names(communities)
    # A viewer reads the objections of the communities they may see, as they read everything else.
    shown = [objection for objection in closing.objections if objection.filed.community_id in names]
    if not shown:
        st.caption(say("closing.no_objections"))
    for objection in shown:
        _objection(page, store, closing, objection, names[str(objection.filed.community_id)])
    if page.viewer.role in CLOSING_ROLES["object"]:
        _object(page, store, closing)


def _objection(page: Page, store: ClosingStore, closing: Closing, objection: Objection, community: str) -> None:
    say, filed, answer = page.say, objection.filed, objection.answer
    with st.container(border=True):
        st.markdown(
            say(
                "closing.objection",
                id=filed.event_id,
                community=community,
                by=filed.said_by,
                at=say.moment(filed.said_at),
            )
        )
        about = [_indicator_name(page, filed.indicator_id)] if filed.indicator_id else []
        about += [say("closing.about_record", record=filed.record_id)] if filed.record_id else []
        if about:
            st.caption(say.listing(about))
        st.text(filed.text or say("closing.erased"))
        if answer is not None:
            st.markdown(
                say(
                    "closing.answered",
                    verdict=say.word("closing_verdict", answer.verdict),
                    by=answer.said_by,
                    at=say.moment(answer.said_at),
                )
            )
            st.text(answer.text or say("closing.erased"))
        elif page.viewer.role in CLOSING_ROLES["close"]:
            _answer(page, store, closing, filed.event_id)
        else:
            st.caption(say("closing.awaits_answer"))


def _answer(page: Page, store: ClosingStore, closing: Closing, objection_id: str) -> None:
    say = page.say
    with st.form(f"answer_{objection_id}"):
        verdict = st.radio(
            say("closing.verdict"),
            ANSWERS,
            format_func=lambda code: say.word("closing_verdict", code),
            index=None,
            horizontal=True,
        )
        text = st.text_area(say("closing.answer_text"), max_chars=LONGEST_TEXT)
        if st.form_submit_button(say("closing.answer_it")):
            if verdict is None:
                st.error(say("closing.choose_verdict"), icon=":material/error:")
                return
            decider = cases.decider(page.viewer)
            store_step(
                page, lambda: store.answer(closing.period, decider, objection_id, verdict, text), "closing.answer_kept"
            )


def _object(page: Page, store: ClosingStore, closing: Closing) -> None:
    say = page.say
    if closing.notice_day(store.today()) is None:
        page.empty("closing.notice_over")
        return
    catalogue = page.query("indicator_catalogue")
    built = catalogue[catalogue["built"]]
    names = dict(zip(built["indicator_id"], indicator_column(page, built), strict=True))
    own = page.viewer.community_ids
    with st.form("object", clear_on_submit=False):
        st.markdown(say("closing.object_explained", ends=say.day(closing.notice_ends_on)))
        indicator = st.selectbox(
            say("closing.about_indicator"),
            list(names),
            format_func=lambda code: names[code],
            index=None,
            placeholder=say("frame.none"),
        )
        record = st.text_input(say("closing.record"))
        text = st.text_area(say("closing.objection_text"), max_chars=LONGEST_TEXT)
        if st.form_submit_button(say("closing.object"), type="primary", disabled=not own):
            decider = cases.decider(page.viewer)
            store_step(
                page,
                lambda: store.object(closing.period, decider, own[0], text, indicator, record.strip() or None),
                "closing.objection_kept",
            )


def _indicator_name(page: Page, indicator: str) -> str:
    meaning = definition(page, indicator)
    return indicator if meaning is None else page.say.name(meaning)
