"""Looks: how one picture may come back. A removed photo is known by 38 hashes, a new one has two."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from tonghao.screening.pdq import LEAST_QUALITY, Grey, Look, Rgb, grey_of, hash_of

VARIANTS: Final = 38
# PDQ forgives about 2 % cut off at one side (measured, decision 0014), so the framings stand that close.
_ALL_AROUND: Final = (0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.14)
_ONE_SIDE: Final = (0.035, 0.065, 0.1)
_CORNER: Final = (0.035, 0.06, 0.085)
# The last two have no place when the picture has a border, which is looked for with and without it.
_TURNS: Final = (-2.0, 2.0, -4.0, 4.0)
# (top, bottom, left, right): shares of height and width that are cut away.
_CUTS: Final = (
    *((cut, cut, cut, cut) for cut in _ALL_AROUND),
    *((cut * a, cut * b, cut * c, cut * d) for cut in _ONE_SIDE for a, b, c, d in np.eye(4)),
    *((cut * a, cut * (1 - a), cut * c, cut * (1 - c)) for cut in _CORNER for a in (0, 1) for c in (0, 1)),
)
# A line is of one shade when nearly all of it lies this close to its middle, of 255.
_SHADE: Final = 16.0
_PLAIN: Final = 0.97
# A row of the picture differs from the border in more than this share; a line of words on it does not.
_BUSY: Final = 0.5
_LEAST_LEFT: Final = 0.15


def look_of(rgb: Rgb) -> Look | None:
    """The two hashes by which a photo is looked up; None when it is too plain for them to say anything.

    Args:
        rgb: (height, width, 3), decoded and upright, at most some hundred pixels a side.
    """
    grey = grey_of(rgb)
    plain = hash_of(grey)
    if plain.quality < LEAST_QUALITY:
        return None
    return Look(plain.bits, hash_of(_inner(grey)).bits, plain.quality)


def variants_of(rgb: Rgb) -> list[bytes]:
    """The hashes under which a removed photo is known: whole, mirrored, cut in 32 ways, turned a little.

    Returns: at most 38 hashes; too plain ones are left out.
    """
    grey = grey_of(rgb)
    views = (hash_of(np.ascontiguousarray(view)) for view in islice(_views(grey, _inner(grey)), VARIANTS))
    return [hashed.bits for hashed in views if hashed.quality >= LEAST_QUALITY]


def _inner(grey: Grey) -> Grey:
    """Without its border, unless it is too plain then, as a drawing on an empty page is."""
    inner = trimmed(grey)
    return inner if hash_of(inner).quality >= LEAST_QUALITY else grey


def _views(whole: Grey, grey: Grey) -> Iterator[Grey]:
    """The *whole* picture, and what becomes of *grey*, which is it without its border."""
    for view in [whole] if whole is grey else [whole, grey]:
        yield view
        yield view[:, ::-1]
    height, width = grey.shape
    for top, bottom, left, right in _CUTS:
        yield grey[
            round(height * top) : height - round(height * bottom),
            round(width * left) : width - round(width * right),
        ]
    yield _square(grey)
    for degrees in _TURNS:
        yield _turned(grey, degrees)


def _square(grey: Grey) -> Grey:
    """The middle of the picture, as tools for profile pictures cut it."""
    side = min(grey.shape)
    top, left = (grey.shape[0] - side) // 2, (grey.shape[1] - side) // 2
    return grey[top : top + side, left : left + side]


def _turned(grey: Grey, degrees: float) -> Grey:
    """The picture turned, without the corners that this leaves empty."""
    turned = Image.fromarray(grey).rotate(degrees, Image.Resampling.BILINEAR)
    lost = np.tan(np.radians(abs(degrees))) / 2
    height, width = grey.shape
    rows, columns = min(height // 4, round(width * lost)), min(width // 4, round(height * lost))
    return np.asarray(turned)[rows : height - rows, columns : width - columns]


def trimmed(grey: Grey) -> Grey:
    """Cut away a border of one shade and what a screenshot puts on it; as it is when there is none.

    There is one when two opposite edges are of the same shade from end to end. Of the rows that differ
    from it in most of their length the longest run is the picture; so it is then with the columns.
    """
    height, width = grey.shape
    shade = _border_of(grey)
    if shade is None:
        return grey
    differs = np.abs(grey - shade) > _SHADE
    # A narrow picture on a broad screen: rows are asked only as far as anything stands there.
    across = _longest(differs.mean(axis=0) > 0.1)
    if across is None:
        return grey
    rows = _longest(differs[:, across].mean(axis=1) > _BUSY)
    if rows is None:
        return grey
    columns = _longest(differs[rows].mean(axis=0) > _BUSY)
    if columns is None:
        return grey
    inner = grey[rows, columns]
    if inner.shape[0] < _LEAST_LEFT * height or inner.shape[1] < _LEAST_LEFT * width:
        return grey
    return np.ascontiguousarray(inner)


def _border_of(grey: Grey) -> float | None:
    """The shade of a border; None when there is none."""
    for one, other in ((grey[0], grey[-1]), (grey[:, 0], grey[:, -1])):
        shade = float(np.median(one))
        if all((np.abs(line - shade) <= _SHADE).mean() >= _PLAIN for line in (one, other)):
            return shade
    return None


def _longest(busy: npt.NDArray[np.bool_]) -> slice | None:
    """The longest run of true values; gaps of 2 % of the whole do not end it."""
    places = np.flatnonzero(busy)
    if not len(places):
        return None
    gaps = np.flatnonzero(np.diff(places) > 1 + len(busy) // 50)
    starts = places[np.concatenate([[0], gaps + 1])]
    ends = places[np.concatenate([gaps, [len(places) - 1]])] + 1
    best = int(np.argmax(ends - starts))
    return slice(int(starts[best]), int(ends[best]))
