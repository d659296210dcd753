"""What a draft's source needs and no header is called like: its community, its time, its key."""

from __future__ import annotations

from typing import Any

from ingestion.columns import Held, alikeness
from ingestion.draft import ABOUT_FILE, Draft
from ingestion.notices import label
from ingestion.proposed_fields import add_order
from ingestion.proposed_sources import add_inspections
from ingestion.words import is_like_id, only_day, other_headers

# Columns named in a question.
_PLACES_SHOWN = 5
# What an id made of a row's content is made of: never what is mended or added later.
_IDENTIFYING = (
    "community_id", "member_id", "respondent_id", "reviewer_id", "organisation_id", "drill_id", "started_at", "rated_at",
    "conducted_at", "scheduled_on", "raised_at", "occurred_at", "found_on", "held_on", "happened_at", "issued_at", "starts_at",
    "reviewed_at", "submitted_at", "item", "category", "scenario", "kind", "topic", "title", "text", "score", "lat", "lon",
)  # fmt: skip


def add_missing(draft: Draft) -> None:
    """What the source needs and no header is called like: found by what the columns hold, or asked for."""
    contract = draft.contract
    for column in contract.columns:
        if not column.required or column.name in draft.columns or column.name in contract.key:
            continue
        if contract.source == "drill_findings" and column.name == "drill_id" and add_inspections(draft):
            continue
        if column.name == "community_id":
            used = draft.used_headers()
            places = [header for header, each in draft.held.items() if header not in used and _could_be_place(each)]
            among = {"among": places[:_PLACES_SHOWN]} if places else {}
            draft.asks_for_column("community_unsure_among" if among else "community_unsure", column.name, **among)
        else:
            draft.asks_for_column("column_needed", column.name, label=label(contract.source, column.name))
    if contract.time and not any(name in draft.columns for name in contract.time):
        _take_only_time(draft)
    _add_key(draft)


def _could_be_place(held: Held) -> bool:
    """Whether a column holds a few texts again and again, as places are named."""
    return not held.is_time and not held.numbers and 0 < len(set(held.cells)) <= max(2, len(held.cells) / 2)


def _take_only_time(draft: Draft) -> None:
    """The file's one column of days is when it happened, whatever it is called; several or none are asked about."""
    names = draft.contract.time
    used = draft.used_headers()
    times = [header for header, each in draft.held.items() if each.is_time and header not in used]
    usual = next(
        (name for name in names if alikeness(only_day(), other_headers(draft.contract.source, name)) == 1), names[0]
    )
    if len(times) == 1:
        spec: dict[str, Any] = {"headers": times, "optional": True, "type": draft.contract.column(usual).type}
        add_order(draft, usual, spec, draft.held[times[0]])
        draft.fields[usual] = spec
        draft.columns[usual] = usual
        draft.remark(usual, "remark_doubtful", name=draft.contract.column(usual).zh)
        return
    labels = [label(draft.contract.source, name) for name in names]
    among = {"among": times} if times else {}
    draft.asks("time_needed_among" if among else "time_needed", column=names[0], labels=labels, **among)


def _add_key(draft: Draft) -> None:
    """The key: the id the file has, with the item where answers became rows, or an id made of what the row says."""
    contract = draft.contract
    if draft.melt:
        _add_key_of_answers(draft)
        return
    key = contract.key[0]
    if len(contract.key) == 1 and key in draft.found and not draft.held[draft.found[key].header].is_unique:
        # A number that begins anew on every sheet or page names nothing.
        draft.remark(ABOUT_FILE, "remark_no_id", header=draft.found[key].header)
        draft.drop(key)
    for name in contract.key:
        if name in draft.columns:
            continue
        made_of = _identifying(draft)
        if made_of and not contract.column(name).references:
            draft.columns[name] = {"fingerprint": made_of}
            continue
        draft.asks_for_column("key_needed", name, label=label(contract.source, name))


def _add_key_of_answers(draft: Draft) -> None:
    """An id for each answer: the respondent's with the item, or one made of what the answer says."""
    told = draft.found.get("rating_id")
    likely = [told.header] if told else []
    likely += [header for header in draft.held if is_like_id(header)]
    header = next((header for header in likely if draft.held[header].is_unique), None)
    draft.drop("rating_id")
    if header is None:
        draft.columns["rating_id"] = {"fingerprint": [*_identifying(draft), "item", "score"]}
    else:
        draft.fields["rating_id"] = {"headers": [header]}
        draft.columns["rating_id"] = {"join": ["rating_id", "item"]}


def _identifying(draft: Draft) -> list[str]:
    return [name for name in _IDENTIFYING if name in draft.fields]
