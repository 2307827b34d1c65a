"""Posts with photos: nobody sees one before all its photos are fit to be seen."""

import pytest

from tests.media import made as media
from tests.posts.made import HELD, of
from tests.world import World
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.media.check import settle_photo
from tonghao.media.decide import hold_media, refuse_media, release_media
from tonghao.media.read import list_uses
from tonghao.media.types import Judged
from tonghao.media.use import PhotoRefused
from tonghao.posts.delete import delete_post
from tonghao.posts.edit import edit_post
from tonghao.posts.photos import TooManyPhotos
from tonghao.posts.read import get_post
from tonghao.posts.release import release_post
from tonghao.posts.settle import settle_post
from tonghao.posts.types import PhotoDraft, Post


async def _seen(conn: Connection, post: Post, viewer_id=None) -> Post:
    return await get_post(conn, circle_id=post.circle_id, post_id=post.post_id, viewer_id=viewer_id)


async def _settle(conn: Connection, post: Post) -> str | None:
    return await settle_post(conn, circle_id=post.circle_id, post_id=post.post_id)


async def test_a_post_waits_for_all_its_photos(here: World, conn: Connection):
    made = await here.circle(on_duty=True)
    me = made.owner_id
    ready, waiting = await media.judged(conn, me), await media.pending(conn, me)
    drafts = [PhotoDraft(waiting, "日出"), PhotoDraft(ready)]
    post = await here.post(made.circle_id, me, photos=drafts)
    assert (post.state, [photo.state for photo in post.photos]) == ("pending", ["pending", "visible"])
    assert [photo.alt for photo in post.photos] == ["日出", "一只猫"]
    with pytest.raises(NotFound):
        await _seen(conn, post)
    assert await _settle(conn, post) == "pending"
    looked = Judged(verdict=media.ALLOWED, width=120, height=80, blur="1QcSHQRnh493V4dIh4eXh1h4kJUI")
    await settle_photo(conn, owner_id=me, media_id=waiting, judged=looked)
    assert await _settle(conn, post) == "visible"
    seen = await _seen(conn, post)
    assert [(photo.state, photo.width, photo.height) for photo in seen.photos] == [("visible", 120, 80)] * 2
    for audience in (f"circle:{made.circle_id}", f"account:{me}"):
        assert len(of(await here.events("post.published", audience), post)) == 1


async def test_a_held_photo_holds_the_post_until_a_person_releases_it(here: World, conn: Connection):
    made = await here.circle(on_duty=True)
    me = made.owner_id
    bad = await media.judged(conn, me, media.HELD)
    post = await here.post(made.circle_id, me, photos=[PhotoDraft(bad)])
    assert (post.state, post.category) == ("held", "sex.explicit")
    assert of(await here.events("post.held"), post) == []  # the photo's own case is enough
    await release_media(conn, me, bad)
    assert await _settle(conn, post) == "visible"
    await hold_media(conn, me, bad, category="sex.explicit")
    assert await _settle(conn, post) == "held"
    [hidden] = of(await here.events("post.hidden", f"circle:{made.circle_id}"), post)
    assert hidden["state"] == "held"
    await refuse_media(conn, me, bad, category="sex.explicit")
    assert await _settle(conn, post) == "held"


async def test_the_author_takes_a_bad_photo_out_and_the_post_comes(here: World, conn: Connection):
    made = await here.circle(on_duty=True)
    me = made.owner_id
    broken, fine = await media.pending(conn, me), await media.judged(conn, me)
    post = await here.post(made.circle_id, me, photos=[PhotoDraft(broken), PhotoDraft(fine)])
    await settle_photo(conn, owner_id=me, media_id=broken, judged=Judged(refused="broken"))
    assert await _settle(conn, post) == "held"
    own = await _seen(conn, post, me)
    assert own.reason is not None
    assert "照片" in own.reason.zh
    edited = await edit_post(
        conn,
        screener=here.screener,
        circle_id=post.circle_id,
        post_id=post.post_id,
        author_id=me,
        text=post.text,
        photos=[PhotoDraft(fine)],
        version=1,
    )
    assert edited.state == "visible"
    assert await list_uses(conn, me, broken) == []
    assert len(await list_uses(conn, me, fine)) == 1
    assert len(of(await here.events("post.published", f"circle:{made.circle_id}"), post)) == 1


async def test_words_held_with_a_waiting_photo_need_both(here: World, conn: Connection):
    made = await here.circle(on_duty=True)
    me = made.owner_id
    waiting = await media.pending(conn, me)
    post = await here.post(made.circle_id, me, HELD, photos=[PhotoDraft(waiting)])
    assert post.state == "held"
    assert await _settle(conn, post) == "held"
    assert await release_post(conn, post.circle_id, post.post_id) == "pending"
    looked = Judged(verdict=media.ALLOWED, width=1, height=1, blur="1QcSHQRnh493V4dIh4eXh1h4kJUI")
    await settle_photo(conn, owner_id=me, media_id=waiting, judged=looked)
    assert await _settle(conn, post) == "visible"


async def test_the_words_under_a_photo_are_screened_too(here: World, conn: Connection):
    made = await here.circle(on_duty=True)
    fine = await media.judged(conn, made.owner_id)
    post = await here.post(made.circle_id, made.owner_id, photos=[PhotoDraft(fine, HELD)])
    assert (post.state, post.category) == ("held", "sex.minor")


async def test_the_words_under_a_photo_hide_nothing(here: World, conn: Connection):
    made = await here.circle(on_duty=True)
    fine = await media.judged(conn, made.owner_id)
    draft = PhotoDraft(fine, "一只\u202e猫\u200b\x00")
    post = await here.post(made.circle_id, made.owner_id, photos=[draft])
    assert post.photos[0].alt == "一只猫"


async def test_only_ones_own_photos_for_posts_nine_at_most(here: World, conn: Connection):
    made = await here.circle(members=1, on_duty=True)
    me = made.owner_id
    theirs = await media.judged(conn, made.members[0])
    avatar = await media.judged(conn, me, purpose="avatar")
    many = [PhotoDraft(await media.judged(conn, me)) for _ in range(10)]
    for drafts, refusal in (
        ([PhotoDraft(theirs)], NotFound),
        ([PhotoDraft(avatar)], NotFound),
        (many, TooManyPhotos),
        ([many[0], many[0]], TooManyPhotos),
        ([PhotoDraft(await media.unreadable(conn, me))], PhotoRefused),
    ):
        with pytest.raises(refusal):
            await here.post(made.circle_id, me, photos=drafts)
    assert len((await here.post(made.circle_id, me, "", photos=many[:9])).photos) == 9


async def test_a_deleted_post_lets_its_photos_go(here: World, conn: Connection):
    made = await here.circle(on_duty=True)
    fine = await media.judged(conn, made.owner_id)
    post = await here.post(made.circle_id, made.owner_id, photos=[PhotoDraft(fine)])
    await delete_post(conn, circle_id=post.circle_id, post_id=post.post_id, account_id=made.owner_id)
    assert await list_uses(conn, made.owner_id, fine) == []
