"""A sheet of paper on which flat shapes are laid, cut by a slightly unsteady hand."""

import math
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

Point = tuple[float, float]
Colour = str | tuple[int, int, int] | tuple[int, int, int, int]

SUPERSAMPLE = 3
SHADOW = (58, 42, 30)


def rgba(colour: Colour, alpha: float | None = None) -> tuple[int, int, int, int]:
    """Read '#rrggbb', '#rrggbbaa' or a tuple."""
    if isinstance(colour, str):
        digits = colour.lstrip("#")
        parts = [int(digits[i : i + 2], 16) for i in range(0, len(digits), 2)]
    else:
        parts = list(colour)
    if len(parts) == 3:
        parts.append(255)
    if alpha is not None:
        parts[3] = round(255 * alpha)
    return parts[0], parts[1], parts[2], parts[3]


def mixed(one: Colour, two: Colour, share: float) -> tuple[int, int, int]:
    """Blend two colours; share 0 gives the first, 1 the second."""
    a, b = rgba(one), rgba(two)
    return tuple(round(x + (y - x) * share) for x, y in zip(a[:3], b[:3], strict=True))  # type: ignore[return-value]


def smooth(points: Sequence[Point], closed: bool = True, steps: int = 10) -> list[Point]:
    """Run a Catmull-Rom curve through the points, so that few points make a soft outline."""
    n = len(points)
    curve: list[Point] = []
    for i in range(n if closed else n - 1):
        if closed:
            p0, p1, p2, p3 = points[i - 1], points[i], points[(i + 1) % n], points[(i + 2) % n]
        else:
            p0, p1 = points[max(i - 1, 0)], points[i]
            p2, p3 = points[i + 1], points[min(i + 2, n - 1)]
        for k in range(steps):
            t = k / steps
            curve.append(
                tuple(  # type: ignore[arg-type]
                    0.5
                    * (
                        2 * b
                        + (c - a) * t
                        + (2 * a - 5 * b + 4 * c - d) * t * t
                        + (3 * b - a - 3 * c + d) * t**3
                    )
                    for a, b, c, d in zip(p0, p1, p2, p3, strict=True)
                )
            )
    if not closed:
        curve.append(points[-1])
    return curve


class Fonts:
    """Two typefaces are enough: one that a printer has and one that a hand has. Both are given as paths."""

    def __init__(self, printed: str, written: str) -> None:
        self.paths = {"printed": printed, "written": written}
        self._sizes: dict[tuple[str, int], ImageFont.FreeTypeFont] = {}

    def at(self, kind: str, size: int) -> ImageFont.FreeTypeFont:
        if (kind, size) not in self._sizes:
            self._sizes[kind, size] = ImageFont.truetype(self.paths[kind], size)
        return self._sizes[kind, size]


