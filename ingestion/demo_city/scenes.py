"""Small procedural pictures, no two alike, with enough structure for a perceptual hash."""

from __future__ import annotations

import io
from datetime import datetime

import numpy as np
from PIL import Image, ImageDraw, ImageOps
from PIL.Image import Resampling, Transpose

WIDTH, HEIGHT = 320, 240
SCREEN = (360, 780)  # a telephone's screen at half its resolution
MOST_COLOURS = 32  # more than any scene has things to paint
EDITS = ("copy", "reencode", "resize", "mirror", "rotate")
EXIF_POINTER, GPS_POINTER = 0x8769, 0x8825
MAKE, MODEL, MODIFIED, TAKEN = 0x010F, 0x0110, 0x0132, 0x9003
CAMERAS = (("Synthetic", "SP-10"), ("Synthetic", "SP-12 Pro"), ("Demo", "D5"), ("Demo", "D7 Lite"))


def draw_scene(seed: int, number: int) -> Image.Image:
    """Scene `number` of the city made with `seed`: light, ground, buildings, trees, people and a banner."""
    rng = np.random.default_rng([seed, 20_250_101, number])
    light = rng.integers(40, 215, (rng.integers(3, 7), rng.integers(3, 7), 1))
    tint = rng.uniform(0.82, 1.12, 3)
    sky = np.clip(light * tint, 0, 255).astype(np.uint8)
    image = Image.fromarray(sky).resize((WIDTH, HEIGHT), Resampling.BICUBIC)
    draw = ImageDraw.Draw(image)

    shades = np.clip(rng.integers(35, 220, (MOST_COLOURS, 1)) + rng.integers(-32, 33, (MOST_COLOURS, 3)), 0, 255)
    palette = iter(shades.tolist())

    def colour() -> tuple[int, int, int]:
        red, green, blue = next(palette)
        return red, green, blue

    horizon = int(rng.integers(90, 190))
    draw.polygon(
        [(0, horizon), (WIDTH, horizon + int(rng.integers(-35, 35))), (WIDTH, HEIGHT), (0, HEIGHT)], fill=colour()
    )
    for _ in range(rng.integers(2, 6)):
        left, wide, tall = rng.integers((-20, 35, 40), (290, 120, 170))
        top = horizon - int(tall)
        wall, window = colour(), colour()
        draw.rectangle((int(left), top, int(left + wide), horizon + 8), fill=wall)
        step = int(rng.integers(12, 24))
        for x in range(int(left) + 5, int(left + wide) - 6, step):
            for y in range(top + 6, horizon - 6, step):
                draw.rectangle((x, y, x + step // 2, y + step // 2), fill=window)
    for _ in range(rng.integers(1, 5)):
        x, y, radius = (int(value) for value in rng.integers((0, 60, 14), (WIDTH, 170, 42)))
        draw.rectangle((x - 3, y, x + 3, y + 70), fill=colour())
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour())
    for _ in range(rng.integers(2, 9)):
        x, y, size = (int(value) for value in rng.integers((5, horizon - 20, 8), (WIDTH - 20, HEIGHT - 40, 18)))
        draw.ellipse((x, y, x + size, y + size), fill=(214, 176, 146))
        draw.rectangle((x - size // 3, y + size, x + size + size // 3, y + 3 * size), fill=colour())
    if rng.random() < 0.5:
        x, y, wide = (int(value) for value in rng.integers((0, 20, 90), (150, 120, 170)))
        draw.rectangle((x, y, x + wide, y + 22), fill=(190, 30, 30))
        for letter in range(x + 8, x + wide - 12, 16):
            draw.rectangle((letter, y + 5, letter + 9, y + 16), fill=(240, 210, 90))
    return image


def opened(content: bytes) -> Image.Image:
    """The picture in these bytes."""
    return Image.open(io.BytesIO(content))


def edited(image: Image.Image, edit: str, turn: int) -> Image.Image:
    """The picture as it comes back when somebody uses it again; `turn` picks the rotation."""
    if edit == "resize":
        return image.resize((WIDTH * 3 // 4, HEIGHT * 3 // 4), Resampling.LANCZOS)
    if edit == "mirror":
        return ImageOps.mirror(image)
    if edit == "rotate":
        return image.transpose((Transpose.ROTATE_90, Transpose.ROTATE_180, Transpose.ROTATE_270)[turn % 3])
    return image


def as_jpeg(
    image: Image.Image,
    taken_at: datetime | None = None,
    position: tuple[float, float] | None = None,
    camera: int = 0,
    quality: int = 80,
) -> bytes:
    """JPEG bytes; with `taken_at` (local time) also EXIF time and camera, with `position` (lat, lon) EXIF GPS."""
    exif = Image.Exif()
    if taken_at is not None:
        moment = taken_at.strftime("%Y:%m:%d %H:%M:%S")
        exif[MAKE], exif[MODEL] = CAMERAS[camera % len(CAMERAS)]
        exif[MODIFIED] = moment
        exif.get_ifd(EXIF_POINTER)[TAKEN] = moment
        if position is not None:
            lat, lon = position
            exif.get_ifd(GPS_POINTER).update(
                {1: "N" if lat >= 0 else "S", 2: _sexagesimal(lat), 3: "E" if lon >= 0 else "W", 4: _sexagesimal(lon)}
            )
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, exif=exif)
    return file.getvalue()


def _sexagesimal(degrees: float) -> tuple[float, float, float]:
    whole, rest = divmod(abs(degrees), 1)
    minute, rest = divmod(rest * 60, 1)
    return whole, minute, round(rest * 60, 3)


def screenshot(seed: int, number: int) -> bytes:
    """PNG bytes of a telephone's screen: a status bar, cards and a button, as exported from a chat."""
    rng = np.random.default_rng([seed, 20_250_102, number])
    image = Image.new("RGB", SCREEN, (245, 245, 247))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SCREEN[0], 28), fill=(20, 20, 22))
    top = 44
    while top < SCREEN[1] - 120:
        tall = int(rng.integers(50, 130))
        draw.rounded_rectangle((14, top, SCREEN[0] - 14, top + tall), 10, fill=(255, 255, 255), outline=(205, 205, 210))
        for line in range(top + 12, top + tall - 10, 16):
            draw.rectangle((28, line, 28 + int(rng.integers(80, 290)), line + 7), fill=(120, 120, 128))
        top += tall + 14
    draw.rounded_rectangle((80, SCREEN[1] - 84, 280, SCREEN[1] - 44), 18, fill=(7, 160, 90))
    file = io.BytesIO()
    image.resize((SCREEN[0] * 2, SCREEN[1] * 2), Resampling.NEAREST).save(file, "PNG", compress_level=1)
    return file.getvalue()
