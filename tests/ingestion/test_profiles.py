"""Mapping profiles: what their YAML can say, what is wrong with it, and the draft for an unknown file."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from ingestion.deliveries import ingest
from ingestion.profile import ProfileError, read_profile
from ingestion.proposal import propose
from ingestion.quarantine import entries
from tests.ingestion.taking_in import landed, notice_codes, only_batch, only_file, write_csv, write_workbook
from warehouse.settings import Home

DOCUMENT = Path(__file__).parents[2] / "docs" / "profiles.md"

VISITS = """
profile: visits
recognise: [工单号, 到场]
timezone: Asia/Kathmandu
fields:
  id: 工单号
  community: 社区
  arrived: {headers: 到场, type: timestamp, clock: clock}
  clock: {headers: 设备时间, type: timestamp, optional: true}
tables:
  - source: service_logs
    columns:
      record_id: id
      community_id: {from: community, slug: true}
      started_at: arrived
      device_started_at: clock
"""


def write_profile(home: Home, text: str) -> Path:
    folder = home.path / "profiles"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "own.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_documented_example_reads_a_file_as_it_says(tmp_path: Path, home: Home) -> None:
    examples = re.findall(r"```yaml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    example, questions = yaml.safe_load(examples[0]), yaml.safe_load(examples[1])
    example["tables"] += questions
    write_profile(home, yaml.safe_dump(example, allow_unicode=True))
    rows = ["7,张,25/03/2026 08:00,,90,Old Town,good,very bad", "8,-,03/04/2026 08:00,,无,old town,refused,good"]
    file = write_csv(tmp_path / "导出.csv", "工单号,服务人,到场时间,离场时间,时长(分钟),社区,Q5,Q6", *rows)
    report = ingest([file], home)
    assert landed(home, "communities", "community_id") == [("old_town",)]
    assert landed(home, "service_logs", "record_id, member_id, started_at, declared_hours") == [
        ("7", "张", datetime(2026, 3, 25, 8), 1.5),
        ("8", None, datetime(2026, 4, 3, 8), None),
    ]
    assert sorted(landed(home, "resident_ratings", "rating_id, score")) == [
        ("7:fairness", 4),
        ("7:waiting", 5),
        ("8:waiting", 2),
    ]
    ratings = next(batch for batch in only_file(report).batches if batch["source"] == "resident_ratings")
    assert notice_codes(ratings)["no_answer"] == 1


def test_times_are_moved_between_zones_but_a_bare_day_keeps_its_day(tmp_path: Path, home: Home) -> None:
    home.write_deployment(timezone="America/Lima")
    write_profile(home, VISITS)
    ingest([write_csv(tmp_path / "v.csv", "工单号,社区,到场", "1,A,2026-03-05 08:00", "2,A,2026-03-06")], home)
    assert landed(home, "service_logs", "started_at") == [(datetime(2026, 3, 4, 21, 15),), (datetime(2026, 3, 6),)]


def test_one_day_above_twelve_decides_the_whole_column(tmp_path: Path, home: Home) -> None:
    write_profile(home, VISITS.replace("Kathmandu", "Shanghai"))
    report = ingest([write_csv(tmp_path / "v.csv", "工单号,社区,到场", "1,A,03/04/2026", "2,A,25/04/2026")], home)
    assert landed(home, "service_logs", "started_at") == [(datetime(2026, 4, 3),), (datetime(2026, 4, 25),)]
    assert notice_codes(only_batch(report))["date_order"] == 2


def test_other_times_decide_where_the_column_cannot(tmp_path: Path, home: Home) -> None:
    write_profile(home, VISITS.replace("Kathmandu", "Shanghai"))
    rows = [f"{n},A,0{n}/02/2026,2026-0{n}-02 10:00" for n in range(3, 8)]
    ingest([write_csv(tmp_path / "v.csv", "工单号,社区,到场,设备时间", *rows)], home)
    assert {row[0].month for row in landed(home, "service_logs", "started_at")} == {3, 4, 5, 6, 7}


def test_where_nothing_decides_no_day_is_guessed(tmp_path: Path, home: Home) -> None:
    write_profile(home, VISITS)
    report = ingest([write_csv(tmp_path / "v.csv", "工单号,社区,到场", "1,A,03/04/2026", "2,A,2026-03-05")], home)
    assert [entry["value"] for entry in entries(home)] == ["03/04/2026"]
    assert notice_codes(only_batch(report))["date_order_unclear"] == 1


def test_a_mended_profile_reads_the_same_file_anew(tmp_path: Path, home: Home) -> None:
    write_profile(home, VISITS)
    file = write_csv(tmp_path / "v.csv", "工单号,社区,到场", "1,A,03/04/2026")
    ingest([file], home)
    write_profile(home, VISITS.replace("clock: clock}", "order: dmy}").replace("Kathmandu", "Shanghai"))
    assert ingest([file], home).exit_code == 0
    assert landed(home, "service_logs", "started_at") == [(datetime(2026, 4, 3),)]
    assert entries(home, "open") == []


def test_a_sheet_that_repeats_another_is_not_counted_twice(tmp_path: Path, home: Home) -> None:
    header = ["community_id", "name"]
    workbook = write_workbook(
        tmp_path / "communities.xlsx",
        {"A": [header, ["c2", "乙"]], "B": [header, ["c1", "甲"], ["c2", "乙"]], "C": [header, ["c3", "丙"]]},
    )
    report = ingest([workbook], home)
    assert only_batch(report)["rows_read"] == 3
    (notice,) = [each for each in only_batch(report)["notices"] if each["code"] == "sheet_repeated"]
    assert notice["count"] == 1
    assert "“A”" in notice["zh"]


def test_respondents_are_hashed_with_a_key_of_the_deployment(tmp_path: Path) -> None:
    profile = """
