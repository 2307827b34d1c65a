"""Second: the gravest is released by two people, of whom one runs the place."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.accounts.sanction import AnotherPersonNeeded
from tonghao.accounts.types import ProfileCard
from tonghao.audit.append import append
from tonghao.case_events import CaseMoved
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.moderation.lock_case import LockedCase, NeedsOperator
from tonghao.moderation.types import ReleaseProposal

GRAVEST: Final = 4

_OPEN: Final = """
    SELECT p.id, p.proposed_by, a.role = 'operator' AS by_operator
      FROM case_proposals p JOIN accounts a ON a.id = p.proposed_by
     WHERE p.case_id = $1 AND p.ended_at IS NULL
"""
_PROPOSE: Final = """
    INSERT INTO case_proposals (case_id, id, category, note, proposed_by, at) VALUES ($1, $2, $3, $4, $5, $6)
"""
# The second person need not wait until the claim of the first is over.
_LET_GO: Final = "UPDATE cases SET claimed_by = NULL, claimed_at = NULL WHERE id = $1"
_END: Final = """
    UPDATE case_proposals SET ended_at = $2, confirmed = $3 WHERE case_id = $1 AND ended_at IS NULL
"""
_SHOWN: Final = """
    SELECT f.account_id, f.handle, f.name, f.avatar_media_id, f.is_gone, p.category, p.note, p.at
      FROM case_proposals p JOIN profiles f ON f.account_id = p.proposed_by
     WHERE p.case_id = $1 AND p.ended_at IS NULL
"""


class Signed(msgspec.Struct, frozen=True):
    """Whether a release may take effect, and who signed before."""

    is_whole: bool
    first_by: UUID | None = None


async def sign_release(
    conn: Connection, *, case: LockedCase, by: UUID, is_operator: bool, category: str, note: str
) -> Signed:
    """Propose to release the gravest, or confirm what somebody else proposed.

    Raises:
        AnotherPersonNeeded: *by* proposed it.
        NeedsOperator: neither of the two runs the place.

    Emits: case.moved, when it is proposed. Locks: the audit head then.
    """
    if case.severity < GRAVEST:
        return Signed(True)
    proposed = await conn.fetchrow(_OPEN, case.case_id)
    if proposed is None:
        await conn.execute(_PROPOSE, case.case_id, new_id(), category, note, by, now())
        await conn.execute(_LET_GO, case.case_id)
        event = CaseMoved(case.case_id, "proposed", by, None)
        await outbox.emit(conn, event, audience="moderators")
        await append(
            conn,
            act="case.release_proposed",
            actor_id=by,
            subject_kind="case",
            subject_id=case.case_id,
            circle_id=case.circle_id,
            payload={"case_id": case.case_id, "category": category, "note": note},
            about_id=case.author_id,
        )
        return Signed(False)
    if proposed["proposed_by"] == by:
        raise AnotherPersonNeeded
    if not (is_operator or proposed["by_operator"]):
        raise NeedsOperator
    return Signed(True, proposed["proposed_by"])


async def end_proposal(conn: Connection, case_id: UUID, *, confirmed: bool) -> None:
    """What was proposed is done, or the case was decided differently."""
    await conn.execute(_END, case_id, now(), confirmed)


async def find_proposal(conn: Connection, case_id: UUID) -> ReleaseProposal | None:
    """The release that waits for a second person."""
    row = await conn.fetchrow(_SHOWN, case_id)
    if row is None:
        return None
    return ReleaseProposal(ProfileCard(*row[:5]), row["category"], row["note"], row["at"])
