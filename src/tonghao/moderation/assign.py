"""Assign: a case is given to a person, so that one knows whose it is."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.types import ProfileCard
from tonghao.audit.append import append
from tonghao.case_events import CaseMoved
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.moderation.lock_case import bars_of, lock_case
from tonghao.moderation.read import get_case
from tonghao.moderation.types import Case

# Whoever gave it away has not claimed it any more.
_ASSIGN: Final = """
    UPDATE cases SET assigned_to = $2, assigned_by = CASE WHEN $2::uuid IS NULL THEN NULL ELSE $3::uuid END,
                     assigned_at = CASE WHEN $2::uuid IS NULL THEN NULL ELSE $4::timestamptz END,
                     claimed_by = CASE WHEN claimed_by = $3 AND $2 <> $3 THEN NULL ELSE claimed_by END,
                     claimed_at = CASE WHEN claimed_by = $3 AND $2 <> $3 THEN NULL ELSE claimed_at END
     WHERE id = $1
"""
_WORKS: Final = """
    SELECT EXISTS (SELECT FROM accounts
                    WHERE id = $1 AND role IN ('moderator', 'operator') AND state = 'active'
                      AND NOT sanctions && '{suspend,close}')
"""
_COLLEAGUES: Final = """
    SELECT p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone
      FROM accounts a JOIN profiles p ON p.account_id = a.id
     WHERE a.role IN ('moderator', 'operator') AND a.state = 'active' AND NOT a.sanctions && '{suspend,close}'
     ORDER BY p.name, p.account_id LIMIT 200
"""


class CannotTakeCase(Refusal):
    """This person cannot decide here: it is theirs, of their circle, or they stepped back. Choose another."""


async def assign_case(
    conn: Connection, *, case_id: UUID, moderator_id: UUID, assignee_id: UUID | None
) -> Case:
    """Give an open case to *assignee_id*, or to nobody again; others may still decide it.

    Raises:
        NotFound: there is no such case.
        OwnContent, OwnCircle, Recused: the moderator must keep away from it.
        CaseClosed: it is decided.
        ClaimedByAnother: somebody else claimed it less than 15 minutes ago.
        CannotTakeCase: the other does not work for the platform, or must keep away from it.

    Emits: case.moved. Locks: the case, the audit head.
    """
    case = await lock_case(conn, case_id=case_id, account_id=moderator_id)
    case.must_be_open_to(moderator_id)
    if assignee_id is not None:
        works = await conn.fetchval(_WORKS, assignee_id)
        if not works or (await bars_of(conn, case_id=case_id, account_id=assignee_id)).any:
            raise CannotTakeCase
    await conn.execute(_ASSIGN, case_id, assignee_id, moderator_id, now())
    event = CaseMoved(case_id, "assigned", moderator_id, assignee_id)
    await outbox.emit(conn, event, audience="moderators")
    await append(
        conn,
        act="case.assigned",
        actor_id=moderator_id,
        subject_kind="case",
        subject_id=case_id,
        circle_id=case.circle_id,
        payload={"case_id": case_id, "assigned_to": assignee_id},
    )
    return await get_case(conn, case_id=case_id, viewer_id=moderator_id)


async def list_colleagues(conn: Connection) -> list[ProfileCard]:
    """Everybody who works the queue."""
    return [ProfileCard(*row) for row in await conn.fetch(_COLLEAGUES)]
