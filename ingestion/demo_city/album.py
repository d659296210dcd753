"""Which record lists which photos, which of them were delivered, and what the files show."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from ingestion.demo_city import scenes
from ingestion.demo_city.fakes import PHOTO_KINDS
from ingestion.demo_city.people import City
from ingestion.demo_city.plan import Array, Plan, Table, at_positions, length, minutes, shifted
from ingestion.demo_city.wording import PHRASES

DELIVERED_PER_COMMUNITY_YEAR = 13.0  # platforms hand over a sample of the photos, not all
FEWEST_DELIVERED = 40
GROUP_SHARE = 0.06  # of delivered photos: the same group photo handed in by a second participant
SECOND_PHOTO_SHARE = 0.1
WITH_EXIF_SHARE, WITH_GPS_SHARE = 0.75, 0.6  # chat programs strip what cameras write
BROKEN_SHARE = 0.006  # honest uploads that broke off
NEVER_ARRIVED_SHARE = 0.03


def frame_shots(plan: Plan, city: City, activities: Table, logs: Table) -> None:
    """Adds when and where each record's photo is taken (`shot_at`, `shot_lat`, `shot_lon`) before any mistake is made.

    Fakes of kinds photo_time and photo_place are taken at another time or place.
    """
    rng = plan.rng("shots")
    count = length(logs)
    spent = (logs["ended_at"] - logs["started_at"]).astype(float) / 60
    logs["shot_at"] = logs["started_at"] + minutes(spent * rng.uniform(0.1, 0.9, count))
    site = np.maximum(logs["activity"], 0)
    attended = logs["activity"] >= 0
    lat = np.where(attended, activities["lat"][site], logs["lat"])
    lon = np.where(attended, activities["lon"][site], logs["lon"])
    # Somebody far from the site takes the photo where they are.
    elsewhere = (logs["kind"] == "far") & np.isfinite(logs["lat"])
    lat, lon = np.where(elsewhere, logs["lat"], lat), np.where(elsewhere, logs["lon"], lon)
    logs["shot_lat"], logs["shot_lon"] = shifted(lat, lon, *rng.normal(0, 15, (2, count)))

    old = np.flatnonzero(logs["kind"] == "photo_time")
    logs["shot_at"][old] -= minutes(np.exp(rng.uniform(np.log(5 * 60), np.log(60 * 24 * 60), len(old))))
    away = np.flatnonzero(logs["kind"] == "photo_place")
    angle, distance = rng.uniform(0, 2 * np.pi, len(away)), rng.uniform(900, 8_000, len(away))
    logs["shot_lat"][away], logs["shot_lon"][away] = shifted(
        logs["shot_lat"][away], logs["shot_lon"][away], distance * np.sin(angle), distance * np.cos(angle)
    )


def list_photos(plan: Plan, logs: Table) -> Table:
    """Fills `logs["photo_ids"]` and returns the delivered photos.

    Columns: `photo_id`, `log` (its record), `model` (position of the photo it repeats, earlier in the table, or -1).
    """
    rng = plan.rng("album")
    count = length(logs)
    pictures = np.where(logs["has_photo"], 1 + (rng.random(count) < SECOND_PHOTO_SHARE), 0)
    last = np.cumsum(pictures)
    names = np.array([f"P{number:07d}" for number in range(1, int(last[-1]) + 1)], dtype=object)
    main = at_positions(names, np.where(pictures > 0, last - pictures, -1))
    logs["photo_ids"] = main.copy()
    two = pictures > 1
    logs["photo_ids"][two] = main[two] + ";" + names[last[two] - 1]
    return _delivered(plan, rng, logs, main)


def _delivered(plan: Plan, rng: np.random.Generator, logs: Table, main: Array) -> Table:
    needed = np.isin(logs["kind"], PHOTO_KINDS)
    origins = np.unique(logs["photo_origin"][logs["photo_origin"] >= 0])
    needed[origins] = True
    wanted = max(FEWEST_DELIVERED, round(DELIVERED_PER_COMMUNITY_YEAR * plan.communities * plan.years))
    others = np.flatnonzero(logs["has_photo"] & ~needed)
    number = int(np.clip(wanted - needed.sum(), min(20, len(others)), len(others)))
    others = rng.choice(others, number, replace=False)
    # Group photos: a second honest participant of the same activity hands in the same file.
    group = others[(logs["kind"][others] == "") & (logs["activity"][others] >= 0)]
    group = group[: round(len(others) * GROUP_SHARE)]
    twins, twin_models = _fellow_participants(logs, group, taken=np.concatenate([np.flatnonzero(needed), others]))

    reused = np.flatnonzero(logs["photo_origin"] >= 0)
    own = np.setdiff1d(np.concatenate([np.flatnonzero(needed), others]), reused)
    place_of = np.full(length(logs), -1)
    place_of[own] = np.arange(len(own))
    log = np.concatenate([own, reused, twins])
    model_log = np.concatenate([logs["photo_origin"][reused], twin_models]).astype(int)
    return {
        "photo_id": main[log],
        "log": log,
        "model": np.concatenate([np.full(len(own), -1), place_of[model_log]]),
    }


def _fellow_participants(logs: Table, models: Array, taken: Array) -> tuple[Array, Array]:
    """For some of `models` another honest record with a photo of the same activity, none of them `taken`."""
    free = logs["has_photo"] & (logs["kind"] == "")
    free[taken] = False
    candidates = np.flatnonzero(free & (logs["activity"] >= 0))
    candidates = candidates[np.argsort(logs["activity"][candidates], kind="stable")]
    found = np.searchsorted(logs["activity"][candidates], logs["activity"][models])
    inside = found < len(candidates)
    models, found = models[inside], found[inside]
    same = logs["activity"][candidates[found]] == logs["activity"][models]
    models, fellows = models[same], candidates[found[same]]
    _, first = np.unique(fellows, return_index=True)
    return fellows[first], models[first]


def write_photos(plan: Plan, logs: Table, album: Table, folder: Path) -> int:
    """Draws and writes the delivered photos as `<photo_id>.<jpg|png>`; returns how many files were written.

    Photos an earlier city left in `folder` are removed.
    """
    rng = plan.rng("photo files")
    folder.mkdir(parents=True, exist_ok=True)
    for earlier in folder.glob("P[0-9]*.*"):
        earlier.unlink()
    count = length(album)
    kind = logs["kind"][album["log"]]
    # What is used again must be there to be found.
    can_be_lost = (kind == "") & ~np.isin(np.arange(count), album["model"])
    luck, with_exif, with_gps = rng.random((3, count))
    choice = rng.integers(0, 1_000, count)
    shot_at = pd.to_datetime(logs["shot_at"][album["log"]]).to_pydatetime()
    lat, lon = logs["shot_lat"][album["log"]], logs["shot_lon"][album["log"]]
    files: list[bytes] = []
    written = 0
    for place in range(count):
        model, suffix = int(album["model"][place]), "jpg"
        must_have_exif = kind[place] in ("photo_time", "photo_place")
        exif = must_have_exif or with_exif[place] < WITH_EXIF_SHARE
        gps = exif and np.isfinite(lat[place]) and (must_have_exif or with_gps[place] < WITH_GPS_SHARE)
        if model >= 0:
            content = _used_again(files[model], bool(kind[place]), int(choice[place]))
        else:
            content = scenes.as_jpeg(
                scenes.draw_scene(plan.seed, place),
                shot_at[place] if exif else None,
                (float(lat[place]), float(lon[place])) if gps else None,
                int(choice[place]),
            )
        files.append(content)
        if kind[place] == "photo_unreadable":
            content, suffix = _unreadable(plan, content, place, int(choice[place]))
        elif can_be_lost[place] and luck[place] < BROKEN_SHARE:
            content = content[: len(content) // 2]
        elif can_be_lost[place] and luck[place] > 1 - NEVER_ARRIVED_SHARE:
            continue
        (folder / f"{album['photo_id'][place]}.{suffix}").write_bytes(content)
        written += 1
    return written


def _used_again(content: bytes, disguised: bool, choice: int) -> bytes:
    """The file of an earlier photo: as it is, or for a fake often saved anew, smaller, mirrored or turned."""
    edit = scenes.EDITS[choice % len(scenes.EDITS)] if disguised else "copy"
    if edit == "copy":
        return content
    picture = scenes.edited(scenes.opened(content), edit, choice)
    return scenes.as_jpeg(picture, quality=45 if edit == "reencode" else 80)


def _unreadable(plan: Plan, content: bytes, place: int, choice: int) -> tuple[bytes, str]:
    """What arrives instead of a photo, and its extension: a file cut off, a web page, or a screenshot."""
    if choice % 3 == 0:
        return content[: len(content) // 3], "jpg"
    if choice % 3 == 1:
        return f"<html><body>{PHRASES['expired_photo']}</body></html>".encode(), "jpg"
    return scenes.screenshot(plan.seed, place), "png"
