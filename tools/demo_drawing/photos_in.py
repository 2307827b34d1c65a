# ruff: noqa: S311  (chance scatters leaves here, it guards nothing)
"""Pictures taken indoors, mostly of tables."""

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
    MINT,
    MUTED,
    NIGHT,
    PINE,
    PINE_SOFT,
    PLUM,
    ROSE,
    SAGE,
    SAND,
    SKY,
    SOFT_INK,
    STONE_PALE,
    VERMILION,
    WOOD,
    WOOD_DARK,
    WOOD_PALE,
)
from .scenery import floorboards, pot_plant, star_field
from .things import cup, die, dog, standing_cup


def meeple(sheet: Sheet, x: float, y: float, scale: float, fill: str, turn: float = 0) -> None:
    with sheet.at(x, y, scale, turn):
        sheet.blob(
            [
                (0, -60),
                (22, -50),
                (24, -26),
                (60, -10),
                (56, 10),
                (30, 12),
                (44, 58),
                (10, 60),
                (0, 36),
                (-10, 60),
                (-44, 58),
                (-30, 12),
                (-56, 10),
                (-60, -10),
                (-24, -26),
                (-22, -50),
            ],
            fill,
            shadow=6,
        )


def lined_page(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    height: float,
    paper: str = CREAM,
    rule: str = "#d5dde0",
    step: float = 44,
) -> None:
    sheet.box(x, y, width, height, paper, 4, shadow=8)
    k = 1
    while k * step < height - 20:
        sheet.line([(x + 24, y + k * step), (x + width - 24, y + k * step)], rule, 3)
        k += 1


def running_shoes() -> Sheet:
    """Two old shoes from the side, the heel worn slanting."""
    sheet = Sheet(1200, 900, "#e9dcc0", "#dcc9a4")
    floorboards(sheet, 0, 470, 1200, 430, WOOD_PALE)
    sheet.box(0, 440, 1200, 34, CREAM)
    sheet.box(840, 130, 220, 316, PINE_SOFT, 6, shadow=4)
    sheet.write(950, 150, "慢", 120, CREAM, middle=True)
    sheet.write(950, 290, "也算跑", 54, CREAM, middle=True)
    for dx, dy, s in ((250, -90, 0.9), (0, 0, 1.12)):
        with sheet.at(480 + dx, 700 + dy, s):
            sheet.shape(
                [(-320, 20), (330, 20), (352, 56), (300, 78), (-240, 78), (-330, 40)], CREAM, shadow=9
            )
            sheet.shape([(-326, 34), (-240, 78), (-170, 78), (-320, 22)], STONE_PALE)
            sheet.blob(
                [
                    (-318, 26),
                    (-330, -60),
                    (-300, -190),
                    (-190, -200),
                    (-130, -110),
                    (0, -96),
                    (140, -60),
                    (250, -46),
                    (318, -24),
                    (344, 14),
                    (310, 28),
                    (120, 28),
                    (-120, 28),
                ],
                PINE,
                shadow=3,
            )
            sheet.blob([(-300, -186), (-190, -196), (-140, -116), (-210, -90), (-290, -110)], "#1d4744")
            sheet.blob(
                [(196, -50), (262, -42), (318, -22), (342, 12), (306, 26), (206, 24), (180, -10)],
                mixed(PINE, "#ffffff", 0.25),
            )
            sheet.line([(-310, -40), (-120, 6), (120, 12)], AMBER, 20, curve=True)
            for k in range(5):
                sheet.line([(-120 + k * 44, -104 + k * 14), (-92 + k * 44, -56 + k * 10)], CREAM, 11)
            sheet.line([(-110, -110), (-180, -150), (-120, -170), (-100, -120)], CREAM, 8, curve=True)
            for k in range(9):
                sheet.line([(-190 + k * 58, 66), (-176 + k * 58, 78)], "#b9b0a0", 7)
    return sheet


def gym_corner() -> Sheet:
    """The gym before it opens: mats, balls, a plant, nobody."""
    sheet = Sheet(1200, 900, "#e8e0cd", "#ddd3bb")
    sheet.box(0, 600, 1200, 300, "#7b8f8a")
    sheet.box(0, 590, 1200, 22, CREAM)
    sheet.box(90, 110, 420, 330, SKY, 6, shadow=5)
    sheet.box(104, 124, 392, 302, "#d8e8e6")
    sheet.oval(400, 210, 46, fill=BUTTER)
    sheet.line([(300, 110), (300, 440)], CREAM, 12)
    sheet.box(600, 120, 500, 320, "#cfd8d4", 8, shadow=5)
    sheet.shape([(640, 150), (760, 150), (690, 410), (640, 410)], "#dde5e1")
    for k, fill in enumerate((VERMILION, AMBER, PINE)):
        sheet.box(120 + k * 6, 720 + k * -46, 330 - k * 10, 44, fill, 22, shadow=4)
        sheet.oval(140 + k * 6, 742 + k * -46, 18, fill=mixed(fill, "#ffffff", 0.3))
    sheet.oval(760, 690, 130, fill=PINE_SOFT, shadow=9)
    sheet.arc(730, 660, 70, 70, (190, 260), mixed(PINE_SOFT, "#ffffff", 0.5), 14)
    for x, s, fill in ((980, 1.0, SOFT_INK), (1090, 0.76, BRICK)):
        with sheet.at(x, 760, s):
            sheet.arc(0, -96, 46, 56, (160, 380), fill, 22)
            sheet.oval(0, 0, 82, 76, fill=fill, shadow=6)
            sheet.write(0, -34, "8" if s < 1 else "12", 50, CREAM, middle=True)
    pot_plant(sheet, 560, 690, 1.0)
    with sheet.at(870, 250, turn=-3):
        sheet.box(-150, -66, 300, 140, CREAM, 4, shadow=4)
        sheet.write(0, -56, "三十天", 54, VERMILION, middle=True)
        sheet.write(0, 2, "每天二十分钟", 40, INK, middle=True)
    return sheet


