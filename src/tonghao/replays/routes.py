"""HTTP for replays; for people of the platform."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get, post
from litestar.params import QueryParameter
from litestar.status_codes import HTTP_202_ACCEPTED

from tonghao import idempotency
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.limits import Limiter
from tonghao.paging import BadCursor, Page
from tonghao.replays.ask import NoReplayHere, ReplayRunning, ask_replay, may_replay
from tonghao.replays.read import basis, get_replay, list_replays
from tonghao.replays.types import NewReplay, Replay, ReplayBasis, ReplayRow

_STAFF = (InvalidRequest, NotAllowed, SignInNeeded)
_Cursor = Annotated[str | None, QueryParameter(max_length=300)]


@get("/replay-basis", operation_id="getReplayBasis", responses=refusals(*_STAFF))
async def replay_basis(caller: Caller, config: Config) -> ReplayBasis:
    """What was published of November 2016, and what a replay assumes about people."""
    caller.must_moderate()
    return basis(may_run=may_replay(config))


@get("/replays", operation_id="listReplays", responses=refusals(BadCursor, *_STAFF))
async def replays(caller: Caller, pool: Pool, cursor: _Cursor = None) -> Page[ReplayRow]:
    """The replays that were run here, newest first."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_replays(conn, cursor=cursor)


@get("/replays/{replay_id:uuid}", operation_id="getReplay", responses=refusals(NotFound, *_STAFF))
async def one_replay(replay_id: UUID, caller: Caller, pool: Pool) -> Replay:
    """One replay with its hours, as far as it has come."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await get_replay(conn, replay_id)


@post(
    "/replays",
    operation_id="askReplay",
    status_code=HTTP_202_ACCEPTED,
    responses=refusals(*_STAFF, NoReplayHere, ReplayRunning, TooMany, idempotency.IdempotencyMismatch),
)
async def ask(
    *, data: NewReplay, caller: Caller, pool: Pool, config: Config, key: idempotency.Key, limiter: Limiter
) -> Replay:
    """Replay November 2016 away from this community; it takes a minute or two."""
    caller.must_moderate()
    await limiter.count("30 per hour", "replay", str(caller.account_id))
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            Replay,
            lambda: ask_replay(conn, config=config, new=data),
        )


router = Router("/", route_handlers=[replay_basis, replays, one_replay, ask], tags=["replays"])
