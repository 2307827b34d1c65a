# ruff: noqa: S311  (chance scatters leaves here, it guards nothing)
"""Pictures of stairs, windows and balconies."""

import random

from .canvas import Sheet, mixed
from .cats import GINGER, sitting_cat
from .colours import (
    AMBER,
    BARK,
    BRICK,
    BUTTER,
    CLAY,
    CREAM,
    INK,
    LEAF,
    MOSS,
    PAPER,
    PINE,
    PINE_SOFT,
    SKY,
    VERMILION,
    WOOD,
    WOOD_DARK,
    WOOD_PALE,
)
from .scenery import brick_wall, bush, pot_plant, window_lit


def stairs(lit: bool) -> Sheet:
    dark = "#27333d" if not lit else "#d9b98a"
    sheet = Sheet(900, 1200, dark, "#1c262e" if not lit else "#e9d3a6")
    wall = "#33414b" if not lit else "#f0dfba"
    sheet.shape([(0, 0), (900, 0), (900, 520), (0, 760)], wall)
    sheet.shape([(0, 610), (900, 370), (900, 520), (0, 760)], mixed(wall, PINE, 0.3))
    if lit:
        sheet.glow(480, 210, 620, "#fff3cf", 0.75)
    for k in range(9):
        y = 1150 - k * 74
        x = -60 + k * 106
        shade = mixed("#47545c" if not lit else "#c7ab80", "#000000", 0.04 * (k % 2))
        sheet.shape([(x, y), (900, y), (900, y + 90), (x, y + 90)], shade)
        sheet.shape(
            [(x, y), (900, y), (900, y + 14), (x, y + 14)], mixed(shade, "#ffffff", 0.22 if lit else 0.1)
        )
    rail = "#8a5f3f" if lit else "#4b3d35"
    sheet.line([(30, 850), (840, 300)], rail, 22)
    for k in range(7):
        x = 60 + k * 120
        sheet.line([(x, 836 - k * 81), (x + 8, 1030 - k * 81)], rail, 9)
    sheet.line([(480, 0), (480, 120)], INK, 6)
    sheet.box(452, 112, 56, 50, "#7d858a", 8)
    sheet.oval(480, 204, 48, 56, fill="#fff7df" if lit else "#5b6870", shadow=3)
    if lit:
        sheet.glow(480, 204, 150, "#ffffff", 0.8)
    else:
        sheet.line([(466, 210), (476, 190), (486, 212), (496, 190)], "#2b343a", 4)
        sheet.shape([(640, 830), (760, 800), (900, 1010), (900, 1130)], (214, 230, 240, 46), soft=10)
        sheet.box(590, 640, 20, 40, "#dfe7ea", 4)
        sheet.glow(600, 650, 200, "#dfeaf0", 0.42)
    return sheet


def breakfast() -> Sheet:
    """Soy milk, dough sticks, a steamer of dumplings. Seen from above."""
    sheet = Sheet(1200, 900, "#7c5b45")
    for k in range(5):
        sheet.box(0, k * 180, 1200, 176, mixed("#8a654b", "#5f4433", (k * 3 % 5) / 9))
    sheet.oval(350, 470, 300, fill=WOOD, shadow=10)
    sheet.oval(350, 464, 270, fill=WOOD_PALE)
    for k in range(-6, 7):
        half = max(262**2 - (k * 40) ** 2, 0) ** 0.5
        sheet.line(
            [(350 + k * 40, 464 - half), (350 + k * 40, 464 + half)], mixed(WOOD_PALE, WOOD_DARK, 0.2), 5
        )
    for x, y in ((350, 464), (350, 284), (510, 376), (500, 556), (350, 640), (196, 556), (194, 376)):
        sheet.oval(x, y, 82, 78, fill=CREAM, shadow=7)
        for turn in range(0, 360, 36):
            with sheet.at(x, y, turn=turn):
                sheet.line([(0, -10), (14, -34), (20, -60)], "#d9cbb2", 5, curve=True)
        sheet.oval(x, y, 10, fill="#d9cbb2")
    sheet.oval(820, 260, 160, fill="#eef1ec", shadow=9)
    sheet.oval(820, 256, 138, fill="#f6ecd2")
    sheet.arc(800, 236, 90, 90, (190, 250), CREAM, 10)
    for x, y in ((790, 300), (850, 290), (836, 220)):
        sheet.oval(x, y, 8, 6, fill="#8fa35c")
    sheet.oval(870, 660, 210, 150, fill=MINT_PLATE, shadow=9)
    sheet.oval(870, 654, 176, 120, fill="#f1f5ef")
    for dy, turn in ((-26, -12), (34, -6)):
        with sheet.at(870, 650 + dy, turn=turn):
            sheet.blob(
                [
                    (-200, 0),
                    (-150, -34),
                    (-60, -26),
                    (40, -36),
                    (150, -28),
                    (200, 4),
                    (140, 34),
                    (30, 26),
                    (-70, 36),
                    (-160, 28),
                ],
                "#d99a4c",
                shadow=5,
            )
            sheet.line([(-180, 2), (-60, 6), (60, -4), (180, 4)], "#b9792f", 8, curve=True)
    with sheet.at(1080, 400, turn=74):
        sheet.line([(-260, -12), (200, -8)], "#6a3f2a", 13)
        sheet.line([(-260, 18), (200, 10)], "#6a3f2a", 13)
    sheet.oval(620, 130, 60, fill="#5b3a2a", shadow=6)
    sheet.oval(620, 128, 48, fill="#3a211a")
    sheet.oval(632, 120, 14, 8, fill="#b3482f")
    for x, y in ((300, 170), (420, 150), (520, 230)):
        sheet.line(
            [(x, y), (x + 20, y - 36), (x - 6, y - 70), (x + 16, y - 112)], (255, 253, 249, 120), 13, True
        )
    return sheet


