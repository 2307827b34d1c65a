"""Lock an appeal for whoever is about to end it."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao.appeals.types import AppealAgainst, AppealParty, AppealState
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.moderation.types import SubjectKind


class AppealEnded(Refusal):
    """This appeal was answered or withdrawn already. Load it again to see how."""


class AppealBarred(Refusal):
    """You decided this, it concerns you, or you belong to this circle. A colleague has to decide on it."""

    status = 403


_LOCK: Final = "SELECT id FROM appeals WHERE id = $1 FOR UPDATE"
_FACTS: Final = """
    SELECT id, number, against, against_id, case_id, act, party, appellant_id, subject_kind, subject_id,
           circle_id, post_id, category, state
      FROM appeals WHERE id = $1
"""
_BARRED: Final = "SELECT appeal_bars($1, $2)"
_SOMEBODY: Final = """
    SELECT EXISTS (SELECT FROM accounts p
                    WHERE p.role <> 'member' AND p.state = 'active' AND NOT appeal_bars($1, p.id))
"""


class LockedAppeal(msgspec.Struct, frozen=True):
    """What a verb must know of an appeal."""

    appeal_id: UUID
    number: str
    against: AppealAgainst
    against_id: UUID
    case_id: UUID | None
    act: str
    party: AppealParty
    appellant_id: UUID
    subject_kind: SubjectKind
    subject_id: UUID
    circle_id: UUID | None
    post_id: UUID | None
    category: str
    state: AppealState

    def must_be_open(self) -> None:
        """Raises AppealEnded for what was answered, settled or withdrawn."""
        if self.state != "open":
            raise AppealEnded


async def lock_appeal(conn: Connection, appeal_id: UUID) -> LockedAppeal:
    """Keep others away from the appeal until the commit, and read it.

    Raises:
        NotFound: there is no such appeal.

    Locks: the appeal.
    """
    await conn.execute(_LOCK, appeal_id)
    row = await conn.fetchrow(_FACTS, appeal_id)
    if row is None:
        raise NotFound
    return LockedAppeal(*row)


async def is_barred(conn: Connection, *, appeal_id: UUID, account_id: UUID) -> bool:
    """Whether somebody else has to decide on it: the first decision or the thing itself is theirs."""
    return bool(await conn.fetchval(_BARRED, appeal_id, account_id))


async def can_be_decided(conn: Connection, appeal_id: UUID) -> bool:
    """Whether anybody of the platform may decide on it; otherwise its operator has to appoint somebody."""
    return bool(await conn.fetchval(_SOMEBODY, appeal_id))
