"""The public page of a partner: who it is, since when, with which licence, and how its circles stand."""

from datetime import date
from typing import Final
from uuid import UUID

import msgspec

from tonghao.circles.read import list_cards
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.partners.read import get_partner
from tonghao.partners.types import Licence
from tonghao.tiers.read import list_window
from tonghao.tiers.types import PageCircle, PartnerPage

_LICENCE: Final = """
    SELECT licence_number, licence_issuer, licence_until FROM partner_checks
     WHERE partner_id = $1 AND state = 'approved' AND licence_number IS NOT NULL
     ORDER BY ended_at DESC LIMIT 1
"""
# A partner runs a handful; what one must be invited to is nobody's business.
_CIRCLES: Final = """
    SELECT id, tier, score FROM circles WHERE partner_id = $1 AND kind <> 'invite' AND state = 'open'
     ORDER BY member_count DESC, id DESC LIMIT 50
"""
_SCORE: Final = "SELECT min(score) FROM circles WHERE partner_id = $1 AND state = 'open'"


async def get_partner_page(conn: Connection, *, partner_id: UUID, account_id: UUID | None) -> PartnerPage:
    """The page as everybody sees it; *account_id* is told which circles they belong to.

    Raises:
        NotFound: there is no such partner, or it is not approved.
    """
    partner = await get_partner(conn, partner_id=partner_id, viewer=None)
    if partner.state != "approved":
        raise NotFound
    row = await conn.fetchrow(_LICENCE, partner_id)
    found = await conn.fetch(_CIRCLES, partner_id)
    cards = await list_cards(conn, [one["id"] for one in found], account_id)
    circles = []
    for one in found:
        last = await list_window(conn, circle_id=one["id"], since=date.min, most=1)
        circles.append(PageCircle(cards[one["id"]], one["tier"], one["score"], last[0] if last else None))
    return PartnerPage(
        msgspec.structs.replace(partner, reason=""),
        await conn.fetchval(_SCORE, partner_id),
        None if row is None else Licence(*row),
        circles,
    )
