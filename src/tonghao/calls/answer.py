"""Answer: somebody says "I am on it", and the call rings no more."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.audit.append import append
from tonghao.calls.ring import tell_moved
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal

# In the order of their numbers, since two people may answer the two sides at once.
_LOCK: Final = "SELECT id FROM calls WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE"
# Whoever was called, works for that side, or runs the place.
_FACTS: Final = """
    SELECT c.circle_id, c.answered_by, c.over_at, p.name,
           EXISTS (SELECT FROM call_tries t WHERE t.call_id = c.id AND t.account_id = $2)
        OR EXISTS (SELECT FROM accounts a
                    WHERE a.id = $2 AND (a.role = 'operator'
                                         OR a.role = 'moderator' AND c.side = 'platform'))
        OR c.side = 'partner'
           AND EXISTS (SELECT FROM memberships m
                        WHERE m.circle_id = c.circle_id AND m.account_id = $2 AND m.role <> 'member')
           AS is_theirs,
           EXISTS (SELECT FROM call_causes s JOIN cases k ON k.id = s.cause_id
                    WHERE s.call_id = c.id AND s.kind = 'case' AND s.over_at IS NULL AND k.author_id = $2)
           AS is_own
      FROM calls c LEFT JOIN profiles p ON p.account_id = c.answered_by
     WHERE c.id = $1
"""
_ANSWER: Final = """
    UPDATE calls SET answered_by = $2, answered_at = $3, next_at = NULL
     WHERE id = $1 AND answered_at IS NULL
    RETURNING circle_id, side, opened_at
"""
# Who was called for both sides, since one of them has nobody else, says it once.
_OTHER_SIDE: Final = """
    SELECT o.id FROM calls c JOIN calls o ON o.circle_id = c.circle_id AND o.side <> c.side
     WHERE c.id = $1 AND o.answered_at IS NULL AND o.over_at IS NULL
       AND EXISTS (SELECT FROM call_tries t WHERE t.call_id = o.id AND t.account_id = $2)
       AND EXISTS (SELECT FROM call_causes s JOIN call_causes z ON z.kind = s.kind AND z.cause_id = s.cause_id
                    WHERE s.call_id = c.id AND z.call_id = o.id AND s.over_at IS NULL)
     ORDER BY o.id
"""
_OF_CASE: Final = """
    SELECT c.id FROM call_causes s JOIN calls c ON c.id = s.call_id
     WHERE s.kind = 'case' AND s.cause_id = $1 AND s.over_at IS NULL
       AND c.answered_at IS NULL AND c.over_at IS NULL AND c.side = 'platform'
     ORDER BY c.id
"""


class CallAnswered(Refusal):
    """Somebody is on it already. The duty board says who."""


class CallOver(Refusal):
    """There is nothing left to do: what this call was about is decided."""


class OwnCall(Refusal):
    """This call is about something of yours. Somebody else answers it."""

    status = 403


async def answer_call(conn: Connection, *, call_id: UUID, account_id: UUID, at: datetime) -> None:
    """Say that *account_id* is on it, for the side that the call rings for, or both if both called them.

    Raises:
        NotFound: there is no such call, or it is none of theirs.
        OwnCall: it is about their own content.
        CallOver: what it was about is decided.
        CallAnswered: somebody was quicker.

    Emits: call.moved. Locks: the calls of both sides by id, then the audit head.
    """
    others = [row["id"] for row in await conn.fetch(_OTHER_SIDE, call_id, account_id)]
    await conn.execute(_LOCK, [call_id, *others])
    call = await conn.fetchrow(_FACTS, call_id, account_id)
    if call is None or not call["is_theirs"]:
        raise NotFound
    if call["is_own"]:
        raise OwnCall
    if call["over_at"] is not None:
        raise CallOver
    if call["answered_by"] is not None:
        raise CallAnswered(name=call["name"])
    for one in (call_id, *others):
        await settle_answer(conn, call_id=one, account_id=account_id, at=at)


async def answer_by_work(conn: Connection, *, case_id: UUID, account_id: UUID, at: datetime) -> None:
    """Whoever takes the case of a call has answered for the platform.

    Emits: call.moved. Locks: the calls, then the audit head.
    """
    calls = [row["id"] for row in await conn.fetch(_OF_CASE, case_id)]
    await conn.execute(_LOCK, calls)
    for one in calls:
        await settle_answer(conn, call_id=one, account_id=account_id, at=at)


async def settle_answer(conn: Connection, *, call_id: UUID, account_id: UUID, at: datetime) -> None:
    """Write down who is on it; a call that was answered stays as it was.

    Emits: call.moved. Locks: the call, then the audit head.
    """
    call = await conn.fetchrow(_ANSWER, call_id, account_id, at)
    if call is None:
        return
    await tell_moved(conn, call_id, "answered", account_id)
    await append(
        conn,
        act="call.answered",
        actor_id=account_id,
        subject_kind="call",
        subject_id=call_id,
        circle_id=call["circle_id"],
        payload={"side": call["side"], "seconds": int((at - call["opened_at"]).total_seconds())},
    )
