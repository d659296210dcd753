"""Files nobody has seen yet: other cities' surveys and government spreadsheets, each with a profile a clerk could write."""

from __future__ import annotations

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
from tests.ingestion.taking_in import landed, notice_codes, only_batch, only_file, reason_of, write_csv, write_workbook
from warehouse.settings import Home

SURVEY = """
profile: next_round
timezone: Asia/Shanghai
fields:
  id: 问卷编号
  community: 社区
  asked: 调查时间
tables:
  - source: resident_ratings
    melt:
      scale: [1, 5]
      no_answer: [6, 7, 98, 99]
      questions:
        safety: 您觉得小区安全吗
        noise: {headers: 噪声困扰程度, reverse: true}
        trust: {headers: 信任程度(0-10), scale: [0, 10], no_answer: [98, 99]}
        heard: {headers: 意见是否被听取, values: {是: 5, 否: 1, yes: 5}, optional: true}
    columns:
      rating_id: {join: [id, item]}
      community_id: community
      item: item
      score: score
      scale_min: scale_min
      scale_max: scale_max
      rated_at: asked
"""

HOTLINE = """
profile: hotline
fields:
  time: [来电时间, 來電時間]
  community: [社区, 社區]
  score:
    headers: [满意度, 滿意度]
    type: number
    values: {非常满意: 1, 非常滿意: 1, 满意: 2, 滿意: 2, 不满意: 3, 不滿意: 3}
    no_answer: [未评价, 未評價]
  text: {headers: 留言, optional: true}
tables:
  - source: resident_ratings
    columns:
      rating_id: {fingerprint: [time, community, score, text]}
      community_id: community
      item: {constant: hotline}
      score: score
      rated_at: time
      text: text
"""


def write_profile(tmp_path: Path, text: str) -> str:
    path = tmp_path / "own.yml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_survey_with_scales_turned_round_and_codes_that_are_no_score(tmp_path: Path, home: Home) -> None:
    header = "问卷编号,社区,调查时间,您觉得小区安全吗,噪声困扰程度,信任程度(0-10)"
    rows = [
        "1,甲,2026-03-05 10:00,5,5,7",
        "2,甲,2026-03-05 11:00,6,1.0,98",
        "3,乙,2026-03-05 12:00,99.0,7.0,0",
        "4,乙,2026-03-05 13:00,8,2,10",
    ]
    report = ingest([write_csv(tmp_path / "第四轮.csv", header, *rows)], home, write_profile(tmp_path, SURVEY))
    assert sorted(landed(home, "resident_ratings", "rating_id, score, scale_max")) == [
        ("1:noise", 1, 5),
        ("1:safety", 5, 5),
        ("1:trust", 7, 10),
        ("2:noise", 5, 5),
        ("3:trust", 0, 10),
        ("4:noise", 4, 5),
        ("4:trust", 10, 10),
    ]
    assert [(entry["key"], entry["rule"]) for entry in entries(home)] == [("4:safety", "score_above_scale")]
    codes = notice_codes(only_batch(report))
    assert (codes["no_answer"], codes["question_absent"]) == (4, 1)


def test_yes_in_yaml_is_the_word_and_not_a_truth_value(tmp_path: Path, home: Home) -> None:
    header = "问卷编号,社区,调查时间,您觉得小区安全吗,噪声困扰程度,信任程度(0-10),意见是否被听取"
    file = write_csv(tmp_path / "s.csv", header, "1,甲,2026-03-05,99,99,99,Yes", "2,甲,2026-03-05,99,99,99,否")
    ingest([file], home, write_profile(tmp_path, SURVEY))
    assert landed(home, "resident_ratings", "rating_id, score") == [("1:heard", 5), ("2:heard", 1)]


@pytest.mark.parametrize(
    ("encoding", "header", "answers"),
    [
        ("big5", "來電時間,社區,滿意度,留言", ("非常滿意", "滿意", "未評價")),
        ("gb18030", "来电时间,社区,满意度,留言", ("非常满意", "满意", "未评价")),
        ("utf-16", "来电时间,社区,满意度,留言", ("非常满意", "满意", "未评价")),
    ],
)
def test_a_hotline_list_reads_alike_in_every_encoding(
    tmp_path: Path, home: Home, encoding: str, header: str, answers: tuple[str, ...]
) -> None:
    rows = [f"2026-03-{day:02d} 09:30,中山里,{answers[day % 3]},道路已經修好了" for day in range(1, 13)]
    file = write_csv(tmp_path / "hotline.csv", header, *rows, rows[-1], encoding=encoding)
    report = ingest([file], home, write_profile(tmp_path, HOTLINE))
    ratings = landed(home, "resident_ratings", "rating_id, score, text")
    assert len({row[0] for row in ratings}) == len(ratings) == 13
    assert sorted(str(row[1]) for row in ratings) == ["1.0"] * 5 + ["2.0"] * 4 + ["None"] * 4
    assert {row[2] for row in ratings} == {"道路已經修好了"}
    codes = notice_codes(only_batch(report))
    assert (codes["rows_alike"], codes["no_answer"]) == (1, 4)


def test_text_destroyed_before_it_came_is_refused_and_says_so(tmp_path: Path, home: Home) -> None:
    file = write_csv(tmp_path / "hotline.csv", "????,??,???,??", "2026-03-05 09:30,???,??,?????")
    report = ingest([file], home, write_profile(tmp_path, HOTLINE))
    assert only_file(report).status == "refused"
    assert "损坏" in reason_of(only_file(report))


