"""What an event makes of a red packet equals a fresh fetch."""

from typing import Any

import pytest

from tests.laws.screens import Street
from tests.red_packets.scene import grab, made, make
from tests.world import Browser, World
from tonghao.db import Pool, writing
from tonghao.posts.delete import delete_post
from tonghao.red_packets.remove import remove_packet, show_packet


@pytest.fixture
def street(browser: Browser, world: World, pool: Pool) -> Street:
    return Street(browser, world, pool)


async def _grab(pool: Pool, packet: Any, who: Any, **more: Any) -> None:
    async with writing(pool) as conn:
        await grab(conn, packet, who, **more)


async def test_red_packets(street: Street, world: World, pool: Pool) -> None:
    circle = await world.circle(members=4)
    has, reader, first, last = circle.members
    post = await world.post(circle.circle_id, circle.owner_id)
    place = {"circle_id": circle.circle_id, "post_id": post.post_id}
    packet = await made(world, circle.owner_id, **place, share_count=3, total="9.00")
    await _grab(pool, packet, has)
    looks = {"circle": circle, "post": post, "packet": packet.packet_id}
    screens = [street.screen(who, **looks) for who in (has, reader, circle.owner_id)]
    await street.happens("a share is taken", _grab(pool, packet, first), *screens)
    await street.happens("the last one, quietly", _grab(pool, packet, last, is_quiet=True), *screens)
    await street.happens("another one is given", make(world, first, **place), *screens)
    one = {"kind": "exclusive", "share_count": 1, "to_id": reader}
    await street.happens(
        "one for one person", make(world, first, circle_id=circle.circle_id, **one), *screens
    )
    ids = {"circle_id": circle.circle_id, "packet_id": packet.packet_id}

    async def does(verb: Any, **more: Any) -> None:
        async with writing(pool) as conn:
            await verb(conn, **more)

    owners = [screens[2]]
    await street.happens("it is removed", does(remove_packet, **ids), *owners)
    await street.happens("it is shown again", does(show_packet, **ids), *owners)
    deletes = does(delete_post, **place, account_id=circle.owner_id)
    away = [street.screen(who, circle=circle, packet=packet.packet_id) for who in (has, circle.owner_id)]
    await street.happens("its post goes", deletes, *away)
    assert await street.differences() == {}
    assert {"red_packet.made", "red_packet.counted"} <= street.events
