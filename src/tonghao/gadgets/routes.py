"""HTTP for gadgets; who may read the circle reads the bench."""

from typing import Annotated
from uuid import UUID

from litestar import Router, delete, get, post
from litestar.params import Parameter

from tonghao import idempotency
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.access import SAYING
from tonghao.circles.read import access_of
from tonghao.circles.record_act import optional_reason
from tonghao.circles.restrictions import PhotosStopped
from tonghao.circles.tools import ToolNotUsed
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.gadgets.bring import bring_gadget
from tonghao.gadgets.diagnose import GadgetDone, diagnose_gadget, talk_at_bench
from tonghao.gadgets.end import end_gadget
from tonghao.gadgets.guess import GuessingOver, GuessTaken, RangeRefused, guess_price, remove_guess
from tonghao.gadgets.read import get_bench, get_gadget, list_gadgets
from tonghao.gadgets.remove import remove_gadget
from tonghao.gadgets.types import Bench, Gadget, GadgetEnd, NewDiagnosis, NewGadget, NewGuess
from tonghao.idempotency import IdempotencyMismatch
from tonghao.limits import Limiter
from tonghao.media.use import PhotoRefused
from tonghao.money import AmountRefused
from tonghao.paging import BadCursor, Page
from tonghao.remarks.talk import talk_under
from tonghao.remarks.types import NewRemark, Remark
from tonghao.screening.text import TextScreener

_ALL = "/circles/{circle_id:uuid}/gadgets"
_ONE = _ALL + "/{gadget_id:uuid}"
_ASKED = (InvalidRequest, SignInNeeded, NotFound)
_WORDS = (TextRefused, CheckerAway)
_PHOTOS = (PhotosStopped, PhotoRefused)
_ONCE = (TooMany, IdempotencyMismatch)
_Cursor = Annotated[str | None, Parameter(max_length=300)]
_Why = Annotated[str | None, Parameter(max_length=500)]


@get(_ALL, operation_id="listGadgets", responses=refusals(InvalidRequest, NotFound, BadCursor))
async def every(circle_id: UUID, viewer: Caller | None, pool: Pool, cursor: _Cursor = None) -> Page[Gadget]:
    """What is at the bench, then what has left it."""
    viewer_id = None if viewer is None else viewer.account_id
    async with reading(pool) as conn:
        await access_of(conn, circle_id, viewer_id)
        return await list_gadgets(conn, circle_id=circle_id, viewer_id=viewer_id, cursor=cursor)


@get("/circles/{circle_id:uuid}/bench", operation_id="getBench", responses=refusals(InvalidRequest, NotFound))
async def bench(circle_id: UUID, viewer: Caller | None, pool: Pool) -> Bench:
    """How many live again, how many do not, and what all of it cost."""
    async with reading(pool) as conn:
        await access_of(conn, circle_id, None if viewer is None else viewer.account_id)
        return await get_bench(conn, circle_id=circle_id)


@get(_ONE, operation_id="getGadget", responses=refusals(InvalidRequest, NotFound))
async def one(circle_id: UUID, gadget_id: UUID, viewer: Caller | None, pool: Pool) -> Gadget:
    """One thing with its guesses."""
    viewer_id = None if viewer is None else viewer.account_id
    async with reading(pool) as conn:
        await access_of(conn, circle_id, viewer_id)
        return await get_gadget(conn, circle_id=circle_id, gadget_id=gadget_id, viewer_id=viewer_id)


