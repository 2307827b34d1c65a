"""Withdraw an appeal that nobody has answered."""

from typing import Final
from uuid import UUID

from tonghao.appeals.lock_appeal import lock_appeal
from tonghao.appeals.read import get_own_appeal
from tonghao.appeals.types import Appeal
from tonghao.audit.append import append
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound

_WITHDRAW: Final = "UPDATE appeals SET state = 'withdrawn', ended_at = $2 WHERE id = $1"


async def withdraw_appeal(conn: Connection, *, account_id: UUID, appeal_id: UUID) -> Appeal:
    """Take one's own appeal back; another one may be made later.

    Raises:
        NotFound: there is no such appeal of theirs.
        AppealEnded: somebody decided on it.

    Locks: the appeal, the audit head.
    """
    appeal = await lock_appeal(conn, appeal_id)
    if appeal.appellant_id != account_id:
        raise NotFound
    appeal.must_be_open()
    await conn.execute(_WITHDRAW, appeal_id, now())
    await append(
        conn,
        act="appeal.withdrawn",
        actor_id=account_id,
        subject_kind="appeal",
        subject_id=appeal_id,
        circle_id=appeal.circle_id,
        payload={"against": appeal.against, "against_id": str(appeal.against_id)},
        about_id=account_id,
    )
    return await get_own_appeal(conn, account_id=account_id, appeal_id=appeal_id)
