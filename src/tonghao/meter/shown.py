"""Shown: numbers as everybody may read them, so that no small number points at a person. Pure."""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from tonghao.meter.types import CategoryFigures
from tonghao.tiers.figures import share_of

# From this number on a count is shown as it is.
SHOWN_FROM: Final = 5
FEW: Final = "1–4"


class ShownShare(msgspec.Struct, frozen=True):
    """So many of 100 with the interval of 95 %, and of how many; None where there are too few."""

    percent: str | None
    low: str | None
    high: str | None
    of: str


def shown(count: int) -> str:
    """*count*, or that there were a few."""
    return FEW if 0 < count < SHOWN_FROM else str(count)


def shown_sum(parts: Iterable[int]) -> str:
    """The sum of *parts*; rounded to fives when one of them is hidden, so that it cannot be worked out."""
    found = list(parts)
    if not any(0 < part < SHOWN_FROM for part in found):
        return str(sum(found))
    rounded = SHOWN_FROM * round(sum(found) / SHOWN_FROM)
    return f"≈{rounded}" if rounded else FEW


def shown_share(count: int, of: int) -> ShownShare:
    """The share that *count* is of *of*, from five on."""
    if of < SHOWN_FROM:
        return ShownShare(None, None, None, shown(of))
    share = share_of(count, of)
    return ShownShare(_percent(count / of), _percent(share.low), _percent(share.high), str(of))


def wrong_share(categories: Sequence[CategoryFigures]) -> ShownShare:
    """How often the machine was wrong over all categories; of how many, as `shown_sum` says it."""
    judged = [one.judged for one in categories]
    share = shown_share(sum(one.released for one in categories), sum(judged))
    return msgspec.structs.replace(share, of=shown_sum(judged))


def _percent(share: float) -> str:
    return f"{share * 100:.1f}"
