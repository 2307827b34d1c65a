"""An index of hashes that finds what lies near one, however many there are."""

from typing import Final

import numpy as np
import numpy.typing as npt

from tonghao.screening.pdq import HASH_BYTES, SAME_WITHIN

_BANDS: Final = 16
_VALUES: Final = 1 << 16
# Of 31 different bits in 16 bands, some band has at most one: its own value, or one bit beside it.
_NEAR: Final = np.concatenate([[0], 1 << np.arange(16)]).astype(np.uint16)
# Below this many, looking at each costs less than looking into the bands.
_FEW: Final = 20_000


class HashIndex:
    """Hashes in the order in which they were given; nothing is added later.

    Multi-index hashing (Norouzi, Punjani, Fleet: *Fast Search in Hamming Space with Multi-Index Hashing*,
    2012): every hash stands in each of 16 tables under 16 of its bits. No near one is passed over.
    """

    def __init__(self, hashes: bytes) -> None:
        """Keep *hashes*, 32 bytes each, one behind the other; 132 bytes of memory each."""
        rows = np.frombuffer(hashes, np.uint8).reshape(-1, HASH_BYTES)
        self._words = np.ascontiguousarray(rows).view(np.uint64)
        self._order = np.empty((0, 0), np.uint32)
        self._starts = np.zeros((_BANDS, _VALUES + 1), np.int64)
        if len(rows) > _FEW:
            values = np.ascontiguousarray(rows).view(np.uint16)
            self._order = np.empty((_BANDS, len(rows)), np.uint32)
            for band in range(_BANDS):
                column = values[:, band]
                np.cumsum(np.bincount(column, minlength=_VALUES), out=self._starts[band, 1:])
                self._order[band] = np.argsort(column, kind="stable")

    def __len__(self) -> int:
        return len(self._words)

    def near(self, wanted: bytes) -> list[tuple[int, int]]:
        """(place, distance) of every hash within 31 bits of *wanted*, nearest first."""
        words = np.frombuffer(wanted, np.uint64)
        places = self._candidates(np.frombuffer(wanted, np.uint16)) if len(self._order) else None
        held = self._words if places is None else self._words[places]
        distances = np.bitwise_count(held ^ words).sum(axis=1, dtype=np.int64)
        close = np.flatnonzero(distances <= SAME_WITHIN)
        found = close if places is None else places[close]
        # Several bands may lead to one hash.
        nearest = dict(zip(found.tolist(), distances[close].tolist(), strict=True))
        return sorted(nearest.items(), key=lambda one: (one[1], one[0]))

    def _candidates(self, wanted: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint32]:
        """The places that share a band with *wanted*, or nearly; some of them twice."""
        values = (wanted[:, None] ^ _NEAR[None, :]).astype(np.int64)
        bands = np.arange(_BANDS)[:, None]
        starts = (self._starts[bands, values] + bands * len(self._words)).ravel()
        counts = (self._starts[bands, values + 1] - self._starts[bands, values]).ravel()
        before = np.cumsum(counts) - counts
        places = np.repeat(starts - before, counts) + np.arange(counts.sum())
        return np.asarray(self._order.ravel()[places], np.uint32)
