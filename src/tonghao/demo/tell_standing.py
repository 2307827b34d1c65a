"""Tell standing: what the last weeks of each circle come to, and why one of them is on the way down."""

import tomllib
from datetime import datetime, timedelta
from typing import Final

import msgspec

from tonghao.clock import now
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import HERE, LANE_ZONE, CircleStory, Story, moment_of, span_of
from tonghao.demo.tell_brakes import tell_brakes
from tonghao.demo.tell_samples import tell_samples
from tonghao.demo.tell_threads import post_id_of
from tonghao.duty.load import load_gaps
from tonghao.ids import derived_id
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.load import LoadedCase, load_cases
from tonghao.moderation.miss_clocks import miss_clocks
from tonghao.screening.text import TextScreener
from tonghao.tiers.figures import WEEKS, moment_of_day, monday_of
from tonghao.tiers.judge import judge_circle
from tonghao.tiers.measure import measure_week

_MODERATOR: Final = "lao_zheng"
_ZONE: Final = "Asia/Shanghai"
_TOLD: Final = "SELECT EXISTS (SELECT FROM circle_weeks WHERE circle_id = ANY($1::uuid[]))"


class PastCase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that was held in a circle, and how long it waited for a person."""

    post: str
    category: str
    severity: int
    when: str
    took: str
    note: str


async def tell_standing(conn: Connection, story: Story, *, screener: TextScreener, at: datetime) -> None:
    """Count the last four weeks of every circle as the rule counts them, and let the rule judge."""
    if await conn.fetchval(_TOLD, [circle_id_of(circle.slug) for circle in story.circles]):
        return
    told = tomllib.loads((HERE / "content" / "standing.toml").read_text("utf-8"))
    for circle in story.circles:
        await load_gaps(conn, circle_id=circle_id_of(circle.slug), gaps=_gaps(circle, at))
    await _cases(conn, story, msgspec.convert(told["case"], list[PastCase]), at)
    await tell_samples(conn, story, at=at)
    await tell_brakes(conn, story, screener=screener, at=at)
    monday = monday_of(_ZONE, at)
    judged_at = moment_of_day(_ZONE, monday) + timedelta(hours=4, minutes=17)
    for circle in story.circles:
        circle_id = circle_id_of(circle.slug)
        for back in range(WEEKS, -1, -1):
            week = monday - timedelta(weeks=back)
            # As it stands now: what waits in the queue came while the rest was told.
            await measure_week(conn, circle_id=circle_id, zone=_ZONE, week=week, at=now())
        await judge_circle(conn, circle_id=circle_id, at=min(judged_at, at))


async def _cases(conn: Connection, story: Story, cases: list[PastCase], at: datetime) -> None:
    posts = {post.key: post for post in story.posts}
    rows = []
    for case in cases:
        post = posts[case.post]
        subject = await find_subject(
            conn, kind="post", subject_id=post_id_of(post, at), circle_id=circle_id_of(post.circle)
        )
        if subject is None:
            continue
        opened_at = moment_of(case.when, at)
        rows.append(
            LoadedCase(
                derived_id("wutong", "case", f"{case.post} {case.when}"),
                subject,
                case.category,
                case.severity,
                opened_at,
                opened_at + span_of(case.took),
                account_id_of(_MODERATOR),
                case.note,
            )
        )
    await load_cases(conn, rows)
    await miss_clocks(conn, at=now())


def _gaps(circle: CircleStory, at: datetime) -> list[tuple[datetime, datetime]]:
    """The hours of the last five weeks that the roster leaves open."""
    start = moment_of_day(_ZONE, monday_of(_ZONE, at) - timedelta(weeks=WEEKS))
    covered: list[tuple[datetime, datetime]] = []
    for day in range(7 * (WEEKS + 1)):
        midnight = (start + timedelta(days=day)).astimezone(LANE_ZONE)
        covered += [
            (midnight + _clock(shift.starts), midnight + _clock(shift.ends))
            for shift in circle.duty
            if midnight.isoweekday() in shift.days
        ]
    gaps, free = [], start
    for begins, ends in sorted(covered):
        if begins >= at:
            break
        if begins > free:
            gaps.append((free, begins))
        free = max(free, min(ends, at))
    return gaps if free >= at else [*gaps, (free, at)]


def _clock(clock: str) -> timedelta:
    hours, minutes = clock.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))
