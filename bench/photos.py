"""Measures the comparison of photos: how many edits and turns of a picture are found again, how many unrelated pictures
look alike, and how long new photos take against those known.

    python -m bench.photos [--pictures 3000] [--edited 60] [--known 200000] [--new 2000]

Pictures are those of the synthetic city; with the photos of ../shared/data beside the checkout, those are edited as well.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import pyarrow as pa
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from ingestion.demo_city.scenes import draw_scene
from ingestion.photos import KNOWN_SCHEMA, ORIENTATIONS, index_photos, neighbours

SEED = 20_260_305
SHARED = Path(__file__).parents[2] / "shared" / "data" / "photos"
TURNS = (None, *Image.Transpose)

Edit = Callable[[Image.Image], Image.Image]


def resized(share: float) -> Edit:
    """An edit that changes the width and height to `share` of theirs."""
    return lambda image: image.resize((round(image.width * share), round(image.height * share)))


def cropped(share: float) -> Edit:
    """An edit that cuts `share` of the width and height off, evenly from all sides."""

    def crop(image: Image.Image) -> Image.Image:
        x, y = round(image.width * share / 2), round(image.height * share / 2)
        return image.crop((x, y, image.width - x, image.height - y))

    return crop


def framed(share: float) -> Edit:
    """An edit that puts a white frame around the picture, `share` of its shorter side wide."""
    return lambda image: ImageOps.expand(image, round(min(image.size) * share), "white")


def written_on(height: float, width: float) -> Edit:
    """An edit that covers the lower right corner, of these shares of the picture, with date and time."""

    def write(image: Image.Image) -> Image.Image:
        written = image.copy()
        left, top = round(image.width * (1 - width)), round(image.height * (1 - height))
        draw = ImageDraw.Draw(written)
        draw.rectangle((left, top, image.width, image.height), fill="white")
        draw.text((left, top), "2026-03-05 12:33", fill="black", font_size=image.height * height * 0.7)
        return written

    return write


EDITS: dict[str, Edit] = {
    "saved anew": lambda image: image,
    "half the size": resized(0.5),
    "twice the size": resized(2),
    "darker": lambda image: ImageEnhance.Brightness(image).enhance(0.7),
    "brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.5),
    "more contrast": lambda image: ImageEnhance.Contrast(image).enhance(1.4),
    "grey": lambda image: image.convert("L"),
    "blurred": lambda image: image.filter(ImageFilter.GaussianBlur(2)),
    "square": lambda image: image.resize((256, 256)),
    "time stamp": written_on(0.07, 0.5),
    "banner": written_on(0.15, 1),
    "turned by 2°": lambda image: image.rotate(2, Image.Resampling.BICUBIC),
    "framed 3 %": framed(0.03),
    "cropped 2 %": cropped(0.02),
    "cropped 5 %": cropped(0.05),
    "cropped 8 %": cropped(0.08),
    "cropped 10 %": cropped(0.10),
}


def report_recall(originals: dict[str, Image.Image], folder: Path) -> None:
    """Prints, by edit, how many of its eight turns are found to be their original, over all originals."""
    known = describe(originals, folder / "originals")
    for edit, change in EDITS.items():
        turned = {
            f"{name}@{turn}": image if turn is None else image.transpose(turn)
            for name, image in ((name, change(image)) for name, image in originals.items())
            for turn in TURNS
        }
        found = neighbours(describe(turned, folder / edit), known, folder / "store").to_pylist()
        right = {row["photo_id"] for row in found if row["photo_id"].split("@")[0] == row["other_photo_id"]}
        print(f"{edit:>16}  {len(right):6} of {len(turned)} found", flush=True)


def describe(images: dict[str, Image.Image], folder: Path) -> pa.Table:
    """The images as photos, each saved as a JPEG of quality 60; kept in the store beside `folder`."""
    folder.mkdir(parents=True)
    paths = []
    for name, image in images.items():
        paths.append(folder / f"{name}.jpg")
        image.convert("RGB").save(paths[-1], quality=60)
    return index_photos(paths, folder.parent / "store", folder)


def report_chance(pictures: int, folder: Path) -> pa.Table:
    """Prints how many pairs of unrelated pictures look alike, and what describing a picture takes; the pictures as photos."""
    images = {f"s{number}": draw_scene(SEED, number) for number in range(pictures)}
    start = time.perf_counter()
    table = describe(images, folder / "unrelated")
    print(f"{(time.perf_counter() - start) / pictures * 1000:.1f} ms to save and describe a picture of 320 x 240")
    alike = neighbours(table, KNOWN_SCHEMA.empty_table(), folder / "store")
    print(f"{alike.num_rows} of {pictures * (pictures - 1) // 2} pairs of unrelated pictures look alike")
    print("  at distances", dict(sorted(Counter(alike["distance"].to_pylist()).items())))
    return table


def report_speed(known: int, new: int, pictures: pa.Table, store: Path) -> None:
    """Prints the wall seconds of comparing `new` photos, in all orientations, with `known` and each other.

    Hashes are random; where a pair is near enough for a second look, it is taken at one of `pictures` in `store`.
    """
    rng = np.random.default_rng(SEED)
    contents = cycle(pictures["sha256"].to_pylist())

    def random_photos(names: Iterable[str]) -> pa.Table:
        ids = list(names)
        hashes = [rng.bytes(32 * len(ORIENTATIONS)).hex(" ", 32).split() for _ in ids]
        return pa.table(
            {
                "photo_id": ids,
                "sha256": list(islice(contents, len(ids))),
                "pdq_hash": [each[0] for each in hashes],
                "pdq_dihedral": [";".join(each) for each in hashes],
                "pdq_quality": [100] * len(ids),
            }
        )

    before = random_photos(f"known{number}" for number in range(known)).select(KNOWN_SCHEMA.names)
    arriving = random_photos(f"new{number}" for number in range(new))
    start = time.perf_counter()
    found = neighbours(arriving, before, store)
    print(f"{time.perf_counter() - start:.1f} s for {new} new photos against {known} known ({found.num_rows} pairs)")


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(prog="python -m bench.photos", description=__doc__)
    options.add_argument("--pictures", type=int, default=3_000)
    options.add_argument("--edited", type=int, default=60)
    options.add_argument("--known", type=int, default=200_000)
    options.add_argument("--new", type=int, default=2_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="tianping-bench-") as name:
        folder = Path(name)
        print(f"{chosen.edited} pictures of the synthetic city, edited, in all eight orientations")
        scenes = {f"s{number}": draw_scene(SEED, number) for number in range(chosen.edited)}
        report_recall(scenes, folder / "scenes")
        if SHARED.exists():
            print("real photos, edited, in all eight orientations")
            paths = [*(SHARED / "gps-walk").glob("*.jpg"), SHARED / "known-edits" / "aaa-orig.jpg"]
            report_recall({path.stem: Image.open(path) for path in paths}, folder / "real")
        report_speed(chosen.known, chosen.new, report_chance(chosen.pictures, folder), folder / "store")
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
