"""Faces: one head, many people. A face is drawn in a frame of 512 by 512."""

from dataclasses import dataclass, field

from .canvas import Colour, Sheet, mixed
from .colours import AMBER, BLUSH, CREAM, INK, PINE, VERMILION

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


def _glasses(sheet: Sheet, face: Face) -> None:
    for side in (-1, 1):
        sheet.arc(side * 44 * face.wide, -26, 33, 30, (0, 360), INK, 6)
    sheet.line([(-12, -30), (12, -30)], INK, 6)


def _square_glasses(sheet: Sheet, face: Face) -> None:
    for side in (-1, 1):
        x = side * 45 * face.wide
        sheet.line([(x - 34, -50), (x + 34, -50), (x + 31, -4), (x - 31, -4), (x - 34, -50)], "#5c3a2a", 8)
    sheet.line([(-12, -36), (12, -36)], "#5c3a2a", 8)


def _reading_glasses(sheet: Sheet, face: Face) -> None:
    for side in (-1, 1):
        sheet.arc(side * 40, 2, 29, 20, (0, 360), "#8a5f3f", 5)
    sheet.line([(-12, 0), (12, 0)], "#8a5f3f", 5)


def _moustache(sheet: Sheet, face: Face) -> None:
    sheet.blob(
        [(0, 16), (24, 14), (44, 28), (22, 30), (0, 25), (-22, 30), (-44, 28), (-24, 14)], face.hair_colour
    )


def _stubble(sheet: Sheet, face: Face) -> None:
    sheet.blob(
        [
            (-88, 8),
            (-60, 26),
            (-40, 22),
            (0, 20),
            (40, 22),
            (60, 26),
            (88, 8),
            (78, 56),
            (40, 86),
            (0, 94),
            (-40, 86),
            (-78, 56),
        ],
        (*mixed(face.skin, "#4b4540", 0.6), 84),
    )
    sheet.arc(0, 34, 24, 14, (18, 162), mixed(face.skin, "#7c2f26", 0.8), 7)


def _beard(sheet: Sheet, face: Face) -> None:
    c = face.hair_colour
    sheet.blob(
        [
            (-104, -16),
            (-84, 20),
            (-44, 16),
            (0, 20),
            (44, 16),
            (84, 20),
            (104, -16),
            (94, 60),
            (48, 104),
            (0, 116),
            (-48, 104),
            (-94, 60),
        ],
        c,
    )
    sheet.oval(0, 44, 24, 10, fill="#9c4a3c")


def _cap(sheet: Sheet, face: Face) -> None:
    sheet.blob(
        [(-114, -84), (-104, -150), (-50, -186), (0, -192), (50, -186), (104, -150), (114, -84), (0, -98)],
        AMBER,
        shadow=2,
    )
    sheet.blob(
        [(-118, -82), (0, -102), (118, -82), (150, -66), (100, -62), (0, -78), (-100, -66)],
        mixed(AMBER, "#6a3a10", 0.3),
    )


def _postman_cap(sheet: Sheet, face: Face) -> None:
    sheet.blob(
        [(-124, -112), (-130, -160), (-60, -192), (0, -198), (60, -192), (130, -160), (124, -112), (0, -128)],
        "#2f5a46",
        shadow=2,
    )
    sheet.box(-112, -130, 224, 26, "#24473a", 10)
    sheet.blob([(-112, -104), (0, -112), (112, -104), (84, -78), (0, -86), (-84, -78)], "#1d2b28")
    sheet.oval(0, -152, 17, fill=BUTTON)


def _helmet(sheet: Sheet, face: Face) -> None:
    sheet.blob(
        [
            (-124, -56),
            (-126, -130),
            (-70, -190),
            (0, -204),
            (70, -190),
            (126, -130),
            (124, -56),
            (96, -86),
            (0, -100),
            (-96, -86),
        ],
        "#3f86a0",
        shadow=2,
    )
    sheet.box(-14, -202, 28, 104, CREAM, 8)
    for side in (-1, 1):
        sheet.line([(side * 112, -60), (side * 84, 66), (side * 20, 96)], INK, 6, curve=True)


def _watch_cap(sheet: Sheet, face: Face) -> None:
    sheet.blob(
        [(-112, -84), (-106, -150), (-50, -194), (0, -198), (50, -194), (106, -150), (112, -84), (0, -96)],
        "#3d4f63",
        shadow=2,
    )
    sheet.box(-120, -118, 240, 42, "#51687f", 18)
    for x in range(-104, 110, 20):
        sheet.line([(x, -110), (x, -84)], "#3d4f63", 4)


def _nurse_pin(sheet: Sheet, face: Face) -> None:
    sheet.box(66, 150, 66, 42, CREAM, 6, shadow=1)
    sheet.oval(82, 170, 10, fill=PINE)
    sheet.line([(98, 164), (122, 164)], INK, 4)
    sheet.line([(98, 178), (116, 178)], INK, 4)


