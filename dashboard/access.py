"""The one way to read: named queries over the published build, narrowed to what the viewer may see.

Each `queries/<name>.sql` opens with a comment header:

    -- question: what the query answers
    -- scope: committee=all community=community_id member=member_id
    -- persons: member

`scope` names, per role, the output column that must hold one of the viewer's own values, or `all` (everything in the
viewer's districts). `inside` is for sums: the query itself keeps to `$inside`, the communities of the viewer, of their
districts, or null for a viewer of the whole deployment. `scope: public` is for definitions, which everybody may read.
A role that is not named reads nothing. Ids of people are replaced by pseudonyms except for the roles named under
`persons`.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import duckdb
import pandas as pd

from dashboard.viewer import ROLES, WHOLE_DEPLOYMENT, Viewer
from warehouse.settings import Home

QUERIES_DIR = Path(__file__).parent / "queries"

# Output columns that hold a person's id, whatever the query.
PERSON_COLUMNS = frozenset(
    {
        "member_id",
        "other_member_id",
        "witness_id",
        "reviewer_id",
        "respondent_id",
        "household_id",
        "device_id",
    }
)

_HEADER_LINE = re.compile(r"--\s*(question|scope|persons)\s*:\s*(.*)")
# Filled in here for queries that narrow themselves; nobody who asks can.
INSIDE = "inside"
_PARAMETER = re.compile(r"(?<![\w$])\$([a-z_]\w*)")
# Pseudonyms last as long as the running dashboard and cannot be looked up from a list of ids.
_PSEUDONYM_KEY = secrets.token_bytes(16)


class NothingPublished(Exception):
    """No build has been published in this home yet."""


class ReadFailed(Exception):
    """The published build could not answer; the message names the query and the database's reason."""


class NotAllowed(Exception):
    """The viewer's role may not read the query; its name is the message."""


# Why a link leads nowhere: the viewer may not see what it names, the build has no such thing, or there is nothing of it here.
WhyUnseen = Literal["not_allowed", "not_there", "nothing_here"]


@dataclass(frozen=True)
class NamedQuery:
    """One file of `queries/`: its SQL, who may read which rows of it, and who sees people's ids in it."""

    name: str
    sql: str
    question: str
    public: bool
    scope: dict[str, str]
    persons: frozenset[str]
    parameters: frozenset[str]


@lru_cache
def named_query(name: str) -> NamedQuery:
    """The query called `name`; ValueError where its header is missing or names an unknown role."""
    sql = (QUERIES_DIR / f"{name}.sql").read_text(encoding="utf-8")
    header: dict[str, str] = {}
    for line in sql.splitlines():
        found = _HEADER_LINE.match(line)
        if not found:
            break
        header[found[1]] = found[2].strip()
    if "question" not in header or "scope" not in header:
        raise ValueError(f"queries/{name}.sql: the header must state question and scope")
    public = header["scope"] == "public"
    scope = {} if public else dict(rule.split("=", 1) for rule in header["scope"].split())
    persons = frozenset(header.get("persons", "").split())
    unknown = (scope.keys() | persons) - set(ROLES)
    if unknown:
        raise ValueError(f"queries/{name}.sql: no such role: {', '.join(sorted(unknown))}")
    parameters = frozenset(_PARAMETER.findall(sql))
    narrows_itself = {rule == INSIDE for rule in scope.values()} or {False}
    if narrows_itself != {INSIDE in parameters}:
        raise ValueError(f"queries/{name}.sql: scope `{INSIDE}` and ${INSIDE} belong together")
    return NamedQuery(name, sql, header["question"], public, scope, persons, parameters - {INSIDE})


def current_build(home: Home | None = None) -> Path:
    """The DuckDB file now published; NothingPublished before the first build."""
    published = (home or Home.at()).published_build()
    if published is None:
        raise NothingPublished
    return published


def query(name: str, viewer: Viewer, **params: Any) -> pd.DataFrame:
    """The answer of query `name` that `viewer` may see, from the build published at this moment.

    `params` fill the query's $names; lists stand for DuckDB lists. Answers are kept per build, parameters and scope.
    Raises NothingPublished, ReadFailed, or TypeError where `params` are not those of the query.
    """
    asked = named_query(name)
    if asked.parameters != params.keys():
        raise TypeError(f"{name} takes {sorted(asked.parameters)}, not {sorted(params)}")
    try:
        return query_build(current_build(), name, viewer, **params)
    except FileNotFoundError:
        # The pointer moved and its old file was pruned between the two reads: the new build answers.
        return query_build(current_build(), name, viewer, **params)


