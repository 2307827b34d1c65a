"""Figures: what a week comes to, and which score it gives. Pure."""

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

import msgspec

from tonghao.tiers.types import Share, Week

Figure = Literal["missed", "upheld", "overturned", "leaks"]

WEEKS: Final = 4
# Somebody on duty for an hour a day, on average, is the least that can be called a duty.
LEAST_COVERED_MINUTES: Final = 7 * 60
# At three and below a circle falls.
FALLS_AT: Final = 3
# The 97.5 % point of the normal distribution: an interval of 95 %.
_Z: Final = 1.959964


class Penalty(msgspec.Struct, frozen=True):
    """Points off when the share is above `bound` beyond chance, and at least `least` cases say so."""

    figure: Figure
    bound: float
    least: int
    points: int


# Versioned with the code; `docs/tiers.md` shows the same table.
PENALTIES: Final[tuple[Penalty, ...]] = (
    Penalty("missed", 0.02, 1, 1),
    Penalty("missed", 0.10, 2, 2),
    Penalty("missed", 0.30, 3, 3),
    Penalty("leaks", 0.005, 1, 1),
    Penalty("leaks", 0.02, 2, 2),
    Penalty("overturned", 0.05, 2, 1),
    Penalty("overturned", 0.20, 3, 2),
    Penalty("upheld", 0.01, 2, 1),
    Penalty("upheld", 0.05, 3, 2),
)


def wilson(count: int, of: int) -> tuple[float, float]:
    """The interval in which the true share lies with 95 %, from *count* of *of*; (0, 1) of nothing.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.
    """
    if of == 0:
        return 0.0, 1.0
    share, z2 = count / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def share_of(count: int, of: int) -> Share:
    """*count* of *of* with its interval."""
    low, high = wilson(count, of)
    return Share(count, of, round(low, 4), round(high, 4))


def shares_of(weeks: Iterable[Week]) -> dict[Figure, Share]:
    """The four figures that make the score, over all of *weeks*."""
    found = list(weeks)

    def total(name: str) -> int:
        return sum(getattr(week, name).count for week in found)

    def base(name: str) -> int:
        return sum(getattr(week, name).of for week in found)

    return {
        "missed": share_of(total("missed"), base("missed")),
        "upheld": share_of(total("upheld"), base("upheld")),
        "overturned": share_of(total("overturned"), base("overturned")),
        "leaks": share_of(total("leaks"), base("leaks")),
    }


def points_off(shares: dict[Figure, Share]) -> dict[Figure, int]:
    """What each figure costs; of one figure the gravest line counts."""
    off: dict[Figure, int] = {}
    for line in PENALTIES:
        share = shares[line.figure]
        if share.count >= line.least and share.low > line.bound:
            off[line.figure] = max(off.get(line.figure, 0), line.points)
    return off


def score_of(shares: dict[Figure, Share]) -> int:
    """5 to 1."""
    return max(1, 5 - sum(points_off(shares).values()))


def is_clean(week: Week) -> bool:
    """Whether nothing was missed or leaked, the score is full, and somebody was there."""
    shares = shares_of([week])
    return (
        score_of(shares) == 5
        and shares["missed"].count == shares["leaks"].count == 0
        and week.covered.count >= LEAST_COVERED_MINUTES
    )


def clean_run(weeks: Sequence[Week]) -> int:
    """How many weeks in a row are clean, counted back from the last that is over; *weeks* newest first."""
    run = 0
    for week in weeks:
        if not week.is_over:
            continue
        if not week.is_clean:
            break
        run += 1
    return run


def monday_of(zone: str, at: datetime) -> date:
    """The Monday of the week in which *at* lies on the circle's clock."""
    day = at.astimezone(ZoneInfo(zone)).date()
    return day - timedelta(days=day.weekday())


def moment_of_day(zone: str, day: date) -> datetime:
    """When *day* begins on the circle's clock."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