def umbrella_stand() -> Sheet:
    sheet = Sheet(900, 1200, "#e4d9c2", "#d7c9ac")
    brick_wall(sheet, 0, 0, 900, 820, "#c4977c")
    sheet.box(0, 812, 900, 390, "#a9a294")
    sheet.box(0, 806, 900, 16, "#8b8478")
    sheet.box(170, 130, 560, 130, PINE, 8, shadow=7)
    sheet.write(450, 148, "雨伞,借了记得还", 60, CREAM, middle=True)
    handles = ((250, VERMILION), (340, AMBER), (430, PINE_SOFT), (520, "#6d4a5e"), (606, "#3f5f8a"))
    for k, (x, fill) in enumerate(handles):
        lean = (k - 2) * 4
        with sheet.at(x + 20, 880, turn=lean):
            sheet.blob(
                [(-26, -430), (0, -450), (26, -430), (44, -120), (22, 40), (-22, 40), (-44, -120)],
                fill,
                shadow=5,
            )
            for dx in (-14, 4, 20):
                sheet.line([(dx, -420), (dx * 1.6, -40)], mixed(fill, "#000000", 0.22), 5)
            sheet.line([(0, -450), (0, -520)], WOOD_DARK, 13)
            sheet.arc(24, -524, 24, 30, (180, 350), WOOD_DARK, 13)
    sheet.shape([(200, 720), (720, 720), (676, 1060), (244, 1060)], "#b4763f", shadow=10)
    for k in range(6):
        sheet.line([(200 + k * 9, 770 + k * 52), (720 - k * 9, 770 + k * 52)], "#935c2e", 8)
    for k in range(9):
        sheet.line([(232 + k * 58, 724), (262 + k * 50, 1056)], "#a56a36", 6)
    sheet.oval(460, 722, 262, 26, fill="#8a5630")
    with sheet.at(460, 900, turn=-3):
        sheet.box(-118, -60, 236, 116, CREAM, 4, shadow=5)
        sheet.write(0, -52, "还有 5 把", 54, INK, hand=True, middle=True)
    sheet.oval(330, 1120, 130, 20, fill="#97a3a5")
    return sheet


def bookshop_window() -> Sheet:
    sheet = Sheet(1200, 900, "#3f4f57", "#5a6468")
    brick_wall(sheet, 0, 0, 1200, 900, "#6f5a52")
    sheet.box(110, 100, 980, 690, "#244a45", 6, shadow=8)
    sheet.box(150, 210, 900, 500, BUTTER)
    sheet.glow(600, 420, 560, "#fff3cf", 0.6)
    sheet.box(110, 110, 980, 84, "#1c3d39")
    sheet.write(600, 112, "半 页 书 店", 64, BUTTER, middle=True)
    chance = random.Random(12)
    for shelf in (330, 470):
        x = 170.0
        while x < 1000:
            w, h = chance.uniform(16, 36), chance.uniform(66, 106)
            if chance.random() < 0.13:
                x += 34
            with sheet.at(x, shelf, turn=chance.choice((0, 0, 0, 4))):
                sheet.box(
                    0,
                    -h,
                    w,
                    h,
                    chance.choice((BRICK, PINE, AMBER, "#6d4a5e", LEAF, "#5c7f91", CREAM, CLAY)),
                    2,
                )
            x += w + 3
        sheet.box(150, shelf, 900, 16, WOOD)
    sheet.box(150, 640, 900, 74, WOOD_DARK)
    for x, fill, turn in ((300, VERMILION, -6), (470, "#c98f3c", 3), (760, PINE, -2)):
        with sheet.at(x, 640, turn=turn):
            sheet.box(-62, -124, 124, 124, fill, 3, shadow=4)
            sheet.box(-44, -104, 88, 40, CREAM, 2)
            sheet.line([(-36, -40), (36, -40)], CREAM, 5)
    with sheet.at(614, 646, 0.42):
        sitting_cat(sheet, 0, 0, 1, "closed", GINGER)
    pot_plant(sheet, 920, 650, 0.52)
    for x in (450, 750):
        sheet.box(x, 200, 18, 514, "#244a45")
    with sheet.at(960, 300, turn=5):
        sheet.box(-80, -52, 160, 104, CREAM, 4, shadow=4)
        sheet.write(0, -48, "十一月", 38, VERMILION, hand=True, middle=True)
        sheet.write(0, -2, "城南旧事", 34, INK, hand=True, middle=True)
    sheet.box(0, 786, 1200, 114, "#6f6963")
    for x in (230, 980):
        sheet.box(x - 50, 770, 100, 60, CLAY, 8, shadow=5)
        bush(sheet, x, 770, 0.62, MOSS)
    return sheet


