"""HTTP for what one is called in a circle."""

from uuid import UUID

from litestar import get, put

from tonghao.accounts.check_name import NameRefused
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.access import SAYING
from tonghao.circles.read import access_of, get_nickname
from tonghao.circles.routes.shared import ASKED
from tonghao.circles.set_nickname import LooksLikeStaff, set_nickname
from tonghao.circles.types import Nickname
from tonghao.db import Pool, reading, writing
from tonghao.errors import NotFound, TooMany
from tonghao.limits import Limiter
from tonghao.screening.text import TextScreener

_MINE = "/circles/{circle_id:uuid}/memberships/me/nickname"


@get(_MINE, operation_id="getNickname", responses=refusals(*ASKED, NotFound))
async def nickname(circle_id: UUID, caller: Caller, pool: Pool) -> Nickname:
    """What I am called in a circle."""
    async with reading(pool) as conn:
        await access_of(conn, circle_id, caller.account_id, is_moderator=caller.is_moderator)
        return await get_nickname(conn, circle_id=circle_id, account_id=caller.account_id)


@put(
    _MINE,
    operation_id="setNickname",
    responses=refusals(
        *ASKED,
        NotFound,
        *SAYING,
        NameRefused,
        TextRefused,
        CheckerAway,
        LooksLikeStaff,
        TooMany,
    ),
)
async def choose_nickname(
    *, circle_id: UUID, data: Nickname, caller: Caller, pool: Pool, screener: TextScreener, limiter: Limiter
) -> Nickname:
    """Be called otherwise in this circle only; null is my own name again."""
    await limiter.count("20 per hour", "set_nickname", str(caller.account_id))
    async with writing(pool) as conn:
        return await set_nickname(
            conn,
            screener=screener,
            circle_id=circle_id,
            account_id=caller.account_id,
            nickname=data.nickname,
        )
