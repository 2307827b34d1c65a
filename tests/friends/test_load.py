"""An archive's friendships come in at once, and only once."""

from tests.accounts.people import person
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.friends.load import load_friendships


async def test_loading_twice_loads_once(conn: Connection) -> None:
    man, lin, zheng = [await person(conn) for _ in range(3)]
    rows = [(man, lin, now()), (lin, man, now()), (lin, zheng, now()), (man, man, now())]
    assert await load_friendships(conn, rows) == 2
    assert await load_friendships(conn, rows) == 0
    assert await load_friendships(conn, []) == 0
    friends = await conn.fetch("SELECT friend_id FROM friendships WHERE account_id = $1", lin)
    assert {row["friend_id"] for row in friends} == {man, zheng}
