"""Fetching photos over HTTP."""

from uuid import UUID

import pytest

from tests.media import pictures
from tests.media_serving import places
from tests.world import Browser, World
from tonghao.ids import new_id
from tonghao.media.decide import refuse_media

SIZES = {"small": 320, "medium": 960, "large": 2048}


def address(owner_id: UUID, media_id: UUID, file: str = "small.webp") -> str:
    return f"/media/{owner_id}/{media_id}/{file}"


async def shown(world: World, owner_id: UUID) -> UUID:
    """A photo that everybody may fetch."""
    media_id = await world.photo(owner_id, pictures.saved(pictures.scene(2400, 1600)))
    async with world.writing() as conn:
        circle_id = await places.circle(conn)
        await places.used(
            conn, owner_id, media_id, "post", await places.post(conn, circle_id, owner_id), circle_id
        )
    return media_id


async def test_anybody_fetches_each_rendition_of_a_public_photo(world: World, browser: Browser) -> None:
    owner_id = new_id()
    media_id = await shown(world, owner_id)
    for name, side in SIZES.items():
        answer = await browser.get(address(owner_id, media_id, f"{name}.webp"))
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "image/webp"
        assert answer.headers["cache-control"] == "private, no-cache"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"] == "default-src 'none'"
        assert answer.headers["content-disposition"] == "inline"
        assert max(pictures.opened(answer.content).size) == side


async def test_a_kept_photo_is_asked_about_and_forgotten_when_it_was_removed(
    world: World, browser: Browser
) -> None:
    owner_id = new_id()
    media_id = await shown(world, owner_id)
    first = await browser.get(address(owner_id, media_id))
    kept = {"If-None-Match": first.headers["etag"]}
    again = await browser.get(address(owner_id, media_id), headers=kept)
    assert (again.status_code, again.content) == (304, b"")
    async with world.writing() as conn:
        await refuse_media(conn, owner_id, media_id, category="sex.explicit")
    assert (await browser.get(address(owner_id, media_id), headers=kept)).status_code == 404


async def test_not_for_you_and_not_there_are_one_answer(world: World, browser: Browser) -> None:
    owner_id = await world.account()
    held = await world.photo(owner_id, pictures.test_card())
    waiting = await world.photo(owner_id, pictures.saved(pictures.scene(333, 222)), checked=False)
    await browser.as_(await world.account())
    answers = [
        await browser.get(path)
        for path in (
            address(owner_id, held),
            address(owner_id, waiting),
            address(owner_id, new_id()),
            address(new_id(), held),
            address(owner_id, held, "original.webp"),
            address(owner_id, held, "small.jpg"),
            f"/media/quarantine/{owner_id}/{waiting}",
            f"/media/{owner_id}/{held}/..%2f..%2fquarantine",
        )
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert {answer.headers["cache-control"] for answer in answers[:6]} == {"no-store"}


async def test_owner_and_moderator_fetch_what_is_held(world: World, browser: Browser) -> None:
    owner_id = await world.account()
    held = await world.photo(owner_id, pictures.test_card())
    for viewer, status in (
        (owner_id, 200),
        (await world.account(role="moderator"), 200),
        (await world.account(), 404),
        (None, 404),
    ):
        await browser.as_(viewer)
        assert (await browser.get(address(owner_id, held, "large.webp"))).status_code == status


@pytest.mark.parametrize("path", ["/media/x/y/small.webp", "/media//", "/media/1"])
async def test_what_is_no_address_is_not_found(browser: Browser, path: str) -> None:
    assert (await browser.get(path)).status_code == 404
