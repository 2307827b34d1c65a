"""HTTP for notifications."""

from typing import Any

from litestar import Request, Router, get, post, put
from litestar.status_codes import HTTP_200_OK

from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, SignInNeeded, TooMany
from tonghao.limits import Limiter
from tonghao.notifications.mark_read import read_notifications
from tonghao.notifications.read import count_unread, get_settings, list_notifications
from tonghao.notifications.release import release_held
from tonghao.notifications.set_wishes import QuietNeedsTwoTimes, set_wishes
from tonghao.notifications.types import (
    Delivered,
    NotificationPage,
    NotificationSettings,
    NotificationWishes,
    Reads,
    Unread,
    Unsubscribed,
)
from tonghao.notifications.unsubscribe import UnsubscribeLinkWrong, unsubscribe
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


@post("/notifications/releases", operation_id="releaseNotifications", responses=refusals(SignInNeeded))
async def release(caller: Caller, pool: Pool) -> Delivered:
    """Show at once what waits for the end of quiet hours."""
    async with writing(pool) as conn:
        return await release_held(conn, account_id=caller.account_id)


@get("/notifications/settings", operation_id="getNotificationSettings", responses=refusals(SignInNeeded))
async def settings(caller: Caller, pool: Pool) -> NotificationSettings:
    """What one wants to be told, when, and by mail."""
    async with reading(pool) as conn:
        return await get_settings(conn, caller.account_id)


@put(
    "/notifications/settings",
    operation_id="setNotificationSettings",
    responses=refusals(InvalidRequest, QuietNeedsTwoTimes, SignInNeeded, TooMany),
)
async def set_settings(
    data: NotificationWishes, caller: Caller, pool: Pool, limiter: Limiter
) -> NotificationSettings:
    """Set what one wants to be told, when, and by mail."""
    await limiter.count("200 per 1 hour", "notification_settings", str(caller.account_id))
    async with writing(pool) as conn:
        return await set_wishes(conn, account_id=caller.account_id, wishes=data)


@post(
    "/unsubscriptions/{token:str}",
    operation_id="unsubscribe",
    status_code=HTTP_200_OK,
    responses=refusals(InvalidRequest, TooMany, UnsubscribeLinkWrong),
)
async def end_mails(
    token: str, request: Request[Any, Any, Any], pool: Pool, limiter: Limiter
) -> Unsubscribed:
    """End the mails that a signed link names; mail programs ask for it by themselves, without a session."""
    await limiter.count("120 per 1 hour", "unsubscribe", request.client.host if request.client else "")
    async with writing(pool) as conn:
        return await unsubscribe(conn, token)


router = Router(
    "/",
    route_handlers=[newest, unread, mark_read, release, settings, set_settings, end_mails],
    tags=["notifications"],
)
