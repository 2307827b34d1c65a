"""What the addresses of circles have in common."""

from typing import Annotated
from uuid import UUID

from litestar.params import QueryParameter

from tonghao.caller import Caller
from tonghao.circles.access import Access
from tonghao.circles.read import access_of, page_access_of
from tonghao.db import Connection
from tonghao.errors import InvalidRequest, SignInNeeded
from tonghao.idempotency import IdempotencyMismatch

Words = Annotated[str | None, QueryParameter(name="q", max_length=60)]
Cursor = Annotated[str | None, QueryParameter(max_length=300)]
ASKED = (InvalidRequest, SignInNeeded)
WRITTEN = (InvalidRequest, SignInNeeded, IdempotencyMismatch)


def id_of(viewer: Caller | None) -> UUID | None:
    return None if viewer is None else viewer.account_id


async def page_seen_by(conn: Connection, circle_id: UUID, viewer: Caller | None) -> Access:
    """The same for the circle's own page, which those may see too who could ask to come in."""
    moderates = viewer is not None and viewer.is_moderator
    return await page_access_of(conn, circle_id, id_of(viewer), is_moderator=moderates)


async def seen_by(conn: Connection, circle_id: UUID, viewer: Caller | None) -> Access:
    """What *viewer* may do in a circle, moderators with what the platform lets them."""
    moderates = viewer is not None and viewer.is_moderator
    return await access_of(conn, circle_id, id_of(viewer), is_moderator=moderates)
