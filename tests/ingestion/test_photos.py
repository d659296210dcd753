"""Photos: what a file says about itself, and which photos are the same picture."""

from __future__ import annotations

import hashlib
import random
import struct
import zlib
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from PIL import ExifTags, Image, ImageDraw, ImageEnhance, ImageOps, TiffImagePlugin

from ingestion import photos
from ingestion.photos import ORIENTATIONS, PHOTO_SCHEMA, index_photos, neighbours
from warehouse.settings import contracts

Place = tuple[tuple[Any, ...], tuple[Any, ...]]  # degrees, minutes, seconds

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
        tmp_path,
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
    (row,) = index_photos([tmp_path / "p.jpg"], tmp_path / "store", tmp_path).to_pylist()
    assert row["opens"]
    assert row["taken_at"] == datetime(2026, 1, 3, 9, 30)
    assert (row["lat"], row["lon"]) == (pytest.approx(-30.57), pytest.approx(114.3))
    assert row["camera"] == "HUAWEI P60"
    assert (row["width_px"], row["height_px"]) == (240, 320)
    assert not row["is_screenshot"]


NO_NUMBER = TiffImagePlugin.IFDRational(0, 0)


@pytest.mark.parametrize(
    "place",
    [
        ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
        ((95.0, 0.0, 0.0), (10.0, 0.0, 0.0)),
        ((NO_NUMBER, NO_NUMBER, NO_NUMBER), (114.0, 18.0, 0.0)),
        ((30.0, 34.0), (114.0, 18.0)),
    ],
)
def test_a_place_that_is_none_is_none(tmp_path: Path, place: Place) -> None:
    picture(2).save(tmp_path / "p.jpg", exif=exif(place=place, taken="0000:00:00 00:00:00"))
    (row,) = index_photos([tmp_path / "p.jpg"], tmp_path / "store", tmp_path).to_pylist()
    assert (row["lat"], row["lon"], row["taken_at"]) == (None, None, None)


