"""Load: many posts at once, for imports; comments are in load_comments.py."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.db import Connection
from tonghao.markup import html_of
from tonghao.posts.carry import Cargo, carry
from tonghao.posts.photos import Standing, place_photos, standing_of
from tonghao.posts.screen import Screened
from tonghao.posts.tag import sync_tags
from tonghao.posts.tell import tell_post_waiting
from tonghao.posts.types import PhotoDraft
from tonghao.screening.types import Verdict

_KNOWN: Final = """
    SELECT p.id FROM posts p
      JOIN unnest($1::uuid[], $2::uuid[]) AS u (circle_id, id) ON p.circle_id = u.circle_id AND p.id = u.id
"""
_LOAD: Final = """
    INSERT INTO posts (circle_id, id, author_id, text, html, photos, state, category, held_for, is_screened,
                       label, created_at, published_at, kind, tags)
    SELECT u.circle_id, u.id, u.author_id, u.text, u.html, u.photos::jsonb, u.state, u.category, u.held_for,
           u.is_screened, u.label, u.created_at, u.created_at, u.kind,
           COALESCE(string_to_array(NULLIF(u.tags, ''), ','), '{}')
      FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[],
                  $8::text[], $9::text[], $10::boolean[], $11::text[], $12::timestamptz[], $13::text[],
                  $14::text[])
           AS u (circle_id, id, author_id, text, html, photos, state, category, held_for, is_screened,
                 label, created_at, kind, tags)
    ON CONFLICT DO NOTHING
    RETURNING id
"""


class LoadedPost(msgspec.Struct, frozen=True):
    """A post as an archive has it: its text cleaned, its words screened by the caller.

    Attributes:
        verdict: The checker's; None when it was down.
        photos: The author's own, already taken in.
        cargo: What it carries; its words are screened with the text.
        tags: As `checked_tags` gives them, screened with the text; none of them has a comma.
    """

    circle_id: UUID
    post_id: UUID
    author_id: UUID
    text: str
    verdict: Verdict | None
    created_at: datetime
    photos: tuple[PhotoDraft, ...] = ()
    cargo: Cargo = Cargo()
    tags: tuple[str, ...] = ()


class _Row(msgspec.Struct, frozen=True):
    """One line of what is inserted."""

    post: LoadedPost
    photos: list[object]
    standing: Standing
    words: Screened


def words_of(verdict: Verdict | None) -> Screened:
    """What the caller's screening means for the state."""
    return Screened.waiting() if verdict is None else Screened.by(verdict)


async def load_posts(conn: Connection, posts: Sequence[LoadedPost], *, imported: bool = False) -> int:
    """Add those of *posts* that are not there yet, and return how many they were.

    Nobody is told of them except whoever works on what is held. They stand at the time at which they
    were written, also when their photos are checked later.

    Args:
        imported: Whether they come with an archive; nobody on duty is called in the night for what is held.

    Raises:
        NotFound, TooManyPhotos, PhotoRefused: see `place_photos`.

    Emits: post.held, post.unscreened. Locks: the photos.
    """
    known = {
        row[0]
        for row in await conn.fetch(
            _KNOWN, [post.circle_id for post in posts], [post.post_id for post in posts]
        )
    }
    rows = [await _row_of(conn, post) for post in posts if post.post_id not in known]
    added = await conn.fetch(
        _LOAD,
        [row.post.circle_id for row in rows],
        [row.post.post_id for row in rows],
        [row.post.author_id for row in rows],
        [row.post.text for row in rows],
        [row.words.html(html_of(row.post.text)) for row in rows],
        # An array of jsonb would take the lists for further dimensions of itself.
        [msgspec.json.encode(row.photos).decode() for row in rows],
        [row.standing.state for row in rows],
        [row.standing.category for row in rows],
        [row.standing.held_for for row in rows],
        [row.words.is_screened for row in rows],
        [row.words.label for row in rows],
        [row.post.created_at for row in rows],
        [row.post.cargo.kind for row in rows],
        [",".join(row.post.tags) for row in rows],
    )
    for row in rows:
        place, shown = (row.post.circle_id, row.post.post_id), row.standing.state == "visible"
        await carry(conn, place, row.post.author_id, row.post.cargo, is_shown=shown)
        if row.post.tags:
            await sync_tags(conn, *place)
    for row in rows:
        await tell_post_waiting(
            conn,
            circle_id=row.post.circle_id,
            post_id=row.post.post_id,
            author_id=row.post.author_id,
            standing=row.standing,
            words=row.words,
            imported=imported,
        )
    return len(added)


async def _row_of(conn: Connection, post: LoadedPost) -> _Row:
    words = words_of(post.verdict)
    if not post.photos:
        return _Row(post, [], standing_of(words, [], {}), words)
    placed, media = await place_photos(
        conn,
        drafts=post.photos,
        author_id=post.author_id,
        circle_id=post.circle_id,
        post_id=post.post_id,
    )
    return _Row(post, msgspec.to_builtins(placed), standing_of(words, placed, media), words)
