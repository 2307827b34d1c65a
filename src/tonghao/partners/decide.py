"""Decide: an operator approves or refuses an organisation that applied."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import visible
from tonghao.audit.append import append
from tonghao.circle_events import PartnerDecided
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.partners.types import Partner

_LONGEST_REASON: Final = 1000

_LOCK: Final = "SELECT id FROM partners WHERE id = $1 FOR UPDATE"
_FACTS: Final = "SELECT state, applied_by FROM partners WHERE id = $1"
_OWNS: Final = "SELECT EXISTS (SELECT FROM partner_staff WHERE partner_id = $1 AND account_id = $2)"
_DECIDE: Final = """
    UPDATE partners SET state = $2, reason = $3, decided_by = $4, decided_at = now()
     WHERE id = $1
    RETURNING id, name, name_en, category, about, responsible_name, state, reason, created_at, decided_at
"""


class OwnApplication(Refusal):
    """You work for this organisation yourself. Another operator must decide."""

    status = 403


class PartnerAlreadyDecided(Refusal):
    """Somebody has decided about this organisation already. Load the list again to see how."""


class PartnerReasonNeeded(Refusal):
    """Say why in 1 to 1000 characters: the organisation reads it."""

    status = 400


async def approve_partner(conn: Connection, *, partner_id: UUID, operator_id: UUID) -> Partner:
    """Let the organisation run circles.

    Raises:
        NotFound: there is no such application.
        OwnApplication: the operator made it, or works there.
        PartnerAlreadyDecided: another operator was quicker.

    Emits: partner.decided. Locks: the partner, then audit_head.
    """
    return await _decide(conn, partner_id=partner_id, operator_id=operator_id, state="approved", reason="")


async def refuse_partner(conn: Connection, *, partner_id: UUID, operator_id: UUID, reason: str) -> Partner:
    """Tell the organisation why not.

    Raises:
        PartnerReasonNeeded: nothing visible was said, or too much.
        NotFound, OwnApplication, PartnerAlreadyDecided: see `approve_partner`.

    Emits: partner.decided. Locks: the partner, then audit_head.
    """
    said = visible(reason, lines=True)
    if not 1 <= len(said) <= _LONGEST_REASON:
        raise PartnerReasonNeeded
    return await _decide(conn, partner_id=partner_id, operator_id=operator_id, state="refused", reason=said)


async def _decide(
    conn: Connection, *, partner_id: UUID, operator_id: UUID, state: str, reason: str
) -> Partner:
    await conn.execute(_LOCK, partner_id)
    facts = await conn.fetchrow(_FACTS, partner_id)
    if facts is None:
        raise NotFound
    if facts["applied_by"] == operator_id or await conn.fetchval(_OWNS, partner_id, operator_id):
        raise OwnApplication
    if facts["state"] != "applied":
        raise PartnerAlreadyDecided(state=facts["state"])
    row = await conn.fetchrow(_DECIDE, partner_id, state, reason, operator_id)
    assert row is not None
    await outbox.emit(
        conn,
        PartnerDecided(partner_id, facts["applied_by"], state == "approved", reason),
        audience="nobody",
    )
    await append(
        conn,
        act=f"partner.{state}",
        actor_id=operator_id,
        subject_kind="partner",
        subject_id=partner_id,
        circle_id=None,
        payload={"reason": reason},
        about_id=facts["applied_by"],
    )
    return Partner(*row)
