"""What has been earned, and why? Members and organisations see their own account; everybody else sums, never people."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import flow_charts
from dashboard.decisions.redemptions import RedemptionStore
from dashboard.documents import DocumentSubject
from dashboard.screens import frame, own_errors, spending
from dashboard.screens.assessment import take_away
from dashboard.screens.frame import Page, Screen
from dashboard.wording import Wording

DUTY_BANDS = range(6)
GROUP_KINDS = {"committee": "everybody", "community": "community", "work_unit": "work_unit"}


def render(page: Page) -> None:
    """The year in the bar, then one's own account or the sums of a group."""
    assessed = [str(year) for year in page.query("points_years")["year"]]
    years = sorted({*assessed, *_years_of_account(page)}, reverse=True)
    if not years:
        page.empty("points.empty")
        return
    newest = assessed[0] if assessed else None
    year = (
        frame.choose_named(st, "year", page.viewer, page.say("points.year"), years, default=newest, width=150)
        or years[0]
    )
    if page.viewer.role == "member":
        _own(page, year)
    elif page.viewer.role == "organisation":
        _organisation(page, year)
    else:
        _groups(page, year)


def _years_of_account(page: Page) -> list[str]:
    """Years in which the viewer's own account moved; groups have none."""
    return list(page.query("points_account_years")["year"]) if page.may_read("points_account_years") else []


def _own(page: Page, year: str) -> None:
    say = page.say
    balance = page.query("points_balance")
    duty = page.query("points_duty", year=year)
    if balance.empty and duty.empty:
        page.empty("points.no_account", year=year)
        return
    points = balance.iloc[0] if not balance.empty else None
    year_row = duty.iloc[0] if not duty.empty else None
    page.answer(
        "points.answer_no_duty" if year_row is None else "points.answer",
        **{name: say.number(None if points is None else points[name]) for name in ("available", "pending", "held")},
        year=year,
        hours=say.number(None if year_row is None else year_row["verified_hours"]),
        duty=say.number(None if year_row is None else year_row["duty_hours"], 0),
    )
    st.caption(say("points.pending_note"))
    if points is not None and points["honour"] > 0:
        st.markdown(say("points.honour", honour=say.number(points["honour"])))
    _limits(page)
    months = page.query("points_months", year=year)
    if months.empty:
        page.empty("points.no_months", year=year)
    elif year_row is not None:
        page.picture(
            say("points.picture", year=year),
            flow_charts.duty_and_points(
                months,
                duty_hours=float(year_row["duty_hours"]),
                hours=say("points.hours_so_far"),
                points=say("points.points_of_month"),
                duty=say("points.duty_line", hours=say.number(year_row["duty_hours"], 0)),
            ),
            key="duty",
            note=say("points.picture_note"),
        )
    entries = _statement(page, year)
    if not entries.empty:
        take_away(page, DocumentSubject("member", str(page.viewer.member_id), year))
        _one_entry(page, entries)
        own_errors.render(page, entries)
    spending.render(page)
    _rules(page)


def _organisation(page: Page, year: str) -> None:
    """The account of an enterprise or a social organisation, which can donate and nothing else."""
    say = page.say
    balance = page.query("points_balance")
    if balance.empty:
        page.empty("points.no_organisation_account")
        return
    points = balance.iloc[0]
    page.answer(
        "points.answer_organisation",
        kind=say.word("account_kind", points["account_kind"]),
        name=str(page.viewer.organisation_id),
        available=say.number(points["available"]),
    )
    if not pd.isna(points["expires_next"]):
        st.caption(say("points.expires_first", day=say.day(points["expires_next"])))
    _expiring(page)
    flows = page.query("points_flows", year=year)
    if not flows.empty:
        page.picture(
            say("points.flows", year=year),
            flow_charts.bands(
                pd.DataFrame(
                    {
                        "label": [say.word("ledger_kind", kind) for kind in flows["kind"]],
                        "count": flows["points"].round(1),
                    }
                ),
                axis=say("points.points"),
            ),
            key="flows",
            note=say("points.flows_note"),
        )
    entries = _statement(page, year)
    if not entries.empty:
        _one_entry(page, entries)
    spending.render(page)
    _rules(page)


def _limits(page: Page) -> None:
    """What bites next: the hours that can still earn, and the points that are about to end."""
    say = page.say
    room = page.query("points_room", today=RedemptionStore.of().today())
    if not room.empty:
        today, whole = room.iloc[0], room[room["used_hours"] == 0]
        untouched = today["used_hours"] == 0
        st.markdown(
            say(
                "points.room_whole" if untouched else "points.room" if whole.empty else "points.room_until",
                room=say.number(today["room_hours"]),
                limit=say.number(today["max_hours"], 0),
                used=say.number(today["used_hours"]),
                day=None if whole.empty else say.day(whole.iloc[0]["day"]),
            )
        )
    _expiring(page)


