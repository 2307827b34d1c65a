"""HTTP for tips."""

from uuid import UUID

from litestar import Router, get, post, put
from msgspec.structs import replace

from tonghao.accounts.ask_passkey import PasskeyRefused
from tonghao.accounts.brake_feature import FeatureStopped
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.access import WRITING
from tonghao.circles.read import access_of
from tonghao.circles.restrictions import CircleClosed, CircleReadOnly
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.idempotency import IdempotencyMismatch
from tonghao.ledger.types import KeyReused
from tonghao.limits import Limiter
from tonghao.money import AmountRefused
from tonghao.tips.allow import OwnTip, TipsLater, TipsNotTaken, TipsOffHere, TipsPaused
from tonghao.tips.choose import TipsForAdults, choose_tips, switch_tips
from tonghao.tips.give import give_tip
from tonghao.tips.read import get_choice, get_circle_tipping, get_tip, get_tipping
from tonghao.tips.types import CircleTipping, NewTip, Tip, TipChoice, Tipping
from tonghao.wallets.confirm import (
    NewDeviceBraked,
    PayPasswordLocked,
    PayPasswordWanted,
    PayPasswordWrong,
    shown_confirmation,
)
from tonghao.wallets.limits import LimitReached, MinorsDoNot
from tonghao.wallets.refused import LEDGER_REFUSALS, refusal_of

_TIPS = "/circles/{circle_id:uuid}/posts/{post_id:uuid}/tips"
_SWITCH = "/circles/{circle_id:uuid}/tipping"
_ASKED = (InvalidRequest, SignInNeeded, NotFound)


@post(
    _TIPS,
    operation_id="giveTip",
    responses=refusals(
        *_ASKED, *WRITING, TooMany, AmountRefused, OwnTip, TipsOffHere, TipsPaused, TipsNotTaken, TipsLater,
        FeatureStopped, IdempotencyMismatch, KeyReused, LimitReached, MinorsDoNot, PasskeyRefused,
        PayPasswordWanted, PayPasswordWrong, PayPasswordLocked, NewDeviceBraked, *LEDGER_REFUSALS.values(),
    ),
)  # fmt: skip
async def give(
    *,
    circle_id: UUID,
    post_id: UUID,
    data: NewTip,
    caller: Caller,
    pool: Pool,
    config: Config,
    limiter: Limiter,
) -> Tip:
    """Thank the author of a post with money, which is held for a day."""
    await limiter.count("30 per 10 minutes", "give_tip", str(caller.account_id))
    confirmation = await shown_confirmation(
        pool, config, caller, pay_password=data.pay_password, passkey=data.passkey
    )
    async with writing(pool) as conn:
        given = await give_tip(
            conn,
            caller=caller,
            circle_id=circle_id,
            post_id=post_id,
            new=data,
            confirmation=confirmation,
            currency=config.currency,
        )
        if given.refusal is None:
            tip = await get_tip(conn, tip_id=given.tip_id, viewer_id=caller.account_id)
            return replace(tip, half=given.half)
    # Behind the commit, so that what the ledger refused stays refused.
    raise refusal_of(given.refusal)


@get(_TIPS, operation_id="getTipping", responses=refusals(*_ASKED))
async def tipping(circle_id: UUID, post_id: UUID, caller: Caller, pool: Pool, config: Config) -> Tipping:
    """Whether I may tip the author of a post, and why not. How much others gave is not told."""
    async with reading(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        return await get_tipping(
            conn, access=access, post_id=post_id, caller=caller, currency=config.currency
        )


@get("/tips/{tip_id:uuid}", operation_id="getTip", responses=refusals(*_ASKED))
async def one(tip_id: UUID, caller: Caller, pool: Pool) -> Tip:
    """A tip that I gave or got."""
    async with reading(pool) as conn:
        return await get_tip(conn, tip_id=tip_id, viewer_id=caller.account_id)


@get("/me/tips", operation_id="getTipChoice", responses=refusals(SignInNeeded))
async def choice(caller: Caller, pool: Pool) -> TipChoice:
    """Whether others may tip me; not, unless I chose so."""
    async with reading(pool) as conn:
        return await get_choice(conn, caller.account_id)


@put("/me/tips", operation_id="chooseTips", responses=refusals(InvalidRequest, SignInNeeded, TipsForAdults))
async def choose(data: TipChoice, caller: Caller, pool: Pool) -> TipChoice:
    """Let others tip me, or no longer."""
    async with writing(pool) as conn:
        await choose_tips(
            conn, account_id=caller.account_id, age_class=caller.age_class, takes_tips=data.takes_tips
        )
        return await get_choice(conn, caller.account_id)


@get(_SWITCH, operation_id="getCircleTipping", responses=refusals(*_ASKED))
async def circle_tipping(circle_id: UUID, caller: Caller, pool: Pool) -> CircleTipping:
    """Whether authors can be tipped in a circle."""
    async with reading(pool) as conn:
        await access_of(conn, circle_id, caller.account_id, is_moderator=caller.is_moderator)
        return await get_circle_tipping(conn, circle_id)


@put(
    _SWITCH,
    operation_id="switchTips",
    responses=refusals(*_ASKED, NotAllowed, CircleClosed, CircleReadOnly),
)
async def switch(circle_id: UUID, data: CircleTipping, caller: Caller, pool: Pool) -> CircleTipping:
    """Switch tips on or off in a circle that I host; it stands in the circle's log."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await switch_tips(conn, access=access, is_on=data.is_on)
        return await get_circle_tipping(conn, circle_id)


router = Router(
    "/",
    route_handlers=[give, tipping, one, choice, choose, circle_tipping, switch],
    tags=["tips"],
)
