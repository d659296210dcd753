"""Photos of a folder or zip: landed once, compared with all that came before."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from PIL import Image

from ingestion.deliveries import ingest
from tests.ingestion.taking_in import landed, only_batch, only_file, write_csv
from warehouse.settings import Home


def write_photo(path: Path, seed: int, turn: int = 0) -> Path:
    """A picture of soft blobs, turned by `turn` degrees."""
    blobs = np.random.default_rng(seed).integers(0, 256, (24, 32, 3), dtype=np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(blobs).resize((640, 480), Image.Resampling.BICUBIC).rotate(turn, expand=True).save(path)
    return path


def pairs(home: Home) -> set[frozenset[str]]:
    """The pairs of look-alikes found so far."""
    found = set()
    for path in (home.lake / "photo_neighbours").glob("*.parquet"):
        for row in pq.read_table(path).to_pylist():
            found.add(frozenset((row["photo_id"], row["other_photo_id"])))
    return found


def test_photos_land_by_id_with_their_content_and_look_alikes(tmp_path: Path, home: Home) -> None:
    folder = tmp_path / "in"
    write_photo(folder / "photos" / "p1.png", seed=1)
    write_photo(folder / "photos" / "p2.png", seed=2)
    (folder / "photos" / "p3.jpg").write_bytes(b"no picture")
    write_csv(folder / "communities.csv", "community_id,name", "c1,甲")
    report = ingest([folder], home)
    assert report.exit_code == 0
    assert sorted(landed(home, "photos", "photo_id, opens, file_name")) == [
        ("p1", True, "p1.png"),
        ("p2", True, "p2.png"),
        ("p3", False, "p3.jpg"),
    ]
    assert pairs(home) == set()
    (sha,) = next(row for row in landed(home, "photos", "sha256"))
    assert (home.photos / sha[:2] / sha).exists()

    write_photo(folder / "photos" / "p4.png", seed=1, turn=90)
    second = ingest([folder], home)
    assert second.files[-1].batches[0]["rows_read"] == 1
    assert pairs(home) == {frozenset(("p1", "p4"))}
    assert {file.status for file in ingest([folder], home).files} == {"repeated"}


def test_a_zip_brings_tables_and_photos(tmp_path: Path, home: Home) -> None:
    archive = tmp_path / "六月.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(write_photo(tmp_path / "p1.png", seed=1), "六月/photos/p1.png")
        packed.writestr("六月/service_logs.csv", "record_id,community_id,started_at,photo_ids\nr1,c1,2026-06-01,p1\n")
        packed.writestr("六月/communities.csv", "community_id,name\nc1,甲\n")
    report = ingest([archive], home)
    assert report.exit_code == 0
    assert [batch["source"] for batch in report.files[0].batches] == ["communities", "service_logs"]
    assert landed(home, "service_logs", "file_name") == [("六月.zip/六月/service_logs.csv",)]
    assert landed(home, "photos", "photo_id") == [("p1",)]


def test_one_photo_id_with_two_pictures_is_quarantined(tmp_path: Path, home: Home) -> None:
    for suffix, seed in (("png", 1), ("jpg", 2)):
        write_photo(tmp_path / "photos" / f"p1.{suffix}", seed)
    report = ingest([tmp_path / "photos"], home)
    assert only_batch(report)["rows_quarantined"] == 2
    assert only_file(report).status == "landed"
    assert landed(home, "photos") == []
