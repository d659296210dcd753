"""What a deployment expects of a source's batches: the shipped `expectations.yml`, with the home's own lines over it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from warehouse.settings import Home, contracts
from warehouse.settings.messages import Spoken, message

SHIPPED = Path(__file__).parent / "expectations.yml"
OWN_FILE = "expectations.yml"

# What a deployment may change, and what kind of value each takes.
_THRESHOLDS: dict[str, tuple[type, ...]] = {
    "hold_above": (int, float),
    "hold_from_rows": (int,),
    "usual_volume": (int, float),
    "repeated_at_most": (int, float),
    "earliest": (date,),
    "ahead_days": (int,),
}


class PolicyError(Spoken):
    """A deployment's `expectations.yml` that cannot be used; says where and why."""


@dataclass(frozen=True)
class Policy:
    """The policy of one source.

    `hold_above`: share of quarantined rows above which a batch of at least `hold_from_rows` rows is held whole.
    `usual_volume`: a batch this many times smaller or larger than the usual one is pointed out; so are a share of repeated
    rows above `repeated_at_most` and times before `earliest` (ISO day) or more than `ahead_days` days ahead.
    `rules` send rows to quarantine; `ordered` are chains of time columns, told where they run backwards.
    """

    hold_above: float
    hold_from_rows: int
    usual_volume: float
    repeated_at_most: float
    earliest: str
    ahead_days: int
    rules: tuple[dict[str, Any], ...] = ()
    ordered: tuple[tuple[str, ...], ...] = ()

    def holds(self, rows_read: int, rows_quarantined: int) -> bool:
        """Whether the batch is too bad to land even in part."""
        return rows_read >= self.hold_from_rows and rows_quarantined > self.hold_above * rows_read

    @property
    def ordered_pairs(self) -> list[tuple[str, str]]:
        """Neighbours in the chains: (column, the one that may not be before it)."""
        return [pair for chain in self.ordered for pair in pairwise(chain)]


def policies(home: Home) -> dict[str, Policy]:
    """The policy of every source. Raises PolicyError for a deployment's file that cannot be used."""
    shipped = yaml.load(SHIPPED.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    own = _own_lines(home.path / OWN_FILE)
    found = {}
    for source in contracts():
        lines = {**shipped["default"], **shipped.get(source, {}), **own.get("default", {}), **own.get(source, {})}
        found[source] = Policy(
            hold_above=float(lines["hold_above"]),
            hold_from_rows=lines["hold_from_rows"],
            usual_volume=float(lines["usual_volume"]),
            repeated_at_most=float(lines["repeated_at_most"]),
            earliest=str(lines["earliest"]),
            ahead_days=lines["ahead_days"],
            rules=tuple(lines.get("rules", ())),
            ordered=tuple(map(tuple, lines.get("ordered", ()))),
        )
    return found


def _own_lines(path: Path) -> dict[str, dict[str, Any]]:
    if not path.exists():
        return {}
    try:
        own = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _unusable(path, "not_yaml", fault=str(error)) from error
    if not isinstance(own, dict):
        raise _unusable(path, "no_sections")
    for source, lines in own.items():
        if source != "default" and source not in contracts():
            raise _unusable(path, "no_source", source=str(source))
        for name, value in (lines or {}).items():
            if name not in _THRESHOLDS:
                raise _unusable(path, "fixed", source=source, name=str(name), known=", ".join(_THRESHOLDS))
            if isinstance(value, bool) or not isinstance(value, _THRESHOLDS[name]):
                raise _unusable(path, "value", source=source, name=name, value=str(value))
    return {source: lines or {} for source, lines in own.items()}


def _unusable(path: Path, what: str, **values: str) -> PolicyError:
    return PolicyError("ingestion.policy_unusable", path=str(path), fault=message(f"ingestion.policy_{what}", **values))
