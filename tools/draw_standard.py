"""Draw the examples of the public standard: `python tools/draw_standard.py [FOLDER]`.

Flat, and without faces: people are figures of cut paper, dressed for what they do, so that a rule about
pictures can be shown to everybody. The drawings are committed; nobody needs to run this to use the product.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from demo_drawing.colours import (
    AMBER,
    BLUSH,
    BUTTER,
    CLAY,
    CREAM,
    DEEP,
    DUSK,
    INK,
    LEAF,
    MINT,
    PINE,
    PLUM,
    ROSE,
    SAGE,
    SAND,
    SKY,
    STONE,
    STONE_PALE,
    VERMILION,
    WOOD,
    WOOD_PALE,
)  # fmt: skip

FOLDER: Final = Path(__file__).parents[1] / "src" / "tonghao" / "policies" / "drawings"
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


def gym() -> list[str]:
    bar = limb(INK, 6, (70, 62), (250, 62)) + box(58, 34, 14, 56, DUSK) + box(248, 34, 14, 56, DUSK)
    return [
        box(0, 200, 320, 40, SAND, 0),
        bar,
        figure(160, 74, PINE, DEEP, arms=((-52, 40), (-44, -8), (52, 40), (44, -8))),
    ]


def pool() -> list[str]:
    lanes = "".join(limb(CREAM, 4, (0, y), (320, y)) for y in (150, 196))
    swimmer = limb(SKIN, 13, (150, 118), (196, 96), (232, 118)) + disc(132, 116, 20, SKIN)
    cap = f'<path d="M112 116a20 20 0 0 1 40 0z" fill="{VERMILION}"/>'
    return [
        box(0, 0, 320, 240, SKY, 0),
        box(0, 112, 320, 128, DUSK, 0),
        swimmer,
        box(140, 108, 70, 30, DEEP, 14),
        cap,
        lanes,
    ]


def art_class() -> list[str]:
    statue = box(54, 176, 60, 44, STONE) + box(66, 88, 36, 90, STONE_PALE, 16) + disc(84, 74, 17, STONE_PALE)
    easel = (
        limb(WOOD, 7, (196, 40), (170, 220))
        + limb(WOOD, 7, (232, 40), (262, 220))
        + box(166, 56, 92, 108, CREAM, 3)
    )
    sketch = (
        limb(INK, 3, (212, 84), (212, 124), (202, 150))
        + limb(INK, 3, (212, 124), (224, 150))
        + limb(INK, 3, (198, 104), (226, 104))
    )
    head = f'<circle cx="212" cy="75" r="9" fill="none" stroke="{INK}" stroke-width="3"/>'
    return [box(0, 206, 320, 34, SAND, 0), statue, easel, sketch, head]


def nursing() -> list[str]:
    chair = box(92, 120, 136, 100, WOOD, 22)
    person = (
        box(126, 86, 68, 112, PINE, 26) + disc(160, 60, 24, SKIN) + limb(DEEP, 26, (140, 204), (180, 204))
    )
    cloth = shape(BUTTER, (118, 112), (202, 104), (214, 172), (124, 176))
    baby = disc(146, 122, 15, BLUSH) + limb(SKIN, 14, (128, 108), (118, 146), (176, 162))
    return [box(0, 210, 320, 30, SAND, 0), chair, person, cloth, baby]


def medicine() -> list[str]:
    chart = (
        box(44, 24, 116, 190, CREAM, 8) + disc(102, 58, 18, STONE_PALE) + box(80, 80, 44, 62, STONE_PALE, 14)
    )
    legs = limb(STONE_PALE, 16, (92, 140), (90, 194)) + limb(STONE_PALE, 16, (112, 140), (114, 194))
    cross = box(95, 96, 14, 34, VERMILION, 2) + box(85, 106, 34, 14, VERMILION, 2)
    return [
        box(0, 216, 320, 24, SAND, 0),
        chart,
        legs,
        cross,
        figure(236, 66, CREAM, DUSK, arms=((-40, 52), (-72, 40), (30, 62), (26, 92))),
    ]


def baby_bath() -> list[str]:
    tub = box(70, 128, 180, 78, SKY, 34) + box(58, 118, 204, 20, CREAM, 10)
    foam = "".join(
        disc(x, y, r, "#ffffff")
        for x, y, r in ((104, 116, 18), (136, 122, 22), (176, 122, 24), (214, 116, 18))
    )
    duck = disc(226, 88, 13, AMBER) + box(210, 96, 42, 22, AMBER, 11)
    return [box(0, 206, 320, 34, SAND, 0), disc(150, 76, 26, BLUSH), tub, foam, duck]


def costume() -> list[str]:
    cape = shape(VERMILION, (132, 94), (188, 94), (218, 206), (102, 206))
    star = words(160, 132, "★", 30, BUTTER)
    return [
        box(0, 212, 320, 28, SAND, 0),
        cape,
        figure(160, 66, PLUM, DEEP, arms=((-44, 60), (-30, 78), (44, 20), (50, -20))),
        star,
    ]


def posed() -> list[str]:
    bed = box(30, 150, 260, 60, ROSE, 16) + box(38, 124, 70, 40, CREAM, 16)
    lying = (
        box(100, 126, 86, 34, PLUM, 16)
        + disc(88, 130, 19, SKIN)
        + limb(PLUM, 18, (182, 146), (218, 110), (250, 150))
    )
    light = shape(BUTTER, (250, 0), (320, 0), (320, 60), (230, 120))
    return [box(0, 0, 320, 240, DEEP, 0), light, bed, lying, camera(236, 44, CREAM)]


def close_up() -> list[str]:
    body = box(96, 40, 128, 150, PINE, 34)
    frame = (
        f'<rect x="118" y="104" width="84" height="66" fill="none" stroke="{VERMILION}" stroke-width="6" '
        'stroke-dasharray="16 10"/>'
    )
    return [body, blurred(122, 108, 80, 66), frame]


def hinting() -> list[str]:
    return [
        phone(
            112,
            36,
            blurred(121, 52, 70, 66),
            lines(126, 128, 60, 44),
            box(124, 166, 72, 20, VERMILION, 10),
            words(160, 181, "私信看更多", 12, CREAM),
        )
    ]


def explicit() -> list[str]:
    return [
        box(60, 40, 200, 150, CREAM),
        blurred(72, 52, 180, 132),
        limb(VERMILION, 12, (72, 52), (248, 178)),
    ]


def hidden_camera() -> list[str]:
    table = box(40, 96, 240, 18, WOOD) + box(56, 112, 14, 110, WOOD) + box(250, 112, 14, 110, WOOD)
    return [
        box(0, 216, 320, 24, SAND, 0),
        limb(DEEP, 22, (150, 114), (146, 210)),
        limb(DEEP, 22, (190, 114), (194, 210)),
        table,
        phone_on_floor(),
    ]


def phone_on_floor() -> str:
    return box(80, 196, 34, 20, INK, 5) + shape("#f7dfae99", (110, 200), (176, 124), (196, 156))


def minor() -> list[str]:
    child = figure(108, 104, BUTTER, DUSK)
    sign = disc(216, 112, 54, CREAM) + limb(VERMILION, 12, (178, 74), (254, 150)) + camera(189, 96, DUSK)
    ring = f'<circle cx="216" cy="112" r="54" fill="none" stroke="{VERMILION}" stroke-width="12"/>'
    return [box(0, 222, 320, 18, SAND, 0), child, sign, ring]


def contact_code() -> list[str]:
    return [
        box(60, 24, 200, 192, CREAM),
        disc(108, 72, 28, SAGE),
        lines(148, 56, 90, 60),
        code(126, 124),
        words(160, 206, "加我看更多", 16),
    ]


def begging() -> list[str]:
    return [
        bubble(40, 44, 240, 96),
        words(160, 86, "求打赏，求求了", 22),
        words(160, 118, "一块也行", 18),
        words(90, 200, "×9", 30, VERMILION),
    ]


def solicit() -> list[str]:
    return [
        bubble(40, 52, 240, 88),
        words(160, 92, "上门服务 ¥▇▇▇", 22),
        lines(70, 108, 150),
        box(70, 168, 180, 16, VERMILION),
    ]


def fraud() -> list[str]:
    coins = "".join(disc(250, 196 - 16 * n, 26, AMBER if n % 2 else BUTTER) for n in range(5))
    return [
        bubble(30, 40, 180, 108),
        words(120, 82, "先垫付再返现", 20),
        words(120, 116, "日赚 500", 20, VERMILION),
        coins,
    ]


def privacy() -> list[str]:
    card = box(50, 60, 220, 130, SKY, 12) + box(190, 84, 60, 74, DUSK) + lines(70, 88, 96, 70)
    return [card, box(70, 152, 104, 18, INK, 2), words(122, 214, "证件要遮住", 18)]


def abuse() -> list[str]:
    return [figure(76, 96, DUSK, DEEP), bubble(130, 44, 160, 74, BLUSH), words(210, 92, "你就是▇▇", 22)]


def stolen() -> list[str]:
    photo = (
        box(40, 56, 110, 100, CREAM) + disc(78, 90, 14, AMBER) + shape(LEAF, (50, 146), (94, 100), (140, 146))
    )
    moved = f'<g transform="translate(134 30)">{photo}</g>'
    return [photo, moved, words(95, 184, "原作", 18), words(228, 214, "“我拍的”", 18, VERMILION)]


def selfharm() -> list[str]:
    return [
        figure(92, 92, DUSK, DEEP),
        figure(178, 92, PINE, DEEP, arms=((-44, 44), (-62, 52), (30, 62), (30, 92))),
        words(258, 120, "12356", 26, PINE),
    ]


DRAWINGS: Final[dict[str, tuple[str, Callable[[], list[str]]]]] = {
    "gym": (MINT, gym), "pool": (SKY, pool), "art-class": (MINT, art_class), "nursing": (MINT, nursing),
    "medicine": (MINT, medicine), "baby-bath": (MINT, baby_bath), "costume": (MINT, costume),
    "posed": (DEEP, posed), "close-up": (BLUSH, close_up), "hinting": (BLUSH, hinting),
    "explicit": (BLUSH, explicit), "hidden-camera": (BLUSH, hidden_camera), "minor": (BLUSH, minor),
    "solicit": (BLUSH, solicit), "fraud": (BLUSH, fraud), "privacy": (BLUSH, privacy),
    "abuse": (CREAM, abuse),
    "stolen": (BLUSH, stolen), "contact-code": (BLUSH, contact_code), "begging": (BLUSH, begging),
    "selfharm": (MINT, selfharm),
}  # fmt: skip


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, (paper, draw) in DRAWINGS.items():
        body = box(0, 0, 320, 240, paper, 0) + "".join(draw())
        size = 'viewBox="0 0 320 240" width="320" height="240"'
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{body}</svg>\n'
        (folder / f"{name}.svg").write_text(svg, "utf-8")
        print(name)


if __name__ == "__main__":
    main()
