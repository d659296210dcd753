"""A clerk hands files in on the Data page, reads what became of them, and describes a table nobody knew."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import intake
from dashboard.screens.upload import KEPT, REPORT, TASK
from tests.dashboard.conftest import OpenScreen
from warehouse.settings import Home

LOGS = """record_id,member_id,community_id,category,started_at,ended_at,declared_hours
U1,,C001,care,2025-12-05 09:00,2025-12-05 11:00,2
U2,,C001,care,2025-12-06 09:00,2025-12-06 10:00,很久
U3,,C002,care,2025-12-06 09:00,2025-12-06 10:00,1
"""
EXPORT = """流水号,服务社区,服务类型,签到时间,签退时间,备注
E1,玄武门,义诊,13/04/2025 09:00,13/04/2025 11:00,量血压
E2,玄武门,环境卫生,04/04/2025 09:00,04/04/2025 10:00,扫地
"""

# Everything that can become of a file, as `tianping ingest --json` tells it.
OUTCOMES = """
import json
def told(zh, en):
    return {"code": "ingestion.as_told", "values": {"zh": zh, "en": en}}
def batch(status="landed", accepted=2, bad=0):
    rows = [{"sheet": None, "row_number": 3, "key": "U2", "rule": "type", "column_name": "declared_hours",
             "value": "很久", "reason": told("不是数字 [x](y)", "no number")}] if bad else []
    return {"batch_id": f"{status}{bad}", "source": "service_logs", "rows_read": accepted + bad, "rows_accepted": accepted,
            "rows_quarantined": bad, "rows_repeated": 0, "status": status, "reason": None,
            "notices": [told("按 UTF-8 读取", "Read as UTF-8")], "refused_rows": rows}
def file(name, status, *batches, zh="", en=""):
    return {"file_name": name, "status": status, "reason": told(zh, en), "batches": list(batches)}
