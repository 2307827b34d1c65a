# ruff: noqa: S311  (chance scatters leaves here, it guards nothing)
"""Pictures of paper: scores, contracts, margins, accounts."""

import random

from .canvas import Sheet
from .colours import (
    AMBER,
    BARK,
    BRICK,
    CREAM,
    INK,
    LEAF,
    MUTED,
    PINE,
    ROSE,
    SOFT_INK,
    VERMILION,
    WOOD,
    WOOD_PALE,
)
from .scenery import floorboards
from .things import die


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


PHOTOS = {
    "score-sheet": score_sheet,
    "contract-page": contract_page,
    "account-book": account_book,
    "book-margin": book_margin,
    "fund-book": fund_book,
}