def persimmons() -> Sheet:
    """Drying persimmons on a balcony line."""
    sheet = Sheet(1200, 900, SKY, "#eef0e2")
    for x, y, w, h in ((60, 420, 260, 480), (360, 520, 220, 380), (640, 380, 240, 520), (930, 480, 240, 420)):
        sheet.box(x, y, w, h, mixed("#c9b69a", "#a9b3ae", (x % 100) / 130))
        for row in range(4):
            for column in range(3):
                window_lit(sheet, x + 28 + column * 72, y + 40 + row * 92, 36, 48, "#8fa3a6")
    sheet.line([(-10, 90), (600, 130), (1210, 80)], BARK, 9, curve=True)
    for k in range(9):
        x = 90 + k * 128
        drop = (k * 37 % 70) + 130
        sheet.line([(x, 116), (x + 4, drop + 330)], "#8a6a4c", 5)
        for j in range(3):
            y = drop + 40 + j * 124
            sheet.oval(x + 2, y, 52, 47, fill="#e07f35", shadow=4)
            sheet.oval(x - 12, y - 14, 14, 9, fill="#f0a868")
            sheet.blob(
                [(x - 26, y - 36), (x, y - 30), (x + 26, y - 36), (x + 10, y - 50), (x - 10, y - 50)],
                "#7c6a3c",
            )
    sheet.box(0, 790, 1200, 26, WOOD_DARK, shadow=6)
    for k in range(13):
        sheet.box(k * 100, 810, 18, 100, WOOD_DARK)
    return sheet


def snow_window() -> Sheet:
    """A kitchen window in Canada: snow, a red maple, a thermos from home."""
    sheet = Sheet(1200, 900, "#efe6d4", "#e3d4ba")
    sheet.box(170, 70, 860, 620, CREAM, 6, shadow=6)
    with sheet.inside([(210, 110), (990, 110), (990, 650), (210, 650)]):
        sheet.box(210, 110, 780, 560, "#a9c0cc")
        for x, y, w in ((260, 430, 240), (660, 410, 280)):
            sheet.box(x, y, w, 160, "#b6644c")
            sheet.shape([(x - 30, y), (x + w / 2, y - 120), (x + w + 30, y)], "#f4f6f5")
            window_lit(sheet, x + w / 2 - 30, y + 40, 60, 66)
        sheet.blob(
            [(180, 560), (400, 520), (640, 548), (880, 510), (1020, 560), (1020, 700), (180, 700)], "#f4f6f5"
        )
        sheet.box(560, 360, 26, 220, BARK)
        for x, y, r in ((520, 330, 74), (620, 320, 78), (572, 262, 76)):
            sheet.oval(x, y, r, fill="#c2452d", shadow=2)
        chance = random.Random(4)
        for _ in range(90):
            sheet.oval(
                chance.uniform(210, 990), chance.uniform(110, 650), chance.uniform(3, 8), fill="#fbfcfb"
            )
    sheet.box(590, 70, 20, 620, CREAM)
    sheet.box(130, 686, 940, 50, CREAM, 6, shadow=8)
    sheet.box(0, 736, 1200, 170, WOOD)
    with sheet.at(330, 700):
        sheet.box(-54, -230, 108, 230, VERMILION, 16, shadow=5)
        sheet.box(-40, -268, 80, 48, "#d9dcd8", 10)
        sheet.oval(0, -120, 36, fill="#f2dfa6")
        sheet.write(0, -146, "囍", 44, VERMILION, middle=True)
    pot_plant(sheet, 860, 700, 0.66, pot=PAPER, leaf=LEAF)
    with sheet.at(590, 820, turn=-4):
        sheet.box(-130, -70, 260, 130, CREAM, 4, shadow=6)
        sheet.write(0, -60, "爸,这里零下九度", 32, INK, hand=True, middle=True)
        sheet.write(0, -10, "水壶好用", 32, INK, hand=True, middle=True)
    return sheet


MINT_PLATE = "#9fc4b8"

PHOTOS = {
    "stair-dark": lambda: stairs(lit=False),
    "stair-lit": lambda: stairs(lit=True),
    "breakfast": breakfast,
    "umbrella-stand": umbrella_stand,
    "bookshop-window": bookshop_window,
    "persimmons": persimmons,
    "snow-window": snow_window,
}
