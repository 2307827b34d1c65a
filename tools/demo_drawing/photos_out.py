# ruff: noqa: S311  (chance scatters leaves here, it guards nothing)
"""Pictures taken at the bridge and on the way."""

import random

from .canvas import Sheet, mixed
from .colours import (
    AMBER,
    BARK,
    BRICK,
    BUTTER,
    CREAM,
    INK,
    LEAF,
    PINE,
    PINE_SOFT,
    STONE,
    STONE_PALE,
    VERMILION,
)
from .scenery import brick_wall, bush, e_bike, plane_tree


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


def pool() -> Sheet:
    """The lap pool, seen from its end: two lanes, a swimmer with a cap on her way to the wall."""
    sheet = Sheet(1200, 900, "#dfeceb", "#c9dfdf")
    for k in range(13):
        sheet.box(k * 100 - 4, 0, 4, 230, "#c3d6d5")
    for k in range(3):
        sheet.box(0, 70 + k * 70, 1200, 4, "#c3d6d5")
    sheet.box(0, 230, 1200, 46, CREAM)
    sheet.box(0, 276, 1200, 624, "#6fb6c4")
    ripples(sheet, 300, 880, "#a9d8df", 8)
    for top, bottom in ((470, 250), (730, 950)):
        points = [(top, 276), ((top + bottom) / 2, 588), (bottom, 900)]
        sheet.line(points, "#3f8d9c", 26)
        for k in range(15):
            x, y = top + (bottom - top) * k / 14, 276 + 624 * k / 14
            sheet.oval(x, y, 9 + k * 0.9, 7 + k * 0.6, fill=VERMILION if k % 2 else CREAM)
    sheet.oval(600, 690, 190, 34, fill="#a9d8df")
    sheet.line([(548, 650), (470, 600), (430, 520)], "#d9a27c", 36, curve=True)
    sheet.line([(652, 650), (740, 668), (800, 690)], "#d9a27c", 36, curve=True)
    sheet.oval(600, 640, 78, 40, fill=PINE)
    sheet.oval(600, 584, 54, 58, fill="#d9a27c")
    sheet.oval(600, 566, 58, 46, fill=VERMILION, part=(180, 360))
    sheet.box(542, 560, 116, 14, VERMILION)
    sheet.box(556, 584, 88, 20, INK, 10)
    sheet.oval(578, 594, 13, 9, fill="#a9d8df")
    sheet.oval(622, 594, 13, 9, fill="#a9d8df")
    sheet.line([(582, 622), (600, 628), (618, 622)], "#8a4a38", 6, curve=True)
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


PHOTOS = {
    "pool": pool,
    "bridge-dawn": bridge_dawn,
    "bridge-rain": bridge_rain,
    "shoe-ring": shoe_ring,
    "plane-lane": plane_lane,
    "parked-cars": parked_cars,
}
