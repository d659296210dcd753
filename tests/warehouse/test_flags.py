"""A flag is evidence: documented, with its thresholds in policy, never raised by absence, never a sanction by itself."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from warehouse.settings import WAREHOUSE_DIR, Home

FLAGS_DIR = WAREHOUSE_DIR / "models" / "flags"
PAGES_DIR = WAREHOUSE_DIR.parent / "docs" / "flags"


def seed(name: str) -> list[dict[str, str]]:
    with (WAREHOUSE_DIR / "seeds" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


RULES = {row["flag_code"]: row for row in seed("flag_rules")}


def model_of(code: str) -> Path:
    [path] = FLAGS_DIR.glob(f"flag_{code.lower()}_*.sql")
    return path


def published(home: Home, query: str) -> list[tuple[Any, ...]]:
    path = home.published_build()
    assert path is not None
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_every_rule_has_a_model_and_every_model_a_rule() -> None:
    modelled = {
        match[1].upper() for path in FLAGS_DIR.glob("*.sql") if (match := re.match(r"flag_([a-z]\d)_", path.name))
    }
    assert modelled == set(RULES)


@pytest.mark.parametrize("code", RULES)
def test_bounds_show_a_case_that_fires_one_that_does_not_and_one_that_cannot_be_judged(code: str) -> None:
    described = yaml.safe_load(model_of(code).with_suffix(".yml").read_text(encoding="utf-8"))
    expected = [row["status"] for case in described["unit_tests"] for row in case["expect"]["rows"]]
    assert set(expected) == {"raised", "clear", "not_evaluable"}


@pytest.mark.parametrize("code", RULES)
def test_a_threshold_named_in_a_model_stands_in_policy(code: str) -> None:
    # A parameter without a row would be null, and a comparison with null would never raise.
    called = re.search(
        r"with_thresholds\(\s*ref\('\w+'\),\s*'(\w+)',\s*\[(.*?)\]", model_of(code).read_text(), re.DOTALL
    )
    if called is None:
        assert "with_thresholds" not in model_of(code).read_text()
        return
    stated = {
        row["parameter"] for row in seed("flag_thresholds") if (row["flag_code"], row["category"]) == (called[1], "*")
    }
    assert set(re.findall(r"'(\w+)'", called[2])) <= stated


@pytest.mark.parametrize("code", RULES)
def test_page_explains_the_rule_and_its_innocent_explanations(code: str) -> None:
    page = (WAREHOUSE_DIR.parent / RULES[code]["source"]).read_text(encoding="utf-8")
    assert page.startswith(f"# {code} {RULES[code]['name_zh']}\n")
    assert RULES[code]["why_zh"] in page
    assert RULES[code]["innocent_zh"] in page
    assert model_of(code).name in page


def test_no_page_without_a_rule() -> None:
    assert {page.name for page in PAGES_DIR.glob("*.md")} == {Path(rule["source"]).name for rule in RULES.values()}


def test_one_group_of_flags_alone_holds_no_points() -> None:
    [hold] = [float(row["value"]) for row in seed("points_rules") if row["parameter"] == "hold_suspicion"]
    assert max(float(rule["weight"]) for rule in RULES.values()) < hold


def test_every_rule_is_run_on_every_record(tiny_home: Home) -> None:
    records = published(tiny_home, "select count(*) from published.service_records")[0][0]
    drills = 5
    counted = dict(published(tiny_home, "select flag_code, count(*) from published.record_flags group by flag_code"))
    assert counted == {code: drills if rule["flag_group"] == "drill" else records for code, rule in RULES.items()}


def test_what_cannot_be_judged_names_what_is_missing(tiny_home: Home) -> None:
    assert (
        published(
            tiny_home,
            "select distinct flag_code from published.record_flags "
            "where (status = 'not_evaluable') <> (missing_input is not null) "
            "or (status = 'raised' and (observed is null or threshold is null))",
        )
        == []
    )


def test_plain_honest_service_is_not_suspected_on_any_channel(tiny_home: Home) -> None:
    found = published(
        tiny_home,
        "select channel, max(suspicion) < 0.5, min(evidence_grade) || max(evidence_grade), avg(verified_hours) "
        "from published.service_records group by channel order by channel",
    )
    assert found == [("app", True, "AA", pytest.approx(2.0)), ("paper", True, "BB", 2.0)]
