"""Tell samples: what two people of the association looked at in the last weeks, and what they found."""

import tomllib
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

import msgspec

from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import HERE, PostStory, Story, floor_moment, moment_of
from tonghao.demo.tell_threads import comment_id_of, post_id_of
from tonghao.ids import derived_id
from tonghao.moderation.decide import decide_case
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.open_case import open_case
from tonghao.posts.count_views import count_post_views
from tonghao.samples.load import LoadedSample, LoadedTest, load_samples, load_tests
from tonghao.tiers.figures import WEEKS, moment_of_day, monday_of

_ZONE: Final = "Asia/Shanghai"
_LOOKERS: Final = ("lao_zheng", "su_min")
# The morning after the night in which it was drawn.
_LOOKED: Final = timedelta(days=1, hours=5)


class Leak(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A post that should not have been let through, and how often others had seen it by then."""

    post: str
    category: str
    severity: int
    note: str
    views: int


class Wait(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A post that was drawn, and that nobody has looked at."""

    post: str


class Answered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How somebody did with the test items."""

    by: str
    agreed: list[str]
    missed: list[str]


class Tests(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Those that wait between the samples."""

    waiting: list[str]


class Samples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `samples.toml`."""

    leak: list[Leak]
    wait: list[Wait]
    answered: list[Answered]
    tests: Tests


async def tell_samples(conn: Connection, story: Story, *, at: datetime) -> None:
    """Let the two look at every second thing of four weeks, and at all of the circle on the way down."""
    told = msgspec.convert(tomllib.loads((HERE / "content" / "samples.toml").read_text("utf-8")), Samples)
    leaks = {leak.post: leak for leak in told.leak}
    waits = {wait.post for wait in told.wait}
    rows = []
    for number, post in enumerate(story.posts):
        if post.fate == "visible":
            found = leaks.get(post.key)
            case_id = None if found is None else await _remove(conn, post, found, at)
            rows += _samples(post, at, number, found, case_id, waits=post.key in waits)
    await load_samples(conn, rows, at=at)
    await load_tests(conn, _tests(told, at))


async def _remove(conn: Connection, post: PostStory, leak: Leak, at: datetime) -> UUID | None:
    circle_id, post_id = circle_id_of(post.circle), post_id_of(post, at)
    subject = await find_subject(conn, kind="post", subject_id=post_id, circle_id=circle_id)
    if subject is None or subject.state != "visible":
        return None
    await count_post_views(conn, {(circle_id, post_id): leak.views})
    opened = await open_case(
        conn, inlet="patrol", subject=subject, category=leak.category, severity=leak.severity
    )
    await decide_case(
        conn,
        case_id=opened.case_id,
        moderator_id=account_id_of(_LOOKERS[1]),
        is_operator=True,
        act="remove",
        category=leak.category,
        note=leak.note,
    )
    return opened.case_id


def _samples(
    post: PostStory, at: datetime, number: int, leak: Leak | None, case_id: UUID | None, *, waits: bool
) -> list[LoadedSample]:
    post_at, post_id = moment_of(post.when, at), post_id_of(post, at)
    things: list[tuple[Literal["post", "comment"], UUID, datetime, str]] = [
        ("post", post_id, post_at, post.by)
    ]
    for floor_number, floor in enumerate(post.floors, start=2):
        floor_at = floor_moment(post_at, floor, at)
        comment_id = comment_id_of(post, str(floor_number), floor_at)
        things.append(("comment", comment_id, floor_at, floor.by))
    monday = monday_of(_ZONE, at)
    since, until = moment_of_day(_ZONE, monday - timedelta(weeks=WEEKS)), moment_of_day(_ZONE, monday)
    rows = []
    for place, (kind, thing_id, made_at, by) in enumerate(things):
        still_waits = waits and kind == "post"
        is_drawn = still_waits or (
            since <= made_at < until and (post.circle == "meiyan" or (number + place) % 2 == 0)
        )
        if not is_drawn:
            continue
        found = leak if kind == "post" else None
        looker = _LOOKERS[1] if by == _LOOKERS[0] or found is not None else _LOOKERS[0]
        drawn_at = at if still_waits else made_at + _LOOKED
        rows.append(
            LoadedSample(
                derived_id("wutong", "sample", str(thing_id)),
                drawn_at.date(),
                circle_id_of(post.circle),
                monday_of(_ZONE, made_at),
                kind,
                thing_id,
                post_id,
                None if still_waits else account_id_of(looker),
                None if still_waits else min(drawn_at, at),
                None if found is None else found.category,
                None if found is None else found.severity,
                case_id if found is not None else None,
            )
        )
    return rows


def _tests(told: Samples, at: datetime) -> list[LoadedTest]:
    rows = [
        LoadedTest(derived_id("wutong", "test", "waiting", code), at.date(), code)
        for code in told.tests.waiting
    ]
    for one in told.answered:
        for back, code in enumerate((*one.agreed, *one.missed), start=2):
            answered_at = at - timedelta(days=back, hours=3)
            rows.append(
                LoadedTest(
                    derived_id("wutong", "test", one.by, code),
                    answered_at.date(),
                    code,
                    account_id_of(one.by),
                    answered_at,
                    code in one.agreed,
                )
            )
    return rows