def game_table() -> Sheet:
    sheet = Sheet(1200, 900, "#5b4034")
    floorboards(sheet, 0, 0, 1200, 900, "#7a5540")
    sheet.box(210, 130, 760, 640, "#d8c08f", 14, shadow=12)
    paints = ("#9bb07a", "#cda15a", "#7fa6a8", "#c98268", "#e2d2a4")
    chance = random.Random(21)
    for row in range(6):
        for column in range(7):
            x = 300 + column * 98 + (49 if row % 2 else 0)
            y = 200 + row * 100
            if x > 940:
                continue
            hexagon = [
                (x, y - 56),
                (x + 47, y - 28),
                (x + 47, y + 28),
                (x, y + 56),
                (x - 47, y + 28),
                (x - 47, y - 28),
            ]
            sheet.shape(hexagon, chance.choice(paints), shadow=2)
            if chance.random() < 0.35:
                sheet.oval(x, y, 20, fill=CREAM)
                sheet.oval(x, y, 7, fill=INK)
    for x, y, fill, turn in (
        (396, 300, VERMILION, 8),
        (590, 400, PINE, -6),
        (640, 590, AMBER, 12),
        (450, 500, PLUM, 0),
        (790, 310, VERMILION, -14),
        (830, 500, PINE, 4),
    ):
        meeple(sheet, x, y, 0.62, fill, turn)
    for k, (x, y, turn) in enumerate(((90, 330, -20), (112, 360, -4), (132, 400, 12))):
        with sheet.at(x, y, turn=turn):
            sheet.box(-58, -84, 116, 168, CREAM, 10, shadow=6)
            sheet.box(-46, -72, 92, 90, (ROSE, SAGE, SKY)[k], 6)
    cup(sheet, 1080, 230, 1.1, BRICK)
    cup(sheet, 130, 740, 1.0, PINE, "#8a5a30")
    sheet.oval(1070, 620, 110, fill=SAND, shadow=9)
    for _ in range(15):
        x, y = 1070 + chance.uniform(-62, 62), 620 + chance.uniform(-62, 62)
        with sheet.at(x, y, turn=chance.uniform(0, 180)):
            sheet.blob(
                [(-24, 0), (-10, -13), (0, -9), (12, -13), (25, 0), (12, 13), (0, 9), (-10, 13)],
                "#c99a5c",
                shadow=2,
            )
    die(sheet, 560, 810, 70, 18, 5)
    die(sheet, 660, 836, 70, -24, 2, "#e2836a")
    return sheet


def leaning_die() -> Sheet:
    """The die that leans on a peanut shell: four, or three?"""
    sheet = Sheet(1200, 900, "#3f6a5d", "#355a50")
    sheet.box(60, 60, 1080, 780, "#4a7a6c", 30)
    chance = random.Random(2)
    for _ in range(260):
        x, y = chance.uniform(80, 1120), chance.uniform(80, 820)
        sheet.line([(x, y), (x + 8, y + 3)], "#54867a", 3)
    with sheet.at(760, 600, 1.2, turn=-16):
        sheet.blob(
            [(-150, 0), (-90, -66), (-20, -44), (60, -70), (150, -10), (90, 60), (0, 42), (-80, 64)],
            "#c99a5c",
            shadow=12,
        )
        for x in range(-110, 130, 34):
            sheet.line([(x, -34), (x + 8, 36)], "#a87a42", 5, curve=True)
        for y in (-18, 14):
            sheet.line([(-126, y), (0, y + 6), (126, y - 6)], "#a87a42", 5, curve=True)
    with sheet.at(500, 460, turn=-21):
        sheet.shape(
            [(-150, -120), (150, -120), (210, -60), (210, 200), (-90, 200), (-150, 150)],
            mixed(CREAM, "#6a4b39", 0.35),
            shadow=14,
        )
        sheet.box(-160, -150, 300, 290, CREAM, 40)
        for px, py in ((-72, -70), (62, -70), (-72, 64), (62, 64)):
            sheet.oval(px - 6, py - 4, 30, fill=VERMILION)
    for x, y, turn in ((930, 250, 30), (220, 700, 70), (1000, 330, -10)):
        with sheet.at(x, y, 0.55, turn):
            sheet.blob([(-70, 0), (-30, -34), (30, -30), (70, 0), (26, 32), (-32, 30)], "#b9774a", shadow=6)
    meeple(sheet, 240, 240, 1.05, AMBER, -12)
    meeple(sheet, 1010, 690, 0.95, "#d9d2c0", 14)
    return sheet


