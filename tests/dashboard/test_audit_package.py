"""A package holds what its exporter may see, says what it was made from, and its SQL gives its rows again."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import re
import zipfile
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from dashboard import access, cases
from dashboard.audit_package import CHECKSUMS, NothingToPackage, PackageSubject, audit_package
from dashboard.decisions.rules import Decider
from dashboard.decisions.store import DecisionStore
from dashboard.viewer import Viewer
from dashboard.wording import Wording
from tianping import app
from warehouse.settings import Home

AUDITOR = Viewer("auditor-1", "auditor")
COMMITTEE = Viewer("secretary", "committee")


def packed(subject: PackageSubject, viewer: Viewer, home: Home) -> dict[str, bytes]:
    content = audit_package(subject, viewer, DecisionStore.of(home), Wording("zh"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def reused(desk: Home) -> str:
    """A record whose photo another person had used before."""
    with duckdb.connect(str(desk.published_build()), read_only=True) as connection:
        found = connection.execute(
            "select flags.record_id from published.record_flags as flags inner join published.photos using (record_id)"
            " where flags.flag_code = 'M1' and flags.status = 'raised' and photos.opens order by 1 limit 1"
        ).fetchone()
    assert found is not None
    return str(found[0])


def test_a_case_is_whole_and_its_checksums_hold(desk: Home, reused: str) -> None:
    case = cases.find_case(reused, AUDITOR)
    assert case is not None
    store = DecisionStore.of(desk)
    store.decide(case, Decider("auditor-1", "auditor"), "not_genuine", "photo_of_another", "两张照片相同", seen=None)
    store.ask(case, Decider("auditor-2", "auditor"), "ask_about_photo", "照片是哪里？")
    entries = packed(PackageSubject(record=reused), AUDITOR, desk)
    listed = [line.split("  ", 1) for line in entries.pop(CHECKSUMS).decode().splitlines()]
    sums = {name: checksum for checksum, name in listed}
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in entries.items()}
    assert [row["note"] for row in rows(entries["decisions/decisions.csv"])] == ["两张照片相同"]
    assert [row["kind"] for row in rows(entries["decisions/steps.csv"])] == ["asked"]
    assert "salt" not in rows(entries["decisions/decisions.csv"])[0]
    assert rows(entries["rows/records.csv"])[0]["member_id"] == case.member_id
    photos = [name for name in entries if name.startswith("photos/")]
    matched = {row["other_photo_id"] for row in rows(entries["rows/matches.csv"])}
    assert len(photos) > 1
    assert any(Path(name).stem in matched for name in photos)
    assert "rules/m1_photo_reused_other.md" in entries
    versions = json.loads(entries["versions.json"])
    assert versions["build_id"] == access.current_build(desk).stem
    assert versions["chains"]["audit_decisions"]["rows"] == 1
    assert store.accesses(reused)[-1][:3] == ("auditor-1", "auditor", "package")
    index = entries["index.html"].decode()
    assert all(f'href="{name}"' in index for name in entries if name != "index.html")


def test_the_sql_of_a_package_gives_its_rows_again(desk: Home, reused: str) -> None:
    community = rows(packed(PackageSubject(record=reused), AUDITOR, desk)["rows/records.csv"])[0]["community_id"]
    for subject in (PackageSubject(record=reused), PackageSubject(community=community, period="2025-12")):
        entries = packed(subject, AUDITOR, desk)
        with duckdb.connect(str(desk.published_build()), read_only=True) as connection:
            for name in [name for name in entries if name.startswith("sql/")]:
                table = rows(entries[f"rows/{Path(name).stem}.csv"])
                again = connection.execute(entries[name].decode())
                columns = [column[0] for column in again.description or ()]
                found = again.fetchall()
                assert len(found) == len(table)
                assert not table or columns == list(table[0])
                if "record_id" in columns:
                    place = columns.index("record_id")
                    assert [str(row[place] or "") for row in found] == [row["record_id"] for row in table]


def test_numbers_of_a_period_follow_from_their_evidence(desk: Home) -> None:
    entries = packed(PackageSubject(community="C001", period="2025-12"), AUDITOR, desk)
    rates = [row for row in rows(entries["rows/indicators.csv"]) if row["indicator_id"] == "verified_share"]
    assert [float(row["numerator_from_evidence"]) for row in rates] == [
        pytest.approx(float(row["numerator"])) for row in rates
    ]
    for row in rows(entries["rows/sums.csv"]):
        assert float(row["points_from_ledger"] or 0) == pytest.approx(float(row["published_points"] or 0))


def test_the_suspicion_of_a_period_follows_from_the_rows_of_the_package_alone(desk: Home) -> None:
    entries = packed(PackageSubject(community="C001", period="2025-12"), AUDITOR, desk)
    added: dict[str, float] = {}
    for row in rows(entries["rows/flags.csv"]):
        added[row["record_id"]] = added.get(row["record_id"], 0.0) + float(row["contribution"] or 0)
    published = {row["record_id"]: row for row in rows(entries["rows/records.csv"])}
    worked_out = rows(entries["rows/suspicion.csv"])
    assert {row["record_id"] for row in worked_out} == set(published)
    for row in worked_out:
        base, own = row["base"], added.get(row["record_id"], 0.0) + float(row["member_contribution"])
        by_hand = 1 / (1 + math.exp(-float(base) - own)) if base else 1 - math.exp(-own)
        suspicion = float(published[row["record_id"]]["suspicion"])
        assert [by_hand, float(row["suspicion_from_contributions"])] == pytest.approx([suspicion] * 2, abs=1e-6)
    assert max(float(row["published_suspicion"]) for row in worked_out) > 0


def test_what_the_raised_rules_found_can_be_read_in_both_languages(desk: Home, reused: str) -> None:
    entries = packed(PackageSubject(record=reused), AUDITOR, desk)
    raised = [row["flag_code"] for row in rows(entries["rows/flags.csv"]) if row["status"] == "raised"]
    zh, en = (rows(entries[f"findings/{language}.csv"]) for language in ("zh", "en"))
    assert [row["规则"].split()[0] for row in zh] == [row["Rule"].split()[0] for row in en] == raised
    [photo] = [row for row in zh if row["规则"] == "M1 照片与他人重复"]
    assert re.fullmatch(r"距离 \d+，.+", photo["观测"])
    assert photo["界限"] == "≤ 31，画质 ≥ 50"


def test_the_committee_gets_no_person_and_no_photo(desk: Home, reused: str) -> None:
    whole = packed(PackageSubject(record=reused), AUDITOR, desk)
    member = rows(whole["rows/records.csv"])[0]["member_id"]
    masked = packed(PackageSubject(record=reused), COMMITTEE, desk)
    assert not any(name.startswith("photos/") for name in masked)
    assert "rows/photos.csv" not in masked
    assert not any(member in content.decode("utf-8", "ignore") for content in masked.values())
    assert json.loads(masked["versions.json"])["persons_masked"] is True


def test_what_is_not_there_or_not_to_be_seen_is_not_packaged(desk: Home, reused: str) -> None:
    for subject, viewer in (
        (PackageSubject(record="no-such-record"), AUDITOR),
        (PackageSubject(community="C001", period="1999"), AUDITOR),
        (PackageSubject(record=reused), Viewer("x", "community", community_ids=("C001",))),
    ):
        with pytest.raises(NothingToPackage):
            packed(subject, viewer, desk)


def test_the_command_writes_a_package_or_says_why_not(desk: Home, reused: str, tmp_path: Path) -> None:
    out = tmp_path / "out" / "case.zip"
    command = ["export", "audit-package", "--home", str(desk.path), "--by", "auditor-1", "--out", str(out)]
    assert CliRunner().invoke(app, [*command, reused]).exit_code == 0
    assert zipfile.ZipFile(out).testzip() is None
    missing = CliRunner().invoke(app, [*command, "no-such-record"])
    assert missing.exit_code == 1
    assert "no-such-record" in missing.stderr
    assert CliRunner().invoke(app, [*command, reused, "--role", "member"]).exit_code == 2
