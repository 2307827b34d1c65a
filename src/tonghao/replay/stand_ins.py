"""Stand-ins: harmless drawings of our own that take the place of pictures, each a little different."""

import io
from random import Random
from typing import Final

from PIL import Image, ImageDraw

_SIDE: Final = 96
_PAPER: Final = ((245, 242, 234), (226, 236, 232), (246, 229, 205), (232, 226, 240))
_INK: Final = ((11, 110, 105), (227, 154, 69), (120, 88, 64), (70, 90, 130))


def stand_in(draw: Random) -> bytes:
    """A WebP of 96 × 96 pixels: a few shapes on paper. It does not tell what it stands for."""
    image = Image.new("RGB", (_SIDE, _SIDE), draw.choice(_PAPER))
    pen = ImageDraw.Draw(image)
    for _ in range(draw.randint(3, 6)):
        left, top = draw.randrange(_SIDE - 24), draw.randrange(_SIDE - 24)
        box = (left, top, left + draw.randint(10, 24), top + draw.randint(10, 24))
        shape = draw.choice((pen.ellipse, pen.rectangle))
        shape(box, fill=draw.choice(_INK))
    file = io.BytesIO()
    image.save(file, "WEBP", quality=60, method=0)
    return file.getvalue()
