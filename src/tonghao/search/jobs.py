"""What search does without a request: cut words a moment after they were written."""

from collections.abc import Awaitable, Callable
from typing import Final

from tonghao.db import Pool, writing
from tonghao.events import (
    AccountDeleted,
    CommentEdited,
    CommentHidden,
    CommentPublished,
    PostEdited,
    PostHidden,
    PostPublished,
)
from tonghao.reading_events import AnswersMarked, FloorThanked
from tonghao.search.index import (
    drop_from_index,
    forget_author,
    index_answers,
    index_comment,
    index_post,
    walk,
)

# A minute's share of the walk: at 500 each some seconds of work.
_STEPS: Final = 20


async def index_of_post(event: PostPublished | PostEdited, *, pool: Pool) -> None:
    """Cut a post; what is read is its state now, whichever of its events comes late."""
    async with writing(pool) as conn:
        await index_post(conn, circle_id=event.circle_id, post_id=event.post_id)


async def index_of_comment(
    event: CommentPublished | CommentEdited | CommentHidden | FloorThanked, *, pool: Pool
) -> None:
    """Cut a comment, or take it out."""
    async with writing(pool) as conn:
        await index_comment(
            conn, circle_id=event.circle_id, post_id=event.post_id, comment_id=event.comment_id
        )


async def index_of_answers(event: AnswersMarked, *, pool: Pool) -> None:
    """Weigh a solved question and its answers anew."""
    async with writing(pool) as conn:
        await index_answers(
            conn, circle_id=event.circle_id, post_id=event.post_id, floors=event.answer_floors
        )


async def drop_hidden(event: PostHidden, *, pool: Pool) -> None:
    """Take out a hidden post; it was not found from the moment it was hidden."""
    async with writing(pool) as conn:
        if event.state == "deleted":
            await drop_from_index(conn, circle_id=event.circle_id, post_id=event.post_id, whole_thread=True)
        else:
            await index_post(conn, circle_id=event.circle_id, post_id=event.post_id)


async def forget_deleted(event: AccountDeleted, *, pool: Pool) -> None:
    """Take out everything that a deleted account wrote."""
    async with writing(pool) as conn:
        await forget_author(conn, account_id=event.account_id)


async def index_everything(pool: Pool) -> None:
    """Go on with the walk over everything: what was imported, what was there before."""
    for source in ("posts", "comments"):
        for _ in range(_STEPS):
            async with writing(pool) as conn:
                if not await walk(conn, source=source):
                    break


HEARS: Final[dict[type, list[Callable[..., Awaitable[None]]]]] = {
    PostPublished: [index_of_post],
    PostEdited: [index_of_post],
    PostHidden: [drop_hidden],
    CommentPublished: [index_of_comment],
    CommentEdited: [index_of_comment],
    CommentHidden: [index_of_comment],
    FloorThanked: [index_of_comment],
    AnswersMarked: [index_of_answers],
    AccountDeleted: [forget_deleted],
}
EVERY: Final = {"* * * * *": [index_everything]}
