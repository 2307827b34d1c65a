"""What was decided about a person: the nouns, what follows from strikes, and every query that reads them."""

import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.caller import Muted, Suspended
from tonghao.db import Connection, Row
from tonghao.errors import Refusal
from tonghao.paging import LAST_ID, Page, from_cursor, to_cursor

SanctionKind = Literal["strike", "mute", "suspend", "close", "freeze"]
# What may follow from a case at once; a wallet is frozen for itself.
WishKind = Literal["strike", "mute", "suspend", "close"]
SanctionState = Literal["proposed", "in_force", "ended"]
PAGE: Final = 30

_MINE: Final = """
    SELECT id, kind, category, case_id, reason, reason_en, at, in_force_at, until, ended_at, end_reason
      FROM account_sanctions
     WHERE account_id = $1 AND id < $2 AND in_force_at IS NOT NULL
     ORDER BY id DESC LIMIT $3
"""
_OF_PERSON: Final = """
    SELECT s.id, s.kind, s.category, s.case_id, s.reason, s.reason_en, s.at, s.in_force_at, s.until,
           s.ended_at, s.end_reason, s.hours,
           f.account_id, f.handle, f.name, f.avatar_media_id, f.is_gone,
           p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone,
           q.account_id, q.handle, q.name, q.avatar_media_id, q.is_gone
      FROM account_sanctions s
      JOIN profiles f ON f.account_id = s.account_id
      LEFT JOIN profiles p ON p.account_id = s.set_by
      LEFT JOIN profiles q ON q.account_id = s.second_by
     WHERE s.account_id = $1 AND s.id < $2
     ORDER BY s.id DESC LIMIT $3
"""
_PROPOSED: Final = """
    SELECT s.id, s.kind, s.category, s.case_id, s.reason, s.reason_en, s.at, s.in_force_at, s.until,
           s.ended_at, s.end_reason, s.hours,
           f.account_id, f.handle, f.name, f.avatar_media_id, f.is_gone,
           p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone,
           q.account_id, q.handle, q.name, q.avatar_media_id, q.is_gone
      FROM account_sanctions s
      JOIN profiles f ON f.account_id = s.account_id
      LEFT JOIN profiles p ON p.account_id = s.set_by
      LEFT JOIN profiles q ON q.account_id = s.second_by
     WHERE s.in_force_at IS NULL AND s.ended_at IS NULL
       AND (s.at, s.id) < (COALESCE($1, 'infinity'::timestamptz),
                           COALESCE($2, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
     ORDER BY s.at DESC, s.id DESC LIMIT $3
"""
_IN_FORCE: Final = """
    SELECT kind, reason, reason_en, until FROM account_sanctions
     WHERE account_id = $1 AND kind = ANY($2::text[]) AND in_force_at IS NOT NULL AND ended_at IS NULL
     ORDER BY array_position('{close,suspend,mute}', kind) LIMIT 1
"""
_STRIKES: Final = """
    SELECT count(*) FROM account_sanctions
     WHERE account_id = $1 AND kind = 'strike' AND ended_at IS NULL AND until > $2
"""


class Step(msgspec.Struct, frozen=True):
    """What follows from so many strikes in force."""

    strikes: int
    kind: Literal["mute", "suspend"]
    hours: int


class StrikeRules(msgspec.Struct, frozen=True):
    """`strikes.toml` as it stands."""

    version: str
    window_days: int
    steps: list[Step]

    def step_of(self, strikes: int) -> Step | None:
        """What this number of strikes brings; None for nothing new."""
        reached = [step for step in self.steps if step.strikes == strikes]
        highest = max(self.steps, key=lambda step: step.strikes)
        return reached[0] if reached else highest if strikes > highest.strikes else None


