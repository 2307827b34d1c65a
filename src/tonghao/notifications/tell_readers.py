"""Tell readers: thanks, an answer that was marked, new floors in what one follows."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection, Pool, reading, writing
from tonghao.events import CommentPublished
from tonghao.notifications.notify import notify
from tonghao.notifications.types import Details
from tonghao.reading_events import AnswersMarked, FloorThanked

# The thanks since midnight where the author lives; those of people whom the author shuts out count not.
_THANKS: Final = """
    SELECT to_char(day.start AT TIME ZONE day.zone, 'YYYY-MM-DD') AS day, count(l.account_id) AS count,
           (array_agg(l.account_id ORDER BY l.at DESC))[1] AS newest
      FROM (SELECT zone, date_trunc('day', now(), zone) AS start FROM accounts WHERE id = $1) day
      LEFT JOIN thanks l ON l.circle_id = $2 AND l.comment_id = $3 AND l.at >= day.start
                        AND l.account_id <> $1
                        AND NOT EXISTS (SELECT FROM blocks b
                                         WHERE b.account_id = $1 AND b.blocked_id = l.account_id)
                        AND NOT EXISTS (SELECT FROM blocked_by b
                                         WHERE b.account_id = $1 AND b.blocker_id = l.account_id)
     GROUP BY day.start, day.zone
"""

# A thread with many followers and floors must not write a row for each pair: a follower hears of the
# first new floors since the last visit, then ever more rarely.
_FOLLOWERS: Final = """
    SELECT k.account_id, k.read_floor, $3::integer - k.read_floor AS count
      FROM thread_marks k
     WHERE k.circle_id = $1 AND k.post_id = $2 AND k.follows IS NOT NULL AND k.account_id > $4
       AND k.account_id <> ALL($5::uuid[])
       AND $3::integer - k.read_floor IN (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
     ORDER BY k.account_id LIMIT 500
"""


async def tell_of_thanks(event: FloorThanked, *, pool: Pool) -> None:
    """All thanks for one floor on one day are one notification with a count."""
    if not event.thanked:
        return
    async with writing(pool) as conn:
        thanks = await conn.fetchrow(_THANKS, event.author_id, event.circle_id, event.comment_id)
        if thanks is None or thanks["newest"] is None:
            return
        await notify(
            conn,
            account_id=event.author_id,
            kind="thanks",
            cause=f"thanks:{event.comment_id}:{thanks['day']}",
            details=Details(count=thanks["count"]),
            actor_id=thanks["newest"],
            circle_id=event.circle_id,
            post_id=event.post_id,
            comment_id=event.comment_id,
        )


async def tell_of_answer(event: AnswersMarked, *, pool: Pool) -> None:
    """Whoever wrote a floor that was marked as the answer hears of it, once a thread."""
    for account_id in dict.fromkeys(event.answered_by):
        async with writing(pool) as conn:
            await notify(
                conn,
                account_id=account_id,
                kind="answer",
                cause=f"answer:{event.post_id}",
                details=Details(),
                actor_id=event.marked_by,
                circle_id=event.circle_id,
                post_id=event.post_id,
            )


async def tell_followers(event: CommentPublished, *, pool: Pool) -> None:
    """Followers hear how many floors are new since they were there; who is told otherwise is left out.

    A floor that waited for a check comes late and is behind what many have read: nobody is told of it.
    """
    floor = event.comment.get("floor")
    if event.comment.get("reply_number") != 0 or not isinstance(floor, int):
        return
    told = [event.author_id, event.answered_id, event.post_author_id, *event.mentioned]
    after = UUID(int=0)
    while True:
        async with reading(pool) as conn:
            rows = await conn.fetch(_FOLLOWERS, event.circle_id, event.post_id, floor, after, told)
        for row in rows:
            async with writing(pool) as conn:
                await _tell_follower(conn, event, row["account_id"], row["read_floor"], row["count"])
        if len(rows) < 500:
            return
        after = rows[-1]["account_id"]


async def _tell_follower(
    conn: Connection, event: CommentPublished, account_id: UUID, read_floor: int, count: int
) -> None:
    await notify(
        conn,
        account_id=account_id,
        kind="floors",
        cause=f"floors:{event.post_id}:{read_floor}",
        details=Details(count=count),
        actor_id=event.author_id,
        circle_id=event.circle_id,
        post_id=event.post_id,
        comment_id=event.comment_id,
    )
