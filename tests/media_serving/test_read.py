"""Who may fetch a photo, asked on every fetch."""

from uuid import UUID

import pytest

from tests.media.made import ALLOWED, HELD, judged, pending, unreadable
from tests.media_serving import places
from tonghao.caller import Caller
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.media.decide import refuse_media
from tonghao.media.drop import drop_medium
from tonghao.media.types import PlaceKind
from tonghao.media.use import end_uses
from tonghao.media_serving.read import must_be_fetchable
from tonghao.screening.types import Verdict

OWNER, MEMBER, STRANGER, MODERATOR = (new_id() for _ in range(4))
PEOPLE = {"owner": OWNER, "member": MEMBER, "stranger": STRANGER, "moderator": MODERATOR}
QUARANTINED = Verdict("quarantine", 4, "sex.minor", HELD.findings, "policy 1", "model 1")


def caller(account_id: UUID) -> Caller:
    role = "moderator" if account_id == MODERATOR else "member"
    return Caller(account_id, new_id(), role, "zh-CN", "adult", "active")


async def who(conn: Connection, media_id: UUID, owner_id: UUID = OWNER) -> set[str]:
    """Who of everybody may fetch the photo."""
    everybody = {
        "owner": OWNER,
        "member": MEMBER,
        "stranger": STRANGER,
        "moderator": MODERATOR,
        "nobody": None,
    }
    found = set()
    for name, account_id in everybody.items():
        viewer = None if account_id is None else caller(account_id)
        try:
            await must_be_fetchable(conn, owner_id=owner_id, media_id=media_id, viewer=viewer)
            found.add(name)
        except NotFound:
            pass
    return found


EVERYBODY = {"owner", "member", "stranger", "moderator", "nobody"}
INSIDE = {"owner", "member", "moderator"}
OWN = {"owner", "moderator"}


async def in_post(
    conn: Connection, verdict: Verdict = ALLOWED, *, kind: str = "open", state: str = "visible"
) -> tuple[UUID, UUID]:
    """A photo in a post of a circle: photo, post."""
    media_id = await judged(conn, OWNER, verdict)
    circle_id = await places.circle(conn, kind=kind, members=(OWNER, MEMBER))
    post_id = await places.post(conn, circle_id, OWNER, state=state)
    await places.used(conn, OWNER, media_id, "post", post_id, circle_id)
    return media_id, post_id


@pytest.mark.parametrize(
    ("kind", "state", "expected"),
    [
        ("open", "visible", EVERYBODY),
        ("invite", "visible", INSIDE),
        ("open", "pending", OWN),
        ("open", "removed", OWN),
        ("open", "deleted", OWN),
        ("invite", "removed", OWN),
    ],
)
async def test_a_visible_photo_is_for_whoever_may_read_the_post(
    conn: Connection, kind: str, state: str, expected: set[str]
) -> None:
    media_id, _ = await in_post(conn, kind=kind, state=state)
    assert await who(conn, media_id) == expected


async def test_a_held_photo_is_for_its_owner_and_moderators_even_in_a_visible_post(conn: Connection) -> None:
    media_id, _ = await in_post(conn, HELD)
    assert await who(conn, media_id) == OWN


async def test_what_is_quarantined_has_no_preview(conn: Connection) -> None:
    media_id, _ = await in_post(conn, QUARANTINED)
    assert await who(conn, media_id) == {"moderator"}


async def test_a_removed_photo_is_for_moderators_alone(conn: Connection) -> None:
    media_id, _ = await in_post(conn)
    await refuse_media(conn, OWNER, media_id, category="sex.explicit")
    assert await who(conn, media_id) == {"moderator"}


async def test_what_waits_or_is_dropped_or_never_was_is_for_nobody(conn: Connection) -> None:
    dropped = await judged(conn, OWNER)
    await drop_medium(conn, owner_id=OWNER, media_id=dropped)
    for media_id in (await pending(conn, OWNER), dropped, new_id()):
        assert await who(conn, media_id) == set()
    assert await who(conn, await unreadable(conn, OWNER)) <= {"moderator"}


async def test_an_unused_photo_is_its_owners(conn: Connection) -> None:
    assert await who(conn, await judged(conn, OWNER)) == OWN


async def test_a_photo_that_its_post_let_go_is_its_owners_again(conn: Connection) -> None:
    media_id, post_id = await in_post(conn)
    await end_uses(conn, place_kind="post", place_id=post_id)
    assert await who(conn, media_id) == OWN


async def test_one_place_that_one_may_see_is_enough(conn: Connection) -> None:
    media_id, _ = await in_post(conn, kind="invite")
    circle_id = await places.circle(conn)
    await places.used(conn, OWNER, media_id, "post", await places.post(conn, circle_id, OWNER), circle_id)
    assert await who(conn, media_id) == EVERYBODY


async def test_an_avatar_is_for_everybody(conn: Connection) -> None:
    media_id = await judged(conn, OWNER, purpose="avatar")
    await places.used(conn, OWNER, media_id, "avatar", OWNER, None)
    assert await who(conn, media_id) == EVERYBODY


@pytest.mark.parametrize(
    ("kind", "expected"), [("open", EVERYBODY), ("request", EVERYBODY), ("invite", INSIDE)]
)
async def test_a_cover_is_for_whoever_may_see_the_circle(
    conn: Connection, kind: str, expected: set[str]
) -> None:
    media_id = await judged(conn, OWNER, purpose="cover")
    circle_id = await places.circle(conn, kind=kind, members=(OWNER, MEMBER))
    await places.used(conn, OWNER, media_id, "cover", circle_id, circle_id)
    assert await who(conn, media_id) == expected


@pytest.mark.parametrize("by_owner", [True, False])
@pytest.mark.parametrize(("place", "hidden"), [("post", True), ("avatar", True), ("cover", False)])
async def test_a_block_hides_what_is_the_persons_not_what_is_the_circles(
    conn: Connection, by_owner: bool, place: PlaceKind, hidden: bool
) -> None:
    media_id = await judged(conn, OWNER)
    circle_id = await places.circle(conn, members=(OWNER, MEMBER))
    place_id = {"post": await places.post(conn, circle_id, OWNER), "avatar": OWNER, "cover": circle_id}[place]
    await places.used(conn, OWNER, media_id, place, place_id, None if place == "avatar" else circle_id)
    one, other = (OWNER, MEMBER) if by_owner else (MEMBER, OWNER)
    await conn.execute("INSERT INTO blocks (account_id, blocked_id) VALUES ($1, $2)", one, other)
    await conn.execute("INSERT INTO blocked_by (account_id, blocker_id) VALUES ($1, $2)", other, one)
    assert await who(conn, media_id) == (EVERYBODY - {"member"} if hidden else EVERYBODY)


async def test_anothers_photo_is_not_found_under_ones_own_name(conn: Connection) -> None:
    media_id, _ = await in_post(conn)
    assert await who(conn, media_id, owner_id=STRANGER) == set()
