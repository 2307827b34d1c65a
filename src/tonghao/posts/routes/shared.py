"""What the addresses of posts and of comments have in common."""

from typing import Annotated
from uuid import UUID

from litestar.params import Parameter
from msgspec import Meta

from tonghao.accounts.brake_feature import FeatureStopped
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.caller import Caller
from tonghao.circles.access import WRITING, LinksUnwelcome
from tonghao.circles.read import access_of
from tonghao.circles.restrictions import PhotosLater, PhotosStopped
from tonghao.db import Connection, Pool, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.idempotency import IdempotencyMismatch
from tonghao.limits import Limiter
from tonghao.paging import BadCursor
from tonghao.posts.clean import TextEmpty, TextTooLong, TextUnreadable
from tonghao.posts.like import BlockedByAuthor, like
from tonghao.posts.mention import TooManyMentions
from tonghao.posts.save_draft import DraftPlace, drop_draft
from tonghao.posts.types import Likes

# Longer than any text that is taken, so that what is too long gets its own sentence.
Text = Annotated[str, Meta(max_length=200_000)]
Cursor = Annotated[str | None, Parameter(max_length=300)]
# Why staff remove something; everybody reads it in the circle's log.
Why = Annotated[str | None, Parameter(max_length=500)]
# The draft that is sent: it is dropped with the same commit, unless another device has saved a newer one.
DraftVersion = Annotated[int, Meta(ge=1, le=2**31 - 1)] | None
Limit = Annotated[int, Parameter(ge=1, le=50)]

READ = (InvalidRequest, NotFound, BadCursor)
ASKED = (InvalidRequest, SignInNeeded, NotFound)
REMOVED = (*ASKED, NotAllowed, ReasonNeeded, TextRefused, CheckerAway)
MEMBER = WRITING
LIKED = (*ASKED, *MEMBER, BlockedByAuthor, TooMany)
WRITTEN = (
    *ASKED, *MEMBER, PhotosStopped, PhotosLater, LinksUnwelcome, FeatureStopped, IdempotencyMismatch, TooMany,
    TextUnreadable, TextTooLong, TextEmpty, TooManyMentions,
)  # fmt: skip

POST = "/circles/{circle_id:uuid}/posts/{post_id:uuid}"


async def may_read(conn: Connection, circle_id: UUID, viewer: Caller | None) -> tuple[UUID | None, bool]:
    """Who asks, and whether they moderate; raises NotFound when the circle is not theirs to see."""
    account_id = None if viewer is None else viewer.account_id
    is_moderator = viewer is not None and viewer.is_moderator
    await access_of(conn, circle_id, account_id, is_moderator=is_moderator)
    return account_id, is_moderator


async def drop_sent(conn: Connection, caller: Caller, place: DraftPlace, version: int | None) -> None:
    """Drop the draft of what was just sent; None when it was written without one."""
    if version is not None:
        await drop_draft(conn, account_id=caller.account_id, place=place, version=version)


async def add_like(
    pool: Pool, caller: Caller, limiter: Limiter, ids: tuple[UUID, UUID, UUID | None]
) -> Likes:
    """Like the post or comment with these identifiers (circle, post, comment)."""
    await limiter.count("300 per 10 minutes", "like", str(caller.account_id))
    async with writing(pool) as conn:
        return await like(
            conn, circle_id=ids[0], post_id=ids[1], comment_id=ids[2], account_id=caller.account_id
        )
