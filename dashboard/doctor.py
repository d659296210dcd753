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
from dashboard.decisions.operational import Fault
from warehouse.settings import Home, in_language

Verdict = Literal["ok", "warning", "fault"]

# Twice what a build leaves is what the next one needs beside it; below this nothing else works either.
LEAST_FREE_BYTES = 1_000_000_000
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
GIB = 1024**3
FAULTS: dict[Fault, tuple[str, str]] = {
    "missing_before": ("它前面少了一条", "a row before it is missing"),
    "does_not_follow": ("与前一条接不上", "it does not follow the row before it"),
    "changed": ("存入之后被改动", "it was changed after it was stored"),
    "personal_changed": ("其中的记录号或文字在存入之后被改动", "its record or text was changed after it was stored"),
    "changed_after_erasure": ("删除个人信息之后又被改动", "it was changed after personal data were erased from it"),
    "unreadable": ("内容无法读出，已损坏", "it cannot be read: it is damaged"),
}


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
        "" if fits else in_language(f"请安装 Python {wanted}", f"Install Python {wanted}"),
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
            wrong.append(in_language(f"{requirement.name} 没有安装", f"{requirement.name} is missing"))
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            wrong.append(f"{requirement.name} {version} ({requirement.specifier})")
    if wrong:
        yield Check("packages", "fault", "; ".join(wrong), in_language("请运行 make install", "Run make install"))
    else:
        yield Check("packages", "ok", f"tianping {metadata.version('tianping')}, duckdb {metadata.version('duckdb')}")


def _settings(home: Home) -> Iterator[Check]:
    try:
        deployment = home.deployment()
    except (TypeError, ValueError, yaml.YAMLError) as error:
        mend = in_language(f"请改正 {home.settings_file}", f"Mend {home.settings_file}")
        yield Check("settings", "fault", str(error), mend)
        return
    yield Check("settings", "ok", f"{deployment.name}, {deployment.timezone}")


def _rights(home: Home) -> Iterator[Check]:
    """The home can be written to, and the store of decisions is nobody else's to read."""
    if not home.path.exists():
        mend = in_language("还没有数据：tianping ingest PATH", "Nothing is in it yet: tianping ingest PATH")
        yield Check("home", "warning", in_language(f"{home.path} 不存在", f"{home.path} does not exist"), mend)
        return
    if not os.access(home.path, os.W_OK | os.X_OK):
        mend = f"sudo chown -R {os.environ.get('USER', '$USER')} {home.path}"
        yield Check("home", "fault", in_language(f"{home.path} 不能写入", f"{home.path} cannot be written to"), mend)
        return
    yield Check("home", "ok", str(home.path))
    store = Path(sa.make_url(home.decisions_url).database or "") if _is_sqlite(home) else None
    for path in (each for each in (store, home.settings_file) if each and each.exists()):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & (stat.S_IWGRP | stat.S_IWOTH):
            found = in_language(
                f"{path.name} 其他用户可以改写（{mode:o}）", f"{path.name} can be written by others ({mode:o})"
            )
            yield Check("permissions", "fault", found, f"chmod 600 {path}")
        elif path == store and mode & (stat.S_IRGRP | stat.S_IROTH):
            found = in_language(
                f"{path.name} 其他用户可以读取（{mode:o}）", f"{path.name} can be read by others ({mode:o})"
            )
            yield Check("permissions", "warning", found, f"chmod 600 {path}")


def _disk(home: Home) -> Iterator[Check]:
    place = home.path if home.path.exists() else home.path.parent
    free = shutil.disk_usage(place).free
    build = home.work / "build.duckdb"
    needed = max(LEAST_FREE_BYTES, 2 * build.stat().st_size if build.exists() else 0)
    found = in_language(
        f"剩余 {free / GIB:.1f} GiB，下一次构建约需 {needed / GIB:.1f} GiB",
        f"{free / GIB:.1f} GiB free, the next build needs about {needed / GIB:.1f} GiB",
    )
    mend = in_language(
        "请腾出空间，或把数据目录移到更大的磁盘（--home）",
        "Free some space, or move the home to a larger disk (--home)",
    )
    yield Check("disk", "ok", found) if free >= needed else Check("disk", "fault", found, mend)


def _published(home: Home) -> Iterator[Check]:
    try:
        published = home.published_build()
    except OSError as error:
        yield Check("published", "fault", str(error), "tianping build")
        return
    if published is None:
        yield Check(
            "published", "warning", in_language("还没有发布过构建", "Nothing has been published yet"), "tianping build"
        )
    elif not published.exists():
        found = in_language(f"指向的 {published.name} 不在", f"{published.name}, which it points to, is gone")
        yield Check("published", "fault", found, "tianping build --full")
    else:
        yield Check("published", "ok", published.stem)


def _fonts(home: Home) -> Iterator[Check]:
    """Paper needs a Chinese font on this machine; screens use the reader's."""
    mend = "sudo apt install fontconfig fonts-noto-cjk"
    fonts = _output("fc-list", ":lang=zh", "family")
    if fonts is None:
        yield Check(
            "fonts", "warning", in_language("无法查看字体（没有 fc-list）", "Fonts cannot be listed (no fc-list)"), mend
        )
    elif not fonts:
        yield Check(
            "fonts",
            "warning",
            in_language("没有中文字体，打印件会缺字", "No Chinese font: printed pages lack characters"),
            mend,
        )
    else:
        yield Check("fonts", "ok", fonts.splitlines()[0])


def _chromium(home: Home) -> Iterator[Check]:
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        told = in_language("没有 Chromium，不能生成 PDF", "No Chromium: PDFs cannot be made")
        yield Check("chromium", "warning", told, "sudo apt install chromium")
    else:
        yield Check("chromium", "ok", _output(found, "--version") or found)


def _sign_in(home: Home) -> Iterator[Check]:
    """Real data behind the personas of the demonstration is for one machine and one person."""
    if not home.settings_file.exists() or home.deployment().synthetic:
        yield Check(
            "sign-in", "ok", in_language("示范数据，本机身份切换", "Demonstration data, personas of this machine")
        )
        return
    found = in_language(
        "没有登录：能打开看板的人都可以任选身份（只在本机 127.0.0.1 监听）",
        "No sign-in: whoever can open the dashboard may take any role (it listens on 127.0.0.1 only)",
    )
    mend = in_language(
        "真实数据只在本机使用；要给多人用，请放在统一身份认证之后",
        "Keep real data to this machine, or put the dashboard behind your single sign-on before others use it",
    )
    yield Check("sign-in", "warning", found, mend)


def _chains(home: Home) -> Iterator[Check]:
    mend = in_language(
        "请停止作决定，从备份恢复这个文件，再核对备份之后的决定",
        "Stop deciding, restore this file from a backup, then go through what was decided after it",
    )
    try:
        checks = EveryChain.of(home).verify()
    except sa.exc.SQLAlchemyError as error:
        yield Check(
            "chains", "fault", in_language(f"决定库读不出：{error}", f"The store cannot be read: {error}"), mend
        )
        return
    for check in checks:
        if check.fault:
            why = in_language(*FAULTS[check.fault])
            found = in_language(
                f"{check.table} 的 {check.broken_at}：{why}", f"{check.broken_at} of {check.table}: {why}"
            )
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
