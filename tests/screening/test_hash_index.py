"""The index of hashes finds whatever lies near, and nothing else, among few and among very many."""

import time
import tracemalloc

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


def test_what_it_keeps_and_a_look_cost_are_bounded() -> None:
    count = 200_000
    hashes = np.random.default_rng(7).integers(0, 256, (count, 32), dtype=np.uint8).tobytes()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    index = HashIndex(hashes)
    kept = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    # Of each hash 32 bytes are shared with what was given, and 4 lie in each of 16 bands.
    assert kept < 140 * count + 16 * 65_537 * 8
    times = []
    for place in range(0, count, count // 50):
        began = time.process_time()
        found = index.near(hashes[32 * place : 32 * place + 32])
        times.append(time.process_time() - began)
        assert found[0] == (place, 0)
    # All of them looked at one by one would take twenty times as long.
    assert sorted(times)[len(times) // 2] < 0.005
