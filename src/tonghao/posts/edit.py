"""Edit: the author changes a post; what it said before is kept."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.accounts.brake_feature import must_run
from tonghao.circles.read import access_of
from tonghao.db import Connection, Row
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.events import PostEdited
from tonghao.markup import html_of
from tonghao.media.types import Medium
from tonghao.media.use import end_uses
from tonghao.posts.attended import kinds_now
from tonghao.posts.carry import words_carried
from tonghao.posts.clean import MOST_IN_POST, cleaned
from tonghao.posts.mention import find_mentions, take_mentions, told_of
from tonghao.posts.photos import place_photos, screened_words, standing_of
from tonghao.posts.read import get_post
from tonghao.posts.screen import screened_in
from tonghao.posts.tag import checked_tags, sync_tags
from tonghao.posts.tell import tell_post_changed, tell_post_waiting
from tonghao.posts.types import Photo, PhotoDraft, Post
from tonghao.posts.weigh import as_spread, place_of_words, say, weighed
from tonghao.screening.behaviour import said_of
from tonghao.screening.text import TextScreener

_LOCK: Final = "SELECT id FROM posts WHERE circle_id = $1 AND id = $2 FOR NO KEY UPDATE"
_FACTS: Final = """
    SELECT author_id, text, tags, state, held_for, version, photos, curb FROM posts
     WHERE circle_id = $1 AND id = $2
"""
_KEEP_VERSION: Final = """
    INSERT INTO post_versions (circle_id, post_id, version, text, html, photos, state, edited_by)
    SELECT circle_id, id, version, text, html, photos, state, $3 FROM posts WHERE circle_id = $1 AND id = $2
"""
_EDIT: Final = """
    UPDATE posts
       SET text = $3, html = $4, photos = $5, state = $6, category = $7, held_for = $8, is_screened = $9,
           version = version + 1, edited_at = now(),
           published_at = CASE WHEN $6 = 'visible' THEN COALESCE(published_at, now()) ELSE published_at END,
           pin_place = CASE WHEN $6 = 'visible' THEN pin_place END,
           pinned_at = CASE WHEN $6 = 'visible' THEN pinned_at END,
           tags = $10, label = CASE WHEN curb = 'limit' THEN curb_for ELSE $11 END
     WHERE circle_id = $1 AND id = $2
