"""What an indicator or a flag is made of stands in several places: forgetting any of them is told by name."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.conftest import REPOSITORY
from warehouse.settings.messages import LANGUAGES

CATALOGUE = "warehouse/seeds/indicator_catalogue.csv"
RULES = "warehouse/seeds/flag_rules.csv"
INDICATORS = "warehouse/models/indicators"
FLAGS = "warehouse/models/flags"
INPUTS = "warehouse/models/scores/score_indicator_inputs.sql"
RESULTS = "warehouse/models/flags/flag_results.sql"
PAGES = "docs/flags"
WORDS = "warehouse/settings/wording/{}/finding.ftl"
RULE = r"[a-z]\d_\w+"


def _column(path: Path, column: str) -> set[str]:
    with path.open(encoding="utf-8") as file:
        return {row[column] for row in csv.DictReader(file)}


def _named(folder: Path, ending: str, name: str) -> set[str]:
    """What `name` finds in the names of the files of `folder`."""
    return {found[1] for path in folder.glob(f"*.{ending}") if (found := re.fullmatch(name, path.stem))}


def _tested(folder: Path, name: str) -> set[str]:
    """The models of `folder` that are described and have a unit test."""
    described = [yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) for path in folder.glob("*.yml")]
    models = {model["name"] for file in described for model in file["models"] if model.get("description")}
    tested = {test["model"] for file in described for test in file.get("unit_tests", [])}
    return {found[1] for model in models & tested if (found := re.fullmatch(name, model))}


def _listed(path: Path, name: str) -> set[str]:
    return set(re.findall(rf"^    '{name}',?$", path.read_text(encoding="utf-8"), re.MULTILINE))


def places_of_indicators(house: Path) -> dict[str, set[str]]:
    """Where an indicator stands, and the ids found there."""
    return {
        CATALOGUE: _column(house / CATALOGUE, "indicator_id"),
        f"{INDICATORS}/*.sql": _named(house / INDICATORS, "sql", r"ind_(\w+)"),
        f"{INDICATORS}/*.yml": _tested(house / INDICATORS, r"ind_(\w+)"),
        INPUTS: _listed(house / INPUTS, r"(\w+)"),
    }


def places_of_flags(house: Path) -> dict[str, set[str]]:
    """Where a rule stands, and the rules found there, by the name their files share."""
    rules = {Path(source).stem for source in _column(house / RULES, "source")}
    pages = _named(house / PAGES, "md", rf"({RULE})")
    by_code = {rule.partition("_")[0]: rule for rule in rules | pages}
    places = {
        RULES: rules,
        PAGES: pages,
        f"{FLAGS}/*.sql": _named(house / FLAGS, "sql", rf"flag_({RULE})"),
        f"{FLAGS}/*.yml": _tested(house / FLAGS, rf"flag_({RULE})"),
        RESULTS: _listed(house / RESULTS, rf"flag_({RULE})"),
    }
    for language in LANGUAGES:
        words = (house / WORDS.format(language)).read_text(encoding="utf-8")
        codes = re.findall(r"^finding-([a-z]\d)_threshold =", words, re.MULTILINE)
        places[WORDS.format(language)] = {by_code.get(code, code) for code in codes}
    return places


def forgotten(places: dict[str, set[str]]) -> set[tuple[str, str]]:
    """What stands in one place and not in another: the name, and the place that lacks it."""
    known = set[str]().union(*places.values())
    return {(name, place) for place, found in places.items() for name in known - found}


def test_no_indicator_and_no_flag_is_half_there() -> None:
    assert len(places_of_indicators(REPOSITORY)[CATALOGUE]) > 40
    assert forgotten(places_of_indicators(REPOSITORY)) == set()
    assert len(places_of_flags(REPOSITORY)[RULES]) > 25
    assert forgotten(places_of_flags(REPOSITORY)) == set()


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of what describes indicators and flags, to forget something in."""
    for folder in (
        "warehouse/seeds",
        INDICATORS,
        FLAGS,
        "warehouse/models/scores",
        PAGES,
        "warehouse/settings/wording",
    ):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    return tmp_path


def _without(text: str) -> Callable[[Path], None]:
    """Forgets the lines that begin with `text`."""

    def forget(path: Path) -> None:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.lstrip().startswith(text)]
        assert len(kept) == len(lines) - 1
        path.write_text("".join(kept), encoding="utf-8")

    return forget


def _untested(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").partition("unit_tests:")[0], encoding="utf-8")


@pytest.mark.parametrize(
    ("place", "file", "forget"),
    [
        (CATALOGUE, CATALOGUE, _without("warning_lead,")),
        (f"{INDICATORS}/*.sql", f"{INDICATORS}/ind_warning_lead.sql", Path.unlink),
        (f"{INDICATORS}/*.yml", f"{INDICATORS}/ind_warning_lead.yml", Path.unlink),
        (f"{INDICATORS}/*.yml", f"{INDICATORS}/ind_warning_lead.yml", _untested),
        (INPUTS, INPUTS, _without("'warning_lead'")),
    ],
)
def test_what_is_forgotten_of_an_indicator_is_named(
    house: Path, place: str, file: str, forget: Callable[[Path], None]
) -> None:
    forget(house / file)
    assert forgotten(places_of_indicators(house)) == {("warning_lead", place)}


@pytest.mark.parametrize(
    ("place", "file", "forget"),
    [
        (RULES, RULES, _without("P5,")),
        (PAGES, f"{PAGES}/p5_device_shared.md", Path.unlink),
        (f"{FLAGS}/*.sql", f"{FLAGS}/flag_p5_device_shared.sql", Path.unlink),
        (f"{FLAGS}/*.yml", f"{FLAGS}/flag_p5_device_shared.yml", Path.unlink),
        (f"{FLAGS}/*.yml", f"{FLAGS}/flag_p5_device_shared.yml", _untested),
        (RESULTS, RESULTS, _without("'flag_p5_device_shared'")),
        (WORDS.format("zh"), WORDS.format("zh"), _without("finding-p5_threshold =")),
        (WORDS.format("en"), WORDS.format("en"), _without("finding-p5_threshold =")),
    ],
)
def test_what_is_forgotten_of_a_flag_is_named(
    house: Path, place: str, file: str, forget: Callable[[Path], None]
) -> None:
    forget(house / file)
    assert forgotten(places_of_flags(house)) == {("p5_device_shared", place)}
