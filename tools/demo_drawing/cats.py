"""豆包, grey with one white paw, and the other grey cat that is not 豆包."""

from dataclasses import dataclass

from .canvas import Sheet, mixed
from .colours import BLUSH, CREAM, FUR, FUR_DARK, FUR_WHITE, INK


@dataclass(frozen=True)
class Coat:
    fur: str = FUR
    stripe: str = FUR_DARK
    pale: str = FUR_WHITE
    eye: str = "#d9a23c"
    paw: str = FUR_WHITE
    bean: bool = True


DOUBAO = Coat()
OTHER = Coat(fur="#7f858b", stripe="#646a71", pale="#9aa0a5", eye="#8fae62", paw="#7f858b", bean=False)
GINGER = Coat(fur="#d99250", stripe="#b9702f", pale="#f6e6cc", eye="#7d9a4c", paw="#f6e6cc", bean=False)


def cat_head(
    sheet: Sheet,
    x: float,
    y: float,
    scale: float = 1,
    turn: float = 0,
    eyes: str = "open",
    coat: Coat = DOUBAO,
    shadow: float = 3,
) -> None:
    """About 240 wide at scale 1."""
    with sheet.at(x, y, scale, turn):
        for side in (-1, 1):
            sheet.blob(
                [
                    (side * 34, -78),
                    (side * 62, -128),
                    (side * 92, -152),
                    (side * 108, -96),
                    (side * 104, -30),
                ],
                coat.fur,
                shadow=shadow,
            )
            sheet.blob(
                [(side * 58, -86), (side * 74, -112), (side * 88, -124), (side * 94, -86), (side * 92, -50)],
                BLUSH,
            )
        sheet.blob(
            [
                (0, -94),
                (58, -88),
                (104, -48),
                (122, 10),
                (106, 58),
                (60, 86),
                (0, 94),
                (-60, 86),
                (-106, 58),
                (-122, 10),
                (-104, -48),
                (-58, -88),
            ],
            coat.fur,
            shadow=shadow,
        )
        for dx, length in ((-26, 34), (0, 44), (26, 34)):
            sheet.line([(dx * 0.9, -88), (dx * 0.7, -88 + length)], coat.stripe, 10)
        for side in (-1, 1):
            sheet.line([(side * 116, 6), (side * 90, 12)], coat.stripe, 9)
            sheet.line([(side * 108, 34), (side * 86, 34)], coat.stripe, 9)
        sheet.blob(
            [(0, 14), (30, 24), (54, 48), (40, 74), (0, 84), (-40, 74), (-54, 48), (-30, 24)], coat.pale
        )
        _eyes(sheet, eyes, coat)
        sheet.blob([(-15, 22), (0, 18), (15, 22), (8, 36), (0, 40), (-8, 36)], "#c98f86")
        if coat.bean:
            sheet.oval(6, 27, 5, 4, fill="#5c3f3a")
        sheet.line([(0, 38), (0, 48)], INK, 4)
        sheet.line([(-24, 50), (-12, 58), (0, 49), (12, 58), (24, 50)], INK, 4, curve=True)
        for side in (-1, 1):
            for dy, end in ((40, 28), (50, 52), (60, 76)):
                sheet.line([(side * 46, dy), (side * 142, end)], (255, 253, 249, 190), 3)


def _eyes(sheet: Sheet, eyes: str, coat: Coat) -> None:
    for side in (-1, 1):
        x = side * 50
        if eyes == "closed":
            sheet.arc(x, -12, 22, 15, (20, 160), INK, 6)
        elif eyes == "sly":
            sheet.oval(x, -6, 25, 21, fill=coat.eye)
            sheet.oval(x, -6, 9, 20, fill=INK)
            sheet.box(x - 30, -32, 60, 20, coat.fur, turn=side * 8)
        else:
            wide = 1.18 if eyes == "wide" else 1.0
            sheet.oval(x, -8, 25 * wide, 26 * wide, fill=coat.eye)
            sheet.oval(x, -8, (17 if eyes == "wide" else 10) * wide, 22 * wide, fill=INK)
            sheet.oval(x + 7, -17, 6, fill=CREAM)


