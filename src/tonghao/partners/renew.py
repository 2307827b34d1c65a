"""Renew: once a year a partner says again who is responsible, and hands in its licence."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.circle_events import PartnerApplied
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.partners.apply import ApplicationIncomplete
from tonghao.partners.hand_in import checked_licence, hand_in, must_accept, words_of
from tonghao.partners.records import list_own_checks
from tonghao.partners.types import PartnerCheck, Renewal
from tonghao.screening.text import TextScreener

_LOCK: Final = "SELECT id FROM partners WHERE id = $1 FOR UPDATE"
_FACTS: Final = """
    SELECT p.state, p.category, s.role,
           EXISTS (SELECT FROM partner_checks c WHERE c.partner_id = p.id AND c.state = 'waiting') AS waits
      FROM partners p
      LEFT JOIN partner_staff s ON s.partner_id = p.id AND s.account_id = $2
     WHERE p.id = $1
"""


class RenewalWaits(Refusal):
    """What you handed in is waiting for the platform. You will be told."""


async def renew_partner(
    conn: Connection, *, screener: TextScreener, partner_id: UUID, account_id: UUID, renewal: Renewal
) -> PartnerCheck:
    """Put the yearly check before the platform; owner and managers of the partner may, at any time.

    Raises:
        NotFound: there is no such partner, or it is not approved and *account_id* has no part in it.
        NotAllowed: the person is neither owner nor manager, or the partner is not approved.
        RenewalWaits: one is waiting already.
        ApplicationIncomplete: the responsible person is not named.
        ConventionNeeded, LicenceNeeded, LicenceOver, PhotoRefused: see `hand_in`.
        TextRefused, CheckerAway: see `must_pass`.

    Emits: partner.applied. Locks: the partner, the photo.
    """
    await conn.execute(_LOCK, partner_id)
    facts = await conn.fetchrow(_FACTS, partner_id, account_id)
    if facts is None or (facts["role"] is None and facts["state"] != "approved"):
        raise NotFound
    if facts["role"] not in {"owner", "manager"} or facts["state"] != "approved":
        raise NotAllowed
    if facts["waits"]:
        raise RenewalWaits
    must_accept(renewal.convention_version)
    responsible = visible(renewal.responsible_name)
    if not 2 <= len(responsible) <= 40:
        raise ApplicationIncomplete(field="responsible_name")
    licence = checked_licence(facts["category"], renewal.licence, today=now().date())
    must_pass(screener, responsible, kind="name")
    must_pass(screener, "\n".join(words_of(licence)), kind="bio")
    await hand_in(
        conn,
        partner_id=partner_id,
        kind="renewal",
        category=facts["category"],
        account_id=account_id,
        responsible_name=responsible,
        licence=licence,
    )
    await outbox.emit(conn, PartnerApplied(partner_id), audience="moderators")
    return (await list_own_checks(conn, partner_id=partner_id, account_id=account_id))[0]
