"""HTTP for what readers leave on a thread: thanks, answers, how far they read, what they follow."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, post, put
from msgspec import Meta

from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, SignInNeeded, TooMany
from tonghao.limits import Limiter
from tonghao.paging import BadCursor, Page
from tonghao.posts.count_views import Views
from tonghao.posts.follow import follow, get_follow_settings, set_follow_settings, unfollow
from tonghao.posts.followed import list_followed
from tonghao.posts.mark_read import mark_read
from tonghao.posts.routes.shared import ASKED, LIKED, MEMBER, POST, Cursor, Limit
from tonghao.posts.solve import AnswerMissing, TooManyAnswers, solve
from tonghao.posts.thank import FloorsOnly, NotAQuestion, OwnFloor, take_thanks_back, thank
from tonghao.posts.types import FollowSettings, Post, Solved, Thanks, ThreadMark

_THANKS = POST + "/comments/{comment_id:uuid}/thanks"
_Floor = Annotated[int, Meta(ge=1, le=2**31 - 1)]
_AnswerFloor = Annotated[int, Meta(ge=2, le=2**31 - 1)]


class _ReadTo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The last floor that was read; 1 is the post itself."""

    floor: _Floor


class _Answers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All floors that answer the question; none opens it again."""

    floors: Annotated[list[_AnswerFloor], Meta(max_length=50)]


@post(_THANKS, operation_id="thankFloor", responses=refusals(*LIKED, NotAQuestion, FloorsOnly, OwnFloor))
async def thank_floor(
    *, circle_id: UUID, post_id: UUID, comment_id: UUID, caller: Caller, pool: Pool, limiter: Limiter
) -> Thanks:
    """Thank for a floor that helped me, under a question."""
    await limiter.count("120 per 10 minutes", "thank", str(caller.account_id))
    async with writing(pool) as conn:
        return await thank(
            conn, circle_id=circle_id, post_id=post_id, comment_id=comment_id, account_id=caller.account_id
        )


@delete(_THANKS + "/me", operation_id="takeThanksBack", status_code=200, responses=refusals(*ASKED))
async def unthank_floor(
    circle_id: UUID, post_id: UUID, comment_id: UUID, caller: Caller, pool: Pool
) -> Thanks:
    """Take my thanks back."""
    async with writing(pool) as conn:
        return await take_thanks_back(
            conn, circle_id=circle_id, post_id=post_id, comment_id=comment_id, account_id=caller.account_id
        )


@put(
    POST + "/answers",
    operation_id="solvePost",
    responses=refusals(*ASKED, *MEMBER, NotAllowed, NotAQuestion, TooManyAnswers, AnswerMissing, TooMany),
)
async def solve_post(
    *, circle_id: UUID, post_id: UUID, data: _Answers, caller: Caller, pool: Pool, limiter: Limiter
) -> Solved:
    """Mark the floors that answer my question, or one in a circle that I host."""
    await limiter.count("60 per 10 minutes", "solve", str(caller.account_id))
    async with writing(pool) as conn:
        return await solve(
            conn, circle_id=circle_id, post_id=post_id, account_id=caller.account_id, floors=data.floors
        )


@put(POST + "/read-mark", operation_id="markThreadRead", responses=refusals(*ASKED, TooMany))
async def read_to(
    *, circle_id: UUID, post_id: UUID, data: _ReadTo, caller: Caller, pool: Pool, limiter: Limiter
) -> ThreadMark:
    """Say how far I have read a thread; the farthest of my devices counts."""
    await limiter.count("400 per 10 minutes", "mark_read", str(caller.account_id))
    async with writing(pool) as conn:
        return await mark_read(
            conn, circle_id=circle_id, post_id=post_id, account_id=caller.account_id, floor=data.floor
        )


@put(POST + "/follow", operation_id="followThread", responses=refusals(*ASKED, TooMany))
async def follow_thread(
    *, circle_id: UUID, post_id: UUID, caller: Caller, pool: Pool, limiter: Limiter
) -> ThreadMark:
    """Hear of new floors in a thread."""
    await limiter.count("120 per 10 minutes", "follow", str(caller.account_id))
    async with writing(pool) as conn:
        return await follow(conn, circle_id=circle_id, post_id=post_id, account_id=caller.account_id)


@delete(POST + "/follow", operation_id="unfollowThread", status_code=200, responses=refusals(*ASKED))
async def unfollow_thread(circle_id: UUID, post_id: UUID, caller: Caller, pool: Pool) -> ThreadMark:
    """Hear no longer of new floors in a thread."""
    async with writing(pool) as conn:
        return await unfollow(conn, circle_id=circle_id, post_id=post_id, account_id=caller.account_id)


@get(
    "/me/follows",
    operation_id="listFollowedThreads",
    responses=refusals(InvalidRequest, SignInNeeded, BadCursor),
)
async def followed(
    caller: Caller, pool: Pool, views: Views, cursor: Cursor = None, limit: Limit = 20
) -> Page[Post]:
    """The threads that I follow, the last chosen first."""
    async with reading(pool) as conn:
        page = await list_followed(conn, account_id=caller.account_id, cursor=cursor, limit=limit)
    views.saw(page.entries, caller)
    return page


@get("/me/follow-settings", operation_id="getFollowSettings", responses=refusals(SignInNeeded))
async def settings(caller: Caller, pool: Pool) -> FollowSettings:
    """What I follow without being asked."""
    async with reading(pool) as conn:
        return await get_follow_settings(conn, caller.account_id)


@put(
    "/me/follow-settings",
    operation_id="setFollowSettings",
    responses=refusals(InvalidRequest, SignInNeeded),
)
async def choose(data: FollowSettings, caller: Caller, pool: Pool) -> FollowSettings:
    """Choose what I follow without being asked."""
    async with writing(pool) as conn:
        return await set_follow_settings(conn, account_id=caller.account_id, settings=data)
