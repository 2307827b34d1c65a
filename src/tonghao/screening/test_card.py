"""The reserved test card: a harmless picture of our own that is always held, so that anybody can try it.

It is recognised by a 256-bit hash of its coarse structure: the signs, against their median, of the 16 × 16
lowest frequencies. Crops and borders move those, so the card is known in several framings, and a picture is
looked at as it came and without a plain border.
"""

from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

Photo = npt.NDArray[np.uint8]
Hash = npt.NDArray[np.bool_]

_FILE: Final = Path(__file__).with_name("test_card.png")
_SIDE: Final = 64
_KEPT: Final = 16
# The distance that PDQ recommends for 256 bits (Davis and Rosen, The TMK+PDQF Video-Hashing Algorithm and
# the PDQ Image-Hashing Algorithm, 2019); two unrelated pictures differ in about 128.
_SAME_WITHIN: Final = 31
# Shares of width and height that may have been cut off: at one side, at a corner, all around.
_CUTS: Final = (0.015, 0.03, 0.045, 0.06, 0.08, 0.1)
_FRAMED_AT: Final = (400, 300)
_BORDER_SPREAD: Final = 12.0


def is_test_card(rgb: Photo) -> bool:
    """Whether the picture is the card: resized, compressed, a little cropped, bordered or mirrored too.

    Args:
        rgb: (height, width, 3), as decoded.
    """
    grey = _grey(rgb)
    looks = np.stack([hash_of(grey), hash_of(_without_border(grey))])
    return bool((looks[:, None, :] != _known()[None, :, :]).sum(axis=2).min() <= _SAME_WITHIN)


def hash_of(grey: npt.NDArray[np.float32]) -> Hash:
    """Return the 256 bits of a grey picture, (height, width), any size."""
    small = np.asarray(Image.fromarray(grey).resize((_SIDE, _SIDE), Image.Resampling.BOX), dtype=np.float32)
    waves = _cosines() @ small @ _cosines().T
    return np.asarray(waves > np.median(waves)).ravel()


def _grey(rgb: Photo) -> npt.NDArray[np.float32]:
    return np.asarray(rgb[..., :3] @ np.array([0.299, 0.587, 0.114]), dtype=np.float32)


def _without_border(grey: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Cut away rows and columns of one shade at the edges, as screenshots have them."""
    rows = np.flatnonzero(grey.std(axis=1) > _BORDER_SPREAD)
    columns = np.flatnonzero(grey.std(axis=0) > _BORDER_SPREAD)
    if len(rows) < 2 or len(columns) < 2:
        return grey
    return grey[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


@cache
def _cosines() -> npt.NDArray[np.float32]:
    """The frequencies 1 to 16 of a DCT-II over 64 points; frequency 0 is brightness and says nothing."""
    frequency, place = np.arange(1, _KEPT + 1)[:, None], np.arange(_SIDE)[None, :]
    return np.asarray(np.cos(np.pi * frequency * (2 * place + 1) / (2 * _SIDE)), dtype=np.float32)


@cache
def _known() -> npt.NDArray[np.bool_]:
    """The card's hashes: whole and cut, each also mirrored and as border trimming sees it."""
    with Image.open(_FILE) as card:
        whole = _grey(np.asarray(card.convert("RGB").resize(_FRAMED_AT, Image.Resampling.BOX)))
    framings = [whole, _without_border(whole)]
    for cut in _CUTS:
        framings += _cropped(whole, cut)
    return np.stack([hash_of(np.ascontiguousarray(view)) for f in framings for view in (f, f[:, ::-1])])


def _cropped(whole: npt.NDArray[np.float32], share: float) -> list[npt.NDArray[np.float32]]:
    height, width = whole.shape
    rows, columns = int(height * share), int(width * share)
    top, bottom, left, right = rows, height - rows, columns, width - columns
    edges = [
        (top, height, 0, width),
        (0, bottom, 0, width),
        (0, height, left, width),
        (0, height, 0, right),
        (top, height, left, width),
        (top, height, 0, right),
        (0, bottom, left, width),
        (0, bottom, 0, right),
        (top, bottom, 0, width),
        (0, height, left, right),
        (top, bottom, left, right),
    ]
    return [whole[a:b, c:d] for a, b, c, d in edges]
