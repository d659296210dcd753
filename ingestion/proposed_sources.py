"""Other sources a file feeds beside a draft's own: inspections of findings, visits of a survey, communities and people mentioned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ingestion.columns import alikeness, matches
from ingestion.draft import Draft
from ingestion.proposed_fields import DOUBTFUL, add_order, output_of
from ingestion.words import is_like_id, other_headers
from warehouse.settings import contracts


def add_inspections(draft: Draft) -> bool:
    """Findings of inspections that belong to no drill: every place and day inspected becomes a drill evaluated from outside."""
    place = max(draft.held, key=lambda header: alikeness(header, other_headers("drill_findings", "community_id")))
    if "found_on" not in draft.fields or alikeness(place, other_headers("drill_findings", "community_id")) < DOUBTFUL:
        return False
    draft.fields["community_id"] = {"headers": [place]}
    community = {"from": "community_id", "slug": True} if not is_like_id(place) else "community_id"
    drill = {"join": ["community_id", "found_on"], "slug": True}
    draft.columns["drill_id"] = drill
    draft.others.append(
        {
            "source": "drills",
            "distinct": True,
            "columns": {
                "drill_id": drill,
                "community_id": community,
                "scenario": {"constant": "other"},
                "conducted_at": "found_on",
                "evaluator": {"constant": "external"},
            },
        }
    )
    draft.others.insert(0, _mention("communities", {"community_id": community, "name": "community_id"}))
    return True


def add_visits(draft: Draft) -> None:
    """The interviews of a survey are visits of those who asked: who, where, from when to when."""
    if "rating_id" not in draft.fields or "community_id" not in draft.fields:
        return
    contract = contracts()["service_logs"]
    used = draft.used_headers()
    found = {
        match.column: match
        for match in matches(contract, [each for header, each in draft.held.items() if header not in used])
    }
    if not {"member_id", "started_at"} <= set(found):
        return
    columns: dict[str, Any] = {"record_id": "rating_id"}
    for name in ("member_id", "started_at", "ended_at", "submitted_at", "device_id", "lat", "lon"):
        if name not in found or name in draft.fields:
            continue
        column = contract.column(name)
        spec: dict[str, Any] = {"headers": [found[name].header], "optional": True, "type": column.type}
        if column.type == "timestamp":
            add_order(draft, name, spec, draft.held[found[name].header])
        draft.fields[name] = spec
        columns[name] = output_of(draft, column, found[name].header)
    columns |= {"community_id": draft.columns["community_id"], "category": {"constant": "other"}}
    draft.others.append(_mention("members", {"member_id": columns["member_id"]}))
    draft.others.append({"source": "service_logs", "columns": columns})


def add_mentions(draft: Draft) -> None:
    """Sources the file only mentions: the communities and people of its rows."""
    named = {table["source"] for table in draft.others}
    community = draft.columns.get("community_id")
    if (
        draft.contract.source != "communities"
        and "community_id" in draft.fields
        and community
        and "communities" not in named
    ):
        columns = {"community_id": community, "name": "community_id"}
        used = draft.used_headers()
        left = [each for header, each in draft.held.items() if header not in used]
        for match in matches(contracts()["communities"], left):
            if match.column in ("name", "district", "street") and match.alikeness >= DOUBTFUL:
                draft.fields[f"community_{match.column}"] = {"headers": [match.header], "optional": True}
                columns[match.column] = f"community_{match.column}"
        draft.others.insert(0, _mention("communities", columns))
    if draft.contract.source == "service_logs" and "member_id" in draft.fields:
        draft.others.append(_mention("members", {"member_id": draft.columns["member_id"]}))


def _mention(source: str, columns: Mapping[str, Any]) -> dict[str, Any]:
    return {"source": source, "distinct": True, "columns": dict(columns)}
