"""HTTP for the home feed."""

from typing import Literal
from uuid import UUID

from litestar import Router, delete, get, put

from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotFound, SignInNeeded
from tonghao.feed.mute import mute_in_feed, unmute_in_feed
from tonghao.feed.read import list_feed, list_mutes
from tonghao.feed.types import FeedEntry, Mute
from tonghao.paging import BadCursor, Page
from tonghao.posts.count_views import Views


@get("/feed", operation_id="readFeed", responses=refusals(SignInNeeded, BadCursor, InvalidRequest))
async def read_feed(caller: Caller, pool: Pool, views: Views, cursor: str | None = None) -> Page[FeedEntry]:
    """Posts of the circles you joined, newest first."""
    async with reading(pool) as conn:
        page = await list_feed(conn, account_id=caller.account_id, cursor=cursor)
    views.saw((entry.post for entry in page.entries), caller)
    return page


@get("/feed/mutes", operation_id="listFeedMutes", responses=refusals(SignInNeeded))
async def mutes(caller: Caller, pool: Pool) -> list[Mute]:
    """What you keep out of your feed."""
    async with reading(pool) as conn:
        return await list_mutes(conn, account_id=caller.account_id)


@put(
    "/feed/mutes/{subject_kind:str}/{subject_id:uuid}",
    operation_id="muteInFeed",
    status_code=204,
    responses=refusals(SignInNeeded, NotFound, InvalidRequest),
)
async def mute(
    subject_kind: Literal["circle", "account"], subject_id: UUID, caller: Caller, pool: Pool
) -> None:
    """Keep a circle or a person out of your feed."""
    async with writing(pool) as conn:
        await mute_in_feed(
            conn, account_id=caller.account_id, subject_kind=subject_kind, subject_id=subject_id
        )


@delete(
    "/feed/mutes/{subject_kind:str}/{subject_id:uuid}",
    operation_id="unmuteInFeed",
    responses=refusals(SignInNeeded, NotFound, InvalidRequest),
)
async def unmute(
    subject_kind: Literal["circle", "account"], subject_id: UUID, caller: Caller, pool: Pool
) -> None:
    """Let a circle or a person into your feed again."""
    async with writing(pool) as conn:
        await unmute_in_feed(
            conn, account_id=caller.account_id, subject_kind=subject_kind, subject_id=subject_id
        )


router = Router("/", route_handlers=[read_feed, mutes, mute, unmute], tags=["feed"])
