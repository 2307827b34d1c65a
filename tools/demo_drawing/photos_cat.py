"""The lost cat: who it is, where it was looked for, where it was found."""

from .canvas import Sheet, mixed
from .cats import DOUBAO, OTHER, cat_head, curled_cat, loaf_cat, sitting_cat
from .colours import (
    BARK,
    BRICK,
    BUTTER,
    CREAM,
    DEEP,
    INK,
    LEAF,
    MINT,
    NIGHT,
    PINE,
    PINE_SOFT,
    VERMILION,
    WOOD,
    WOOD_DARK,
    WOOD_PALE,
)
from .scenery import (
    brick_wall,
    bush,
    e_bike,
    floorboards,
    plane_tree,
    pot_plant,
    roof_tiles,
    star_field,
    window_lit,
)


def doubao_window() -> Sheet:
    """On the sill at night, the lane behind."""
    sheet = Sheet(1200, 900, "#e7d7bd", "#dcc8a8")
    sheet.box(150, 60, 900, 680, CREAM, 8, shadow=6)
    with sheet.inside([(190, 100), (1010, 100), (1010, 720), (190, 720)]):
        sheet.box(190, 100, 820, 620, NIGHT)
        star_field(sheet, 190, 100, 820, 300, 26)
        sheet.oval(850, 210, 54, fill=BUTTER)
        for x, y, w, h in ((200, 400, 200, 330), (410, 330, 170, 400), (790, 380, 230, 350)):
            sheet.box(x, y, w, h, mixed(NIGHT, DEEP, 0.6))
            for k in range(3):
                window_lit(sheet, x + 26 + k * 52, y + 44 + (k % 2) * 74, 30, 40)
        plane_tree(sheet, 640, 760, 0.9, leaf="#3d5648", trunk="#57514b")
    sheet.box(590, 60, 22, 680, CREAM)
    sheet.box(90, 736, 1020, 56, CREAM, 6, shadow=8)
    sheet.blob([(90, 60), (250, 60), (270, 300), (196, 560), (90, 700)], "#c9765c", shadow=6)
    sheet.line([(150, 70), (160, 380), (116, 640)], "#b0604a", 8, curve=True)
    sheet.line([(210, 70), (214, 300), (176, 520)], "#b0604a", 8, curve=True)
    pot_plant(sheet, 930, 738, 0.8)
    sitting_cat(sheet, 560, 742, 1.18, "open", head_turn=-4)
    return sheet


def doubao_loaf() -> Sheet:
    """On a bed cover of squares, one white paw out."""
    sheet = Sheet(1200, 900, "#efe1c6")
    sheet.box(0, 0, 1200, 330, "#d7c2a2")
    sheet.blob([(640, 210), (900, 170), (1190, 210), (1230, 420), (660, 430)], CREAM, shadow=8)
    sheet.line([(700, 300), (900, 280), (1100, 300)], "#e6dcc8", 9, curve=True)
    with sheet.inside([(0, 400), (1200, 340), (1200, 900), (0, 900)]):
        sheet.box(0, 330, 1200, 580, PINE_SOFT)
        squares = ("#5f9f97", "#e8c9a0", "#b8c9a4", "#d99a7c", "#efe4cc")
        for row in range(6):
            for column in range(9):
                sheet.box(
                    column * 140 - 30 + row * 14,
                    340 + row * 104,
                    132,
                    96,
                    squares[(row * 3 + column * 2) % 5],
                    6,
                )
    sheet.line([(0, 400), (1200, 342)], CREAM, 14)
    loaf_cat(sheet, 590, 690, 1.5)
    return sheet


def doubao_poster() -> Sheet:
    """The notice in the stairwell, with tape at the corners."""
    sheet = Sheet(900, 1200, "#d9d3c2", "#cbc3af")
    sheet.box(0, 830, 900, 370, "#8fa899")
    sheet.box(0, 822, 900, 10, "#7b9385")
    sheet.box(690, 120, 170, 230, "#aeb3ad", 6, shadow=4)
    for k in range(3):
        sheet.box(712, 150 + k * 62, 126, 42, "#989e99", 4)
    with sheet.at(410, 560, turn=-2.2):
        sheet.box(-270, -400, 540, 780, CREAM, 2, shadow=8)
        sheet.write(0, -372, "寻 猫", 108, VERMILION, middle=True)
        sheet.box(-200, -212, 400, 300, MINT)
        with sheet.inside([(-200, -212), (200, -212), (200, 88), (-200, 88)]):
            sitting_cat(sheet, 0, 150, 0.82)
        for k, words in enumerate(
            ("豆包  灰猫  四岁  胆小", "左前脚是白的", "晚上十点从三号楼走丢", "怕鞭炮,怕拖把,认得罐头声")
        ):
            sheet.write(-214, 112 + k * 56, words, 37, INK, hand=True)
        sheet.write(214 - 230, 330, "小满 (三号楼)", 34, PINE, hand=True)
        for x, y, turn in ((-270, -400, -40), (226, -392, 38), (-262, 352, 36), (222, 356, -38)):
            sheet.box(x - 34, y, 112, 34, (231, 214, 160, 225), turn=turn)
    sheet.box(740, 560, 120, 82, "#e7dfcd", 4, shadow=3)
    sheet.write(752, 576, "通下水", 32, "#8b7f72")
    return sheet