def _whistle(sheet: Sheet, face: Face) -> None:
    sheet.line([(-64, 104), (-20, 190), (6, 206), (30, 184), (64, 104)], VERMILION, 6, curve=True)
    sheet.oval(8, 216, 22, fill=BUTTON)
    sheet.box(8, 196, 40, 20, BUTTON, 5)
    sheet.oval(8, 216, 8, fill=INK)


def _scarf(sheet: Sheet, face: Face) -> None:
    sheet.blob([(-92, 84), (0, 106), (92, 84), (102, 124), (0, 152), (-102, 124)], VERMILION, shadow=2)
    sheet.blob([(26, 130), (72, 118), (88, 216), (36, 224)], mixed(VERMILION, "#000000", 0.14))


def _earrings(sheet: Sheet, face: Face) -> None:
    for side in (-1, 1):
        sheet.oval(side * 106 * face.wide, 10, 10, 13, fill=PINE)


def _headband(sheet: Sheet, face: Face) -> None:
    sheet.blob(
        [
            (-110, -92),
            (-60, -116),
            (0, -122),
            (60, -116),
            (110, -92),
            (112, -66),
            (60, -90),
            (0, -96),
            (-60, -90),
            (-112, -66),
        ],
        VERMILION,
    )


def _headphones(sheet: Sheet, face: Face) -> None:
    sheet.arc(0, -56, 124, 126, (184, 356), INK, 14)
    for side in (-1, 1):
        sheet.box(side * 122 - 24, -70, 48, 84, AMBER, 20, shadow=2)


def _freckles(sheet: Sheet, face: Face) -> None:
    for side in (-1, 1):
        for x, y in ((40, 4), (54, -2), (50, 14), (66, 6), (32, 12)):
            sheet.oval(side * x, y, 3.4, fill=mixed(face.skin, "#a0522d", 0.6))


def _pencil(sheet: Sheet, face: Face) -> None:
    with sheet.at(104, -72, turn=-24):
        sheet.box(-8, -70, 16, 104, AMBER, 2)
        sheet.shape([(-8, 34), (8, 34), (0, 56)], BLUSH)
        sheet.box(-8, -84, 16, 16, "#d98a80", 4)


def _hairpin(sheet: Sheet, face: Face) -> None:
    sheet.box(48, -118, 54, 14, VERMILION, 6, turn=24)


def _tape_measure(sheet: Sheet, face: Face) -> None:
    sheet.line([(-78, 96), (-62, 180), (-78, 240)], "#f2cf63", 20, curve=True)
    sheet.line([(78, 96), (64, 180), (82, 240)], "#f2cf63", 20, curve=True)
    for k in range(6):
        sheet.line([(-78 + k, 116 + k * 20), (-64 + k, 114 + k * 20)], INK, 3)
        sheet.line([(64, 116 + k * 20), (78, 118 + k * 20)], INK, 3)


def _stethoscope(sheet: Sheet, face: Face) -> None:
    sheet.line([(-66, 100), (-58, 170), (0, 204), (58, 170), (66, 100)], INK, 9, curve=True)
    sheet.line([(0, 204), (8, 232)], INK, 9)
    sheet.oval(10, 236, 18, fill="#9aa7ab")


def _apron(sheet: Sheet, face: Face) -> None:
    sheet.box(-78, 168, 156, 110, CREAM, 12)
    sheet.line([(-70, 172), (-58, 104)], CREAM, 15)
    sheet.line([(70, 172), (58, 104)], CREAM, 15)


def _snow(sheet: Sheet, face: Face) -> None:
    for x, y, r in (
        (-190, -220, 9),
        (-120, -250, 6),
        (150, -240, 8),
        (200, -140, 6),
        (-214, -90, 6),
        (186, -30, 9),
        (-180, 30, 7),
        (96, -262, 5),
    ):
        sheet.oval(x, y, r, fill=CREAM)


BUTTON = "#e2b24a"
EXTRAS = {
    "glasses": _glasses,
    "square glasses": _square_glasses,
    "reading glasses": _reading_glasses,
    "moustache": _moustache,
    "stubble": _stubble,
    "beard": _beard,
    "cap": _cap,
    "postman": _postman_cap,
    "helmet": _helmet,
    "watch cap": _watch_cap,
    "nurse": _nurse_pin,
    "whistle": _whistle,
    "scarf": _scarf,
    "earrings": _earrings,
    "headband": _headband,
    "headphones": _headphones,
    "freckles": _freckles,
    "pencil": _pencil,
    "hairpin": _hairpin,
    "tape": _tape_measure,
    "stethoscope": _stethoscope,
    "apron": _apron,
    "snow": _snow,
}
