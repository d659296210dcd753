"""Drafts of profiles for files of other offices: the right source, usable at once, and asked what the file cannot say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ingestion.deliveries import Report, ingest
from ingestion.draft import written
from ingestion.profile import ProfileError
from ingestion.profile_reading import read_profile
from ingestion.proposal import propose
from tests.ingestion.taking_in import landed, only_file, write_csv
from warehouse.settings import Home

# Header, one row, source. Two rows of each are written, the second with the day and the ids one higher.
FILES = [
    (
        "工单编号,诉求人类别,所属街道,所属社区,诉求内容分类,受理时间,派单时间,首次回复时间,办结时间,回访满意度,来源渠道",
        "G{n},老年人,甲街道,和平社区,维修,2026-01-0{n} 08:00,2026-01-0{n} 09:00,2026-01-0{n} 10:00,2026-02-0{n} 10:00,满意,电话",
        "demands",
    ),
    (
        "Service Request Number,Request Type,Created Date,Closed Date,Status,Neighborhood,Source,Latitude,Longitude",
        "SR{n},Pothole,2026-01-0{n} 08:00,2026-01-05 09:00,Closed,Downtown,Phone,30.1,114.2",
        "demands",
    ),
    (
        "Complaint ID,Date Opened,Ward,Category,First Response,Date Resolved,Resident Satisfied",
        "{n},2026-01-0{n},Riverside,Noise,2026-01-04,2026-01-08,Yes",
        "demands",
    ),
    (
        "演练名称,演练日期,所属社区,演练科目,演练形式,计划参加人数,实际参加人数,开始报警时间,全部疏散完毕时间",
        "消防演练{n},2026-01-0{n},和平社区,火灾,桌面推演,100,90,2026-01-0{n} 09:00,2026-01-0{n} 09:12",
        "drills",
    ),
    (
        "Exercise No,Date Held,Hazard,Exercise Type,Location,Invited,Attended,Evaluated By",
        "{n},2026-01-0{n},Earthquake,Full-scale,Old Town,50,40,External",
        "drills",
    ),
    (
        "序号,检查日期,受检单位,隐患描述,整改责任人,整改期限,整改完成日期,是否销号",
        "{n},2026-01-0{n},和平社区,消火栓被遮挡,张三,2026-01-20,2026-01-15,是",
        "drill_findings",
    ),
    (
        "Finding #,Drill,Finding,Severity,Action Owner,Due Date,Date Closed",
        "{n},D1,Radio failed,High,Ops,2026-02-0{n},2026-01-20",
        "drill_findings",
    ),
    (
        "问卷编号,社区名称,填写时间,您对环境是否满意,您对安全是否满意",
        "Q{n},和平社区,2026-01-0{n},满意,非常不满意",
        "resident_ratings",
    ),
    (
        "Response Date,Site,How likely are you to recommend us?,Comments",
        "2026-01-0{n},Site A,Very good,thanks",
        "resident_ratings",
    ),
    ("小区名称,测评日期,保洁,保安,维修,绿化", "和平苑,2026-01-0{n},{grade},良好,一般,差", "resident_ratings"),
    (
        "订单号,姓名,志愿者编号,服务项目,所在社区,签到时间,签退时间,服务时长(分钟)",
        "A{n},张三,V{n},巡逻,和平社区,2026-01-0{n} 08:00,2026-01-0{n} 10:00,120",
        "service_logs",
    ),
    (
        "Log ID,Volunteer ID,Site,Activity Type,Check In,Check Out,Hours,Device",
        "{n},V{n},Center,Tutoring,2026-01-0{n} 08:00,2026-01-0{n} 10:00,2,d{n}",
        "service_logs",
    ),
    (
        "visit_id,enumerator_name,village,interview_start,interview_end,gps_lat,gps_lng",
        "{n},E{n},Rebero,2026-01-0{n} 08:00,2026-01-0{n} 09:00,27.1,85.2",
        "service_logs",
    ),
    (
        "党员编号,性别,所在党支部,居住社区,工作单位,技能特长,报到日期",
        "P{n},男,一支部,和平社区,供电局,医疗,2026-01-0{n}",
        "members",
    ),
    (
        "社区编码,社区名称,所属区,所属街道,常住人口,总户数,网格数,面积(平方公里),经度,纬度",
        "S{n},和平社区,甲区,乙街道,5000,1800,6,0.8,114.2,30.1",
        "communities",
    ),
    (
        "社区,物资名称,物资类别,现有数量,应备数量,有效期至,盘点日期",
        "和平社区,灭火器,装备,30,20,2027-01-03,2026-01-0{n}",
        "supplies",
    ),
    ("培训主题,培训日期,社区,学员编号,学时,是否合格", "急救,2026-01-03,和平社区,V{n},2,是", "trainings"),
    (
        "单位编号,单位名称,单位类型,所在社区,是否建立党组织,共建协议开始",
        "O{n},超市,企业,和平社区,是,2025-01-0{n}",
        "organisations",
    ),
    (
        "事件编号,发生社区,事件类别,预警时间,发生时间,到达现场时间,处置完毕时间,受灾人数",
        "E{n},和平社区,火灾,,2026-01-0{n} 08:00,2026-01-0{n} 08:07,2026-01-0{n} 09:00,3",
        "incidents",
    ),
    (
        "Incident Number,Station,Incident Type,Call Received,First Unit Arrived,Under Control,Victims",
        "I{n},North,Structure fire,2026-01-0{n} 08:00,2026-01-0{n} 08:07,2026-01-0{n} 09:00,2",
        "incidents",
    ),
    (
        "通知编号,接收社区,下发时间,接收时间,签收时间,应通知人数,实际通知人数",
        "N{n},和平社区,2026-01-0{n} 08:00,2026-01-0{n} 08:10,2026-01-0{n} 09:00,500,480",
        "notices",
    ),
    (
        "活动编号,活动主题,主办社区,活动类型,开始时间,结束时间,招募人数,报名开始时间",
        "A{n},清扫,和平社区,环境卫生,2026-01-0{n} 08:00,2026-01-0{n} 10:00,20,2026-01-01 08:00",
        "activities",
    ),
    ("记录编号,评议人,评议等次,是否优秀,评议时间,评语", "R{n},P1,很好,是,2026-01-0{n},好", "community_reviews"),
    (
        "上报编号,社区,上报人,上报类别,严重程度,上报时间,阅读时间,答复时间,办结时间",
        "U{n},和平社区,P{n},风险隐患,3,2026-01-0{n} 08:00,2026-01-0{n} 09:00,2026-01-0{n} 10:00,2026-01-05 10:00",
        "upward_reports",
    ),
    (
        "任务编号,社区,任务类型,表单编号,要求单位,下达时间,完成情况",
        "B{n},和平社区,填表,F1,民政局,2026-01-0{n},完成",
        "burden_log",
    ),
]

# The second row of a file differs from the first in these.
ROWS = ({"n": 1, "grade": "优秀"}, {"n": 2, "grade": "差"})

VISIT = "编号,社区,志愿者编号,开始时间,结束时间,{last}"


def draft_of(path: Path) -> dict[str, Any]:
    raw: dict[str, Any] = yaml.safe_load(written(propose(path)))
    return raw


def questions(path: Path) -> str:
    """What a person is asked about the file."""
    return " ".join(question["zh"] for question in draft_of(path).get("ask", []))


def take_in(home: Home, path: Path) -> list[dict[str, Any]]:
    """The batches of the file, read by its own draft."""
    profile = path.with_suffix(".yml")
    profile.write_text(written(propose(path)), encoding="utf-8")
    return only_file(ingest([path], home, str(profile))).batches


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """All files, taken in at once in a home with the draft of each."""
    folder = tmp_path_factory.mktemp("foreign")
    home = Home.at(folder / "home")
    (home.path / "profiles").mkdir(parents=True)
    for number, (header, row, _) in enumerate(FILES):
        path = write_csv(
            folder / "files" / f"export_{number:02}.csv", header, *(row.format(**values) for values in ROWS)
        )
        (home.path / "profiles" / f"{path.stem}.yml").write_text(written(propose(path)), encoding="utf-8")
    return ingest([folder / "files"], home)


@pytest.mark.parametrize(
    ("number", "source"),
    [(number, source) for number, (_, _, source) in enumerate(FILES)],
    ids=str,
)
def test_a_foreign_file_goes_to_its_source_and_lands_without_a_hand(taken_in: Report, number: int, source: str) -> None:
    (file,) = [file for file in taken_in.files if file.file_name == f"export_{number:02}.csv"]
    batch = file.batches[-1]
    assert (batch["source"], batch["status"], batch["rows_quarantined"]) == (source, "landed", 0)
    assert batch["rows_accepted"] >= 2


def test_labels_say_which_end_is_best_and_what_is_no_answer(tmp_path: Path, home: Home) -> None:
    answers = ["Very poor", "2 - Poor", "Neither good nor poor", "Good", "Very good", "Don't know", "Refused"]
    rows = [f"r{n},A,2026-01-03,{answer},{answer}" for n, answer in enumerate(answers)]
    path = write_csv(tmp_path / "survey.csv", "Response ID,Site,Survey date,Staff,Waiting time", *rows)
    take_in(home, path)
    assert sorted(landed(home, "resident_ratings", "item, score, scale_min, scale_max")) == [
        (item, score, 1, 5) for item in ("staff", "waiting_time") for score in (1, 2, 3, 4, 5)
    ]


def test_a_header_that_explains_its_codes_turns_the_scale_round(tmp_path: Path, home: Home) -> None:
    header = "问卷编号,社区,日期,总体满意度（1=非常满意，5=非常不满意，6=不清楚）"
    path = write_csv(tmp_path / "s.csv", header, "1,甲,2026-03-05,1", "2,甲,2026-03-05,5", "3,甲,2026-03-05,6")
    take_in(home, path)
    assert landed(home, "resident_ratings", "rating_id, score") == [("1", 5), ("2", 1), ("3", None)]


def test_questions_of_one_sheet_share_their_scale(tmp_path: Path) -> None:
    rows = ["1,甲,2026-03-05,满意,非常不满意", "2,甲,2026-03-05,不满意,一般"]
    path = write_csv(tmp_path / "s.csv", "问卷编号,社区,填写时间,您对环境满意吗,您对治安满意吗", *rows)
    melt = draft_of(path)["tables"][-1]["melt"]
    assert melt["scale"] == [1, 5]
    assert (melt["answers"]["满意"], melt["answers"]["不满意"]) == (4, 2)


@pytest.mark.parametrize(
    ("header", "cells", "asked"),
    [
        ("Q1", ["1", "2", "3", "4", "5"], "是 5 最好吗"),
        ("Q1 rating score", ["1", "2", "3", "4", "5", "6"], "6 是分数，还是“不清楚”"),
        ("服务评分", ["0", "1", "3", "4", "5"], "0 是分数，还是“不清楚”"),
        ("服务评分", ["2", "3", "4"], "量表从几分到几分"),
        ("_7_Problems_with_children", ["1___not_at_all", "5___completely_yes", "3___neutral"], "像是问坏事"),
        ("满意度", ["非常满意", "满意", "一般", "不满意", "非常不满意", "看情况"], "“看情况”是几分"),
    ],
)
def test_what_answers_cannot_show_is_asked_and_never_guessed(
    tmp_path: Path, header: str, cells: list[str], asked: str
) -> None:
    rows = [f"{n},甲,2026-03-05,{cell}" for n, cell in enumerate(cells * 3)]
    assert asked in questions(write_csv(tmp_path / "s.csv", f"问卷编号,社区,填写时间,{header}", *rows))


@pytest.mark.parametrize(
    ("header", "cells", "told"),
    [
        ("服务评分", ["1", "2", "3", "4", "5", "98", "99"], {"scale_max": 5, "no_answer": ["98", "99"]}),
        ("服务评分", ["1", "2", "3", "4", "5", "8", "9"], {"scale_max": 5, "no_answer": ["8", "9"]}),
        ("得分", ["0", "3", "7", "10"], {"scale_max": 10}),
        ("满意度得分（1-7 分）", ["1", "4", "7"], {"scale_max": 7}),
        ("综合得分", ["85", "92.5", "77"], {"scale_max": 100}),
    ],
)
def test_what_numbers_do_show_is_not_asked(tmp_path: Path, header: str, cells: list[str], told: dict[str, Any]) -> None:
    rows = [f"{n},甲,2026-03-05,{cell}" for n, cell in enumerate(cells)]
    draft = draft_of(write_csv(tmp_path / "s.csv", f"问卷编号,社区,填写时间,{header}", *rows))
    assert "ask" not in draft
    assert draft["tables"][-1]["columns"]["scale_max"] == {"constant": told["scale_max"]}
    assert draft["fields"]["score"].get("no_answer", []) == told.get("no_answer", [])


@pytest.mark.parametrize(
    ("header", "rows", "asked"),
    [
        ("记录编号,志愿者编号,开始时间", ["1,V1,2026-03-05 08:00", "2,V2,2026-03-06 08:00"], "哪一列是社区"),
        ("记录编号,社区,志愿者编号,签到时间", ["1,甲,V1,03/04/2026", "2,甲,V2,05/06/2026"], "先写日还是先写月"),
        (VISIT.format(last="服务时长"), ["1,甲,V1,2026-03-05 08:00,2026-03-05 10:00,120"] * 2, "单位是分钟吗"),
        ("col1,col2,col3", ["a,b,c", "d,e,f"], "这份文件是"),
    ],
)
def test_what_columns_cannot_show_is_asked(tmp_path: Path, header: str, rows: list[str], asked: str) -> None:
    assert asked in questions(write_csv(tmp_path / "导出.csv", header, *rows))


def test_days_decided_by_another_column_are_not_asked_about(tmp_path: Path) -> None:
    rows = [f"{n},甲,V{n},0{n}/02/2026,2026-0{n}-02 10:00" for n in range(3, 8)]
    path = write_csv(tmp_path / "服务记录.csv", "记录编号,社区,志愿者编号,服务日期,上传时间", *rows)
    assert "先写日" not in questions(path)


def test_a_profile_with_open_questions_reads_nothing(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "s.csv", "问卷编号,社区,填写时间,Q1,Q2", "1,甲,2026-03-05,1,5", "2,甲,2026-03-05,3,2")
    draft = written(propose(path))
    (tmp_path / "own.yml").write_text(draft, encoding="utf-8")
    with pytest.raises(ProfileError, match="是 5 最好吗"):
        read_profile(tmp_path / "own.yml")
    answered = {name: part for name, part in yaml.safe_load(draft).items() if name != "ask"}
    (tmp_path / "own.yml").write_text(yaml.safe_dump(answered, allow_unicode=True), encoding="utf-8")
    assert read_profile(tmp_path / "own.yml").tables


def test_a_survey_feeds_ratings_and_the_visits_of_those_who_asked(tmp_path: Path, home: Home) -> None:
    header = "_uuid,_submission_time,Village,Enumerator,start,end,Is_support_fair,Are_you_satisfied"
    rows = [
        f"u{n},2026-01-03T09:0{n}:00,Old Town,E{n % 2},2026-01-03T08:00:00,2026-01-03T08:3{n}:00,5___completely_yes,{answer}"
        for n, answer in enumerate(("1___not_at_all", "3___neutral", "don_t_know"))
    ]
    batches = take_in(home, write_csv(tmp_path / "round.csv", header, *rows))
    read = {batch["source"]: batch["rows_accepted"] for batch in batches}
    assert read == {"communities": 1, "members": 2, "service_logs": 3, "resident_ratings": 5}
    assert sorted(row[0] for row in landed(home, "resident_ratings", "score")) == [1, 3, 5, 5, 5]


def test_findings_of_inspections_get_the_inspection_they_belong_to(tmp_path: Path, home: Home) -> None:
    rows = ["2026-01-03,和平社区,通道堵塞,2026-01-20", "2026-01-03,和平社区,灭火器过期,2026-01-20"]
    take_in(home, write_csv(tmp_path / "隐患排查台账.csv", "检查日期,受检单位,隐患描述,整改期限", *rows))
    ((drill, scenario),) = landed(home, "drills", "drill_id, scenario")
    assert scenario == "other"
    assert {row[0] for row in landed(home, "drill_findings", "drill_id")} == {drill}


def test_names_of_people_do_not_land(tmp_path: Path, home: Home) -> None:
    rows = ["1,张三,甲,2026-01-03 08:00,2026-01-03 09:00", "2,李四,甲,2026-01-03 08:00,2026-01-03 09:00"]
    take_in(home, write_csv(tmp_path / "服务记录.csv", "记录编号,姓名,社区,签到时间,签退时间", *rows))
    members = {row[0] for row in landed(home, "service_logs", "member_id")}
    assert len(members) == 2
    assert not members & {"张三", "李四"}
