"""The part of the points page where members and organisations give points away: reserve, then confirm, or give back."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.decisions.redemptions import ORGANISATION, Offer, Purse, RedemptionStore
from dashboard.decisions.rules import Decider, DecisionRefused
from dashboard.screens.frame import Page
from warehouse.settings.operational import RedemptionStep

SAID = "spending_said"


def render(page: Page) -> None:
    """What can be spent, the reservation that waits, the catalogue."""
    say, store = page.say, RedemptionStore.of()
    st.subheader(say("spending.title"), anchor=False)
    if (said := st.session_state.pop(SAID, None)) is not None:
        st.success(said, icon=":material/check:")
    found = page.query("points_purse", now=pd.Timestamp(store.today()))
    offers = page.query("points_offers", today=store.today())
    donates_only = page.viewer.role == ORGANISATION
    if donates_only:
        offers = offers[offers["action"] == "donate"]
    if found.empty or offers.empty:
        page.empty("spending.nothing")
        return
    purse = _purse(found.iloc[0])
    if donates_only:
        st.caption(say("spending.donates_only"))
    names = dict(zip(offers["offer_id"], offers[say.language], strict=True))
    left = store.left(purse)
    st.markdown(say("spending.left", left=say.number(left), minutes=say.number(offers["minutes"].iloc[0], 0)))
    kept = store.open_reservation(purse.account)
    if kept is not None:
        _waiting(page, store, kept, names)
        return
    taken = store.taken()
    for offer in offers.to_dict("records"):
        _offer(page, store, purse, offer, left, taken.get(offer["offer_id"], 0), found.iloc[0]["community_id"])


def _purse(row: pd.Series) -> Purse:
    return Purse(str(row["account"]), float(row["available"]), int(row["spent_until"]), str(row["build_id"]))


def _speaker(page: Page) -> Decider:
    viewer = page.viewer
    return Decider(str(viewer.organisation_id if viewer.role == ORGANISATION else viewer.member_id), viewer.role)


def _waiting(page: Page, store: RedemptionStore, kept: RedemptionStep, names: dict[str, str]) -> None:
    """The second step: confirm what is reserved, or give it back."""
    say = page.say
    with st.container(border=True):
        st.markdown(
            say(
                f"spending.waiting_{kept.action}",
                what=names.get(kept.offer_id, kept.offer_id),
                points=say.number(kept.points),
                until=say.moment(kept.kept_until),
            )
        )
        confirm, cancel = st.columns(2)
        if confirm.button(say("spending.confirm"), type="primary", icon=":material/check:"):
            _do(page, lambda: store.confirm(kept.step_id, _speaker(page)), "spending.confirmed")
        if cancel.button(say("spending.cancel"), icon=":material/undo:"):
            _do(page, lambda: store.cancel(kept.step_id, _speaker(page)), "spending.cancelled")


def _offer(
    page: Page,
    store: RedemptionStore,
    purse: Purse,
    row: dict[Hashable, Any],
    left: float,
    taken: int,
    community: object,
) -> None:
    say, points = page.say, float(row["points"])
    stock = None if pd.isna(row["stock"]) else int(row["stock"])
    receiver = {"rewards": "system:rewards", "charity": "charity:charity"}.get(row["receiver"], f"pool:{community}")
    offer = Offer(
        str(row["offer_id"]),
        row["action"],
        points,
        stock,
        receiver,
        row["valid_from"].date(),
        None if pd.isna(row["valid_to"]) else row["valid_to"].date(),
    )
    what, ask, do = st.columns([5, 2, 2], vertical_alignment="bottom")
    sold_out = stock is not None and taken >= stock
    if stock is None:
        what.markdown(say("spending.gift", what=row[say.language], points=say.number(points, 0)))
        points = ask.number_input(
            say("spending.how_many"), min_value=points, value=points, key=f"give_{offer.offer_id}"
        )
    else:
        what.markdown(
            say("spending.offer", what=row[say.language], points=say.number(points, 0), stock=max(stock - taken, 0))
        )
    why = say("spending.sold_out") if sold_out else say("spending.too_few") if points > left else None
    if do.button(say(f"spending.{offer.action}"), key=f"reserve_{offer.offer_id}", disabled=why is not None, help=why):
        minutes = float(row["minutes"])
        _do(page, lambda: store.reserve(offer, purse, _speaker(page), points, minutes), "spending.reserved")


def _do(page: Page, step: Callable[[], object], done: str) -> None:
    """Takes one step and shows the page anew; a refusal is told in its own words."""
    try:
        step()
    except DecisionRefused as refusal:
        st.error(refusal.text(page.say.language), icon=":material/error:")
        return
    st.session_state[SAID] = page.say(done)
    st.rerun()
