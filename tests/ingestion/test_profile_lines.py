"""A table of columns says a profile, and what it does not show stays as it was proposed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from ingestion.profile import ProfileError
from ingestion.profile_lines import (
    CLOCK,
    DAY,
    IGNORED,
    KEPT,
    QUESTION,
    Edited,
    Line,
    as_table,
    compose,
    key_headers,
    lines_of,
    main_table,
    read_draft,
)

DRAFT = read_draft("""
profile: 平台
recognise: [流水号, 服务社区]
ask: [{zh: 哪个？, en: "Which?"}]
fields:
  record_id: {headers: [流水号]}
  community_id: {headers: [服务社区]}
  category: {headers: [类型], optional: true, values: {义诊: clinic}}
  started_at: {headers: [日期], time_of_day: [到], optional: true, type: timestamp, order: dmy}
  declared_hours: {headers: [分钟], optional: true}
  place: {headers: [地点]}
tables:
  - source: communities
    distinct: true
    columns: {community_id: {from: community_id, slug: true}, name: community_id, street: place}
  - source: service_logs
    columns:
      record_id: record_id
      community_id: {from: community_id, slug: true}
      category: category
      started_at: started_at
      declared_hours: {from: declared_hours, multiply: 0.016666666666666666}
      channel: {constant: paper}
      member_id: {constant: "?"}
""")
HEADERS = ["流水号", "服务社区", "类型", "日期", "到", "分钟", "地点", "内部"]


def lines(**changed: Line) -> list[Line]:
    """The proposed lines, some replaced by header."""
    return [changed.get(line.header, line) for line in lines_of(DRAFT, HEADERS)]


def table(profile: dict[str, Any]) -> dict[str, Any]:
    """The columns of the source the file's rows go to."""
    columns: dict[str, Any] = main_table(profile)["columns"]
    return columns


def test_a_proposal_reads_as_one_line_per_column() -> None:
    targets = {line.header: line.target for line in lines()}
    assert targets == {
        "流水号": "record_id",
        "服务社区": "community_id",
        "类型": "category",
        "日期": DAY,
        "到": f"started_at{CLOCK}",
        "分钟": "declared_hours",
        "地点": KEPT,
        "内部": IGNORED,
    }
    by_header = {line.header: line for line in lines()}
    assert by_header["日期"].order == "dmy"
    assert by_header["分钟"].unit == "minutes"
    assert by_header["类型"].words == {"义诊": "clinic"}
    told = json.loads(json.dumps(as_table(DRAFT, HEADERS)))
    assert Edited.of({"lines": told["lines"]}).lines == lines()
    assert {line.target for line in lines()} <= set(told["targets"])
    assert told["given"] == ["channel"]


def test_an_untouched_table_says_the_proposal_again_without_its_questions() -> None:
    profile = compose(DRAFT, Edited(lines()))
    known = {name: output for name, output in table(DRAFT).items() if name != "member_id"}
    assert table(profile) == known
    assert profile["fields"] == DRAFT["fields"]
    assert profile["tables"][0] == DRAFT["tables"][0]
    assert "ask" not in profile


def test_what_is_taken_out_of_use_leaves_the_profile() -> None:
    profile = compose(DRAFT, Edited(lines(类型=Line("类型"), 地点=Line("地点"))))
    assert "category" not in table(profile)
    assert {"category", "place"}.isdisjoint(profile["fields"])
    assert [each["source"] for each in profile["tables"]] == ["service_logs"]


def test_units_codes_orders_and_words_are_written_down() -> None:
    changed = lines(
        分钟=Line("分钟", "declared_hours", unit="seconds", no_answer="98；99"),
        日期=replace(lines()[3], order="mdy"),
        类型=replace(lines()[2], words={"看病": "clinic"}),
    )
    profile = compose(DRAFT, Edited(changed))
    assert table(profile)["declared_hours"]["multiply"] == pytest.approx(1 / 3600)
    assert profile["fields"]["declared_hours"]["no_answer"] == ["98", "99"]
    assert profile["fields"]["started_at"]["order"] == "mdy"
    assert profile["fields"]["category"]["values"] == {"看病": "clinic"}


def test_a_name_that_stands_for_a_known_community_makes_no_new_one() -> None:
    profile = compose(DRAFT, Edited(lines(服务社区=replace(lines()[1], words={"玄和社区": "C001"}))))
    assert table(profile)["community_id"] == "community_id"
    assert profile["fields"]["community_id"]["values"] == {"玄和社区": "C001"}
    assert [each["source"] for each in profile["tables"]] == ["service_logs"]


