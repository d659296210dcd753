"""Photos: what a file says about itself, and which photos are the same picture."""

from __future__ import annotations

import hashlib
from datetime import datetime
from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from PIL import ExifTags, Image, ImageEnhance

from ingestion.photos import ORIENTATIONS, PHOTO_SCHEMA, index_photos, neighbours
from warehouse.settings import contracts

Place = tuple[tuple[float, float, float], tuple[float, float, float]]

NOTHING = PHOTO_SCHEMA.empty_table()
TURNS = {
    "rotated_90": Image.Transpose.ROTATE_90,
    "rotated_180": Image.Transpose.ROTATE_180,
    "rotated_270": Image.Transpose.ROTATE_270,
    "flipped_top_bottom": Image.Transpose.FLIP_TOP_BOTTOM,
    "flipped_left_right": Image.Transpose.FLIP_LEFT_RIGHT,
    "transposed": Image.Transpose.TRANSPOSE,
    "transversed": Image.Transpose.TRANSVERSE,
}


def picture(seed: int, size: tuple[int, int] = (320, 240)) -> Image.Image:
    """A picture of soft blobs, different for every seed."""
    blobs = np.random.default_rng(seed).integers(0, 256, (24, 32, 3), dtype=np.uint8)
    return Image.fromarray(blobs).resize(size, Image.Resampling.BICUBIC)


def exif(
    taken: str | None = None, camera: str | None = None, place: Place | None = None, orientation: int | None = None
) -> Image.Exif:
    """EXIF with camera, time and place (degrees south and east) as a phone writes them."""
    data = Image.Exif()
    if taken:
        data.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if orientation:
        data[ExifTags.Base.Orientation] = orientation
    if camera:
        data[ExifTags.Base.Make], data[ExifTags.Base.Model] = "HUAWEI", camera
    if place:
        gps = data.get_ifd(ExifTags.IFD.GPSInfo)
        gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLongitudeRef] = "S", "E"
        gps[ExifTags.GPS.GPSLatitude], gps[ExifTags.GPS.GPSLongitude] = place
    return data


def rows(table: pa.Table) -> dict[str, dict[str, object]]:
    return {row["photo_id"]: row for row in table.to_pylist()}


def pairs(table: pa.Table) -> set[frozenset[str]]:
    return {frozenset((row["photo_id"], row["other_photo_id"])) for row in table.to_pylist()}


def test_the_table_is_the_contract() -> None:
    kinds = {"string": pa.string(), "list": pa.string(), "boolean": pa.bool_(), "integer": pa.int64()}
    kinds |= {"number": pa.float64(), "timestamp": pa.timestamp("us")}
    agreed = pa.schema({column.name: kinds[column.type] for column in contracts()["photos"].columns})
    assert agreed == PHOTO_SCHEMA


def test_bytes_are_kept_once_by_content_and_told_with_progress(tmp_path: Path) -> None:
    picture(1).save(tmp_path / "a.jpg")
    (tmp_path / "b.jpg").write_bytes((tmp_path / "a.jpg").read_bytes())
    told: list[tuple[int, int]] = []
    table = index_photos(
        [tmp_path / "a.jpg", tmp_path / "b.jpg"],
        tmp_path / "store",
        progress=lambda done, total: told.append((done, total)),
    )
    digest = hashlib.sha256((tmp_path / "a.jpg").read_bytes()).hexdigest()
    assert table["photo_id"].to_pylist() == ["a", "b"]
    assert table["sha256"].to_pylist() == [digest, digest]
    assert [path for path in (tmp_path / "store").rglob("*") if path.is_file()] == [
        tmp_path / "store" / digest[:2] / digest
    ]
    assert (tmp_path / "store" / digest[:2] / digest).read_bytes() == (tmp_path / "a.jpg").read_bytes()
    assert told == [(1, 1)]


