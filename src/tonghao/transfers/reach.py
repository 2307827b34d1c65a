"""Who may pay or ask whom: friends and people of one's circles, unless blocked, stopped or gone."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.errors import InvalidRequest, NotFound, Refusal

# Who pays ($1) before who is paid ($2); whether they need to know each other is $3.
_STANDING: Final = """
    SELECT p.is_gone, a.state, a.sanctions && ARRAY['suspend', 'close'] AS is_stopped,
           EXISTS (SELECT FROM blocks WHERE account_id = $1 AND blocked_id = $2)
           OR EXISTS (SELECT FROM blocked_by WHERE account_id = $1 AND blocker_id = $2) AS is_blocked,
           NOT $3::boolean
           OR EXISTS (SELECT FROM friendships WHERE account_id = $1 AND friend_id = $2)
           OR EXISTS (SELECT FROM joined_circles mine
                        JOIN joined_circles theirs
                          ON theirs.account_id = $2 AND theirs.circle_id = mine.circle_id
                       WHERE mine.account_id = $1) AS may_meet
      FROM profiles p
      JOIN accounts a ON a.id = p.account_id
     WHERE p.account_id = $2
"""


class PaysSelf(Refusal):
    """This is your own account. Choose somebody else."""

    status = 400


class PayeeBlocked(Refusal):
    """One of you has blocked the other, so no money can pass between you."""

    status = 403


class PayeeStopped(Refusal):
    """This account is stopped or about to be deleted and takes no money now. Nothing was moved."""


class NotAcquainted(Refusal):
    """Money goes to friends and to people of your circles. Join a circle of theirs first."""

    status = 403


# What keeps somebody from another person, for the answers of routes.
REACHING: Final = (NotFound, PaysSelf, PayeeBlocked, PayeeStopped, NotAcquainted)


async def must_reach(conn: Connection, one: UUID, other: UUID, *, strangers: bool = False) -> None:
    """Let *one* have to do with *other*, or say why not.

    Args:
        strangers: Whether they need not know each other, as when one shows the other a code.

    Raises:
        PaysSelf: they are one and the same.
        NotFound: nobody is there, or no longer.
        PayeeBlocked: one blocks the other.
        PayeeStopped: the other's account is suspended, closed or leaving.
        NotAcquainted: they are no friends and have no circle in common.
    """
    if one == other:
        raise PaysSelf
    standing = await conn.fetchrow(_STANDING, one, other, not strangers)
    if standing is None or standing["is_gone"]:
        raise NotFound
    if standing["is_blocked"]:
        raise PayeeBlocked
    if standing["is_stopped"] or standing["state"] != "active":
        raise PayeeStopped
    if not standing["may_meet"]:
        raise NotAcquainted


def must_be_own_key(key: UUID) -> None:
    """Raises InvalidRequest unless *key* is a UUIDv7, as a device makes them.

    Derived identifiers are of another version, so nobody can take one before the books need it.
    """
    if key.version != 7:
        raise InvalidRequest(reason="id: a UUIDv7 made by the device")
