"""Photo files: kept once by content, described by what the file itself says, and compared with all photos known."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import faiss
import numpy as np
import pdqhash
import pyarrow as pa
import pyarrow.compute as pc
from PIL import ExifTags, Image

from ingestion.lake import file_sha256, flush
from ingestion.second_look import SIDE, shared_distance, small

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
# What is kept in mind of the photos that landed before.
KNOWN_SCHEMA = pa.schema([PHOTO_SCHEMA.field(name) for name in ("photo_id", "sha256", "pdq_hash", "pdq_quality")])
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

# What it has to say about damaged EXIF is nothing a person at the files can act on.
warnings.filterwarnings("ignore", module="PIL")

# PDQ averages the picture down to 64 × 64; decoding a JPEG at a reduced size leaves the hash within a few bits.
_HASHED_PIXELS = 1024
_HASH_BITS = 256
_QUERY_ROWS = 2_048
# A picture everybody sends, such as an app's empty frame, would pair with itself by the million.
MOST_LOOK_ALIKES = 256
# Hashes of different pictures differ by 128 bits, give or take 8. Up to this distance the pixels are asked, for as many of a
# photo's nearest as this: crops, frames, slight turns and banners are found so.
_DOUBTFUL_DISTANCE = 84
_MOST_SECOND_LOOKS = 16
# What `ORIENTATIONS` call the turns.
_TURNS = (
    None,
    Image.Transpose.ROTATE_90,
    Image.Transpose.ROTATE_180,
    Image.Transpose.ROTATE_270,
    Image.Transpose.FLIP_TOP_BOTTOM,
    Image.Transpose.FLIP_LEFT_RIGHT,
    Image.Transpose.TRANSPOSE,
    Image.Transpose.TRANSVERSE,
)
# What undoes each orientation a camera may write; any other value means none.
_TURNS_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_TURNS_ASIDE = frozenset(_TURNS_UPRIGHT[orientation] for orientation in (5, 6, 7, 8))
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
_UNSUPPORTED_BRANDS = frozenset(
    b"ftyp" + brand for brand in (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevm", b"hevx", b"mif1", b"msf1")
)


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
    paths: Sequence[Path],
    store: Path,
    workspace: Path,
    timezone: str = "Asia/Shanghai",
    workers: int = 2,
    progress: Callable[[int, int], None] | None = None,
) -> pa.Table:
    """One row of the `photos` contract per file, in the order of `paths`; the photo's id is the file's stem.

    The bytes are copied to `<store>/<first two of sha256>/<sha256>` by way of `workspace`, on the same file system; each
    content is decoded and hashed once. `taken_at` is the camera's clock, brought to `timezone` (IANA) where the camera wrote
    its offset; `lat`/`lon` are WGS 84 degrees, sizes are of the upright picture. `progress(done, total)` is called after
    each distinct content. Raises OSError where a file cannot be read.
    """
    zone = ZoneInfo(timezone)
    with ThreadPoolExecutor(max_workers=workers) as pool:
        digests = list(pool.map(lambda path: _keep(path, store, workspace), paths))
        distinct = list(dict.fromkeys(digests))
        described: dict[str, _Content] = {}
        for content in pool.map(lambda digest: _describe(_stored(store, digest), digest, zone), distinct):
            described[content.sha256] = content
            if progress:
                progress(len(described), len(distinct))
    rows = [{"photo_id": path.stem, **asdict(described[sha])} for path, sha in zip(paths, digests, strict=True)]
    return pa.Table.from_pylist(rows, schema=PHOTO_SCHEMA)


def neighbours(new: pa.Table, known: pa.Table, store: Path, max_distance: int = 31, min_quality: int = 50) -> pa.Table:
    """Pairs of look-alike photos: every new one against all known and all new ones, in all eight orientations.

    `distance` is the number of differing bits of the 256 of the PDQ hash (at most `max_distance`): of the whole pictures, or,
    where these are further apart, of what both show, if the pixels in `store` tell that they show the same. Each pair is
    returned once, told by the later photo, with its nearest orientation. A photo tells its MOST_LOOK_ALIKES nearest.
    Photos below `min_quality` (0–100: blank or blurred pictures, whose hashes agree by chance) and photos that could not
    be hashed match nothing.
    """
    fresh = _comparable(new, min_quality)
    if not fresh.num_rows:
        return NEIGHBOUR_SCHEMA.empty_table()
    earlier = _comparable(_without(known, new), min_quality)
    index = faiss.IndexBinaryFlat(_HASH_BITS)
    index.add(_bits(earlier["pdq_hash"].to_pylist()))
    index.add(_bits(fresh["pdq_hash"].to_pylist()))
    ids = np.array([*earlier["photo_id"].to_pylist(), *fresh["photo_id"].to_pylist()], dtype=object)
    turned = [hash_ for row in fresh["pdq_dihedral"].to_pylist() for hash_ in row.split(";")]
    found = []
    for start in range(0, len(turned), _QUERY_ROWS):
        distances, others = index.search(
            _bits(turned[start : start + _QUERY_ROWS]), min(MOST_LOOK_ALIKES, index.ntotal)
        )
        query, place = np.nonzero(distances <= max(max_distance, _DOUBTFUL_DISTANCE))
        photo, orientation = np.divmod(query + start, len(ORIENTATIONS))
        pairs = np.stack([photo + earlier.num_rows, others[query, place], distances[query, place], orientation])
        # Two new photos meet twice; the pair is told by the later one. The same id twice is a conflict, not a pair.
        found.append(pairs[:, (pairs[1] < pairs[0]) & (ids[pairs[0]] != ids[pairs[1]])])
    told = np.concatenate(found, axis=1)
    told = told[:, np.lexsort(told[::-1])]
    nearest = np.ones(told.shape[1], dtype=bool)
    nearest[1:] = (told[:2, 1:] != told[:2, :-1]).any(axis=0)
    told = told[:, nearest]
    contents = [*earlier["sha256"].to_pylist(), *fresh["sha256"].to_pylist()]
    photo, other, distance, orientation = _with_second_looks(told, contents, store, max_distance)
    return pa.table(
        [ids[photo], ids[other], distance, np.array(ORIENTATIONS, dtype=object)[orientation]], schema=NEIGHBOUR_SCHEMA
    )


def _with_second_looks(told: np.ndarray, contents: Sequence[str], store: Path, max_distance: int) -> np.ndarray:
    """The pairs (rows: photo, other, distance, orientation) that are near, the doubtful ones by what both pictures show."""
    near = told[2] <= max_distance
    doubtful = told[:, ~near]
    doubtful = doubtful[:, np.lexsort((doubtful[2], doubtful[0]))]
    _, starts, counts = np.unique(doubtful[0], return_index=True, return_counts=True)
    place = np.arange(doubtful.shape[1]) - np.repeat(starts, counts)
    found = [told[:, near]]
    for photo, other, _, orientation in doubtful[:, place < _MOST_SECOND_LOOKS].T:
        paths = [_stored(store, contents[place]) for place in (photo, other)]
        if not all(path.exists() for path in paths):  # not kept any more
            continue
        picture, of_other = map(_small_picture, paths)
        turn = _TURNS[orientation]
        shared = shared_distance(picture if turn is None else picture.transpose(turn), of_other)
        if shared is not None and shared <= max_distance:
            found.append(np.array([[photo], [other], [shared], [orientation]]))
    return np.concatenate(found, axis=1)


@lru_cache(maxsize=4096)
def _small_picture(path: Path) -> Image.Image:
    """The stored picture, upright and small."""
    with Image.open(path) as image:
        turn = _TURNS_UPRIGHT.get(_exif(image).get(ExifTags.Base.Orientation, 1))
        return small(_picture(image, turn, 2 * SIDE))


def _keep(path: Path, store: Path, workspace: Path) -> str:
    """Copies the file into the store unless its content is there; returns its sha256."""
    digest = file_sha256(path)
    if not _stored(store, digest).exists():
        handle, name = tempfile.mkstemp(dir=workspace)
        os.close(handle)
        partial = Path(name)
        shutil.copyfile(path, partial)
        # What was copied counts, should the file have changed meanwhile.
        digest = file_sha256(partial)
        flush(partial)
        target = _stored(store, digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(partial, target)
    return digest


def _stored(store: Path, digest: str) -> Path:
    return store / digest[:2] / digest


def _describe(path: Path, digest: str, zone: ZoneInfo) -> _Content:
    with path.open("rb") as stream:
        if stream.read(16)[4:12] in _UNSUPPORTED_BRANDS:
            return _Content(digest, opens=None)
    try:
        with Image.open(path) as image:
            width, height = image.size
            exif = _exif(image)
            turn = _TURNS_UPRIGHT.get(exif.get(ExifTags.Base.Orientation, 1))
            image_format = image.format
            hashes, quality = _hashes(_picture(image, turn, _HASHED_PIXELS))
    except (Image.DecompressionBombError, MemoryError):
        return _Content(digest, opens=None)
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk's fault, not the photo's
        # Whatever a decoder makes of damaged bytes, the finding is the same: this photo does not open.
        return _Content(digest, opens=False)
    if turn in _TURNS_ASIDE:
        width, height = height, width
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
        taken_at=_taken_at(exif, zone),
        lat=lat,
        lon=lon,
        camera=camera,
        is_screenshot=_is_screenshot(exif, image_format, camera, width, height),
    )


def _exif(image: Image.Image) -> Image.Exif:
    """What the camera wrote; nothing where it cannot be read, which says nothing about the picture."""
    try:
        exif = image.getexif()
        # Parts are read when they are asked for: damage shows here or nowhere.
        for part in (exif, exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)):
            dict(part)
    except Exception:
        return Image.Exif()
    return exif


def _picture(image: Image.Image, turn: Image.Transpose | None, pixels: int) -> Image.Image:
    """The image turned upright, in RGB, neither side longer than `pixels`."""
    image.draft("RGB", (pixels, pixels))
    image.load()
    if turn is not None:
        image = image.transpose(turn)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        # A transparent area is shown on white.
        layered = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered)
    elif image.mode.startswith("I"):
        # Sixteen bits a pixel: the upper eight are the picture.
        image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    picture = image.convert("RGB")
    picture.thumbnail((pixels, pixels))
    return picture


def _hashes(picture: Image.Image) -> tuple[list[str], int]:
    """The PDQ hashes of the picture in all eight orientations, as hex, and their quality (0–100)."""
    vectors, quality = pdqhash.compute_dihedral(np.asarray(picture))
    return [np.packbits(vector.astype(np.uint8)).tobytes().hex() for vector in vectors], int(quality)


# The camera's clock and the offset it wrote beside it.
_CLOCKS = (
    (ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal),
    (ExifTags.Base.DateTimeDigitized, ExifTags.Base.OffsetTimeDigitized),
)


def _taken_at(exif: Image.Exif, zone: ZoneInfo) -> datetime | None:
    """When the shutter was released, local to `zone`; never the time of a later edit."""
    details = exif.get_ifd(ExifTags.IFD.Exif)
    for clock, offset in _CLOCKS:
        try:
            taken = datetime.strptime(_text(details.get(clock))[:19], "%Y:%m:%d %H:%M:%S")
        except ValueError:
            continue
        try:
            written = datetime.strptime(_text(details.get(offset)), "%z").tzinfo
            return taken.replace(tzinfo=written).astimezone(zone).replace(tzinfo=None)
        except (ValueError, OverflowError):
            return taken
    return None


def _text(value: object) -> str:
    """An EXIF text without the padding some cameras leave; empty where there is none."""
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value or "")
    return "".join(character for character in text if character.isprintable()).strip()


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
    if _text(reference).upper().startswith(negative):
        value = -value
    return value if abs(value) <= limit else None


def _camera(exif: Image.Exif) -> str | None:
    make, model = (_text(exif.get(tag)) for tag in (ExifTags.Base.Make, ExifTags.Base.Model))
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
    """The photos that were hashed and are good enough to be compared."""
    return photos.filter(pc.and_(pc.is_valid(photos["pdq_hash"]), pc.greater_equal(photos["pdq_quality"], min_quality)))


def with_newer(known: pa.Table, new: pa.Table) -> pa.Table:
    """The photos known (KNOWN_SCHEMA) once `new` ones have landed."""
    return pa.concat_tables([_without(known, new), new.select(KNOWN_SCHEMA.names)])


def _without(known: pa.Table, new: pa.Table) -> pa.Table:
    """The known photos that are not sent again."""
    return known.filter(pc.invert(pc.is_in(known["photo_id"], new["photo_id"])))


def _bits(hashes: Sequence[str]) -> np.ndarray:
    """Hex hashes as rows of 32 bytes."""
    return np.frombuffer(bytes.fromhex("".join(hashes)), dtype=np.uint8).reshape(len(hashes), _HASH_BITS // 8)