def sitting_cat(
    sheet: Sheet,
    x: float,
    y: float,
    scale: float = 1,
    eyes: str = "open",
    coat: Coat = DOUBAO,
    head_turn: float = 0,
) -> None:
    """Sits facing us; (x, y) is the middle of the ground line, about 430 high."""
    with sheet.at(x, y, scale):
        sheet.line([(96, -26), (176, -20), (206, -70), (176, -112)], coat.fur, 40, curve=True)
        sheet.line([(186, -104), (176, -114)], coat.stripe, 40)
        sheet.blob(
            [
                (0, -250),
                (64, -226),
                (104, -150),
                (132, -70),
                (118, -6),
                (0, 6),
                (-118, -6),
                (-132, -70),
                (-104, -150),
                (-64, -226),
            ],
            coat.fur,
            shadow=4,
        )
        for side in (-1, 1):
            for yy in (-150, -112, -74):
                sheet.line([(side * (100 + (yy + 150) * 0.24), yy), (side * 74, yy + 12)], coat.stripe, 11)
        sheet.blob(
            [(0, -210), (46, -190), (52, -120), (26, -70), (0, -60), (-26, -70), (-52, -120), (-46, -190)],
            coat.pale,
        )
        for side in (-1, 1):
            sheet.blob(
                [(side * 14, -120), (side * 58, -120), (side * 62, -30), (side * 56, 6), (side * 14, 6)],
                mixed(coat.fur, "#ffffff", 0.07),
            )
            paw = coat.paw if side == 1 else coat.fur
            sheet.blob(
                [
                    (side * 8, -16),
                    (side * 36, -34),
                    (side * 68, -16),
                    (side * 66, 10),
                    (side * 36, 15),
                    (side * 8, 10),
                ],
                paw,
                shadow=2,
            )
            for dx in (28, 46):
                sheet.line([(side * dx, -4), (side * dx, 9)], mixed(paw, INK, 0.35), 4)
        cat_head(sheet, 0, -286, 1, head_turn, eyes, coat)


def loaf_cat(
    sheet: Sheet, x: float, y: float, scale: float = 1, eyes: str = "sly", coat: Coat = DOUBAO
) -> None:
    """Lies like a loaf, paws under, one of them out; (x, y) is the middle of the ground line."""
    with sheet.at(x, y, scale):
        sheet.line([(210, -30), (290, -22), (318, -60), (270, -74)], coat.fur, 40, curve=True)
        sheet.blob(
            [
                (-190, -40),
                (-160, -130),
                (-60, -178),
                (80, -182),
                (190, -140),
                (240, -60),
                (226, -4),
                (0, 6),
                (-176, 0),
            ],
            coat.fur,
            shadow=5,
        )
        for k, dx in enumerate((30, 84, 138, 186)):
            sheet.line([(dx, -172 + k * 14), (dx + 14, -118 + k * 10)], coat.stripe, 13)
        cat_head(sheet, -110, -148, 0.98, -5, eyes, coat)
        sheet.blob([(-176, -30), (-110, -42), (-60, -24), (-66, 6), (-120, 12), (-178, 4)], coat.pale)
        sheet.blob([(-60, -32), (6, -38), (38, -14), (22, 12), (-52, 12)], coat.paw, shadow=2)
        for dx in (2, 18):
            sheet.line([(dx, -8), (dx + 4, 6)], mixed(coat.paw, INK, 0.35), 4)


def curled_cat(sheet: Sheet, x: float, y: float, scale: float = 1, coat: Coat = DOUBAO) -> None:
    """Asleep, rolled up, the tail over the paws. Seen from above."""
    with sheet.at(x, y, scale):
        sheet.blob(
            [
                (-230, 10),
                (-200, -110),
                (-90, -178),
                (60, -182),
                (190, -120),
                (240, 0),
                (200, 118),
                (70, 176),
                (-90, 170),
                (-200, 110),
            ],
            coat.fur,
            shadow=6,
        )
        for k, turn in enumerate((-96, -64, -32, 0, 30)):
            with sheet.at(0, 0, turn=turn + 40):
                sheet.line([(150, -8 + k), (214, 0)], coat.stripe, 15)
        sheet.line([(196, 90), (110, 168), (-10, 176), (-110, 146)], coat.fur, 58, curve=True)
        sheet.line(
            [(196, 104), (110, 186), (-10, 204), (-120, 172)], mixed(coat.fur, INK, 0.16), 5, curve=True
        )
        sheet.line([(-84, 156), (-116, 144)], coat.stripe, 52)
        cat_head(sheet, -92, 34, 0.96, 18, "closed", coat, shadow=4)
        sheet.blob([(-40, 96), (22, 84), (56, 104), (34, 134), (-30, 134)], coat.paw, shadow=3)
        for dx in (14, 30):
            sheet.line([(dx, 104), (dx + 8, 120)], mixed(coat.paw, INK, 0.35), 4)