def test_a_community_adds_to_no_register() -> None:
    profile = compose(DRAFT, Edited(lines(), mentions_others=False))
    assert [each["source"] for each in profile["tables"]] == ["service_logs"]


def test_a_file_without_a_community_takes_the_sender_s() -> None:
    profile = compose(DRAFT, Edited(lines(服务社区=Line("服务社区"))))
    assert profile["fields"]["community_id"]["optional"] is True
    assert "community_id" in profile["fields"]["community_id"]["headers"]


def test_a_missing_id_is_made_of_columns() -> None:
    without = lines(流水号=Line("流水号"))
    with pytest.raises(ProfileError) as told:
        compose(DRAFT, Edited(without))
    assert problem(told.value) == "line_required: contract.service_logs.record_id"
    made = compose(DRAFT, Edited(without, key_from=["服务社区", "到"]))
    assert table(made)["record_id"] == {"fingerprint": ["community_id", "started_at"]}
    assert key_headers(made, HEADERS) == ["服务社区", "日期"]


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"内部": Line("内部", "category")}, "line_twice: contract.service_logs.category"),
        ({"日期": Line("日期")}, "line_clock_without_day: contract.service_logs.started_at"),
        ({"日期": Line("日期"), "到": Line("到")}, "line_no_time: contract.service_logs.started_at"),
    ],
)
def test_what_is_no_profile_yet_is_named(changed: dict[str, Line], named: str) -> None:
    with pytest.raises(ProfileError) as told:
        compose(DRAFT, Edited(lines(**changed)))
    assert problem(told.value) == named
    assert "{" not in told.value.text("zh") + told.value.text("en")


def problem(told: ProfileError) -> str:
    """The code of a problem, and the column or header it is about."""
    about = told.message.values["about"]
    return f"{told.code.removeprefix('profiles.')}: {about if isinstance(about, str) else about.code}"


SURVEY = read_draft("""
profile: 问卷
fields:
  rating_id: {headers: [问卷编号]}
  rated_at: {headers: [时间], type: timestamp}
tables:
  - source: resident_ratings
    melt:
      scale: [1, 5]
      questions:
        及时: {headers: [上门及时吗], values: {是: 5, 否: 1}}
        整洁: {headers: [楼道整洁吗], reverse: true, scale: [0, 10], no_answer: [99]}
    columns:
      rating_id: {join: [rating_id, item]}
      item: item
      score: score
      scale_min: scale_min
      scale_max: scale_max
      rated_at: rated_at
      community_id: {constant: "?"}
""")
ASKED = ["问卷编号", "时间", "上门及时吗", "楼道整洁吗"]


def test_questions_keep_their_scales_words_and_ids() -> None:
    proposed = lines_of(SURVEY, ASKED)
    assert [line.target for line in proposed] == ["rating_id", "rated_at", QUESTION, QUESTION]
    assert proposed[3] == Line("楼道整洁吗", QUESTION, no_answer="99", low=0, high=10, reverse=True)
    profile = compose(SURVEY, Edited(proposed))
    questions = main_table(profile)["melt"]["questions"]
    assert questions["及时"]["values"] == {"是": "5", "否": "1"}
    assert (questions["整洁"]["scale"], questions["整洁"]["reverse"]) == ([0, 10], True)
    assert table(profile)["rating_id"] == {"join": ["rating_id", "item"]}


def test_a_question_needs_its_scale() -> None:
    with pytest.raises(ProfileError) as told:
        compose(SURVEY, Edited([*lines_of(SURVEY, ASKED)[:2], Line("上门及时吗", QUESTION)]))
    assert problem(told.value) == "line_scale: 上门及时吗"


def test_a_score_that_is_best_when_low_is_turned_round_within_its_scale() -> None:
    proposed = lines_of(SURVEY, ASKED)[:2]
    plain = compose(SURVEY, Edited([*proposed, Line("得分", "score", low=1, high=5)]))
    assert table(plain)["scale_max"] == {"constant": 5}
    assert "melt" not in main_table(plain)
    turned = compose(SURVEY, Edited([*proposed, Line("得分", "score", low=1, high=5, reverse=True)]))
    assert main_table(turned)["melt"]["questions"]["得分"]["reverse"] is True