"""


class EditConflict(Refusal):
    """This was changed in the meantime, perhaps on another device. Look at it again, then edit."""


class InReview(Refusal):
    """A person looks at this or has removed it, so it cannot be changed now. You can still delete it."""


def editable(facts: Row | None, author_id: UUID, version: int) -> Row:
    """The row that is to be edited, locked and read, if *author_id* may edit *version* of it.

    Raises:
        NotFound, NotAllowed, EditConflict, InReview: see `edit_post`.
    """
    if facts is None or facts["state"] == "deleted":
        raise NotFound
    if facts["author_id"] != author_id:
        raise NotAllowed if facts["state"] == "visible" else NotFound
    if facts["state"] == "removed" or (facts["state"] == "held" and facts["held_for"] == "text"):
        raise InReview
    if facts["version"] != version:
        raise EditConflict(version=facts["version"])
    return facts


async def edit_post(
    conn: Connection,
    *,
    screener: TextScreener,
    circle_id: UUID,
    post_id: UUID,
    author_id: UUID,
    text: str,
    photos: Sequence[PhotoDraft],
    version: int,
    tags: Sequence[str] | None = None,
) -> Post:
    """Replace a post's text and photos; they are checked like new ones, and until then it is hidden.

    Args:
        version: The one that the author saw.
        tags: As typed; None leaves them as they are.

    Raises:
        FeatureStopped: the whole place writes nothing for now.
        NotFound: no such post for the author, or no such photo of theirs.
        NotAllowed: somebody else wrote it.
        EditConflict: another edit came first; the details have its version.
        InReview: a person is to decide about it, or has removed it.
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.
        TextUnreadable, TextTooLong, TextEmpty: see `cleaned`.
        PhotosStopped, PhotosLater: the circle takes no new photos for now, or none of the author.
        LinksUnwelcome: the circle takes no links.
        TooManyMentions, TooManyPhotos, PhotoRefused, TagsRefused: what it says.

    Emits: post.edited, or what follows from a change of state. Locks: the text, the post, then the photos.
    """
    await must_run(conn, "posting")
    access = await access_of(conn, circle_id, author_id)
    words = cleaned(text, most=MOST_IN_POST, may_be_empty=bool(photos))
    said = said_of(words)
    spread = await say(conn, said, author_id=author_id, place_id=place_of_words(access, post_id))
    await conn.execute(_LOCK, circle_id, post_id)
    facts = editable(await conn.fetchrow(_FACTS, circle_id, post_id), author_id, version)
    has_new = _has_new(facts["photos"], photos)
    access.must_write(with_photos=has_new)
    named = facts["tags"] if tags is None else checked_tags(tags)
    mentions = await take_mentions(conn, text=words, author_id=author_id, circle_id=circle_id)
    placed, media = await _replace_photos(conn, photos, author_id, circle_id, post_id)
    carried = await words_carried(conn, circle_id, post_id)
    spoken = screened_words(words, placed, named, carried)
    kinds = await kinds_now(conn, circle_id, access.kinds, has_photos=has_new)
    checked = screened_in(access, screener, spoken, kind="post", kinds=kinds, has_photos=has_new)
    if words != facts["text"]:
        checked = as_spread(checked, words, said, spread)
        checked = await weighed(conn, access=access, checked=checked, text=words)
    standing = standing_of(checked, placed, media)
    await conn.execute(_KEEP_VERSION, circle_id, post_id, author_id)
    await conn.execute(
        _EDIT,
        circle_id,
        post_id,
        words,
        checked.html(access.must_link(html_of(words, mentions)), curb=facts["curb"]),
        msgspec.to_builtins(placed),
        standing.state,
        standing.category,
        standing.held_for,
        checked.is_screened,
        named,
        checked.label,
    )
    await sync_tags(conn, circle_id, post_id)
    where = {"circle_id": circle_id, "post_id": post_id, "author_id": author_id}
    await tell_post_waiting(
        conn, circle_id=circle_id, post_id=post_id, author_id=author_id, standing=standing, words=checked
    )
    if facts["state"] == standing.state == "visible":
        old = await find_mentions(conn, text=facts["text"], author_id=author_id, circle_id=circle_id)
        told = [who for who in told_of(mentions, author_id) if who not in old.values()]
        await _tell_edited(conn, circle_id, post_id, told)
    await tell_post_changed(conn, **where, before=facts["state"], after=standing.state)
    return await get_post(conn, circle_id=circle_id, post_id=post_id, viewer_id=author_id)


def _has_new(stand: Sequence[dict[str, str]], drafts: Sequence[PhotoDraft]) -> bool:
    """Whether one of *drafts* is not among the photos that stand in the post."""
    return not {str(draft.media_id) for draft in drafts} <= {photo["media_id"] for photo in stand}


async def _replace_photos(
    conn: Connection, drafts: Sequence[PhotoDraft], author_id: UUID, circle_id: UUID, post_id: UUID
) -> tuple[list[Photo], dict[UUID, Medium]]:
    placed, media = await place_photos(
        conn, drafts=drafts, author_id=author_id, circle_id=circle_id, post_id=post_id
    )
    await end_uses(conn, place_kind="post", place_id=post_id, keep=[photo.media_id for photo in placed])
    return placed, media


async def _tell_edited(conn: Connection, circle_id: UUID, post_id: UUID, mentioned: list[UUID]) -> None:
    seen = await get_post(conn, circle_id=circle_id, post_id=post_id, viewer_id=None)
    edited = PostEdited(circle_id, post_id, seen.author.account_id, mentioned, msgspec.to_builtins(seen))
    await outbox.emit(conn, edited, audience=f"circle:{circle_id}")
