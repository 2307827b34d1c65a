"""Money: a decimal string at the API, an integer number of fen inside."""

import re
from typing import Final

from tonghao.errors import Refusal

_AMOUNT: Final = re.compile(r"(\d{1,9})(?:\.(\d{1,2}))?", re.ASCII)


class AmountRefused(Refusal):
    """Write an amount above zero and below a billion, with at most two places, for example 412.50."""

    status = 400


def minor_of(amount: str) -> int:
    """The fen that *amount* names.

    Raises:
        AmountRefused: it is no such number, or zero.
    """
    found = _AMOUNT.fullmatch(amount.strip())
    minor = 0 if found is None else int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    if minor == 0:
        raise AmountRefused
    return minor


def decimal_of(minor: int) -> str:
    """*minor* fen as people write them: -1250 is "-12.50"."""
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // 100}.{abs(minor) % 100:02d}"
