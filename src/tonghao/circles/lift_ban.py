"""Lift a ban: somebody may join and write again."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.circle_events import BanLifted
from tonghao.circles.access import Access
from tonghao.circles.record_act import NO_REASON, ActReason, record_act
from tonghao.db import Connection
from tonghao.errors import NotFound

_LIFT: Final = """
    DELETE FROM circle_bans WHERE circle_id = $1 AND account_id = $2 RETURNING banned_by, reason, until
"""


async def lift_ban(
    conn: Connection, *, access: Access, account_id: UUID, reason: ActReason = NO_REASON
) -> None:
    """End the ban of *account_id* before its time.

    Args:
        access: Of the person who asks; they must host.

    Raises:
        NotAllowed: the person does not host.
        NotFound: there is no such ban.

    Emits: ban.lifted. Locks: the ban, then the audit log.
    """
    access.must_host()
    lifted = await conn.fetchrow(_LIFT, access.circle_id, account_id)
    if lifted is None:
        raise NotFound
    act_id = await record_act(
        conn,
        access=access,
        act="ban.lifted",
        subject_kind="account",
        subject_id=account_id,
        reason=reason,
        undo={"banned_by": lifted["banned_by"], "reason": lifted["reason"], "until": lifted["until"]},
        kept={
            "before": {"banned": True, "until": lifted["until"], "reason": lifted["reason"]},
            "after": {"banned": False},
        },
    )
    await outbox.emit(conn, BanLifted(access.circle_id, account_id, act_id), audience="nobody")
