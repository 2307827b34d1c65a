"""The lines of an archive, as docs/archive.md describes them, and what an import reports."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec

from tonghao.ids import derived_id, derived_time_id

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class AccountLine(msgspec.Struct, frozen=True):
    """One line of accounts.ndjson."""

    id: Id
    handle: Annotated[str, msgspec.Meta(max_length=100)]
    name: Annotated[str, msgspec.Meta(max_length=200)]
    created_at: datetime
    bio: str = ""


class FriendshipLine(msgspec.Struct, frozen=True):
    """One line of friendships.ndjson."""

    a: Id
    b: Id
    since: datetime


class CircleLine(msgspec.Struct, frozen=True):
    """One line of circles.ndjson."""

    id: Id
    name: Annotated[str, msgspec.Meta(min_length=2, max_length=30)]
    name_en: Annotated[str, msgspec.Meta(max_length=60)]
    topic: str
    partner: Annotated[str, msgspec.Meta(min_length=2, max_length=60)]
    kind: Literal["open", "invite"]
    owner: Id
    created_at: datetime
    description: Annotated[str, msgspec.Meta(max_length=500)] = ""


class MembershipLine(msgspec.Struct, frozen=True):
    """One line of memberships.ndjson."""

    circle: Id
    account: Id
    joined_at: datetime


class PostLine(msgspec.Struct, frozen=True):
    """One line of posts.ndjson; `media` names files in media/."""

    id: Id
    circle: Id
    author: Id
    text: Annotated[str, msgspec.Meta(max_length=20_000)]
    media: Annotated[list[str], msgspec.Meta(max_length=9)]
    created_at: datetime


class CommentLine(msgspec.Struct, frozen=True):
    """One line of comments.ndjson; `reply_to` is another comment of the same post, or null."""

    id: Id
    post: Id
    reply_to: Id | None
    author: Id
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=5_000)]
    created_at: datetime


class BadLine(msgspec.Struct, frozen=True):
    """A line that was left out, and why."""

    file: str
    line: int
    reason: str


class Held(msgspec.Struct, frozen=True):
    """Something that waits for a person, as live content would."""

    kind: str  # name, circle, post, comment, photo
    original_id: str
    category: str
    excerpt: str


class Report(msgspec.Struct):
    """What an import did.

    Attributes:
        rows: How many good lines each file has.
        fresh: How many of them this run brought in.
        seconds: How long each file took.
        bad: Lines that were left out, in order.
        held: What the screening held, in order.
        renamed: Handles and addresses that were taken here, with what they became.
    """

    rows: dict[str, int] = {}
    fresh: dict[str, int] = {}
    seconds: dict[str, float] = {}
    bad: list[BadLine] = []
    held: list[Held] = []
    renamed: list[str] = []


class Names:
    """The identifiers of one archive: the same at every import of it, wherever its folder lies."""

    def __init__(self, archive: str) -> None:
        self.archive: Final = archive

    def of(self, kind: str, original_id: str) -> UUID:
        """The identifier of a person, circle or partner."""
        return derived_id(self.archive, kind, original_id)

    def at(self, kind: str, original_id: str, at: datetime) -> UUID:
        """The identifier of content, which sorts by its time."""
        return derived_time_id(at.timestamp(), self.archive, kind, original_id)
