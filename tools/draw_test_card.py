"""Draw the reserved test card: `python tools/draw_test_card.py FONT BOLD_FONT OUT.png`.

The fonts need Chinese (Noto Sans CJK was used). The mosaic is fixed by the table below: its large, uneven
shapes are what the card is recognised by, so whoever changes them changes what is held.
"""

import sys
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

SIZE: Final = (1200, 900)
PAPER, INK, TEAL, AMBER, TINT = "#f5f2ea", "#1b2022", "#0b6e69", "#d9901a", "#dcece8"
TILE: Final = 150
# One letter a tile: t, a, i full squares; T, A quarter discs with the centre at the given corner 1 to 4;
# D, d halves cut along a diagonal; o a ring; a dot is paper.
MOSAIC: Final = (
    "t. A3 T1 a. .. D1 o. T4",
    "T2 i. .. T3 A1 t. .. a.",
    ".. D2 t. o. i. .. A4 T1",
    "A2 .. T4 .. .. a. t. D1",
)
MARK: Final = "测试卡"
SENTENCES: Final = (
    "This picture is harmless; it shows you what happens to one that is not.",
    "这张图没有问题。它让你看见，有问题的图会怎样。",
)


def draw(regular: Path, bold: Path) -> Image.Image:
    """Return the card."""
    card = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(card)
    for row, line in enumerate(MOSAIC):
        for column, tile in enumerate(line.split()):
            _tile(pen, tile, column * TILE, row * TILE)
    pen.rectangle((0, 4 * TILE, SIZE[0], 4 * TILE + 6), fill=INK)
    pen.text((48, 622), MARK, font=ImageFont.truetype(bold, 132, index=2), fill=TEAL)
    pen.text((470, 652), "Test card", font=ImageFont.truetype(bold, 72, index=2), fill=INK)
    pen.text((470, 736), "同好 Tonghao", font=ImageFont.truetype(regular, 34, index=2), fill=AMBER)
    pen.text((48, 800), SENTENCES[0], font=ImageFont.truetype(regular, 31, index=2), fill=INK)
    pen.text((48, 844), SENTENCES[1], font=ImageFont.truetype(regular, 31, index=2), fill=INK)
    return card


def _tile(pen: ImageDraw.ImageDraw, tile: str, x: int, y: int) -> None:
    kind, corner = tile[0], tile[1]
    square = (x, y, x + TILE, y + TILE)
    colour = AMBER if kind in "aA" else TINT if kind == "i" else TEAL
    if kind in "tai":
        pen.rectangle(square, fill=colour)
    elif kind in "TA":
        cx, cy = {"1": (x, y), "2": (x + TILE, y), "3": (x + TILE, y + TILE), "4": (x, y + TILE)}[corner]
        start = {"1": 0, "2": 90, "3": 180, "4": 270}[corner]
        pen.pieslice((cx - TILE, cy - TILE, cx + TILE, cy + TILE), start, start + 90, fill=colour)
    elif kind == "D":
        cut = (
            [(x, y), (x + TILE, y + TILE), (x, y + TILE)]
            if corner == "1"
            else [(x, y), (x + TILE, y), (x, y + TILE)]
        )
        pen.polygon(cut, fill=INK)
    elif kind == "o":
        pen.ellipse((x + 15, y + 15, x + TILE - 15, y + TILE - 15), outline=INK, width=28)


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2])).quantize(64, dither=Image.Dither.NONE).save(
        sys.argv[3], optimize=True
    )
