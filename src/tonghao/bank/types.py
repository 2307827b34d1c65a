"""The nouns of the bank."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard

Kind = Literal["removed", "released"]


class Match(msgspec.Struct, frozen=True):
    """A photo looks like a removed one; `distance` is in bits, 0 to 31."""

    entry_id: UUID
    category: str
    distance: int


class BankEntry(msgspec.Struct, frozen=True):
    """A photo that was removed and stays away, or one that a person released although it looks like such.

    `media_owner` is null once that account is gone; `hashes` counts how it may come back and is still
    looked for; 0 while its variants are being made and its own hash is not known.
    """

    entry_id: UUID
    kind: Kind
    category: str
    case_id: UUID
    media_owner: UUID | None
    media_id: UUID
    hashes: int
    is_hashed: bool
    reason: str
    entered_by: ProfileCard
    at: datetime
    retired_at: datetime | None
    retired_by: ProfileCard | None
    retire_reason: str | None


class BankCounts(msgspec.Struct, frozen=True):
    """How much the bank holds, and how many photos stand unhashed (`waiting`) of all that are kept."""

    version: int
    entries: int
    hashes: int
    released: int
    photos: int
    waiting: int


class Retirement(msgspec.Struct, frozen=True):
    reason: Annotated[str, Meta(max_length=1000, pattern=r"\S")]
