"""Looks: a picture is found again when it comes back cropped, mirrored, framed or on a screenshot."""

import random

import numpy as np
import pytest
from bench.moderation_copies import copies_of, drawings
from PIL import Image

from tests.screening.test_pdq import bits_apart
from tonghao.screening.looks import VARIANTS, look_of, trimmed, variants_of
from tonghao.screening.pdq import SAME_WITHIN, grey_of


def is_found(copy: Image.Image, variants: list[bytes]) -> bool:
    look = look_of(np.asarray(copy))
    return look is not None and any(
        bits_apart(mine, known) <= SAME_WITHIN for mine in (look.plain, look.trimmed) for known in variants
    )


def test_a_removed_photo_has_38_hashes_and_most_copies_lie_near_one() -> None:
    found, made = 0, 0
    for number, picture in enumerate(drawings(20, seed=7)):
        variants = variants_of(np.asarray(picture))
        assert len(variants) == VARIANTS
        assert is_found(picture, variants)
        for _, copy in copies_of(picture, random.Random(number)):
            found += is_found(copy, variants)
            made += 1
    assert found / made >= 0.85


def test_two_drawings_are_never_taken_for_one() -> None:
    pictures = [np.asarray(picture) for picture in drawings(30, seed=8)]
    known = [variants_of(picture) for picture in pictures]
    for place, picture in enumerate(pictures):
        others = [one for other, variants in enumerate(known) if other != place for one in variants]
        assert not is_found(Image.fromarray(picture), others)


def test_a_border_is_trimmed_and_a_picture_without_one_stays() -> None:
    picture = next(drawings(1, seed=9))
    framed = Image.new("RGB", (picture.width + 80, picture.height + 60), (250, 250, 250))
    framed.paste(picture, (50, 20))
    inner = trimmed(grey_of(np.asarray(framed)))
    assert abs(inner.shape[0] - picture.height) <= 2
    assert abs(inner.shape[1] - picture.width) <= 2
    whole = grey_of(np.asarray(picture))
    assert trimmed(whole).shape == whole.shape


@pytest.mark.parametrize("size", [(512, 512), (512, 4), (8, 8)])
def test_one_colour_has_no_look_and_no_variant(size: tuple[int, int]) -> None:
    plain = np.full((*size, 3), 90, np.uint8)
    assert look_of(plain) is None
    assert variants_of(plain) == []
