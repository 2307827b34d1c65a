# ruff: noqa: S311  (chance scatters leaves here, it guards nothing)
"""Pictures taken out of doors: the bridge, the lane, the stairs."""

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
    STONE,
    STONE_PALE,
    VERMILION,
    WOOD,
    WOOD_DARK,
    WOOD_PALE,
)
from .scenery import brick_wall, bush, e_bike, plane_tree, pot_plant, window_lit


def bridge(sheet: Sheet, x: float, y: float, scale: float, stone: str, water: str) -> None:
    """A stone bridge of one wide arch; (x, y) is the middle of the water line."""
    with sheet.at(x, y, scale):
        sheet.blob(
            [
                (-560, 20),
                (-460, -60),
                (-240, -170),
                (0, -214),
                (240, -170),
                (460, -60),
                (560, 20),
                (300, 40),
                (0, 46),
                (-300, 40),
            ],
            stone,
            shadow=4,
        )
        sheet.oval(0, 30, 250, 190, fill=mixed(stone, "#2b2622", 0.45), part=(180, 360))
        sheet.oval(0, 34, 226, 172, fill=water, part=(180, 360))
        for k in range(-4, 5):
            top = -214 + abs(k) ** 1.7 * 15
            sheet.box(k * 104 - 9, top - 54, 18, 62, stone, 4)
            sheet.oval(k * 104, top - 58, 13, fill=stone)
        sheet.line([(-430, -106), (-240, -196), (0, -238), (240, -196), (430, -106)], stone, 13, curve=True)
        for k in range(-5, 6):
            sheet.line(
                [(k * 62, -206 + abs(k) ** 1.8 * 7 + 10), (k * 50, -158 + abs(k) ** 1.9 * 6)],
                mixed(stone, "#2b2622", 0.2),
                4,
            )
        sheet.box(-620, 34, 1240, 6, mixed(water, "#ffffff", 0.3))


