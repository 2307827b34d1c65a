"""Codes are read off photos as a telephone would read them."""

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from tests.media import pictures
from tonghao.media.codes import codes_in

CONTACT = "https://u.wechat.com/abcdefg"


def texts(image: Image.Image) -> list[str]:
    return [code.text for code in codes_in(image)]


@pytest.mark.parametrize("turn", [0, 17, 45, 90, 180, 233])
def test_a_code_is_read_however_it_lies(turn: float) -> None:
    assert texts(pictures.with_code(CONTACT, turn=turn)) == [CONTACT]


@pytest.mark.parametrize(
    ("module", "paper"), [(2, (2048, 1365)), (4, (2048, 1365)), (20, (1200, 900)), (40, (2048, 1900))]
)
def test_a_code_is_read_small_or_large(module: int, paper: tuple[int, int]) -> None:
    assert texts(pictures.with_code(CONTACT, module=module, paper=paper)) == [CONTACT]


def test_a_code_in_a_small_blurred_picture_is_read() -> None:
    image = pictures.with_code(CONTACT, module=3, paper=(300, 300)).filter(ImageFilter.GaussianBlur(0.8))
    assert texts(image) == [CONTACT]


def test_a_white_code_on_black_is_read() -> None:
    assert texts(ImageOps.invert(pictures.with_code(CONTACT))) == [CONTACT]


@pytest.mark.parametrize("kind", ["DataMatrix", "Aztec", "PDF417", "Code128"])
def test_other_kinds_are_read(kind: str) -> None:
    made = zxingcpp.create_barcode("tel:13800138000", zxingcpp.barcode_format_from_str(kind))
    image = Image.fromarray(np.array(zxingcpp.write_barcode_to_image(made, scale=6))).convert("RGB")
    assert texts(ImageOps.expand(image, 40, "white")) == ["tel:13800138000"]


def test_a_data_matrix_of_a_twelfth_of_a_large_photo_is_read() -> None:
    made = zxingcpp.create_barcode("tel:13800138000", zxingcpp.barcode_format_from_str("DataMatrix"))
    code = Image.fromarray(np.array(zxingcpp.write_barcode_to_image(made, scale=8))).convert("RGB")
    photo = Image.new("RGB", (2048, 1365), (180, 170, 150))
    photo.paste(ImageOps.expand(code, 30, "white"), (900, 600))
    assert texts(photo) == ["tel:13800138000"]


def test_two_codes_in_one_picture_are_both_read() -> None:
    image = Image.new("RGB", (1800, 700))
    image.paste(pictures.with_code("one"), (0, 0))
    image.paste(pictures.with_code("two"), (900, 0))
    assert sorted(texts(image)) == ["one", "two"]


def test_a_picture_without_code_says_nothing() -> None:
    assert codes_in(pictures.scene(900, 700)) == []
