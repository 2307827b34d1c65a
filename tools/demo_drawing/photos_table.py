# ruff: noqa: S311  (chance scatters leaves here, it guards nothing)
"""Pictures of tables: games and reading."""

import random

from .canvas import Sheet, mixed
from .colours import (
    AMBER,
    BARK,
    BRICK,
    BUTTER,
    CREAM,
    INK,
    PINE,
    PINE_SOFT,
    PLUM,
    ROSE,
    SAGE,
    SAND,
    SKY,
    VERMILION,
)
from .scenery import floorboards
from .things import cup, die


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


PHOTOS = {
    "game-table": game_table,
    "leaning-die": leaning_die,
    "reading-table": reading_table,
}
