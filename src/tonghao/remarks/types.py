"""The nouns of remarks."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.media.types import ShownPhoto

MediaIds = Annotated[list[UUID], Meta(max_length=4)]


class NewRemark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody says, with up to four photos of their own."""

    text: Annotated[str, Meta(max_length=1000)] = ""
    media_ids: MediaIds = []


class Remark(msgspec.Struct, frozen=True):
    """What somebody said.

    Attributes:
        account: Null for who may not know who said it, see `is_unnamed`.
        label: As what they said it: what they are qualified in, what became of the thing; empty for most.
        photos: Those that the reader may see; the author also sees their own that are being checked.
        is_thanked: Whether the person whom it helped said so.
    """

    remark_id: UUID
    account: ProfileCard | None
    is_unnamed: bool
    label: str
    text: str
    photos: list[ShownPhoto]
    is_thanked: bool
    at: datetime
    mine: bool
