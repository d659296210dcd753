"""Whether two pictures show the same where their hashes leave it open: brought into line on their pixels, then compared cell by cell.

A crop, a frame, a slight turn or a banner moves a perceptual hash further than another compression does; different pictures are
further still. In between, the pixels tell. Lucas and Kanade's alignment (Baker and Matthews 2004, forward additive, affine, with
gain and offset), from coarse to fine, with Huber's weights, so that what was painted over does not count.

No library kept does this: OpenCV's `findTransformECC` aligns likewise but trusts every pixel alike, so that a banner drags the
picture along; scikit-image registers shifts, or every pixel for itself.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pdqhash
from PIL import Image
from scipy.ndimage import gaussian_filter, map_coordinates

Plane = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

SIDE, CELL = 96, 12
# Each pass of the alignment: the standard deviation of the blur and how far apart the places compared are, both in pixels; and how
# often the alignment is improved in it.
PASSES, STEPS = ((6.0, 4), (3.0, 2), (1.5, 1)), 12
# Cells with less structure than this (grey levels) tell nothing; pictures with fewer that tell are not judged.
LEAST_STRUCTURE, LEAST_CELLS = 3.0, 12
# A cell agrees from this correlation on; pictures show the same from this share of agreeing cells on.
AGREEING, SAME = 0.7, 0.65

_COUNT = SIDE // CELL
_MIDDLE = (SIDE - 1) / 2
_ROWS, _COLUMNS = np.mgrid[0:SIDE, 0:SIDE]
# An affine map is linear in these: one, and the place across and down from the middle.
_BASIS = np.stack([np.ones((SIDE, SIDE)), (_COLUMNS - _MIDDLE) / _MIDDLE, (_ROWS - _MIDDLE) / _MIDDLE])
# The map that leaves everything where it is: row and column as combinations of the basis.
_NOWHERE = np.array([[_MIDDLE, 0, _MIDDLE], [_MIDDLE, _MIDDLE, 0]])


def small(picture: Image.Image) -> Image.Image:
    """The picture as it is compared: grey, `SIDE` × `SIDE` pixels."""
    return picture.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)


def shared_distance(picture: Image.Image, other: Image.Image) -> int | None:
    """How many of the 256 PDQ bits differ over what both `small` upright pictures show; None where they do not show the same.

    Each cell is brought to the same light. What only one picture shows, because the other was cropped there or painted over,
    is left out of the comparison.
    """
    # As soft as what has been moved will be.
    first, second = (gaussian_filter(np.asarray(each, dtype=np.float64), 0.7) for each in (picture, other))
    # A banner may lead the alignment astray and leave the rest of the picture where it was.
    for place in (_aligned(first, second), _NOWHERE):
        at, inside = _places(place, _BASIS)
        shared = _shared(first, map_coordinates(second, at, order=1, mode="nearest"), inside)
        if shared is not None:
            return int((_bits(first) != _bits(shared)).sum())
    return None


def _bits(plane: Plane) -> Mask:
    vector, _ = pdqhash.compute(np.repeat(plane.clip(0, 255).round().astype(np.uint8)[:, :, None], 3, axis=2))
    return np.asarray(vector, dtype=bool)


def _aligned(first: Plane, second: Plane) -> Plane:
    """The affine map (2 × 3, on `_BASIS`) from places of `first` to those of `second` that show the same, if any do."""
    place = _NOWHERE
    for blur, apart in PASSES:
        grid = _BASIS[:, ::apart, ::apart]
        wanted, given = gaussian_filter(first, blur)[::apart, ::apart], gaussian_filter(second, blur)
        slopes = np.gradient(given)
        for _ in range(STEPS):
            at, inside = _places(place, grid)
            if inside.mean() < 0.5:
                return place
            value, down, across = (map_coordinates(plane, at[:, inside], order=1) for plane in (given, *slopes))
            basis, target = grid[:, inside], wanted[inside]
            unknowns = np.concatenate([[value, np.ones_like(value)], down * basis, across * basis])
            gain, offset = np.polyfit(value, target, 1)
            residual = np.abs(target - gain * value - offset)
            weight = np.minimum(1.0, 1.5 * np.median(residual) / np.maximum(residual, 1e-9))
            normal = (unknowns * weight) @ unknowns.T + 1e-9 * np.eye(len(unknowns))
            found = np.linalg.solve(normal, (unknowns * weight) @ target)
            if abs(found[0]) < 0.1:  # one picture's contrast tells nothing of the other's
                return place
            step = (found[2:] / found[0]).reshape(2, 3)
            place = place + step
            if np.abs(step).max() < 0.02:
                break
    return place


def _places(place: Plane, basis: Plane) -> tuple[Plane, Mask]:
    """Where the map leads the places of `basis`, and which of these lie within the picture."""
    at: Plane = np.tensordot(place, basis, 1)
    inside: Mask = np.logical_and.reduce((at >= 0) & (at <= SIDE - 1))
    return at, inside


def _shared(first: Plane, moved: Plane, inside: Mask) -> Plane | None:
    """The first picture with the other's cells in place of those that agree; None where too few of those that tell do."""
    own, others = _cells(first), _cells(moved)
    level = own.mean(axis=-1, keepdims=True)
    own, others = own - level, others - others.mean(axis=-1, keepdims=True)
    structure, of_other = (np.sqrt((cells**2).mean(axis=-1)) for cells in (own, others))
    tells = (np.maximum(structure, of_other) > LEAST_STRUCTURE) & (_cells(inside).mean(axis=-1) > 0.8)
    together = (own * others).mean(axis=-1)
    agrees = together >= AGREEING * np.maximum(structure * of_other, 1e-9)
    if tells.sum() < LEAST_CELLS or agrees[tells].mean() < SAME:
        return None
    light = together / np.maximum(of_other**2, 1e-9)
    seen = np.where((agrees & tells)[..., None], level + light[..., None] * others, level + own)
    return seen.reshape(_COUNT, _COUNT, CELL, CELL).swapaxes(1, 2).reshape(SIDE, SIDE)


def _cells(plane: npt.NDArray[np.generic]) -> Plane:
    """The plane's cells: rows × columns × pixels of a cell."""
    cells = plane.reshape(_COUNT, CELL, _COUNT, CELL).swapaxes(1, 2).reshape(_COUNT, _COUNT, CELL * CELL)
    return cells.astype(np.float64)
