"""Tell the raid: five fresh accounts wrote the same fraud into one circle, and who was on duty was called."""

from datetime import datetime, timedelta
from typing import Final

from tonghao.accounts.make_demo import make_demo_account
from tonghao.calls.load import LoadedCall, load_call
from tonghao.calls.types import Side
from tonghao.crypto import hash_password, new_token
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.ids import derived_id, derived_time_id
from tonghao.posts.load import LoadedPost, load_posts
from tonghao.screening.text import TextScreener

_CIRCLE: Final = "kandong"
# Who wrote it; they are nobody of the lane.
RAIDERS: Final = tuple(f"jianzhi_{number:02}" for number in range(1, 6))
_TEXT: Final = "手机兼职刷单，一单五十，当天结，名额不多。"
_OTHER: Final = "在家刷单日入三百，垫付马上返。"
_SEVERITY: Final = 3
# How long before the telling: the first of them, when it rang, and when somebody was on it.
_WROTE: Final = timedelta(minutes=14)
_RANG: Final = timedelta(minutes=12)
_AGAIN: Final = timedelta(minutes=7)
_ANSWERED: Final = {"partner": timedelta(minutes=11), "platform": timedelta(minutes=6)}
_HOLDERS: Final[dict[Side, str]] = {"partner": "fang_kuaiji", "platform": "lao_zheng"}

_IS_TOLD: Final = "SELECT EXISTS (SELECT FROM profiles WHERE account_id = $1)"


async def tell_raid(conn: Connection, *, screener: TextScreener, at: datetime) -> None:
    """Add the accounts, what they wrote, which the checker holds, and the calls about it; once.

    The cases are opened by the worker, as those of anybody; the calls are there already, so that they join.
    """
    if await conn.fetchval(_IS_TOLD, account_id_of(RAIDERS[0])):
        return
    closed = await hash_password(new_token())
    circle_id = circle_id_of(_CIRCLE)
    for number, handle in enumerate(RAIDERS, 1):
        await make_demo_account(
            conn,
            account_id=account_id_of(handle),
            handle=handle,
            name=f"居家兼职{number:02}",
            bio="",
            age_class="adult",
            role="member",
            password_hash=closed,
            created_at=at - timedelta(hours=2),
        )
    for side, handle in _HOLDERS.items():
        holder, rung = account_id_of(handle), [at - _RANG]
        if side == "platform":
            rung.append(at - _AGAIN)
        call = LoadedCall(
            derived_time_id((at - _RANG).timestamp(), "call", side),
            side,
            circle_id,
            _SEVERITY,
            [(holder, moment) for moment in rung],
            holder,
            at - _ANSWERED[side],
        )
        await load_call(conn, call)
    await load_posts(conn, [_post(number, screener, at) for number in range(len(RAIDERS) + 1)])


def _post(number: int, screener: TextScreener, at: datetime) -> LoadedPost:
    handle, text = RAIDERS[number % len(RAIDERS)], _TEXT if number < len(RAIDERS) else _OTHER
    return LoadedPost(
        circle_id_of(_CIRCLE),
        derived_id("wutong", "raid", str(number)),
        account_id_of(handle),
        text,
        screener.verdict(text, kind="post"),
        at - _WROTE + timedelta(seconds=20 * number),
    )
