"""HTTP for the public standard, its exceptions, and the versions of the policy."""

from typing import Annotated
from uuid import UUID

from litestar import Router, delete, get, post
from litestar.params import QueryParameter

from tonghao import idempotency
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.screen_text import CheckerAway
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.idempotency import IdempotencyMismatch
from tonghao.limits import Limiter
from tonghao.paging import BadCursor, Page
from tonghao.policies.circle_exceptions import list_exceptions
from tonghao.policies.order_version import OrderTimeRefused, SharePointless, order_version
from tonghao.policies.replay import PolicyReplayRunning, ask_replay, find_newest_replay
from tonghao.policies.rulings import get_in_force, list_versions
from tonghao.policies.shadow import NoShadow, ShadowRunning, begin_shadow, end_shadow, find_shadow
from tonghao.policies.standard import get_standard
from tonghao.policies.try_text import try_text
from tonghao.policies.types import (
    Exempt,
    InForce,
    NewOrder,
    NewReplay,
    NewShadow,
    NewTrial,
    NewVersion,
    PolicyReplay,
    PolicyVersion,
    PublishedStandard,
    Shadow,
    Trial,
)
from tonghao.policies.write_version import (
    PolicyContradictory,
    PolicyEmpty,
    PolicyExpression,
    UnknownPolicyCategory,
    write_version,
)
from tonghao.screening.text import TextScreener
from tonghao.screening.types import ScreenerDown

_Version = Annotated[str | None, QueryParameter(name="version", max_length=40)]
_Cursor = Annotated[str | None, QueryParameter(max_length=300)]
_STAFF = (InvalidRequest, NotAllowed, SignInNeeded)
_SENSELESS = (PolicyEmpty, PolicyContradictory, PolicyExpression, UnknownPolicyCategory)


@get("/standard", operation_id="getStandard", responses=refusals(InvalidRequest, NotFound))
async def standard(wanted: _Version = None) -> PublishedStandard:
    """The public standard: rules, what follows, exceptions, examples, and what changed in this version."""
    return get_standard(wanted)


@get(
    "/circles/{circle_id:uuid}/exceptions",
    operation_id="listExceptions",
    responses=refusals(InvalidRequest, NotFound),
)
async def exceptions(circle_id: UUID, viewer: Caller | None, pool: Pool) -> list[Exempt]:
    """What a person may release in this circle by its topic, although a category names it."""
    async with reading(pool) as conn:
        return await list_exceptions(conn, circle_id=circle_id, viewer=viewer)


@get("/policy", operation_id="getPolicy", responses=refusals(*_STAFF))
async def in_force(caller: Caller, pool: Pool) -> InForce:
    """Which version of the policy counts, what it changes, and since when."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await get_in_force(conn)


@get("/policy/versions", operation_id="listPolicyVersions", responses=refusals(BadCursor, *_STAFF))
async def versions(caller: Caller, pool: Pool, cursor: _Cursor = None) -> Page[PolicyVersion]:
    """Every version that was written, newest first."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_versions(conn, cursor=cursor)


@post(
    "/policy/versions",
    operation_id="writePolicyVersion",
    responses=refusals(*_STAFF, *_SENSELESS, ReasonNeeded, IdempotencyMismatch),
)
async def write(*, data: NewVersion, caller: Caller, pool: Pool, key: idempotency.Key) -> PolicyVersion:
    """Keep a version of the policy. It changes nothing until it is ordered; for the operator."""
    caller.must_operate()
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            PolicyVersion,
            lambda: write_version(conn, operator_id=caller.account_id, overlay=data.overlay, note=data.note),
        )


@post(
    "/policy/trials",
    operation_id="tryPolicy",
    status_code=200,
    responses=refusals(*_STAFF, *_SENSELESS, CheckerAway, TooMany),
)
async def trial(*, data: NewTrial, caller: Caller, screener: TextScreener, limiter: Limiter) -> Trial:
    """Judge a text as it is now and as it would be; nothing is kept. For the operator."""
    caller.must_operate()
    await limiter.count("60 per minute", "policy trial", str(caller.account_id))
    try:
        return await try_text(screener, text=data.text, overlay=data.overlay)
    except ScreenerDown:
        raise CheckerAway from None


@post(
    "/policy/versions/{number:int}/replays",
    operation_id="replayPolicy",
    responses=refusals(*_STAFF, NotFound, PolicyReplayRunning, IdempotencyMismatch),
)
async def replay(
    *, number: int, data: NewReplay, caller: Caller, pool: Pool, key: idempotency.Key
) -> PolicyReplay:
    """Judge the last days again under a version, in the background; for the operator."""
    caller.must_operate()
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            PolicyReplay,
            lambda: ask_replay(conn, operator_id=caller.account_id, number=number, days=data.days),
        )


@get("/policy/replay", operation_id="getPolicyReplay", responses=refusals(NotFound, *_STAFF))
async def newest_replay(caller: Caller, pool: Pool) -> PolicyReplay:
    """The replay that was asked for last, with its progress and what would change."""
    caller.must_moderate()
    async with reading(pool) as conn:
        found = await find_newest_replay(conn)
    if found is None:
        raise NotFound
    return found


@post(
    "/policy/orders",
    operation_id="orderPolicy",
    responses=refusals(
        *_STAFF, NotFound, OrderTimeRefused, SharePointless, ReasonNeeded, IdempotencyMismatch
    ),
)
async def order(*, data: NewOrder, caller: Caller, pool: Pool, key: idempotency.Key) -> InForce:
    """Let a version count, now or from a date on; an older one takes the policy back. For the operator."""
    caller.must_operate()
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            InForce,
            lambda: order_version(
                conn,
                operator_id=caller.account_id,
                number=data.number,
                reason=data.reason,
                effective_at=data.effective_at,
                share=data.share,
            ),
        )


@get("/policy/shadow", operation_id="getPolicyShadow", responses=refusals(NotFound, *_STAFF))
async def newest_shadow(caller: Caller, pool: Pool) -> Shadow:
    """The version that judges alongside, or did last, with what it decides differently."""
    caller.must_moderate()
    async with reading(pool) as conn:
        found = await find_shadow(conn)
    if found is None:
        raise NotFound
    return found


@post(
    "/policy/shadows",
    operation_id="beginPolicyShadow",
    responses=refusals(*_STAFF, NotFound, ShadowRunning, ReasonNeeded, IdempotencyMismatch),
)
async def shadow(*, data: NewShadow, caller: Caller, pool: Pool, key: idempotency.Key) -> Shadow:
    """Let a version judge what is written without doing anything about it; for the operator."""
    caller.must_operate()
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            Shadow,
            lambda: begin_shadow(conn, operator_id=caller.account_id, number=data.number, reason=data.reason),
        )


@delete(
    "/policy/shadow",
    operation_id="endPolicyShadow",
    status_code=200,
    responses=refusals(*_STAFF, NoShadow),
)
async def unshadow(caller: Caller, pool: Pool) -> Shadow:
    """Let no version judge alongside any more; for the operator."""
    caller.must_operate()
    async with writing(pool) as conn:
        return await end_shadow(conn, operator_id=caller.account_id)


router = Router(
    "/",
    route_handlers=[
        standard,
        exceptions,
        in_force,
        versions,
        write,
        trial,
        replay,
        newest_replay,
        order,
        newest_shadow,
        shadow,
        unshadow,
    ],
    tags=["standard"],
)
