"""Appoint: the owner gives a member a role, or takes it back."""

from typing import Final, Literal
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.circles.record_act import NO_REASON, ActReason, record_act
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal

MOST_HOSTS: Final = 3
MOST_HELPERS: Final = 10

_LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_STAFF: Final = "SELECT account_id, role FROM memberships WHERE circle_id = $1 AND role <> 'member'"
_IS_MEMBER: Final = "SELECT EXISTS (SELECT FROM memberships WHERE circle_id = $1 AND account_id = $2)"
_AGE_CLASS: Final = "SELECT age_class FROM accounts WHERE id = $1"
_APPOINT: Final = "UPDATE memberships SET role = $3 WHERE circle_id = $1 AND account_id = $2"
_APPOINT_TOO: Final = "UPDATE joined_circles SET role = $3 WHERE account_id = $2 AND circle_id = $1"
_CLEAR_DUTY: Final = "DELETE FROM duty_shifts WHERE circle_id = $1 AND account_id = $2"
_CLEAR_EXCEPTIONS: Final = """
    DELETE FROM duty_exceptions WHERE circle_id = $1 AND (absent_id = $2 OR cover_id = $2)
"""


class TooManyHosts(Refusal):
    """A circle has three hosts at most. Take the role from one of them first."""


class TooManyHelpers(Refusal):
    """A circle has ten helpers at most. Take the role from one of them first."""


class AdultsAppointed(Refusal):
    """Only an adult can look after a circle, so a minor cannot be host or helper. Choose somebody else."""

    status = 403


class CircleOwnerStays(Refusal):
    """The owner's own role cannot be changed. Ask the platform if somebody is to take over."""


async def appoint_member(
    conn: Connection,
    *,
    access: Access,
    account_id: UUID,
    role: Literal["host", "helper", "member"],
    reason: ActReason = NO_REASON,
) -> None:
    """Give a member a role; a plain member again loses their duty hours too.

    Args:
        access: Of the person who asks; they must own the circle, or have the right from its partner.

    Raises:
        NotAllowed: the person may not appoint.
        NotFound: *account_id* is no member.
        CircleOwnerStays: *account_id* is the owner.
        AdultsAppointed: *account_id* is a minor, and the role is not that of a plain member.
        TooManyHosts, TooManyHelpers: all places are taken.

    Locks: the circle, then the audit log.
    """
    access.must("appoint")
    circle_id = access.circle_id
    await conn.execute(_LOCK_CIRCLE, circle_id)
    staff = {row[0]: row[1] for row in await conn.fetch(_STAFF, circle_id)}
    before = staff.pop(account_id, "member")
    if before == "owner":
        raise CircleOwnerStays
    if before == role:
        if role == "member" and not await conn.fetchval(_IS_MEMBER, circle_id, account_id):
            raise NotFound
        return
    if role != "member" and await conn.fetchval(_AGE_CLASS, account_id) == "minor":
        raise AdultsAppointed
    await refuse_when_full(conn, circle_id=circle_id, account_id=account_id, role=role)
    if await conn.execute(_APPOINT, circle_id, account_id, role) == "UPDATE 0":
        raise NotFound
    await conn.execute(_APPOINT_TOO, circle_id, account_id, role)
    if role == "member":
        await conn.execute(_CLEAR_DUTY, circle_id, account_id)
        await conn.execute(_CLEAR_EXCEPTIONS, circle_id, account_id)
    await record_act(
        conn,
        access=access,
        act="member.appointed",
        subject_kind="account",
        subject_id=account_id,
        reason=reason,
        shown={"before": before, "role": role},
        undo={"before": before, "role": role},
    )


async def refuse_when_full(conn: Connection, *, circle_id: UUID, account_id: UUID, role: str) -> None:
    """Raises TooManyHosts or TooManyHelpers when others hold all places; the caller has locked the circle."""
    held = [row["role"] for row in await conn.fetch(_STAFF, circle_id) if row["account_id"] != account_id]
    if role == "host" and held.count("host") >= MOST_HOSTS:
        raise TooManyHosts
    if role == "helper" and held.count("helper") >= MOST_HELPERS:
        raise TooManyHelpers