def ripples(sheet: Sheet, top: float, bottom: float, light: str, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(46):
        y = chance.uniform(top, bottom)
        x, half = chance.uniform(0, sheet.width), chance.uniform(14, 46) * (0.5 + (y - top) / (bottom - top))
        sheet.line([(x - half, y), (x, y - 3), (x + half, y)], light, 4, curve=True)


def runner(
    sheet: Sheet, x: float, y: float, scale: float, shirt: str, flip: bool = False, dark: str = INK
) -> None:
    """A small runner from the side, feet on (x, y)."""
    with sheet.at(x, y, scale, flip=flip):
        sheet.line([(-4, -92), (-30, -52), (-62, -40)], dark, 17, curve=True)
        sheet.line([(0, -92), (34, -62), (20, -8)], dark, 17, curve=True)
        sheet.line([(-66, -44), (-70, -24)], "#c9442f", 13)
        sheet.line([(16, -6), (40, -4)], "#c9442f", 13)
        sheet.line([(8, -160), (-22, -132), (-44, -146)], "#e0ae86", 12, curve=True)
        sheet.line([(-2, -96), (10, -164)], shirt, 40)
        sheet.line([(10, -160), (40, -130), (62, -150)], "#e0ae86", 12, curve=True)
        sheet.oval(20, -206, 25, fill="#e0ae86")
        sheet.oval(12, -216, 25, 18, fill="#2b2624")


def bridge_dawn() -> Sheet:
    sheet = Sheet(1200, 900, "#f2b98f", "#f9e3bd")
    sheet.oval(760, 380, 92, fill="#fdf1cf")
    sheet.glow(760, 380, 330, "#fdf1cf", 0.6)
    for x, y, w, h in (
        (0, 330, 130, 260),
        (130, 280, 110, 300),
        (240, 380, 120, 200),
        (980, 340, 120, 240),
        (1090, 290, 130, 290),
        (880, 400, 100, 180),
    ):
        sheet.box(x, y, w, h, "#d49a86")
    sheet.box(0, 560, 1200, 340, "#c9a79a")
    sheet.box(0, 560, 1200, 44, "#a88479")
    bush(sheet, 90, 580, 1.1, "#7c7a58")
    bush(sheet, 1130, 584, 1.2, "#7c7a58")
    bridge(sheet, 600, 640, 0.98, "#6d6264", "#d8b5a2")
    sheet.shape([(690, 690), (830, 690), (900, 900), (640, 900)], (253, 241, 207, 110), soft=10)
    ripples(sheet, 700, 890, "#e9cdb4", 5)
    runner(sheet, 500, 424, 0.46, "#b3261e")
    runner(sheet, 586, 412, 0.46, PINE)
    runner(sheet, 690, 420, 0.42, AMBER)
    plane_tree(sheet, 60, 900, 1.45, leaf="#8d7d45", trunk="#5f4b40")
    return sheet


def bridge_rain() -> Sheet:
    """The same bridge in the rain, four umbrellas on it."""
    sheet = Sheet(1200, 900, "#93a7ad", "#c5d0cd")
    for x, y, w, h in ((0, 330, 150, 260), (150, 280, 110, 300), (960, 340, 120, 240), (1080, 290, 130, 290)):
        sheet.box(x, y, w, h, "#8798a0")
    sheet.box(0, 560, 1200, 340, "#7d959c")
    bush(sheet, 60, 590, 1.1, "#4f6a5c")
    bush(sheet, 1150, 590, 1.3, "#4f6a5c")
    bridge(sheet, 600, 640, 0.98, "#5b6567", "#8fa5ab")
    ripples(sheet, 700, 890, "#a9bcc0", 8)
    for x, y, fill in ((420, 452, VERMILION), (540, 414, AMBER), (650, 414, PINE), (776, 444, "#6d4a5e")):
        sheet.line([(x, y), (x, y - 96)], INK, 5)
        sheet.blob([(x - 24, y), (x - 20, y - 56), (x, y - 66), (x + 20, y - 56), (x + 24, y)], "#3f4a50")
        sheet.oval(x, y - 74, 76, 62, fill=fill, part=(180, 360), shadow=3)
        for k in (-2, -1, 0, 1, 2):
            sheet.line([(x, y - 136), (x + k * 30, y - 78)], mixed(fill, "#000000", 0.2), 3)
    chance = random.Random(3)
    for _ in range(150):
        x, y = chance.uniform(0, 1200), chance.uniform(0, 880)
        sheet.line([(x, y), (x - 8, y + 34)], (236, 243, 243, 120), 3)
    return sheet


def shoe_ring() -> Sheet:
    """Seven pairs of shoes in a ring, seen from above, and one bottle of soy milk in the middle."""
    sheet = Sheet(1200, 900, STONE_PALE)
    for row in range(8):
        for column in range(9):
            sheet.box(
                column * 150 - (75 if row % 2 else 0),
                row * 116,
                144,
                110,
                mixed(STONE_PALE, STONE, ((row * 5 + column * 3) % 7) / 12),
                6,
            )
    paints = (VERMILION, PINE, AMBER, "#3f5f8a", "#6d4a5e", LEAF, "#4b5654")
    for k, paint in enumerate(paints):
        with sheet.at(600, 455, turn=k * 360 / 7 + 10):
            for side in (-1, 1):
                with sheet.at(side * 44, -300, turn=side * -7):
                    sheet.blob(
                        [
                            (0, -104),
                            (32, -84),
                            (38, -20),
                            (28, 40),
                            (30, 80),
                            (0, 96),
                            (-30, 80),
                            (-28, 40),
                            (-38, -20),
                            (-32, -84),
                        ],
                        CREAM,
                        shadow=6,
                    )
                    sheet.blob(
                        [
                            (0, -84),
                            (26, -64),
                            (30, -16),
                            (22, 40),
                            (22, 72),
                            (0, 82),
                            (-22, 72),
                            (-22, 40),
                            (-30, -16),
                            (-26, -64),
                        ],
                        paint,
                    )
                    sheet.oval(0, 46, 17, 30, fill=mixed(paint, "#000000", 0.45))
                    for j in range(4):
                        sheet.line([(-14, -34 + j * 15), (14, -34 + j * 15)], CREAM, 5)
    sheet.oval(600, 455, 66, fill=CREAM, shadow=7)
    sheet.oval(600, 455, 56, fill="#f3e6c8")
    sheet.line([(600, 455), (660, 388)], "#7fae8a", 15)
    for x, y, turn in ((110, 120, 20), (1080, 760, -40), (180, 780, 80), (1060, 140, 10)):
        with sheet.at(x, y, turn=turn):
            sheet.blob(
                [
                    (0, -44),
                    (18, -18),
                    (50, -22),
                    (32, 6),
                    (36, 38),
                    (0, 26),
                    (-36, 38),
                    (-32, 6),
                    (-50, -22),
                    (-18, -18),
                ],
                "#c98f3c",
                shadow=3,
            )
            sheet.line([(0, 20), (0, 62)], BARK, 5)
    return sheet


def plane_lane() -> Sheet:
    """The lane at four in the afternoon."""
    sheet = Sheet(1200, 900, "#f0e2b9", "#f6ecd0")
    sheet.shape([(470, 520), (730, 520), (1200, 900), (0, 900)], "#d6c5a1")
    sheet.shape([(0, 150), (470, 420), (470, 540), (0, 880)], "#e3c6a0")
    sheet.shape([(1200, 120), (730, 420), (730, 540), (1200, 880)], "#d9a98a")
    for k in range(4):
        x = 30 + k * 112
        sheet.shape(
            [(x, 330 + k * 40), (x + 74, 366 + k * 32), (x + 74, 480 + k * 8), (x, 500 + k * 10)], "#7d6a58"
        )
        sheet.shape(
            [
                (1200 - x, 310 + k * 42),
                (1126 - x, 350 + k * 34),
                (1126 - x, 476 + k * 8),
                (1200 - x, 496 + k * 10),
            ],
            "#5f7f79",
        )
    for x, y, s in (
        (500, 560, 0.42),
        (716, 566, 0.46),
        (400, 640, 0.72),
        (812, 650, 0.8),
        (230, 780, 1.22),
        (1000, 800, 1.34),
    ):
        plane_tree(sheet, x, y, s, leaf=("#b9a44c", "#9aa552", "#c4a24a")[round(x) % 3])
    chance = random.Random(9)
    for _ in range(46):
        y = chance.uniform(590, 890)
        x = 600 + (y - 480) * chance.uniform(-1.3, 1.3)
        s = 0.3 + (y - 560) / 500
        sheet.blob(
            [(x - 16 * s, y), (x, y - 10 * s), (x + 18 * s, y - 2), (x + 4, y + 10 * s)],
            ("#c98f3c", "#d9b45a", "#a8743a")[round(x) % 3],
            shadow=2,
        )
    e_bike(sheet, 640, 830, 0.66, BRICK)
    return sheet


def parked_cars() -> Sheet:
    """Two cars, one gap, and a tricycle that cannot pass."""
    sheet = Sheet(1200, 900, "#dfd5c0", "#cfc5b0")
    brick_wall(sheet, 0, 60, 1200, 350, "#b8836a")
    sheet.box(0, 400, 1200, 40, "#a59d8e")
    sheet.box(0, 440, 1200, 460, "#85837c")
    for x in (90, 380, 670, 960):
        sheet.shape([(x, 640), (x + 160, 640), (x + 150, 656), (x - 10, 656)], "#d9d5c8")
    for x, paint in ((250, "#5c7f91"), (930, "#c2b59b")):
        with sheet.at(x, 560):
            sheet.blob(
                [(-140, -120), (-96, -206), (90, -210), (150, -122), (0, -110)],
                mixed(paint, "#ffffff", 0.1),
                shadow=5,
            )
            sheet.shape([(-112, -126), (-82, -188), (-8, -190), (-8, -126)], "#cfe0e4")
            sheet.shape([(8, -126), (8, -190), (78, -188), (116, -126)], "#cfe0e4")
            sheet.box(-226, -136, 452, 110, paint, 40, shadow=6)
            sheet.oval(206, -92, 17, 20, fill=BUTTER)
            sheet.oval(-212, -92, 12, 18, fill=VERMILION)
            for wheel in (-130, 130):
                sheet.oval(wheel, -26, 50, fill=INK)
                sheet.oval(wheel, -26, 26, fill="#b9bfbb")
    with sheet.at(590, 800):
        sheet.box(-210, -180, 220, 110, PINE_SOFT, 8, shadow=6)
        for k in range(4):
            sheet.oval(-170 + k * 50, -190, 34, 30, fill=("#8fa35c", "#7fae5f", "#a9bd68", "#6f8a4f")[k])
        sheet.line([(10, -110), (110, -110), (140, -240), (100, -250)], BRICK, 14)
        sheet.box(36, -196, 70, 18, BARK, 8)
        sheet.line([(70, -180), (70, -110)], BRICK, 12)
        for wheel in (-150, -40, 150):
            sheet.arc(wheel, -44, 44, 44, (0, 360), INK, 12)
            sheet.oval(wheel, -44, 8, fill=INK)
    with sheet.at(930, 150, turn=3):
        sheet.box(-120, -50, 240, 96, CREAM, 6, shadow=5)
        sheet.write(0, -42, "门口勿停", 54, VERMILION, middle=True)
    return sheet


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
    "bridge-dawn": bridge_dawn,
    "bridge-rain": bridge_rain,
    "shoe-ring": shoe_ring,
    "plane-lane": plane_lane,
    "parked-cars": parked_cars,
    "stair-dark": lambda: stairs(lit=False),
    "stair-lit": lambda: stairs(lit=True),
    "breakfast": breakfast,
    "umbrella-stand": umbrella_stand,
    "bookshop-window": bookshop_window,
    "persimmons": persimmons,
    "snow-window": snow_window,
}
