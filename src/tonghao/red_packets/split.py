"""Split: how a sum becomes shares, so that anybody can draw them again once the seed is open.

The same in words stands in docs/red-packets.md, and in TypeScript in the member app, which draws again in
the browser of whoever wants to check.
"""

import hashlib
from collections.abc import Iterator
from typing import Final
from uuid import UUID

ALGORITHM: Final = "tonghao-red-packet-1"
SEED_BYTES: Final = 32
_WORD_BYTES: Final = 8
_WORDS: Final = 1 << 64


def commitment_of(
    packet_id: UUID, *, total_minor: int, share_count: int, most_minor: int, seed: bytes
) -> bytes:
    """SHA-256 over everything the draw depends on: shown at once, it ties the maker's server to one draw."""
    lines = (ALGORITHM, packet_id, total_minor, share_count, most_minor, seed.hex())
    return hashlib.sha256("\n".join(map(str, lines)).encode()).digest()


def amounts_of(*, total_minor: int, share_count: int, most_minor: int, seed: bytes) -> list[int]:
    """The shares in the order in which they are taken, by the double mean, then shuffled.

    Each share is drawn evenly between 1 and twice the mean of what is left, less 1. Drawn in turn that
    favours the last ones (of 50, the last two were luckiest 7 % of the time, those in the middle 1 %), so
    that the shares are shuffled: every place has the same chances.

    Args:
        total_minor: share_count ≤ total_minor ≤ share_count × most_minor.
        most_minor: No share is more.
        seed: 32 bytes of a cryptographic generator.

    Returns:
        (share_count,), each from 1 to most_minor, sums to total_minor.
    """
    if not share_count <= total_minor <= share_count * most_minor:
        raise ValueError("no such split")
    words = _words_of(seed)
    amounts = []
    left = total_minor
    for shares in range(share_count, 1, -1):
        least = max(1, left - (shares - 1) * most_minor)
        most = max(least, min(most_minor, 2 * left // shares - 1))
        amount = least + _below(words, most - least + 1)
        amounts.append(amount)
        left -= amount
    amounts.append(left)
    for last in range(share_count - 1, 0, -1):
        other = _below(words, last + 1)
        amounts[last], amounts[other] = amounts[other], amounts[last]
    return amounts


def _words_of(seed: bytes) -> Iterator[int]:
    """Numbers of 64 bits: SHA-256 of the seed and a counter of four bytes, eight bytes at a time."""
    counter = 0
    while True:
        block = hashlib.sha256(seed + counter.to_bytes(4)).digest()
        for start in range(0, len(block), _WORD_BYTES):
            yield int.from_bytes(block[start : start + _WORD_BYTES])
        counter += 1


def _below(words: Iterator[int], bound: int) -> int:
    """An even number from 0 to *bound* - 1: what would favour the low ones is thrown away."""
    limit = _WORDS - _WORDS % bound
    return next(word for word in words if word < limit) % bound
