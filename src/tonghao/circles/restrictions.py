"""What a circle may not do for now, why and until when; reading it changes nothing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, Literal, get_args
from uuid import UUID

import msgspec

from tonghao.accounts.types import ProfileCard
from tonghao.db import Connection, Row
from tonghao.errors import Refusal
from tonghao.paging import LAST_ID, Page, from_cursor, to_cursor

RestrictionKind = Literal[
    "read_only", "pre_check", "photo_check", "no_photos", "invite_only", "hidden", "closed", "tips_off"
]
RestrictionSource = Literal["sanction", "brake", "breaker", "tier", "duty", "licence"]
# The gravest first: of several that apply, a person is told of that one.
KINDS: Final[tuple[str, ...]] = (
    "closed", "read_only", "pre_check", "no_photos", "photo_check", "invite_only", "hidden", "tips_off",
)  # fmt: skip
assert set(KINDS) == set(get_args(RestrictionKind))

PAGE: Final = 30

_KINDS_OF: Final = "SELECT restrictions FROM circles WHERE id = $1"
_OPEN_OF: Final = """
    SELECT id, kind, source, reason, reason_en, at, until
      FROM circle_restrictions WHERE circle_id = $1 AND ended_at IS NULL
     ORDER BY at, id
"""
_HISTORY: Final = """
    SELECT r.id, r.kind, r.source, r.reason, r.reason_en, r.at, r.until, r.ended_at, r.end_reason,
           p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone,
           e.account_id, e.handle, e.name, e.avatar_media_id, e.is_gone
      FROM circle_restrictions r
      LEFT JOIN profiles p ON p.account_id = r.set_by
      LEFT JOIN profiles e ON e.account_id = r.ended_by
     WHERE r.circle_id = $1 AND r.id < $2
     ORDER BY r.id DESC LIMIT $3
"""


class CircleClosed(Refusal):
    """This circle is closed. It can still be read, but nothing new can be added."""


class CircleReadOnly(Refusal):
    """This circle can only be read for now. The details say why and until when."""


class PhotosStopped(Refusal):
    """This circle takes no new photos for now. The details say why and until when; words are welcome."""


class PhotosLater(Refusal):
    """Here only those take photos in who joined some days ago: a rule of this circle. Words are welcome."""

    status = 403


class OnlyByInvitation(Refusal):
    """People come into this circle by invitation only for now. The details say why and until when."""

    status = 403


class EachTextWaits(Refusal):
    """A person looks at each text of this circle first for now: write posts and comments, nothing else."""


# What a restriction keeps from being added, for the answers of routes: words at least, photos perhaps.
STOPPED: Final = (CircleClosed, CircleReadOnly, EachTextWaits)


class Restriction(msgspec.Struct, frozen=True):
    """One thing that a circle may not do for now.

    Attributes:
        source: sanction and brake are set by a person of the platform, the others by a rule.
        reason: In Chinese where a rule set it; `reason_en` is empty where a person wrote the reason.
        until: Null while no end is set.
    """

    restriction_id: UUID
    kind: RestrictionKind
    source: RestrictionSource
    reason: str
    reason_en: str
    at: datetime
    until: datetime | None


class PastRestriction(Restriction, frozen=True):
    """One in the history of a circle; `set_by` and `ended_by` are null where a rule did it."""

    ended_at: datetime | None
    end_reason: str
    set_by: ProfileCard | None
    ended_by: ProfileCard | None


def restrictions_from(raw: Any) -> tuple[Restriction, ...]:
    """What the function `open_restrictions` of the database gave."""
    return msgspec.convert(raw or [], tuple[Restriction, ...])


def gravest(restrictions: Iterable[Restriction], *kinds: str) -> Restriction | None:
    """Of those of *kinds* the gravest that lasts longest; None when there is none."""
    found = [one for one in restrictions if one.kind in kinds]
    found.sort(key=lambda one: (KINDS.index(one.kind), one.until is not None, -(_seconds(one.until))))
    return found[0] if found else None


def why(restriction: Restriction) -> dict[str, object]:
    """The details of a refusal that *restriction* causes."""
    return {
        "reason": restriction.reason,
        "reason_en": restriction.reason_en,
        "source": restriction.source,
        "until": restriction.until,
    }


def must_be_open(state: str, restrictions: Iterable[Restriction]) -> None:
    """Raises CircleClosed, with the reason where there is one, unless *state* is open."""
    if state != "open":
        closed = gravest(restrictions, "closed")
        raise CircleClosed(**(why(closed) if closed else {}))


def must_take_people(state: str, restrictions: Iterable[Restriction]) -> None:
    """Raises CircleClosed, or OnlyByInvitation while nobody comes in without an invitation."""
    standing = tuple(restrictions)
    must_be_open(state, standing)
    if only := gravest(standing, "invite_only"):
        raise OnlyByInvitation(**why(only))


def _seconds(moment: datetime | None) -> float:
    return 0.0 if moment is None else moment.timestamp()


async def restrictions_of(conn: Connection, circle_id: UUID) -> frozenset[str]:
    """The kinds of restrictions that are in force; empty also for a circle that does not exist."""
    return frozenset(await conn.fetchval(_KINDS_OF, circle_id) or ())


async def open_restrictions(conn: Connection, circle_id: UUID) -> list[Restriction]:
    """The restrictions in force, the oldest first."""
    return [Restriction(*row) for row in await conn.fetch(_OPEN_OF, circle_id)]


async def list_restrictions(
    conn: Connection, *, circle_id: UUID, cursor: str | None = None, limit: int = PAGE
) -> Page[PastRestriction]:
    """All restrictions of a circle, past and present, the newest first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    (last,) = from_cursor(cursor, tuple[UUID]) or (LAST_ID,)
    rows = await conn.fetch(_HISTORY, circle_id, last, limit + 1)
    found = [_past(row) for row in rows[:limit]]
    return Page(found, to_cursor(found[-1].restriction_id) if len(rows) > limit else None)


def _past(row: Row) -> PastRestriction:
    set_by = None if row[9] is None else ProfileCard(*row[9:14])
    ended_by = None if row[14] is None else ProfileCard(*row[14:19])
    return PastRestriction(*[*row[:9], set_by, ended_by])