def score_sheet() -> Sheet:
    """The campaign since May: a folded sheet with stains of tea."""
    sheet = Sheet(1200, 900, "#8a6a50")
    floorboards(sheet, 0, 0, 1200, 900, "#8a654b")
    with sheet.at(570, 455, turn=-2):
        lined_page(sheet, -440, -380, 880, 760, "#f6ecd2", "#e0d2ae", 62)
        sheet.write(-400, -366, "北境商路  第 1 — 23 夜", 58, BRICK, hand=True)
        rows = (
            ("五月", "出发。阿澈迟到", "9"),
            ("六月", "桥塌了,老K投的", "-4"),
            ("七月", "停一周,都在加班", "0"),
            ("八月", "买到了骆驼", "12"),
            ("九月", "骆驼丢了", "-12"),
            ("十月", "骆驼自己回来了", "15"),
            ("十一月", "待续", "?"),
        )
        for k, (month, story, score) in enumerate(rows):
            y = -262 + k * 62
            sheet.write(-400, y, month, 42, PINE, hand=True)
            sheet.write(-240, y, story, 42, INK, hand=True)
            sheet.write(330, y, score, 42, VERMILION, hand=True)
        sheet.line([(-440, 200), (440, 204)], "#d9c9a2", 5)
        sheet.arc(250, 274, 84, 80, (20, 350), (169, 116, 58, 120), 11)
        sheet.write(-400, 226, "欠茶钱:大齐 18 元", 42, MUTED, hand=True)
    die(sheet, 1090, 180, 84, 20, 3)
    with sheet.at(1090, 640, turn=24):
        sheet.box(-16, -190, 32, 330, AMBER, 4, shadow=6)
        sheet.shape([(-16, 140), (16, 140), (0, 190)], ROSE)
        sheet.box(-16, -206, 32, 30, "#d98a80", 6)
    return sheet


def contract_page() -> Sheet:
    """A page of a contract; the numbers lie under black paper, one line is marked."""
    sheet = Sheet(900, 1200, "#9aa79f", "#87958c")
    with sheet.at(450, 600, turn=1.6):
        sheet.box(-350, -520, 700, 1040, CREAM, 2, shadow=12)
        sheet.write(0, -480, "服务合同", 62, INK, middle=True)
        y = -370
        for k in range(12):
            width = 580 if k % 4 != 3 else 360
            sheet.box(-290, y, width, 13, "#c9ccc6", 5)
            y += 36
            if k in (2, 5, 9):
                sheet.box(-290 + 130 * (k % 3), y - 44, 190, 30, INK, 2)
        sheet.box(-304, 72, 608, 132, "#f7e08a", 6)
        sheet.write(-290, 78, "第十七条  乙方提前退出的,", 40, INK)
        sheet.write(-290, 138, "已缴费用概不退还。", 40, INK)
        for k in range(4):
            sheet.box(-290, 240 + k * 36, 580 - (k % 2) * 160, 13, "#c9ccc6", 5)
        sheet.write(-290, 408, "签字", 44, INK)
        sheet.line([(-190, 470), (80, 470)], INK, 4)
        sheet.write(96, 404, "← 先别签", 44, VERMILION, hand=True, turn=-6)
    with sheet.at(850, 1120, turn=-30):
        sheet.blob(
            [
                (-30, -190),
                (0, -214),
                (30, -190),
                (38, -60),
                (120, 40),
                (150, 260),
                (-90, 300),
                (-110, 90),
                (-40, 20),
            ],
            "#e3b48c",
            shadow=10,
        )
        sheet.blob([(-18, -190), (0, -204), (18, -190), (16, -160), (-16, -160)], "#f3d5c0")
    return sheet


def account_book() -> Sheet:
    """A household notebook, a calculator, a bowl of tangerines."""
    sheet = Sheet(1200, 900, "#cdb38c")
    floorboards(sheet, 0, 0, 1200, 900, WOOD_PALE)
    with sheet.at(440, 450, turn=-3):
        sheet.box(-350, -330, 700, 660, PINE, 10, shadow=10)
        lined_page(sheet, -336, -316, 332, 632, CREAM, "#d5dde0", 52)
        lined_page(sheet, 4, -316, 332, 632, CREAM, "#d5dde0", 52)
        for k, words in enumerate(("房租", "菜", "猫粮", "健身", "书", "不记得")):
            sheet.write(-316, -296 + k * 52, words, 38, INK, hand=True)
            sheet.box(-116, -282 + k * 52, 92, 30, INK, 2)
        sheet.write(28, -296, "到底去哪儿了", 42, VERMILION, hand=True)
        sheet.line([(40, 220), (90, 120), (150, 150), (210, -10), (310, -90)], PINE, 8)
        sheet.line([(30, -100), (30, 250), (320, 250)], SOFT_INK, 5)
    with sheet.at(960, 330, turn=6):
        sheet.box(-130, -200, 260, 400, SOFT_INK, 24, shadow=10)
        sheet.box(-104, -172, 208, 84, "#c9d8c0", 8)
        sheet.write(-60, -166, "0.00", 62, INK)
        for row in range(4):
            for column in range(4):
                sheet.box(-104 + column * 54, -64 + row * 62, 44, 48, AMBER if column == 3 else "#d8dad2", 10)
    for x, y in ((900, 730), (1010, 700), (960, 790)):
        sheet.oval(x, y, 66, 60, fill="#e8923c", shadow=8)
        sheet.oval(x - 18, y - 18, 18, 12, fill="#f2b878")
        sheet.blob([(x - 6, y - 50), (x + 28, y - 72), (x + 40, y - 54), (x + 8, y - 42)], LEAF)
    return sheet


