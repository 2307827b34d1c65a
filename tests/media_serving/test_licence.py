"""The photo of a licence is for whoever handed it in and for the people of the platform."""

import pytest

from tests.partners.bookshop import applied, licence
from tests.world import World
from tonghao.caller import Caller
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.media_serving.read import must_be_fetchable

_SHOW = """
    UPDATE media SET state = 'visible', width = 4, height = 3, blur = 'x', checked_at = now() WHERE id = $1
"""


async def test_a_licence_is_seen_by_its_owner_and_the_platform_alone(conn: Connection, world: World) -> None:
    owner, clerk, moderator = [await world.account(role=role) for role in ("member", "member", "moderator")]
    paper = await licence(conn, owner)
    partner_id = await applied(conn, world.screener, owner, category="finance", licence=paper)
    await conn.execute("INSERT INTO partner_staff VALUES ($1, $2, 'manager')", partner_id, clerk)
    await conn.execute(_SHOW, paper.media_id)
    for account_id, role in ((owner, "member"), (moderator, "moderator")):
        caller = Caller(account_id, new_id(), role, "zh-CN", "adult", "active")
        await must_be_fetchable(conn, owner_id=owner, media_id=paper.media_id, viewer=caller)
    for viewer in (None, Caller(clerk, new_id(), "member", "zh-CN", "adult", "active")):
        with pytest.raises(NotFound):
            await must_be_fetchable(conn, owner_id=owner, media_id=paper.media_id, viewer=viewer)
