"""The demonstration's random audits are drawn and decided as real ones are, by the demonstration's calendar."""

from __future__ import annotations

from datetime import datetime

import duckdb

from dashboard.decisions.samples import SampleStore
from dashboard.decisions.store import DecisionStore
from dashboard.demo_audits import audit_demo
from warehouse.settings import Home


def test_the_demonstration_draws_flagged_and_unflagged_and_decides_by_the_truth(desk: Home) -> None:
    with duckdb.connect(str(desk.published_build()), read_only=True) as published:
        flagged = {
            record
            for (record,) in published.execute(
                "select distinct record_id from published.record_flags where status = 'raised'"
            ).fetchall()
        }
        audit_demo(desk, published, flagged, seed=1)
        audit_demo(desk, published, flagged, seed=2)
    drawn = SampleStore.of(desk).sample("2025Q4")
    assert {(row.flagged, row.stratum.split("|")[0]) for row in drawn} == {(True, "flagged"), (False, "unflagged")}
    assert {row.flagged for row in drawn} == {row.record_id in flagged for row in drawn}
    files = DecisionStore.of(desk).files()
    decided = {row.record_id: files[row.record_id] for row in drawn if row.record_id in files}
    assert 0.9 * len(drawn) < len(decided) < len(drawn)
    for record, file in decided.items():
        assert file.in_force is not None
        assert file.in_force.verdict in ("unclear", "not_genuine" if record in flagged else "genuine")
    moments = [decision.decided_at for file in decided.values() for decision in file.decisions]
    assert max(row.drawn_at for row in drawn) < min(moments) < max(moments) < datetime(2026, 1, 15)
    assert all(check.whole for check in DecisionStore.of(desk).verify())