def baby_blanket() -> Sheet:
    """A crocheted blanket of squares on the back of a chair."""
    sheet = Sheet(1200, 900, "#f3e2cf", "#ead2b8")
    floorboards(sheet, 0, 690, 1200, 210, WOOD)
    sheet.box(0, 668, 1200, 26, CREAM)
    for x in (300, 860):
        sheet.box(x, 90, 40, 770, WOOD_DARK, 14, shadow=6)
    sheet.box(290, 110, 620, 50, WOOD_DARK, 20, shadow=4)
    sheet.box(290, 690, 620, 46, WOOD_DARK, 10)
    paints = (ROSE, MINT, BUTTER, SKY, "#d9b7c4", SAGE)
    with sheet.at(600, 390, turn=1):
        sheet.box(-262, -308, 524, 606, CREAM, 24, shadow=11)
        for row in range(5):
            for column in range(4):
                x, y = -188 + column * 125, -234 + row * 118
                fill = paints[(row * 2 + column * 3) % 6]
                sheet.box(x - 54, y - 51, 108, 102, fill, 14)
                sheet.box(x - 38, y - 36, 76, 72, mixed(fill, "#ffffff", 0.45), 12)
                for turn in range(0, 360, 90):
                    with sheet.at(x, y, turn=turn + 45):
                        sheet.oval(0, -19, 10, 15, fill=mixed(fill, "#b3503c", 0.45))
                sheet.oval(x, y, 8, fill=BUTTER)
        for k in range(13):
            sheet.oval(-246 + k * 41, 300, 21, fill=CREAM, part=(0, 180))
    sheet.oval(160, 800, 66, 60, fill=ROSE, shadow=7)
    for k in range(5):
        sheet.arc(
            160, 800, 60 - k * 10, 50 - k * 5, (20 + k * 30, 200 + k * 30), mixed(ROSE, "#8a3f30", 0.25), 5
        )
    sheet.line([(210, 830), (300, 850), (360, 800)], ROSE, 7, curve=True)
    with sheet.at(1040, 760):
        sheet.oval(0, -20, 62, 66, fill="#c9a07a", shadow=6)
        sheet.oval(0, -116, 54, 50, fill="#c9a07a", shadow=3)
        for side in (-1, 1):
            sheet.oval(side * 44, -156, 21, fill="#c9a07a")
            sheet.oval(side * 20, -122, 6, fill=INK)
            sheet.oval(side * 46, 40, 27, 23, fill="#b98d66")
        sheet.oval(0, -102, 19, 15, fill="#e9d3b6")
        sheet.oval(0, -108, 7, 5, fill=INK)
    return sheet


def night_clock() -> Sheet:
    """Seventeen past three. A bottle, a small lamp."""
    sheet = Sheet(1200, 900, "#2f3f52", "#3b4656")
    sheet.box(720, 80, 400, 380, "#202d3d", 6, shadow=4)
    star_field(sheet, 730, 90, 380, 300, 18)
    sheet.oval(990, 190, 56, fill=BUTTER)
    sheet.oval(1014, 178, 50, fill="#202d3d")
    sheet.line([(920, 80), (920, 460)], "#4c5b6e", 12)
    sheet.glow(260, 330, 460, "#f2c27a", 0.62)
    sheet.box(0, 660, 1200, 250, "#7d5c48")
    sheet.box(0, 650, 1200, 24, "#96715a")
    sheet.shape([(170, 330), (350, 330), (400, 470), (120, 470)], "#f4d294", shadow=4)
    sheet.box(250, 470, 20, 160, BARK)
    sheet.oval(260, 646, 80, 22, fill=BARK)
    sheet.box(450, 480, 370, 176, "#39454f", 26, shadow=8)
    sheet.box(474, 504, 322, 124, "#16211f", 10)
    sheet.write(634, 490, "3:17", 116, "#f0a45c", middle=True)
    with sheet.at(950, 520):
        sheet.box(-54, -60, 108, 196, (240, 244, 240, 235), 24, shadow=7)
        sheet.box(-54, 20, 108, 116, "#fbf6e6", 22)
        for k in range(4):
            sheet.line([(20, -20 + k * 34), (48, -20 + k * 34)], PINE_SOFT, 5)
        sheet.box(-48, -98, 96, 44, ROSE, 10)
        sheet.blob([(-26, -96), (-14, -128), (0, -150), (14, -128), (26, -96)], "#e9c7a4")
    return sheet


def hand_me_downs() -> Sheet:
    """A carton of small clothes with a list on the flap."""
    sheet = Sheet(1200, 900, "#efe6d2")
    floorboards(sheet, 0, 0, 1200, 900, "#d9bb90")
    sheet.shape([(230, 300), (150, 170), (600, 150), (640, 280)], WOOD, shadow=6)
    sheet.shape([(640, 280), (700, 150), (1080, 190), (980, 310)], "#c39868", shadow=6)
    sheet.box(220, 280, 770, 500, "#a97b4e", 6, shadow=14)
    sheet.box(250, 310, 710, 440, "#8a6038")
    for x, y, turn, fill in ((400, 420, -8, ROSE), (620, 410, 5, MINT), (820, 430, -4, BUTTER)):
        with sheet.at(x, y, 1.04, turn):
            sheet.blob(
                [
                    (-50, -80),
                    (-100, -62),
                    (-120, 0),
                    (-80, 14),
                    (-74, 100),
                    (74, 100),
                    (80, 14),
                    (120, 0),
                    (100, -62),
                    (50, -80),
                    (0, -64),
                ],
                fill,
                shadow=7,
            )
            sheet.oval(0, -74, 34, 16, fill=mixed(fill, "#5a3a2a", 0.25))
            for k in range(3):
                sheet.oval(0, -30 + k * 40, 7, fill=CREAM)
    for x, y, turn, fill in ((380, 640, 12, SKY), (600, 640, -10, SAGE), (800, 650, 8, "#d9b7c4")):
        with sheet.at(x, y, turn=turn):
            sheet.box(-86, -60, 172, 110, fill, 16, shadow=6)
            for k in range(4):
                sheet.line([(-70, -40 + k * 24), (70, -40 + k * 24)], mixed(fill, "#ffffff", 0.5), 7)
    for x, turn in ((560, 14), (640, -8)):
        with sheet.at(x, 530, 0.8, turn):
            sheet.blob([(-30, -60), (24, -60), (28, 0), (70, 24), (66, 54), (-30, 54)], VERMILION, shadow=5)
            sheet.box(-34, -72, 62, 26, CREAM, 8)
    with sheet.at(330, 232, turn=-4):
        sheet.box(-120, -54, 330, 108, CREAM, 4, shadow=4)
        sheet.write(-106, -46, "六到十二个月", 44, INK, hand=True)
        sheet.write(-106, 2, "都洗过 拿走不谢", 38, PINE, hand=True)
    return sheet


