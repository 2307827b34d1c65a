"""The nouns of readings."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard


class NewSection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the book, and the day by which one has read it."""

    title: Annotated[str, Meta(min_length=1, max_length=60)]
    due_on: date


class NewReading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A book for a month."""

    title: Annotated[str, Meta(min_length=1, max_length=60)]
    sections: Annotated[list[NewSection], Meta(min_length=1, max_length=40)]
    author: Annotated[str, Meta(max_length=60)] = ""
    about: Annotated[str, Meta(max_length=500)] = ""


class Section(msgspec.Struct, frozen=True):
    """`margin_count` notes wait for those who have read it."""

    number: int
    title: str
    due_on: date
    read_count: int
    margin_count: int
    i_read: bool


class ReadingMonth(msgspec.Struct, frozen=True):
    """A book with its sections as one viewer sees them."""

    reading_id: UUID
    made_by: UUID
    title: str
    author: str
    about: str
    created_at: datetime
    sections: list[Section]


class MarginNote(msgspec.Struct, frozen=True):
    """A note on a section."""

    margin_id: UUID
    account: ProfileCard
    text: str
    at: datetime
    mine: bool
