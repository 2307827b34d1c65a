# ruff: noqa: S311  (chance scatters leaves here, it guards nothing)
"""The covers of the nine circles, wide and calm, so that a title can stand below."""

import random

from .canvas import Sheet, mixed
from .cats import DOUBAO, GINGER, cat_head, curled_cat
from .colours import (
    AMBER,
    BARK,
    BRICK,
    BUTTER,
    CREAM,
    INK,
    LEAF,
    MINT,
    MOSS,
    PINE,
    PINE_SOFT,
    PLUM,
    ROSE,
    SAGE,
    SKY,
    SOFT_INK,
    VERMILION,
    WOOD,
    WOOD_DARK,
    WOOD_PALE,
)
from .photos_out import ripples
from .photos_table import meeple
from .scenery import bush, plane_tree, pot_plant, star_field, window_lit
from .things import cup, die, dog


def _tortoise(sheet: Sheet, x: float, y: float, scale: float) -> None:
    with sheet.at(x, y, scale):
        for px in (-62, 50):
            sheet.blob([(px - 22, -34), (px + 22, -34), (px + 26, 0), (px - 22, 0)], "#8fa35c")
        sheet.blob(
            [(84, -40), (120, -92), (160, -96), (172, -66), (140, -46), (110, -24)], "#8fa35c", shadow=2
        )
        sheet.oval(150, -76, 6, fill=INK)
        sheet.arc(158, -68, 12, 10, (20, 130), INK, 4)
        sheet.oval(0, -30, 112, 92, fill=MOSS, part=(180, 360), shadow=4)
        sheet.box(-120, -38, 240, 20, mixed(MOSS, "#000000", 0.2), 10)
        for px, py, r in ((-52, -64, 22), (0, -82, 25), (52, -64, 22)):
            sheet.oval(px, py, r, r * 0.8, fill="#7d9a62")
        sheet.box(110, -116, 50, 13, VERMILION, 5, turn=-14)


def _hare(sheet: Sheet, x: float, y: float, scale: float) -> None:
    fur = "#d9c3a4"
    with sheet.at(x, y, scale):
        sheet.line([(-70, -40), (-120, -8), (-160, -12)], fur, 24, curve=True)
        sheet.line([(60, -40), (110, -16), (150, -26)], fur, 20, curve=True)
        sheet.blob(
            [(-110, -60), (-60, -112), (30, -112), (84, -84), (70, -36), (-40, -28), (-96, -34)],
            fur,
            shadow=4,
        )
        sheet.oval(-114, -76, 23, fill=CREAM)
        sheet.blob([(66, -84), (90, -130), (140, -130), (160, -100), (134, -74), (94, -70)], fur, shadow=2)
        for turn in (-52, -30):
            with sheet.at(104, -122, turn=turn):
                sheet.blob([(-14, 0), (-20, -60), (0, -108), (18, -60), (14, 0)], fur, shadow=2)
                sheet.blob([(-6, -10), (-8, -60), (0, -88), (8, -60), (6, -10)], ROSE)
        sheet.oval(130, -108, 7, fill=INK)
        sheet.oval(157, -98, 6, fill="#c98f86")


def _wind(sheet: Sheet, x: float, y: float, scale: float) -> None:
    with sheet.at(x, y, scale):
        for dy, length in ((-110, 150), (-76, 210), (-42, 170)):
            sheet.line([(-length, dy), (20, dy)], CREAM, 11)
            sheet.arc(20, dy - 26, 26, 26, (-90, 90), CREAM, 11)
        for px, py in ((-60, -140), (60, -20), (-130, -10)):
            sheet.blob(
                [(px - 20, py), (px, py - 13), (px + 22, py - 2), (px + 2, py + 12)], "#c98f3c", shadow=2
            )


def slow_running() -> Sheet:
    sheet = Sheet(1600, 600, "#f3bd92", "#fae6c2")
    sheet.oval(1180, 230, 86, fill="#fdf1cf")
    sheet.glow(1180, 230, 300, "#fdf1cf", 0.55)
    for x, w, h in ((0, 150, 150), (150, 90, 210), (250, 140, 120), (1300, 110, 190), (1420, 180, 140)):
        sheet.box(x, 370 - h, w, h, "#d8a28c")
    sheet.box(0, 366, 1600, 90, "#cfae9f")
    ripples(sheet, 380, 440, "#ecd3bd", 3)
    for x in (60, 380, 1530):
        bush(sheet, x, 376, 0.7, "#8a8660")
    sheet.box(0, 440, 1600, 170, "#d9c09a")
    sheet.box(0, 440, 1600, 16, "#b89c78")
    for x in range(30, 1600, 92):
        sheet.box(x, 386, 14, 60, "#8d7568", 4)
    sheet.line([(0, 398), (1600, 398)], "#8d7568", 11)
    plane_tree(sheet, 300, 470, 0.8, leaf="#a5934a", trunk="#6a5548")
    plane_tree(sheet, 1400, 474, 0.86, leaf="#b59a48", trunk="#6a5548")
    _tortoise(sheet, 480, 552, 0.92)
    _hare(sheet, 840, 556, 0.9)
    _wind(sheet, 1190, 560, 0.86)
    return sheet


