"""HTTP for tiers."""

from uuid import UUID

from litestar import Router, get

from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.db import Pool, reading
from tonghao.errors import InvalidRequest, NotFound
from tonghao.tiers.partner_page import get_partner_page
from tonghao.tiers.types import PartnerPage


@get(
    "/partners/{partner_id:uuid}/page",
    operation_id="getPartnerPage",
    responses=refusals(InvalidRequest, NotFound),
)
async def partner_page(partner_id: UUID, viewer: Caller | None, pool: Pool) -> PartnerPage:
    """The public page of a partner: who it is, its licence, its circles."""
    async with reading(pool) as conn:
        return await get_partner_page(
            conn, partner_id=partner_id, account_id=viewer.account_id if viewer else None
        )


router = Router("/", route_handlers=[partner_page], tags=["tiers"])