def old_camera() -> Sheet:
    """A small digital camera of 2009 on the mat, its battery door open."""
    sheet = Sheet(1200, 900, "#5b7a72", "#50695f")
    for k in range(1, 12):
        sheet.line([(k * 100, 0), (k * 100, 900)], "#66877e", 3)
    for k in range(1, 9):
        sheet.line([(0, k * 100), (1200, k * 100)], "#66877e", 3)
    with sheet.at(570, 440, turn=-5):
        sheet.box(-330, -200, 660, 410, "#b9bfc2", 46, shadow=16)
        sheet.box(-330, -200, 660, 90, "#cfd5d6", 40)
        sheet.box(-330, -130, 160, 340, "#8e979c", 30)
        sheet.box(150, -222, 110, 34, "#e2e6e6", 14)
        sheet.box(-40, -186, 130, 52, SOFT_INK, 12)
        sheet.box(-30, -178, 110, 36, "#f6f2de", 8)
        sheet.oval(60, 50, 180, fill="#7d868b", shadow=6)
        sheet.oval(60, 50, 156, fill="#3a4246")
        sheet.oval(60, 50, 120, fill="#20282c")
        sheet.oval(60, 50, 86, fill="#2f4f5e")
        sheet.oval(60, 50, 50, fill="#17303c")
        sheet.oval(30, 16, 26, 18, fill="#8fb3c0")
        sheet.write(-316, -184, "2009", 46, SOFT_INK)
        sheet.oval(-250, 40, 34, fill="#747d82")
    sheet.line([(230, 300), (120, 420), (160, 620), (300, 690)], "#2c3336", 17, curve=True)
    with sheet.at(930, 720, turn=14):
        sheet.box(-90, -56, 180, 112, AMBER, 12, shadow=8)
        sheet.box(58, -40, 22, 80, "#e9d9a0", 3)
        sheet.write(-76, -34, "3.7V", 44, INK)
    for x, y, turn in ((1040, 200, 40), (1100, 330, 62)):
        with sheet.at(x, y, turn=turn):
            sheet.box(-20, -150, 40, 140, VERMILION, 14, shadow=6)
            sheet.box(-7, -10, 14, 140, "#c6cccd", 4)
    for x, y in ((240, 790), (300, 830), (360, 780)):
        sheet.oval(x, y, 17, fill="#cfd5d6", shadow=5)
        sheet.line([(x - 9, y), (x + 9, y)], SOFT_INK, 4)
    return sheet


def phone_soup() -> Sheet:
    """A phone standing in a bowl of noodles."""
    sheet = Sheet(1200, 900, "#d9bb8e")
    floorboards(sheet, 0, 0, 1200, 900, "#b98a5e")
    sheet.oval(600, 480, 400, 372, fill=CREAM, shadow=15)
    sheet.oval(600, 474, 368, 340, fill="#e9e2d0")
    sheet.oval(600, 486, 330, 300, fill="#c9752f")
    sheet.oval(600, 486, 330, 300, fill="#d98a3f", part=(150, 400))
    chance = random.Random(6)
    for k in range(11):
        x = 360 + k * 34
        sheet.line(
            [(x, 640 - (k % 3) * 20), (x + 50, 600), (x + 120, 660 - (k % 4) * 16), (x + 190, 616)],
            "#f3dca0",
            12,
            curve=True,
        )
    for _ in range(26):
        x, y = 600 + chance.uniform(-250, 250), 486 + chance.uniform(-220, 220)
        sheet.oval(x, y, 13, fill=(240, 176, 90, 150))
    for x, y, turn in ((390, 420, 20), (430, 380, -30), (820, 600, 10)):
        with sheet.at(x, y, turn=turn):
            sheet.blob([(-60, 0), (-20, -30), (50, -16), (66, 10), (10, 30), (-40, 22)], LEAF, shadow=3)
            sheet.line([(-50, 0), (50, 0)], "#cfe0b4", 6)
    sheet.oval(790, 380, 76, 60, fill=CREAM, shadow=4)
    sheet.oval(790, 380, 36, 32, fill="#f0a93c")
    with sheet.at(590, 420, turn=-13):
        sheet.box(-106, -330, 212, 420, "#22292c", 34, shadow=9)
        sheet.box(-90, -306, 180, 380, NIGHT, 20)
        sheet.write(0, -250, "15:20", 64, CREAM, middle=True)
        sheet.write(0, -160, "未接来电 2", 28, BUTTER, middle=True)
        sheet.line([(-90, -60), (10, 0), (30, 70)], "#8fa3ac", 4)
        sheet.line([(10, 0), (90, -40)], "#8fa3ac", 3)
    sheet.blob(
        [(420, 500), (540, 476), (640, 494), (760, 470), (770, 560), (600, 590), (430, 570)], "#d98a3f"
    )
    for k in range(5):
        sheet.line(
            [(440 + k * 60, 560 - k % 2 * 14), (500 + k * 60, 530), (560 + k * 50, 566)],
            "#f3dca0",
            12,
            curve=True,
        )
    for dx in (0, 34):
        sheet.line([(900 + dx, 90), (1130 + dx * 0.6, 800)], "#6a3f2a", 15)
    return sheet


