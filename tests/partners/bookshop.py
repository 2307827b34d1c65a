"""A partner for these tests."""

from uuid import UUID

from tonghao.clock import now
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.partners.load import LoadedPartner, load_partners


async def bookshop(
    conn: Connection, owner_id: UUID, *, staff: tuple[UUID, ...] = (), applied: bool = False
) -> UUID:
    """A bookshop of *owner_id*: approved, or still waiting."""
    partner_id = new_id()
    shop = LoadedPartner(
        partner_id, "半页书店", "books", "许半页", owner_id, now(), "Half a Page", staff=staff
    )
    await load_partners(conn, [shop])
    if applied:
        await conn.execute(
            "UPDATE partners SET state = 'applied', decided_at = NULL WHERE id = $1", partner_id
        )
    return partner_id
