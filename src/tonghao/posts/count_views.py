"""Count views: how often posts are shown, of a circle by minute and of each post and comment to others.

In memory first, then in one write.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from tonghao.caller import Viewer
from tonghao.clock import now
from tonghao.db import Connection, ConnectionTrouble, Pool, writing
from tonghao.log import log
from tonghao.posts.types import Comment, Post

FLUSH_SECONDS: Final = 5.0
_KEPT_HOURS: Final = 48

_ADD: Final = """
    INSERT INTO circle_views AS v (circle_id, minute, views)
    SELECT u.circle_id, u.minute, u.views
      FROM unnest($1::uuid[], $2::timestamptz[], $3::integer[]) AS u (circle_id, minute, views)
     ORDER BY u.circle_id, u.minute
    ON CONFLICT (circle_id, minute) DO UPDATE SET views = v.views + excluded.views
"""
# By days of the circle's own clock, for what is told by the week.
_ADD_TO_DAYS: Final = """
    INSERT INTO circle_view_days AS v (circle_id, day, views)
    SELECT c.id, (u.minute AT TIME ZONE c.zone)::date AS day, sum(u.views)
      FROM unnest($1::uuid[], $2::timestamptz[], $3::integer[]) AS u (circle_id, minute, views)
      JOIN circles c ON c.id = u.circle_id
     GROUP BY c.id, 2
     ORDER BY c.id, 2
    ON CONFLICT (circle_id, day) DO UPDATE SET views = v.views + excluded.views
"""
_LOAD_DAYS: Final = """
    INSERT INTO circle_view_days (circle_id, day, views)
    SELECT u.circle_id, u.day, u.views
      FROM unnest($1::uuid[], $2::date[], $3::bigint[]) AS u (circle_id, day, views)
    ON CONFLICT (circle_id, day) DO NOTHING
"""
_ADD_OF_POSTS: Final = """
    INSERT INTO post_views AS v (circle_id, post_id, views)
    SELECT u.circle_id, u.post_id, u.views
      FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS u (circle_id, post_id, views)
     ORDER BY u.circle_id, u.post_id
    ON CONFLICT (circle_id, post_id) DO UPDATE SET views = v.views + excluded.views
"""
_ADD_OF_COMMENTS: Final = """
    INSERT INTO comment_views AS v (circle_id, comment_id, views)
    SELECT u.circle_id, u.comment_id, u.views
      FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS u (circle_id, comment_id, views)
     ORDER BY u.circle_id, u.comment_id
    ON CONFLICT (circle_id, comment_id) DO UPDATE SET views = v.views + excluded.views