class Sheet:
    """Coordinates are those of the finished picture; the drawing is done three times as large."""

    fonts: Fonts

    def __init__(self, width: int, height: int, ground: Colour, ground_below: Colour | None = None) -> None:
        self.width, self.height = width, height
        size = (width * SUPERSAMPLE, height * SUPERSAMPLE)
        self.image = Image.new("RGB", size, rgba(ground)[:3])
        if ground_below is not None:
            ramp = Image.linear_gradient("L").resize(size)
            self.image.paste(Image.new("RGB", size, rgba(ground_below)[:3]), (0, 0), ramp)
        self._matrix = (float(SUPERSAMPLE), 0.0, 0.0, 0.0, float(SUPERSAMPLE), 0.0)
        self._clip: Image.Image | None = None

    # --- where the pen is ---------------------------------------------------------------

    @contextmanager
    def at(self, x: float, y: float, scale: float = 1, turn: float = 0, flip: bool = False) -> Iterator[None]:
        """Draw in a frame of its own: moved, scaled, turned by degrees, mirrored."""
        a, b, c, d, e, f = self._matrix
        cos, sin = math.cos(math.radians(turn)) * scale, math.sin(math.radians(turn)) * scale
        m = -1 if flip else 1
        before = self._matrix
        self._matrix = (
            (a * cos + b * sin) * m,
            -a * sin + b * cos,
            a * x + b * y + c,
            (d * cos + e * sin) * m,
            -d * sin + e * cos,
            d * x + e * y + f,
        )
        yield
        self._matrix = before

    @contextmanager
    def inside(self, points: Sequence[Point], curve: bool = False) -> Iterator[None]:
        """Whatever is drawn meanwhile stays inside this outline."""
        before = self._clip
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon(self._placed(smooth(points) if curve else points), fill=255)
        self._clip = mask if before is None else ImageChops.multiply(before, mask)
        yield
        self._clip = before

    def _placed(self, points: Sequence[Point]) -> list[Point]:
        a, b, c, d, e, f = self._matrix
        return [(a * x + b * y + c, d * x + e * y + f) for x, y in points]

    def _scale(self) -> float:
        a, b, _, d, e, _ = self._matrix
        return math.sqrt(abs(a * e - b * d))

    # --- shapes -------------------------------------------------------------------------

    def shape(self, points: Sequence[Point], fill: Colour, shadow: float = 0, soft: float = 0) -> None:
        """Lay a cut shape; `shadow` lifts it by so many pixels, `soft` blurs its edge (light, steam)."""
        placed = self._placed(points)
        colour = rgba(fill)
        if colour[3] == 255 and not shadow and not soft and self._clip is None:
            ImageDraw.Draw(self.image).polygon(placed, fill=colour[:3])
            return
        if shadow:
            lift = shadow * SUPERSAMPLE
            moved = [(x + lift * 0.35, y + lift) for x, y in placed]
            self._stain(moved, (*SHADOW, 78), lift * 0.8)
        self._stain(placed, colour, soft * self._scale())

    def _stain(
        self, placed: Sequence[Point], colour: tuple[int, int, int, int], blur: float, width: float = 0
    ) -> None:
        margin = int(blur * 3 + width) + 2
        left = max(int(min(x for x, _ in placed)) - margin, 0)
        top = max(int(min(y for _, y in placed)) - margin, 0)
        right = min(int(max(x for x, _ in placed)) + margin, self.image.width)
        bottom = min(int(max(y for _, y in placed)) + margin, self.image.height)
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", (right - left, bottom - top), 0)
        near = [(x - left, y - top) for x, y in placed]
        pen = ImageDraw.Draw(mask)
        if width:
            _stroke(pen, near, width, colour[3])
        else:
            pen.polygon(near, fill=colour[3])
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur))
        if self._clip is not None:
            mask = ImageChops.multiply(mask, self._clip.crop((left, top, right, bottom)))
        self.image.paste(colour[:3], (left, top, right, bottom), mask)

    def blob(self, points: Sequence[Point], fill: Colour, shadow: float = 0, soft: float = 0) -> None:
        self.shape(smooth(points), fill, shadow, soft)

    def oval(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float | None = None,
        fill: Colour = "#000000",
        shadow: float = 0,
        soft: float = 0,
        turn: float = 0,
        part: tuple[float, float] = (0, 360),
    ) -> None:
        """`part` in degrees, clockwise from the right, cuts a slice off at its chord."""
        self.shape(arc_points(x, y, rx, rx if ry is None else ry, part, turn), fill, shadow, soft)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Colour,
        radius: float = 0,
        shadow: float = 0,
        turn: float = 0,
        soft: float = 0,
    ) -> None:
        self.shape(box_points(x, y, width, height, radius, turn), fill, shadow, soft)

    def line(self, points: Sequence[Point], fill: Colour, width: float, curve: bool = False) -> None:
        placed = self._placed(smooth(points, closed=False) if curve else points)
        colour = rgba(fill)
        thick = max(width * self._scale(), 1)
        if colour[3] == 255 and self._clip is None:
            _stroke(ImageDraw.Draw(self.image), placed, thick, colour[:3])
        else:
            self._stain(placed, colour, 0, thick)

    def arc(
        self, x: float, y: float, rx: float, ry: float, part: tuple[float, float], fill: Colour, width: float
    ) -> None:
        self.line(arc_points(x, y, rx, ry, part), fill, width)

    def glow(self, x: float, y: float, radius: float, fill: Colour, strength: float = 0.5) -> None:
        """A round light that fades to nothing at its radius."""
        (cx, cy), r = self._placed([(x, y)])[0], radius * self._scale()
        side = max(int(r * 2), 2)
        light = ImageChops.invert(Image.radial_gradient("L")).resize((side, side))
        light = light.point([round(max(v - 75, 0) / 180 * 255 * strength) for v in range(256)])
        if self._clip is not None:
            corner = (int(cx - r), int(cy - r))
            light = ImageChops.multiply(light, self._clip.crop((*corner, corner[0] + side, corner[1] + side)))
        self.image.paste(rgba(fill)[:3], (int(cx - r), int(cy - r)), light)

    def write(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        fill: Colour,
        hand: bool = False,
        turn: float = 0,
        middle: bool = False,
    ) -> None:
        """Put words on the sheet; `y` is the top of the line."""
        if turn:
            with self.at(x, y, turn=turn):
                self._write(0, 0, words, size, fill, hand, middle)
        else:
            self._write(x, y, words, size, fill, hand, middle)

    def _write(
        self, x: float, y: float, words: str, size: float, fill: Colour, hand: bool, middle: bool
    ) -> None:
        a, _, _, d, _, _ = self._matrix
        font = self.fonts.at("written" if hand else "printed", max(round(size * self._scale()), 4))
        angle = -math.degrees(math.atan2(d, a))
        width = int(font.getlength(words)) + 8
        height = int(font.size * 1.5)
        mask = Image.new("L", (width, height), 0)
        ImageDraw.Draw(mask).text((4, 0), words, font=font, fill=255)
        px, py = self._placed([(x, y)])[0]
        turned = mask.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)
        # The corner of the turned word is found from its middle, which a turn about the anchor moves simply.
        cx, cy = (0.0 if middle else width / 2), height / 2
        rad = math.radians(-angle)
        mx = px + cx * math.cos(rad) - cy * math.sin(rad)
        my = py + cx * math.sin(rad) + cy * math.cos(rad)
        left, top = int(mx - turned.width / 2), int(my - turned.height / 2)
        if self._clip is not None:
            turned = ImageChops.multiply(
                turned, self._clip.crop((left, top, left + turned.width, top + turned.height))
            )
        self.image.paste(rgba(fill)[:3], (left, top), turned)

    # --- the finished sheet -------------------------------------------------------------

    def finished(self, name: str, hand: float = 1.6, grain: float = 1.0) -> Image.Image:
        """Shake the scissors a little, shrink, add the grain of paper. The same name gives the same sheet."""
        chance = np.random.default_rng(zlib.crc32(name.encode()))
        pixels = np.asarray(self.image)
        height, width = pixels.shape[:2]
        if hand:
            dx = _waves(chance, height, width, 55 * SUPERSAMPLE) * hand * SUPERSAMPLE
            dy = _waves(chance, height, width, 55 * SUPERSAMPLE) * hand * SUPERSAMPLE
            rows = np.clip(np.arange(height)[:, None] + dy, 0, height - 1).astype(np.int32)
            columns = np.clip(np.arange(width)[None, :] + dx, 0, width - 1).astype(np.int32)
            pixels = pixels[rows, columns]
        small = Image.fromarray(pixels).resize((self.width, self.height), Image.Resampling.LANCZOS)
        fine = chance.normal(0, 1.6 * grain, (self.height, self.width, 1))
        cloud = _waves(chance, self.height, self.width, 9)[:, :, None] * 1.8 * grain
        broad = _waves(chance, self.height, self.width, 140)[:, :, None] * 3.0 * grain
        paper = np.asarray(small).astype(np.float32) + fine + cloud + broad
        return Image.fromarray(np.clip(paper, 0, 255).astype(np.uint8))