def _expiring(page: Page) -> None:
    say = page.say
    for soon in page.query("points_expiring").to_dict("records"):
        told = say("points.expiring", points=say.number(soon["points"]), day=say.day(soon["expires_on"]))
        st.warning(told, icon=":material/hourglass_bottom:")


def _statement(page: Page, year: str) -> pd.DataFrame:
    """The ledger in words, newest first; returns its entries."""
    say = page.say
    st.subheader(say("points.statement", year=year), anchor=False)
    entries = page.query("points_ledger", year=year)
    if entries.empty:
        page.empty("points.no_entries", year=year)
        return entries
    hours = page.query("points_hours", year=year) if page.viewer.role == "member" else pd.DataFrame()
    if not hours.empty:
        parts = hours.iloc[0]
        st.caption(
            say(
                "points.hours_waiting" if round(parts["waiting_hours"], 1) else "points.hours_posted",
                posted=say.number(parts["posted_hours"]),
                waiting=say.number(parts["waiting_hours"]),
                verified=say.number(parts["verified_hours"]),
            )
        )
    entries = entries.assign(
        kind=[say.word("ledger_kind", kind) for kind in entries["kind"]],
        # What moves no hours says nothing of hours.
        hours=entries["hours"].where(entries["hours"] != 0),
        in_words=[_entry_in_words(entry, say) for entry in entries.to_dict("records")],
    )
    column = st.column_config
    columns = {
        "posted_at": column.DatetimeColumn(say("points.posted"), format="YYYY-MM-DD", width=95),
        "kind": column.TextColumn(say("points.kind"), width=90),
        "points": column.NumberColumn(say("points.points"), format="%+.1f", width="small"),
        "hours": column.NumberColumn(say("points.hours"), format="%+.1f", width=60),
        "in_words": column.TextColumn(say("points.how"), width=480),
        "activity_title": column.TextColumn(say("points.activity")),
        "started_at": column.DatetimeColumn(say("points.served"), format="YYYY-MM-DD HH:mm"),
        "rule_id": column.TextColumn(say("points.rule"), width="small"),
        "rule_version": column.TextColumn(say("points.rule_version"), width="small"),
        "record_id": column.TextColumn(say("points.record"), width="small"),
        "decision_id": column.TextColumn(say("points.decision"), width="small"),
        "entry_id": column.TextColumn(say("points.entry"), width="small"),
    }
    page.table(
        entries, {name: made for name, made in columns.items() if entries[name].notna().any()}, file=f"points_{year}"
    )
    return entries


def _one_entry(page: Page, entries: pd.DataFrame) -> None:
    """One entry with all it hangs on: its record, the text of its rule, its decision."""
    say = page.say
    rows = {row["entry_id"]: row for row in entries.to_dict("records")}
    chosen = st.selectbox(
        say("points.open_entry"),
        list(rows),
        format_func=lambda key: say(
            "points.entry_line",
            day=say.day(rows[key]["posted_at"]),
            kind=rows[key]["kind"],
            points=say.change(rows[key]["points"]),
        ),
        index=None,
        placeholder=say("frame.none"),
    )
    if chosen is None:
        return
    row = rows[chosen]
    with st.container(border=True):
        st.markdown(f"**{row['in_words']}**")
        st.markdown(
            say("points.about_rule", rule=row["rule_id"], version=row["rule_version"], text=row[f"rule_{say.language}"])
        )
        if not pd.isna(row["started_at"]):
            st.markdown(
                say(
                    "points.about_record",
                    record=row["record_id"],
                    what=row["activity_title"] or say.word("category", row["category"]),
                    when=say.moment(row["started_at"]),
                    declared=say.number(row["record_hours"]),
                    verified=say.number(row["verified_hours"]),
                )
            )
        elif not pd.isna(row["offer_id"]):
            st.markdown(say("points.about_offer", redemption=row["record_id"], what=row[f"offer_{say.language}"]))
        else:
            st.markdown(say("points.about_fact", fact=row["record_id"]))
        if not pd.isna(row["decision_id"]):
            own = row["parameter"] == "self_report_share"
            verdict = say.word("verdict", row["decision_verdict"])
            about = "points.about_own_report" if own else "points.about_decision"
            st.markdown(say(about, decision=row["decision_id"], verdict=verdict))
        st.caption(say("points.about_entry", entry=chosen, posted=say.moment(row["posted_at"])))