def repair_bench() -> Sheet:
    """老周's bench: the lamp, small drawers, a radio with its back off."""
    sheet = Sheet(1200, 900, "#5f6a66", "#535d5a")
    sheet.glow(470, 480, 620, "#f2d79a", 0.6)
    for row in range(4):
        for column in range(6):
            x, y = 700 + column * 82, 90 + row * 86
            sheet.box(x, y, 74, 76, mixed(WOOD, WOOD_DARK, ((row * 5 + column * 3) % 7) / 8), 4, shadow=2)
            sheet.oval(x + 37, y + 52, 8, fill=BUTTER)
            sheet.box(x + 14, y + 12, 46, 22, CREAM, 3)
    sheet.box(0, 640, 1200, 270, WOOD_DARK)
    sheet.box(0, 630, 1200, 26, WOOD)
    sheet.line([(120, 640), (170, 380), (330, 210)], BRICK, 19)
    sheet.oval(170, 380, 20, fill=SOFT_INK)
    sheet.oval(120, 642, 82, 26, fill=BRICK)
    with sheet.at(360, 210, turn=38):
        sheet.shape([(-44, -50), (44, -50), (106, 76), (-106, 76)], BRICK, shadow=6)
        sheet.oval(0, 76, 106, 22, fill="#fff3cf")
    sheet.box(380, 430, 330, 210, "#a8523c", 22, shadow=9)
    sheet.box(398, 448, 294, 174, "#3f3129", 10)
    for x, y, w, h, fill in (
        (410, 470, 70, 50, PINE),
        (496, 462, 40, 40, AMBER),
        (550, 470, 90, 26, "#c6cccd"),
        (420, 540, 110, 60, LEAF),
        (560, 530, 110, 70, "#7d868b"),
    ):
        sheet.box(x, y, w, h, fill, 5)
    sheet.oval(614, 566, 27, fill=INK)
    sheet.line([(480, 500), (520, 540), (550, 486)], VERMILION, 6, curve=True)
    sheet.line([(530, 570), (560, 590)], AMBER, 6)
    sheet.line([(660, 430), (760, 210)], "#c6cccd", 7)
    standing_cup(sheet, 900, 570, 0.82, CREAM)
    for x, fill, turn in ((250, VERMILION, 78), (300, AMBER, 84)):
        with sheet.at(x, 740, turn=turn):
            sheet.box(-18, -120, 36, 120, fill, 12, shadow=5)
            sheet.box(-6, 0, 12, 120, "#c6cccd", 3)
    with sheet.at(1000, 740, turn=-4):
        sheet.box(-130, -50, 260, 100, CREAM, 3, shadow=5)
        sheet.write(0, -42, "修不好不收钱", 40, BRICK, hand=True, middle=True)
    return sheet


def book_margin() -> Sheet:
    """An open book; somebody has answered somebody in the margin."""
    sheet = Sheet(1200, 900, "#a8836a")
    floorboards(sheet, 0, 0, 1200, 900, "#a07a5c")
    with sheet.at(600, 460, turn=-2):
        sheet.blob(
            [(-520, -330), (0, -306), (520, -330), (530, 330), (0, 350), (-530, 330)], BRICK, shadow=13
        )
        sheet.blob([(-500, -316), (-250, -334), (-4, -294), (-4, 330), (-250, 296), (-506, 314)], CREAM)
        sheet.blob([(500, -316), (250, -334), (4, -294), (4, 330), (250, 296), (506, 314)], CREAM)
        sheet.shape([(-26, -290), (26, -290), (20, 326), (-20, 326)], (120, 90, 60, 46), soft=7)
        chance = random.Random(5)
        for side in (-1, 1):
            left = -450 if side < 0 else 60
            for k in range(12):
                width = chance.uniform(250, 290) if k % 5 != 4 else 150
                sheet.box(left + (110 if side < 0 else 0), -246 + k * 44, width, 11, "#b9b3a6", 4)
        sheet.box(60, -246 + 4 * 44 - 14, 290, 40, (247, 224, 138, 150))
        sheet.line([(60, -52), (200, -48), (330, -53)], VERMILION, 6, curve=True)
        sheet.write(-480, -240, "我也", 42, "#2f6fb0", hand=True, turn=-6)
        sheet.write(-486, -190, "哭了", 42, "#2f6fb0", hand=True, turn=-6)
        sheet.write(-490, 20, "1998.3", 34, MUTED, hand=True, turn=-4)
        sheet.write(372, -90, "不对", 46, VERMILION, hand=True, turn=5)
        sheet.write(372, -36, "她没懂", 38, VERMILION, hand=True, turn=5)
        sheet.write(372, 60, "懂的", 42, PINE, hand=True, turn=-5)
        sheet.write(366, 110, "只是不说", 34, PINE, hand=True, turn=-5)
    with sheet.at(1070, 760, turn=-38):
        sheet.box(-14, -220, 28, 330, "#2f6fb0", 6, shadow=6)
        sheet.shape([(-14, 110), (14, 110), (0, 150)], CREAM)
    with sheet.at(150, 790, turn=30):
        sheet.blob(
            [
                (0, -80),
                (30, -30),
                (84, -34),
                (52, 10),
                (60, 66),
                (0, 46),
                (-60, 66),
                (-52, 10),
                (-84, -34),
                (-30, -30),
            ],
            "#c98f3c",
            shadow=5,
        )
        sheet.line([(0, 40), (0, 110)], BARK, 7)
    return sheet


