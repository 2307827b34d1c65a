"""A person's decisions about photos."""

import pytest

from tests.media.made import HELD, judged, pending, told, unreadable
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.media.decide import PhotoGone, hold_media, refuse_media, release_media
from tonghao.media.read import find_verdict, get_medium


async def test_a_held_photo_is_released_and_its_owner_hears(conn: Connection) -> None:
    owner_id = new_id()
    media_id = await judged(conn, owner_id, HELD)
    await release_media(conn, owner_id, media_id)
    medium = await get_medium(conn, owner_id, media_id)
    assert (medium.state, medium.category, medium.reason) == ("visible", None, None)
    audience, event = (await told(conn, "media.checked"))[-1]
    assert audience == f"account:{owner_id}"
    assert (event["state"], event["category"]) == ("visible", None)


async def test_a_removed_photo_says_so_with_the_rule_and_may_come_back(conn: Connection) -> None:
    owner_id = new_id()
    media_id = await judged(conn, owner_id)
    await refuse_media(conn, owner_id, media_id, category="sex.explicit")
    removed = await get_medium(conn, owner_id, media_id)
    assert (removed.state, removed.category) == ("refused", "sex.explicit")
    assert removed.reason is not None
    assert removed.reason.zh.startswith("管理员移除了这张照片")
    await release_media(conn, owner_id, media_id)
    assert (await get_medium(conn, owner_id, media_id)).state == "visible"


async def test_a_decision_taken_back_holds_the_photo_again(conn: Connection) -> None:
    owner_id = new_id()
    media_id = await judged(conn, owner_id, HELD)
    await release_media(conn, owner_id, media_id)
    await hold_media(conn, owner_id, media_id, category="sex.explicit")
    assert (await get_medium(conn, owner_id, media_id)).state == "held"
    assert await find_verdict(conn, owner_id, media_id) == HELD


async def test_nothing_is_decided_about_what_nobody_could_see(conn: Connection) -> None:
    owner_id = new_id()
    for media_id in (await unreadable(conn, owner_id), await pending(conn, owner_id), new_id()):
        for decided in (
            release_media(conn, owner_id, media_id),
            refuse_media(conn, owner_id, media_id, category="spam.contact"),
            hold_media(conn, owner_id, media_id, category="spam.contact"),
        ):
            with pytest.raises(PhotoGone):
                await decided
