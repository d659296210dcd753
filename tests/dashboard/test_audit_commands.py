"""The audit commands keep the rules of the case page and say plainly what was stored and what was not."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from dashboard import access, cases
from dashboard.commands import audit
from dashboard.decisions.store import DecisionStore
from dashboard.viewer import Viewer
from warehouse.settings import Home


def run(home: Home, *arguments: str) -> Result:
    return CliRunner().invoke(audit, [*arguments, "--home", str(home.path)])


@pytest.fixture
def queued(desk: Home) -> list[str]:
    """Records waiting in the queue, most urgent first."""
    return [str(record) for record in access.query("queue", Viewer("tests", "auditor"))["record_id"]]


def test_the_queue_is_listed_most_urgent_first_and_masked(desk: Home, queued: list[str]) -> None:
    result = run(desk, "list", "--limit", "5", "--json")
    assert result.exit_code == 0
    cases = json.loads(result.stdout)
    assert [case["record_id"] for case in cases] == queued[:5]
    assert cases[0]["expected_hours_per_minute"] >= cases[-1]["expected_hours_per_minute"] > 0
    members = set(access.query("persona_member", Viewer("tests", "member"))["subject"])
    assert members.isdisjoint(case["member_id"] for case in cases)


def test_the_queue_of_one_community(desk: Home) -> None:
    everything = json.loads(run(desk, "list", "--limit", "1000", "--json").stdout)
    community = everything[0]["community_id"]
    cases = json.loads(run(desk, "list", "--limit", "1000", "--community", community, "--json").stdout)
    assert cases == [case for case in everything if case["community_id"] == community]


def test_the_table_says_how_many_wait(desk: Home, queued: list[str]) -> None:
    result = run(desk, "list", "--limit", "3")
    assert result.exit_code == 0
    assert f"队列共 {len(queued)} 件，显示前 3 件" in result.stdout


def test_a_sanction_waits_for_a_second_person_and_then_leaves_the_queue(desk: Home, queued: list[str]) -> None:
    sanction = ["decide", queued[0], "--verdict", "not_genuine", "--reason", "not_present", "--by"]
    result = run(desk, *sanction, "auditor-1")
    assert result.exit_code == 0
    assert "D0000001" in result.stdout
    assert "待复核" in result.stdout
    (stored,) = DecisionStore.of(desk).decisions(queued[0])
    assert (stored.verdict, stored.reason_code, stored.decided_by, stored.basis) == (
        "not_genuine", "not_present", "auditor-1", "targeted",
    )  # fmt: skip
    assert json.loads(run(desk, *sanction, "auditor-2", "--json").stdout)["state"] == "decided"
    left = json.loads(run(desk, "list", "--limit", "1", "--json").stdout)
    assert left[0]["record_id"] == queued[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--verdict", "not_genuine"], "必须选择理由"),
        (["--verdict", "not_genuine", "--reason", "seen_on_site"], "不适用于该结论"),
        (["--verdict", "fake"], "不认识"),
    ],
)
def test_a_decision_against_the_rules_is_refused(
    desk: Home, queued: list[str], arguments: list[str], told: str
) -> None:
    result = run(desk, "decide", queued[0], *arguments, "--by", "auditor-1")
    assert result.exit_code == 1
    assert told in result.stderr
    assert DecisionStore.of(desk).decisions(queued[0]) == []


def test_a_reviewer_of_the_community_and_the_member_cannot_decide(desk: Home, queued: list[str]) -> None:
    case = cases.find_case(queued[0], Viewer("tests", "auditor"))
    assert case is not None
    for user in (min(case.managers), case.member_id):
        result = run(desk, "decide", queued[0], "--verdict", "genuine", "--by", user)
        assert result.exit_code == 1
        assert "另一位核查人员" in result.stderr
    assert DecisionStore.of(desk).decisions(queued[0]) == []


def test_a_record_nobody_published_cannot_be_decided(desk: Home) -> None:
    result = run(desk, "decide", "no-such-record", "--verdict", "genuine", "--by", "auditor-1", "--json")
    assert result.exit_code == 1
    assert "no-such-record" in json.loads(result.stdout)["error"]


def test_another_persons_decision_must_have_been_seen_ones_own_may_be_revised(desk: Home, queued: list[str]) -> None:
    genuine = ["decide", queued[0], "--verdict", "genuine", "--by"]
    assert run(desk, *genuine, "auditor-1").exit_code == 0
    refused = run(desk, *genuine, "auditor-2")
    assert refused.exit_code == 1
    assert "auditor-1" in refused.stderr
    assert run(desk, *genuine, "auditor-2", "--seen", "D0000001").exit_code == 0
    assert run(desk, "decide", queued[0], "--verdict", "unclear", "--by", "auditor-2").exit_code == 0
    assert [each.decided_by for each in DecisionStore.of(desk).decisions(queued[0])] == [
        "auditor-1", "auditor-2", "auditor-2",
    ]  # fmt: skip


def test_usage_mistakes_exit_2(desk: Home, queued: list[str], tmp_path: Path) -> None:
    assert run(desk, "decide", queued[0], "--verdict", "genuine").exit_code == 2
    assert run(desk, "decide", queued[0], "--verdict", "genuine", "--by", " ").exit_code == 2
    assert run(desk, "import", str(tmp_path / "nowhere.csv"), "--by", "auditor-1").exit_code == 2


def test_without_a_build_the_commands_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIANPING_HOME", "")
    result = run(Home.at(tmp_path / "empty"), "list")
    assert result.exit_code == 1
    assert "tianping build" in result.stderr


def worklist(path: Path, queued: list[str]) -> pd.DataFrame:
    """Four good rows, an empty one and three bad ones, headed in Chinese; written as `path` says."""
    table = pd.DataFrame(
        [
            (queued[0], "属实", "seen_on_site", "现场看过"),
            (queued[1], "不属实", "not_present", ""),
            (queued[2], "unclear", "", ""),
            ("", "", "", ""),
            (queued[3], "不属实", "", "没有理由"),
            ("no-such-record", "属实", "", ""),
            (queued[4], "大概", "", ""),
            (queued[5], "genuine", "", ""),
        ],
        columns=["记录号", "结论", "理由代码", "备注"],
    )
    if path.suffix == ".xlsx":
        table.to_excel(path, index=False)
    else:
        table.to_csv(path, index=False, encoding="gb18030" if "gb" in path.stem else "utf-8-sig")
    return table


@pytest.mark.parametrize("name", ["decisions.csv", "decisions-gb.csv", "decisions.xlsx"])
def test_good_rows_are_stored_and_bad_ones_named_by_row(
    desk: Home, queued: list[str], tmp_path: Path, name: str
) -> None:
    worklist(tmp_path / name, queued)
    result = run(desk, "import", str(tmp_path / name), "--by", "auditor-1", "--json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert (report["stored"], report["awaiting_second"], report["repeated"]) == (4, 1, 0)
    assert [row["row_number"] for row in report["refused"]] == [6, 7, 8]
    store = DecisionStore.of(desk)
    assert {record: file.decisions[0].verdict for record, file in store.files().items()} == {
        queued[0]: "genuine", queued[1]: "not_genuine", queued[2]: "unclear", queued[5]: "genuine",
    }  # fmt: skip
    assert store.decisions(queued[0])[0].note == "现场看过"
    again = json.loads(run(desk, "import", str(tmp_path / name), "--by", "auditor-1", "--json").stdout)
    assert (again["stored"], again["repeated"]) == (0, 4)
    assert store.verify()[0].rows == 4


def test_a_clean_worklist_exits_0_and_bad_rows_are_told_to_people(
    desk: Home, queued: list[str], tmp_path: Path
) -> None:
    clean = tmp_path / "clean.csv"
    clean.write_text(f"record_id,verdict,reason\n{queued[0]},genuine,seen_on_site\n", encoding="utf-8")
    assert run(desk, "import", str(clean), "--by", "auditor-1").exit_code == 0
    worklist(tmp_path / "mixed.csv", queued[1:])
    result = run(desk, "import", str(tmp_path / "mixed.csv"), "--by", "auditor-1")
    assert "未保存 3 条" in result.stdout
    assert "第 7 行 no-such-record" in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [("heads.csv", "record,remark\nR1,ok\n", "verdict"), ("broken.xlsx", "not a workbook", "无法读取")],
)
def test_a_file_that_is_no_worklist_is_refused_whole(
    desk: Home, tmp_path: Path, name: str, content: str, told: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    result = run(desk, "import", str(tmp_path / name), "--by", "auditor-1")
    assert result.exit_code == 1
    assert told in result.stderr
    assert DecisionStore.of(desk).files() == {}