def grey_stranger() -> Sheet:
    """A grey cat on the seat of a scooter. All four paws are grey."""
    sheet = Sheet(1200, 900, "#cfd9cf", "#b9c6b8")
    brick_wall(sheet, 0, 0, 1200, 560, "#b98871")
    sheet.box(0, 556, 1200, 350, "#9c9a92")
    sheet.box(0, 550, 1200, 18, "#7f7d76")
    bush(sheet, 110, 590, 1.2)
    bush(sheet, 1120, 600, 1.0)
    e_bike(sheet, 610, 780, 1.5, PINE)
    loaf_cat(sheet, 540, 498, 0.92, "open", OTHER)
    sheet.line([(760, 470), (860, 520)], OTHER.fur, 34)
    return sheet


def maomao_map() -> Sheet:
    """Crayon on squared paper: where it was seen, where nobody has looked."""
    sheet = Sheet(1200, 900, "#b98a5e")
    floorboards(sheet, 0, 0, 1200, 900, WOOD)
    with sheet.at(600, 452, turn=1.4):
        sheet.box(-540, -390, 1080, 780, CREAM, 3, shadow=9)
        for k in range(1, 27):
            sheet.line([(-540 + k * 40, -388), (-540 + k * 40, 388)], "#dfe6e6", 2)
        for k in range(1, 20):
            sheet.line([(-538, -390 + k * 40), (538, -390 + k * 40)], "#dfe6e6", 2)
        sheet.line([(-530, 40), (-200, 30), (120, 56), (530, 36)], "#c9a96b", 50, curve=True)
        sheet.line([(110, 50), (130, -160), (116, -380)], "#c9a96b", 42, curve=True)
        for x, y, w, h, name, fill in (
            (-470, -180, 150, 150, "1号楼", "#d98a80"),
            (-290, -190, 150, 150, "2号楼", "#d98a80"),
            (-110, -180, 150, 150, "3号楼", "#e2a24c"),
            (200, -200, 190, 170, "茶馆", "#7fae8a"),
            (-420, 120, 170, 120, "车棚", "#9db4c0"),
            (-180, 130, 150, 120, "书店", "#c39bb4"),
            (60, 130, 170, 120, "早点铺", "#e8c766"),
            (300, 130, 180, 120, "垃圾站", "#a9a294"),
        ):
            sheet.box(x, y, w, h, mixed(fill, CREAM, 0.35), 4)
            sheet.line([(x, y), (x + w, y + 3), (x + w - 3, y + h), (x + 2, y + h - 2), (x, y)], fill, 8)
            sheet.write(x + w / 2, y + h / 2 - 26, name, 40, INK, hand=True, middle=True)
        for x, y in ((-500, 80), (-40, 84), (470, 84), (180, -300), (52, -320)):
            sheet.oval(x, y, 26, fill="#7fae5f")
            sheet.oval(x + 16, y - 14, 20, fill="#6a9a52")
        for x, y in ((-34, -52), (-200, 66), (330, 90)):
            sheet.line([(x - 18, y - 18), (x + 18, y + 18)], VERMILION, 9)
            sheet.line([(x + 18, y - 18), (x - 18, y + 18)], VERMILION, 9)
        sheet.line([(-34, -52), (-90, 20), (-200, 66), (60, 96), (330, 90)], VERMILION, 5, curve=True)
        sheet.arc(292, -118, 136, 112, (0, 358), "#2f6fb0", 9)
        sheet.write(200, -296, "这里没人找过!", 44, "#2f6fb0", hand=True, turn=-5)
        sheet.write(-510, -372, "豆包地图  毛毛画", 58, PINE, hand=True)
        sheet.write(-512, -288, "× = 有人看见", 38, VERMILION, hand=True)
        with sheet.at(430, 310, 0.36):
            cat_head(sheet, 0, 0, 1, 8, "wide")
        sheet.line([(-520, 330), (-430, 330)], INK, 5)
        sheet.write(-510, 276, "20大步", 34, INK, hand=True)
    for x, y, turn, fill in ((70, 800, 30, VERMILION), (150, 846, 14, "#2f6fb0"), (1130, 80, -64, "#7fae5f")):
        with sheet.at(x, y, turn=turn):
            sheet.box(-90, -15, 150, 30, fill, 6, shadow=4)
            sheet.shape([(60, -15), (92, -5), (92, 5), (60, 15)], mixed(fill, "#ffffff", 0.25))
    return sheet


