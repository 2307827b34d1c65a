"""The index of hashes finds whatever lies near, and nothing else, among few and among very many."""

import numpy as np
import pytest

from tonghao.screening.hash_index import HashIndex
from tonghao.screening.pdq import SAME_WITHIN


def turned(bits: np.ndarray, count: int, chance: np.random.Generator) -> bytes:
    """*bits* with *count* of them turned."""
    unpacked = np.unpackbits(bits)
    unpacked[chance.choice(256, count, replace=False)] ^= 1
    return np.packbits(unpacked).tobytes()


@pytest.mark.parametrize("count", [0, 3, 500, 30_000])
def test_it_finds_just_what_lies_within_31_bits(count: int) -> None:
    chance = np.random.default_rng(count)
    hashes = chance.integers(0, 256, (count, 32), dtype=np.uint8)
    index = HashIndex(hashes.tobytes())
    assert len(index) == count
    assert index.near(bytes(32)) == []
    for place in chance.integers(0, count, 40) if count else []:
        for apart in (0, 1, 17, 31, 32, 40):
            found = index.near(turned(hashes[place], apart, chance))
            assert found == ([(place, apart)] if apart <= SAME_WITHIN else [])


def test_the_nearest_comes_first() -> None:
    chance = np.random.default_rng(5)
    hashes = chance.integers(0, 256, (25_000, 32), dtype=np.uint8)
    near = turned(hashes[0], 20, chance)
    index = HashIndex(hashes.tobytes() + near)
    assert [place for place, _ in index.near(near)] == [25_000, 0]


def test_a_million_hashes_answer_in_milliseconds() -> None:
    hashes = np.random.default_rng(6).integers(0, 256, (1_000_000, 32), dtype=np.uint8)
    index = HashIndex(hashes.tobytes())
    assert index.near(hashes[987_654].tobytes()) == [(987_654, 0)]
