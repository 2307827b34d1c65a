"""What several tests of posts need."""

from typing import NoReturn
from uuid import UUID

from tonghao.db import Connection
from tonghao.posts.types import Comment, Post
from tonghao.screening.types import ScreenerDown

# The first words of the house's list; held by every version of it.
HELD = "谁有萝莉资源"


class CheckerDown:
    """The text checker while it is out of order."""

    def verdict(self, text: str, *, kind: str, **where: object) -> NoReturn:
        raise ScreenerDown


async def counts(conn: Connection, post: Post) -> tuple[int, int]:
    """How many comments a post says it has, and its last floor."""
    row = await conn.fetchrow(
        "SELECT comment_count, last_floor FROM posts WHERE circle_id = $1 AND id = $2",
        post.circle_id,
        post.post_id,
    )
    return row["comment_count"], row["last_floor"]


def of(found: list[dict], what: Post | Comment) -> list[dict]:
    """The events about one post or comment."""
    key = "comment_id" if isinstance(what, Comment) else "post_id"
    return [event for event in found if event[key] == str(getattr(what, key))]


async def been_here(conn: Connection, *account_ids: UUID, days: int = 40) -> None:
    """Let accounts be older than they are: a new one may not lead elsewhere without being looked at."""
    await conn.execute(
        "UPDATE accounts SET created_at = created_at - make_interval(days => $2) WHERE id = ANY($1::uuid[])",
        list(account_ids),
        days,
    )
