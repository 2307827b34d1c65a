"""Ring: call one person more, or the same once more; when nobody is left, say so."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.audit.append import append
from tonghao.call_events import CallMoved, CallRung
from tonghao.calls.chain import chain_of, next_of
from tonghao.calls.types import AGAIN, PLATFORM
from tonghao.db import Connection, Row

_LOCK: Final = "SELECT id FROM calls WHERE id = $1 FOR UPDATE"
_FACTS: Final = """
    SELECT c.side, c.circle_id, c.severity, c.round, c.woken_round, r.partner_id
      FROM calls c LEFT JOIN circles r ON r.id = c.circle_id
     WHERE c.id = $1 AND c.answered_at IS NULL AND c.over_at IS NULL AND c.rang_out_at IS NULL
"""
_CALLED: Final = """
    SELECT account_id FROM call_tries
     WHERE call_id = $1 AND channel = 'app' AND round > $2 ORDER BY round
"""
# Nobody is called about what is theirs, or what they stepped back from.
_BESIDES: Final = """
    SELECT k.author_id FROM call_causes s JOIN cases k ON k.id = s.cause_id
     WHERE s.call_id = $1 AND s.kind = 'case' AND s.over_at IS NULL
     UNION
    SELECT r.account_id FROM call_causes s JOIN case_recusals r ON r.case_id = s.cause_id
     WHERE s.call_id = $1 AND s.kind = 'case' AND s.over_at IS NULL
"""
_CAUSE: Final = """
    SELECT kind, category FROM call_causes
     WHERE call_id = $1 ORDER BY over_at IS NOT NULL, severity DESC, at DESC LIMIT 1
"""
_ROUND: Final = "UPDATE calls SET round = $2, next_at = $3 WHERE id = $1"
# In the app it is there with the commit; the other ways are tried by a job.
_TRY: Final = """
    INSERT INTO call_tries (call_id, round, account_id, channel, made_at, sent_at)
    SELECT $1, $2, $3, w.channel, $4, CASE WHEN w.channel = 'app' THEN $4::timestamptz END
      FROM unnest(ARRAY['app', 'mail', 'webhook']) AS w (channel)
     WHERE w.channel <> 'webhook' OR EXISTS (SELECT FROM call_addresses a WHERE a.partner_id = $5)
"""
_RANG_OUT: Final = "UPDATE calls SET next_at = NULL, rang_out_at = $2 WHERE id = $1"
_TOLD: Final = "SELECT DISTINCT account_id FROM call_tries WHERE call_id = $1"


async def ring(conn: Connection, *, call_id: UUID, at: datetime) -> UUID | None:
    """Let an unanswered call ring for the next person.

    Returns:
        Whom it called; None when it is answered or over, or when everybody was called.

    Emits: call.rung, to the person; call.moved. Locks: the call, then the audit head where it rings out.
    """
    await conn.execute(_LOCK, call_id)
    call = await conn.fetchrow(_FACTS, call_id)
    if call is None:
        return None
    besides = {row[0] for row in await conn.fetch(_BESIDES, call_id)}
    chain = await chain_of(conn, side=call["side"], circle_id=call["circle_id"], at=at, besides=besides)
    called = [row[0] for row in await conn.fetch(_CALLED, call_id, call["woken_round"])]
    person = next_of(chain, called)
    if person is None:
        await _ring_out(conn, call_id, call, len(set(called)), at)
        return None
    number = call["round"] + 1
    await conn.execute(_ROUND, call_id, number, at + AGAIN)
    address = PLATFORM if call["side"] == "platform" else call["partner_id"]
    await conn.execute(_TRY, call_id, number, person, at, address)
    cause = await conn.fetchrow(_CAUSE, call_id)
    assert cause is not None
    event = CallRung(
        call_id,
        number,
        person,
        call["side"],
        call["circle_id"],
        cause["kind"],
        cause["category"],
        call["severity"],
    )
    await outbox.emit(conn, event, audience=f"account:{person}")
    await outbox.emit(conn, CallMoved(call_id, "rung", person), audience="moderators")
    return person


async def _ring_out(conn: Connection, call_id: UUID, call: Row, people: int, at: datetime) -> None:
    await conn.execute(_RANG_OUT, call_id, at)
    await tell_moved(conn, call_id, "rang_out", None)
    await append(
        conn,
        act="call.rang_out",
        actor_id=None,
        subject_kind="call",
        subject_id=call_id,
        circle_id=call["circle_id"],
        payload={"side": call["side"], "rounds": call["round"], "people": people},
    )


async def tell_moved(conn: Connection, call_id: UUID, how: str, by_id: UUID | None) -> None:
    """Let the board, and everybody whom it called, know that a call moved on.

    Emits: call.moved.
    """
    event = CallMoved(call_id, how, by_id)
    await outbox.emit(conn, event, audience="moderators")
    for row in await conn.fetch(_TOLD, call_id):
        await outbox.emit(conn, event, audience=f"account:{row[0]}")