def test_a_government_workbook_with_day_and_clock_apart(tmp_path: Path, home: Home) -> None:
    profile = """
profile: street_ledger
fields:
  id: 序号
  community: 所属社区
  category: {headers: 服务类别, values: {治安巡逻: patrol}}
  from: {headers: 日期, time_of_day: 时间/开始, type: timestamp}
  to: {headers: 日期, time_of_day: 时间/结束, type: timestamp}
tables:
  - source: service_logs
    columns:
      record_id: {join: [community, id]}
      community_id: community
      category: category
      started_at: from
      ended_at: to
"""
    workbook = write_workbook(
        tmp_path / "台账.xlsx",
        {
            "3月": [
                ["XX街道志愿服务台账（2026 年 3 月）"],
                ["序号", "所属社区", "服务类别", "日期", "时间", ""],
                ["", "", "", "", "开始", "结束"],
                [1, "甲社区", "治安巡逻", "2026年3月5日", "9:00", "11:30"],
                [2, "甲社区", "治安巡逻", "2026年3月6日", "下午2:00", "16时"],
                [3, "乙社区", "治安巡逻", "2026-03-07T00:00:00", "", ""],
                ["合计", "", "", "", "", ""],
            ]
        },
    )
    report = ingest([workbook], home, write_profile(tmp_path, profile))
    assert landed(home, "service_logs", "record_id, started_at, ended_at, category") == [
        ("甲社区:1", datetime(2026, 3, 5, 9), datetime(2026, 3, 5, 11, 30), "patrol"),
        ("甲社区:2", datetime(2026, 3, 6, 14), datetime(2026, 3, 6, 16), "patrol"),
        ("乙社区:3", datetime(2026, 3, 7), datetime(2026, 3, 7), "patrol"),
    ]
    assert "total_rows" in notice_codes(only_batch(report))


def test_a_lost_clock_column_is_missed_and_not_read_as_midnight(tmp_path: Path, home: Home) -> None:
    profile = HOTLINE.replace(
        "time: [来电时间, 來電時間]", "time: {headers: 来电日期, time_of_day: 来电时刻, type: timestamp}"
    )
    file = write_csv(tmp_path / "h.csv", "来电日期,来电时间,社区,满意度", "2026-03-05,09:30,甲,满意")
    report = ingest([file], home, write_profile(tmp_path, profile))
    assert only_file(report).status == "refused"
    assert "来电时刻" in reason_of(only_file(report))


def test_a_finished_draft_reads_a_platforms_export(tmp_path: Path, home: Home) -> None:
    header = "记录号,志愿者编号,所属社区,服务类型,服务日期,开始时间,结束时间,时长(分钟),上传时间"
    file = write_csv(
        tmp_path / "服务记录导出.csv",
        header,
        "F001,V9,翠苑,治安巡逻,2026/3/5,9:00,11:30,150,2026/3/5 12:01",
        "F002,V10,古荡,助老,2026/3/26,14:00,15:00,60,2026/3/26 16:00",
        "F003,V10,古荡,站岗,2026/3/26,14:00,15:00,60,2026/3/26 16:00",
    )
    draft = written(propose(file))
    assert "站岗" in draft
    assert set(yaml.safe_load(draft)["tables"][-1]["columns"]) == {
        "record_id", "member_id", "community_id", "category", "started_at", "ended_at", "declared_hours", "submitted_at",
    }  # fmt: skip
    report = ingest([file], home, write_profile(tmp_path, draft))
    assert landed(home, "service_logs", "record_id, category, started_at, ended_at, declared_hours") == [
        ("F001", "patrol", datetime(2026, 3, 5, 9), datetime(2026, 3, 5, 11, 30), 2.5),
        ("F002", "care", datetime(2026, 3, 26, 14), datetime(2026, 3, 26, 15), 1),
        ("F003", "站岗", datetime(2026, 3, 26, 14), datetime(2026, 3, 26, 15), 1),
    ]
    batches = {batch["source"]: batch for batch in only_file(report).batches}
    assert set(batches) == {"communities", "members", "service_logs"}
    assert "columns_not_taken" not in notice_codes(batches["service_logs"])


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("time: [来电时间, 來電時間]", "time: {headers: 来电时间, format: '%Q'}"), "%Q"),
        (("fingerprint: [time,", "fingerprint: [when,"), "when"),
        (("{constant: hotline}", "{constant: hotline, fingerprint: [time]}"), "fingerprint"),
        (("text: {headers: 留言", "text: {reverse: true, headers: 留言"), "reverse"),
    ],
)
def test_a_profile_that_cannot_be_meant_is_refused_by_name(
    tmp_path: Path, change: tuple[str, str], complaint: str
) -> None:
    with pytest.raises(ProfileError, match=complaint):
        read_profile(Path(write_profile(tmp_path, HOTLINE.replace(*change))))


def test_a_source_named_twice_in_a_profile_is_refused(tmp_path: Path) -> None:
    profile = yaml.safe_load(HOTLINE)
    profile["tables"] *= 2
    with pytest.raises(ProfileError, match="resident_ratings"):
        read_profile(Path(write_profile(tmp_path, yaml.safe_dump(profile, allow_unicode=True))))
