"""Photos of a folder or zip: landed once, compared with all that came before."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow.parquet as pq
import pytest
from PIL import Image

from ingestion import deliveries, photos
from ingestion.deliveries import ingest
from ingestion.quarantine import entries
from tests.ingestion.taking_in import batches, landed, only_batch, only_file, reason_of, write_csv
from warehouse.settings import Home


def write_photo(path: Path, seed: int, turn: int = 0) -> Path:
    """A picture of soft blobs, turned by `turn` degrees."""
    blobs = np.random.default_rng(seed).integers(0, 256, (24, 32, 3), dtype=np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(blobs).resize((640, 480), Image.Resampling.BICUBIC).rotate(turn, expand=True).save(path)
    return path


def pairs(home: Home, batch_id: str = "*") -> set[frozenset[str]]:
    """The pairs of look-alikes found so far, or with one batch."""
    found = set()
    for path in (home.lake / "photo_neighbours").glob(f"{batch_id}.parquet"):
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


def write_zip(path: Path, members: dict[str, bytes]) -> Path:
    """An archive of `members`; names that are not ASCII are stored as Chinese Windows stores them, in GBK."""
    with zipfile.ZipFile(path, "w") as packed:
        for number, content in enumerate(members.values()):
            packed.writestr(f"{number:0200}", content)
    stored = path.read_bytes()
    for number, name in enumerate(members):
        # A name of the same length in bytes, so that no offset changes.
        folder, _, last = name.encode("gbk").rpartition(b"/")
        padded = folder + b"/" * (200 - len(folder) - len(last)) + last
        stored = stored.replace(f"{number:0200}".encode(), padded)
    path.write_bytes(stored)
    return path


def test_a_zip_of_photos_alone_with_names_of_chinese_windows(tmp_path: Path, home: Home) -> None:
    first, second = (write_photo(tmp_path / f"{seed}.png", seed).read_bytes() for seed in (1, 2))
    archive = write_zip(
        tmp_path / "照片.zip",
        {
            "街道/甲社区/photos/义诊一.png": first,
            "街道/乙社区/photos/义诊一.png": first,
            "街道/乙社区/photos/义诊二.png": second,
            "街道/乙社区/别处/义诊三.png": second,
        },
    )
    report = ingest([archive], home)
    assert [(file.file_name, file.status) for file in report.files] == [("照片.zip/photos", "landed")]
    assert report.exit_code == 0
    assert sorted(landed(home, "photos", "photo_id")) == [("义诊一",), ("义诊一",), ("义诊二",)]
    assert only_batch(report)["rows_repeated"] == 1
    assert [file.status for file in ingest([archive], home).files] == ["repeated"]


def test_what_cannot_be_unpacked_is_refused_by_itself_and_the_rest_lands(tmp_path: Path, home: Home) -> None:
    archive = tmp_path / "六月.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(write_photo(tmp_path / "p1.png", seed=1), "photos/p1.png")
        packed.write(write_photo(tmp_path / "p2.png", seed=2), "photos/p2.png")
        packed.writestr("communities.csv", "community_id,name\nc1,甲\n")
        packed.writestr("members.csv", b"")
    content = bytearray(archive.read_bytes())
    damaged = (tmp_path / "p2.png").read_bytes()
    content[content.index(damaged) + 500] ^= 0xFF
    archive.write_bytes(content)
    for _ in range(2):
        report = ingest([archive], home)
        refused = {file.file_name: reason_of(file) for file in report.files if file.status == "refused"}
        assert set(refused) == {"六月.zip/members.csv", "六月.zip/photos/p2.png"}
        assert "损坏" in refused["六月.zip/photos/p2.png"]
        assert report.exit_code == 1
    assert landed(home, "communities", "community_id") == [("c1",)]
    assert landed(home, "photos", "photo_id") == [("p1",)]


def test_a_zip_that_would_fill_the_disk_is_refused_unopened(tmp_path: Path, home: Home) -> None:
    archive = tmp_path / "bomb.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("photos/p1.png", bytes(1_000))
    content = archive.read_bytes()
    directory = content.index(b"PK\x01\x02")
    archive.write_bytes(content[: directory + 24] + (2**32 - 2).to_bytes(4, "little") + content[directory + 28 :])
    report = ingest([archive], home)
    assert only_file(report).status == "refused"
    assert "不合常理" in reason_of(only_file(report))


def test_an_ingest_cut_short_goes_on_where_it_ended(
    tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "PHOTOS_AT_ONCE", 2)
    for number in range(5):
        write_photo(tmp_path / "photos" / f"p{number}.png", seed=number % 4)
    described: list[str] = []
    describe = photos._describe

    def describe_three(path: Path, digest: str, zone: ZoneInfo) -> Any:
        if len(described) == 3:
            raise MemoryError
        described.append(digest)
        return describe(path, digest, zone)

    with monkeypatch.context() as patch:
        patch.setattr(photos, "_describe", describe_three)
        cut = ingest([tmp_path / "photos"], home)
    assert (cut.exit_code, len(landed(home, "photos"))) == (3, 2)
    told: list[str] = []
    again = ingest([tmp_path / "photos"], home, progress=lambda _file, doing: told.append(doing.text("en")))
    assert (only_file(again).status, [batch["rows_read"] for batch in only_file(again).batches]) == ("landed", [2, 1])
    assert sorted(landed(home, "photos", "photo_id")) == [(f"p{number}",) for number in range(5)]
    # Pairs are found across the parts, and each once.
    assert pairs(home) == {frozenset(("p0", "p4"))}
    assert "photos 5/5" in told
    assert list(home.photos.rglob(".*")) == []


def test_a_photo_sent_again_with_another_picture_is_compared_anew(tmp_path: Path, home: Home) -> None:
    for name, seed in (("p1", 1), ("p2", 1), ("p3", 3)):
        write_photo(tmp_path / "photos" / f"{name}.png", seed)
    first = only_batch(ingest([tmp_path / "photos"], home))
    write_photo(tmp_path / "photos" / "p2.png", seed=3)
    second = only_batch(ingest([tmp_path / "photos"], home))
    assert pairs(home, first["batch_id"]) == {frozenset(("p1", "p2"))}
    assert pairs(home, second["batch_id"]) == {frozenset(("p2", "p3"))}
    # The first picture again is no news, as with any bytes that have landed.
    write_photo(tmp_path / "photos" / "p2.png", seed=1)
    assert only_file(ingest([tmp_path / "photos"], home)).status == "repeated"
    # What the first delivery told is older than p2 is now: so the warehouse knows that it is of another picture.
    assert first["received_at"] < second["received_at"]


def test_photos_that_contradict_each_other_are_told_once_however_often_they_come(tmp_path: Path, home: Home) -> None:
    for name, seed in (("p1.png", 1), ("p1.jpg", 2), ("p2.png", 3)):
        write_photo(tmp_path / "photos" / name, seed)
    assert len(only_file(ingest([tmp_path / "photos"], home)).batches) == 2
    again = ingest([tmp_path / "photos"], home)
    assert (only_file(again).status, again.exit_code) == ("repeated", 1)
    assert len(batches(home)) == 2
    assert landed(home, "photos", "photo_id") == [("p2",)]
    (tmp_path / "photos" / "p1.jpg").unlink()
    assert ingest([tmp_path / "photos"], home).exit_code == 0
    assert sorted(landed(home, "photos", "photo_id")) == [("p1",), ("p2",)]
    assert entries(home, "open") == []


def test_one_photo_id_with_two_pictures_is_quarantined(tmp_path: Path, home: Home) -> None:
    for suffix, seed in (("png", 1), ("jpg", 2)):
        write_photo(tmp_path / "photos" / f"p1.{suffix}", seed)
    report = ingest([tmp_path / "photos"], home)
    assert only_batch(report)["rows_quarantined"] == 2
    assert only_file(report).status == "landed"
    assert landed(home, "photos") == []
