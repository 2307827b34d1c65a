"""Draw the covers of red packets: `python tools/draw_covers.py web/apps/member/src/red_packets/covers.ts`.

Flat shapes in the colours of the lane, as the pictures of the demo: a plane leaf, a lantern, the grey cat,
the bridge where the runners meet, an open book. Each is a list of paths in a square of 120 by 160.
"""

import math
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

PAPER, AMBER, DEEP, GREY, TEAL, INK = "#f8e9d3", "#e39a45", "#8a1c16", "#8d949a", "#0b6e69", "#3a2a22"
Shape = tuple[str, str]
Point = tuple[float, float]
_CENTRE: Final[Point] = (60.0, 66.0)


def polygon(points: Iterable[Point]) -> str:
    """A closed path through *points*."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def ellipse(x: float, y: float, across: float, down: float) -> str:
    """An ellipse around (*x*, *y*)."""
    half = f"a{across:.1f} {down:.1f} 0 1 0"
    return f"M{x - across:.1f} {y:.1f}{half}{2 * across:.1f} 0{half}{-2 * across:.1f} 0Z"


def leaf() -> list[Shape]:
    """The leaf of a plane tree: five lobes, each with its own small teeth."""
    points = []
    for step in range(120):
        angle = math.radians(3 * step)
        lobe = 0.72 + 0.28 * math.cos(5 * angle) + 0.05 * math.cos(25 * angle)
        points.append((_CENTRE[0] + 46 * lobe * math.sin(angle), _CENTRE[1] - 46 * lobe * math.cos(angle)))
    veins = [
        polygon([_CENTRE, (_CENTRE[0] + 38 * math.sin(a) - 1, _CENTRE[1] - 38 * math.cos(a)), (61.5, 67.5)])
        for a in (math.radians(72 * number) for number in range(5))
    ]
    stem = polygon([(58.5, 66), (61.5, 66), (66, 140), (63, 141)])
    return [(stem, INK), (polygon(points), AMBER), *((vein, DEEP) for vein in veins)]


def lantern() -> list[Shape]:
    """A lantern with its ribs and a tassel."""
    ribs = [(ellipse(60, 72, across, 34), DEEP) for across in (30, 29)]
    return [
        (polygon([(59, 8), (61, 8), (61, 36), (59, 36)]), INK),
        (ellipse(60, 72, 44, 34), AMBER),
        *[(ribs[0][0], DEEP), (ellipse(60, 72, 28.5, 34), AMBER)],
        *[(ellipse(60, 72, 13, 34), DEEP), (ellipse(60, 72, 11.5, 34), AMBER)],
        (polygon([(42, 34), (78, 34), (78, 41), (42, 41)]), INK),
        (polygon([(42, 103), (78, 103), (78, 110), (42, 110)]), INK),
        *((polygon([(x, 110), (x + 3, 110), (x + 2, 138), (x + 1, 138)]), PAPER) for x in (50, 56, 62, 68)),
    ]


def cat() -> list[Shape]:
    """豆包, who was found in the roof."""
    return [
        (ellipse(60, 122, 44, 30), GREY),
        (polygon([(24, 62), (28, 22), (52, 44)]), GREY),
        (polygon([(96, 62), (92, 22), (68, 44)]), GREY),
        (polygon([(30, 50), (32, 32), (43, 42)]), PAPER),
        (polygon([(90, 50), (88, 32), (77, 42)]), PAPER),
        (ellipse(60, 68, 40, 34), GREY),
        (ellipse(60, 82, 18, 14), PAPER),
        (ellipse(44, 64, 5, 7), INK),
        (ellipse(76, 64, 5, 7), INK),
        (polygon([(56, 76), (64, 76), (60, 81)]), DEEP),
        *(
            (polygon([(x, 82), (x + side * 24, 82 + y), (x, 83)]), INK)
            for x, side in ((48, -1), (72, 1))
            for y in (-3, 4)
        ),
    ]


def bridge() -> list[Shape]:
    """The bridge on Sunday at seven: the sun is just there."""
    waves = [
        polygon([(x, y), (x + 16, y - 2), (x + 32, y), (x + 16, y + 2)])
        for y, shift in ((122, 0), (134, 14), (146, 4))
        for x in range(4 + shift, 96, 40)
    ]
    return [
        (ellipse(60, 62, 26, 26), AMBER),
        (polygon([(0, 112), (120, 112), (120, 160), (0, 160)]), TEAL),
        (polygon([(0, 84), (28, 68), (60, 62), (92, 68), (120, 84), (120, 116), (0, 116)]), PAPER),
        (ellipse(60, 116, 27, 30), DEEP),
        (polygon([(30, 116), (90, 116), (90, 148), (30, 148)]), TEAL),
        *((wave, PAPER) for wave in waves),
    ]


def book() -> list[Shape]:
    """An open book, and the bookmark that is always lost."""
    lines = [
        polygon([(x, y), (x + 34, y + (2 if x < 60 else -2)), (x + 34, y + 3), (x, y + 2)])
        for x in (18, 68)
        for y in range(64, 106, 10)
    ]
    return [
        (polygon([(8, 48), (60, 58), (112, 48), (112, 122), (60, 132), (8, 122)]), INK),
        (polygon([(12, 44), (59, 54), (59, 126), (12, 117)]), PAPER),
        (polygon([(108, 44), (61, 54), (61, 126), (108, 117)]), PAPER),
        *((line, GREY) for line in lines),
        (polygon([(84, 40), (94, 38), (94, 82), (89, 76), (84, 83)]), AMBER),
    ]


COVERS: Final = {"leaf": leaf, "lantern": lantern, "cat": cat, "bridge": bridge, "book": book}


def main() -> None:
    """Write the covers as data of the member app."""
    out = [
        "/** The pictures on red packets, drawn by tools/draw_covers.py. */",
        "export type Shape = { d: string; fill: string };",
        "",
    ]
    out.append("export const COVERS = {")
    for name, draw in COVERS.items():
        out.append(f"  {name}: [")
        out += [f'    {{ d: "{path}", fill: "{fill}" }},' for path, fill in draw()]
        out.append("  ],")
    out.append("} satisfies Record<string, Shape[]>;")
    Path(sys.argv[1]).write_text("\n".join(out) + "\n", "utf-8")


if __name__ == "__main__":
    main()