def may_read(name: str, viewer: Viewer) -> bool:
    """Whether query `name` has rows for the viewer's role at all; which ones, their scope says."""
    asked = named_query(name)
    return asked.public or viewer.role in asked.scope


def why_unseen(kind: str, code: str, viewer: Viewer) -> WhyUnseen:
    """Why `viewer` is not shown the period, community, record … `code` that a link names. `kind` as in query `known_keys`."""
    if query("known_keys", viewer, kind=kind, code=code).empty:
        return "not_there"
    if kind in ("community", "district"):
        seen = query("communities", viewer)
        return "nothing_here" if code in set(seen["community_id"]) | set(seen["district"]) else "not_allowed"
    return "not_allowed" if kind in ("record", "unit") else "nothing_here"


def query_build(build: Path, name: str, viewer: Viewer, **params: Any) -> pd.DataFrame:
    """As `query`, from the published file `build`. Raises FileNotFoundError where it is not kept any more."""
    frozen = tuple((key, _hashable(value)) for key, value in sorted(params.items()))
    return _answer(build, name, viewer, frozen).copy()


def _hashable(value: Any) -> Hashable:
    return tuple(value) if isinstance(value, Sequence) and not isinstance(value, str) else value


@lru_cache(maxsize=2)
def _connection(build: Path) -> duckdb.DuckDBPyConnection:
    if not build.exists():
        raise FileNotFoundError(build)
    return duckdb.connect(str(build), read_only=True)


@lru_cache(maxsize=1024)
def _answer(build: Path, name: str, viewer: Viewer, params: tuple[tuple[str, Hashable], ...]) -> pd.DataFrame:
    asked = named_query(name)
    cursor = _connection(build).cursor()
    values: dict[str, Any] = {key: list(value) if isinstance(value, tuple) else value for key, value in params}
    try:
        predicate, scope_values = _scope(asked, viewer, cursor, values)
        # A newline before the bracket, so that a closing comment in the file cannot swallow it.
        sql = f"select * from (\n{asked.sql}\n) as answer where {predicate}"
        answer = cursor.execute(sql, {**values, **scope_values}).df()
    except duckdb.Error as fault:
        raise ReadFailed(f"{asked.name}: {fault}") from fault
    finally:
        cursor.close()
    if viewer.role not in asked.persons:
        for column in PERSON_COLUMNS.intersection(answer.columns):
            answer[column] = answer[column].map(pseudonym, na_action="ignore")
    return answer


def _scope(
    asked: NamedQuery, viewer: Viewer, cursor: duckdb.DuckDBPyConnection, values: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    """The condition on the answer's rows for this viewer, and the values it compares with."""
    if asked.public:
        return "true", {}
    rule = asked.scope.get(viewer.role)
    if rule is None:
        return "false", {INSIDE: []} if INSIDE in asked.scope.values() else {}
    if rule == INSIDE:
        return "true", {INSIDE: _communities_inside(viewer, cursor)}
    if rule != "all":
        return f'list_contains($scope_values, "{rule}")', {"scope_values": list(viewer.scope(rule))}
    if not viewer.districts:
        return "true", {}
    districts = {"scope_values": list(viewer.districts)}
    described = cursor.execute(f"select * from (\n{asked.sql}\n) as answer limit 0", values).description
    columns = {column[0] for column in described or []}
    if "district" in columns:
        return "list_contains($scope_values, district)", districts
    if "community_id" in columns:
        inside = "select community_id from published.communities where list_contains($scope_values, district)"
        return f"community_id in ({inside})", districts
    return "false", {}


def _communities_inside(viewer: Viewer, cursor: duckdb.DuckDBPyConnection) -> list[str] | None:
    """The communities the viewer stands for; None for all there are and what belongs to none."""
    if viewer.community_ids:
        return list(viewer.community_ids)
    if viewer.districts:
        inside = "select community_id from published.communities where list_contains($districts, district)"
        return [row[0] for row in cursor.execute(inside, {"districts": list(viewer.districts)}).fetchall()]
    return None if viewer.role in WHOLE_DEPLOYMENT else []


def forget() -> None:
    """Drops every kept answer and open build."""
    _answer.cache_clear()
    _connection.cache_clear()
    named_query.cache_clear()


def pseudonym(person_id: str) -> str:
    """A stand-in for a person's id: the same for the same person while the dashboard runs, and not reversible.

    Eight letters and digits: in a city of a hundred thousand two people share one once in two hundred runs.
    """
    digest = hashlib.blake2b(str(person_id).encode(), key=_PSEUDONYM_KEY, digest_size=5).digest()
    return base64.b32encode(digest).decode()
