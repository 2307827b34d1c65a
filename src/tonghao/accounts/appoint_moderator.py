"""Appoint a moderator: who runs the place names others to decide beside them, and takes that back."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.sanction import OwnAccount
from tonghao.audit.append import append
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal

_LOCK: Final = "SELECT id FROM accounts WHERE id = $1 FOR NO KEY UPDATE"
_FACTS: Final = "SELECT role, state, age_class FROM accounts WHERE id = $1"
_GIVE: Final = "UPDATE accounts SET role = $2 WHERE id = $1"


class RoleFromMachine(Refusal):
    """This person runs the place. Who does is named on the machine itself: ./tonghao make-operator."""


class MinorAppointed(Refusal):
    """This person is not an adult. What moderators look at is not for them; name somebody else."""


class Appointment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether the person decides for the platform from now on."""

    moderates: bool


async def appoint_moderator(conn: Connection, *, account_id: UUID, moderates: bool, by: UUID) -> None:
    """Let somebody decide for the platform, or no more; the same again changes nothing.

    With a single person nobody could decide on an appeal against what that person decided.

    Args:
        by: Who runs the place.

    Raises:
        OwnAccount: *by* means themself.
        NotFound: there is no such account, or its person is leaving.
        RoleFromMachine: the other runs the place, too.
        MinorAppointed: the other is a minor.

    Locks: the account, then the audit log.
    """
    if account_id == by:
        raise OwnAccount
    await conn.execute(_LOCK, account_id)
    facts = await conn.fetchrow(_FACTS, account_id)
    if facts is None or facts["state"] != "active":
        raise NotFound
    if facts["role"] == "operator":
        raise RoleFromMachine
    if moderates and facts["age_class"] != "adult":
        raise MinorAppointed
    role = "moderator" if moderates else "member"
    if facts["role"] == role:
        return
    await conn.execute(_GIVE, account_id, role)
    await append(
        conn,
        act="role.given",
        actor_id=by,
        subject_kind="account",
        subject_id=account_id,
        circle_id=None,
        payload={"role": role},
    )
