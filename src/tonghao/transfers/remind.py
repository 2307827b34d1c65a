"""How often one may remind: once a day, three times in all."""

from datetime import datetime, timedelta
from typing import Final

from tonghao.db import Row
from tonghao.errors import Refusal

MOST: Final = 3
_APART: Final = timedelta(days=1)


class RemindedEnough(Refusal):
    """A reminder goes out once a day and three times in all. The details say when the next one may."""


def may_remind_at(facts: Row) -> datetime | None:
    """When the next reminder may go out; None when there were three.

    Args:
        facts: With reminder_count, reminded_at and created_at.
    """
    if facts["reminder_count"] >= MOST:
        return None
    last: datetime = facts["reminded_at"] or facts["created_at"]
    return last + _APART


def must_remind(next_at: datetime | None, at: datetime) -> None:
    """Raises RemindedEnough unless a reminder may go out at *at*."""
    if next_at is None or at < next_at:
        raise RemindedEnough(next_at=next_at)
