"""The clerk sees what came in, what must be mended and what was decided, and can send the bad rows back."""

from __future__ import annotations

import re

import duckdb
import pytest

from dashboard import access
from dashboard.screens.data import QUIET
from dashboard.viewer import Viewer, persona
from tests.dashboard.conftest import OpenScreen
from warehouse.settings import Home

CLERK = Viewer("tests", "clerk")


def test_the_sentence_tells_the_newest_day(open_screen: OpenScreen) -> None:
    day = access.query("data_day", CLERK).iloc[0]
    sentence = open_screen("data", "clerk").markdown[0].value
    assert f"{day['files']} 个文件：{day['rows_accepted']:,.0f} 行入库；" in sentence


@pytest.fixture
def mended_and_spoilt(desk: Home) -> Home:
    """The desk, whose newest day brought nothing to mend while older rows wait, some for several reasons."""
    build = desk.published_build()
    assert build is not None
    changed = build.with_name("waiting.duckdb")
    changed.write_bytes(build.read_bytes())
    with duckdb.connect(str(changed)) as connection:
        connection.execute("update published.batches set rows_quarantined = 0")
        connection.execute("delete from published.quarantine")
        for place in range(9):
            connection.execute(
                "insert into published.quarantine (batch_id, source, file_name, row_number, column_name, state, rule)"
                " values ('b', 'drills', '演练.xlsx', ?, ?, 'open', 'type')",
                [2 + place // 2, f"column_{place}"],
            )
    (desk.published / "current").unlink()
    (desk.published / "current").write_text("waiting", encoding="utf-8")
    return desk


def test_what_is_to_be_mended_is_counted_the_same_everywhere(mended_and_spoilt: Home, open_screen: OpenScreen) -> None:
    app = open_screen("data", "clerk")
    rows = next(table.value for table in app.dataframe if "行号" in table.value)
    assert (rows["行号"].nunique(), len(rows)) == (5, 9)
    assert "现在共有 5 行要改" in app.markdown[0].value
    assert "5 行要改，共 9 处：" in [caption.value for caption in app.caption]
    bullets = next(part.value for part in app.markdown if part.value.startswith("- ")).splitlines()
    counted = [re.search(r"：(\d+) 处", line) for line in bullets]
    assert sum(int(found[1]) for found in counted if found) == 9


def test_every_row_to_mend_shows_file_row_and_reason(open_screen: OpenScreen, desk: Home) -> None:
    with duckdb.connect(str(desk.published_build()), read_only=True) as connection:
        row = connection.execute("select count(*) from published.quarantine where state = 'open'").fetchone()
    assert row is not None
    shown = open_screen("data", "clerk").dataframe[0].value
    assert len(shown) == row[0] > 0
    assert shown["行号"].min() >= 2
    assert (shown["哪里不对"].str.len() > 0).all()


def test_the_committee_sees_reasons_but_no_cell_of_a_row(open_screen: OpenScreen) -> None:
    app = open_screen("data", "committee")
    assert not app.error
    assert all("原值" not in table.value for table in app.dataframe)
    assert access.query("data_quarantine", Viewer("x", "committee")).empty


@pytest.fixture
def sent_in_for_c001(desk: Home) -> Home:
    """The desk, where the residents' ratings came from the clerk of C001 and all the rest from the deployment's."""
    build = desk.published_build()
    assert build is not None
    changed = build.with_name("scoped.duckdb")
    changed.write_bytes(build.read_bytes())
    with duckdb.connect(str(changed)) as connection:
        for table in ("batches", "quarantine"):
            connection.execute(f"update published.{table} set community_id = 'C001' where source = 'resident_ratings'")
    (desk.published / "current").unlink()
    (desk.published / "current").write_text("scoped", encoding="utf-8")
    return desk


@pytest.mark.parametrize("name", ["data_batches", "data_sources", "data_quarantine", "data_quarantine_reasons"])
def test_a_clerk_of_a_community_sees_only_what_it_sent_in(sent_in_for_c001: Home, name: str) -> None:
    own = access.query(name, persona("clerk", "C001"))
    assert set(own["source"]) == {"resident_ratings"}
    assert access.query(name, persona("clerk", "C002")).empty
    assert set(own["source"]) <= set(access.query(name, CLERK)["source"])


def test_sums_and_notices_of_a_community_are_of_its_own_files(sent_in_for_c001: Home) -> None:
    own = persona("clerk", "C001")
    batches = access.query("data_batches", own)
    assert access.query("data_day", own)["rows_accepted"].item() == batches["rows_accepted"].sum()
    assert access.query("data_days", own)["rows_quarantined"].sum() == batches["rows_quarantined"].sum()
    assert set(access.query("data_notices", own)["file_names"]) <= set(batches["file_name"])
    assert access.query("data_day", persona("clerk", "C002")).empty


def test_rules_that_cannot_be_applied_are_counted_over_the_community_s_records(desk: Home) -> None:
    of_all = access.query("data_unevaluable_flags", CLERK)["records"].sum()
    of_one = access.query("data_unevaluable_flags", persona("clerk", "C001"))["records"].sum()
    assert 0 < of_one < of_all


def test_a_community_that_sent_nothing_is_told_what_to_do(open_screen: OpenScreen, sent_in_for_c001: Home) -> None:
    app = open_screen("data", "clerk", "C002")
    assert any("还没有收到过本社区的文件" in info.value for info in app.info)
    assert app.file_uploader


def test_refused_files_are_pointed_out(open_screen: OpenScreen, desk: Home) -> None:
    build = desk.published_build()
    assert build is not None
    changed = build.with_name("refusing.duckdb")
    changed.write_bytes(build.read_bytes())
    with duckdb.connect(str(changed)) as connection:
        connection.execute(
            "insert into published.batches (batch_id, file_name, rows_read, rows_accepted, rows_quarantined, status,"
            " received_at, reason_code, reason_values) select 'b', '坏.csv', 0, 0, 0, 'refused', max(received_at),"
            ' \'ingestion.as_told\', \'{"zh": "表头已损坏", "en": "destroyed"}\' from published.batches'
        )
    (desk.published / "current").unlink()
    (desk.published / "current").write_text("refusing", encoding="utf-8")
    app = open_screen("data", "clerk")
    assert any("拒收 1 个文件" in warning.value for warning in app.warning)
    batches = next(table.value for table in app.dataframe if "rows_repeated" in table.value)
    assert "表头已损坏" in set(batches["reason"])


def test_reports_open_inside_the_page_and_may_ask_nobody(open_screen: OpenScreen, desk: Home) -> None:
    desk.data_docs.mkdir()
    (desk.data_docs / "service_logs.html").write_text("<p>checked</p><script>run()</script>", encoding="utf-8")
    app = open_screen("data", "clerk")
    (choice,) = [box for box in app.selectbox if box.label == "选择来源，在页内打开报告"]
    choice.set_value("service_logs").run()
    assert not app.error
    (page,) = app.get("iframe")
    assert page.proto.srcdoc.startswith(QUIET)
    assert "default-src 'none'" in QUIET
