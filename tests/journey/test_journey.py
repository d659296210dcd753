"""A file goes in, a number is followed down to its row, an auditor decides, and the points move: in a real browser."""

from __future__ import annotations

import csv
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from warehouse.settings import Home

CHROMIUM_FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
RATED = ["很满意，上门很及时", "等得有点久", "态度好"]
PRESSES = 5
PATIENCE_MS = 60_000


def tianping(home: Home, *words: str) -> Any:
    """What the command answers in JSON."""
    run = subprocess.run(
        [str(Path(sys.executable).with_name("tianping")), *words, "--home", str(home.path), "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def home(demo_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    copy = Home.at(tmp_path_factory.mktemp("journey") / "home")
    shutil.copytree(demo_home.path, copy.path)
    return copy


@pytest.fixture(scope="module")
def dashboard(home: Home) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("tianping")), "serve", "--port", str(port), "--home", str(home.path)]
    serving = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert serving.stdout is not None
    assert f"http://127.0.0.1:{port}" in serving.stdout.readline()
    yield f"http://127.0.0.1:{port}"
    os.killpg(serving.pid, 15)
    serving.wait(timeout=30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    tab = browser.new_page(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    tab.set_default_timeout(PATIENCE_MS)
    yield tab
    tab.close()


def open_screen(page: Page, address: str) -> None:
    """Goes there and waits until the page has drawn its last line: where the numbers come from."""
    for _ in range(10):
        try:
            page.goto(address)
            break
        except Exception:
            page.wait_for_timeout(1000)
    expect(page.get_by_text("我们怎么知道的", exact=False).first).to_be_visible(timeout=PATIENCE_MS)
    settle(page)


def settle(page: Page) -> None:
    """Waits until the page has been drawn anew: a control that is about to be replaced loses what is done to it."""
    page.wait_for_timeout(500)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=PATIENCE_MS)


def choose(page: Page, label: str, option: str) -> None:
    """Picks an option; a list that a late redraw has closed is opened again."""
    wanted = page.get_by_text(option).last
    for _ in range(20):
        page.get_by_role("combobox", name=label).last.click()
        try:
            wanted.click(timeout=3000)
        except PlaywrightTimeout:
            continue
        return
    raise AssertionError(f"{label} never offered {option}")


def write_ratings(path: Path) -> Path:
    """Answers of residents of C001, with the Chinese columns of a template."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            ["评价编号", "社区编号", "评价事项", "得分", "量表最低分", "量表最高分", "评价时间", "渠道", "文字意见"]
        )
        for number, text in enumerate(RATED):
            rows.writerow([f"J{number}", "C001", "上门服务", 5 - number, 1, 5, "2025-12-20 10:00", "phone", text])
    return path


def most_urgent_held(home: Home) -> tuple[str, str]:
    """The record first in the queue whose points are held, and its account."""
    [held] = tianping(
        home,
        "sql",
        """
        select queue.record_id, ledger.account
        from published.audit_queue as queue
        inner join published.ledger as ledger
            on queue.record_id = ledger.record_id and ledger.kind = 'hold' and ledger.account like 'member:%'
        order by queue.expected_hours desc, queue.record_id limit 1
        """,
    )
    return held["record_id"], held["account"]


def balance(home: Home, account: str) -> dict[str, float]:
    """The published balance of an account."""
    query = f"select available, pending, held from published.balances where account = '{account}'"
    [found] = tianping(home, "sql", query)
    return dict(found)


def decide_genuine(page: Page, case: str, record: str) -> None:
    """Decides the case on its page, by key."""
    open_screen(page, case)
    # A key pressed while the page is still being drawn reaches nobody: pressed again, as a person would.
    for _ in range(PRESSES):
        page.keyboard.press("g")
        settle(page)
        if page.get_by_role("combobox", name="理由").last.is_enabled():
            break
    choose(page, "理由", "现场核实")
    settle(page)
    page.get_by_role("button", name="保存决定").click()
    expect(page.get_by_text(f"已保存 {record}：属实")).to_be_visible(timeout=PATIENCE_MS)


@pytest.mark.timeout(600)  # the city is made and built, and then built again
def test_a_file_and_a_decision_are_in_the_next_build(home: Home, dashboard: str, page: Page, tmp_path: Path) -> None:
    ratings = write_ratings(tmp_path / "resident_ratings.csv")
    report = tianping(home, "ingest", str(ratings))
    assert [batch["rows_accepted"] for file in report["files"] for batch in file["batches"]] == [3]
    record, account = most_urgent_held(home)
    before = balance(home, account)
    assert before["held"] > 0
    case = f"{dashboard}/case?persona=auditor&lang=zh&record={record}"
    decide_genuine(page, case, record)

    tianping(home, "build")
    after = balance(home, account)
    assert after["held"] < before["held"]
    assert after["available"] + after["pending"] > before["available"] + before["pending"]
    open_screen(page, case)
    expect(page.get_by_text("已核查：属实", exact=False).first).to_be_visible(timeout=PATIENCE_MS)

    where = "persona=committee&lang=zh&period=2025Q4&community=C001&indicator=resident_satisfaction"
    open_screen(page, f"{dashboard}/community?{where}")
    with page.expect_download() as download:
        page.locator("[class*='download_evidence_C001'] button").click()
    downloaded = list(csv.DictReader(download.value.path().read_text("utf-8-sig").splitlines()))
    [ours] = [row for row in downloaded if row["record_id"] == "J1"]
    assert ours["file_name"] == "resident_ratings.csv"
    line = ratings.read_text("utf-8").splitlines()[int(ours["row_number"]) - 1]
    assert line.startswith("J1,C001")
    assert RATED[1] in line
