"""Steer: a hunt is paused, goes on, is applied or cancelled."""

from typing import Final, Literal
from uuid import UUID

from tonghao import outbox
from tonghao.audit.append import append
from tonghao.case_events import HuntMoved
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.hunts.read import get_hunt
from tonghao.hunts.types import Hunt

Move = Literal["pause", "resume", "apply", "cancel"]

_LOCK: Final = "SELECT id FROM hunts WHERE id = $1 FOR UPDATE"
_FACTS: Final = "SELECT state, scanned_at IS NOT NULL AS scanned FROM hunts WHERE id = $1"
_MOVE: Final = """
    UPDATE hunts
       SET state = $2, confirmed_by = CASE WHEN $2 = 'applying' THEN coalesce(confirmed_by, $3)
                                           ELSE confirmed_by END,
           ended_at = CASE WHEN $2 = 'cancelled' THEN now() END
     WHERE id = $1
"""
_FROM: Final[dict[Move, frozenset[str]]] = {
    "pause": frozenset({"scanning", "applying"}),
    "resume": frozenset({"paused"}),
    "apply": frozenset({"ready"}),
    "cancel": frozenset({"scanning", "paused", "ready"}),
}
_ACTS: Final[dict[Move, str]] = {
    "pause": "hunt.paused",
    "resume": "hunt.resumed",
    "apply": "hunt.applied",
    "cancel": "hunt.cancelled",
}


class HuntElsewhere(Refusal):
    """The hunt is not where you saw it. Load it again, then decide."""


async def steer_hunt(conn: Connection, *, hunt_id: UUID, move: Move, operator_id: UUID) -> Hunt:
    """Pause, resume, apply or cancel a hunt. One that is paused half applied goes on with applying.

    Raises:
        NotFound: there is no such hunt.
        HuntElsewhere: its state does not allow *move*.

    Emits: hunt.moved. Locks: the hunt, the audit head.
    """
    if await conn.fetchval(_LOCK, hunt_id) is None:
        raise NotFound
    facts = await conn.fetchrow(_FACTS, hunt_id)
    assert facts is not None
    if facts["state"] not in _FROM[move]:
        raise HuntElsewhere
    state = {"pause": "paused", "apply": "applying", "cancel": "cancelled"}.get(move)
    if state is None:
        state = "applying" if facts["scanned"] else "scanning"
    await conn.execute(_MOVE, hunt_id, state, operator_id)
    await outbox.emit(conn, HuntMoved(hunt_id, state), audience="moderators")
    hunt = await get_hunt(conn, hunt_id)
    await append(
        conn,
        act=_ACTS[move],
        actor_id=operator_id,
        subject_kind="hunt",
        subject_id=hunt_id,
        circle_id=None,
        payload={"seen": hunt.seen, "found": hunt.found, "held": hunt.held},
    )
    return hunt
