"""The outbox is read in the order of its transactions, also where their numbers grow by a digit."""

from tonghao.db import Connection
from tonghao.events import ProfileEdited
from tonghao.ids import new_id
from tonghao.outbox import Cursor, emit, entries_after


async def test_the_hundredth_transaction_comes_after_the_ninety_ninth(conn: Connection) -> None:
    await conn.execute("DELETE FROM outbox")
    for _ in range(4):
        await emit(conn, ProfileEdited(new_id()), audience="nobody")
    ids = [row["id"] for row in await conn.fetch("SELECT id FROM outbox ORDER BY id")]
    for number, tx in zip(ids, ("9", "10", "99", "100"), strict=True):
        await conn.execute("UPDATE outbox SET tx = $1::text::xid8 WHERE id = $2", tx, number)

    read = [entry.cursor.tx for entry in await entries_after(conn, Cursor(0, 0))]

    assert read == [9, 10, 99, 100]
