"""Count views: how often posts are shown, of a circle by minute and of each post and comment to others.

In memory first, then in one write.
"""

import asyncio
from collections import Counter, defaultdict
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


def _is_counted(viewer: Viewer) -> bool:
    """Whether what *viewer* is shown counts: the platform's own looks are its work."""
    return viewer is None or not viewer.is_moderator


def _id_of(viewer: Viewer) -> UUID | None:
    return None if viewer is None else viewer.account_id


def _flat(counted: Mapping[UUID, Mapping[UUID, int]]) -> dict[tuple[UUID, UUID], int]:
    return {(circle, one): n for circle, counts in counted.items() for one, n in counts.items()}


class Views:
    """What this process has shown and not yet written down.

    A view costs an addition; every five seconds all of them together are one statement. What a process
    that dies has not written is lost: the breaker looks for growth, and five seconds are none.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._counts: Counter[Place] = Counter()
        # By circle, since twenty of one page are counted at once.
        self._of_posts: defaultdict[UUID, Counter[UUID]] = defaultdict(Counter)
        self._of_comments: defaultdict[UUID, Counter[UUID]] = defaultdict(Counter)
        self._flushing: asyncio.Task[None] | None = None

    def saw(self, posts: Iterable[Post], viewer: Viewer) -> None:
        """*posts* were shown to *viewer* just now."""
        minute, counts, who = minute_of(now()), _is_counted(viewer), _id_of(viewer)
        for post in posts:
            self._counts[post.circle_id, minute] += 1
            if counts and post.author.account_id != who:
                self._of_posts[post.circle_id][post.post_id] += 1
        self._write_soon()

    def saw_excerpts(self, shown: Iterable[Excerpt], viewer: Viewer) -> None:
        """Words of posts or comments were shown to *viewer* just now, those that they searched for."""
        minute, counts, who = minute_of(now()), _is_counted(viewer), _id_of(viewer)
        for one in shown:
            if one.comment_id is None:
                self._counts[one.circle_id, minute] += 1
            if not counts or one.author_id == who:
                continue
            if one.comment_id is None:
                self._of_posts[one.circle_id][one.post_id] += 1
            else:
                self._of_comments[one.circle_id][one.comment_id] += 1
        self._write_soon()

    def saw_comments(self, comments: Iterable[Comment], viewer: Viewer) -> None:
        """*comments*, and the replies that came inside them, were shown to *viewer* just now."""
        if not _is_counted(viewer):
            return
        who = _id_of(viewer)
        for floor in comments:
            of_circle = self._of_comments[floor.circle_id]
            for one in (floor, *floor.replies):
                if one.state == "visible" and one.author.account_id != who:
                    of_circle[one.comment_id] += 1
        self._write_soon()

    def _write_soon(self) -> None:
        counted = self._counts or self._of_comments
        if counted and (self._flushing is None or self._flushing.done()):
            self._flushing = asyncio.create_task(self._later())

    async def flush(self) -> None:
        """Write down what was counted."""
        counted, self._counts = self._counts, Counter()
        of_posts, self._of_posts = self._of_posts, defaultdict(Counter)
        of_comments, self._of_comments = self._of_comments, defaultdict(Counter)
        if not counted and not of_comments:
            return
        try:
            async with writing(self._pool) as conn:
                await count_views(conn, counted)
                await count_post_views(conn, _flat(of_posts))
                await count_comment_views(conn, _flat(of_comments))
        except ConnectionTrouble:
            comments = sum(one.total() for one in of_comments.values())
            log.warning("views were not counted", views=counted.total(), comments=comments)

    async def _later(self) -> None:
        await asyncio.sleep(FLUSH_SECONDS)
        await self.flush()