def arc_points(
    x: float, y: float, rx: float, ry: float, part: tuple[float, float] = (0, 360), turn: float = 0
) -> list[Point]:
    start, end = part
    steps = max(int(abs(end - start) / 4), 6)
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    points = []
    for k in range(steps + 1):
        angle = math.radians(start + (end - start) * k / steps)
        px, py = rx * math.cos(angle), ry * math.sin(angle)
        points.append((x + px * cos - py * sin, y + px * sin + py * cos))
    return points


def box_points(
    x: float, y: float, width: float, height: float, radius: float = 0, turn: float = 0
) -> list[Point]:
    if radius:
        r = min(radius, width / 2, height / 2)
        points = [
            *arc_points(x + width - r, y + r, r, r, (-90, 0)),
            *arc_points(x + width - r, y + height - r, r, r, (0, 90)),
            *arc_points(x + r, y + height - r, r, r, (90, 180)),
            *arc_points(x + r, y + r, r, r, (180, 270)),
        ]
    else:
        points = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    if turn:
        mx, my = x + width / 2, y + height / 2
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        points = [
            (mx + (px - mx) * cos - (py - my) * sin, my + (px - mx) * sin + (py - my) * cos)
            for px, py in points
        ]
    return points


def _stroke(pen: ImageDraw.ImageDraw, points: Sequence[Point], width: float, fill: object) -> None:
    pen.line(list(points), fill=fill, width=max(round(width), 1), joint="curve")  # type: ignore[arg-type]
    r = width / 2
    for x, y in (points[0], points[-1]):
        pen.ellipse((x - r, y - r, x + r, y + r), fill=fill)  # type: ignore[arg-type]


def _waves(chance: np.random.Generator, height: int, width: int, length: int) -> np.ndarray:
    """Slow noise between about -1 and 1, with hills as wide as `length` pixels."""
    rows, columns = max(height // length, 1) + 3, max(width // length, 1) + 3
    coarse = Image.fromarray(chance.normal(0, 0.6, (rows, columns)).astype(np.float32))
    return np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC))
