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
# Whoever decided, made, reported or looks after it; and whoever set what is to be lifted.
_BARRED: Final = """
    SELECT a.appellant_id = $2
        OR EXISTS (SELECT FROM cases c WHERE c.id = a.case_id AND c.author_id = $2)
        OR EXISTS (SELECT FROM case_decisions d WHERE d.case_id = a.case_id AND d.decided_by = $2)
        OR EXISTS (SELECT FROM reports r WHERE r.case_id = a.case_id AND r.reporter_id = $2)
        OR EXISTS (SELECT FROM memberships m
                    WHERE m.circle_id = a.circle_id AND m.account_id = $2 AND m.role <> 'member')
        OR EXISTS (SELECT FROM circles c JOIN partner_staff s ON s.partner_id = c.partner_id
                    WHERE c.id = a.circle_id AND s.account_id = $2)
        OR EXISTS (SELECT FROM circle_restrictions r
                    WHERE r.circle_id = a.circle_id AND r.id = a.against_id AND r.set_by = $2)
        OR EXISTS (SELECT FROM circle_acts t
                    WHERE t.circle_id = a.circle_id AND t.id = a.against_id AND t.actor_id = $2)
        OR EXISTS (SELECT FROM account_sanctions s
                    WHERE s.account_id = a.subject_id AND s.id = a.against_id
                      AND (s.set_by = $2 OR s.second_by = $2))
        OR EXISTS (SELECT FROM account_sanctions s JOIN case_decisions d ON d.case_id = s.case_id
                    WHERE s.account_id = a.subject_id AND s.id = a.against_id AND d.decided_by = $2)
      FROM appeals a WHERE a.id = $1
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
