"""Draw the icons of the installed app from the two linked rings: `python tools/draw_icons.py FOLDER`.

The rings are those of `favicon.svg`. A maskable icon keeps them inside the middle 80 %, since a phone cuts
the rest to the shape that it likes.
"""

import sys
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

PAPER, TEAL, AMBER = "#f5f2ea", "#0b6e69", "#e39a45"
# In the units of the mark's 32 x 32 square.
LEFT, RIGHT, RADIUS, STROKE = (12.0, 16.0), (20.0, 16.0), 8.0, 4.0
MARK: Final = 32.0
# Drawn this many times larger and made smaller, which smooths the edges.
FINER: Final = 8
# (file, pixels, share of the width that the mark takes, whether paper lies behind it to the edges)
ICONS: Final = (
    ("icon-192.png", 192, 1.0, False),
    ("icon-512.png", 512, 1.0, False),
    ("maskable-192.png", 192, 0.72, True),
    ("maskable-512.png", 512, 0.72, True),
    ("apple-touch-icon.png", 180, 0.82, True),
)


def draw(pixels: int, share: float, *, on_paper: bool) -> Image.Image:
    """Return the icon, *pixels* wide and high, with the mark on *share* of its width."""
    large = pixels * FINER
    icon = Image.new("RGBA", (large, large), PAPER if on_paper else (0, 0, 0, 0))
    pen = ImageDraw.Draw(icon)
    scale = large * share / MARK
    edge = large * (1 - share) / 2

    def box(centre: tuple[float, float]) -> tuple[float, float, float, float]:
        x, y = (edge + part * scale for part in centre)
        reach = (RADIUS + STROKE / 2) * scale
        return (x - reach, y - reach, x + reach, y + reach)

    width = round(STROKE * scale)
    pen.ellipse(box(LEFT), outline=TEAL, width=width)
    pen.ellipse(box(RIGHT), outline=AMBER, width=width)
    # The left ring passes over the right one at the top: that links them.
    pen.arc(box(LEFT), -90, -15, fill=TEAL, width=width)
    return icon.resize((pixels, pixels), Image.Resampling.LANCZOS)


def main(folder: Path) -> None:
    """Write every icon into *folder*."""
    for name, pixels, share, on_paper in ICONS:
        icon = draw(pixels, share, on_paper=on_paper)
        # A phone shows black where an icon that reaches the edges lets something through.
        solid = icon.convert("RGB") if on_paper else icon
        solid.quantize(64, method=Image.Quantize.FASTOCTREE).save(folder / name, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