@post(
    _ALL,
    operation_id="bringGadget",
    responses=refusals(*_ASKED, *SAYING, *_WORDS, *_PHOTOS, *_ONCE, ToolNotUsed),
)
async def bring(
    *,
    circle_id: UUID,
    data: NewGadget,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> Gadget:
    """Bring something broken."""
    await limiter.count("10 per day", "bring_gadget", str(caller.account_id))
    async with writing(pool) as conn:

        async def verb() -> Gadget:
            access = await access_of(conn, circle_id, caller.account_id)
            gadget_id = await bring_gadget(conn, screener=screener, access=access, new=data)
            return await get_gadget(
                conn, circle_id=circle_id, gadget_id=gadget_id, viewer_id=caller.account_id
            )

        return await idempotency.answer(conn, caller.account_id, key, Gadget, verb)


@post(
    _ONE + "/guesses",
    operation_id="guessPrice",
    responses=refusals(*_ASKED, *SAYING, *_WORDS, TooMany, RangeRefused, GuessingOver, GuessTaken),
)
async def guess(
    *,
    circle_id: UUID,
    gadget_id: UUID,
    data: NewGuess,
    caller: Caller,
    pool: Pool,
    limiter: Limiter,
    screener: TextScreener,
) -> Gadget:
    """Guess what it costs and what is broken; again replaces my guess."""
    await limiter.count("30 per 10 minutes", "guess_price", str(caller.account_id))
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await guess_price(conn, screener=screener, access=access, gadget_id=gadget_id, new=data)
        return await get_gadget(conn, circle_id=circle_id, gadget_id=gadget_id, viewer_id=caller.account_id)


@delete(
    _ONE + "/guesses/{guess_id:uuid}",
    operation_id="removeGuess",
    responses=refusals(*_ASKED, *_WORDS, NotAllowed, ReasonNeeded),
)
async def unguess(
    *,
    circle_id: UUID,
    gadget_id: UUID,
    guess_id: UUID,
    caller: Caller,
    pool: Pool,
    screener: TextScreener,
    reason: _Why = None,
) -> None:
    """Take my guess back, or remove one from a circle that I look after."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        why = optional_reason(screener, reason)
        await remove_guess(conn, access=access, gadget_id=gadget_id, guess_id=guess_id, reason=why)


@post(
    _ONE + "/diagnosis",
    operation_id="diagnoseGadget",
    responses=refusals(*_ASKED, *SAYING, *_WORDS, *_ONCE, NotAllowed, RangeRefused, GadgetDone),
)
async def diagnose(
    *,
    circle_id: UUID,
    gadget_id: UUID,
    data: NewDiagnosis,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> Gadget:
    """Say from the bench of a circle that I look after what it is, and what it will cost."""
    await limiter.count("60 per 10 minutes", "diagnose_gadget", str(caller.account_id))
    async with writing(pool) as conn:

        async def verb() -> Gadget:
            access = await access_of(conn, circle_id, caller.account_id)
            await diagnose_gadget(conn, screener=screener, access=access, gadget_id=gadget_id, new=data)
            return await get_gadget(
                conn, circle_id=circle_id, gadget_id=gadget_id, viewer_id=caller.account_id
            )

        return await idempotency.answer(conn, caller.account_id, key, Gadget, verb)


@post(
    _ONE + "/talk",
    operation_id="talkAtBench",
    responses=refusals(*_ASKED, *SAYING, *_WORDS, *_PHOTOS, *_ONCE),
)
async def talk(
    *,
    circle_id: UUID,
    gadget_id: UUID,
    data: NewRemark,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> Page[Remark]:
    """Say something about it; the first page of what was said comes back."""
    await limiter.count("30 per 10 minutes", "talk_at_bench", str(caller.account_id))
    async with writing(pool) as conn:
        return await talk_under(
            conn,
            circle_id=circle_id,
            subject_id=gadget_id,
            account_id=caller.account_id,
            key=key,
            say=lambda access: talk_at_bench(
                conn, screener=screener, access=access, gadget_id=gadget_id, new=data
            ),
        )


@post(
    _ONE + "/end",
    operation_id="endGadget",
    status_code=200,
    responses=refusals(*_ASKED, *SAYING, *_WORDS, NotAllowed, GadgetDone, AmountRefused),
)
async def end(
    *,
    circle_id: UUID,
    gadget_id: UUID,
    data: GadgetEnd,
    caller: Caller,
    pool: Pool,
    screener: TextScreener,
) -> Gadget:
    """Say how mine ended, or one at the bench of a circle that I look after, and what it cost."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await end_gadget(conn, screener=screener, access=access, gadget_id=gadget_id, end=data)
        return await get_gadget(conn, circle_id=circle_id, gadget_id=gadget_id, viewer_id=caller.account_id)


@delete(
    _ONE,
    operation_id="removeGadget",
    responses=refusals(*_ASKED, *_WORDS, NotAllowed, ReasonNeeded),
)
async def remove(
    *,
    circle_id: UUID,
    gadget_id: UUID,
    caller: Caller,
    pool: Pool,
    screener: TextScreener,
    reason: _Why = None,
) -> None:
    """Take mine from the bench, or remove one from a circle that I look after."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        why = optional_reason(screener, reason)
        await remove_gadget(conn, access=access, gadget_id=gadget_id, reason=why)


router = Router(
    "/",
    route_handlers=[every, bench, one, bring, guess, unguess, diagnose, talk, end, remove],
    tags=["gadgets"],
)
