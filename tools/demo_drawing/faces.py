"""Faces: one head, many people. A face is drawn in a frame of 512 by 512."""

from dataclasses import dataclass, field

from .canvas import Colour, Sheet, mixed
from .colours import CREAM, INK, PINE, VERMILION
from .extras import EXTRAS

BLACK_HAIR, BROWN_HAIR, GREY_HAIR, WHITE_HAIR = "#2b2624", "#5a3d2c", "#8d8a84", "#e3ded2"


@dataclass(frozen=True)
class Face:
    ground: Colour
    skin: Colour = "#efc6a0"
    hair: str = "bob"
    hair_colour: Colour = BLACK_HAIR
    clothes: Colour = PINE
    collar: str = "round"
    trim: Colour = CREAM
    eyes: str = "dots"
    mouth: str = "smile"
    brows: str = "soft"
    extras: tuple[str, ...] = field(default=())
    wide: float = 1.0
    long: float = 1.0
    tilt: float = 0.0


def draw_face(face: Face) -> Sheet:
    sheet = Sheet(512, 512, face.ground)
    _ground(sheet, face)
    with sheet.at(256, 300, turn=face.tilt):
        _hair_behind(sheet, face)
        _shoulders(sheet, face)
        _head(sheet, face)
        _features(sheet, face)
        _hair_before(sheet, face)
        _extras(sheet, face)
    return sheet


def _ground(sheet: Sheet, face: Face) -> None:
    pale = mixed(face.ground, "#fffdf9", 0.28)
    sheet.oval(256, 250, 205, fill=pale)


def _shoulders(sheet: Sheet, face: Face) -> None:
    shade = mixed(face.skin, "#8a4f30", 0.28)
    sheet.blob(
        [(-210, 260), (-188, 150), (-120, 112), (0, 100), (120, 112), (188, 150), (210, 260)],
        face.clothes,
        shadow=3,
    )
    sheet.box(-40, 50, 80, 82, shade, 26)
    if face.collar == "round":
        sheet.oval(0, 108, 58, 32, fill=shade, part=(0, 180))
        sheet.arc(0, 108, 60, 34, (0, 180), face.trim, 9)
    elif face.collar == "v":
        sheet.shape([(-50, 100), (50, 100), (0, 178)], shade)
        sheet.line([(-54, 98), (0, 182), (54, 98)], face.trim, 12)
    elif face.collar == "shirt":
        sheet.shape([(-40, 98), (40, 98), (0, 150)], shade)
        sheet.shape([(-62, 92), (-30, 88), (-2, 140), (-38, 172)], face.trim)
        sheet.shape([(62, 92), (30, 88), (2, 140), (38, 172)], face.trim)
    elif face.collar == "hood":
        sheet.blob(
            [(-108, 118), (-70, 80), (0, 118), (70, 80), (108, 118), (52, 164), (0, 176), (-52, 164)],
            mixed(face.clothes, "#000000", 0.16),
        )
        sheet.line([(-22, 168), (-24, 216)], face.trim, 6)
        sheet.line([(22, 168), (24, 206)], face.trim, 6)
    elif face.collar == "coat":
        sheet.shape([(-46, 98), (46, 98), (0, 190)], face.trim)
        sheet.shape([(-36, 98), (36, 98), (0, 136)], shade)
        sheet.shape(
            [(-76, 100), (-44, 92), (-2, 196), (-20, 240), (-96, 150)], mixed(face.clothes, "#000000", 0.08)
        )
        sheet.shape(
            [(76, 100), (44, 92), (2, 196), (20, 240), (96, 150)], mixed(face.clothes, "#000000", 0.08)
        )
    elif face.collar == "zip":
        sheet.box(-62, 78, 124, 52, mixed(face.clothes, "#000000", 0.14), 22)
        sheet.line([(0, 92), (0, 240)], face.trim, 6)
    elif face.collar == "knit":
        sheet.box(-56, 74, 112, 54, face.trim, 22)
        for x in range(-44, 50, 16):
            sheet.line([(x, 84), (x, 118)], mixed(face.trim, "#000000", 0.12), 3)


def _head(sheet: Sheet, face: Face) -> None:
    w, h = 104 * face.wide, 124 * face.long
    for side in (-1, 1):
        sheet.oval(side * (w - 2), -30, 20, 27, fill=mixed(face.skin, "#8a4f30", 0.14))
    sheet.blob(
        [
            (0, -30 - h * 0.95),
            (w * 0.72, -30 - h * 0.72),
            (w, -30 - h * 0.08),
            (w * 0.86, -30 + h * 0.55),
            (w * 0.42, -30 + h * 0.93),
            (0, -30 + h),
            (-w * 0.42, -30 + h * 0.93),
            (-w * 0.86, -30 + h * 0.55),
            (-w, -30 - h * 0.08),
            (-w * 0.72, -30 - h * 0.72),
        ],
        face.skin,
    )


