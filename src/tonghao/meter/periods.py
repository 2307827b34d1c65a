"""Periods: months and half-years on the platform's clock. Pure."""

import re
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

_SHAPE: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2]|H[12])")


def periods_of(moment: datetime, zone: str) -> tuple[str, str]:
    """The half-year and the month in which *moment* lies."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local.year}-H{1 if local.month <= 6 else 2}", f"{local.year}-{local.month:02}"


def bounds_of(period: str, zone: str) -> tuple[datetime, datetime]:
    """When *period* begins and ends.

    Raises:
        ValueError: it is none.
    """
    found = _SHAPE.fullmatch(period)
    if found is None:
        raise ValueError(period)
    year, part = int(found[1]), found[2]
    first, months = (1 if part == "H1" else 7, 6) if part.startswith("H") else (int(part), 1)
    return _month(year, first, zone), _month(year, first + months, zone)


def periods_between(first: datetime, last: datetime, zone: str) -> list[str]:
    """Every half-year and month from *first* to *last*, the newest first; half-years before their months."""
    found: list[str] = []
    moment = last
    while True:
        for period in periods_of(moment, zone):
            if period not in found:
                found.append(period)
        start, _ = bounds_of(periods_of(moment, zone)[1], zone)
        if start <= first:
            return sorted(found, key=lambda period: (bounds_of(period, zone)[1], "H" in period), reverse=True)
        moment = _before(start)


def _before(moment: datetime) -> datetime:
    return datetime.fromtimestamp(moment.timestamp() - 1, tz=moment.tzinfo)


def _month(year: int, month: int, zone: str) -> datetime:
    return datetime(year + (month - 1) // 12, (month - 1) % 12 + 1, 1, tzinfo=ZoneInfo(zone))
