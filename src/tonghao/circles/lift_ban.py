"""Lift a ban: somebody may join and write again."""

from typing import Final
from uuid import UUID

from tonghao.audit.append import append
from tonghao.circles.types import Access
from tonghao.db import Connection
from tonghao.errors import NotFound

_LIFT: Final = """
    DELETE FROM circle_bans WHERE circle_id = $1 AND account_id = $2 RETURNING banned_by, until
"""


async def lift_ban(conn: Connection, *, access: Access, account_id: UUID) -> None:
    """End the ban of *account_id* before its time.

    Args:
        access: Of the person who asks; they must host.

    Raises:
        NotAllowed: the person does not host.
        NotFound: there is no such ban.

    Locks: the ban, then the audit log.
    """
    access.must_host()
    lifted = await conn.fetchrow(_LIFT, access.circle_id, account_id)
    if lifted is None:
        raise NotFound
    await append(
        conn,
        act="ban.lifted",
        actor_id=access.account_id,
        subject_kind="account",
        subject_id=account_id,
        circle_id=access.circle_id,
        payload={"banned_by": str(lifted["banned_by"]), "until": lifted["until"]},
    )
