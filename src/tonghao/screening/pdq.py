"""PDQ: 256 bits of what a picture looks like, and how much there is to look at.

Source: Davis and Rosen, *The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm*
(Facebook, 2019). Written anew: every step up to the median is linear, so the two box filters, the
decimation and the cosines of one side are one small matrix, kept by the length of that side. Checked
against the package `pdqhash` by recorded hashes, since that package has no wheel.
"""

from functools import lru_cache
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.float32]
Rgb = npt.NDArray[np.uint8]

HASH_BYTES: Final = 32
# The distance that PDQ recommends; two unrelated pictures differ in about 128 of the 256 bits.
SAME_WITHIN: Final = 31
# PDQ's own advice: below this a picture is too plain for its hash to say anything.
LEAST_QUALITY: Final = 50
_SIDE: Final = 64
_KEPT: Final = 16
_LEAST_SIDE: Final = 5
_LUMA: Final = np.array([0.299, 0.587, 0.114], np.float32)


class Hashed(msgspec.Struct, frozen=True):
    """What is kept of one look: 32 bytes, the first bit first as PDQ writes it, and its quality, 0 to 100."""

    bits: bytes
    quality: int


class Look(msgspec.Struct, frozen=True):
    """A photo's hashes: as it came and without its border. Too plain a picture has none."""

    plain: bytes
    trimmed: bytes
    quality: int


def grey_of(rgb: Rgb) -> Grey:
    """The luma of a picture, (height, width, 3) bytes."""
    return np.asarray(rgb[..., :3].astype(np.float32) @ _LUMA)


def hash_of(grey: Grey) -> Hashed:
    """Return the hash of a grey picture, (height, width), 0 to 255, any size; quality 0 below 5 pixels."""
    waves, quality = _waves(grey)
    # The lower one of the two values in the middle, as PDQ takes it.
    middle = np.partition(waves, waves.size // 2 - 1, axis=None)[waves.size // 2 - 1]
    return Hashed(np.packbits((waves > middle).ravel()[::-1]).tobytes(), quality)


def _waves(grey: Grey) -> tuple[Grey, int]:
    """The 16 × 16 lowest frequencies of a picture, and its quality."""
    height, width = grey.shape
    if height < _LEAST_SIDE or width < _LEAST_SIDE:
        return np.zeros((_KEPT, _KEPT), np.float32), 0
    small = grey
    if grey.shape != (_SIDE, _SIDE):
        small = np.asarray(_shrinking(height) @ grey @ _shrinking(width).T, np.float32)
    return np.asarray(_cosines() @ small @ _cosines().T), _quality(small)


def _quality(small: Grey) -> int:
    """How much changes from point to point; steps below 1 % do not count."""
    down = np.abs(np.diff(small, axis=0) * 100 / 255).astype(np.int32).sum()
    along = np.abs(np.diff(small, axis=1) * 100 / 255).astype(np.int32).sum()
    return min(100, int(down + along) // 90)


@lru_cache(maxsize=1)
def _cosines() -> Grey:
    """The frequencies 1 to 16 of a DCT-II over 64 points; frequency 0 is brightness and says nothing."""
    frequency, place = np.arange(1, _KEPT + 1)[:, None], np.arange(_SIDE)[None, :]
    scale = np.sqrt(2 / _SIDE)
    return np.asarray(scale * np.cos(np.pi / 2 / _SIDE * frequency * (2 * place + 1)), np.float32)


@lru_cache(maxsize=256)
def _shrinking(length: int) -> Grey:
    """(64, length): two box filters of a 128th of the side, then every 64th point."""
    window = (length + 2 * _SIDE - 1) // (2 * _SIDE)
    right = (window + 2) // 2 - 1
    left = window - right - 1
    distance = np.arange(length)[None, :] - np.arange(length)[:, None]
    box = ((distance >= -left) & (distance <= right)).astype(np.float32)
    box /= box.sum(axis=1, keepdims=True)
    places = ((np.arange(_SIDE) + 0.5) * length / _SIDE).astype(int)
    return np.asarray(box[places] @ box)
