"""Pictures taken indoors: shoes, the gym, what lies about at home."""

from .canvas import Sheet, mixed
from .colours import (
    AMBER,
    BARK,
    BRICK,
    BUTTER,
    CREAM,
    INK,
    MINT,
    PINE,
    PINE_SOFT,
    ROSE,
    SAGE,
    SKY,
    SOFT_INK,
    STONE_PALE,
    VERMILION,
    WOOD,
    WOOD_DARK,
    WOOD_PALE,
)
from .scenery import floorboards, pot_plant, star_field
from .things import dog, standing_cup


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


def studio_stool() -> Sheet:
    """A photographer's corner with nobody in it: roll of paper, stool, umbrella, lamp."""
    sheet = Sheet(900, 1200, "#b9b2a6", "#a79f92")
    sheet.box(0, 930, 900, 270, "#8d8478")
    sheet.shape([(190, 70), (720, 70), (720, 930), (820, 1200), (90, 1200), (190, 930)], "#d6b7b0", shadow=6)
    sheet.box(170, 44, 570, 40, WOOD_DARK, 18, shadow=4)
    for x in (230, 680):
        sheet.line([(x, 60), (x, 12)], INK, 8)
    sheet.line([(392, 880), (350, 1110)], WOOD_DARK, 18)
    sheet.line([(520, 880), (566, 1110)], WOOD_DARK, 18)
    sheet.line([(456, 880), (456, 1130)], WOOD_DARK, 18)
    sheet.oval(456, 866, 118, 34, fill=WOOD, shadow=7)
    sheet.line([(770, 1150), (770, 360)], INK, 12)
    sheet.shape([(770, 300), (600, 470), (690, 560), (850, 420)], CREAM, shadow=5)
    sheet.line([(770, 360), (650, 512)], INK, 6)
    sheet.glow(650, 470, 260, "#fff6df", 0.5)
    sheet.line([(120, 1150), (120, 560)], INK, 12)
    sheet.box(66, 470, 120, 110, "#4a4f52", 14, shadow=5)
    sheet.oval(126, 525, 40, fill=BUTTER)
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


PHOTOS = {
    "running-shoes": running_shoes,
    "gym-corner": gym_corner,
    "studio-stool": studio_stool,
    "baby-blanket": baby_blanket,
    "night-clock": night_clock,
    "hand-me-downs": hand_me_downs,
    "copybook": copybook,
    "niangao-sofa": niangao_sofa,
}