def test_time_place_camera_and_upright_size_come_from_the_file(tmp_path: Path) -> None:
    place = ((30.0, 34.0, 12.0), (114.0, 18.0, 0.0))
    data = exif(taken="2026:01:03 09:30:00", place=place, camera="P60", orientation=6)
    picture(2).save(tmp_path / "p.jpg", exif=data)
    (row,) = index_photos([tmp_path / "p.jpg"], tmp_path / "store").to_pylist()
    assert row["opens"]
    assert row["taken_at"] == datetime(2026, 1, 3, 9, 30)
    assert (row["lat"], row["lon"]) == (pytest.approx(-30.57), pytest.approx(114.3))
    assert row["camera"] == "HUAWEI P60"
    assert (row["width_px"], row["height_px"]) == (240, 320)
    assert not row["is_screenshot"]


@pytest.mark.parametrize("place", [((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)), ((95.0, 0.0, 0.0), (10.0, 0.0, 0.0))])
def test_a_place_that_is_none_is_none(tmp_path: Path, place: Place) -> None:
    picture(2).save(tmp_path / "p.jpg", exif=exif(place=place, taken="0000:00:00 00:00:00"))
    (row,) = index_photos([tmp_path / "p.jpg"], tmp_path / "store").to_pylist()
    assert (row["lat"], row["lon"], row["taken_at"]) == (None, None, None)


