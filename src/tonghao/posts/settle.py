"""Settle: a post takes the state that its words and photos allow now."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import msgspec

from tonghao.circles.read import access_of
from tonghao.circles.restrictions import restrictions_of
from tonghao.db import Connection, Row
from tonghao.posts.attended import kinds_now
from tonghao.posts.carry import words_carried
from tonghao.posts.photos import refreshed, screened_words, standing_of
from tonghao.posts.screen import Screened, says_less
from tonghao.posts.tag import sync_tags
from tonghao.posts.tell import tell_post_changed, tell_post_waiting
from tonghao.posts.types import Photo
from tonghao.posts.weigh import weighed_late
from tonghao.screening.text import TextScreener

_LOCK: Final = "SELECT id FROM posts WHERE circle_id = $1 AND id = $2 FOR NO KEY UPDATE"
_FACTS: Final = """
    SELECT author_id, text, html, label, photos, tags, state, category, held_for, is_screened, published_at
      FROM posts WHERE circle_id = $1 AND id = $2
"""
_SETTLE: Final = """
    UPDATE posts
       SET state = $3, category = $4, held_for = $5, photos = $6, is_screened = $7,
           label = CASE WHEN curb = 'limit' THEN curb_for ELSE $8 END, html = $9,
           published_at = CASE WHEN $3 = 'visible' THEN COALESCE(published_at, now()) ELSE published_at END,
           pin_place = CASE WHEN $3 = 'visible' THEN pin_place END,
           pinned_at = CASE WHEN $3 = 'visible' THEN pinned_at END
     WHERE circle_id = $1 AND id = $2
"""


async def settle_post(
    conn: Connection,
    *,
    circle_id: UUID,
    post_id: UUID,
    words: Screened | None = None,
    screener: TextScreener | None = None,
) -> str | None:
    """Bring a post's state in line with its photos, and return it; None when there is no such post.

    What a person removed, the author deleted, or is held for its words stays as it is; what only waits
    for a person takes what was found in a photo as its reason.

    Args:
        words: What is now known of the words; what was known before when left out.
        screener: Screens words that have not been screened yet.

    Raises:
        ScreenerDown: the words still wait.

    Emits: post.published, post.hidden, post.held. Locks: the post, then its tags.
    """
    await conn.execute(_LOCK, circle_id, post_id)
    facts = await conn.fetchrow(_FACTS, circle_id, post_id)
    if facts is None:
        return None
    before: str = facts["state"]
    photos, media = await refreshed(conn, msgspec.convert(facts["photos"], list[Photo]))
    if words is None:
        if before in {"removed", "deleted"}:
            return before
        if facts["held_for"] == "text" and not _says_more(facts["category"], photos):
            return before
        words = _known_words(facts["is_screened"])
        if not words.is_screened and screener is not None:
            words = await _screened_now(conn, screener, (circle_id, post_id), facts, photos)
        # A person who lets words through has seen the photos; a machine alone shows nothing new where
        # a person looks first.
        if before == "pending":
            kinds = await _kinds(conn, circle_id, facts, photos)
            words = words.as_restricted(kinds, has_photos=bool(photos))
    # Words that were screened before keep the label that they got then.
    label = words.label if not facts["is_screened"] else facts["label"]
    standing = standing_of(words, photos, media)
    await conn.execute(
        _SETTLE,
        circle_id,
        post_id,
        standing.state,
        standing.category,
        standing.held_for,
        msgspec.to_builtins(photos),
        words.is_screened,
        label,
        words.html(facts["html"]),
    )
    if facts["tags"]:
        await sync_tags(conn, circle_id, post_id)
    author_id: UUID = facts["author_id"]
    if standing.held_for == "text":
        await tell_post_waiting(
            conn, circle_id=circle_id, post_id=post_id, author_id=author_id, standing=standing, words=words
        )
    await tell_post_changed(
        conn,
        circle_id=circle_id,
        post_id=post_id,
        author_id=author_id,
        before=before,
        after=standing.state,
    )
    return standing.state


async def _screened_now(
    conn: Connection, screener: TextScreener, place: tuple[UUID, UUID], facts: Row, photos: list[Photo]
) -> Screened:
    """What the checker, which was down when they came, says of the words in their circle."""
    spoken = screened_words(facts["text"], photos, facts["tags"], await words_carried(conn, *place))
    access = await access_of(conn, place[0], facts["author_id"], is_moderator=True)
    words = Screened.by(screener.verdict(spoken, kind="post", house=access.house, circle_id=place[0]))
    words = await weighed_late(conn, access=access, checked=words, text=facts["text"])
    return words.as_of_newcomer(access.is_newcomer)


def _says_more(category: str | None, photos: Sequence[Photo]) -> bool:
    """Whether a photo says why a post that only waits for a person is held."""
    return says_less(category) and any(photo.state in {"held", "refused"} for photo in photos)


async def _kinds(conn: Connection, circle_id: UUID, facts: Row, photos: Sequence[Photo]) -> frozenset[str]:
    """What the circle may not do now; photos from an archive were shown there before, and need no shift."""
    is_new = bool(photos) and facts["published_at"] is None
    return await kinds_now(conn, circle_id, await restrictions_of(conn, circle_id), has_photos=is_new)


def _known_words(is_screened: bool) -> Screened:
    return Screened.passed() if is_screened else Screened.waiting()
