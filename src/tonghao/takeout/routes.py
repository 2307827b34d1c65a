"""HTTP for takeouts."""

from uuid import UUID

from litestar import Router, get, post
from litestar.response import Stream
from litestar.status_codes import HTTP_202_ACCEPTED, HTTP_204_NO_CONTENT

from tonghao.accounts.prove_again import ProofNeeded, must_be_proved
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotFound, SignInNeeded, TooMany
from tonghao.limits import Limiter
from tonghao.media.store import Store
from tonghao.takeout.ask import TakeoutRunning, ask_takeout
from tonghao.takeout.read import file_key, get_takeout, list_takeouts
from tonghao.takeout.types import Takeout

_THEIRS = (InvalidRequest, NotFound, ProofNeeded, SignInNeeded)


@get("/me/takeouts", operation_id="listTakeouts", responses=refusals(SignInNeeded))
async def takeouts(caller: Caller, pool: Pool) -> list[Takeout]:
    """List what one has had put together, with how far it is."""
    async with reading(pool) as conn:
        return await list_takeouts(conn, caller.account_id)


@post(
    "/me/takeouts",
    operation_id="askTakeout",
    status_code=HTTP_202_ACCEPTED,
    responses=refusals(ProofNeeded, SignInNeeded, TakeoutRunning, TooMany),
)
async def ask(caller: Caller, pool: Pool, limiter: Limiter) -> Takeout:
    """Have everything about oneself put together; it takes a while, and one is told."""
    await limiter.count("6 per 1 day", "takeout", str(caller.account_id))
    async with writing(pool) as conn:
        return await ask_takeout(conn, account_id=caller.account_id, session_id=caller.session_id)


async def _ready(caller: Caller, pool: Pool, takeout_id: UUID) -> Takeout:
    async with reading(pool) as conn:
        takeout = await get_takeout(conn, account_id=caller.account_id, takeout_id=takeout_id)
        await must_be_proved(conn, account_id=caller.account_id, session_id=caller.session_id)
    if takeout.state != "ready":
        raise NotFound
    return takeout


@post(
    "/me/takeouts/{takeout_id:uuid}/fetches",
    operation_id="prepareFetch",
    status_code=HTTP_204_NO_CONTENT,
    responses=refusals(*_THEIRS),
)
async def prepare(takeout_id: UUID, caller: Caller, pool: Pool) -> None:
    """Ask whether the file can be fetched now, before the browser is sent for it."""
    await _ready(caller, pool, takeout_id)


@get(
    "/me/takeouts/{takeout_id:uuid}/file",
    operation_id="fetchTakeout",
    media_type="application/zip",
    responses=refusals(*_THEIRS, TooMany),
)
async def fetch(takeout_id: UUID, caller: Caller, pool: Pool, store: Store, limiter: Limiter) -> Stream:
    """Fetch the zip; only its owner can, for seven days."""
    await limiter.count("20 per 1 day", "takeout_file", str(caller.account_id))
    takeout = await _ready(caller, pool, takeout_id)
    chunks = await store.stream(file_key(caller.account_id, takeout_id))
    if chunks is None:
        raise NotFound
    name = f"tonghao-{takeout.asked_at:%Y-%m-%d}.zip"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-length": str(takeout.size_bytes),
        "cache-control": "no-store",
    }
    return Stream(chunks, media_type="application/zip", headers=headers)


router = Router("/", route_handlers=[takeouts, ask, prepare, fetch], tags=["takeout"])
