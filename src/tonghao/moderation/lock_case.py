"""Lock a case for whoever is about to change it."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.moderation.types import CaseState, Snapshot, SubjectKind


class OwnContent(Refusal):
    """This is your own content, so somebody else has to decide on it. Leave it to a colleague."""

    status = 403


class CaseClosed(Refusal):
    """This case is decided already. Load it again to see how."""


class ClaimedByAnother(Refusal):
    """Somebody else is working on this case. Take another one, or come back in a quarter of an hour."""


class NeedsOperator(Refusal):
    """Content of the gravest kind is released by an operator only. Ask one to look."""

    status = 403


_LOCK: Final = "SELECT id FROM cases WHERE id = $1 FOR UPDATE"

_FACTS: Final = """
    SELECT id, subject_kind, subject_id, circle_id, post_id, author_id, category, severity, state,
           snapshot, CASE WHEN claimed_at > now() - interval '15 minutes' THEN claimed_by END AS claimed_by,
           claimed_at
      FROM cases WHERE id = $1
"""


class LockedCase(msgspec.Struct, frozen=True):
    """What a verb must know of a case. `claimed_by` is None once the claim is old."""

    case_id: UUID
    subject_kind: SubjectKind
    subject_id: UUID
    circle_id: UUID | None
    post_id: UUID | None
    author_id: UUID
    category: str
    severity: int
    state: CaseState
    snapshot: Snapshot
    claimed_by: UUID | None
    claimed_at: datetime | None

    def must_be_open_to(self, account_id: UUID) -> None:
        """Raises CaseClosed, or ClaimedByAnother for 15 minutes after somebody else took it."""
        if self.state != "open":
            raise CaseClosed
        if self.claimed_by not in {None, account_id}:
            raise ClaimedByAnother(claimed_at=self.claimed_at)


async def lock_case(conn: Connection, *, case_id: UUID, account_id: UUID) -> LockedCase:
    """Keep others away from the case until the commit, and read it.

    Args:
        account_id: The moderator who is about to act.

    Raises:
        NotFound: there is no such case.
        OwnContent: it is about something of *account_id*.

    Locks: the case.
    """
    await conn.execute(_LOCK, case_id)
    row = await conn.fetchrow(_FACTS, case_id)
    if row is None:
        raise NotFound
    if row["author_id"] == account_id:
        raise OwnContent
    return LockedCase(
        row["id"],
        row["subject_kind"],
        row["subject_id"],
        row["circle_id"],
        row["post_id"],
        row["author_id"],
        row["category"],
        row["severity"],
        row["state"],
        msgspec.convert(row["snapshot"], Snapshot),
        row["claimed_by"],
        row["claimed_at"],
    )
