"""Small things that stand for people and in pictures: a die, a cup, a parcel, a dog."""

from .canvas import Sheet, mixed
from .colours import (
    AMBER,
    BRICK,
    CREAM,
    INK,
    LEAF,
    MOSS,
    PINE,
    ROSE,
    SKY,
    VERMILION,
    WOOD,
    WOOD_DARK,
    WOOD_PALE,
)


def die(sheet: Sheet, x: float, y: float, size: float, turn: float, face: int, fill: str = CREAM) -> None:
    """A die seen from above and a little from the side."""
    spots = {
        1: [(0, 0)],
        2: [(-1, -1), (1, 1)],
        3: [(-1, -1), (0, 0), (1, 1)],
        4: [(-1, -1), (1, -1), (-1, 1), (1, 1)],
        5: [(-1, -1), (1, -1), (-1, 1), (1, 1), (0, 0)],
        6: [(-1, -1), (-1, 0), (-1, 1), (1, -1), (1, 0), (1, 1)],
    }
    with sheet.at(x, y, size / 100, turn):
        sheet.box(-50, -36, 100, 100, mixed(fill, "#6a4b39", 0.35), 20, shadow=4)
        sheet.box(-50, -50, 100, 100, fill, 20)
        for px, py in spots[face]:
            sheet.oval(px * 25, py * 25, 10, fill=VERMILION if face in (1, 4) else INK)


def cup(sheet: Sheet, x: float, y: float, scale: float = 1, fill: str = PINE, tea: str = "#b9773a") -> None:
    """A tea cup seen from above."""
    with sheet.at(x, y, scale):
        sheet.oval(0, 0, 74, fill=mixed(fill, "#ffffff", 0.7), shadow=5)
        sheet.oval(0, 0, 52, fill=fill, shadow=3)
        sheet.oval(0, 0, 43, fill=tea)
        sheet.arc(-4, -4, 30, 30, (200, 260), mixed(tea, "#ffffff", 0.5), 5)


def standing_cup(sheet: Sheet, x: float, y: float, scale: float, fill: str, steam: bool = True) -> None:
    with sheet.at(x, y, scale):
        sheet.arc(62, 18, 30, 32, (-80, 80), fill, 14)
        sheet.blob([(-66, -40), (66, -40), (58, 50), (34, 76), (-34, 76), (-58, 50)], fill, shadow=4)
        sheet.oval(0, -38, 66, 14, fill=mixed(fill, "#000000", 0.3))
        sheet.oval(0, -36, 56, 9, fill="#c98a4a")
        if steam:
            for dx in (-24, 6, 34):
                sheet.line(
                    [(dx, -66), (dx + 12, -92), (dx - 6, -118), (dx + 8, -146)], (255, 253, 249, 170), 9, True
                )


def dog(sheet: Sheet, x: float, y: float, scale: float = 1, turn: float = 0) -> None:
    """The head of 年糕, a white dog that looks as if it were always laughing."""
    fur, shade = "#f7f1e4", "#e2d5bd"
    with sheet.at(x, y, scale, turn):
        for side in (-1, 1):
            sheet.blob(
                [(side * 60, -96), (side * 112, -164), (side * 138, -70), (side * 112, -20)], shade, shadow=2
            )
            sheet.blob([(side * 78, -92), (side * 110, -136), (side * 122, -74), (side * 104, -44)], ROSE)
        sheet.blob(
            [
                (0, -124),
                (78, -112),
                (130, -56),
                (162, 14),
                (128, 40),
                (134, 78),
                (84, 92),
                (62, 128),
                (0, 140),
                (-62, 128),
                (-84, 92),
                (-134, 78),
                (-128, 40),
                (-162, 14),
                (-130, -56),
                (-78, -112),
            ],
            fur,
            shadow=3,
        )
        sheet.oval(0, 46, 66, 54, fill=CREAM)
        for side in (-1, 1):
            sheet.oval(side * 52, -14, 13, 15, fill=INK)
            sheet.oval(side * 52 + 5, -20, 4.5, fill=CREAM)
            sheet.oval(side * 92, 30, 22, 14, fill=(226, 164, 140, 130), soft=4)
        sheet.blob([(-26, 12), (0, 6), (26, 12), (18, 32), (0, 42), (-18, 32)], INK)
        sheet.blob([(-42, 56), (0, 60), (42, 56), (28, 92), (0, 102), (-28, 92)], "#7a2f26")
        sheet.blob([(-20, 78), (0, 72), (20, 78), (18, 116), (0, 126), (-18, 116)], "#e58a86")
        sheet.line([(0, 40), (0, 58)], INK, 6)
        sheet.line([(-44, 54), (-22, 62), (0, 56), (22, 62), (44, 54)], INK, 6, curve=True)


