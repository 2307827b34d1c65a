"""Standing: whether somebody is still in a challenge. Pure."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

import msgspec

_WEEK: Final = 7
_FORGIVEN: Final = 1


class Standing(msgspec.Struct, frozen=True):
    """Whether the person is in, has finished, and which days passed unmarked."""

    is_in: bool
    is_finished: bool
    missed: list[date]


def standing_of(*, starts_on: date, days: int, marked: Collection[date], today: date) -> Standing:
    """How somebody stands *today*, which itself is not missed before it is over.

    In each seven days from the start one missed day is forgiven.

    Args:
        marked: The days that the person marked.
    """
    passed = [starts_on + timedelta(number) for number in range(max(0, min(days, (today - starts_on).days)))]
    missed = [day for day in passed if day not in marked]
    weeks = [(day - starts_on).days // _WEEK for day in missed]
    is_in = all(weeks.count(week) <= _FORGIVEN for week in set(weeks))
    last = starts_on + timedelta(days - 1)
    done = today > last or (today == last and last in marked)
    return Standing(is_in, is_in and done, missed)
