# ruff: noqa: S311  (chance scatters leaves here, it guards nothing)
"""Trees, walls, floors and scooters: what stands about in the lane."""

import random

from .canvas import Colour, Sheet, mixed
from .colours import BARK, BUTTER, CLAY, INK, LEAF, MOSS, PINE


def plane_tree(
    sheet: Sheet, x: float, y: float, scale: float = 1, leaf: str = LEAF, trunk: str = "#8d7a66"
) -> None:
    """(x, y) is the foot; about 520 high. The bark of planes is spotted."""
    chance = random.Random(round(x * 7 + y))
    with sheet.at(x, y, scale):
        sheet.blob([(-30, 0), (-22, -120), (-18, -250), (18, -250), (22, -120), (32, 0)], trunk)
        sheet.line([(0, -210), (-70, -300), (-110, -340)], trunk, 22, curve=True)
        sheet.line([(4, -220), (70, -310), (120, -330)], trunk, 20, curve=True)
        for k in range(7):
            sheet.oval(chance.uniform(-12, 14), -20 - k * 30, 9, 13, fill=mixed(trunk, "#f0e6d0", 0.45))
        dark = mixed(leaf, "#1e2a24", 0.22)
        for px, py, r in ((-120, -330, 86), (110, -330, 88), (0, -300, 80)):
            sheet.oval(px, py, r, r * 0.86, fill=dark, shadow=3)
        for px, py, r in ((-76, -400, 92), (70, -404, 96), (-4, -450, 84), (0, -366, 78)):
            sheet.oval(px, py, r, r * 0.86, fill=leaf, shadow=3)
        light = mixed(leaf, "#f7e9b8", 0.3)
        for _ in range(30):
            px, py = chance.uniform(-150, 150), chance.uniform(-500, -300)
            if (px / 170) ** 2 + ((py + 395) / 120) ** 2 < 1:
                sheet.blob([(px - 12, py), (px, py - 9), (px + 12, py), (px, py + 9)], light)


def bush(sheet: Sheet, x: float, y: float, scale: float = 1, leaf: str = MOSS) -> None:
    with sheet.at(x, y, scale):
        for px, py, r in ((-70, -40, 66), (0, -74, 82), (74, -36, 64), (0, -10, 80)):
            sheet.oval(px, py, r, r * 0.84, fill=mixed(leaf, "#f7e9b8", 0.08 if px else 0.16), shadow=2)


def brick_wall(sheet: Sheet, x: float, y: float, width: float, height: float, brick: str) -> None:
    sheet.box(x, y, width, height, mixed(brick, "#f5ead8", 0.25))
    chance = random.Random(round(width + height))
    for row in range(int(height // 34) + 1):
        for column in range(int(width // 84) + 2):
            left = max(x, x + column * 84 - (42 if row % 2 else 0) + 2)
            right = min(x + width, x + column * 84 - (42 if row % 2 else 0) + 80)
            below = min(y + height, y + row * 34 + 30)
            if right > left + 4 and below > y + row * 34 + 4:
                sheet.box(
                    left,
                    y + row * 34 + 2,
                    right - left,
                    below - y - row * 34 - 2,
                    mixed(brick, "#5a3a2a" if chance.random() < 0.5 else "#f0d2b8", chance.uniform(0, 0.16)),
                    3,
                )


def floorboards(sheet: Sheet, x: float, y: float, width: float, height: float, wood: str) -> None:
    chance = random.Random(round(width * 3 + height))
    sheet.box(x, y, width, height, wood)
    step = height / 7
    for k in range(7):
        top = y + k * step
        sheet.box(
            x, top, width, step, mixed(wood, "#5a3a22" if k % 2 else "#ffffff", chance.uniform(0.02, 0.1))
        )
        sheet.line([(x, top), (x + width, top)], mixed(wood, "#4a2f1c", 0.35), 4)
        for _ in range(3):
            px = x + chance.uniform(0, width)
            py = top + chance.uniform(step * 0.3, step * 0.8)
            sheet.line(
                [(px, py), (px + 90, py + 6), (px + 190, py)], mixed(wood, "#4a2f1c", 0.16), 4, curve=True
            )
        joint = x + chance.uniform(0.1, 0.9) * width
        sheet.line([(joint, top), (joint, top + step)], mixed(wood, "#4a2f1c", 0.35), 4)


def roof_tiles(sheet: Sheet, x: float, y: float, width: float, height: float, columns: int) -> None:
    chance = random.Random(round(width))
    step = width / columns
    rows = max(int(height / 48), 2)
    for row in range(rows):
        for column in range(columns):
            left, top = x + column * step, y + row * height / rows
            shade = mixed("#6b6560", "#8f8780", chance.uniform(0, 0.55))
            sheet.box(left + 3, top, step - 6, height / rows + 10, shade, 16, shadow=2)


def star_field(sheet: Sheet, x: float, y: float, width: float, height: float, count: int) -> None:
    chance = random.Random(count)
    for _ in range(count):
        sheet.oval(
            x + chance.random() * width,
            y + chance.random() * height,
            chance.uniform(1.5, 3.6),
            fill="#f2e6c6",
        )


def window_lit(sheet: Sheet, x: float, y: float, width: float, height: float, light: Colour = BUTTER) -> None:
    sheet.glow(x + width / 2, y + height / 2, width * 1.8, light, 0.32)
    sheet.box(x, y, width, height, light, 3)
    sheet.line([(x + width / 2, y), (x + width / 2, y + height)], mixed(light, "#7a5a2c", 0.5), 3)


def pot_plant(sheet: Sheet, x: float, y: float, scale: float = 1, pot: str = CLAY, leaf: str = MOSS) -> None:
    """(x, y) is the foot of the pot."""
    with sheet.at(x, y, scale):
        for turn in (-62, -34, -10, 14, 38, 64):
            with sheet.at(0, -100, turn=turn):
                sheet.blob(
                    [(0, 0), (30, -70), (14, -170), (0, -196), (-14, -170), (-30, -70)],
                    mixed(leaf, "#a9bd98", 0.3 if turn % 4 else 0.0),
                    shadow=2,
                )
                sheet.line([(0, -10), (0, -160)], mixed(leaf, "#dfe9c8", 0.4), 4)
        sheet.shape([(-70, -110), (70, -110), (52, 0), (-52, 0)], pot, shadow=4)
        sheet.box(-80, -124, 160, 34, mixed(pot, "#ffffff", 0.12), 6)


def e_bike(sheet: Sheet, x: float, y: float, scale: float = 1, paint: str = PINE) -> None:
    """A scooter seen from the side; (x, y) is the ground between the wheels."""
    with sheet.at(x, y, scale):
        for wheel in (-150, 160):
            sheet.oval(wheel, -52, 54, fill=INK)
            sheet.oval(wheel, -52, 33, fill="#b9bfbb")
            sheet.oval(wheel, -52, 11, fill=INK)
        sheet.blob(
            [(-190, -96), (-150, -160), (20, -166), (40, -120), (30, -70), (-60, -64), (-120, -110)],
            paint,
            shadow=3,
        )
        sheet.blob(
            [(20, -66), (100, -66), (126, -210), (150, -216), (170, -100), (120, -40), (20, -40)],
            paint,
            shadow=3,
        )
        sheet.line([(146, -60), (124, -260), (84, -272)], INK, 11)
        sheet.oval(150, -212, 24, fill="#f2dfa6")
        sheet.blob([(-168, -166), (-150, -190), (10, -192), (34, -170), (20, -158)], BARK)
        sheet.oval(-196, -118, 13, fill="#c9442f")
