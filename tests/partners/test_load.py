"""Partners that were approved elsewhere come in once."""

from tests.accounts.people import person
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.partners.load import LoadedPartner, load_partners
from tonghao.partners.read import staff_role


async def test_loading_twice_loads_once(conn: Connection) -> None:
    xu, clerk = await person(conn), await person(conn)
    shop = LoadedPartner(new_id(), "半页书店", "books", "许半页", xu, now(), staff=(clerk, xu))
    assert await load_partners(conn, [shop]) == 1
    assert await load_partners(conn, [shop]) == 0
    assert await load_partners(conn, []) == 0
    assert await staff_role(conn, partner_id=shop.partner_id, account_id=xu) == ("approved", "owner")
    assert await staff_role(conn, partner_id=shop.partner_id, account_id=clerk) == ("approved", "staff")