def test_what_does_not_open_is_recorded_as_such(tmp_path: Path) -> None:
    picture(3, (1600, 1200)).save(tmp_path / "whole.jpg")
    content = (tmp_path / "whole.jpg").read_bytes()
    (tmp_path / "cut.jpg").write_bytes(content[: len(content) // 2])
    (tmp_path / "text.jpg").write_text("not a picture", encoding="utf-8")
    (tmp_path / "empty.png").touch()
    # A format that cannot be decoded here says nothing about the photo.
    (tmp_path / "iphone.heic").write_bytes(b"\x00\x00\x00\x18ftypheic" + b"\x00" * 64)
    found = rows(index_photos(sorted(tmp_path.glob("*.*")), tmp_path / "store"))
    assert {name: row["opens"] for name, row in found.items()} == {
        "whole": True,
        "cut": False,
        "text": False,
        "empty": False,
        "iphone": None,
    }
    assert found["cut"]["pdq_hash"] is None


def test_a_screenshot_is_told_from_a_photo(tmp_path: Path) -> None:
    picture(4, (1170, 2532)).save(tmp_path / "phone_screen.png")
    picture(4, (1170, 2532)).save(tmp_path / "camera.png", exif=exif(camera="P60"))
    picture(4, (1000, 777)).save(tmp_path / "odd_size.png")
    picture(4, (1170, 2532)).save(tmp_path / "sent_by_chat.jpg")
    found = rows(index_photos(sorted(tmp_path.glob("*.*")), tmp_path / "store"))
    assert [name for name, row in found.items() if row["is_screenshot"]] == ["phone_screen"]


def test_all_eight_orientations_are_one_picture(tmp_path: Path) -> None:
    original = picture(5)
    original.save(tmp_path / "original.png")
    picture(6).save(tmp_path / "another.png")
    for name, turn in TURNS.items():
        original.transpose(turn).save(tmp_path / f"{name}.png")
    known = index_photos([tmp_path / "original.png", tmp_path / "another.png"], tmp_path / "store")
    new = index_photos([tmp_path / f"{name}.png" for name in TURNS], tmp_path / "store")
    against_known = neighbours(new.slice(0, 1), known)
    assert pairs(against_known) == {frozenset(("rotated_90", "original"))}
    found = {
        row["photo_id"]: row["orientation"]
        for row in neighbours(new, known).to_pylist()
        if row["other_photo_id"] == "original"
    }
    # The turn told is the one that undoes what was done.
    undone = {"rotated_90": "rotated_270", "rotated_270": "rotated_90"}
    assert found == {name: undone.get(name, name) for name in TURNS}
    assert set(found.values()) | {"same"} == set(ORIENTATIONS)


def test_edits_match_and_other_pictures_do_not(tmp_path: Path) -> None:
    for seed in range(10, 16):
        original = picture(seed, (640, 480))
        original.save(tmp_path / f"{seed}-original.png")
        original.save(tmp_path / f"{seed}-compressed.jpg", quality=30)
        original.resize((200, 150)).save(tmp_path / f"{seed}-small.png")
        ImageEnhance.Brightness(original).enhance(0.8).save(tmp_path / f"{seed}-dark.png")
    table = index_photos(sorted(tmp_path.glob("*.*")), tmp_path / "store")
    wanted = {
        frozenset((first, second))
        for first, second in combinations(table["photo_id"].to_pylist(), 2)
        if first[:2] == second[:2]
    }
    found = neighbours(table, NOTHING)
    assert pairs(found) == wanted
    assert found.num_rows == len(wanted)


def test_new_photos_are_compared_with_all_known_ones_but_not_with_themselves(tmp_path: Path) -> None:
    for name in ("first", "second", "third"):
        picture(7).save(tmp_path / f"{name}.png")
    indexed = {
        name: index_photos([tmp_path / f"{name}.png"], tmp_path / "store") for name in ("first", "second", "third")
    }
    known = pa.concat_tables([indexed["first"], indexed["second"]])
    assert pairs(neighbours(indexed["third"], known)) == {frozenset(("third", "first")), frozenset(("third", "second"))}
    assert pairs(neighbours(indexed["second"], known)) == {frozenset(("second", "first"))}


def test_blank_pictures_match_nothing(tmp_path: Path) -> None:
    for name in ("wall", "sky"):
        Image.new("RGB", (320, 240), "white").save(tmp_path / f"{name}.png")
    table = index_photos(sorted(tmp_path.glob("*.png")), tmp_path / "store")
    assert neighbours(table, NOTHING).num_rows == 0


def test_known_edits_are_one_group_and_a_walk_is_not(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "photos"
    edits = sorted((folder / "known-edits").glob("*.jpg"))
    others = sorted((folder / "gps-walk").glob("*.jpg"))
    turned = sorted((folder / "orientation").glob("*.jpg"))
    table = index_photos([*edits, *others, *turned], tmp_path / "store")
    groups = [
        [path.stem for path in edits],
        [path.stem for path in turned if path.stem.startswith("landscape")],
        [path.stem for path in turned if path.stem.startswith("portrait")],
    ]
    wanted = {frozenset(pair) for group in groups for pair in combinations(group, 2)}
    assert pairs(neighbours(table, NOTHING)) == wanted
    upright = {row["photo_id"]: (row["width_px"], row["height_px"]) for row in table.to_pylist()}
    assert {upright[name] for name in groups[1]} == {(600, 450)}
    assert {upright[name] for name in groups[2]} == {(450, 600)}


def test_a_walk_has_its_times_and_places(shared_data: Path, tmp_path: Path) -> None:
    paths = sorted((shared_data / "photos" / "gps-walk").glob("*.jpg"))
    walk = index_photos(paths, tmp_path / "store").to_pylist()
    assert all(row["opens"] and row["camera"] == "NIKON COOLPIX P6000" for row in walk)
    assert walk[0]["taken_at"] == datetime(2008, 10, 22, 16, 28, 39)
    assert walk[-1]["taken_at"] == datetime(2008, 10, 22, 17, 0, 7)
    assert [row["taken_at"] for row in walk] == sorted(row["taken_at"] for row in walk)
    assert (walk[0]["lat"], walk[0]["lon"]) == (pytest.approx(43.467448, abs=1e-6), pytest.approx(11.885127, abs=1e-6))
    assert all(43.46 < row["lat"] < 43.47 and 11.87 < row["lon"] < 11.89 for row in walk)