def _entry_in_words(entry: dict[Hashable, Any], say: Wording) -> str:
    """One entry as a person would explain it; what earns shows its factors."""
    if entry["kind"] == "earn" and not pd.isna(entry["counted_hours"]):
        return say(
            "points.earned",
            hours=say.number(entry["counted_hours"], 2),
            grade=say.word("review_grade", entry["review_grade"]),
            grade_factor=say.number(entry["grade_factor"]),
            evidence=entry["evidence_grade"],
            evidence_factor=say.number(entry["evidence_factor"]),
            per_hour=say.number(entry["points_per_hour"], 0),
            points=say.number(entry["points"]),
        ) + (
            say("points.cut", limit=_limit(entry, say), points=say.number(entry["cut_points"]))
            if entry["was_cut"]
            else ""
        )
    if entry["kind"] == "cap_truncate":
        return say("points.cut_entry", limit=_limit(entry, say), points=say.number(entry["cut_points"]))
    if not pd.isna(entry["offer_id"]):
        return say("points.given", why=say.word("ledger_why", entry["kind"]), what=entry[f"offer_{say.language}"])
    if entry["parameter"] == "self_report_share":
        return say("points.own_error")
    if entry["kind"] in ("earn", "expire"):
        # A drill, a report, a project, an action under an agreement, the end of a term: the rule says what for.
        return str(entry[f"rule_{say.language}"])
    return say.word("ledger_why", entry["kind"])


def _limit(entry: dict[Hashable, Any], say: Wording) -> str:
    return say(f"points_limit.{entry['cut_parameter']}", limit=say.number(entry["cut_limit"], 0))


def _rules(page: Page) -> None:
    with st.expander(page.say("points.rules"), icon=":material/menu_book:"):
        rules = page.query("points_rules")
        column = st.column_config
        page.table(
            rules,
            {
                "rule_id": column.TextColumn(page.say("points.rule"), width="small"),
                page.say.language: column.TextColumn(page.say("points.rule_text"), width="large"),
                "rule_version": column.TextColumn(page.say("points.rule_version"), width="small"),
                "valid_from": column.DateColumn(page.say("points.valid_from")),
            },
            file="points_rules",
        )


def _groups(page: Page, year: str) -> None:
    say, kind = page.say, GROUP_KINDS[page.viewer.role]
    groups = page.query("points_groups", year=year)
    own = groups[groups["kind"] == kind]
    if own.empty:
        page.empty("points.no_group", year=year)
        return
    total = own.iloc[0]
    page.answer(
        "points.group_answer",
        year=year,
        members=say.number(total["members"], 0),
        completed=say.number(total["completed"], 0),
        share=say.percent(total["completed_share"]),
        hours=say.number(total["verified_hours"], 0),
        held=say.number(total["held_points"]),
    )
    bands = page.query("points_duty_bands", year=year).query("kind == @kind")
    in_band = dict(zip(bands["band"], bands["members"], strict=True))
    page.picture(
        say("points.bands", year=year),
        flow_charts.bands(
            pd.DataFrame(
                {
                    "label": [say(f"points.band_{band}") for band in DUTY_BANDS],
                    "count": [int(in_band.get(band, 0)) for band in DUTY_BANDS],
                }
            ),
            axis=say("points.people"),
        ),
        key="bands",
        note=say("points.bands_note"),
    )
    if kind == "everybody":
        for part in ("community", "work_unit"):
            _group_table(page, groups[groups["kind"] == part], part, year)
    else:
        _group_table(page, own, kind, year)
    if kind != "work_unit":
        _organisations(page)
    _rules(page)


def _organisations(page: Page) -> None:
    """Accounts that belong to no person: enterprises, social organisations, communities and their pools."""
    say = page.say
    st.subheader(say("points.organisations"), anchor=False)
    accounts = page.query("points_organisations")
    if accounts.empty:
        page.empty("points.no_organisations")
        return
    column = st.column_config
    page.table(
        accounts.assign(
            kind=[say.word("account_kind", account.split(":")[0]) for account in accounts["account"]],
            holder=[account.split(":")[1] for account in accounts["account"]],
        ),
        {
            "kind": column.TextColumn(say("points.account_kind")),
            "holder": column.TextColumn(say("points.holder")),
            "community_name": column.TextColumn(say("points.community")),
            "available": column.NumberColumn(say("points.available"), format="%.1f"),
            "expires_next": column.DatetimeColumn(say("points.expires_next"), format="YYYY-MM-DD"),
        },
        file="points_organisations",
    )


def _group_table(page: Page, groups: pd.DataFrame, kind: str, year: str) -> None:
    say = page.say
    st.subheader(say(f"points.by_{kind}"), anchor=False)
    named = groups["community_name"] if kind == "community" else groups["work_unit_id"]
    groups = groups.assign(group=named.fillna(say("points.unknown_group")))
    column = st.column_config
    page.table(
        groups,
        {
            "group": column.TextColumn(say(f"points.{kind}")),
            "members": column.NumberColumn(say("points.people")),
            "completed": column.NumberColumn(say("points.completed"), help=say("points.few")),
            "completed_percent": column.ProgressColumn(
                say("points.completed_share"), min_value=0, max_value=100, format="%.0f %%"
            ),
            "verified_hours": column.NumberColumn(say("points.verified"), format="%.1f"),
            "held_points": column.NumberColumn(say("points.held"), format="%.1f"),
        },
        file=f"duty_by_{kind}_{year}",
    )


SCREEN = Screen(
    "points",
    ":material/account_balance_wallet:",
    ("member", "organisation", "community", "work_unit", "committee"),
    render,
)
