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
from standard_paper import (
    SKIN,
    blurred,
    box,
    bubble,
    camera,
    code,
    dice,
    disc,
    figure,
    limb,
    lines,
    phone,
    shape,
    words,
)  # fmt: skip

FOLDER: Final = Path(__file__).parents[1] / "src" / "tonghao" / "policies" / "drawings"


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


def gambling() -> list[str]:
    one = dice(64, 108, (20, 20), (56, 20), (38, 38), (20, 56), (56, 56))
    return [
        box(0, 196, 320, 44, LEAF, 0),
        one,
        dice(176, 116, (38, 38)),
        bubble(60, 26, 200, 58),
        words(160, 62, "稳赢，跟我押", 22, VERMILION),
    ]


def violence() -> list[str]:
    threat = figure(92, 96, VERMILION, DEEP, arms=((-30, 62), (-30, 92), (44, 22), (40, -18)))
    return [threat, disc(134, 76, 13, SKIN), bubble(168, 34, 130, 68), words(233, 76, "等着，▇▇", 20)]


def minors_risk() -> list[str]:
    child = f'<g transform="translate(30 62) scale(0.72)">{figure(80, 92, BUTTER, DUSK)}</g>'
    return [
        box(0, 222, 320, 18, SAND, 0),
        child,
        bubble(128, 40, 168, 96),
        words(212, 80, "一个人来，", 20),
        words(212, 112, "别告诉爸妈", 20),
    ]


def hate() -> list[str]:
    group = "".join(
        f'<g transform="translate({x} 92) scale(0.62)">{figure(60, 60, top, DEEP)}</g>'
        for x, top in ((14, PINE), (66, PLUM), (118, AMBER))
    )
    return [group, bubble(156, 34, 144, 70, CREAM), words(228, 76, "▇▇人都▇", 22)]


def illegal_goods() -> list[str]:
    shelf = box(40, 142, 240, 12, WOOD, 3)
    pills = (
        box(66, 84, 56, 58, CREAM, 6) + box(86, 94, 16, 38, VERMILION, 2) + box(75, 105, 38, 16, VERMILION, 2)
    )
    papers = box(142, 96, 62, 46, SKY, 4) + lines(150, 104, 44, 30)
    parcel = box(222, 90, 46, 52, WOOD_PALE, 4) + words(245, 122, "？", 24)
    return [pills, papers, parcel, shelf, words(160, 196, "处方药、假证，私聊", 20, VERMILION)]


def flood() -> list[str]:
    rows = [
        box(36 + 104 * column, 34 + 46 * row, 92, 34, CREAM, 10)
        + words(82 + 104 * column, 57 + 46 * row, "顶顶顶", 18)
        for row in range(4)
        for column in range(2)
    ]
    return [*rows, words(274, 130, "×40", 30, VERMILION)]


def counterfeit() -> list[str]:
    bag = box(64, 104, 92, 84, CLAY, 12)
    handle = f'<path d="M84 106a26 30 0 0 1 52 0" fill="none" stroke="{WOOD}" stroke-width="8"/>'
    tag = (
        box(184, 70, 104, 92, CREAM)
        + words(236, 108, "1 : 1 复刻", 18)
        + words(236, 140, "¥99", 24, VERMILION)
    )
    return [box(0, 188, 320, 52, SAND, 0), handle, bag, tag]


def rumour() -> list[str]:
    return [
        bubble(32, 40, 200, 92),
        words(132, 78, "听说要停水三天", 20),
        words(132, 110, "快去囤！", 20),
        disc(262, 92, 34, CREAM),
        words(262, 106, "？", 40, VERMILION),
        words(160, 196, "没有出处", 20),
    ]


def ai() -> list[str]:
    picture = box(58, 34, 204, 150, CREAM) + box(70, 46, 180, 126, SKY, 0)
    hills = shape(LEAF, (70, 172), (130, 92), (188, 172)) + shape(SAGE, (140, 172), (206, 110), (250, 172))
    stars = disc(214, 74, 14, AMBER) + words(120, 82, "✦", 26, CREAM)
    return [picture, hills, stars, box(96, 196, 128, 30, PINE, 15), words(160, 217, "AI 生成", 18, CREAM)]


def vulgar() -> list[str]:
    return [
        box(66, 34, 188, 144, CREAM),
        blurred(72, 46, 176, 132),
        box(104, 94, 112, 34, INK, 17),
        words(160, 117, "恶心慎点", 18, CREAM),
        words(160, 212, "快来看", 20, VERMILION),
    ]


def clickbait() -> list[str]:
    return [
        box(48, 28, 224, 184, CREAM),
        words(160, 66, "震惊！不看后悔", 22, VERMILION),
        box(64, 84, 192, 70, STONE_PALE, 4),
        lines(64, 170, 70),
        words(206, 184, "（没有下文）", 14),
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
    "gambling": (BLUSH, gambling), "violence": (BLUSH, violence), "minors-risk": (BLUSH, minors_risk),
    "hate": (BLUSH, hate), "illegal-goods": (BLUSH, illegal_goods), "flood": (BLUSH, flood),
    "counterfeit": (BLUSH, counterfeit), "rumour": (BLUSH, rumour), "ai": (MINT, ai),
    "vulgar": (BLUSH, vulgar), "clickbait": (BLUSH, clickbait),
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
