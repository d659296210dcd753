"""Trying an edited profile without landing anything, and keeping it."""

from __future__ import annotations

import os
import re
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import yaml

from ingestion.deliveries import ingest
from ingestion.description import FIRST_ROWS
from ingestion.draft import comment
from ingestion.lake import Lake, locked
from ingestion.profile import ProfileError
from ingestion.profile_lines import Edited, compose, read_draft
from ingestion.profile_reading import SHIPPED_PROFILES, read_profile
from ingestion.quarantine import entries, summary
from warehouse.settings import Home, contracts
from warehouse.settings.messages import Spoken, message

# Rows that did not pass, told one by one.
PROBLEM_ROWS = 200
LONGEST_NAME = 64

_NAME = re.compile(rf"\w[\w\-]{{0,{LONGEST_NAME - 1}}}")

# What a dry run cannot say: it knows nothing of what has landed before.
_NEEDS_THE_LAKE = ("ingestion.unknown_reference", "ingestion.unusual_volume")


class NameTaken(Spoken):
    """A profile of this name exists, the deployment's or one that came with the program."""


def preview_lines(
    path: Path, proposal: str, edited: Edited, home: Home, community: str | None = None
) -> dict[str, Any]:
    """A dry run of the profile that a person has made of `proposal` (YAML text): as `preview`, with `profile` (YAML) and `name`.

    Raises ProfileError where lines say no profile yet.
    """
    profile = compose(read_draft(proposal), edited)
    text = yaml.safe_dump(profile, allow_unicode=True, sort_keys=False)
    with tempfile.TemporaryDirectory() as folder:
        composed = Path(folder) / "profile.yml"
        composed.write_text(text, encoding="utf-8")
        return {"profile": text, "name": profile["profile"], **preview(path, composed, home, community)}


def preview(path: Path, profile: Path, home: Home, community: str | None = None) -> dict[str, Any]:
    """A dry run: the file taken in by `profile` into a home of its own, which is gone afterwards.

    Keys: `files` as `tianping ingest --json` has them, `tables` (by source: columns and the first rows that pass),
    `problems` (by rule) and `rows` (the first that do not pass). Raises ProfileError and FileNotFoundError as ingest does.
    """
    with Lake(home).workspace() as folder:
        dry = Home(folder / "home")
        dry.write_deployment(timezone=home.deployment().timezone)
        report = ingest([path], dry, profile=str(profile), community=community)
        for batch in [batch for file in report.files for batch in file.batches]:
            batch["notices"] = [notice for notice in batch["notices"] if notice["code"] not in _NEEDS_THE_LAKE]
        tables = {
            batch["source"]: _first_rows(dry.lake / batch["source"] / f"{batch['batch_id']}.parquet", batch["source"])
            for file in report.files
            for batch in file.batches
            if batch["rows_accepted"]
        }
        bad = entries(dry, state=None)
        return {
            **report.as_dict(),
            "tables": tables,
            "problems": summary(dry, None),
            "rows": [{name: value for name, value in row.items() if name != "row_json"} for row in bad[:PROBLEM_ROWS]],
        }


def _first_rows(file: Path, source: str) -> dict[str, Any]:
    """The first rows of a batch and where they stand in the file."""
    names = contracts()[source].column_names
    with duckdb.connect() as connection:
        found = connection.execute(
            f"select {', '.join(names)}, row_number from read_parquet(?) order by row_number limit {FIRST_ROWS}",
            [str(file)],
        ).fetchall()
    return {"columns": [*names, "row_number"], "rows": [list(row) for row in found]}


def save(home: Home, name: str, text: str, by: str, replace: bool = False) -> Path:
    """Keeps the YAML of a profile as `home/profiles/<name>.yml`, with who saved it and when; returns the file.

    Raises ProfileError for a name or a profile that cannot be used, and NameTaken unless `replace` says to.
    """
    if not _NAME.fullmatch(name):
        raise ProfileError("profiles.name_unusable", name=name, longest=LONGEST_NAME)
    now = datetime.now(ZoneInfo(home.deployment().timezone))
    target = home.path / "profiles" / f"{name}.yml"
    raw = yaml.safe_load(text)
    if not isinstance(raw, dict):
        raise ProfileError("profiles.no_keys", where=name)
    signed = message("profiles.saved_by", who=" ".join(by.split()), at=f"{now:%Y-%m-%d %H:%M}")
    target.parent.mkdir(parents=True, exist_ok=True)
    home.work.mkdir(parents=True, exist_ok=True)
    with locked(target.parent / ".lock"), tempfile.TemporaryDirectory(dir=home.work) as scratch:
        written = Path(scratch) / target.name
        written.write_text(
            f"{comment(signed)}\n" + yaml.safe_dump({**raw, "profile": name}, allow_unicode=True, sort_keys=False),
            encoding="utf-8",
        )
        read_profile(written)
        shipped = (SHIPPED_PROFILES / target.name).exists()
        if not replace and (shipped or target.exists()):
            own = target.exists()
            raise NameTaken("profiles.name_taken" if own else "profiles.shipped_name_taken", name=name)
        os.replace(written, target)
    return target
