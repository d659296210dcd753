"""Photo files: kept once by content, described by what the file itself says, and compared with all photos known."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import faiss
import numpy as np
import pdqhash
import pyarrow as pa
from PIL import ExifTags, Image, ImageOps

PHOTO_SUFFIXES = frozenset([".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".heic", ".heif"])

PHOTO_SCHEMA = pa.schema(
    {
        "photo_id": pa.string(),
        "sha256": pa.string(),
        "opens": pa.bool_(),
        "pdq_hash": pa.string(),
        "pdq_dihedral": pa.string(),
        "pdq_quality": pa.int64(),
        "width_px": pa.int64(),
        "height_px": pa.int64(),
        "taken_at": pa.timestamp("us"),
        "lat": pa.float64(),
        "lon": pa.float64(),
        "camera": pa.string(),
        "is_screenshot": pa.bool_(),
    }
)
NEIGHBOUR_SCHEMA = pa.schema(
    {"photo_id": pa.string(), "other_photo_id": pa.string(), "distance": pa.int64(), "orientation": pa.string()}
)
# The turn that makes the photo look like the other one, in the order in which pdqhash returns the eight hashes.
ORIENTATIONS = (
    "same",
    "rotated_90",
    "rotated_180",
    "rotated_270",
    "flipped_top_bottom",
    "flipped_left_right",
    "transposed",
    "transversed",
)

# PDQ averages the picture down to 64 × 64; decoding a JPEG at a reduced size leaves the hash within a few bits.
_HASHED_PIXELS = 1024
_HASH_BITS = 256
_QUERY_ROWS = 8_192
_DESKTOP_SCREENS = frozenset(
    [
        (1280, 720),
        (1280, 800),
        (1366, 768),
        (1440, 900),
        (1600, 900),
        (1680, 1050),
        (1920, 1080),
        (1920, 1200),
        (2560, 1440),
        (2560, 1600),
        (2880, 1800),
        (3840, 2160),
    ]
)
_PHONE_WIDTHS = frozenset([720, 750, 828, 1080, 1125, 1170, 1179, 1206, 1220, 1242, 1260, 1264, 1284, 1290, 1320, 1440])
# Containers Pillow cannot decode: nothing can be said about whether such a photo opens.
_UNSUPPORTED_BRANDS = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1")


@dataclass(frozen=True)
class _Content:
    """What one file's bytes say. `opens` is None where the format cannot be decoded here (HEIC)."""

    sha256: str
    opens: bool | None = False
    pdq_hash: str | None = None
    pdq_dihedral: str | None = None
    pdq_quality: int | None = None
    width_px: int | None = None
    height_px: int | None = None
    taken_at: datetime | None = None
    lat: float | None = None
    lon: float | None = None
    camera: str | None = None
    is_screenshot: bool | None = None


def index_photos(
    paths: Sequence[Path], store: Path, workers: int = 2, progress: Callable[[int, int], None] | None = None
) -> pa.Table:
    """One row of the `photos` contract per file, in the order of `paths`; the photo's id is the file's stem.

    The bytes are copied to `<store>/<first two of sha256>/<sha256>`; each content is decoded and hashed once.
    `taken_at` is the camera's own local time, `lat`/`lon` WGS 84 degrees, sizes are of the upright picture.
    `progress(done, total)` is called after each distinct content. Raises OSError where a file cannot be read.
    """
    with ThreadPoolExecutor(max_workers=workers) as pool:
        digests = list(pool.map(lambda path: _keep(path, store), paths))
        distinct = list(dict.fromkeys(digests))
        described: dict[str, _Content] = {}
        for content in pool.map(lambda digest: _describe(_stored(store, digest), digest), distinct):
            described[content.sha256] = content
            if progress:
                progress(len(described), len(distinct))
    rows = [{"photo_id": path.stem, **asdict(described[sha])} for path, sha in zip(paths, digests, strict=True)]
    return pa.Table.from_pylist(rows, schema=PHOTO_SCHEMA)


