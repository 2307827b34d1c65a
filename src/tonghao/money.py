"""Money: a decimal string at the API, an integer number of minor units inside."""

import re
from functools import cache
from typing import Final

from tonghao.errors import Refusal

# How many places each currency has: what stands in the table `currencies`. PTS are the points of a place
# without a payment gateway.
EXPONENTS: Final[dict[str, int]] = {
    "CNY": 2, "PTS": 0, "EUR": 2, "USD": 2, "GBP": 2, "HKD": 2, "MOP": 2, "TWD": 2, "SGD": 2,
    "JPY": 0, "KRW": 0,
}  # fmt: skip


class AmountRefused(Refusal):
    """Write an amount above zero and below a billion, in the places the currency has, for example 412.50."""

    status = 400


@cache
def _shape(exponent: int) -> re.Pattern[str]:
    places = rf"(?:\.(\d{{1,{exponent}}}))?" if exponent else "()"
    return re.compile(rf"(\d{{1,9}}){places}", re.ASCII)


def minor_of(amount: str, currency: str = "CNY") -> int:
    """The minor units (fen, cents, points) that *amount* of *currency* names.

    Raises:
        AmountRefused: it is no such number, or zero.
    """
    exponent = EXPONENTS[currency]
    found = _shape(exponent).fullmatch(amount.strip())
    minor = (
        0 if found is None else int(found[1]) * 10**exponent + int((found[2] or "").ljust(exponent, "0") or 0)
    )
    if minor == 0:
        raise AmountRefused(places=exponent)
    return minor


def decimal_of(minor: int, currency: str = "CNY") -> str:
    """*minor* units as people write them: -1250 fen are "-12.50", 1250 points are "1250"."""
    exponent = EXPONENTS[currency]
    sign = "-" if minor < 0 else ""
    whole, part = divmod(abs(minor), 10**exponent)
    return f"{sign}{whole}.{part:0{exponent}d}" if exponent else f"{sign}{whole}"


def grouped(amount: str) -> str:
    """A decimal string for the eye, with separators as Chinese and English both write them: 12,345.67.

    What programs read, as the API and CSV do, has none.
    """
    whole, point, places = amount.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{places}" if digits.isascii() and digits.isdigit() else amount
