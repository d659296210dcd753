"""What is kept and published are facts: sentences stand in the catalogues, in policy that people word, and in what people wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import duckdb

from warehouse.settings import Home
from warehouse.settings.messages import is_worded

# Policy that a committee words, in both languages.
WORDED_POLICY = {
    "audit_policy": {"zh", "en"},
    "award_candidates": {"rule_zh", "rule_en"},
    "flag_catalogue": {
        "name_zh", "name_en", "why_zh", "why_en", "innocent_zh", "innocent_en", "check_zh", "check_en", "minimum_data",
        "observed_units", "threshold_units", "threshold_text",
    },
    "indicators": {"name_zh", "name_en", "meaning_zh", "meaning_en", "why", "why_en"},
    "indicator_versions": {"meaning_zh", "meaning_en"},
    "points_rules": {"zh", "en"},
    "policy": {"name_zh", "name_en", "unit"},
    "record_flags": {"mitigation_zh", "mitigation_en"},
    "rewards": {"zh", "en"},
}  # fmt: skip
WRITTEN_BY_PEOPLE = {"service_records": {"text"}}
# Punctuation of a Chinese sentence, or four English words in a row.
A_SENTENCE = r"[。；，：？！]|[A-Za-z]+ [A-Za-z]+ [A-Za-z]+ [A-Za-z]+"


def test_nothing_published_is_a_sentence_but_policy_and_what_people_wrote(demo_home: Home) -> None:
    with duckdb.connect(str(demo_home.published_build()), read_only=True) as connection:
        columns = connection.execute(
            "select table_name, column_name from duckdb_columns() where schema_name = 'published' and data_type = 'VARCHAR'"
        ).fetchall()
        found = []
        for table, column in columns:
            if column in WORDED_POLICY.get(table, set()) | WRITTEN_BY_PEOPLE.get(table, set()):
                continue
            told = (
                f'select "{column}" from published."{table}" where regexp_matches("{column}", \'{A_SENTENCE}\') limit 1'
            )
            found += [(table, column, row[0]) for row in connection.execute(told).fetchall()]
    assert len(columns) > 300
    assert found == []


def test_a_delivery_keeps_codes_with_values_that_both_languages_word(demo_home: Home) -> None:
    told = [
        message
        for path in demo_home.deliveries.glob("*.json")
        for message in _messages(json.loads(path.read_text(encoding="utf-8")))
    ]
    assert told
    assert [message["code"] for message in told if not is_worded(message["code"])] == []
    assert [text for message in told for text in _texts(message["values"]) if re.search(A_SENTENCE, text)] == []


def _messages(held: Any) -> Iterator[dict[str, Any]]:
    """Every code with values in a JSON document."""
    if isinstance(held, dict):
        if {"code", "values"} <= held.keys():
            yield held
        for each in held.values():
            yield from _messages(each)
    elif isinstance(held, list):
        for each in held:
            yield from _messages(each)


def _texts(held: Any) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict):
        for each in held.values():
            yield from _texts(each)
    elif isinstance(held, list):
        for each in held:
            yield from _texts(each)
