"""Trip: the breaker of a circle opens; photos wait for a person and tips pause until one lifts it."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final, Literal

from tonghao import outbox
from tonghao.brakes.look import Growth
from tonghao.brakes.rates import Rates
from tonghao.calls.call_duty import call_duty
from tonghao.calls.types import CALLS, Cause
from tonghao.case_events import BreakerTripped
from tonghao.circles.restrict import restrict_circle
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.posts.hold_recent import hold_recent

_SEEN: Final = """
    SELECT subject_id FROM cases
     WHERE circle_id = $1 AND subject_kind = 'post' AND state = 'released'
       AND opened_at >= $2
"""
_KEEP: Final = """
    INSERT INTO breaker_trips (circle_id, id, at, class, restriction, views, views_before, reports, holds,
                               photo_authors, held_back, rates_version, tippers, tips_paused)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
"""
_HAS_TIPS: Final = "SELECT EXISTS (SELECT FROM circle_tipping WHERE circle_id = $1 AND is_on)"


async def trip(conn: Connection, growth: Growth, *, moment: datetime, rates: Rates) -> bool:
    """Let the breaker of a circle trip; False when it has tripped before and nobody has lifted it.

    Photos wait for a person from now on, and those of the last hour with them; where words alone came, or
    very much was reported, each text waits too. Where the circle has tips, nobody is tipped there until a
    person lifts that too. A person decides whether to pull the brake.

    Emits: circle.restricted, breaker.tripped, post.hidden, post.held. Locks: the circle, the posts, then
    the audit log.
    """
    kind = _restriction_of(growth, rates)
    holds = growth.counted(rates) if growth.trips_by_views(rates) else growth.held
    reason, reason_en = _reason_of(growth, holds, rates)
    restrict = partial(
        restrict_circle,
        conn,
        circle_id=growth.circle_id,
        source="breaker",
        reason=reason,
        reason_en=reason_en,
        by=None,
        until=moment + timedelta(hours=rates.hours),
    )
    if not (await restrict(kind=kind)).is_new:
        return False
    has_tips = bool(await conn.fetchval(_HAS_TIPS, growth.circle_id))
    if has_tips:
        await restrict(kind="tips_off")
    since = moment - timedelta(minutes=max(rates.window_minutes, rates.signal_minutes))
    seen = [row[0] for row in await conn.fetch(_SEEN, growth.circle_id, since - timedelta(hours=1))]
    held_back = await hold_recent(
        conn, circle_id=growth.circle_id, since=since, texts=kind == "pre_check", seen=seen
    )
    trip_id = new_id()
    await conn.execute(
        _KEEP,
        growth.circle_id,
        trip_id,
        moment,
        growth.content_class,
        kind,
        growth.views,
        growth.views_before,
        growth.reports,
        holds,
        growth.photo_authors,
        held_back,
        rates.version,
        growth.tippers if growth.tips_grow(rates) else 0,
        has_tips,
    )
    event = BreakerTripped(
        growth.circle_id, trip_id, growth.content_class, kind, growth.views, growth.reports, holds
    )
    await outbox.emit(conn, event, audience="moderators")
    cause = Cause("breaker", trip_id, growth.content_class, CALLS)
    await call_duty(conn, cause=cause, circle_id=growth.circle_id, at=moment)
    return True


def _restriction_of(growth: Growth, rates: Rates) -> Literal["photo_check", "pre_check"]:
    """Where all of it came with photos, photos wait; a class of words, or many reports, is more than that."""
    came_with_photos = growth.content_class in rates.photo_classes or not growth.reports + growth.words
    return "photo_check" if came_with_photos and growth.reports < rates.grave_reports else "pre_check"


def _reason_of(growth: Growth, holds: int, rates: Rates) -> tuple[str, str]:
    """What everybody reads, with the figures, in Chinese and in English."""
    hour, window = f"{rates.signal_minutes:g}", f"{rates.window_minutes:g}"
    if not growth.trips_by_views(rates):
        return (
            f"{hour} 分钟里，{holds} 个人发的同一类照片被拦下，"
            f"这段时间发照片的一共 {growth.photo_authors} 人。",
            f"Within {hour} minutes photos of one class by {holds} people were held, of "
            f"{growth.photo_authors} who posted photos.",
        )
    tips, tips_en = "", ""
    if growth.tips_grow(rates):
        tips, tips_en = f"，{growth.tippers} 人打赏", f", {growth.tippers} people tipped"
    return (
        f"{window} 分钟里看的人和同一类内容一起猛增：看了 {growth.views} 次"
        f"（之前 {rates.before_minutes:g} 分钟 {growth.views_before} 次），{growth.reports} 人举报{tips}；"
        f"{hour} 分钟里 {holds} 个人发的同一类内容被拦下或标出，"
        f"这段时间发照片的一共 {growth.photo_authors} 人。",
        f"Within {window} minutes views and one class of content grew together: {growth.views} views "
        f"({growth.views_before} in the {rates.before_minutes:g} minutes before), {growth.reports} "
        f"reports{tips_en}; within {hour} minutes content of {holds} people was held or labelled, of "
        f"{growth.photo_authors} who posted photos.",
    )
