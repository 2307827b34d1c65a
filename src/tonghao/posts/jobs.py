"""What posts do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.clock import now
from tonghao.db import Pool, reading, writing
from tonghao.events import AccountDeleted, CommentUnscreened, MediaChecked, PostUnscreened
from tonghao.media.read import list_uses
from tonghao.posts.count_views import trim_views
from tonghao.posts.forget import forget_some
from tonghao.posts.publish_due import list_due, publish_scheduled
from tonghao.posts.screen_waiting import list_waiting_comments, list_waiting_posts, screen_comment
from tonghao.posts.settle import settle_post
from tonghao.posts.slow_down import trim_turns
from tonghao.posts.weigh import trim_said
from tonghao.screening.text import TextScreener
from tonghao.screening.types import ScreenerDown

_PATIENCE_SECONDS: Final = 30
_SWEPT: Final = 200


async def screen_late_post(event: PostUnscreened, *, pool: Pool, screener: TextScreener) -> None:
    """Screen a post that was written while the checker was down."""
    async with writing(pool) as conn:
        await settle_post(conn, circle_id=event.circle_id, post_id=event.post_id, screener=screener)


async def screen_late_comment(event: CommentUnscreened, *, pool: Pool, screener: TextScreener) -> None:
    """Screen a comment that was written while the checker was down."""
    async with writing(pool) as conn:
        await screen_comment(
            conn,
            screener=screener,
            circle_id=event.circle_id,
            post_id=event.post_id,
            comment_id=event.comment_id,
        )


async def settle_posts_with_photo(event: MediaChecked, *, pool: Pool) -> None:
    """Publish the posts that waited for this photo alone, hide those that show it no longer rightly."""
    async with reading(pool) as conn:
        uses = await list_uses(conn, event.owner_id, event.media_id)
    for use in uses:
        if use.place_kind == "post" and use.circle_id is not None:
            async with writing(pool) as conn:
                await settle_post(conn, circle_id=use.circle_id, post_id=use.place_id)


async def forget_author(event: AccountDeleted, *, pool: Pool) -> None:
    """Delete what a deleted person wrote and liked."""
    more = True
    while more:
        async with writing(pool) as conn:
            more = await forget_some(conn, account_id=event.account_id)


async def sweep_waiting(pool: Pool, screener: TextScreener) -> None:
    """Look again at everything that waits, in case a job was lost or the checker came back."""
    async with reading(pool) as conn:
        posts = await list_waiting_posts(conn, age_seconds=_PATIENCE_SECONDS, most=_SWEPT)
        comments = await list_waiting_comments(conn, age_seconds=_PATIENCE_SECONDS, most=_SWEPT)
    try:
        for circle_id, post_id in posts:
            async with writing(pool) as conn:
                await settle_post(conn, circle_id=circle_id, post_id=post_id, screener=screener)
        for circle_id, post_id, comment_id in comments:
            async with writing(pool) as conn:
                await screen_comment(
                    conn, screener=screener, circle_id=circle_id, post_id=post_id, comment_id=comment_id
                )
    except ScreenerDown:
        return  # the next minute tries again


async def publish_due(pool: Pool, screener: TextScreener) -> None:
    """Publish what was written for this minute or an earlier one."""
    async with reading(pool) as conn:
        due = await list_due(conn, most=_SWEPT)
    for account_id, scheduled_id in due:
        async with writing(pool) as conn:
            await publish_scheduled(conn, screener=screener, account_id=account_id, scheduled_id=scheduled_id)


async def forget_turns(pool: Pool) -> None:
    """Forget when people last commented where comments were slow."""
    async with writing(pool) as conn:
        await trim_turns(conn)


async def forget_said(pool: Pool) -> None:
    """Forget what was said before the window in which the same counts."""
    async with writing(pool) as conn:
        await trim_said(conn)


async def forget_views(pool: Pool) -> None:
    """Forget how often posts were shown two days ago."""
    async with writing(pool) as conn:
        await trim_views(conn, moment=now())


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    PostUnscreened: [screen_late_post],
    CommentUnscreened: [screen_late_comment],
    MediaChecked: [settle_posts_with_photo],
    AccountDeleted: [forget_author],
}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {
    "* * * * *": [sweep_waiting, publish_due],
    "41 * * * *": [forget_turns, forget_said, forget_views],
}
