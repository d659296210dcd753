"""Files with the contract's columns: what lands, what is quarantined and why, what is refused, what is told."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from ingestion.deliveries import ingest
from ingestion.profile import ProfileError
from ingestion.quarantine import entries
from tests.ingestion.taking_in import (
    LOG_HEADER,
    batches,
    landed,
    notice_codes,
    only_batch,
    only_file,
    reason_of,
    write_csv,
    write_workbook,
)
from warehouse.settings import Home
from warehouse.settings.messages import Message


def test_a_file_named_like_its_source_lands_typed_with_its_origin(tmp_path: Path, home: Home) -> None:
    file = write_csv(
        tmp_path / "service_logs.csv", LOG_HEADER, "r1,m1,c1,care,2026-03-05 14:30,2026-03-05T16:00:00,1.5"
    )
    report = ingest([file], home)
    assert report.exit_code == 0
    (row,) = landed(home, "service_logs", "record_id, started_at, declared_hours, lat, file_name, row_number, batch_id")
    assert row[:6] == ("r1", datetime(2026, 3, 5, 14, 30), 1.5, None, "service_logs.csv", 2)
    assert row[6] == only_batch(report)["batch_id"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_chinese_names_of_file_and_headers_serve_as_well(tmp_path: Path, home: Home, encoding: str) -> None:
    lines = ("记录编号,人员编号,社区编号,服务类别,开始时间,申报时长", "r1,m1,c1,care,2026年3月5日 14时30分,1.5")
    report = ingest([write_csv(tmp_path / "服务记录.csv", *lines, encoding=encoding)], home)
    assert report.exit_code == 0
    assert landed(home, "service_logs", "started_at, declared_hours") == [(datetime(2026, 3, 5, 14, 30), 1.5)]


def test_one_workbook_feeds_a_source_per_sheet_below_its_titles(tmp_path: Path, home: Home) -> None:
    workbook = write_workbook(
        tmp_path / "街道报送.xlsx",
        {
            "社区": [["2026 年社区一览表"], ["社区编号", "社区名称", "居民人数"], ["c1", "甲社区", 1200]],
            "drills": [["drill_id", "community_id", "scheduled_on"], ["d1", "c1", "2026-05-12"]],
            "说明": [["本表由街道填报"]],
        },
    )
    report = ingest([workbook], home)
    assert {batch["source"]: batch["rows_accepted"] for batch in only_file(report).batches} == {
        "communities": 1,
        "drills": 1,
    }
    assert landed(home, "communities", "name, residents, sheet, row_number") == [("甲社区", 1200, "社区", 3)]
    assert "unknown_reference" not in notice_codes(only_file(report).batches[1])


@pytest.mark.parametrize(
    ("cell", "instant"),
    [
        ("2026-03-05 14:30", datetime(2026, 3, 5, 14, 30)),
        ("2026-03-05T14:30:15.250+05:45", datetime(2026, 3, 5, 16, 45, 15, 250000)),
        ("2026-03-05T06:30:00Z", datetime(2026, 3, 5, 14, 30)),
        ("2026-03-05 14:30:00+0800", datetime(2026, 3, 5, 14, 30)),
        ("2026-03-05 06:30+00", datetime(2026, 3, 5, 14, 30)),
        ("2026/3/5 2:30 PM", datetime(2026, 3, 5, 14, 30)),
        ("2026.3.5", datetime(2026, 3, 5)),
        ("20260305", datetime(2026, 3, 5)),
        ("2026年3月5日8时5分", datetime(2026, 3, 5, 8, 5)),
        ("2026年3月5日8时5分9秒", datetime(2026, 3, 5, 8, 5, 9)),
        ("2026-3-5 8时", datetime(2026, 3, 5, 8)),
    ],
)
def test_times_are_read_as_people_write_them_and_kept_local(
    tmp_path: Path, home: Home, cell: str, instant: datetime
) -> None:
    ingest([write_csv(tmp_path / "service_logs.csv", LOG_HEADER, f"r1,m1,c1,care,{cell},,")], home)
    assert landed(home, "service_logs", "started_at") == [(instant,)]


@pytest.mark.parametrize(
    "cell", ["2026-02-30 10:00", "昨天下午", "3026-01-01", "infinity", "03/04/2026", "45000", "2026-03-05 10:00 左右"]
)
def test_a_time_that_cannot_be_read_is_quarantined_as_that_and_not_as_missing(
    tmp_path: Path, home: Home, cell: str
) -> None:
    ingest([write_csv(tmp_path / "service_logs.csv", LOG_HEADER, f"r1,m1,c1,care,{cell},,")], home)
    (entry,) = entries(home)
    assert (entry["rule"], entry["column_name"], entry["value"]) == ("type", "started_at", cell)


@pytest.mark.parametrize(
    ("line", "rule", "column", "value"),
    [
        ("r2,m1,,care,2026-03-05 10:00,,1", "required", "community_id", None),
        (",m1,c1,care,2026-03-05 10:00,,1", "required", "record_id", None),
        ("r2,m1,c1,care,,,1", "no_time", "started_at", None),
        ("r2,m1,c1,care,2026-03-05 10:00,,两小时", "type", "declared_hours", "两小时"),
        ("r2,m1,c1,care,2026-03-05 10:00,,nan2", "type", "declared_hours", "nan2"),
        ("r2,m1,c1,care,2026-03-05 10:00,,-1", "range", "declared_hours", "-1.0"),
    ],
)
def test_a_bad_row_waits_in_quarantine_with_rule_value_and_place_while_the_rest_lands(
    tmp_path: Path, home: Home, line: str, rule: str, column: str, value: str | None
) -> None:
    file = write_csv(tmp_path / "service_logs.csv", LOG_HEADER, "r1,m1,c1,care,2026-03-05 10:00,,1", line)
    report = ingest([file], home)
    assert report.exit_code == 1
    batch = only_batch(report)
    assert (batch["rows_read"], batch["rows_accepted"], batch["rows_quarantined"]) == (2, 1, 1)
    (entry,) = entries(home)
    assert (entry["rule"], entry["column_name"], entry["value"], entry["row_number"]) == (rule, column, value, 3)
    assert entry["file_name"] == "service_logs.csv"
    assert entry["reason"].text("zh") != entry["reason"].text("en")
    assert '"category":"care"' in entry["row_json"]


def test_a_score_outside_its_own_scale_is_quarantined(tmp_path: Path, home: Home) -> None:
    header = "rating_id,community_id,item,score,scale_min,scale_max,rated_at"
    rows = ["a,c1,x,4,1,5,2026-03-05", "b,c1,x,6,1,5,2026-03-05", "c,c1,x,0,1,5,2026-03-05", "d,c1,x,3,5,1,2026-03-05"]
    ingest([write_csv(tmp_path / "resident_ratings.csv", header, *rows)], home)
    assert [row[0] for row in landed(home, "resident_ratings", "rating_id")] == ["a"]
    rules = {(entry["key"], entry["rule"]) for entry in entries(home)}
    assert {("b", "score_above_scale"), ("c", "score_below_scale"), ("d", "scale_order")} <= rules


def test_implausible_but_readable_rows_land_for_the_flags_to_judge(tmp_path: Path, home: Home) -> None:
    rows = ["r1,m1,c1,care,2026-03-05 10:00,2026-03-05 09:00,1", "r2,m1,c1,care,2026-03-05 10:00,2026-03-05 10:01,9"]
    report = ingest([write_csv(tmp_path / "service_logs.csv", LOG_HEADER, *rows)], home)
    assert report.exit_code == 0
    assert len(landed(home, "service_logs")) == 2


def test_words_outside_a_vocabulary_land_and_are_told(tmp_path: Path, home: Home) -> None:
    rows = ["r1,m1,c1,care,2026-03-05,,1", "r2,m1,c1,浇花,2026-03-05,,1"]
    report = ingest([write_csv(tmp_path / "service_logs.csv", LOG_HEADER, *rows)], home)
    (notice,) = [each for each in only_batch(report)["notices"] if each["code"] == "ingestion.unknown_word"]
    assert (notice["column"], notice["count"]) == ("category", 1)
    assert "浇花" in Message.of(notice).text("zh")
    assert len(landed(home, "service_logs")) == 2
    assert report.exit_code == 0


def test_a_list_is_checked_word_by_word(tmp_path: Path, home: Home) -> None:
    rows = ["m1,medical;fire", "m2,medical；fire", "m3,medical;绣花"]
    report = ingest([write_csv(tmp_path / "members.csv", "member_id,skills", *rows)], home)
    assert landed(home, "members", "skills") == [("medical;fire",), ("medical;fire",), ("medical;绣花",)]
    assert notice_codes(only_batch(report))["unknown_word"] == 1


def test_references_may_arrive_later_and_are_told_until_they_do(tmp_path: Path, home: Home) -> None:
    logs = write_csv(tmp_path / "service_logs.csv", LOG_HEADER, "r1,m1,c1,care,2026-03-05,,1")
    assert notice_codes(only_batch(ingest([logs], home)))["unknown_reference"] == 2
    write_csv(tmp_path / "folder" / "service_logs.csv", LOG_HEADER, "r2,m1,c1,care,2026-03-05,,1")
    write_csv(tmp_path / "folder" / "members.csv", "member_id", "m1")
    write_csv(tmp_path / "folder" / "communities.csv", "community_id,name", "c1,甲")
    report = ingest([tmp_path / "folder"], home)
    assert [file.file_name for file in report.files] == ["communities.csv", "members.csv", "service_logs.csv"]
    assert "unknown_reference" not in notice_codes(report.files[2].batches[0])


def test_a_source_with_a_column_called_like_the_arrival_keeps_its_own(tmp_path: Path, home: Home) -> None:
    rows = ["n1,c1,2026-03-05 08:00,2026-03-05 09:00"]
    ingest([write_csv(tmp_path / "notices.csv", "notice_id,community_id,issued_at,received_at", *rows)], home)
    assert landed(home, "notices", "received_at") == [(datetime(2026, 3, 5, 9, 0),)]


def test_one_key_with_two_contents_is_quarantined_and_an_exact_repeat_is_counted(tmp_path: Path, home: Home) -> None:
    rows = ["c1,甲,10", "c1,甲,10", "c2,乙,20", "c2,乙,21"]
    report = ingest([write_csv(tmp_path / "communities.csv", "community_id,name,residents", *rows)], home)
    batch = only_batch(report)
    assert (batch["rows_accepted"], batch["rows_quarantined"], batch["rows_repeated"]) == (2, 2, 1)
    assert {(entry["rule"], entry["key"]) for entry in entries(home)} == {("key_conflict", "c2")}


def test_a_batch_mostly_bad_is_held_whole_and_says_so(tmp_path: Path, home: Home) -> None:
    rows = [f"c{n},甲,{'x' if n % 3 else n}" for n in range(30)]
    report = ingest([write_csv(tmp_path / "communities.csv", "community_id,name,residents", *rows)], home)
    batch = only_batch(report)
    assert (batch["status"], batch["rows_accepted"], batch["rows_quarantined"]) == ("held", 0, 30)
    assert "30 行中有 20 行" in Message.of(batch["reason"]).text("zh")
    assert landed(home, "communities") == []
    assert len({entry["row_number"] for entry in entries(home)}) == 30


def test_the_same_bytes_again_change_nothing_even_under_another_name(tmp_path: Path, home: Home) -> None:
    lines = (LOG_HEADER, "r1,m1,c1,care,2026-03-05,,1", "r2,m1,c1,care,,,1")
    first = write_csv(tmp_path / "service_logs.csv", *lines)
    ingest([first], home)
    before = {path: path.read_bytes() for path in home.lake.rglob("*.parquet")}
    second = write_csv(tmp_path / "copy" / "服务记录.csv", *lines)
    report = ingest([first, second], home)
    assert [file.status for file in report.files] == ["repeated", "repeated"]
    assert report.exit_code == 1
    assert {path: path.read_bytes() for path in home.lake.rglob("*.parquet")} == before
    assert len(batches(home)) == 1


def test_a_correction_keeps_both_rows_arrives_later_and_closes_the_quarantine(tmp_path: Path, home: Home) -> None:
    bad = write_csv(tmp_path / "service_logs.csv", LOG_HEADER, "r1,m1,c1,care,2026-03-05,,1", "r2,m1,c1,care,x,,1")
    ingest([bad], home)
    mended = write_csv(
        tmp_path / "new" / "service_logs.csv", LOG_HEADER, "r1,m1,c1,care,2026-03-05,,2", "r2,m1,c1,care,2026-03-06,,1"
    )
    ingest([mended], home)
    assert sorted(landed(home, "service_logs", "record_id, declared_hours")) == [("r1", 1.0), ("r1", 2.0), ("r2", 1.0)]
    first, second = sorted(batches(home), key=lambda batch: batch["rows_accepted"])
    assert first["received_at"] < second["received_at"]
    assert entries(home, "open") == []
    assert [entry["key"] for entry in entries(home, "closed")] == ["r2"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("service_logs.csv", b"", "空"),
        ("service_logs.csv", bytes(range(256)) * 40, ""),
        ("service_logs.csv", "记录号码,社区编号,开始时间\nr1,c1,2026-03-05\n".encode(), "记录号码"),
        ("service_logs.csv", b"record_id,community_id\nr1,c1\n", "开始时间"),
        ("whatever.csv", b"a,b\n1,2\n", "tianping profile"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_what_to_do(
    tmp_path: Path, home: Home, name: str, content: bytes, said: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    report = ingest([file], home)
    assert report.exit_code == 1
    assert only_file(report).status == "refused"
    assert said in reason_of(only_file(report))
    assert [batch["status"] for batch in batches(home)] == ["refused"]
    assert list(home.lake.glob("*/*.parquet")) == []


def test_in_a_folder_what_is_no_data_is_listed_and_fails_nothing(tmp_path: Path, home: Home) -> None:
    write_csv(tmp_path / "in" / "communities.csv", "community_id,name", "c1,甲")
    write_csv(tmp_path / "in" / "question_index.csv", "Question,Code", "Why?,A1")
    write_csv(tmp_path / "in" / "README.md", "# about")
    report = ingest([tmp_path / "in"], home)
    assert {file.file_name: file.status for file in report.files} == {
        "communities.csv": "landed",
        "question_index.csv": "not_taken",
        "README.md": "not_taken",
    }
    assert report.exit_code == 0


def test_a_file_with_a_header_only_lands_nothing_and_says_so(tmp_path: Path, home: Home) -> None:
    report = ingest([write_csv(tmp_path / "communities.csv", "community_id,name")], home)
    assert report.exit_code == 0
    assert only_batch(report)["rows_read"] == 0
    assert "no_rows" in notice_codes(only_batch(report))


def test_extra_columns_are_told_and_left(tmp_path: Path, home: Home) -> None:
    report = ingest([write_csv(tmp_path / "communities.csv", "community_id,name,备注", "c1,甲,无")], home)
    (notice,) = only_batch(report)["notices"][-1:]
    assert (notice["code"], "备注" in Message.of(notice).text("zh")) == ("ingestion.columns_not_taken", True)


def test_source_names_the_source_where_the_file_does_not(tmp_path: Path, home: Home) -> None:
    report = ingest([write_csv(tmp_path / "导出 (3).csv", "社区编号,社区名称", "c1,甲")], home, source="communities")
    assert only_batch(report)["source"] == "communities"
    with pytest.raises(ProfileError, match="commmunities"):
        ingest([tmp_path], home, source="commmunities")


def test_a_batch_far_from_its_sources_usual_size_is_pointed_out(tmp_path: Path, home: Home) -> None:
    for number in range(4):
        size = 2 if number == 3 else 10
        rows = [f"c{number}{row},甲" for row in range(size)]
        report = ingest([write_csv(tmp_path / str(number) / "communities.csv", "community_id,name", *rows)], home)
    assert notice_codes(only_batch(report)) == {"encoding": 1, "unusual_volume": 2}


def test_pages_about_the_checks_are_written_and_ask_no_other_host(tmp_path: Path, home: Home) -> None:
    ingest([write_csv(tmp_path / "communities.csv", "community_id,residents", "c1,-5", "c2,7")], home)
    page = (home.data_docs / "communities.html").read_text(encoding="utf-8")
    assert "residents" in page
    index = (home.data_docs / "index.html").read_text(encoding="utf-8")
    assert 'href="communities.html"' in index
    for text in (page, index):
        assert "http://" not in text.replace("http://www.w3.org", "")
        assert 'src="https://' not in text
        assert 'href="https://' not in text
