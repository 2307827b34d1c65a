"""HTTP for notifications."""

from litestar import Router, get, post

from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, SignInNeeded
from tonghao.notifications.mark_read import read_notifications
from tonghao.notifications.read import count_unread, list_notifications
from tonghao.notifications.types import NotificationPage, Reads, Unread
from tonghao.paging import BadCursor


@get(
    "/notifications",
    operation_id="listNotifications",
    responses=refusals(BadCursor, InvalidRequest, SignInNeeded),
)
async def newest(caller: Caller, pool: Pool, cursor: str | None = None) -> NotificationPage:
    """What you are told, newest first."""
    async with reading(pool) as conn:
        return await list_notifications(conn, account_id=caller.account_id, cursor=cursor)


@get("/notifications/unread", operation_id="countUnreadNotifications", responses=refusals(SignInNeeded))
async def unread(caller: Caller, pool: Pool) -> Unread:
    """How many notifications are unread."""
    async with reading(pool) as conn:
        return Unread(await count_unread(conn, caller.account_id))


@post(
    "/notifications/reads",
    operation_id="readNotifications",
    responses=refusals(InvalidRequest, SignInNeeded),
)
async def mark_read(data: Reads, caller: Caller, pool: Pool) -> Unread:
    """Mark notifications as read, on all devices. Sending it twice does no harm, so it needs no key."""
    async with writing(pool) as conn:
        return await read_notifications(conn, account_id=caller.account_id, ids=data.ids)


router = Router("/", route_handlers=[newest, unread, mark_read], tags=["notifications"])