def reading_table() -> Sheet:
    """《城南旧事》, a pot of tea, eight chairs' worth of cups."""
    sheet = Sheet(1200, 900, "#6d4f3c")
    floorboards(sheet, 0, 0, 1200, 900, "#7d5a44")
    with sheet.at(430, 440, turn=-9):
        sheet.box(-190, -270, 380, 540, "#e6d6ae", 5, shadow=14)
        sheet.box(-190, -270, 26, 540, "#cdb985")
        sheet.box(-140, -220, 300, 330, "#d9895a")
        with sheet.inside([(-140, -220), (160, -220), (160, 110), (-140, 110)]):
            sheet.oval(70, -130, 46, fill=BUTTER)
            sheet.blob([(-160, 120), (-150, -20), (-60, -46), (40, -10), (170, -50), (190, 120)], "#a8603c")
            with sheet.at(-30, 60, 0.9):
                sheet.blob(
                    [
                        (-110, 30),
                        (-104, -40),
                        (-66, -62),
                        (-40, -106),
                        (-8, -60),
                        (30, -108),
                        (60, -56),
                        (84, -30),
                        (96, -96),
                        (150, -104),
                        (156, -76),
                        (116, -66),
                        (110, 10),
                        (96, 30),
                    ],
                    "#6d4030",
                )
                for x in (-92, -60, 62, 90):
                    sheet.box(x - 8, 10, 16, 70, "#6d4030")
        sheet.write(14, 132, "城南旧事", 78, BARK, middle=True)
        sheet.box(100, 232, 24, 80, VERMILION)
    for x, y, fill in (
        (760, 230, PINE),
        (920, 330, BRICK),
        (800, 420, AMBER),
        (980, 530, PLUM),
        (830, 620, PINE_SOFT),
    ):
        cup(sheet, x, y, 0.8, fill)
    with sheet.at(1060, 150):
        sheet.oval(0, 0, 106, fill="#9c5a44", shadow=10)
        sheet.oval(0, 0, 62, fill="#b06a52")
        sheet.oval(0, 0, 18, fill="#7c4434")
        sheet.blob([(-90, -20), (-166, -40), (-170, -14), (-96, 30)], "#9c5a44")
    with sheet.at(640, 760, turn=7):
        sheet.box(-190, -50, 380, 100, CREAM, 3, shadow=6)
        sheet.write(0, -44, "第三章 周四晚上七点半", 36, INK, hand=True, middle=True)
    return sheet


def fund_book() -> Sheet:
    """The page of the public book, written by 沈奶奶."""
    sheet = Sheet(900, 1200, "#b98f66")
    floorboards(sheet, 0, 0, 900, 1200, WOOD)
    with sheet.at(450, 590, turn=-1.5):
        sheet.box(-380, -510, 760, 1020, BRICK, 14, shadow=13)
        lined_page(sheet, -356, -486, 712, 972, "#fbf4e0", "#e3d3ac", 78)
        sheet.write(0, -478, "街坊互助会 公账", 60, BRICK, middle=True)
        for x in (60, 200):
            sheet.line([(x, -396), (x, 430)], "#e0a79a", 4)
        rows = (
            ("上月结余", "", "640.00"),
            ("楼道灯泡 六只", "-", "96.00"),
            ("电工工钱", "-", "180.00"),
            ("雨伞两把", "-", "59.50"),
            ("顾家捐", "+", "100.00"),
            ("钉子", "-", "2.00"),
            ("退回多收", "+", "10.00"),
        )
        for k, (words, sign, amount) in enumerate(rows):
            y = -398 + k * 78
            sheet.write(-330, y + 8, words, 44, INK, hand=True)
            sheet.write(100, y + 8, sign, 44, VERMILION if sign == "-" else PINE, hand=True)
            sheet.write(206, y + 12, amount, 36, INK, hand=True)
        sheet.line([(-330, 152), (340, 156)], VERMILION, 5)
        sheet.write(-330, 166, "还剩", 62, VERMILION, hand=True)
        sheet.write(40, 168, "412.50 元", 58, VERMILION, hand=True)
        sheet.write(-330, 330, "看过的人签个字:", 38, MUTED, hand=True)
        sheet.write(-300, 392, "郑卫东  苏敏  吴", 46, PINE, hand=True, turn=-2)
    with sheet.at(770, 1010, turn=22):
        for side in (-1, 1):
            sheet.arc(side * 66, 0, 56, 46, (0, 360), BARK, 10)
        sheet.arc(0, 0, 14, 16, (190, 350), BARK, 8)
        sheet.line([(-120, -8), (-190, -60)], BARK, 9)
    return sheet