class NewSanction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person of the platform decides about somebody; `hours` is null without end, and of a strike."""

    kind: SanctionKind
    category: Annotated[str, Meta(min_length=1, max_length=40)]
    reason: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]
    hours: Annotated[int, Meta(ge=1, le=87_600)] | None = None


class Sanction(msgspec.Struct, frozen=True):
    """What was decided about a person, as that person reads it: the rule, why, and until when.

    Attributes:
        category: Of the policy; its rule is told with it.
        until: Of a strike: how long it counts. Null without end.
        may_appeal: Whether it is in force and can be appealed against.
    """

    sanction_id: UUID
    kind: SanctionKind
    category: str
    case_id: UUID | None
    reason: str
    reason_en: str
    at: datetime
    in_force_at: datetime | None
    until: datetime | None
    ended_at: datetime | None
    end_reason: str
    state: SanctionState


class SanctionOfPerson(Sanction, frozen=True):
    """The same as the platform reads it; `set_by` is null where a rule did it."""

    hours: int | None
    person: ProfileCard
    set_by: ProfileCard | None
    second_by: ProfileCard | None


@cache
def rules() -> StrikeRules:
    """What follows from strikes."""
    text = (Path(__file__).parent / "strikes.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), StrikeRules)


def _state(in_force_at: datetime | None, ended_at: datetime | None) -> SanctionState:
    if ended_at is not None:
        return "ended"
    return "proposed" if in_force_at is None else "in_force"


async def list_own_sanctions(
    conn: Connection, *, account_id: UUID, cursor: str | None = None, limit: int = PAGE
) -> Page[Sanction]:
    """What was decided about *account_id*, the newest first; a proposal is not yet decided.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    (last,) = from_cursor(cursor, tuple[UUID]) or (LAST_ID,)
    rows = await conn.fetch(_MINE, account_id, last, limit + 1)
    found = [Sanction(*[*row, _state(row[7], row[9])]) for row in rows[:limit]]
    return Page(found, to_cursor(found[-1].sanction_id) if len(rows) > limit else None)


def of_person(row: Row) -> SanctionOfPerson:
    """The row of a query with the columns of `_OF_PERSON`."""
    set_by = None if row[17] is None else ProfileCard(*row[17:22])
    second_by = None if row[22] is None else ProfileCard(*row[22:27])
    head = [*row[:11], _state(row[7], row[9])]
    return SanctionOfPerson(*[*head, row[11], ProfileCard(*row[12:17]), set_by, second_by])


async def list_sanctions(
    conn: Connection, *, account_id: UUID, cursor: str | None = None, limit: int = PAGE
) -> Page[SanctionOfPerson]:
    """The same for the platform, with proposals and with who decided.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    (last,) = from_cursor(cursor, tuple[UUID]) or (LAST_ID,)
    rows = await conn.fetch(_OF_PERSON, account_id, last, limit + 1)
    found = [of_person(row) for row in rows[:limit]]
    return Page(found, to_cursor(found[-1].sanction_id) if len(rows) > limit else None)


async def list_proposals(
    conn: Connection, *, cursor: str | None = None, limit: int = PAGE
) -> Page[SanctionOfPerson]:
    """What waits for a second person, the newest first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    at, last = from_cursor(cursor, tuple[datetime, UUID]) or (None, None)
    rows = await conn.fetch(_PROPOSED, at, last, limit + 1)
    found = [of_person(row) for row in rows[:limit]]
    return Page(found, to_cursor(found[-1].at, found[-1].sanction_id) if len(rows) > limit else None)


async def count_strikes(conn: Connection, account_id: UUID, moment: datetime) -> int:
    """How many strikes of *account_id* count at *moment*."""
    return int(await conn.fetchval(_STRIKES, account_id, moment))


async def refusal_of(conn: Connection, account_id: UUID, *kinds: str) -> Refusal:
    """Why *account_id* may not, with the reason and the end of the gravest of *kinds*."""
    row = await conn.fetchrow(_IN_FORCE, account_id, list(kinds))
    if row is None:
        return Muted()
    refusal = Muted if row["kind"] == "mute" else Suspended
    return refusal(reason=row["reason"], reason_en=row["reason_en"], source=row["kind"], until=row["until"])