"""
_TRIM: Final = "DELETE FROM circle_views WHERE minute < $1::timestamptz - make_interval(hours => $2)"

Place = tuple[UUID, datetime]
PlaceOfPost = tuple[UUID, UUID]
PlaceOfComment = tuple[UUID, UUID]


class Excerpt(NamedTuple):
    """Some words of a post, or of a comment under it."""

    circle_id: UUID
    post_id: UUID
    comment_id: UUID | None
    author_id: UUID


def minute_of(moment: datetime) -> datetime:
    """The minute in which *moment* lies."""
    return moment.replace(second=0, microsecond=0)


async def count_views(conn: Connection, views: Mapping[Place, int]) -> None:
    """Add *views*, each of a circle in a minute."""
    if views:
        circles, minutes = [place[0] for place in views], [place[1] for place in views]
        await conn.execute(_ADD, circles, minutes, list(views.values()))
        await conn.execute(_ADD_TO_DAYS, circles, minutes, list(views.values()))


async def load_view_days(conn: Connection, days: Sequence[tuple[UUID, date, int]]) -> None:
    """Enter the views of whole days that are over, of a circle each; what was counted stays."""
    await conn.execute(_LOAD_DAYS, *zip(*days, strict=True))


async def count_post_views(conn: Connection, views: Mapping[PlaceOfPost, int]) -> None:
    """Add *views*, each of a post in its circle by somebody who neither wrote it nor works for the platform.

    What nobody may see any more is shown to nobody, so that the sum of a removed post is what it had before.
    """
    if views:
        circles, posts = [place[0] for place in views], [place[1] for place in views]
        await conn.execute(_ADD_OF_POSTS, circles, posts, list(views.values()))


async def count_comment_views(conn: Connection, views: Mapping[PlaceOfComment, int]) -> None:
    """Add *views*, each of a floor or a reply in its circle, counted as those of posts are."""
    if views:
        circles, comments = [place[0] for place in views], [place[1] for place in views]
        await conn.execute(_ADD_OF_COMMENTS, circles, comments, list(views.values()))


async def trim_views(conn: Connection, *, moment: datetime) -> None:
    """Forget what is older than two days."""
    await conn.execute(_TRIM, moment, _KEPT_HOURS)


def _is_another(viewer: Viewer, author_id: UUID) -> bool:
    """Whether somebody looks who neither wrote it nor works for the platform."""
    return viewer is None or not (viewer.is_moderator or viewer.account_id == author_id)


class Views:
    """What this process has shown and not yet written down.

    A view costs an addition; every five seconds all of them together are one statement. What a process
    that dies has not written is lost: the breaker looks for growth, and five seconds are none.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        # By the integers of the identifiers: the hash of a UUID is a call in Python, twenty of them a page.
        self._counts: Counter[tuple[int, datetime]] = Counter()
        self._of_posts: Counter[tuple[int, int]] = Counter()
        self._of_comments: Counter[tuple[int, int]] = Counter()
        self._flushing: asyncio.Task[None] | None = None

    def saw(self, posts: Iterable[Post], viewer: Viewer) -> None:
        """*posts* were shown to *viewer* just now."""
        minute = minute_of(now())
        for post in posts:
            circle = post.circle_id.int
            self._counts[circle, minute] += 1
            if _is_another(viewer, post.author.account_id):
                self._of_posts[circle, post.post_id.int] += 1
        self._write_soon()

    def saw_excerpts(self, shown: Iterable[Excerpt], viewer: Viewer) -> None:
        """Words of posts or comments were shown to *viewer* just now, those that they searched for."""
        minute = minute_of(now())
        for one in shown:
            circle, comment_id = one.circle_id.int, one.comment_id
            if comment_id is None:
                self._counts[circle, minute] += 1
            if not _is_another(viewer, one.author_id):
                continue
            if comment_id is None:
                self._of_posts[circle, one.post_id.int] += 1
            else:
                self._of_comments[circle, comment_id.int] += 1
        self._write_soon()

    def saw_comments(self, comments: Iterable[Comment], viewer: Viewer) -> None:
        """*comments*, and the replies that came inside them, were shown to *viewer* just now."""
        for floor in comments:
            circle = floor.circle_id.int
            for one in (floor, *floor.replies):
                if one.state == "visible" and _is_another(viewer, one.author.account_id):
                    self._of_comments[circle, one.comment_id.int] += 1
        self._write_soon()

    def _write_soon(self) -> None:
        counted = self._counts or self._of_comments
        if counted and (self._flushing is None or self._flushing.done()):
            self._flushing = asyncio.create_task(self._later())

    async def flush(self) -> None:
        """Write down what was counted."""
        counted, self._counts = self._counts, Counter()
        of_posts, self._of_posts = self._of_posts, Counter()
        of_comments, self._of_comments = self._of_comments, Counter()
        if not counted and not of_comments:
            return
        try:
            async with writing(self._pool) as conn:
                await count_views(conn, {(UUID(int=c), minute): n for (c, minute), n in counted.items()})
                await count_post_views(
                    conn, {(UUID(int=c), UUID(int=p)): n for (c, p), n in of_posts.items()}
                )
                await count_comment_views(
                    conn, {(UUID(int=c), UUID(int=m)): n for (c, m), n in of_comments.items()}
                )
        except ConnectionTrouble:
            log.warning("views were not counted", views=counted.total(), comments=of_comments.total())

    async def _later(self) -> None:
        await asyncio.sleep(FLUSH_SECONDS)
        await self.flush()
