"""What growth does without a request: deeds become points, and removed ones take them away."""

from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import UUID

from tonghao.circle_events import CircleJoined
from tonghao.circles.set_level import clear_levels, set_levels
from tonghao.db import Pool, reading, writing
from tonghao.events import (
    AccountDeleted,
    CommentHidden,
    CommentPublished,
    PostHidden,
    PostMarked,
    PostPublished,
)
from tonghao.growth.award import award, give_back, take_back, withdraw
from tonghao.growth.rules import level_of
from tonghao.reading_events import FloorThanked, LevelsChosen

_PORTION: Final = 1000

_STANDING: Final = """
    SELECT account_id, points FROM growth WHERE circle_id = $1 AND account_id > $2
     ORDER BY account_id LIMIT $3
"""
_IS_ON: Final = "SELECT is_on FROM circle_levels WHERE circle_id = $1"
_POINTS: Final = """
    SELECT g.points FROM growth g
      JOIN circle_levels l ON l.circle_id = g.circle_id AND l.is_on
     WHERE g.circle_id = $1 AND g.account_id = $2
"""
_FORGET: Final = (
    "DELETE FROM growth WHERE account_id = $1",
    "DELETE FROM growth_points WHERE account_id = $1",
    "DELETE FROM circle_sign_ins WHERE account_id = $1",
)


async def count_post(event: PostPublished, *, pool: Pool) -> None:
    """A post brings points, also when it comes back."""
    async with writing(pool) as conn:
        await give_back(conn, circle_id=event.circle_id, subject_id=event.post_id)
        await award(
            conn,
            circle_id=event.circle_id,
            account_id=event.author_id,
            kind="post",
            cause=f"post:{event.post_id}",
            subject_id=event.post_id,
            post_id=event.post_id,
        )


async def uncount_post(event: PostHidden, *, pool: Pool) -> None:
    """A post that is gone takes its points along."""
    async with writing(pool) as conn:
        await take_back(conn, circle_id=event.circle_id, subject_id=event.post_id)


async def count_floor(event: CommentPublished, *, pool: Pool) -> None:
    """A floor brings points, a reply inside one does not; what comes back brings back what hung on it."""
    async with writing(pool) as conn:
        await give_back(conn, circle_id=event.circle_id, subject_id=event.comment_id)
        if event.comment.get("reply_number") == 0:
            await award(
                conn,
                circle_id=event.circle_id,
                account_id=event.author_id,
                kind="floor",
                cause=f"floor:{event.comment_id}",
                subject_id=event.comment_id,
                post_id=event.post_id,
            )


async def uncount_floor(event: CommentHidden, *, pool: Pool) -> None:
    """A floor that is gone takes its points along, and those of its thanks."""
    async with writing(pool) as conn:
        await take_back(conn, circle_id=event.circle_id, subject_id=event.comment_id)


async def count_thanks(event: FloorThanked, *, pool: Pool) -> None:
    """Thanks bring points to whoever wrote the floor, and are gone when they are taken back."""
    cause = f"thanks:{event.comment_id}:{event.account_id}"
    async with writing(pool) as conn:
        if event.thanked:
            await award(
                conn,
                circle_id=event.circle_id,
                account_id=event.author_id,
                kind="thanks",
                cause=cause,
                subject_id=event.comment_id,
                post_id=event.post_id,
            )
        else:
            await withdraw(conn, circle_id=event.circle_id, account_id=event.author_id, cause=cause)


async def count_digest(event: PostMarked, *, pool: Pool) -> None:
    """A post in the digest brings points, and one that is taken out of it loses them."""
    cause = f"digest:{event.post_id}"
    async with writing(pool) as conn:
        if event.marks.get("digest") is None:
            await withdraw(conn, circle_id=event.circle_id, account_id=event.author_id, cause=cause)
        else:
            await award(
                conn,
                circle_id=event.circle_id,
                account_id=event.author_id,
                kind="digest",
                cause=cause,
                subject_id=event.post_id,
                post_id=event.post_id,
            )


async def show_levels(event: LevelsChosen, *, pool: Pool) -> None:
    """Levels come beside names when a circle switches them on, and go when it switches them off."""
    after = UUID(int=0)
    while True:
        async with writing(pool) as conn:
            if not await conn.fetchval(_IS_ON, event.circle_id):
                if not await clear_levels(conn, circle_id=event.circle_id, most=_PORTION):
                    return
                continue
            rows = await conn.fetch(_STANDING, event.circle_id, after, _PORTION)
            levels = [(row["account_id"], level_of(row["points"])) for row in rows]
            await set_levels(conn, circle_id=event.circle_id, levels=levels)
        if len(rows) < _PORTION:
            return
        after = rows[-1]["account_id"]


async def show_level_again(event: CircleJoined, *, pool: Pool) -> None:
    """Whoever comes back to a circle has the level that they had."""
    async with reading(pool) as conn:
        points = await conn.fetchval(_POINTS, event.circle_id, event.account_id)
    if points is not None:
        async with writing(pool) as conn:
            await set_levels(conn, circle_id=event.circle_id, levels=[(event.account_id, level_of(points))])


async def forget_growth(event: AccountDeleted, *, pool: Pool) -> None:
    """Nothing is counted of a deleted person."""
    async with writing(pool) as conn:
        for statement in _FORGET:
            await conn.execute(statement, event.account_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    PostPublished: [count_post],
    PostHidden: [uncount_post],
    CommentPublished: [count_floor],
    CommentHidden: [uncount_floor],
    FloorThanked: [count_thanks],
    PostMarked: [count_digest],
    LevelsChosen: [show_levels],
    CircleJoined: [show_level_again],
    AccountDeleted: [forget_growth],
}