print(json.dumps({"exit_code": 1, "files": [
    file("全.csv", "landed", batch()),
    file("半.csv", "landed", batch(bad=1)),
    file("空手.csv", "landed", batch(accepted=0, bad=1)),
    file("旧.csv", "repeated", batch()),
    file("搁.csv", "landed", batch("held", accepted=0, bad=5)),
    file("坏.csv", "refused", zh="没有映射配置认得它", en="no profile"),
    file("外.csv", "not_taken", zh="只有月均值", en="only means"),
]}))
"""


def send(app: AppTest, *files: tuple[str, str]) -> AppTest:
    """Hands files in and waits for what becomes of them."""
    uploader = app.file_uploader[0]
    uploader.set_value([(name, content.encode(), "text/csv") for name, content in files])
    app.run()
    (button,) = [button for button in app.button if button.label.startswith(("入库", "Take in"))]
    button.click().run()
    if TASK in app.session_state:
        app.session_state[TASK].done.wait()
    return app.run()


def shown(app: AppTest) -> str:
    """All words of the page, without the marks that keep them from being read as markup."""
    kinds = (app.markdown, app.info, app.caption, app.warning, app.success, app.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


@pytest.mark.parametrize(("role", "subject"), [("committee", None), ("auditor", None), ("community", "C001")])
def test_who_is_no_clerk_sees_no_upload(open_screen: OpenScreen, role: str, subject: str | None) -> None:
    app = open_screen("data", role, subject)
    assert not app.file_uploader
    assert not app.segmented_control


def test_every_outcome_is_told_with_its_reason_and_what_to_do(
    open_screen: OpenScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "outcomes.py"
    script.write_text(OUTCOMES, encoding="utf-8")
    monkeypatch.setattr(intake, "COMMAND", (sys.executable, str(script)))
    app = send(open_screen("data", "clerk", "C001"), ("坏.csv", "x"), ("全.csv", "y"))
    report = app.dataframe[0].value
    assert list(report["state"]) == [
        "✓ 已入库",
        "◐ 部分入库",
        "✕ 没有入库",
        "↺ 早已入库",
        "⏸ 整批搁置",
        "✕ 拒收",
        "– 未取用",
    ]
    assert report["next"].str.len().min() > 0
    words = shown(app)
    assert "7 个文件：4 行入库，7 行待改" in words
    assert "没有映射配置认得它" in words
    assert "只有月均值" in words
    assert "下次构建后进入统计" in words
    assert [path.name for path in app.session_state[KEPT]] == ["坏.csv"]
    app.run()
    assert "7 个文件：4 行入库，7 行待改" in shown(app)


def test_a_fault_of_the_program_is_told_in_words(
    open_screen: OpenScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "broken.py"
    script.write_text("raise SystemExit('disk full')", encoding="utf-8")
    monkeypatch.setattr(intake, "COMMAND", (sys.executable, str(script)))
    app = send(open_screen("data", "clerk", "C001"), ("全.csv", "y"))
    assert "没有做完的文件没有入库" in shown(app)
    assert app.code[0].value == "disk full"


def test_another_person_in_the_same_browser_sees_no_report(open_screen: OpenScreen) -> None:
    app = open_screen("data", "clerk", "C001")
    app.session_state[REPORT] = {"files": []}
    app.session_state["intake_owner"] = "clerk:C002"
    app.run()
    assert REPORT not in app.session_state


def test_a_clerk_of_a_community_lands_its_rows_and_is_told_the_others(open_screen: OpenScreen, desk: Home) -> None:
    app = send(open_screen("data", "clerk", "C001"), ("../service_logs.csv", LOGS))
    assert not app.exception
    (report,) = [table.value for table in app.dataframe if "state" in table.value]
    assert (report["file"].item(), report["landed"].item(), report["quarantined"].item()) == ("service_logs.csv", 1, 2)
    (rows,) = [table.value for table in app.dataframe if "row_number" in table.value and "rowid" not in table.value]
    assert set(rows["key"]) == {"U2", "U3"}
    (batch,) = next(iter(app.session_state[REPORT]["files"]))["batches"]
    assert (batch["community_id"], batch["uploaded_by"]) == ("C001", "clerk:C001")
    assert list((desk.work / "uploads").iterdir()) == []


def test_only_a_table_somebody_can_describe_is_offered_to_be_described(open_screen: OpenScreen) -> None:
    app = send(open_screen("data", "clerk", "C001"), ("空.csv", ""), ("平台导出.csv", EXPORT))
    assert [button.label for button in app.button].count("认一认这种表") == 1
    assert "没有见过这种表" in shown(app)
    assert "tianping profile" not in shown(app)


def test_a_table_nobody_knew_is_described_tried_kept_and_taken_in(open_screen: OpenScreen, desk: Home) -> None:
    app = send(open_screen("data", "clerk", "C001"), ("平台导出.csv", EXPORT))
    assert "拒收" in app.dataframe[0].value["state"].item()
    press(app, "认一认这种表")
    assert "平台导出.csv" in shown(app)
    press(app, "试读")
    assert "合格" in shown(app)
    app.text_input[0].set_value("街道平台").run()
    press(app, "保存配置")
    saved = (desk.path / "profiles" / "街道平台.yml").read_text(encoding="utf-8")
    assert "clerk:C001" in saved.splitlines()[0]
    press(app, "用它把“平台导出.csv”入库")
    app.session_state[TASK].done.wait()
    app.run()
    (report,) = [table.value for table in app.dataframe if "state" in table.value]
    assert report["file"].unique() == ["平台导出.csv"]
    assert report["read"].max() == 2
    again = send(app, ("五月.csv", EXPORT.replace("E1", "E3").replace("E2", "E4")))
    (report,) = [table.value for table in again.dataframe if "state" in table.value]
    assert not report["state"].str.contains("拒收").any()


def press(app: AppTest, label: str) -> None:
    """Presses the button of this label."""
    (button,) = [button for button in app.button if button.label == label]
    button.click().run()
    assert not app.exception


def test_templates_of_every_source_are_offered(open_screen: OpenScreen) -> None:
    app = open_screen("data", "clerk", "C001")
    app.segmented_control[0].set_value("templates").run()
    assert not app.exception
    (choice,) = [box for box in app.selectbox if box.label == "哪一种"]
    assert "演练" in choice.options
    assert "照片" not in choice.options
    assert app.download_button


def test_before_the_first_build_files_can_be_handed_in(
    open_screen: OpenScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIANPING_HOME", str(tmp_path / "new"))
    app = open_screen("data", "clerk")
    assert app.file_uploader
    assert "还没有发布过任何构建" in shown(app)
