"""The nouns of the home feed."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from tonghao.posts.types import Post


class Why(msgspec.Struct, frozen=True):
    """The reason an entry is shown."""

    kind: str  # joined_circle
    circle_id: UUID
    circle_name: str
    joined_at: datetime


class FeedEntry(msgspec.Struct, frozen=True):
    """One post and why it is here."""

    post: Post
    why: Why


class Mute(msgspec.Struct, frozen=True):
    """A circle or a person that is kept out of the home feed."""

    subject_kind: Literal["circle", "account"]
    subject_id: UUID
    name: str
    at: datetime