def friday_games() -> Sheet:
    sheet = Sheet(1600, 600, "#33415a", "#4b4663")
    star_field(sheet, 0, 0, 1600, 200, 40)
    chance = random.Random(8)
    for x, w, h in ((-20, 190, 330), (190, 150, 260), (1120, 160, 300), (1300, 150, 380), (1470, 160, 270)):
        sheet.box(x, 430 - h, w, h, "#2a3449")
        for row in range(h // 62):
            for column in range(w // 46):
                if chance.random() < 0.14:
                    window_lit(sheet, x + 14 + column * 46, 450 - h + row * 58, 22, 30)
                else:
                    sheet.box(x + 14 + column * 46, 450 - h + row * 58, 22, 30, "#374259")
    sheet.glow(800, 240, 460, "#f2c27a", 0.75)
    sheet.line([(800, 0), (800, 90)], INK, 6)
    sheet.shape([(740, 90), (860, 90), (920, 180), (680, 180)], AMBER, shadow=4)
    sheet.oval(800, 180, 120, 16, fill="#fff3cf")
    sheet.blob([(180, 420), (800, 370), (1420, 420), (1500, 640), (100, 640)], WOOD, shadow=8)
    sheet.blob([(210, 424), (800, 382), (1390, 424), (1440, 470), (800, 430), (160, 470)], WOOD_PALE)
    for x, y, s, fill, turn in (
        (520, 440, 1.15, VERMILION, -6),
        (680, 470, 1.0, PINE_SOFT, 8),
        (900, 450, 1.2, AMBER, -4),
        (1060, 480, 0.95, PLUM, 10),
    ):
        meeple(sheet, x, y, s, fill, turn)
    die(sheet, 790, 490, 92, 14, 5)
    die(sheet, 380, 500, 80, -18, 1, "#f3d9a4")
    cup(sheet, 1230, 486, 0.7, BRICK)
    for k in range(4):
        with sheet.at(270 + k * 26, 470, turn=-24 + k * 15):
            sheet.box(-34, -104, 68, 100, CREAM, 8, shadow=4)
            sheet.box(-25, -94, 50, 52, (ROSE, SAGE, SKY, BUTTER)[k], 5)
    sheet.oval(1300, 130, 62, fill=CREAM, shadow=4)
    sheet.line([(1300, 130), (1300, 90)], INK, 7)
    sheet.line([(1300, 130), (1300, 166)], VERMILION, 9)
    return sheet


def read_first() -> Sheet:
    sheet = Sheet(1600, 600, "#c3d3ca", "#b3c6bb")
    for x, turn, s in ((330, -7, 1.0), (720, 3, 1.06), (1130, -2, 1.0)):
        with sheet.at(x, 330, s, turn):
            sheet.box(-180, -230, 360, 520, CREAM, 3, shadow=9)
            sheet.box(-90, -196, 180, 26, SOFT_INK, 6)
            for k in range(12):
                sheet.box(-146, -136 + k * 32, 292 if k % 4 != 3 else 180, 11, "#c9ccc6", 5)
            sheet.box(-146 + 60, -78, 120, 22, INK, 2)
            sheet.box(-146, 50, 170, 22, INK, 2)
    with sheet.at(780, 310):
        sheet.line([(116, 116), (260, 260)], BARK, 40)
        sheet.oval(0, 0, 168, fill=BARK, shadow=10)
        sheet.oval(0, 0, 146, fill="#f7f3df")
        sheet.write(0, -64, "概不退还", 58, VERMILION, middle=True)
        sheet.write(0, 8, "第十七条", 40, INK, middle=True)
        sheet.arc(-30, -30, 98, 98, (190, 250), "#ffffff", 10)
    with sheet.at(1390, 330, turn=24):
        sheet.box(-20, -210, 40, 200, PINE, 16, shadow=8)
        sheet.box(-16, -10, 32, 180, INK, 10, shadow=8)
        sheet.box(14, -190, 9, 120, "#e2b24a", 4)
    for x, y in ((120, 470), (180, 500), (96, 520)):
        sheet.oval(x, y, 46, fill="#e8923c", shadow=6)
        sheet.oval(x - 14, y - 13, 13, 9, fill="#f2b878")
    return sheet


def asleep_yet() -> Sheet:
    sheet = Sheet(1600, 600, "#39486a", "#6a6d8c")
    star_field(sheet, 0, 0, 1600, 420, 70)
    sheet.oval(1270, 150, 76, fill=BUTTER)
    sheet.oval(1304, 134, 66, fill="#42506f")
    for x, drop, kind in ((330, 150, 0), (470, 210, 1), (610, 140, 2), (750, 220, 0), (890, 160, 1)):
        sheet.line([(x, 0), (x, drop)], "#8e93ad", 4)
        with sheet.at(x, drop + 34):
            if kind == 0:
                for px, py, r in ((-34, 0, 27), (0, -16, 32), (34, 0, 27), (0, 12, 31)):
                    sheet.oval(px, py, r, fill=CREAM, shadow=2)
                sheet.oval(46, 2, 20, 24, fill=SOFT_INK)
                sheet.oval(51, -3, 3, fill=CREAM)
                for px in (-20, 14):
                    sheet.box(px, 34, 9, 20, SOFT_INK, 3)
            elif kind == 1:
                for k in range(5):
                    with sheet.at(0, 6, turn=k * 72):
                        sheet.shape([(-17, -12), (0, -52), (17, -12), (0, 8)], AMBER)
            else:
                for px, py, r in ((-32, 6, 26), (4, -10, 36), (38, 8, 24)):
                    sheet.oval(px, py, r, fill="#c9cde0", shadow=2)
    sheet.blob(
        [(-20, 470), (300, 430), (700, 470), (1100, 430), (1640, 480), (1640, 640), (-20, 640)], "#53597a"
    )
    for k in range(9):
        x = 60 + k * 178
        h = 110 + (k * 53 % 70)
        sheet.box(x, 600 - h, 150, h, mixed("#2c3450", "#3f4768", (k % 3) / 3))
        sheet.shape([(x - 14, 600 - h), (x + 75, 556 - h), (x + 164, 600 - h)], "#262d45")
        if k in (2, 6):
            window_lit(sheet, x + 52, 630 - h, 46, 50)
        else:
            sheet.box(x + 52, 630 - h, 46, 50, "#454e70", 3)
    return sheet


def fur_kids() -> Sheet:
    sheet = Sheet(1600, 600, "#cfdccb", "#bdd0bb")
    for x, y, s in ((200, 120, 1), (820, 84, 0.8), (1380, 130, 1.1)):
        sheet.blob(
            [
                (x - 110 * s, y),
                (x - 50 * s, y - 44 * s),
                (x + 30 * s, y - 50 * s),
                (x + 110 * s, y),
                (x, y + 16 * s),
            ],
            "#e8efe2",
        )
    for x in (90, 1510):
        plane_tree(sheet, x, 600, 1.0, leaf=LEAF)
    sheet.blob([(250, 640), (280, 470), (400, 420), (520, 470), (550, 640)], DOUBAO.fur, shadow=4)
    cat_head(sheet, 400, 350, 1.12, -6)
    sheet.blob([(610, 640), (640, 470), (780, 410), (920, 470), (950, 640)], "#f0e8d8", shadow=4)
    dog(sheet, 780, 330, 1.12, 3)
    sheet.blob([(1010, 640), (1030, 500), (1130, 450), (1230, 500), (1250, 640)], GINGER.fur, shadow=4)
    cat_head(sheet, 1130, 392, 0.94, 7, "closed", GINGER)
    with sheet.at(1340, 420):
        for turn in (-14, 12):
            with sheet.at(0, -60, turn=turn):
                sheet.blob([(-22, 0), (-28, -90), (0, -140), (28, -90), (22, 0)], "#d9c9b8", shadow=3)
                sheet.blob([(-10, -10), (-13, -86), (0, -112), (13, -86), (10, -10)], ROSE)
        sheet.blob(
            [(-90, 220), (-84, 60), (-70, -50), (0, -84), (70, -50), (84, 60), (90, 220)], "#d9c9b8", shadow=3
        )
        for side in (-1, 1):
            sheet.oval(side * 34, -14, 10, 12, fill=INK)
            sheet.oval(side * 52, 16, 16, 10, fill=ROSE)
        sheet.blob([(-10, 8), (10, 8), (0, 20)], "#c98f86")
        sheet.box(-13, 30, 26, 24, CREAM, 4)
    sheet.box(0, 540, 1600, 70, WOOD)
    for k in range(17):
        sheet.box(k * 96 + 6, 480, 70, 130, WOOD_PALE, 10, shadow=3)
    return sheet


def fix_it() -> Sheet:
    sheet = Sheet(1600, 600, "#a8835c", "#9a7550")
    for row in range(12):
        for column in range(32):
            sheet.oval(26 + column * 50, 26 + row * 50, 5, fill="#7f5f40")
    for x, fill, turn in ((120, VERMILION, 0), (190, AMBER, 0), (260, PINE, 0)):
        with sheet.at(x, 190, turn=turn):
            sheet.box(-19, -120, 38, 120, fill, 13, shadow=7)
            sheet.box(-7, 0, 14, 150, "#c6cccd", 4, shadow=5)
    with sheet.at(400, 220, turn=10):
        sheet.box(-18, -60, 36, 240, BARK, 10, shadow=7)
        sheet.box(-84, -110, 168, 60, "#8e979c", 12, shadow=7)
    with sheet.at(1380, 200, turn=-8):
        sheet.line([(-14, 20), (-60, 190)], BRICK, 30)
        sheet.line([(14, 20), (60, 190)], BRICK, 30)
        sheet.blob([(-34, -110), (-4, -50), (-6, 30), (-40, 20), (-54, -40)], "#8e979c", shadow=5)
        sheet.blob([(34, -110), (4, -50), (6, 30), (40, 20), (54, -40)], "#8e979c", shadow=5)
    with sheet.at(1510, 210):
        sheet.arc(0, 0, 56, 56, (0, 360), "#e9d9a0", 34)
        sheet.line([(48, 30), (60, 150), (30, 220)], "#e9d9a0", 15, curve=True)
    sheet.box(0, 470, 1600, 140, WOOD_DARK)
    sheet.box(0, 458, 1600, 24, WOOD)
    with sheet.at(760, 330):
        sheet.line([(130, -110), (240, -270)], "#c6cccd", 9)
        sheet.box(-210, -110, 420, 240, BRICK, 26, shadow=10)
        sheet.oval(-100, 8, 84, fill="#f0dfba")
        for r in (66, 46, 26):
            sheet.arc(-100, 8, r, r, (0, 360), BRICK, 6)
        sheet.box(20, -74, 160, 76, "#f6ecd2", 8)
        for k in range(7):
            sheet.line([(38 + k * 21, -60), (38 + k * 21, -40)], INK, 4)
        sheet.line([(104, -66), (104, -12)], VERMILION, 6)
        for x in (60, 140):
            sheet.oval(x, 66, 34, fill=BUTTER, shadow=3)
            sheet.line([(x, 66), (x + 12, 44)], INK, 6)
    with sheet.at(1140, 380, turn=-2):
        sheet.box(-120, -70, 240, 150, "#b9bfc2", 22, shadow=9)
        sheet.box(-120, -70, 240, 36, "#d3d8d9", 20)
        sheet.oval(20, 16, 58, fill=SOFT_INK)
        sheet.oval(20, 16, 34, fill="#2f4f5e")
        sheet.oval(8, 4, 9, fill="#8fb3c0")
    pot_plant(sheet, 520, 462, 0.7)
    with sheet.at(1330, 430, turn=3):
        sheet.box(-86, -60, 172, 100, CREAM, 4, shadow=5)
        sheet.write(0, -50, "先看看", 46, BRICK, hand=True, middle=True)
    return sheet


def one_book() -> Sheet:
    sheet = Sheet(1600, 600, "#e8d4b0", "#dcc298")
    chance = random.Random(31)
    paints = (BRICK, PINE, AMBER, PLUM, LEAF, "#5c7f91", CREAM, "#cd7a55", "#3f4f57", MINT)
    for shelf in (200, 400, 600):
        sheet.box(0, shelf - 190, 1600, 180, "#c7a678")
        x = 16.0
        while x < 1590:
            w, h = chance.uniform(24, 52), chance.uniform(104, 160)
            if shelf == 400 and 560 < x < 1010:
                x = 1012
            if chance.random() < 0.09:
                x += 50
            fill = chance.choice(paints)
            with sheet.at(x, shelf - 14, turn=chance.choice((0, 0, 0, 0, 5))):
                sheet.box(0, -h, w, h, fill, 3, shadow=3)
                sheet.box(5, -h + 18, w - 10, 8, mixed(fill, "#ffffff", 0.45))
                sheet.box(5, -32, w - 10, 6, mixed(fill, "#ffffff", 0.45))
            x += w + 4
        sheet.box(0, shelf - 16, 1600, 24, WOOD_DARK, shadow=4)
    with sheet.at(780, 322, 0.56):
        curled_cat(sheet, 0, -30, 1.0, GINGER)
    pot_plant(sheet, 955, 386, 0.46)
    return sheet


def who_has_a_minute() -> Sheet:
    sheet = Sheet(1600, 600, "#f2e3bf", "#f8f0d9")
    for k in range(6):
        x = k * 280 - 30
        wall = ("#e3c6a0", "#d9a98a", "#c9cdb0", "#e9d0a8", "#c7b5b0", "#dcc49c")[k]
        sheet.box(x, 160 + (k * 37 % 60), 276, 460, wall)
        sheet.box(x - 8, 150 + (k * 37 % 60), 292, 26, "#6b6560", 6)
        sheet.box(x + 96, 390, 92, 220, (PINE, BRICK, WOOD_DARK, "#3f5f8a", PINE, BRICK)[k], 6, shadow=3)
        sheet.oval(x + 172, 500, 6, fill=BUTTER)
        for dx in (22, 204):
            sheet.box(x + dx, 280, 54, 70, BUTTER if (k + dx) % 3 else "#8fa3a6", 4)
            sheet.line([(x + dx + 27, 280), (x + dx + 27, 350)], "#8a5f3f", 4)
    sheet.box(0, 556, 1600, 50, "#cdbb96")
    sheet.line([(-10, 40), (400, 96), (800, 60), (1200, 100), (1610, 40)], SOFT_INK, 5, curve=True)
    for k, fill in enumerate((VERMILION, AMBER, PINE, "#3f5f8a", PLUM, LEAF, ROSE)):
        x = 110 + k * 230
        y = 70 + (k % 2) * 30
        sheet.line([(x, y - 6), (x, y + 150)], WOOD_DARK, 7)
        sheet.arc(x + 14, y + 150, 14, 16, (0, 180), WOOD_DARK, 7)
        sheet.oval(x, y + 74, 96, 74, fill=fill, part=(180, 360), shadow=5)
        for j in (-2, -1, 0, 1, 2):
            sheet.line([(x, y + 2), (x + j * 40, y + 72)], mixed(fill, "#000000", 0.18), 3)
        for j in range(4):
            sheet.oval(x - 72 + j * 48, y + 74, 24, 10, fill=mixed(fill, "#f8f0d9", 0.0), part=(180, 360))
    for x in (250, 820, 1390):
        pot_plant(sheet, x, 590, 0.56)
    return sheet


def looking_fine() -> Sheet:
    sheet = Sheet(1600, 600, "#d9cfc2", "#c9bba8")
    sheet.box(0, 500, 1600, 110, WOOD_PALE)
    sheet.box(420, 40, 760, 470, "#e9e2d4", 10, shadow=8)
    sheet.blob([(430, 500), (1170, 500), (1300, 590), (300, 590)], "#ddd3c1")
    for x, turn in ((260, -12), (1340, 12)):
        with sheet.at(x, 200, turn=turn):
            sheet.box(-90, -90, 180, 150, BUTTER, 14, shadow=7)
            sheet.line([(0, 60), (0, 330)], INK, 10)
            sheet.line([(0, 330), (-60, 372)], INK, 9)
            sheet.line([(0, 330), (60, 372)], INK, 9)
    with sheet.at(800, 330):
        sheet.box(-46, 20, 92, 18, WOOD_DARK, 8, shadow=5)
        for leg in (-34, 34):
            sheet.line([(leg * 0.6, 36), (leg, 170)], WOOD_DARK, 10)
    with sheet.at(560, 380):
        for leg in (-80, 0, 80):
            sheet.line([(0, 0), (leg, 160)], INK, 8)
        sheet.box(-80, -100, 160, 104, PINE, 16, shadow=8)
        sheet.box(-34, -124, 68, 30, PINE, 8)
        sheet.oval(0, -46, 42, fill=CREAM)
        sheet.oval(0, -46, 28, fill=INK)
        sheet.oval(-9, -55, 8, fill=SKY)
    for k, fill in enumerate((ROSE, MINT, BUTTER)):
        sheet.box(930 + k * 78, 110 + (k % 2) * 22, 62, 78, CREAM, 4, shadow=4)
        sheet.box(938 + k * 78, 118 + (k % 2) * 22, 46, 52, fill, 3)
    pot_plant(sheet, 1490, 590, 0.6)
    return sheet


COVERS = {
    "manpao": slow_running,
    "zhouwu": friday_games,
    "kandong": read_first,
    "shuilema": asleep_yet,
    "maohaizi": fur_kids,
    "xiudehao": fix_it,
    "yibenshu": one_book,
    "shuiyoukong": who_has_a_minute,
    "meiyan": looking_fine,
}
