"""What older releases told in two sentences, in the lake and in quarantine, is read and shown as it was told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from ingestion.deliveries import ingest
from ingestion.lake import Lake
from ingestion.quarantine import entries, summary
from tests.ingestion.taking_in import only_batch, write_csv
from warehouse.landing import list_inputs, load
from warehouse.settings import Home
from warehouse.settings.messages import Message


def told_in_sentences(record: dict[str, Any]) -> dict[str, Any]:
    """A delivery's record, or a batch's, as it was written when reasons and notices were sentences."""
    reason = record.pop("reason")
    record["reason_zh"], record["reason_en"] = ("旧的理由", "the old reason") if reason else ("", "")
    for notice in record.get("notices", ()):
        del notice["values"]
        notice |= {"zh": "旧的说明", "en": "an old notice"}
    for batch in record.get("batches", ()):
        told_in_sentences(batch)
    return record


def home_of_an_older_release(tmp_path: Path, home: Home) -> None:
    ingest([write_csv(tmp_path / "communities.csv", "community_id,residents", "c1,-5", "c2,7")], home)
    ingest([write_csv(tmp_path / "broken.csv", "")], home)
    for path in home.deliveries.glob("*.json"):
        record = told_in_sentences(json.loads(path.read_text(encoding="utf-8")))
        path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    with duckdb.connect() as connection:
        for path in home.quarantine.glob("*.parquet"):
            connection.execute(
                f"copy (select * exclude (reason_code, reason_values), '旧的原因' as reason_zh, 'an old why' as reason_en "
                f"from '{path}') to '{path}.old' (format parquet)"
            )
            Path(f"{path}.old").replace(path)


def test_reasons_and_notices_of_an_older_release_are_told_as_they_were(tmp_path: Path, home: Home) -> None:
    home_of_an_older_release(tmp_path, home)
    (entry,) = entries(home)
    assert (entry["reason"].text("zh"), entry["reason"].text("en")) == ("旧的原因", "an old why")
    assert [line["reason"].text("zh") for line in summary(home)] == ["旧的原因"]
    landed, refused = Lake(home).batches()
    assert {Message.of(notice).text("zh") for notice in landed["notices"]} == {"旧的说明"}
    assert (landed["reason"], Message.of(refused["reason"]).text("en")) == (None, "the old reason")


def test_a_build_takes_in_what_was_told_before_beside_what_is_told_now(tmp_path: Path, home: Home) -> None:
    home_of_an_older_release(tmp_path, home)
    newer = only_batch(ingest([write_csv(tmp_path / "communities.csv", "community_id,residents", "c3,-7")], home))
    this_build = {"build_id": "b", "started_at": "2026-01-01 00:00:00", "code_version": "x", "inputs_hash": "x"}
    with duckdb.connect() as connection:
        load(connection, home, list_inputs(home), this_build)
        reasons = connection.execute(
            "select batch_id, reason_code, reason_values from landing.quarantine_rows order by batch_id = ?",
            [newer["batch_id"]],
        ).fetchall()
        held = connection.execute("select reason_code, reason_values from landing.batches").fetchall()
        notices = connection.execute("select code, code_values from landing.batch_notices").fetchall()
    said = [Message(code, json.loads(values)).text("zh") for _, code, values in reasons]
    assert said == ["旧的原因", "“居民人数”的值 -7 不在 0…+∞ 之内"]
    told = [Message(code, json.loads(values)).text("zh") for code, values in held if code]
    assert told == ["旧的理由"]
    assert "旧的说明" in {Message(code, json.loads(values)).text("zh") for code, values in notices}
