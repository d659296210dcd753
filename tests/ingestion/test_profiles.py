"""Mapping profiles: what their YAML can say, what is wrong with it, and the draft for an unknown file."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from ingestion.deliveries import ingest
from ingestion.draft import written
from ingestion.profile import ProfileError
from ingestion.profile_reading import read_profile
from ingestion.proposal import propose
from ingestion.quarantine import entries
from tests.ingestion.taking_in import (
    LOG_HEADER,
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
    (notice,) = [each for each in only_batch(report)["notices"] if each["code"] == "ingestion.sheet_repeated"]
    assert notice["count"] == 1
    assert "“A”" in Message.of(notice).text("zh")


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
        ("- a", "键: 值"),
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


GROUPS = """
profile: turnout
recognise: [station, quarter, n_a, n_b]
fields:
  station: station
  quarter: {headers: quarter, type: timestamp}
  alarms: {headers: n_a, type: integer, optional: true}
  seconds: {headers: s_a, type: number, optional: true}
tables:
  - source: incidents
    repeat:
      a: {alarms: n_a, seconds: s_a}
      b: {alarms: n_b, seconds: s_b}
    columns:
      incident_id: {join: [station, group]}
      community_id: station
      occurred_at: quarter
      responded_at: {from: quarter, plus_seconds: seconds}
      responses: alarms
"""


def test_groups_of_columns_become_rows_and_blanks_none(tmp_path: Path, home: Home) -> None:
    write_profile(home, GROUPS)
    file = write_csv(
        tmp_path / "t.csv", "station,quarter,n_a,s_a,n_b,s_b", "S1,2026-01-01,5,90,,", "S2,2026-01-01,7,60,2,30"
    )
    report = ingest([file], home)
    assert sorted(landed(home, "incidents", "incident_id, responses, responded_at")) == [
        ("S1:a", 5, datetime(2026, 1, 1, 0, 1, 30)),
        ("S2:a", 7, datetime(2026, 1, 1, 0, 1)),
        ("S2:b", 2, datetime(2026, 1, 1, 0, 0, 30)),
    ]
    codes = notice_codes(only_batch(report))
    assert codes["groups_empty"] == 1
    assert "columns_not_taken" not in codes


def test_a_header_with_an_asterisk_is_found_only_where_it_is_the_only_one(tmp_path: Path, home: Home) -> None:
    write_profile(
        home,
        VISITS.replace("arrived: {headers: 到场,", 'arrived: {headers: "到场*",').replace("工单号, 到场]", "工单号]"),
    )
    ingest([write_csv(tmp_path / "v.csv", "工单号,社区,到场（实际）", "1,A,2026-03-05")], home)
    assert len(landed(home, "service_logs")) == 1
    both = write_csv(tmp_path / "w.csv", "工单号,社区,到场（实际）,到场（计划）", "1,A,2026-03-05,2026-03-06")
    assert only_file(ingest([both], home)).status == "refused"


def test_a_file_a_profile_knows_and_does_not_take_is_listed_with_the_reason(tmp_path: Path, home: Home) -> None:
    examples = re.findall(r"```yaml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    write_profile(home, examples[-1])
    file = only_file(ingest([write_csv(tmp_path / "t.csv", "区,年份,演练总数", "甲区,2025,30")], home))
    assert (file.status, "分不到社区" in reason_of(file)) == ("not_taken", True)


def test_the_draft_for_an_unknown_file_can_be_used_at_once(tmp_path: Path, home: Home) -> None:
    file = write_csv(
        tmp_path / "平台导出.csv",
        "服务记录编号,党员编号,所属社区编号,服务开始时间,服务结束时间,申报时长(小时),天气",
        "r1,m1,c1,25/03/2026 08:00,25/03/2026 09:00,1,晴",
    )
    draft = written(propose(file))
    assert "天气" in draft.splitlines()[-1]
    ingest([file], home, profile=str(write_profile(home, draft)))
    columns = "record_id, community_id, started_at, ended_at, declared_hours"
    assert landed(home, "service_logs", columns) == [
        ("r1", "c1", datetime(2026, 3, 25, 8), datetime(2026, 3, 25, 9), 1.0)
    ]


@pytest.mark.parametrize("text", ["profile: [", "profile: x\nfields: [a]\ntables: 3", "a list", "\x00"])
def test_a_broken_profile_is_named_and_left_aside_unless_asked_for(tmp_path: Path, home: Home, text: str) -> None:
    write_csv(home.path / "profiles" / "broken.yml", text)
    logs = write_csv(tmp_path / "service_logs.csv", LOG_HEADER, "r1,m1,c1,care,2026-03-05,,1")
    report = ingest([logs], home)
    assert report.exit_code == 0
    (warning,) = report.warnings
    assert "broken.yml" in warning.text("zh")
    assert "broken.yml" in warning.text("en")
    with pytest.raises(ProfileError, match=r"broken\.yml"):
        ingest([logs], home, profile="broken")