def test_what_does_not_open_is_recorded_as_such(tmp_path: Path) -> None:
    picture(3, (1600, 1200)).save(tmp_path / "whole.jpg")
    content = (tmp_path / "whole.jpg").read_bytes()
    (tmp_path / "cut.jpg").write_bytes(content[: len(content) // 2])
    (tmp_path / "text.jpg").write_text("not a picture", encoding="utf-8")
    (tmp_path / "empty.png").touch()
    # A format that cannot be decoded here says nothing about the photo.
    (tmp_path / "iphone.heic").write_bytes(b"\x00\x00\x00\x18ftypheic" + b"\x00" * 64)
    found = rows(index_photos(sorted(tmp_path.glob("*.*")), tmp_path / "store", tmp_path))
    assert {name: row["opens"] for name, row in found.items()} == {
        "whole": True,
        "cut": False,
        "text": False,
        "empty": False,
        "iphone": None,
    }
    assert found["cut"]["pdq_hash"] is None


def save_in_every_kind(image: Image.Image, folder: Path) -> None:
    """The picture in the colours, depths and formats photos come in, one with an extension that is not its own."""
    grey = np.asarray(image.convert("L"))
    image.convert("CMYK").save(folder / "cmyk.jpg")
    image.convert("P").save(folder / "palette.gif")
    image.quantize(64).save(folder / "transparent.png", transparency=3)
    image.save(folder / "moving.gif", save_all=True, append_images=[picture(99, image.size)])
    image.save(folder / "moving2.webp", save_all=True, append_images=[picture(99, image.size)])
    Image.fromarray(grey.astype(np.uint16) * 257).save(folder / "sixteen.png")
    Image.fromarray(grey.astype(np.uint16) * 257).save(folder / "sixteen2.tif")
    image.save(folder / "really_png.bmp", format="PNG")


def test_a_picture_is_the_same_in_whatever_kind_of_file(tmp_path: Path) -> None:
    original = picture(3, (640, 480))
    original.save(tmp_path / "original.png")
    save_in_every_kind(original, tmp_path)
    table = index_photos(sorted(path for path in tmp_path.iterdir() if path.is_file()), tmp_path / "store", tmp_path)
    assert table["opens"].to_pylist() == [True] * 9
    assert len(pairs(neighbours(table, NOTHING, tmp_path / "store"))) == 9 * 8 // 2


def png_declaring(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is this large."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_tiny_narrow_and_implausibly_large_pictures_stop_nothing(tmp_path: Path) -> None:
    Image.new("RGB", (1, 1)).save(tmp_path / "dot.png")
    picture(5, (5000, 3)).save(tmp_path / "line.png")
    (tmp_path / "bomb.png").write_bytes(png_declaring(60_000, 60_000))
    found = rows(index_photos(sorted(tmp_path.glob("*.png")), tmp_path / "store", tmp_path))
    # Nobody decodes the bomb to learn whether it opens.
    assert {name: row["opens"] for name, row in found.items()} == {"dot": True, "line": True, "bomb": None}


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_damaged_exif_says_nothing_and_the_picture_still_opens(tmp_path: Path) -> None:
    whole = exif(
        taken="2026:01:03 09:30:00", camera="P60", place=((30.0, 34.0, 12.0), (114.0, 18.0, 0.0)), orientation=6
    )
    picture(3, (64, 48)).save(tmp_path / "whole.jpg", exif=whole)
    content = (tmp_path / "whole.jpg").read_bytes()
    start = content.index(b"Exif\0\0")
    length = int.from_bytes(content[start - 2 : start])
    paths = []
    for seed in range(200):
        chance = random.Random(seed)
        damaged = bytearray(content)
        for _ in range(6):
            damaged[start + 6 + chance.randrange(length - 9)] = chance.randrange(256)
        paths.append(tmp_path / f"{seed}.jpg")
        paths[-1].write_bytes(damaged)
    assert index_photos(paths, tmp_path / "store", tmp_path)["opens"].to_pylist() == [True] * 200


@pytest.mark.parametrize(
    ("clock", "offset", "taken"),
    [
        ("2026:01:03 09:30:00", None, datetime(2026, 1, 3, 9, 30)),
        ("2026:01:03 09:30:00", "+08:00", datetime(2026, 1, 3, 9, 30)),
        ("2026:01:03 20:30:00", "+00:00", datetime(2026, 1, 4, 4, 30)),
        ("2026:01:03 09:30:00", "local", datetime(2026, 1, 3, 9, 30)),
        ("2026:01:03 09:30:00\0\0", None, datetime(2026, 1, 3, 9, 30)),
        ("2026:01:03 24:00:00", None, None),
        ("0000:00:00 00:00:00", None, None),
        ("    :  :     :  :  ", None, None),
    ],
)
def test_the_cameras_clock_is_read_with_its_offset_and_never_guessed(
    tmp_path: Path, clock: str, offset: str | None, taken: datetime | None
) -> None:
    data = exif(taken=clock)
    if offset:
        data.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.OffsetTimeOriginal] = offset
    picture(2).save(tmp_path / "p.jpg", exif=data)
    (row,) = index_photos([tmp_path / "p.jpg"], tmp_path / "store", tmp_path).to_pylist()
    assert row["taken_at"] == taken


@pytest.mark.parametrize("orientation", range(10))
def test_every_orientation_a_camera_writes_is_turned_upright(tmp_path: Path, orientation: int) -> None:
    original = picture(8, (320, 240))
    original.save(tmp_path / "original.png")
    # As the sensor saw it when the camera was held that way; 0 and 9 are no orientations.
    away = {6: 8, 8: 6}.get(orientation, orientation)
    turn = photos._TURNS_UPRIGHT.get(away)
    seen = original if turn is None else original.transpose(turn)
    seen.save(tmp_path / "held.jpg", quality=95, exif=exif(orientation=orientation))
    table = index_photos([tmp_path / "original.png", tmp_path / "held.jpg"], tmp_path / "store", tmp_path)
    assert {(row["width_px"], row["height_px"]) for row in table.to_pylist()} == {(320, 240)}
    assert [row["orientation"] for row in neighbours(table, NOTHING, tmp_path / "store").to_pylist()] == ["same"]


def test_a_screenshot_is_told_from_a_photo(tmp_path: Path) -> None:
    picture(4, (1170, 2532)).save(tmp_path / "phone_screen.png")
    picture(4, (1170, 2532)).save(tmp_path / "camera.png", exif=exif(camera="P60"))
    picture(4, (1000, 777)).save(tmp_path / "odd_size.png")
    picture(4, (1170, 2532)).save(tmp_path / "sent_by_chat.jpg")
    found = rows(index_photos(sorted(tmp_path.glob("*.*")), tmp_path / "store", tmp_path))
    assert [name for name, row in found.items() if row["is_screenshot"]] == ["phone_screen"]


def test_all_eight_orientations_are_one_picture(tmp_path: Path) -> None:
    original = picture(5)
    original.save(tmp_path / "original.png")
    picture(6).save(tmp_path / "another.png")
    for name, turn in TURNS.items():
        original.transpose(turn).save(tmp_path / f"{name}.png")
    known = index_photos([tmp_path / "original.png", tmp_path / "another.png"], tmp_path / "store", tmp_path)
    new = index_photos([tmp_path / f"{name}.png" for name in TURNS], tmp_path / "store", tmp_path)
    against_known = neighbours(new.slice(0, 1), known, tmp_path / "store")
    assert pairs(against_known) == {frozenset(("rotated_90", "original"))}
    found = {
        row["photo_id"]: row["orientation"]
        for row in neighbours(new, known, tmp_path / "store").to_pylist()
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
    table = index_photos(sorted(tmp_path.glob("*.*")), tmp_path / "store", tmp_path)
    wanted = {
        frozenset((first, second))
        for first, second in combinations(table["photo_id"].to_pylist(), 2)
        if first[:2] == second[:2]
    }
    found = neighbours(table, NOTHING, tmp_path / "store")
    assert pairs(found) == wanted
    assert found.num_rows == len(wanted)


def with_banner(image: Image.Image) -> Image.Image:
    written = image.copy()
    ImageDraw.Draw(written).rectangle((0, image.height * 0.87, image.width, image.height), fill="white")
    return written


# Edits that move the hash of the whole picture too far.
HEAVY_EDITS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "cropped": lambda image: image.crop((16, 12, image.width - 16, image.height - 12)),
    "framed": lambda image: ImageOps.expand(image, 12, "white"),
    "banner": with_banner,
    "slanted": lambda image: image.rotate(2, Image.Resampling.BICUBIC),
}


def test_the_pixels_tell_a_cropped_framed_or_painted_picture_from_another(shared_data: Path, tmp_path: Path) -> None:
    paths = sorted((shared_data / "photos" / "gps-walk").glob("*.jpg"))[:2]
    known = index_photos(paths, tmp_path / "store", tmp_path)
    for path, (edit, change) in product(paths, HEAVY_EDITS.items()):
        turn = Image.Transpose.ROTATE_90 if edit == "cropped" else Image.Transpose.FLIP_LEFT_RIGHT
        with Image.open(path) as image:
            change(image).transpose(turn).save(tmp_path / f"{path.stem}@{edit}.jpg", quality=75)
    new = index_photos(sorted(tmp_path.glob("*@*.jpg")), tmp_path / "store", tmp_path)
    found = [row for row in neighbours(new, known, tmp_path / "store").to_pylist() if "@" not in row["other_photo_id"]]
    assert {row["photo_id"]: row["other_photo_id"] for row in found} == {
        photo: photo.split("@")[0] for photo in new["photo_id"].to_pylist()
    }
    assert {row["orientation"] for row in found if "cropped" in row["photo_id"]} == {"rotated_270"}
    assert {row["orientation"] for row in found if "cropped" not in row["photo_id"]} == {"flipped_left_right"}
    assert max(row["distance"] for row in found) <= 31


def test_a_photo_that_is_not_kept_any_more_is_compared_by_its_hash_alone(tmp_path: Path) -> None:
    original = picture(7, (640, 480))
    original.save(tmp_path / "original.png")
    original.save(tmp_path / "saved_again.jpg", quality=60)
    HEAVY_EDITS["cropped"](original).save(tmp_path / "cropped.png")
    known = index_photos([tmp_path / "original.png"], tmp_path / "erased", tmp_path)
    new = index_photos([tmp_path / "saved_again.jpg", tmp_path / "cropped.png"], tmp_path / "store", tmp_path)
    found = [
        row for row in neighbours(new, known, tmp_path / "store").to_pylist() if row["other_photo_id"] == "original"
    ]
    assert [row["photo_id"] for row in found] == ["saved_again"]


def test_new_photos_are_compared_with_all_known_ones_but_not_with_themselves(tmp_path: Path) -> None:
    for name in ("first", "second", "third"):
        picture(7).save(tmp_path / f"{name}.png")
    indexed = {
        name: index_photos([tmp_path / f"{name}.png"], tmp_path / "store", tmp_path)
        for name in ("first", "second", "third")
    }
    known = pa.concat_tables([indexed["first"], indexed["second"]])
    assert pairs(neighbours(indexed["third"], known, tmp_path / "store")) == {
        frozenset(("third", "first")),
        frozenset(("third", "second")),
    }
    assert pairs(neighbours(indexed["second"], known, tmp_path / "store")) == {frozenset(("second", "first"))}


def test_blank_pictures_match_nothing(tmp_path: Path) -> None:
    for name in ("wall", "sky"):
        Image.new("RGB", (320, 240), "white").save(tmp_path / f"{name}.png")
    table = index_photos(sorted(tmp_path.glob("*.png")), tmp_path / "store", tmp_path)
    assert neighbours(table, NOTHING, tmp_path / "store").num_rows == 0


def test_one_picture_sent_by_everybody_does_not_pair_by_the_million(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "MOST_LOOK_ALIKES", 3)
    names = [f"p{number}" for number in range(9)]
    for name in names:
        picture(7).save(tmp_path / f"{name}.png")
    table = index_photos([tmp_path / f"{name}.png" for name in names], tmp_path / "store", tmp_path)
    told = neighbours(table.slice(4), table.slice(0, 4), tmp_path / "store").to_pylist()
    assert Counter(row["photo_id"] for row in told) == dict.fromkeys(names[4:], 3)
    assert all(row["other_photo_id"] < row["photo_id"] for row in told)


def test_known_edits_are_found_in_all_orientations(shared_data: Path, tmp_path: Path) -> None:
    edits = sorted((shared_data / "photos" / "known-edits").glob("*.jpg"))
    for path in edits:
        with Image.open(path) as image:
            for name, turn in TURNS.items():
                image.transpose(turn).save(tmp_path / f"{path.stem}@{name}.jpg", quality=85)
    original = index_photos([path for path in edits if "orig" in path.stem], tmp_path / "store", tmp_path)
    others = sorted((shared_data / "photos" / "gps-walk").glob("*.jpg"))
    known = pa.concat_tables([original, index_photos(others, tmp_path / "store", tmp_path)])
    turned = index_photos(sorted(tmp_path.glob("*@*.jpg")), tmp_path / "store", tmp_path)
    found = [
        row for row in neighbours(turned, known, tmp_path / "store").to_pylist() if "@" not in row["other_photo_id"]
    ]
    assert {row["photo_id"] for row in found} == set(turned["photo_id"].to_pylist())
    assert {row["other_photo_id"] for row in found} == set(original["photo_id"].to_pylist())


def test_known_edits_are_one_group_and_a_walk_is_not(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "photos"
    edits = sorted((folder / "known-edits").glob("*.jpg"))
    others = sorted((folder / "gps-walk").glob("*.jpg"))
    turned = sorted((folder / "orientation").glob("*.jpg"))
    table = index_photos([*edits, *others, *turned], tmp_path / "store", tmp_path)
    groups = [
        [path.stem for path in edits],
        [path.stem for path in turned if path.stem.startswith("landscape")],
        [path.stem for path in turned if path.stem.startswith("portrait")],
    ]
    wanted = {frozenset(pair) for group in groups for pair in combinations(group, 2)}
    assert pairs(neighbours(table, NOTHING, tmp_path / "store")) == wanted
    upright = {row["photo_id"]: (row["width_px"], row["height_px"]) for row in table.to_pylist()}
    assert {upright[name] for name in groups[1]} == {(600, 450)}
    assert {upright[name] for name in groups[2]} == {(450, 600)}


def test_a_walk_has_its_times_and_places(shared_data: Path, tmp_path: Path) -> None:
    paths = sorted((shared_data / "photos" / "gps-walk").glob("*.jpg"))
    walk = index_photos(paths, tmp_path / "store", tmp_path).to_pylist()
    assert all(row["opens"] and row["camera"] == "NIKON COOLPIX P6000" for row in walk)
    assert walk[0]["taken_at"] == datetime(2008, 10, 22, 16, 28, 39)
    assert walk[-1]["taken_at"] == datetime(2008, 10, 22, 17, 0, 7)
    assert [row["taken_at"] for row in walk] == sorted(row["taken_at"] for row in walk)
    assert (walk[0]["lat"], walk[0]["lon"]) == (pytest.approx(43.467448, abs=1e-6), pytest.approx(11.885127, abs=1e-6))
    assert all(43.46 < row["lat"] < 43.47 and 11.87 < row["lon"] < 11.89 for row in walk)
