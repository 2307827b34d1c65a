"""PDQ: our hash of a picture is the one that the package `pdqhash` gives."""

import numpy as np
import pytest

from tonghao.screening.pdq import LEAST_QUALITY, grey_of, hash_of

# Recorded with pdqhash 0.2.8 (Meta's C++ behind a Python binding), which has no wheel: the pictures are
# `waves(seed, height, width)`, the hashes and qualities are those of `pdqhash.compute`.
RECORDED = [
    (1, 64, 64, "4eb155a5feb1e2aec693afe0c1d3aae0e2b35fe2420b6cde401c6dcac01c92b5", 100),
    (2, 128, 128, "c5aaa87ea92914eef0ba058f698ac2af1daa74f63dfc14a951ab80a901abff03", 100),
    (3, 300, 200, "697c2d295cbc8da52cbc4d65583c2ef1daedac8958836d4e7803ad4fd81b52b0", 100),
    (4, 512, 384, "dc3ecdc8d923f178c51379d99c0347c693ec5e75855d60d5c1686a7dd0c19582", 100),
    (5, 384, 512, "ebc0c0ad8f821a0f13a0b16f83f81611ab5f56e3ebf52e0b0b75feaffc0a8050", 100),
    (6, 512, 91, "829a3e31701aa1714b5a7ef1daa71f8edaa487d21a27c5f25abdf170a545028f", 100),
    (7, 40, 60, "cb13820f06ebb20f23abf61e04dc6db198a6baa1a49a2c33fba61522657ecfca", 100),
    (8, 600, 800, "aa247fd6a8137f56fdfc0ea970a2c6291f42d6098dd2fe285402a95718fc29d5", 100),
]


def waves(seed: int, height: int, width: int) -> np.ndarray:
    """A picture that is the same on every machine: sums of sines, no generator of numbers."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    shade = np.zeros((height, width, 3))
    for k in range(1, 7):
        across, down = ((seed * 37 + k * 91) % 17 + 1) / 6, ((seed * 53 + k * 29) % 13 + 1) / 6
        wave = 2 * np.pi * (across * x / width * k / 2 + down * y / height * (7 - k) / 2)
        for colour in range(3):
            shade[..., colour] += np.sin(wave + seed + k * (colour + 1)) * (20 + 6 * k)
    return np.clip(shade + 128, 0, 255).astype(np.uint8)


def bits_apart(one: bytes, other: bytes) -> int:
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


@pytest.mark.parametrize(("seed", "height", "width", "known", "quality"), RECORDED)
def test_our_hash_is_the_packages_hash(seed: int, height: int, width: int, known: str, quality: int) -> None:
    hashed = hash_of(grey_of(waves(seed, height, width)))
    # Sums of floats in another order may turn a bit whose frequency lies on the median.
    assert bits_apart(hashed.bits, bytes.fromhex(known)) <= 2
    assert hashed.quality == quality


def test_half_of_the_bits_are_set() -> None:
    assert int.from_bytes(hash_of(grey_of(waves(4, 512, 384))).bits).bit_count() == 128


@pytest.mark.parametrize("shape", [(512, 512), (4, 400), (1, 1), (512, 3)])
def test_one_colour_or_a_sliver_is_too_plain(shape: tuple[int, int]) -> None:
    assert hash_of(np.full(shape, 128, np.float32)).quality < LEAST_QUALITY


def test_a_huge_panorama_has_a_hash_like_any_other() -> None:
    hashed = hash_of(grey_of(waves(3, 24, 512)))
    assert hashed.quality >= LEAST_QUALITY
