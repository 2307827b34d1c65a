"""The nouns of search."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from tonghao.accounts.types import ProfileCard
from tonghao.circles.types import CircleCard

Kind = Literal["all", "posts", "floors"]
Order = Literal["best", "newest"]


class Piece(msgspec.Struct, frozen=True):
    """A part of a snippet; `hit` when it was asked for."""

    text: str
    hit: bool = False


class Hit(msgspec.Struct, frozen=True):
    """A post (no `comment_id`) or a comment that was found; `floor` is 1 for the post itself."""

    circle_id: UUID
    circle_slug: str
    circle_name: str
    circle_name_en: str
    post_id: UUID
    comment_id: UUID | None
    floor: int
    author: ProfileCard
    snippet: list[Piece]
    at: datetime
    comment_count: int
    like_count: int
    photo_count: int
    is_solved: bool


class Hits(msgspec.Struct, frozen=True):
    """A page of what was found; `loosened`: nothing has all the words, these have some."""

    entries: list[Hit]
    next_cursor: str | None = None
    loosened: bool = False


class Names(msgspec.Struct, frozen=True):
    """Circles and people with such a name; `did_you_mean` when one is only nearly so called."""

    circles: list[CircleCard]
    people: list[ProfileCard]
    did_you_mean: str | None = None
