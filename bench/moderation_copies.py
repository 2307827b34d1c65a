"""How pictures come back: cropped, mirrored, framed, as a screenshot. By chance, from a seed."""

import io
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw

from tonghao.demo.story import PICTURES

SIDE: Final = 512
KINDS: Final = ("crop", "mirror", "border", "screenshot")
_PHONE: Final = (390, 844)


def pictures_of(folder: Path | None) -> list[tuple[str, Image.Image]]:
    """Name and picture of the demo's drawings, and of the photos of *folder* when there is one."""
    found = sorted(PICTURES.glob("*.webp"))
    if folder is not None:
        # One photo in all eight ways that a camera may hold it counts once.
        found += sorted(p for p in folder.rglob("*.jpg") if p.stem[-2:] not in {f"_{n}" for n in range(1, 9)})
    return [(path.stem, _fitted(Image.open(path))) for path in found]


def _fitted(image: Image.Image) -> Image.Image:
    image = image.convert("RGB")
    image.thumbnail((SIDE, SIDE), Image.Resampling.BICUBIC)
    return image


def copies_of(image: Image.Image, chance: random.Random) -> Iterator[tuple[str, Image.Image]]:
    """One copy of each kind, shrunk and compressed again as a forwarded picture is."""
    for kind, change in (
        ("crop", _cropped), ("mirror", _mirrored), ("border", _framed), ("screenshot", _shown_on_a_phone),
    ):  # fmt: skip
        yield kind, _forwarded(change(image, chance), chance)


def _cropped(image: Image.Image, chance: random.Random) -> Image.Image:
    """What a person cuts: all around (2 to 14 %), one side or a corner (3 to 11 %), or a square."""
    kind = chance.choice(("around", "side", "corner", "square"))
    width, height = image.size
    cuts = [0.0, 0.0, 0.0, 0.0]
    if kind == "around":
        cuts = [chance.uniform(0.02, 0.14)] * 4
    elif kind == "side":
        cuts[chance.randrange(4)] = chance.uniform(0.03, 0.11)
    elif kind == "corner":
        cut = chance.uniform(0.03, 0.09)
        cuts[chance.choice((0, 2))] = cuts[chance.choice((1, 3))] = cut
    else:
        side = min(width, height)
        cuts = [(width - side) / 2 / width, (height - side) / 2 / height] * 2
    return _cut(image, cuts)


def cut_freely(image: Image.Image, chance: random.Random) -> Image.Image:
    """Up to a tenth at each side, each by itself: harder than what people do, and told beside it."""
    return _forwarded(_cut(image, [chance.uniform(0, 0.1) for _ in range(4)]), chance)


def _cut(image: Image.Image, cuts: list[float]) -> Image.Image:
    width, height = image.size
    left, top, right, bottom = cuts
    return image.crop(
        (round(width * left), round(height * top), round(width * (1 - right)), round(height * (1 - bottom)))
    )


def _mirrored(image: Image.Image, _: random.Random) -> Image.Image:
    return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)


def _framed(image: Image.Image, chance: random.Random) -> Image.Image:
    """A border of one colour, 3 to 15 % of the width, not everywhere as broad."""
    colour = chance.choice([(255, 255, 255), (0, 0, 0), (240, 236, 228), (30, 60, 90), (250, 200, 60)])
    left, top, right, bottom = (round(image.width * chance.uniform(0.03, 0.15)) for _ in range(4))
    framed = Image.new("RGB", (image.width + left + right, image.height + top + bottom), colour)
    framed.paste(image, (left, top))
    return framed


def _shown_on_a_phone(image: Image.Image, chance: random.Random) -> Image.Image:
    """The screen of a phone: black in a viewer, light in a chat, with a clock, a title and some lines."""
    is_dark = chance.random() < 0.5
    paper, ink = ((0, 0, 0), (235, 235, 235)) if is_dark else ((245, 245, 245), (40, 40, 40))
    screen = Image.new("RGB", _PHONE, paper)
    pen = ImageDraw.Draw(screen)
    pen.text((24, 12), "20:16", ink, font_size=15)
    pen.rectangle((340, 14, 364, 25), outline=ink)
    pen.text((150, 54), "Photo 3 of 9", ink, font_size=17)
    width = _PHONE[0] if is_dark else round(_PHONE[0] * chance.uniform(0.8, 0.95))
    shown = image.resize((width, round(image.height * width / image.width)), Image.Resampling.BICUBIC)
    if shown.height > 640:
        shown = shown.resize((round(shown.width * 640 / shown.height), 640), Image.Resampling.BICUBIC)
    top = 100 + chance.randrange(max(1, 640 - shown.height))
    screen.paste(shown, ((_PHONE[0] - shown.width) // 2, top))
    for line in range(chance.randrange(3)):
        pen.text((20, 760 + 24 * line), "hello there " * chance.randrange(1, 4), ink, font_size=16)
    return screen


def _forwarded(image: Image.Image, chance: random.Random) -> Image.Image:
    share = chance.uniform(0.5, 1.0)
    file = io.BytesIO()
    small = image.resize((max(8, round(image.width * share)), max(8, round(image.height * share))))
    small.save(file, "JPEG", quality=chance.randrange(60, 91))
    return _fitted(Image.open(file))


def drawings(count: int, seed: int) -> Iterator[Image.Image]:
    """Pictures that have nothing to do with one another: skies, hills, shapes and grain."""
    for number in range(count):
        yield _drawing(np.random.default_rng((seed, number)))


def _drawing(chance: np.random.Generator) -> Image.Image:
    width, height = ((320, 240), (240, 320), (288, 288))[int(chance.integers(3))]
    y, x = np.mgrid[0:height, 0:width] / max(width, height)
    angle = chance.uniform(0, 2 * np.pi)
    ground = (x * np.cos(angle) + y * np.sin(angle))[..., None] * chance.uniform(-120, 120, 3)
    image = Image.fromarray(np.clip(chance.uniform(60, 200, 3) + ground, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    for _ in range(int(chance.integers(8, 20))):
        left, top = chance.uniform(-0.2, 0.9, 2) * (width, height)
        across, down = chance.uniform(0.08, 0.6, 2) * (width, height)
        colour = tuple(int(c) for c in chance.integers(0, 256, 3))
        box = (left, top, left + across, top + down)
        kind = int(chance.integers(4))
        if kind == 0:
            pen.ellipse(box, colour)
        elif kind == 1:
            pen.rectangle(box, colour)
        elif kind == 2:
            pen.polygon([(left, top + down), (left + across / 2, top), (left + across, top + down)], colour)
        else:
            pen.line(box, colour, width=int(chance.integers(4, 24)))
    grain = chance.normal(0, chance.uniform(0, 10), (height, width, 1))
    return Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))
