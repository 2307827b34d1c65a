"""Tell brakes: what was stopped in the last weeks and why it goes on, and a picture that stays away."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final, TypeVar
from uuid import UUID

from tonghao.accounts.brake_feature import NewFeatureBrake, pull_feature_brake, release_feature_brake
from tonghao.bank.enter import enter_photo
from tonghao.brakes.look import Growth
from tonghao.brakes.pull import pull_circle_brake, release_circle_brake
from tonghao.brakes.rates import rates
from tonghao.brakes.trip import trip
from tonghao.calls.end import end_breakers, end_cause
from tonghao.circles.lift_restriction import lift_restriction
from tonghao.circles.read import page_access_of
from tonghao.clock import told_by
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import Story, moment_of
from tonghao.demo.tell_threads import post_id_of
from tonghao.media.read import list_looks
from tonghao.screening.text import TextScreener

Done = TypeVar("Done")
_OFFICER: Final = "lao_zheng"
_OPERATOR: Final = "su_min"
_TOLD: Final = "SELECT EXISTS (SELECT FROM breaker_trips) OR EXISTS (SELECT FROM feature_brakes)"
_REMOVAL: Final = """
    SELECT d.id, d.case_id, d.category, d.note FROM case_decisions d JOIN cases c ON c.id = d.case_id
     WHERE c.subject_kind = 'post' AND c.subject_id = $1 AND d.act = 'remove' AND d.undone_at IS NULL
"""
_PHOTOS: Final = """
    SELECT owner_id, media_id FROM media_uses WHERE circle_id = $1 AND place_kind = 'post' AND place_id = $2
"""


async def tell_brakes(conn: Connection, story: Story, *, screener: TextScreener, at: datetime) -> None:
    """Let a breaker trip on a false alarm, pull two brakes, and let go of each after a while; once."""
    if await conn.fetchval(_TOLD):
        return
    await _trip(conn, at)
    await _stop_circle(conn, screener, at)
    await _stop_photos(conn, screener, at)
    await _keep_away(conn, story, at)


async def _at(moment: datetime, act: Callable[[], Awaitable[Done]]) -> Done:
    """Do something as if it were *moment*: the past of the lane has its own times."""
    with told_by(lambda: moment):
        return await act()


async def _trip(conn: Connection, at: datetime) -> None:
    """Autumn clothes in the photo circle: many looked, three were held, and a person found nothing."""
    circle_id, moment = circle_id_of("meiyan"), moment_of("24d 20:40", at)
    growth = Growth(circle_id, 72, 30, "sex", held=2, photos=3, photo_authors=7)
    await _at(moment, lambda: trip(conn, growth, moment=moment, rates=rates()))
    await _at(
        moment + timedelta(minutes=35),
        lambda: lift_restriction(
            conn,
            circle_id=circle_id,
            kind="photo_check",
            source="breaker",
            reason="看过了，是换季试衣服的照片，没有一张越线。",
            by=account_id_of(_OFFICER),
        ),
    )
    await end_breakers(conn, circle_id=circle_id, at=moment + timedelta(minutes=35))


async def _stop_circle(conn: Connection, screener: TextScreener, at: datetime) -> None:
    """Somebody posed as the accountant: the circle stood still until his accounts were gone."""
    officer, moment = account_id_of(_OFFICER), moment_of("19d 09:05", at)
    access = await page_access_of(conn, circle_id_of("kandong"), officer, is_moderator=True)
    pull, release = (
        partial(act, conn, screener=screener, access=access)
        for act in (pull_circle_brake, release_circle_brake)
    )
    await _at(moment, lambda: pull(reason="有人冒充方会计，叫人先垫钱。"))
    await _at(
        moment + timedelta(minutes=47),
        lambda: release(reason="冒充的号没有了，方会计在店里贴了告示。"),
    )
    await end_cause(conn, kind="brake", cause_id=circle_id_of("kandong"), at=moment + timedelta(minutes=47))


async def _stop_photos(conn: Connection, screener: TextScreener, at: datetime) -> None:
    """The machine in the tea room got a new disk."""
    operator, moment = account_id_of(_OPERATOR), moment_of("26d 07:30", at)
    brake = NewFeatureBrake("photos", "茶馆里那台机器换硬盘，半个钟头。")
    pulled = await _at(
        moment, lambda: pull_feature_brake(conn, screener=screener, account_id=operator, brake=brake)
    )
    await _at(
        moment + timedelta(minutes=26),
        lambda: release_feature_brake(
            conn, screener=screener, account_id=operator, brake_id=pulled.brake_id, reason="换好了。"
        ),
    )


async def _keep_away(conn: Connection, story: Story, at: datetime) -> None:
    """The picture that was taken from elsewhere: nobody puts it up again, in whichever circle."""
    for post in story.posts:
        if post.key != "meiyan-stolen":
            continue
        circle_id, post_id = circle_id_of(post.circle), post_id_of(post, at)
        decision = await conn.fetchrow(_REMOVAL, post_id)
        photos = [(row[0], row[1]) for row in await conn.fetch(_PHOTOS, circle_id, post_id)]
        if decision is None:
            continue
        for photo in await list_looks(conn, photos):
            await _enter(conn, photo.owner_id, photo.media_id, photo.look, *decision)


async def _enter(
    conn: Connection,
    owner_id: UUID,
    media_id: UUID,
    look: bytes | None,
    decision_id: UUID,
    case_id: UUID,
    category: str,
    note: str,
) -> None:
    await enter_photo(
        conn,
        kind="removed",
        owner_id=owner_id,
        media_id=media_id,
        look=look,
        category=category,
        case_id=case_id,
        decision_id=decision_id,
        reason=note,
        entered_by=account_id_of(_OPERATOR),
    )
