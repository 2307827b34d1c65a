"""Decide: people of the platform sign for an organisation that applied or renews, or refuse it."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import visible
from tonghao.audit.append import append
from tonghao.circle_events import PartnerDecided
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.partners.types import Partner

_LONGEST_REASON: Final = 1000
# A look holds for a year, or until the licence ends.
YEAR: Final = timedelta(days=365)

_LOCK: Final = "SELECT id FROM partners WHERE id = $1 FOR UPDATE"
_FACTS: Final = """
    SELECT p.state, p.applied_by, c.id, c.kind, c.signatures, c.handed_in_by, c.licence_until,
           c.responsible_name, c.convention_version, c.first_by, a.role AS first_role,
           EXISTS (SELECT FROM partner_staff s WHERE s.partner_id = p.id AND s.account_id = $2) AS works_there
      FROM partners p
      LEFT JOIN partner_checks c ON c.partner_id = p.id AND c.state = 'waiting'
      LEFT JOIN accounts a ON a.id = c.first_by
     WHERE p.id = $1
"""
_SIGN_FIRST: Final = """
    UPDATE partner_checks SET first_by = $3, first_at = $4 WHERE partner_id = $1 AND id = $2
"""
_SIGN_SECOND: Final = """
    UPDATE partner_checks SET second_by = $3, second_at = $4 WHERE partner_id = $1 AND id = $2
"""
_END: Final = """
    UPDATE partner_checks SET state = 'approved', ended_at = $3 WHERE partner_id = $1 AND id = $2
"""
_REFUSE_CHECK: Final = """
    UPDATE partner_checks SET state = 'refused', refused_by = $3, reason = $4, ended_at = $5
     WHERE partner_id = $1 AND id = $2
"""
_APPROVE: Final = """
    UPDATE partners
       SET state = 'approved', reason = '',
           decided_by = CASE WHEN state = 'applied' THEN $2 ELSE decided_by END,
           decided_at = CASE WHEN state = 'applied' THEN $3 ELSE decided_at END,
           due_at = $4, reminded_at = NULL, lapsed_at = NULL, responsible_name = $5, convention_version = $6
     WHERE id = $1
"""
_REFUSE: Final = """
    UPDATE partners SET state = 'refused', reason = $2, decided_by = $3, decided_at = $4
     WHERE id = $1 AND state = 'applied'
"""
_STANDS: Final = """
    SELECT id, name, name_en, category, about, responsible_name, state, reason, created_at, decided_at,
           due_at, lapsed_at
      FROM partners WHERE id = $1
"""


class OwnApplication(Refusal):
    """You work for this organisation yourself. Another operator must decide."""

    status = 403


class PartnerAlreadyDecided(Refusal):
    """Somebody has decided about this organisation already. Load the list again to see how."""


class PartnerReasonNeeded(Refusal):
    """Say why in 1 to 1000 characters: the organisation reads it."""

    status = 400


class SignedAlready(Refusal):
    """You have signed already. In this category a second person of the platform must look, too."""


class OperatorMustSign(Refusal):
    """A moderator may give one of two signatures; the other, or the only one, is an operator's."""

    status = 403


async def approve_partner(
    conn: Connection,
    *,
    partner_id: UUID,
    signer_id: UUID,
    is_operator: bool = True,
    at: datetime | None = None,
) -> Partner:
    """Sign for the organisation; with the last signature it may run circles, for a year.

    Where the category asks for two signatures, the first changes nothing but itself. A licence that ends
    sooner ends the year.

    Args:
        is_operator: Whether the signer runs the platform; a moderator may give one signature of two.
        at: When; now unless the clock is a simulated one.

    Raises:
        NotFound: there is no such organisation.
        OwnApplication: the signer handed it in, or works there.
        PartnerAlreadyDecided: nothing waits any more.
        SignedAlready: the same person has signed before.
        OperatorMustSign: a moderator alone cannot.

    Emits: partner.decided. Locks: the partner, then audit_head.
    """
    at = at or now()
    facts = await _waiting(conn, partner_id, signer_id)
    if facts["first_by"] == signer_id:
        raise SignedAlready
    if not is_operator and (facts["signatures"] == 1 or facts["first_role"] not in {None, "operator"}):
        raise OperatorMustSign
    is_first = facts["first_by"] is None
    await conn.execute(_SIGN_FIRST if is_first else _SIGN_SECOND, partner_id, facts["id"], signer_id, at)
    if is_first and facts["signatures"] == 2:
        await _write_down(conn, "partner.signed", partner_id, signer_id, facts, "")
        return await _partner(conn, partner_id)
    await conn.execute(_END, partner_id, facts["id"], at)
    due_at = at + YEAR
    if facts["licence_until"] is not None:
        due_at = min(due_at, datetime.combine(facts["licence_until"] + timedelta(days=1), time(), UTC))
    responsible, convention = facts["responsible_name"], facts["convention_version"]
    await conn.execute(_APPROVE, partner_id, signer_id, at, due_at, responsible, convention)
    await _tell(conn, partner_id, facts, approved=True, reason="")
    await _write_down(conn, "partner.approved", partner_id, signer_id, facts, "")
    return await _partner(conn, partner_id)


async def refuse_partner(
    conn: Connection, *, partner_id: UUID, operator_id: UUID, reason: str, at: datetime | None = None
) -> Partner:
    """Tell the organisation why not. Of a renewal the old check holds until it is over.

    Raises:
        PartnerReasonNeeded: nothing visible was said, or too much.
        NotFound, OwnApplication, PartnerAlreadyDecided: see `approve_partner`.

    Emits: partner.decided. Locks: the partner, then audit_head.
    """
    said = visible(reason, lines=True)
    if not 1 <= len(said) <= _LONGEST_REASON:
        raise PartnerReasonNeeded
    at = at or now()
    facts = await _waiting(conn, partner_id, operator_id)
    await conn.execute(_REFUSE_CHECK, partner_id, facts["id"], operator_id, said, at)
    await conn.execute(_REFUSE, partner_id, said, operator_id, at)
    await _tell(conn, partner_id, facts, approved=False, reason=said)
    await _write_down(conn, "partner.refused", partner_id, operator_id, facts, said)
    return await _partner(conn, partner_id)


async def _waiting(conn: Connection, partner_id: UUID, signer_id: UUID) -> Row:
    await conn.execute(_LOCK, partner_id)
    facts = await conn.fetchrow(_FACTS, partner_id, signer_id)
    if facts is None:
        raise NotFound
    if signer_id in {facts["applied_by"], facts["handed_in_by"]} or facts["works_there"]:
        raise OwnApplication
    if facts["id"] is None:
        raise PartnerAlreadyDecided(state=facts["state"])
    return facts


async def _partner(conn: Connection, partner_id: UUID) -> Partner:
    row = await conn.fetchrow(_STANDS, partner_id)
    assert row is not None
    return Partner(*row)


async def _tell(conn: Connection, partner_id: UUID, facts: Row, *, approved: bool, reason: str) -> None:
    event = PartnerDecided(
        partner_id, facts["handed_in_by"], approved, reason, facts["id"], facts["kind"] == "renewal"
    )
    await outbox.emit(conn, event, audience="nobody")


async def _write_down(
    conn: Connection, act: str, partner_id: UUID, signer_id: UUID, facts: Row, reason: str
) -> None:
    await append(
        conn,
        act=act,
        actor_id=signer_id,
        subject_kind="partner",
        subject_id=partner_id,
        circle_id=None,
        payload={"reason": reason, "kind": facts["kind"], "check_id": str(facts["id"])},
        about_id=facts["handed_in_by"],
    )