def _features(sheet: Sheet, face: Face) -> None:
    warm = mixed(face.skin, "#d9583f", 0.33)
    for side in (-1, 1):
        sheet.oval(side * 60 * face.wide, 12, 22, 15, fill=(*warm, 120), soft=4)
        _eye(sheet, face, side)
        _brow(sheet, face, side)
    shade = mixed(face.skin, "#8a4f30", 0.42)
    sheet.line([(2, -20), (9, 4), (-4, 8)], shade, 6, curve=True)
    lip = mixed(face.skin, "#9c3327", 0.72)
    if face.mouth == "smile":
        sheet.arc(0, 30, 26, 17, (18, 162), lip, 7)
    elif face.mouth == "grin":
        sheet.oval(0, 30, 33, 28, fill="#7a2f26", part=(0, 180))
        sheet.box(-25, 30, 50, 8, CREAM, 3)
    elif face.mouth == "flat":
        sheet.line([(-22, 42), (20, 40)], lip, 7)
    elif face.mouth == "grump":
        sheet.arc(0, 56, 27, 15, (198, 342), lip, 7)
    elif face.mouth == "side":
        sheet.line([(-18, 42), (6, 44), (25, 34)], lip, 7, curve=True)
    elif face.mouth == "small":
        sheet.oval(0, 42, 11, 8, fill=lip)


def _eye(sheet: Sheet, face: Face, side: int) -> None:
    x = side * 42 * face.wide
    if face.eyes == "dots":
        sheet.oval(x, -28, 8.5, 10.5, fill=INK)
        sheet.oval(x + 3, -32, 2.6, fill=CREAM)
    elif face.eyes == "happy":
        sheet.arc(x, -22, 16, 13, (200, 340), INK, 7)
    elif face.eyes == "tired":
        sheet.oval(x, -24, 9, 8, fill=INK)
        sheet.line([(x - 16, -32), (x + 15, -31)], INK, 6)
        sheet.arc(x, -14, 13, 8, (30, 150), mixed(face.skin, "#6d4a5e", 0.45), 4)
    elif face.eyes == "big":
        sheet.oval(x, -27, 16, 17, fill=CREAM)
        sheet.oval(x + 1, -26, 10, 12, fill=INK)
        sheet.oval(x + 5, -31, 3.4, fill=CREAM)
    elif face.eyes == "lash":
        sheet.oval(x, -27, 9, 11, fill=INK)
        sheet.line([(x + side * 6, -35), (x + side * 18, -42)], INK, 5)
        sheet.oval(x + 3, -31, 2.6, fill=CREAM)


def _brow(sheet: Sheet, face: Face, side: int) -> None:
    x = side * 42 * face.wide
    colour = mixed(face.hair_colour, "#3a2a22", 0.25)
    if face.brows == "soft":
        sheet.line([(x - 20, -54), (x, -60), (x + 20, -54)], colour, 7, curve=True)
    elif face.brows == "thick":
        sheet.line([(x - 25, -54), (x, -62), (x + 24, -55)], colour, 13, curve=True)
    elif face.brows == "cross":
        sheet.line([(x - side * 22, -47), (x + side * 22, -62)], colour, 11)
    elif face.brows == "worry":
        sheet.line([(x - side * 22, -64), (x + side * 20, -54)], colour, 7)


def _hair_behind(sheet: Sheet, face: Face) -> None:
    c, w = face.hair_colour, face.wide
    if face.hair in ("long", "wavy"):
        sheet.blob(
            [
                (0, -172),
                (98 * w, -140),
                (132 * w, -30),
                (136 * w, 90),
                (112 * w, 178),
                (0, 150),
                (-112 * w, 178),
                (-136 * w, 90),
                (-132 * w, -30),
                (-98 * w, -140),
            ],
            c,
        )
    elif face.hair == "bob":
        sheet.blob(
            [
                (0, -174),
                (100 * w, -142),
                (132 * w, -40),
                (128 * w, 60),
                (84 * w, 92),
                (-84 * w, 92),
                (-128 * w, 60),
                (-132 * w, -40),
                (-100 * w, -142),
            ],
            c,
        )
    elif face.hair == "perm":
        for x, y, r in (
            (-104, -66, 52),
            (104, -66, 52),
            (-78, -128, 54),
            (78, -128, 54),
            (0, -152, 58),
            (-112, -4, 44),
            (112, -4, 44),
            (-42, -150, 46),
            (42, -150, 46),
        ):
            sheet.oval(x * w, y, r, fill=c)
    elif face.hair == "bun":
        sheet.oval(0, -186, 46, 42, fill=c)
        sheet.oval(0, -74, 118 * w, 102, fill=c)
    elif face.hair == "pony":
        sheet.blob([(70, -130), (150, -138), (178, -50), (150, 50), (132, 60), (128, -30), (84, -80)], c)
    elif face.hair == "braids":
        for side in (-1, 1):
            for k, y in enumerate((20, 62, 104, 144)):
                sheet.oval(side * (112 + k * 5), y, 27 - k * 2, 25, fill=c)
            sheet.box(side * 129 - 15, 160, 30, 13, VERMILION, 5)


