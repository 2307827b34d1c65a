# ruff: noqa: S311  (chance scatters leaves here, it guards nothing)
"""Pictures of the repair shop, and what somebody would like to sell instead."""

import random

import segno

from .canvas import Sheet, mixed
from .colours import (
    AMBER,
    BRICK,
    BUTTER,
    CREAM,
    INK,
    LEAF,
    NIGHT,
    PINE,
    SOFT_INK,
    VERMILION,
    WOOD,
    WOOD_DARK,
)
from .scenery import floorboards
from .things import standing_cup


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
    # A true code, so that the house reads it as a telephone would.
    code = segno.make("https://u.wechat.com/youpin-daigou", error="m", micro=False).matrix
    module = 300 / len(code)
    for row, line in enumerate(code):
        for column, dark in enumerate(line):
            if dark:
                sheet.box(300 + column * module, 820 + row * module, module + 0.2, module + 0.2, INK)
    return sheet


PHOTOS = {
    "old-camera": old_camera,
    "phone-soup": phone_soup,
    "repair-bench": repair_bench,
    "advertiser": advertiser,
}