profile: answers
recognise: [who, q]
fields: {who: who, community: c, day: d}
tables:
  - source: resident_ratings
    melt: {scale: [1, 5], questions: {help: q}}
    columns:
      rating_id: {join: [who, item]}
      community_id: community
      respondent_id: {from: who, hash: true}
      item: item
      score: score
      scale_min: scale_min
      scale_max: scale_max
      rated_at: day
"""
    file = write_csv(
        tmp_path / "a.csv", "who,c,q,d", "张三,c1,4,2026-03-05", "张三,c1,4,2026-03-05", "李四,c1,无,2026-03-05"
    )
    seen = []
    for name in ("one", "other"):
        home = Home.at(tmp_path / name)
        write_profile(home, profile)
        ingest([file], home)
        hashes = {row[0] for row in landed(home, "resident_ratings", "respondent_id")}
        assert len(hashes) == 1
        assert [(entry["rule"], entry["value"]) for entry in entries(home)] == [("type", "无")]
        seen.append(hashes.pop())
    assert len(seen[0]) == 64
    assert seen[0] != seen[1]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("profile: [", "YAML"),
        ("- a", "key: value"),
        ("profile: x\nfields: {}", "tables"),
        ("profile: x\nfields: {a: {header: A}}\ntables: []", "headers"),
        ("profile: x\nfields: {a: A}\ntables: [{source: logs, columns: {}}]", "logs"),
        ("profile: x\nfields: {a: A}\ntables: [{source: members, columns: {id: a}}]", "id"),
        ("profile: x\nfields: {a: A}\ntables: [{source: members, columns: {member_id: b}}]", "b"),
        ("profile: x\nfields: {a: A}\ntables: [{source: supplies, columns: {item: a}}]", "community_id"),
        ("profile: x\nfields: {sheet: A}\ntables: [{source: members, columns: {member_id: sheet}}]", "sheet"),
    ],
)
def test_a_wrong_profile_is_refused_naming_the_place(tmp_path: Path, wrong: str, said: str) -> None:
    path = tmp_path / "own.yml"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(ProfileError, match=said):
        read_profile(path)


def test_the_draft_for_an_unknown_file_can_be_used_at_once(tmp_path: Path, home: Home) -> None:
    file = write_csv(
        tmp_path / "平台导出.csv",
        "服务记录编号,党员编号,所属社区编号,服务开始时间,服务结束时间,申报时长(小时),天气",
        "r1,m1,c1,25/03/2026 08:00,25/03/2026 09:00,1,晴",
    )
    draft = propose(file)
    assert "天气" in draft.splitlines()[-1]
    ingest([file], home, profile=str(write_profile(home, draft)))
    columns = "record_id, community_id, started_at, ended_at, declared_hours"
    assert landed(home, "service_logs", columns) == [
        ("r1", "c1", datetime(2026, 3, 25, 8), datetime(2026, 3, 25, 9), 1.0)
    ]
