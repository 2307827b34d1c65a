"""Texts as hashed n-grams: 1 to 4 characters of the letters, 1 to 3 syllables of the sound.

Everything is array arithmetic over the code points of a whole batch, laid end to end; no dictionary
of n-grams exists anywhere, so the model is as large as its buckets and nothing else.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from tonghao.screening.normalise import Normalised
from tonghao.screening.pinyin import sound_of, with_syllables

LETTER_BITS: Final = 20
SOUND_BITS: Final = 19
BUCKETS: Final = (1 << LETTER_BITS) + (1 << SOUND_BITS)
LETTER_GRAMS: Final = 4
SOUND_GRAMS: Final = 3

# In letters. Few texts of the training data are longer than a window.
WINDOW: Final = 200
STEP: Final = 150

# As many n-grams as some ten letters have. Without them, one loaded word in three would decide alone.
_CALM: Final = 50

_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
# Ends are characters too: an n-gram that holds one says "at the beginning" or "at the end".
_EDGE: Final = "\x02"

Buckets = npt.NDArray[np.int32]


def views_of(text: Normalised) -> tuple[str, str]:
    """Return what the model reads of a text: its letters and its sound."""
    letters = with_syllables(text.compact)
    return letters, sound_of(letters)


def windows_of(text: Normalised) -> list[tuple[str, str]]:
    """Return the views of a text in windows, so that one bad sentence is not lost in a long text."""
    letters = with_syllables(text.compact)
    starts = range(0, max(1, len(letters) - WINDOW + STEP), STEP)
    pieces = [letters[start : start + WINDOW] for start in starts]
    return [(piece, sound_of(piece)) for piece in pieces]


def hashed(views: Sequence[tuple[str, str]]) -> tuple[Buckets, npt.NDArray[np.int64]]:
    """Return the bucket of every n-gram of every text, and each text's owner index.

    Args:
        views: one pair of letters and sound a text, see `views_of`.

    Returns:
        buckets: (n-grams,), letters below 2**LETTER_BITS, sound above; owners: (n-grams,), which text.
    """
    grams = _grams_of_one if len(views) == 1 else _grams
    letters, letter_owners = grams([v[0] for v in views], LETTER_GRAMS, LETTER_BITS)
    sounds, sound_owners = grams([v[1] for v in views], SOUND_GRAMS, SOUND_BITS)
    sounds += 1 << LETTER_BITS
    return np.concatenate((letters, sounds)), np.concatenate((letter_owners, sound_owners))


def _grams(texts: list[str], longest: int, bits: int) -> tuple[Buckets, npt.NDArray[np.int64]]:
    laid = _EDGE + _EDGE.join(texts) + _EDGE
    codes = np.frombuffer(laid.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    edges = codes == ord(_EDGE)
    # The edge between two texts closes the first; what begins there belongs to the second.
    owners = np.cumsum(edges) - 1
    shift = np.uint64(64 - bits)
    rolling = np.zeros_like(codes)
    crossing = np.zeros(len(codes), dtype=np.int64)
    found: list[Buckets] = []
    held: list[npt.NDArray[np.int64]] = []
    for size in range(1, longest + 1):
        room = len(codes) - size + 1
        if room <= 0:
            break
        rolling = (rolling[:room] + codes[size - 1 :] + np.uint64(size)) * _MULTIPLIER
        rolling ^= rolling >> np.uint64(29)
        # An edge may open or close an n-gram but not stand inside it, nor alone.
        if size > 2:
            crossing = crossing[:room] + edges[size - 2 : size - 2 + room]
        keep = ~edges if size == 1 else (crossing[:room] == 0)
        if size == 2:
            keep &= ~(edges[:room] & edges[1:])
        found.append(((rolling[keep] * _MULTIPLIER) >> shift).astype(np.int32))
        held.append(owners[:room][keep])
    return np.concatenate(found), np.concatenate(held)


def _grams_of_one(texts: list[str], longest: int, bits: int) -> tuple[Buckets, npt.NDArray[np.int64]]:
    """The same for one text, as each that is written is judged: no edge stands between two of them."""
    [text] = texts
    if not text or _EDGE in text:
        return _grams(texts, longest, bits)
    laid = (_EDGE + text + _EDGE).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(laid, dtype=np.uint32).astype(np.uint64)
    shift = np.uint64(64 - bits)
    rolling = np.zeros_like(codes)
    found: list[npt.NDArray[np.uint64]] = []
    for size in range(1, min(longest, len(codes)) + 1):
        rolling = (rolling[: len(codes) - size + 1] + codes[size - 1 :] + np.uint64(size)) * _MULTIPLIER
        rolling ^= rolling >> np.uint64(29)
        found.append(rolling[1:-1] if size == 1 else rolling)
    buckets = ((np.concatenate(found) * _MULTIPLIER) >> shift).astype(np.int32)
    return buckets, np.zeros(len(buckets), dtype=np.int64)


def scales(owners: npt.NDArray[np.int64], texts: int) -> npt.NDArray[np.float64]:
    """Return what each text's sum is multiplied by, so that neither long nor short ones shout."""
    return np.asarray(1.0 / np.sqrt(np.bincount(owners, minlength=texts) + _CALM))
