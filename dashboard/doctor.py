"""Looks a deployment over: programs, disk, rights, sign-in, and that nothing in the operational store was changed."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

import sqlalchemy as sa
import yaml
from packaging.requirements import Requirement

from dashboard.decisions.chains import EveryChain
from warehouse.settings import Home
from warehouse.settings.messages import message, word

Verdict = Literal["ok", "warning", "fault"]

# Twice what a build leaves is what the next one needs beside it; below this nothing else works either.
LEAST_FREE_BYTES = 1_000_000_000
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
GIB = 1024**3


@dataclass(frozen=True)
class Check:
    """One thing looked at: what was found, and how to mend it where it is not well."""

    name: str
    verdict: Verdict
    found: str
    mend: str = ""


def examine(home: Home) -> list[Check]:
    """Every check of `home`, in the order they are told."""
    checks: tuple[Callable[[Home], Iterator[Check]], ...] = (
        _python, _packages, _settings, _rights, _disk, _published, _fonts, _chromium, _sign_in, _chains,
    )  # fmt: skip
    return [found for check in checks for found in check(home)]


def _python(home: Home) -> Iterator[Check]:
    version = ".".join(str(part) for part in sys.version_info[:3])
    wanted = metadata.metadata("tianping")["Requires-Python"]
    fits = Requirement(f"python{wanted}").specifier.contains(version)
    yield Check(
        "python",
        "ok" if fits else "fault",
        version,
        "" if fits else word("doctor.install_python", {"versions": wanted}),
    )


def _packages(home: Home) -> Iterator[Check]:
    wrong = []
    needed = [Requirement(line) for line in metadata.requires("tianping") or ()]
    for requirement in needed:
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            version = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            wrong.append(word("doctor.package_missing", {"package": requirement.name}))
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            wrong.append(f"{requirement.name} {version} ({requirement.specifier})")
    if wrong:
        yield Check("packages", "fault", "; ".join(wrong), word("doctor.run_make_install"))
    else:
        yield Check("packages", "ok", f"tianping {metadata.version('tianping')}, duckdb {metadata.version('duckdb')}")


def _settings(home: Home) -> Iterator[Check]:
    try:
        deployment = home.deployment()
    except (TypeError, ValueError, yaml.YAMLError) as error:
        mend = word("doctor.mend_settings", {"file": home.settings_file})
        yield Check("settings", "fault", str(error), mend)
        return
    yield Check("settings", "ok", f"{deployment.name}, {deployment.timezone}")


def _rights(home: Home) -> Iterator[Check]:
    """The home can be written to, and the store of decisions is nobody else's to read."""
    if not home.path.exists():
        mend = word("doctor.nothing_ingested")
        yield Check("home", "warning", word("doctor.no_home", {"home": home.path}), mend)
        return
    if not os.access(home.path, os.W_OK | os.X_OK):
        mend = f"sudo chown -R {os.environ.get('USER', '$USER')} {home.path}"
        yield Check("home", "fault", word("doctor.home_not_writable", {"home": home.path}), mend)
        return
    yield Check("home", "ok", str(home.path))
    store = Path(sa.make_url(home.decisions_url).database or "") if _is_sqlite(home) else None
    for path in (each for each in (store, home.settings_file) if each and each.exists()):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & (stat.S_IWGRP | stat.S_IWOTH):
            found = word("doctor.written_by_others", {"file": path.name, "mode": f"{mode:o}"})
            yield Check("permissions", "fault", found, f"chmod 600 {path}")
        elif path == store and mode & (stat.S_IRGRP | stat.S_IROTH):
            found = word("doctor.read_by_others", {"file": path.name, "mode": f"{mode:o}"})
            yield Check("permissions", "warning", found, f"chmod 600 {path}")


def _disk(home: Home) -> Iterator[Check]:
    place = home.path if home.path.exists() else home.path.parent
    free = shutil.disk_usage(place).free
    build = home.work / "build.duckdb"
    needed = max(LEAST_FREE_BYTES, 2 * build.stat().st_size if build.exists() else 0)
    found = word("doctor.disk", {"free": free / GIB, "needed": needed / GIB})
    mend = word("doctor.disk_full")
    yield Check("disk", "ok", found) if free >= needed else Check("disk", "fault", found, mend)


def _published(home: Home) -> Iterator[Check]:
    try:
        published = home.published_build()
    except OSError as error:
        yield Check("published", "fault", str(error), "tianping build")
        return
    if published is None:
        yield Check("published", "warning", word("doctor.nothing_published"), "tianping build")
    elif not published.exists():
        found = word("doctor.build_gone", {"file": published.name})
        yield Check("published", "fault", found, "tianping build --full")
    else:
        yield Check("published", "ok", published.stem)


def _fonts(home: Home) -> Iterator[Check]:
    """Paper needs a Chinese font on this machine; screens use the reader's."""
    mend = "sudo apt install fontconfig fonts-noto-cjk"
    fonts = _output("fc-list", ":lang=zh", "family")
    if fonts is None:
        yield Check("fonts", "warning", word("doctor.fonts_unknown"), mend)
    elif not fonts:
        yield Check(
            "fonts",
            "warning",
            word("doctor.no_fonts"),
            mend,
        )
    else:
        yield Check("fonts", "ok", fonts.splitlines()[0])


def _chromium(home: Home) -> Iterator[Check]:
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        told = word("doctor.no_chromium")
        yield Check("chromium", "warning", told, "sudo apt install chromium")
    else:
        yield Check("chromium", "ok", _output(found, "--version") or found)


def _sign_in(home: Home) -> Iterator[Check]:
    """Real data behind the personas of the demonstration is for one machine and one person."""
    if not home.settings_file.exists() or home.deployment().synthetic:
        yield Check("sign-in", "ok", word("doctor.demonstration"))
        return
    found = word("doctor.no_sign_in")
    mend = word("doctor.put_sign_in")
    yield Check("sign-in", "warning", found, mend)


def _chains(home: Home) -> Iterator[Check]:
    mend = word("doctor.restore_store")
    try:
        checks = EveryChain.of(home).verify()
    except sa.exc.SQLAlchemyError as error:
        yield Check("chains", "fault", word("doctor.store_unreadable", {"error": error}), mend)
        return
    for check in checks:
        if check.fault:
            why = message(f"doctor.fault.{check.fault}")
            found = word("doctor.chain_broken", {"table": check.table, "row": check.broken_at, "why": why})
            yield Check("chains", "fault", found, mend)
    if all(check.whole for check in checks):
        rows = ", ".join(f"{check.table} {check.rows}" for check in checks)
        yield Check("chains", "ok", rows)


def _is_sqlite(home: Home) -> bool:
    return sa.make_url(home.decisions_url).get_backend_name() == "sqlite"


def _output(program: str, *arguments: str) -> str | None:
    """What a program prints; None where it is not there or fails."""
    try:
        done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
