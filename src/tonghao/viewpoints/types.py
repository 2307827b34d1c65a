"""The nouns of viewpoints."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.moderation.types import CaseCircle, SeenPhoto

Place = Literal["post", "circle", "feed"]
# Why somebody sees nothing; empty where they see something.
WhyNot = Literal[
    "", "no_post", "no_circle", "waits", "held", "removed", "deleted", "closed_to_them", "not_member",
    "muted", "labelled", "blocked", "further_down", "signed_out",
]  # fmt: skip


class NewViewpoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`handle` is null for somebody without an account."""

    place: Place
    handle: Annotated[str, Meta(min_length=1, max_length=40)] | None = None


class SeenPost(msgspec.Struct, frozen=True):
    """A post as somebody sees it, without what they did with it.

    Attributes:
        is_subject: Whether the case is about it.
        state: visible, or what its author alone sees of it.
    """

    post_id: UUID
    circle: CaseCircle
    author: ProfileCard
    html: str
    photos: list[SeenPhoto]
    state: str
    label: str | None
    published_at: datetime | None
    comment_count: int
    is_subject: bool


class Viewpoint(msgspec.Struct, frozen=True):
    """What somebody sees at one place of a case.

    Attributes:
        person: Null for somebody without an account.
        role: Theirs in the case's circle; null when they are no member.
        why_not: Why they do not see what the case is about; empty when they do.
        posts: Of a circle or a feed the newest; of a feed only those of the case's circle, or
            of its author where it lies in none.
    """

    person: ProfileCard | None
    place: Place
    circle: CaseCircle | None
    role: str | None
    why_not: WhyNot
    posts: list[SeenPost]