def dog_avatar() -> Sheet:
    sheet = Sheet(512, 512, "#f0b98a")
    sheet.oval(256, 250, 205, fill="#f6cfa8")
    sheet.blob([(96, 540), (120, 420), (256, 372), (392, 420), (416, 540)], "#efe6d4")
    dog(sheet, 256, 262, 1.12, -5)
    sheet.blob([(150, 400), (256, 432), (362, 400), (368, 430), (256, 466), (144, 430)], PINE, shadow=2)
    sheet.oval(256, 462, 20, fill="#e2b24a", shadow=2)
    return sheet


def die_avatar() -> Sheet:
    sheet = Sheet(512, 512, "#5d7f74")
    sheet.oval(256, 250, 205, fill="#6f9488")
    die(sheet, 206, 300, 176, -14, 6)
    die(sheet, 338, 196, 138, 22, 1, "#f3d9a4")
    return sheet


def leaf_avatar() -> Sheet:
    """Three dumplings of different size in a steamer: a mother who counts heads."""
    sheet = Sheet(512, 512, "#f4dcc0")
    sheet.oval(256, 262, 196, fill=WOOD, shadow=5)
    sheet.oval(256, 258, 172, fill=WOOD_PALE)
    for k in range(-5, 6):
        half = (168**2 - (k * 30) ** 2) ** 0.5
        sheet.line(
            [(256 + k * 30, 258 - half), (256 + k * 30, 258 + half)], mixed(WOOD_PALE, WOOD_DARK, 0.22), 4
        )
    for x, y, r in ((196, 216, 88), (330, 246, 74), (242, 346, 58)):
        sheet.oval(x, y, r, r * 0.94, fill=CREAM, shadow=5)
        for turn in range(0, 360, 45):
            with sheet.at(x, y - r * 0.16, turn=turn):
                sheet.line([(0, -r * 0.12), (r * 0.1, -r * 0.34)], "#d9cbb2", 4)
        for side in (-1, 1):
            sheet.oval(x + side * r * 0.3, y + r * 0.3, r * 0.07, fill=INK)
            sheet.oval(x + side * r * 0.5, y + r * 0.44, r * 0.11, r * 0.07, fill=ROSE)
        sheet.arc(x, y + r * 0.36, r * 0.14, r * 0.12, (20, 160), INK, 4)
    return sheet


def parcel_avatar() -> Sheet:
    sheet = Sheet(512, 512, "#f3c8c2")
    sheet.oval(256, 250, 205, fill="#f7d9d3")
    sheet.box(120, 190, 272, 220, WOOD, 10, shadow=6)
    sheet.shape([(120, 196), (168, 132), (440, 132), (392, 196)], WOOD_PALE)
    sheet.shape([(392, 196), (440, 132), (440, 340), (392, 410)], WOOD_DARK)
    sheet.box(232, 190, 50, 220, BRICK)
    sheet.shape([(232, 196), (280, 132), (330, 132), (282, 196)], mixed(BRICK, "#ffffff", 0.15))
    sheet.write(160, 300, "优品", 58, CREAM)
    return sheet


def cup_avatar() -> Sheet:
    sheet = Sheet(512, 512, SKY)
    sheet.oval(256, 250, 205, fill="#d3e5e8")
    sheet.box(0, 400, 512, 120, WOOD)
    sheet.box(120, 372, 272, 38, BRICK, 4, shadow=3)
    sheet.box(140, 334, 240, 38, AMBER, 4)
    sheet.box(128, 372, 20, 38, CREAM)
    sheet.box(352, 334, 12, 38, CREAM)
    standing_cup(sheet, 250, 256, 1.02, PINE)
    return sheet


def fan_avatar() -> Sheet:
    sheet = Sheet(512, 512, "#cddccf")
    sheet.oval(256, 250, 205, fill="#dfe9dd")
    sheet.box(238, 330, 36, 120, MOSS, 8)
    sheet.box(150, 430, 212, 40, MOSS, 20, shadow=4)
    sheet.oval(256, 214, 158, fill=MOSS, shadow=5)
    sheet.oval(256, 214, 142, fill="#eaf1e4")
    for turn in (10, 130, 250):
        with sheet.at(256, 214, turn=turn):
            sheet.blob([(0, -14), (44, -70), (34, -126), (-26, -118), (-22, -60)], LEAF)
    for r in (50, 84, 116):
        sheet.arc(256, 214, r, r, (0, 360), (77, 106, 72, 130), 4)
    sheet.oval(256, 214, 28, fill=AMBER)
    return sheet
