"""`tianping refresh`, as a timer calls it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner, Result

import warehouse.build
from ingestion import deliveries, inboxes
from ingestion.lake import Lake, locked
from tests.ingestion.taking_in import LOG_HEADER, landed, write_csv
from tianping import app
from warehouse.settings import Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An empty home whose builds have no models."""

    def no_models(_home: Home, work: Path, *_: object) -> tuple[str, ...]:
        with duckdb.connect(str(work)) as connection:
            connection.execute("create schema published; create view published.builds as select * from landing.builds")
        return ()

    monkeypatch.setattr(warehouse.build, "_run_dbt", no_models)
    monkeypatch.setattr(inboxes, "SETTLED_SECONDS", 0)
    return Home.at(tmp_path / "home")


def refresh(home: Home, *options: str) -> tuple[int, dict[str, Any]]:
    """Exit code and answer."""
    result = run("refresh", "--home", str(home.path), "--json", *options)
    told: dict[str, Any] = json.loads(result.stdout)
    return result.exit_code, told


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_it_takes_in_builds_and_publishes_and_does_nothing_where_nothing_is_new(home: Home) -> None:
    code, told = refresh(home)
    assert (code, "tianping ingest" in told["build"]["said"]) == (0, True)
    write_csv(home.path / "inbox" / "service_logs.csv", LOG_HEADER, "r1,m1,c1,care,2026-03-05,,1", "r2,m1,c1,care,x,,1")
    code, told = refresh(home)
    assert (code, told["exit_code"], told["build"]["is_new"]) == (1, 1, True)
    published = home.published_build()
    assert published is not None
    code, told = refresh(home)
    assert (code, told["build"]) == (0, {"exit_code": 0, "build_id": published.stem, "is_new": False, "warnings": []})
    assert refresh(home, "--full")[1]["build"]["is_new"]
    assert "没有新文件" in run("refresh", "--home", str(home.path)).stdout


def test_a_second_one_meanwhile_does_nothing_and_says_so(home: Home) -> None:
    write_csv(home.path / "inbox" / "service_logs.csv", LOG_HEADER, "r1,m1,c1,care,2026-03-05,,1")
    with locked(home.work / "refresh.lock"):
        code, told = refresh(home)
    assert (code, "另一次更新" in told["said"]) == (0, True)
    assert Lake(home).deliveries() == []


def test_a_fault_of_one_file_ends_with_three_and_the_rest_is_built(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    write_csv(home.path / "inbox" / "service_logs.csv", LOG_HEADER, "r1,m1,c1,care,2026-03-05,,1")
    write_csv(home.path / "inbox" / "members.csv", "member_id", "m1")

    def hash_or_refuse(path: Path, real: Any = deliveries.file_sha256) -> str:
        if path.name == "members.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return str(real(path))

    monkeypatch.setattr(deliveries, "file_sha256", hash_or_refuse)
    code, told = refresh(home)
    assert (code, told["build"]["is_new"]) == (3, True)
    (failed,) = [file for file in told["inboxes"][0]["files"] if file["status"] == "fault"]
    assert "没有读写权限" in failed["reason"]["text"]
    assert "members.csv" in failed["reason"]["text"]
    assert len(landed(home, "service_logs")) == 1


def test_a_build_that_breaks_off_ends_with_three_and_what_landed_stays(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(warehouse.build, "_run_dbt", full_disk)
    write_csv(home.path / "inbox" / "service_logs.csv", LOG_HEADER, "r1,m1,c1,care,2026-03-05,,1")
    code, told = refresh(home)
    assert (code, told["exit_code"], told["build"]["exit_code"]) == (3, 3, 3)
    assert "已发布的结果保持不变" in told["build"]["said"]
    assert len(landed(home, "service_logs")) == 1


@pytest.mark.parametrize(("language", "said"), [("zh", "磁盘已满"), ("en", "the disk is full")])
def test_a_full_disk_is_told_in_words_with_what_is_safe_and_what_to_do(
    home: Home, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    monkeypatch.setenv("TIANPING_LANG", language)

    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(home.work))

    monkeypatch.setattr(Lake, "commit", full_disk)
    write_csv(home.path / "in" / "service_logs.csv", LOG_HEADER, "r1,m1,c1,care,2026-03-05,,1")
    result = run("ingest", str(home.path / "in"), "--home", str(home.path))
    assert result.exit_code == 3
    assert said in result.output
    assert "Traceback" not in result.output
    monkeypatch.setattr(Lake, "workspace", full_disk)
    result = run("ingest", str(home.path / "in"), "--home", str(home.path))
    assert (result.exit_code, said in result.output) == (3, True)
