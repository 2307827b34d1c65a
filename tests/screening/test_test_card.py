import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageOps

from tonghao.screening import test_card
from tonghao.screening.test_card import is_test_card

CARD = Image.open(Path(test_card.__file__).with_name("test_card.png")).convert("RGB")
WIDTH, HEIGHT = CARD.size


def _compressed(picture: Image.Image, quality: int) -> Image.Image:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return Image.open(file).convert("RGB")


def _cut(left: float, top: float, right: float, bottom: float) -> Image.Image:
    box = (left * WIDTH, top * HEIGHT, WIDTH - right * WIDTH, HEIGHT - bottom * HEIGHT)
    return CARD.crop(tuple(round(side) for side in box))  # type: ignore[arg-type]


CHANGED = {
    "as it is": CARD,
    "small": CARD.resize((200, 150)),
    "squeezed": CARD.resize((400, 400)),
    "compressed": _compressed(CARD.resize((512, 384)), 15),
    "cut around": _cut(0.04, 0.04, 0.04, 0.04),
    "cut at the top": _cut(0, 0.07, 0, 0),
    "cut at a corner": _cut(0.05, 0.05, 0, 0),
    "in a white frame": ImageOps.expand(CARD, 60, "white"),
    "in a black frame": ImageOps.expand(CARD, 90, "black"),
    "mirrored": ImageOps.mirror(CARD),
    "darker": ImageEnhance.Brightness(CARD).enhance(0.6),
    "grey": CARD.convert("L").convert("RGB"),
    "turned a little": CARD.rotate(1, fillcolor="white"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_the_card_is_known_in_other_shapes(name: str) -> None:
    assert is_test_card(np.asarray(CHANGED[name]))


def test_no_other_picture_is_taken_for_it() -> None:
    random = np.random.default_rng(5)
    for n in range(300):
        cells = random.integers(0, 256, (*random.integers(1, 14, 2), 3)).astype(np.uint8)
        smooth = (Image.Resampling.NEAREST, Image.Resampling.BICUBIC)[n % 2]
        assert not is_test_card(np.asarray(Image.fromarray(cells).resize((160, 120), smooth)))


def test_a_flat_picture_is_not_the_card() -> None:
    for shade in (0, 127, 255):
        assert not is_test_card(np.full((50, 70, 3), shade, np.uint8))