def neighbours(new: pa.Table, known: pa.Table, max_distance: int = 31, min_quality: int = 50) -> pa.Table:
    """Pairs of look-alike photos: every new one against all known and all new ones, in all eight orientations.

    `distance` is the number of differing bits of the 256 of the PDQ hash (at most `max_distance`); each pair is
    returned once, with its nearest orientation. Photos below `min_quality` (0–100: blank or blurred pictures, whose
    hashes agree by chance) and photos that could not be hashed match nothing.
    """
    fresh = _comparable(new, min_quality)
    targets = pa.concat_tables([fresh, _comparable(_without(known, new), min_quality)])
    if not fresh.num_rows:
        return NEIGHBOUR_SCHEMA.empty_table()
    index = faiss.IndexBinaryFlat(_HASH_BITS)
    index.add(_bits(targets["pdq_hash"].to_pylist()))
    queries = _bits([hash_ for row in fresh["pdq_dihedral"].to_pylist() for hash_ in row.split(";")])
    nearest: dict[tuple[int, int], tuple[int, int]] = {}
    for start in range(0, len(queries), _QUERY_ROWS):
        # The library returns what is strictly nearer than the radius.
        bounds, distances, others = index.range_search(queries[start : start + _QUERY_ROWS], max_distance + 1)
        asked = np.repeat(np.arange(start, start + len(bounds) - 1), np.diff(bounds.astype(np.int64)))
        # Two new photos meet twice; the pair is told by the later one.
        ahead = (others >= fresh.num_rows) | (others < asked // len(ORIENTATIONS))
        for query, distance, other in zip(asked[ahead], distances[ahead], others[ahead], strict=True):
            photo, orientation = divmod(int(query), len(ORIENTATIONS))
            found = (int(distance), orientation)
            pair = (photo, int(other))
            nearest[pair] = min(found, nearest.get(pair, found))
    ids = targets["photo_id"].to_pylist()
    rows = [
        {
            "photo_id": ids[photo],
            "other_photo_id": ids[other],
            "distance": distance,
            "orientation": ORIENTATIONS[orientation],
        }
        for (photo, other), (distance, orientation) in sorted(nearest.items())
        if ids[photo] != ids[other]
    ]
    return pa.Table.from_pylist(rows, schema=NEIGHBOUR_SCHEMA)


def _keep(path: Path, store: Path) -> str:
    """Copies the file into the store unless its content is there; returns its sha256."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    target = _stored(store, digest)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=target.parent, prefix=".partial-")
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(partial, target)
    return digest


def _stored(store: Path, digest: str) -> Path:
    return store / digest[:2] / digest


def _describe(path: Path, digest: str) -> _Content:
    with path.open("rb") as stream:
        if stream.read(16)[4:12] in _UNSUPPORTED_BRANDS:
            return _Content(digest, opens=None)
    try:
        with Image.open(path) as image:
            width, height = image.size
            exif = image.getexif()
            image_format = image.format
            image.draft("RGB", (_HASHED_PIXELS, _HASHED_PIXELS))
            image.load()
            upright = ImageOps.exif_transpose(image)
    except Image.DecompressionBombError:
        return _Content(digest, opens=None)
    except Exception:
        # Whatever a decoder makes of damaged bytes, the finding is the same: this photo does not open.
        return _Content(digest, opens=False)
    if exif.get(ExifTags.Base.Orientation) in (5, 6, 7, 8):
        width, height = height, width
    hashes, quality = _hashes(upright)
    lat, lon = _position(exif)
    camera = _camera(exif)
    return _Content(
        sha256=digest,
        opens=True,
        pdq_hash=hashes[0],
        pdq_dihedral=";".join(hashes),
        pdq_quality=quality,
        width_px=width,
        height_px=height,
        taken_at=_taken_at(exif),
        lat=lat,
        lon=lon,
        camera=camera,
        is_screenshot=_is_screenshot(exif, image_format, camera, width, height),
    )


def _hashes(image: Image.Image) -> tuple[list[str], int]:
    """The PDQ hashes of the picture in all eight orientations, as hex, and their quality (0–100)."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        # A transparent area is shown on white.
        layered = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered)
    picture = image.convert("RGB")
    picture.thumbnail((_HASHED_PIXELS, _HASHED_PIXELS))
    vectors, quality = pdqhash.compute_dihedral(np.asarray(picture))
    return [np.packbits(vector.astype(np.uint8)).tobytes().hex() for vector in vectors], int(quality)


def _taken_at(exif: Image.Exif) -> datetime | None:
    """When the shutter was released; never the time of a later edit."""
    details = exif.get_ifd(ExifTags.IFD.Exif)
    for tag in (ExifTags.Base.DateTimeOriginal, ExifTags.Base.DateTimeDigitized):
        try:
            return datetime.strptime(str(details.get(tag, ""))[:19], "%Y:%m:%d %H:%M:%S")
        except ValueError:
            continue
    return None


def _position(exif: Image.Exif) -> tuple[float | None, float | None]:
    """Latitude and longitude in degrees; (0, 0) is what a phone without a fix writes and counts as none."""
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    lat = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef), "S", 90)
    lon = _degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef), "W", 180)
    if lat is None or lon is None or (lat == 0 and lon == 0):
        return None, None
    return lat, lon


def _degrees(parts: object, reference: object, negative: str, limit: float) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)  # type: ignore[attr-defined]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if str(reference).upper().startswith(negative):
        value = -value
    return value if abs(value) <= limit else None


def _camera(exif: Image.Exif) -> str | None:
    make, model = (
        str(exif.get(tag, "")).replace("\x00", "").strip() for tag in (ExifTags.Base.Make, ExifTags.Base.Model)
    )
    return (model if model.startswith(make) else f"{make} {model}".strip()) or None


def _is_screenshot(exif: Image.Exif, image_format: str | None, camera: str | None, width: int, height: int) -> bool:
    """A picture that says so, or a lossless one of a screen's exact size that no camera signed."""
    comment = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.UserComment, b"")
    words = f"{exif.get(ExifTags.Base.Software, '')} {exif.get(ExifTags.Base.ImageDescription, '')} {comment!r}".lower()
    if "screenshot" in words:
        return True
    if camera or image_format not in ("PNG", "WEBP"):
        return False
    long, short = max(width, height), min(width, height)
    return (long, short) in _DESKTOP_SCREENS or (short in _PHONE_WIDTHS and 1.5 <= long / short <= 2.5)


def _comparable(photos: pa.Table, min_quality: int) -> pa.Table:
    columns = photos.select(["photo_id", "pdq_hash", "pdq_dihedral", "pdq_quality"])
    usable = [
        hash_ is not None and dihedral is not None and quality is not None and quality >= min_quality
        for hash_, dihedral, quality in zip(
            *(columns[name].to_pylist() for name in columns.column_names[1:]), strict=True
        )
    ]
    return columns.filter(pa.array(usable, pa.bool_()))


def _without(known: pa.Table, new: pa.Table) -> pa.Table:
    """The known photos that are not sent again."""
    sent = set(new["photo_id"].to_pylist())
    return known.filter(pa.array([photo_id not in sent for photo_id in known["photo_id"].to_pylist()], pa.bool_()))


def _bits(hashes: Sequence[str]) -> np.ndarray:
    """Hex hashes as rows of 32 bytes."""
    return np.frombuffer(bytes.fromhex("".join(hashes)), dtype=np.uint8).reshape(len(hashes), _HASH_BITS // 8)