def yard_dusk() -> Sheet:
    """The third yard at dusk, the courier's box in front."""
    sheet = Sheet(1200, 900, "#e9b98c", "#8a7f95")
    sheet.oval(320, 330, 74, fill="#f6dca8")
    for x, y, w, h in ((-20, 220, 330, 520), (880, 160, 350, 580)):
        sheet.box(x, y, w, h, "#6f6577")
        for row in range(4):
            for column in range(3):
                if (row + column) % 3:
                    window_lit(sheet, x + 46 + column * 92, y + 50 + row * 104, 46, 56)
                else:
                    sheet.box(x + 46 + column * 92, y + 50 + row * 104, 46, 56, "#5b5263")
    plane_tree(sheet, 600, 760, 1.5, leaf="#8d7a4c", trunk="#6a5348")
    sheet.box(0, 720, 1200, 180, "#57505c")
    brick_wall(sheet, 300, 600, 590, 130, "#7d6660")
    for k in range(5):
        with sheet.at(380 + k * 90, 742, 0.42):
            e_bike(sheet, 0, 0, 1, ("#4e7f86", "#a8523c", "#c9a24b", "#5b6d55", "#7d8a99")[k])
    with sheet.at(1000, 800, turn=-3):
        sheet.box(-120, -170, 240, 230, "#e0a03c", 16, shadow=9)
        sheet.box(-120, -170, 240, 54, "#c9862c", 14)
        sheet.box(-60, -80, 120, 74, CREAM, 8)
        sheet.write(0, -72, "热", 52, BRICK, middle=True)
    return sheet


def doubao_roof() -> Sheet:
    """A gap under the tiles of the tea room, and two eyes in it."""
    sheet = Sheet(1200, 900, "#f3d2a2", "#f7e6c4")
    sheet.oval(1010, 130, 84, fill="#fbeec8")
    sheet.glow(1010, 130, 280, CREAM, 0.5)
    plane_tree(sheet, 150, 700, 1.7, leaf="#b5a24f", trunk=BARK)
    sheet.shape([(60, 900), (250, 250), (1200, 250), (1200, 900)], "#6b6560", shadow=8)
    roof_tiles(sheet, 250, 262, 990, 250, 12)
    sheet.box(222, 222, 1000, 52, "#504a46", 18, shadow=5)
    for k in range(9):
        sheet.oval(300 + k * 110, 248, 22, fill="#6b6560")
    sheet.shape([(120, 700), (168, 520), (1200, 520), (1200, 700)], "#7b4a36")
    for k in range(11):
        sheet.box(190 + k * 100, 520, 26, 190, "#693c2b")
    sheet.blob([(430, 690), (410, 550), (500, 450), (720, 446), (810, 550), (796, 692)], "#2a211d")
    sheet.glow(620, 590, 240, "#7a5636", 0.35)
    with sheet.inside([(400, 430), (820, 430), (820, 694), (400, 694)]):
        with sheet.at(616, 800, 0.96):
            sheet.blob([(-130, 0), (-110, -140), (0, -190), (110, -140), (130, 0)], DOUBAO.fur)
        cat_head(sheet, 616, 610, 0.96, -6, "wide")
    sheet.box(120, 690, 1100, 40, "#5d3626", shadow=6)
    sheet.blob([(676, 700), (700, 668), (748, 668), (764, 704), (744, 730), (692, 730)], DOUBAO.paw, shadow=3)
    for dx in (708, 732):
        sheet.line([(dx, 706), (dx, 724)], mixed(DOUBAO.paw, INK, 0.35), 4)
    sheet.box(100, 728, 1100, 180, "#e6d3ae")
    for k in range(4):
        sheet.box(150 + k * 280, 760, 230, 150, "#8a5f3f", 4)
        for j in range(1, 5):
            sheet.line([(150 + k * 280 + j * 46, 764), (150 + k * 280 + j * 46, 900)], "#e9d9b8", 6)
    for x, y in ((360, 480), (980, 470), (1080, 656), (280, 700)):
        sheet.blob([(x - 22, y), (x, y - 20), (x + 24, y - 4), (x + 6, y + 16)], "#c99a3c", shadow=2)
    return sheet


