"""What a face wears: glasses, caps, a moustache, snow in the hair."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from .canvas import Sheet, mixed
from .colours import AMBER, BLUSH, CREAM, INK, PINE, VERMILION

if TYPE_CHECKING:
    from .faces import Face


def _glasses(sheet: Sheet, face: "Face") -> None:
    for side in (-1, 1):
        sheet.arc(side * 44 * face.wide, -26, 33, 30, (0, 360), INK, 6)
    sheet.line([(-12, -30), (12, -30)], INK, 6)


def _square_glasses(sheet: Sheet, face: "Face") -> None:
    for side in (-1, 1):
        x = side * 45 * face.wide
        sheet.line([(x - 34, -50), (x + 34, -50), (x + 31, -4), (x - 31, -4), (x - 34, -50)], "#5c3a2a", 8)
    sheet.line([(-12, -36), (12, -36)], "#5c3a2a", 8)


def _reading_glasses(sheet: Sheet, face: "Face") -> None:
    for side in (-1, 1):
        sheet.arc(side * 40, 2, 29, 20, (0, 360), "#8a5f3f", 5)
    sheet.line([(-12, 0), (12, 0)], "#8a5f3f", 5)


def _moustache(sheet: Sheet, face: "Face") -> None:
    sheet.blob(
        [(0, 16), (24, 14), (44, 28), (22, 30), (0, 25), (-22, 30), (-44, 28), (-24, 14)], face.hair_colour
    )


def _stubble(sheet: Sheet, face: "Face") -> None:
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


def _beard(sheet: Sheet, face: "Face") -> None:
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


def _cap(sheet: Sheet, face: "Face") -> None:
    sheet.blob(
        [(-114, -84), (-104, -150), (-50, -186), (0, -192), (50, -186), (104, -150), (114, -84), (0, -98)],
        AMBER,
        shadow=2,
    )
    sheet.blob(
        [(-118, -82), (0, -102), (118, -82), (150, -66), (100, -62), (0, -78), (-100, -66)],
        mixed(AMBER, "#6a3a10", 0.3),
    )


def _postman_cap(sheet: Sheet, face: "Face") -> None:
    sheet.blob(
        [(-124, -112), (-130, -160), (-60, -192), (0, -198), (60, -192), (130, -160), (124, -112), (0, -128)],
        "#2f5a46",
        shadow=2,
    )
    sheet.box(-112, -130, 224, 26, "#24473a", 10)
    sheet.blob([(-112, -104), (0, -112), (112, -104), (84, -78), (0, -86), (-84, -78)], "#1d2b28")
    sheet.oval(0, -152, 17, fill=BUTTON)


def _helmet(sheet: Sheet, face: "Face") -> None:
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


def _watch_cap(sheet: Sheet, face: "Face") -> None:
    sheet.blob(
        [(-112, -84), (-106, -150), (-50, -194), (0, -198), (50, -194), (106, -150), (112, -84), (0, -96)],
        "#3d4f63",
        shadow=2,
    )
    sheet.box(-120, -118, 240, 42, "#51687f", 18)
    for x in range(-104, 110, 20):
        sheet.line([(x, -110), (x, -84)], "#3d4f63", 4)


def _nurse_pin(sheet: Sheet, face: "Face") -> None:
    sheet.box(66, 150, 66, 42, CREAM, 6, shadow=1)
    sheet.oval(82, 170, 10, fill=PINE)
    sheet.line([(98, 164), (122, 164)], INK, 4)
    sheet.line([(98, 178), (116, 178)], INK, 4)


def _whistle(sheet: Sheet, face: "Face") -> None:
    sheet.line([(-64, 104), (-20, 190), (6, 206), (30, 184), (64, 104)], VERMILION, 6, curve=True)
    sheet.oval(8, 216, 22, fill=BUTTON)
    sheet.box(8, 196, 40, 20, BUTTON, 5)
    sheet.oval(8, 216, 8, fill=INK)


def _scarf(sheet: Sheet, face: "Face") -> None:
    sheet.blob([(-92, 84), (0, 106), (92, 84), (102, 124), (0, 152), (-102, 124)], VERMILION, shadow=2)
    sheet.blob([(26, 130), (72, 118), (88, 216), (36, 224)], mixed(VERMILION, "#000000", 0.14))


def _earrings(sheet: Sheet, face: "Face") -> None:
    for side in (-1, 1):
        sheet.oval(side * 106 * face.wide, 10, 10, 13, fill=PINE)


def _headband(sheet: Sheet, face: "Face") -> None:
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


def _headphones(sheet: Sheet, face: "Face") -> None:
    sheet.arc(0, -56, 124, 126, (184, 356), INK, 14)
    for side in (-1, 1):
        sheet.box(side * 122 - 24, -70, 48, 84, AMBER, 20, shadow=2)


def _freckles(sheet: Sheet, face: "Face") -> None:
    for side in (-1, 1):
        for x, y in ((40, 4), (54, -2), (50, 14), (66, 6), (32, 12)):
            sheet.oval(side * x, y, 3.4, fill=mixed(face.skin, "#a0522d", 0.6))


def _pencil(sheet: Sheet, face: "Face") -> None:
    with sheet.at(104, -72, turn=-24):
        sheet.box(-8, -70, 16, 104, AMBER, 2)
        sheet.shape([(-8, 34), (8, 34), (0, 56)], BLUSH)
        sheet.box(-8, -84, 16, 16, "#d98a80", 4)


def _hairpin(sheet: Sheet, face: "Face") -> None:
    sheet.box(48, -118, 54, 14, VERMILION, 6, turn=24)


def _tape_measure(sheet: Sheet, face: "Face") -> None:
    sheet.line([(-78, 96), (-62, 180), (-78, 240)], "#f2cf63", 20, curve=True)
    sheet.line([(78, 96), (64, 180), (82, 240)], "#f2cf63", 20, curve=True)
    for k in range(6):
        sheet.line([(-78 + k, 116 + k * 20), (-64 + k, 114 + k * 20)], INK, 3)
        sheet.line([(64, 116 + k * 20), (78, 118 + k * 20)], INK, 3)


def _stethoscope(sheet: Sheet, face: "Face") -> None:
    sheet.line([(-66, 100), (-58, 170), (0, 204), (58, 170), (66, 100)], INK, 9, curve=True)
    sheet.line([(0, 204), (8, 232)], INK, 9)
    sheet.oval(10, 236, 18, fill="#9aa7ab")


def _apron(sheet: Sheet, face: "Face") -> None:
    sheet.box(-78, 168, 156, 110, CREAM, 12)
    sheet.line([(-70, 172), (-58, 104)], CREAM, 15)
    sheet.line([(70, 172), (58, 104)], CREAM, 15)


def _snow(sheet: Sheet, face: "Face") -> None:
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
EXTRAS: dict[str, Callable[[Sheet, "Face"], None]] = {
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
