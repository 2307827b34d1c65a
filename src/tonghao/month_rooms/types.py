"""The nouns of month-age rooms."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.remarks.types import MediaIds, Remark

OLDEST_MONTHS = 72
BornIn = Annotated[str, Meta(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]


class NewChild(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A child by the name that is used here, and the month of birth as 2026-06."""

    nickname: Annotated[str, Meta(min_length=1, max_length=12)]
    born_in: BornIn


class NewMonthNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one says in the room of a child of one's own; photos were uploaded as those of children."""

    child_id: UUID
    text: Annotated[str, Meta(max_length=1000)] = ""
    media_ids: MediaIds = []


class Child(msgspec.Struct, frozen=True):
    """A child of mine; `months` is how old it is now, and below zero before it is born."""

    child_id: UUID
    nickname: str
    born_on: date
    months: int


class MonthRoom(msgspec.Struct, frozen=True):
    """A room: `children_now` are of this age now, `subject_id` is what its remarks stand under."""

    months: int
    subject_id: UUID
    children_now: int
    remark_count: int


class MonthRooms(msgspec.Struct, frozen=True):
    """The rooms in which somebody lives now or something was said, the youngest first; my children."""

    rooms: list[MonthRoom]
    mine: list[Child]


class Said(msgspec.Struct, frozen=True):
    """What I just said, in its room."""

    months: int
    remark: Remark
