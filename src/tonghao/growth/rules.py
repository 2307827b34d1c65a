"""Rules: what brings points and how many a level needs. A change is a new version."""

from datetime import date, timedelta
from typing import Final

from tonghao.growth.types import Level, PointKind, PointRule

VERSION: Final = "2026-11"

# What others can check is worth more than what one does alone; a daily measure keeps anybody from
# writing for the sake of points.
RULES: Final[tuple[PointRule, ...]] = (
    PointRule("sign_in", 5, 1),
    PointRule("post", 10, 3),
    PointRule("floor", 3, 10),
    PointRule("thanks", 8, 10),
    PointRule("digest", 30, 3),
)
RULE: Final[dict[PointKind, PointRule]] = {rule.kind: rule for rule in RULES}

NEEDS: Final = (
    0, 20, 60, 120, 200, 320, 480, 700, 1000, 1400, 1900, 2500, 3300, 4300, 5600, 7200, 9200, 12000,
)  # fmt: skip
_TITLES: Final = (
    ("新来的", "Newcomer"), ("认门", "Knows the door"), ("常路过", "Passes by"), ("搭过话", "Has said hello"),
    ("眼熟", "Familiar face"), ("常客", "Regular"), ("老主顾", "Old regular"), ("有座位", "Has a seat"),
    ("能帮手", "Lends a hand"), ("靠得住", "Reliable"), ("懂行", "Knows the trade"),
    ("讲得清", "Explains it well"), ("记得事", "Remembers"), ("老街坊", "Old neighbour"),
    ("有人问", "Asked for advice"),
    ("有口碑", "Well spoken of"), ("半个主人", "Half a host"), ("一棵梧桐", "A plane tree"),
)  # fmt: skip
_FORGIVEN_EVERY: Final = timedelta(days=7)


def level_of(points: int) -> int:
    """The level, 1 to 18, that *points* reach."""
    return sum(1 for needs in NEEDS if points >= needs)


def next_needs_of(points: int) -> int | None:
    """How many points the next level needs; None on the highest."""
    return next((needs for needs in NEEDS if needs > points), None)


def levels_of(titles_zh: list[str], titles_en: list[str]) -> list[Level]:
    """The eighteen levels with these titles, or with the house's own where there are none."""
    titles = list(zip(titles_zh, titles_en, strict=True)) or _TITLES
    return [
        Level(number, needs, zh, en)
        for number, (needs, (zh, en)) in enumerate(zip(NEEDS, titles, strict=True), start=1)
    ]


def may_forgive(day: date, forgiven_on: date | None) -> bool:
    """Whether a missed *day* is forgiven: one in any seven."""
    return forgiven_on is None or day - forgiven_on >= _FORGIVEN_EVERY


def streak_after(
    streak: int, last_day: date | None, forgiven_on: date | None, today: date
) -> tuple[int, date | None]:
    """The streak when one signs in on *today*, and the missed day that is forgiven for it, if any.

    Args:
        streak: Days in a row until *last_day*, the day of the last sign-in.
    """
    if last_day is None or last_day > today:
        return 1, None
    missed = (today - last_day).days - 1
    if missed < 0:
        return streak, None
    if missed == 0:
        return streak + 1, None
    yesterday = today - timedelta(days=1)
    if missed == 1 and may_forgive(yesterday, forgiven_on):
        return streak + 1, yesterday
    return 1, None
