"""Somebody who is gone works nowhere, and somebody else is answerable."""

from tests.accounts.people import person
from tests.partners.bookshop import bookshop
from tonghao.db import Connection
from tonghao.partners.drop_person import drop_person
from tonghao.partners.read import list_my_partners, staff_role


async def test_whoever_has_been_there_longest_becomes_the_owner(conn: Connection) -> None:
    xu, clerk, newer = [await person(conn) for _ in range(3)]
    shop = await bookshop(conn, xu, staff=(clerk, newer))
    await conn.execute(
        "UPDATE partner_staff SET since = now() + interval '1 day' WHERE account_id = $1", newer
    )
    waiting = await bookshop(conn, xu, applied=True)
    for _ in range(2):
        await drop_person(conn, account_id=xu)
    assert await staff_role(conn, partner_id=shop, account_id=clerk) == ("approved", "owner")
    assert await staff_role(conn, partner_id=shop, account_id=newer) == ("approved", "staff")
    assert await list_my_partners(conn, xu) == []
    assert await conn.fetchval("SELECT count(*) FROM partners WHERE id = $1", waiting) == 0
