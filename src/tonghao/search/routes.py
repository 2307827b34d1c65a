"""HTTP for search."""

from datetime import datetime

from litestar import Router, get

from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.db import Pool, reading
from tonghao.errors import InvalidRequest, SignInNeeded, TooMany
from tonghao.limits import Limiter
from tonghao.paging import BadCursor
from tonghao.posts.count_views import Excerpt, Views
from tonghao.search.ask import NothingToSearch, QueryTooLong
from tonghao.search.read import search_names, search_texts
from tonghao.search.types import Hits, Kind, Names, Order

_ASKED = (SignInNeeded, InvalidRequest, NothingToSearch, QueryTooLong, TooMany)
# A person who reads what is found asks less often; a program that copies everything more.
_LIMIT = "120 per 1 minute"


@get("/search/texts", operation_id="searchTexts", responses=refusals(*_ASKED, BadCursor))
async def texts(
    *,
    q: str,
    caller: Caller,
    pool: Pool,
    limiter: Limiter,
    kind: Kind = "all",
    order: Order = "best",
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: str | None = None,
    views: Views,
) -> Hits:
    """Find posts and comments: words, "phrases", -excluded, tag:, in:circle, from:@handle."""
    await limiter.count(_LIMIT, "search", str(caller.account_id))
    async with reading(pool) as conn:
        found = await search_texts(
            conn,
            viewer_id=caller.account_id,
            typed=q,
            kind=kind,
            order=order,
            since=since,
            until=until,
            cursor=cursor,
        )
    shown = (
        Excerpt(hit.circle_id, hit.post_id, hit.comment_id, hit.author.account_id) for hit in found.entries
    )
    views.saw_excerpts(shown, caller)
    return found


@get("/search/names", operation_id="searchNames", responses=refusals(*_ASKED))
async def names(q: str, caller: Caller, pool: Pool, limiter: Limiter) -> Names:
    """Find circles by name, and people who allow it; slips of the hand are forgiven."""
    await limiter.count(_LIMIT, "search_names", str(caller.account_id))
    async with reading(pool) as conn:
        return await search_names(conn, viewer_id=caller.account_id, typed=q)


router = Router("/", route_handlers=[texts, names], tags=["search"])