def doubao_home() -> Sheet:
    """Asleep on a jumper, a tin beside."""
    sheet = Sheet(1200, 900, "#e9dcc4")
    floorboards(sheet, 0, 0, 1200, 900, WOOD_PALE)
    sheet.oval(600, 480, 520, 380, fill="#c96f55", shadow=10)
    sheet.oval(600, 476, 470, 338, fill="#d98a6c")
    sheet.oval(600, 474, 420, 296, fill="#e7b291")
    sheet.blob(
        [(280, 400), (420, 240), (660, 200), (880, 290), (950, 470), (860, 650), (620, 730), (380, 660)],
        "#7fb3b8",
        shadow=6,
    )
    for k in range(7):
        sheet.line(
            [(330 + k * 90, 640 - (k % 3) * 10), (352 + k * 86, 330 + (k % 2) * 20)], "#6fa3a9", 7, curve=True
        )
    curled_cat(sheet, 604, 452, 1.22)
    with sheet.at(1040, 720):
        sheet.oval(0, 0, 92, fill="#b9bfc0", shadow=7)
        sheet.oval(0, 0, 76, fill="#8f5a44")
        for x, y in ((-24, -14), (18, 20), (26, -26), (-14, 28)):
            sheet.oval(x, y, 15, 11, fill="#a66d54")
        sheet.oval(-2, -2, 8, fill="#6d4231")
    with sheet.at(150, 170, turn=-18):
        sheet.box(-110, -60, 190, 96, PINE, 18, shadow=6)
        sheet.oval(86, -12, 34, fill=PINE)
        sheet.write(-86, -44, "小鱼干", 46, CREAM)
    return sheet


def tea_room() -> Sheet:
    """The tea room by day: the roof, the lamp, the gap that is now closed with a board."""
    sheet = Sheet(1200, 900, "#cfe0de", "#eee7d3")
    for x, y, s in ((240, 130, 1), (880, 100, 0.8)):
        sheet.blob(
            [
                (x - 110 * s, y),
                (x - 50 * s, y - 44 * s),
                (x + 30 * s, y - 50 * s),
                (x + 110 * s, y),
                (x, y + 16 * s),
            ],
            CREAM,
        )
    sheet.box(0, 760, 1200, 140, "#c3b79e")
    sheet.shape([(140, 330), (230, 180), (970, 180), (1060, 330)], "#5d5651", shadow=8)
    roof_tiles(sheet, 190, 196, 820, 140, 10)
    sheet.box(206, 150, 788, 42, "#4a4440", 16)
    sheet.box(190, 330, 820, 440, "#e9d7b2")
    sheet.box(190, 330, 820, 66, "#7b4a36")
    sheet.box(560, 336, 96, 54, WOOD, 3, shadow=3, turn=-2)
    for x, y in ((572, 346), (644, 346), (572, 380), (644, 380)):
        sheet.oval(x, y, 5, fill=INK)
    for k in range(2):
        x = 230 + k * 540
        sheet.box(x, 440, 210, 210, "#8a5f3f", 4, shadow=3)
        sheet.box(x + 16, 456, 178, 178, BUTTER)
        for j in range(1, 4):
            sheet.line([(x + 16 + j * 44, 456), (x + 16 + j * 44, 634)], "#8a5f3f", 7)
            sheet.line([(x + 16, 456 + j * 44), (x + 194, 456 + j * 44)], "#8a5f3f", 7)
    sheet.box(500, 430, 200, 340, "#5b3a2a", 4)
    sheet.box(500, 430, 200, 130, "#31574f")
    sheet.write(600, 452, "茶", 84, CREAM, middle=True)
    for x in (470, 730):
        sheet.line([(x, 396), (x, 430)], INK, 4)
        sheet.oval(x, 468, 34, 42, fill=VERMILION, shadow=3)
        sheet.box(x - 16, 424, 32, 10, "#e2b24a")
        sheet.box(x - 16, 504, 32, 10, "#e2b24a")
    plane_tree(sheet, 1110, 830, 1.9, leaf=LEAF)
    plane_tree(sheet, 70, 840, 1.6, leaf="#8fa35c")
    with sheet.at(330, 790):
        sheet.box(-90, -30, 180, 16, WOOD, 4, shadow=3)
        for x in (-70, 60):
            sheet.box(x, -16, 12, 54, WOOD_DARK)
    sitting_cat(sheet, 800, 812, 0.34)
    return sheet


PHOTOS = {
    "doubao-window": doubao_window,
    "doubao-loaf": doubao_loaf,
    "doubao-poster": doubao_poster,
    "grey-stranger": grey_stranger,
    "maomao-map": maomao_map,
    "yard-dusk": yard_dusk,
    "doubao-roof": doubao_roof,
    "doubao-home": doubao_home,
    "tea-room": tea_room,
}