def _hair_before(sheet: Sheet, face: Face) -> None:
    c, w = face.hair_colour, face.wide
    top = -30 - 124 * face.long
    if face.hair in ("long", "bob"):
        sheet.blob(
            [
                (-108 * w, -38),
                (-112 * w, -90),
                (-70 * w, top - 4),
                (0, top - 14),
                (70 * w, top - 4),
                (112 * w, -90),
                (108 * w, -38),
                (92 * w, -72),
                (50 * w, -84),
                (0, -78),
                (-50 * w, -86),
                (-92 * w, -72),
            ],
            c,
        )
    elif face.hair == "wavy":
        sheet.blob(
            [
                (-110 * w, 0),
                (-116 * w, -90),
                (-70 * w, top - 8),
                (10, top - 16),
                (80 * w, top - 2),
                (116 * w, -88),
                (110 * w, 0),
                (100 * w, -50),
                (72 * w, -92),
                (10, -112),
                (-46 * w, -92),
                (-94 * w, -52),
            ],
            c,
        )
    elif face.hair == "crop":
        sheet.blob(
            [
                (-106 * w, -42),
                (-110 * w, -104),
                (-66 * w, top - 8),
                (0, top - 18),
                (66 * w, top - 8),
                (110 * w, -104),
                (106 * w, -42),
                (96 * w, -86),
                (60 * w, -106),
                (0, -110),
                (-60 * w, -106),
                (-96 * w, -86),
            ],
            c,
        )
    elif face.hair == "sweep":
        sheet.blob(
            [
                (-108 * w, -34),
                (-114 * w, -104),
                (-70 * w, top - 12),
                (20, top - 26),
                (92 * w, top + 2),
                (114 * w, -88),
                (106 * w, -40),
                (98 * w, -82),
                (40, -92),
                (-40, -116),
                (-90, -84),
            ],
            c,
        )
    elif face.hair == "messy":
        sheet.shape(
            [
                (-108 * w, -36),
                (-122 * w, -96),
                (-98 * w, -110),
                (-92, top - 10),
                (-54, top),
                (-36, top - 28),
                (0, top - 8),
                (34, top - 30),
                (52, top - 2),
                (94, top - 10),
                (98 * w, -108),
                (122 * w, -92),
                (108 * w, -36),
                (94 * w, -82),
                (66, -84),
                (56, -104),
                (26, -82),
                (4, -104),
                (-22, -80),
                (-44, -104),
                (-60, -80),
                (-92, -84),
            ],
            c,
        )
    elif face.hair == "thin":
        for side in (-1, 1):
            sheet.blob(
                [
                    (side * 84 * w, -100),
                    (side * 112 * w, -88),
                    (side * 116 * w, -40),
                    (side * 102 * w, -14),
                    (side * 96 * w, -60),
                ],
                c,
            )
        sheet.line([(-58, top + 14), (0, top - 2), (62, top + 18)], c, 7, curve=True)
        sheet.line([(-48, top + 28), (4, top + 10), (66, top + 34)], c, 5, curve=True)
    elif face.hair == "bald":
        sheet.arc(-34, top + 66, 40, 44, (200, 260), mixed(face.skin, "#ffffff", 0.5), 8)
    elif face.hair in ("perm", "bun", "pony", "braids"):
        sheet.blob(
            [
                (-108 * w, -40),
                (-112 * w, -92),
                (-66 * w, top - 4),
                (0, top - 14),
                (66 * w, top - 4),
                (112 * w, -92),
                (108 * w, -40),
                (92 * w, -80),
                (52 * w, -106),
                (-8, -122),
                (-56 * w, -100),
                (-92 * w, -76),
            ],
            c,
        )
    elif face.hair == "fringe":
        sheet.blob(
            [
                (-110 * w, -20),
                (-116 * w, -100),
                (-70 * w, top - 12),
                (0, top - 20),
                (70 * w, top - 12),
                (116 * w, -100),
                (110 * w, -20),
                (98 * w, -60),
                (60, -64),
                (0, -58),
                (-60, -64),
                (-98 * w, -60),
            ],
            c,
        )


def _extras(sheet: Sheet, face: Face) -> None:
    for extra in face.extras:
        EXTRAS[extra](sheet, face)
