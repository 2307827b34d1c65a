"""Give a role on the platform: the first operator is named on the command line."""

from typing import Final
from uuid import UUID

from tonghao.accounts.check_handle import typed_handle
from tonghao.accounts.types import Role
from tonghao.audit.append import append
from tonghao.db import Connection
from tonghao.errors import NotFound

_GIVE: Final = """
    UPDATE accounts a SET role = $2
      FROM profiles p
     WHERE p.account_id = a.id AND p.handle = $1 AND a.state IN ('active', 'unclaimed')
    RETURNING a.id
"""


async def give_role(conn: Connection, *, handle: str, role: Role, given_by: UUID | None = None) -> UUID:
    """Make the person with *handle* a member, moderator or operator, and return who it is.

    Args:
        given_by: None when it is done on the machine itself.

    Raises:
        NotFound: nobody has this handle, or they have left.

    Locks: the account, then audit_head.
    """
    account_id: UUID | None = await conn.fetchval(_GIVE, typed_handle(handle), role)
    if account_id is None:
        raise NotFound
    await append(
        conn,
        act="role.given",
        actor_id=given_by,
        subject_kind="account",
        subject_id=account_id,
        circle_id=None,
        payload={"role": role},
    )
    return account_id
