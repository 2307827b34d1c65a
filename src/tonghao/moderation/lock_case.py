"""Lock a case for whoever is about to change it."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.circles.order_restriction import OwnCircle
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.moderation.types import CaseState, Snapshot, SubjectKind


class OwnContent(Refusal):
    """This is your own content, so somebody else has to decide on it. Leave it to a colleague."""

    status = 403


class Recused(Refusal):
    """You stepped back from this case. Leave it to a colleague."""

    status = 403


class CaseClosed(Refusal):
    """This case is decided already. Load it again to see how."""


class ClaimedByAnother(Refusal):
    """Somebody else is working on this case. Take another one, or come back in a quarter of an hour."""


class NeedsOperator(Refusal):
    """Of the two people who release the gravest content one runs the place. Ask an operator to look."""

    status = 403


_LOCK: Final = "SELECT id FROM cases WHERE id = $1 FOR UPDATE"

_FACTS: Final = """
    SELECT id, subject_kind, subject_id, circle_id, post_id, author_id, category, severity, state,
           snapshot, CASE WHEN claimed_at > now() - interval '15 minutes' THEN claimed_by END AS claimed_by,
           claimed_at
      FROM cases WHERE id = $1
"""

# Nobody decides about what is theirs, about a circle in which they have a part, or where they stepped back.
_BARS: Final = """
    SELECT c.author_id = $2,
           EXISTS (SELECT FROM memberships m
                    WHERE m.circle_id = c.circle_id AND m.account_id = $2 AND m.role <> 'member')
        OR EXISTS (SELECT FROM circles r JOIN partner_staff s ON s.partner_id = r.partner_id
                    WHERE r.id = c.circle_id AND s.account_id = $2),
           EXISTS (SELECT FROM case_recusals r WHERE r.case_id = c.id AND r.account_id = $2)
      FROM cases c WHERE c.id = $1
"""


class Bars(msgspec.Struct, frozen=True):
    """Why somebody must keep away from a case."""

    is_own: bool
    has_part: bool
    stepped_back: bool

    @property
    def any(self) -> bool:
        return self.is_own or self.has_part or self.stepped_back

    def refusal(self) -> type[Refusal] | None:
        """What an act of theirs is refused with."""
        if self.stepped_back:
            return Recused
        if self.is_own:
            return OwnContent
        return OwnCircle if self.has_part else None

    def code(self) -> str:
        """The code of that refusal; empty when they may act."""
        refusal = self.refusal()
        return refusal().code() if refusal else ""


async def bars_of(conn: Connection, *, case_id: UUID, account_id: UUID) -> Bars:
    """What keeps *account_id* away from a case that exists."""
    row = await conn.fetchrow(_BARS, case_id, account_id)
    return Bars(*row) if row else Bars(False, False, False)


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


async def lock_case(
    conn: Connection, *, case_id: UUID, account_id: UUID, for_circle: bool = False
) -> LockedCase:
    """Keep others away from the case until the commit, and read it.

    Args:
        account_id: The moderator who is about to act.
        for_circle: They act as one who answers for the circle: their part in it is no bar.

    Raises:
        NotFound: there is no such case.
        OwnContent: it is about something of *account_id*.
        OwnCircle: it is about a circle in which *account_id* has a part.
        Recused: *account_id* stepped back from it.

    Locks: the case.
    """
    await conn.execute(_LOCK, case_id)
    row = await conn.fetchrow(_FACTS, case_id)
    if row is None:
        raise NotFound
    bars = await bars_of(conn, case_id=case_id, account_id=account_id)
    refusal = bars.refusal()
    if refusal is not None and not (for_circle and refusal is OwnCircle):
        raise refusal
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
