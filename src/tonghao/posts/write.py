"""Write: a member posts in a circle."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.circles.access import Access
from tonghao.circles.writer import writer_of
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.ids import new_id
from tonghao.markup import html_of
from tonghao.media.types import Medium
from tonghao.meetups.types import MeetupDraft
from tonghao.polls.types import PollDraft
from tonghao.posts.attended import kinds_now
from tonghao.posts.carry import carry, checked_cargo, with_carried
from tonghao.posts.clean import MOST_IN_POST, cleaned
from tonghao.posts.mark_read import news_of_mark
from tonghao.posts.mention import take_mentions, told_of
from tonghao.posts.photos import Standing, place_photos, screened_words, standing_of
from tonghao.posts.quote import columns_of, must_quote
from tonghao.posts.read import post_of
from tonghao.posts.screen import Screened, reason_of, screened_in
from tonghao.posts.tag import checked_tags, sync_tags
from tonghao.posts.tell import tell_post_waiting, tell_published
from tonghao.posts.types import Photo, PhotoDraft, Post, PostKind, PostPlace, ThreadMark
from tonghao.posts.weigh import as_spread, place_of_words, spread_of, weighed, window_hours
from tonghao.screening.behaviour import Said, said_of
from tonghao.screening.text import TextScreener

# Gives the columns that post_of takes. Its author follows the thread, unless they chose otherwise.
_WRITE: Final = """
    WITH p AS (
        INSERT INTO posts (circle_id, id, author_id, text, html, photos, state, category, held_for,
                           is_screened, created_at, published_at, kind, tags,
                           label, quote_circle_id, quote_post_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        RETURNING *
    ), k AS (
        INSERT INTO thread_marks (circle_id, post_id, account_id, read_floor, follows, followed_at)
        SELECT p.circle_id, p.id, p.author_id, p.last_floor, 'wrote', now()
          FROM p
         WHERE NOT EXISTS (SELECT FROM follow_settings WHERE account_id = $3 AND NOT own)
        RETURNING read_floor, follows
    )
    SELECT p.circle_id, c.slug, c.name, c.name_en, p.id, a.account_id, a.handle,
           COALESCE(m.nickname, a.name), a.avatar_media_id, a.is_gone, p.text, p.html, p.photos, p.state,
           p.category, p.like_count, false, p.comment_count, p.last_floor, p.version, p.created_at,
           p.published_at, p.edited_at,
           p.kind, p.tags, p.pinned_at, p.digest, p.slow_seconds,
           lock_of(p.locked_by, p.lock_reason, p.locked_at), p.label, p.curb, p.curb_for,
           p.quote_circle_id, p.quote_post_id,
           m.level, p.answer_floors, COALESCE(k.read_floor, 0), k.follows IS NOT NULL, 0,
           e.own_places, e.places, e.authors
      FROM p
      JOIN circles c ON c.id = p.circle_id
      JOIN profiles a ON a.account_id = p.author_id
      LEFT JOIN memberships m ON m.circle_id = p.circle_id AND m.account_id = p.author_id
      LEFT JOIN k ON true
      LEFT JOIN LATERAL say_text($18, $3, $19, $20) e ON true
"""
# Nobody has seen it: that the same stands in too many places is known when it is written.
_HOLD: Final = """
    UPDATE posts SET state = 'held', category = $3, held_for = 'text', published_at = NULL
     WHERE circle_id = $1 AND id = $2
"""

# What the demo says of the past is no flood of today.
_PAST: Final = Said(None, 0)


async def write_post(
    conn: Connection,
    *,
    screener: TextScreener,
    circle_id: UUID,
    author_id: UUID,
    text: str,
    photos: Sequence[PhotoDraft] = (),
    kind: PostKind = "plain",
    tags: Sequence[str] = (),
    poll: PollDraft | None = None,
    meetup: MeetupDraft | None = None,
    quote: PostPlace | None = None,
    at: datetime | None = None,
) -> Post:
    """Post *text* and *photos*; others see it at once, or when every check has let it through.

    Where the circle is under pre-check, that of a person too; so do photos while nobody is on duty there.

    Args:
        photos: The author's own, uploaded for posts.
        tags: As typed, at most five; see `checked_tags`.
        poll, meetup: At most one of them, which the post carries.
        quote: A post, in whatever circle, that the author may read.
        at: When it was written, for the demo, whose past had its people on duty; now when left out.

    Raises:
        FeatureStopped: the whole place writes nothing for now.
        NotFound: no such circle or quoted post for the author, or no such photo of theirs.
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.
        TextUnreadable, TextTooLong, TextEmpty: see `cleaned`.
        PhotosStopped, PhotosLater: the circle takes no photos for now, or none of the author.
        LinksUnwelcome: the circle takes no links.
        TooManyMentions, TooManyPhotos, PhotoRefused, TagsRefused: what it says.
        OneThingOnly, InvalidRequest, and what a poll or a meetup refuses: see `checked_cargo`.

    Emits: post.published, or post.held, or post.unscreened; thread.marked, to the author.
    Locks: the photos, the text, then the tags.
    """
    access = await writer_of(conn, circle_id, author_id, "posting")
    access.must_write(with_photos=bool(photos))
    words, named = cleaned(text, most=MOST_IN_POST, may_be_empty=bool(photos)), checked_tags(tags)
    cargo = checked_cargo(kind, poll, meetup)
    await must_quote(conn, quote, author_id)
    mentions = await take_mentions(conn, text=words, author_id=author_id, circle_id=circle_id)
    post_id = new_id((moment := at or now()).timestamp())
    where = {"circle_id": circle_id, "post_id": post_id}
    placed, media = await place_photos(conn, drafts=photos, author_id=author_id, **where)
    spoken = (words, screened_words(words, placed, named, cargo.words))
    checked = await _checked(conn, screener, spoken, access, placed, at)
    said = said_of(words, mentions) if at is None else _PAST
    standing = standing_of(checked, placed, media)
    row = await conn.fetchrow(
        _WRITE,
        *(circle_id, post_id, author_id),
        words,
        checked.html(access.must_link(html_of(words, mentions))),
        msgspec.to_builtins(placed),
        *(standing.state, standing.category, standing.held_for),
        checked.is_screened,
        moment,
        moment if standing.state == "visible" or at is not None else None,
        cargo.kind,
        named,
        checked.label,
        *columns_of(quote),
        *(said.digest, place_of_words(access, post_id), window_hours()),
    )
    assert row is not None
    if (spread := as_spread(checked, words, said, spread_of(row))) is not checked:
        checked, standing = spread, await _hold(conn, row, spread, placed, media)
    if named:
        await sync_tags(conn, circle_id, post_id)
    await carry(conn, (circle_id, post_id), author_id, cargo, is_shown=standing.state == "visible")
    [mine] = await with_carried(conn, [_written(row, author_id, standing)], author_id)
    if standing.state == "visible":
        seen = await _as_others_see(conn, row)
        await tell_published(conn, seen, told_of(mentions, author_id), also=_marked(mine))
    else:
        await tell_post_waiting(
            conn, circle_id=circle_id, post_id=post_id, author_id=author_id, standing=standing, words=checked
        )
        await outbox.emit_all(conn, _marked(mine))
    return mine


def _written(row: Row, author_id: UUID, standing: Standing) -> Post:
    """The post as its author sees it, also when it waits since a moment ago."""
    post = post_of(row, author_id)
    if (post.state, post.category) == (standing.state, standing.category):
        return post
    category = str(standing.category)
    post.state, post.category, post.reason = standing.state, category, reason_of(standing.state, category)
    post.label = post.published_at = None
    return post


def _marked(mine: Post) -> list[outbox.News]:
    """What its author hears who follows it since now."""
    if not mine.follows:
        return []
    mark = ThreadMark(mine.read_floor, mine.follows, mine.new_floors)
    return [news_of_mark(mine.circle_id, mine.post_id, mine.author.account_id, mark)]


async def _as_others_see(conn: Connection, row: Row) -> Post:
    [post] = await with_carried(conn, [post_of(row, None)], None)
    post.read_floor, post.follows = 0, False  # those are the author's
    return post


async def _hold(
    conn: Connection, row: Row, spread: Screened, placed: Sequence[Photo], media: dict[UUID, Medium]
) -> Standing:
    """Let the post, which is written already, wait since the same stands in too many places."""
    standing = standing_of(spread, placed, media)
    await conn.execute(_HOLD, row["circle_id"], row["id"], standing.category)
    return standing


async def _checked(
    conn: Connection,
    screener: TextScreener,
    said: tuple[str, str],
    access: Access,
    placed: Sequence[Photo],
    at: datetime | None,
) -> Screened:
    """What the checker says of the words, and whether a person looks first; in a past one was there.

    Args:
        said: The text, and all words of the post.
    """
    (text, spoken), has_photos = said, bool(placed)
    kinds = await kinds_now(conn, access.circle_id, access.kinds, has_photos=has_photos and at is None)
    checked = screened_in(access, screener, spoken, kind="post", kinds=kinds, has_photos=has_photos)
    return checked if at else await weighed(conn, access=access, checked=checked, text=text)
