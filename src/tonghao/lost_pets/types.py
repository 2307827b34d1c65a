"""The nouns of lost pets."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.media.types import ShownPhoto
from tonghao.remarks.types import MediaIds

PetState = Literal["missing", "found", "closed"]


class NewLostPet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is missing, since when and where; `post_id` is a thread of the circle about it."""

    name: Annotated[str, Meta(min_length=1, max_length=30)]
    place: Annotated[str, Meta(min_length=1, max_length=60)]
    seen_at: datetime
    about: Annotated[str, Meta(max_length=500)] = ""
    media_ids: MediaIds = []
    post_id: UUID | None = None


class SearchEnd(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the search ended, with thanks to all and to those whose sightings helped."""

    state: Literal["found", "closed"]
    thanks: Annotated[str, Meta(max_length=500)] = ""
    remark_ids: Annotated[list[UUID], Meta(max_length=50)] = []


class LostPet(msgspec.Struct, frozen=True):
    """A notice; `ended_at` is when it was found or given up, `thanks` what was said then."""

    lost_pet_id: UUID
    made_by: ProfileCard
    name: str
    about: str
    place: str
    seen_at: datetime
    photos: list[ShownPhoto]
    post_id: UUID | None
    state: PetState
    ended_at: datetime | None
    thanks: str
    sighting_count: int
    created_at: datetime
    mine: bool
