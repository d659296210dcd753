"""What the rules find travels as codes with values, and is told whole in the viewer's language."""

from __future__ import annotations

import csv
import json
import re

import duckdb
import pytest

from dashboard.findings import missing_inputs, observed, threshold
from dashboard.wording import Wording
from warehouse.settings import WAREHOUSE_DIR, Home
from warehouse.settings.messages import LANGUAGES, Language, codes, exact_word

MODELS = {
    path.name.split("_")[1].upper(): path for path in (WAREHOUSE_DIR / "models" / "flags").glob("flag_[a-z][0-9]_*.sql")
} | dict.fromkeys(("M1", "M2"), WAREHOUSE_DIR / "macros" / "photo_reuse.sql")
# Values of the data, not words of ours: a grade, a place and a code as they came in.
TEXTS_OF_DATA = {"review_grade", "district", "scanned_code"}
MOMENTS = {"starts_at", "ends_at", "sent_at", "device_starts_at"}
MOMENT = re.compile(r"[-\d.: ]+")


def codes_of(flag: str) -> set[str]:
    """The codes the model of a rule may write: of what it found, and of what is wrong with an input."""
    cases = re.findall(
        r"\bcase\b((?:(?!\bcase\b).)*?)end as (?:finding_code|missing_code|fault)\b",
        MODELS[flag].read_text(),
        re.DOTALL,
    )
    return {code for case in cases for code in re.findall(r"(?:then|else|fault,)\s+'(\w+)'", case)}


def named(flag: str, *parts: str) -> list[str]:
    """The names of the values that the model of a rule writes as `parts` (observed, limits, told)."""
    [called] = re.findall(r"flag_rows\((.*?)\n\) }}", MODELS[flag].read_text(), re.DOTALL)
    lists = re.findall(rf"(?:{'|'.join(parts)})=\[(.*?)\]", called)
    return [name for names in lists for name in re.findall(r"'(\w+)'", names)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("flag", MODELS)
def test_every_code_a_model_may_write_is_worded_with_its_values(flag: str, language: Language) -> None:
    assert codes_of(flag)
    other_language = "[a-z]{4}" if language == "zh" else "[\u4e00-\u9fff]"
    for value in (1, 22.5):
        values = dict.fromkeys(named(flag, "observed", "limits", "told"), value)
        for code in codes_of(flag) | {f"{flag.lower()}_threshold"}:
            text = exact_word(f"finding.{code}", values, language)
            assert re.search(other_language, text.replace("很好", "")) is None


def test_no_finding_is_worded_that_no_model_writes() -> None:
    written = {code for flag in MODELS for code in codes_of(flag) | {f"{flag.lower()}_threshold"}}
    assert {name.removeprefix("finding-") for name in codes("finding")} == written


@pytest.mark.parametrize("flag", MODELS)
def test_what_is_compared_has_its_units_in_the_catalogue(flag: str) -> None:
    with (WAREHOUSE_DIR / "seeds" / "flag_rules.csv").open(encoding="utf-8") as file:
        (rule,) = [row for row in csv.DictReader(file) if row["flag_code"] == flag]
    assert len(rule["observed_units"].split(";")) == len(named(flag, "observed"))
    assert len(rule["threshold_units"].split(";")) == len(named(flag, "limits"))


def test_a_part_that_nobody_knows_is_left_out() -> None:
    values = json.dumps({"declared_hours": 3, "planned_hours": None, "scanned_hours": 1.25})
    assert observed("t6_declared", values, Wording("zh")) == "申报 3.0 小时，扫码到签退 1.2 小时"
    assert observed("t6_declared", values, Wording("en")) == "3.0 h declared, 1.2 h scanned"
    assert observed(None, values, Wording("zh")) == "—"


def test_what_a_rule_is_held_against_is_told_in_both_languages() -> None:
    values = json.dumps({"min_share": 0.5, "min_visit_minutes": 2.0})
    assert threshold("T1", values, Wording("zh")) == "< 50%，或 < 2 分钟"
    assert threshold("T1", values, Wording("en")) == "< 50%, or < 2 min"


def test_missing_inputs_read_as_the_columns_of_a_form() -> None:
    assert missing_inputs("code_scanned_at;lat", None, Wording("zh")) == "扫码时间、纬度"
    assert missing_inputs("text", "b6_short", Wording("zh")) == "文字说明（文字太短）"
    assert missing_inputs("resident_ratings", None, Wording("en")) == "resident ratings"
    assert missing_inputs(None, None, Wording("zh")) == "—"


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_was_found_is_told_whole(demo_home: Home, language: Language) -> None:
    path = demo_home.published_build()
    assert path is not None
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute(
            "select flag_code, finding_code, any_value(finding_values) from published.record_flags group by all"
        ).fetchall()
    assert {flag for flag, _, _ in found} > {"P1", "B1", "M1", "E2"}
    for flag, code, stored in found:
        values = {name: "none" if value is None else value for name, value in json.loads(stored).items()}
        exact_word(f"finding.{flag.lower()}_threshold", values, language)
        if code is not None:
            exact_word(f"finding.{code}", values, language)


def test_findings_are_published_without_a_word(demo_home: Home) -> None:
    path = demo_home.published_build()
    assert path is not None
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute(
            "select distinct flag_code, finding_code, observed, threshold, missing_input, missing_code from published.record_flags"
        ).fetchall()
        stored = connection.execute("select distinct finding_values from published.record_flags").fetchall()
    code = re.compile(r"[a-z][a-z0-9_]*")
    for flag, finding_code, seen, limit, missing, missing_code in rows:
        assert finding_code is None or code.fullmatch(finding_code)
        assert (finding_code is None) == (seen is None)
        assert seen is None or re.fullmatch(r"[-\d.;: ]*", seen), (flag, seen)
        assert re.fullmatch(r"[-\d.;]+", limit), (flag, limit)
        assert missing is None or all(code.fullmatch(column) for column in missing.split(";"))
        assert missing_code is None or (missing is not None and code.fullmatch(missing_code))
    for (text,) in stored:
        for name, value in json.loads(text).items():
            if isinstance(value, str) and name not in TEXTS_OF_DATA:
                assert (MOMENT if name in MOMENTS else code).fullmatch(value), (name, value)