def copybook() -> Sheet:
    """汉娜's squared page: 梧桐 written twelve times, getting better."""
    sheet = Sheet(1200, 900, "#9fb7b4")
    sheet.box(0, 0, 1200, 900, "#8fa9a6")
    with sheet.at(590, 450, turn=2.4):
        sheet.box(-470, -370, 940, 740, CREAM, 4, shadow=12)
        words = ("梧", "桐", "里", "街", "坊", "猫")
        for row in range(5):
            for column in range(7):
                x, y = -430 + column * 124, -330 + row * 134
                sheet.line([(x, y), (x + 112, y), (x + 112, y + 112), (x, y + 112), (x, y)], "#c9745c", 4)
                sheet.line([(x + 56, y), (x + 56, y + 112)], "#edc9bd", 2)
                sheet.line([(x, y + 56), (x + 112, y + 56)], "#edc9bd", 2)
                if row * 7 + column < 26:
                    wobble = (row * 3 + column * 5) % 7 - 3
                    sheet.write(
                        x + 56,
                        y + 2 + wobble,
                        words[(row * 7 + column) % 2 + (row // 2) * 2],
                        84 - abs(wobble) * 2,
                        INK,
                        hand=True,
                        middle=True,
                        turn=wobble * 2.4,
                    )
        sheet.arc(-2, -142, 66, 62, (0, 350), VERMILION, 7)
        sheet.write(316, 246, "好!", 72, VERMILION, hand=True, turn=-8)
    standing_cup(sheet, 1080, 740, 0.9, PINE)
    with sheet.at(110, 700, turn=16):
        sheet.box(-15, -230, 30, 360, SOFT_INK, 14, shadow=6)
        sheet.box(-15, -230, 30, 110, AMBER, 14)
    return sheet


def niangao_sofa() -> Sheet:
    """年糕 on the sofa where it may not be."""
    sheet = Sheet(1200, 900, "#e8d9c3", "#dec9ab")
    sheet.box(120, 90, 300, 230, CREAM, 4, shadow=5)
    sheet.shape([(140, 300), (230, 180), (290, 250), (340, 200), (400, 300)], PINE_SOFT)
    sheet.oval(350, 150, 27, fill=AMBER)
    floorboards(sheet, 0, 720, 1200, 180, WOOD)
    sheet.box(170, 330, 880, 360, "#6f8f86", 60, shadow=9)
    sheet.box(100, 440, 150, 330, "#648279", 50, shadow=5)
    sheet.box(970, 440, 150, 330, "#648279", 50, shadow=5)
    sheet.box(230, 570, 380, 150, "#7d9d94", 30, shadow=4)
    sheet.box(610, 570, 380, 150, "#7d9d94", 30, shadow=4)
    sheet.blob(
        [(420, 560), (470, 440), (640, 400), (830, 450), (900, 560), (880, 660), (640, 690), (430, 650)],
        "#f7f1e4",
        shadow=7,
    )
    sheet.blob([(840, 480), (930, 400), (990, 440), (960, 530), (890, 570)], "#f7f1e4", shadow=5)
    dog(sheet, 500, 470, 0.98, -8)
    for x in (440, 560):
        sheet.blob([(x - 40, 650), (x, 624), (x + 44, 650), (x + 40, 700), (x - 36, 700)], CREAM, shadow=4)
    with sheet.at(820, 770, turn=-12):
        sheet.box(-110, -26, 220, 60, VERMILION, 26, shadow=6)
        sheet.blob([(60, -40), (120, -52), (130, 30), (70, 38)], CREAM)
    for x, y in ((300, 800), (380, 830), (470, 806)):
        sheet.blob([(x - 24, y), (x, y - 16), (x + 26, y - 2), (x + 4, y + 14)], CREAM, shadow=2)
    return sheet


def advertiser() -> Sheet:
    """What 优品代购 puts up everywhere: a bag, a price, a contact mark that leads away from here."""
    sheet = Sheet(900, 1200, "#e8475a", "#f3945c")
    sheet.write(450, 60, "优品代购 全网最低", 84, CREAM, middle=True)
    sheet.write(450, 180, "扫码加好友 立减 50", 62, BUTTER, middle=True)
    sheet.box(220, 360, 460, 360, "#c99a5c", 30, shadow=10)
    sheet.arc(450, 366, 120, 110, (180, 360), "#8a5f3f", 22)
    sheet.box(220, 480, 460, 40, "#a87a42")
    sheet.box(410, 470, 80, 64, "#e2b24a", 8)
    sheet.box(260, 800, 380, 340, CREAM, 10, shadow=7)
    chance = random.Random(77)
    for row in range(17):
        for column in range(17):
            corner = (row < 6 and column < 6) or (row < 6 and column > 10) or (row > 10 and column < 6)
            if not corner and chance.random() < 0.48:
                sheet.box(302 + column * 17.4, 824 + row * 17.4, 17.6, 17.6, INK)
    for x, y in ((302, 824), (302 + 12 * 17.4, 824), (302, 824 + 12 * 17.4)):
        sheet.box(x, y, 87, 87, INK)
        sheet.box(x + 16, y + 16, 55, 55, CREAM)
        sheet.box(x + 30, y + 30, 27, 27, INK)
    return sheet


PHOTOS = {
    "running-shoes": running_shoes,
    "gym-corner": gym_corner,
    "game-table": game_table,
    "leaning-die": leaning_die,
    "score-sheet": score_sheet,
    "contract-page": contract_page,
    "account-book": account_book,
    "baby-blanket": baby_blanket,
    "night-clock": night_clock,
    "hand-me-downs": hand_me_downs,
    "old-camera": old_camera,
    "phone-soup": phone_soup,
    "repair-bench": repair_bench,
    "book-margin": book_margin,
    "reading-table": reading_table,
    "fund-book": fund_book,
    "copybook": copybook,
    "niangao-sofa": niangao_sofa,
    "advertiser": advertiser,
}
