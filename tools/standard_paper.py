"""What the drawings of the standard are made of: flat shapes, and figures of cut paper without faces."""

from typing import Final

from demo_drawing.colours import (
    BLUSH,
    CLAY,
    CREAM,
    DUSK,
    INK,
    ROSE,
    SAND,
    STONE_PALE,
    WOOD_PALE,
)

SKIN: Final = WOOD_PALE
Point = tuple[float, float]


def box(x: float, y: float, wide: float, high: float, fill: str, round_by: float = 6) -> str:
    return f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" rx="{round_by}" fill="{fill}"/>'


def disc(x: float, y: float, radius: float, fill: str) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{fill}"/>'


def limb(fill: str, wide: float, *points: Point) -> str:
    path = " ".join(f"{x},{y}" for x, y in points)
    return (
        f'<polyline points="{path}" fill="none" stroke="{fill}" stroke-width="{wide}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def shape(fill: str, *points: Point) -> str:
    return f'<polygon points="{" ".join(f"{x},{y}" for x, y in points)}" fill="{fill}"/>'


def words(x: float, y: float, said: str, size: int = 20, fill: str = INK) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-family="sans-serif" text-anchor="middle" '
        f'fill="{fill}">{said}</text>'
    )


def bubble(x: float, y: float, wide: float, high: float, fill: str = CREAM) -> str:
    return box(x, y, wide, high, fill, 14) + shape(
        fill, (x + 24, y + high - 2), (x + 48, y + high - 2), (x + 20, y + high + 18)
    )


def lines(x: float, y: float, *wides: float, fill: str = STONE_PALE) -> str:
    return "".join(box(x, y + 18 * n, wide, 8, fill, 4) for n, wide in enumerate(wides))


def figure(x: float, y: float, top: str, trousers: str, *, arms: tuple[Point, ...] = ()) -> str:
    """Somebody who stands, seen from the front: head at (x, y), feet 150 below.

    Args:
        arms: elbow and hand of the left arm, then of the right one, from (x, y); hanging when left out.
    """
    left, left_hand, right, right_hand = arms or ((-30, 62), (-30, 92), (30, 62), (30, 92))
    parts = [
        limb(SKIN, 13, (x - 19, y + 36), (x + left[0], y + left[1]), (x + left_hand[0], y + left_hand[1])),
        limb(
            SKIN, 13, (x + 19, y + 36), (x + right[0], y + right[1]), (x + right_hand[0], y + right_hand[1])
        ),
        limb(trousers, 19, (x - 10, y + 90), (x - 12, y + 142)),
        limb(trousers, 19, (x + 10, y + 90), (x + 12, y + 142)),
        box(x - 24, y + 26, 48, 72, top, 16),
        disc(x, y, 20, SKIN),
    ]
    return "".join(parts)


def camera(x: float, y: float, fill: str = INK) -> str:
    return box(x, y, 54, 38, fill, 8) + box(x + 8, y - 8, 18, 10, fill, 3) + disc(x + 27, y + 19, 13, DUSK)


def phone(x: float, y: float, *inside: str) -> str:
    return box(x, y, 96, 168, INK, 14) + box(x + 6, y + 10, 84, 148, CREAM, 8) + "".join(inside)


def code(x: float, y: float, cell: float = 7) -> str:
    """A thing that looks like a QR code and says nothing: no reader finds one in it."""
    rows = ("111010111", "101001101", "111010111", "000110010", "101001011", "010110100", "111001101")
    cells = [
        box(x + cell * column, y + cell * row, cell, cell, INK, 0)
        for row, line in enumerate(rows)
        for column, mark in enumerate(line)
        if mark == "1"
    ]
    return box(x - 6, y - 6, cell * 9 + 12, cell * 7 + 12, "#ffffff", 4) + "".join(cells)


def blurred(x: float, y: float, wide: float, high: float) -> str:
    """A picture that is not shown: squares instead of what was there."""
    size, colours = 22, (CLAY, ROSE, BLUSH, WOOD_PALE, SAND)
    return "".join(
        box(x + column * size, y + row * size, size, size, colours[(column * 3 + row * 2) % 5], 0)
        for row in range(int(high // size))
        for column in range(int(wide // size))
    )


def dice(x: float, y: float, *pips: Point) -> str:
    return box(x, y, 76, 76, CREAM, 14) + "".join(disc(x + a, y + b, 7, INK) for a, b in pips)
