"""Start: a hunt begins to look; it changes nothing until it is applied."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import checked_reason
from tonghao.audit.append import append
from tonghao.case_events import HuntMoved
from tonghao.db import Connection, UniqueViolation
from tonghao.errors import Refusal
from tonghao.hunts.read import get_hunt
from tonghao.hunts.types import Hunt, HuntKind
from tonghao.ids import new_id
from tonghao.screening.policy import current

_START: Final = """
    INSERT INTO hunts (id, kind, state, reason, bank_version, policy_version, total, made_by)
    SELECT $1, $2, 'scanning', $3, b.version, $4,
           (SELECT count(*) FROM media WHERE state = 'visible' AND blur IS NOT NULL), $5
      FROM bank_state b WHERE b.sole
"""


class HuntOpen(Refusal):
    """A hunt is not finished yet. Apply or cancel it first; two would find the same."""


async def start_hunt(conn: Connection, *, kind: HuntKind, reason: str, operator_id: UUID) -> Hunt:
    """Begin to look at every photo that is shown.

    Raises:
        ReasonNeeded: nothing of *reason* can be seen.
        HuntOpen: another one is not finished.

    Emits: hunt.moved. Locks: the audit head.
    """
    reason, hunt_id = checked_reason(reason), new_id()
    try:
        async with conn.transaction():
            await conn.execute(_START, hunt_id, kind, reason, current().version, operator_id)
    except UniqueViolation:
        raise HuntOpen from None
    await outbox.emit(conn, HuntMoved(hunt_id, "scanning"), audience="moderators")
    hunt = await get_hunt(conn, hunt_id)
    await append(
        conn,
        act="hunt.started",
        actor_id=operator_id,
        subject_kind="hunt",
        subject_id=hunt_id,
        circle_id=None,
        payload={
            "kind": kind,
            "reason": reason,
            "bank_version": hunt.bank_version,
            "policy_version": hunt.policy_version,
        },
    )
    return hunt
