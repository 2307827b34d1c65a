"""Tell panels: neighbours who agreed to be drawn, one panel that is over, one question for 小满."""

import hashlib
import tomllib
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from tonghao.case_events import PanelSplit
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import HERE, PostStory, Story, floor_moment, moment_of
from tonghao.demo.tell_threads import comment_id_of, post_id_of
from tonghao.ids import derived_id
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.load import LoadedCase, load_cases
from tonghao.moderation.report import report_content
from tonghao.moderation.types import NewReport, Subject
from tonghao.panels.ask import ask_panel
from tonghao.panels.fit import fit_for
from tonghao.panels.load import LoadedPanel, LoadedSeat, load_consents, load_panel
from tonghao.panels.rules import rules
from tonghao.panels.types import Answer, NewPanel, NewVote
from tonghao.panels.vote import vote_on_panel

_CASE: Final = "SELECT id FROM cases WHERE subject_kind = 'comment' AND subject_id = $1"
_REPORTED: Final = timedelta(hours=2)
_BETWEEN: Final = timedelta(minutes=97)
_SEVERITY: Final = 2


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer; of a panel that is over by whom, too."""

    answer: Answer
    reason: str = ""
    by: str = ""


class Over(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A panel whose answer was carried out."""

    post: str
    floor: int
    own_view: Answer
    note: str
    seats: list[Said]


class Open(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A panel on which one answer is missing."""

    post: str
    floor: int
    reporter: str
    own_view: Answer
    waits_for: str
    answers: list[Said]


class Panels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `panels.toml`."""

    agreed: list[str]
    asked_by: str
    category: str
    over: Over
    open: Open


async def tell_panels(conn: Connection, story: Story, *, at: datetime) -> None:
    """Let neighbours agree, load the panel that is over, and ask the other; what is there stays as it is."""
    told = msgspec.convert(tomllib.loads((HERE / "content" / "panels.toml").read_text("utf-8")), Panels)
    since = at - timedelta(days=40)
    await load_consents(conn, [account_id_of(handle) for handle in told.agreed], at=since)
    posts = {post.key: post for post in story.posts}
    over = await _comment(conn, posts[told.over.post], told.over.floor, at)
    if over is not None:
        await _load(conn, told, over)
    waiting = await _comment(conn, posts[told.open.post], told.open.floor, at)
    if waiting is not None and await conn.fetchval(_CASE, waiting.subject_id) is None:
        await _ask(conn, told, waiting)


async def _comment(conn: Connection, post: PostStory, floor: int, at: datetime) -> Subject | None:
    # Floor 1 is the post itself.
    said_at = floor_moment(moment_of(post.when, at), post.floors[floor - 2], at)
    subject = await find_subject(
        conn,
        kind="comment",
        subject_id=comment_id_of(post, str(floor), said_at),
        circle_id=circle_id_of(post.circle),
        post_id=post_id_of(post, at),
    )
    return subject if subject is not None and subject.state == "visible" else None


async def _load(conn: Connection, told: Panels, subject: Subject) -> None:
    opened_at = subject.snapshot.at + _REPORTED
    asked_at = opened_at + _REPORTED
    said = [seat.answer for seat in told.over.seats]
    split = PanelSplit(said.count("breaks"), said.count("keeps"), said.count("cannot_say"))
    closed_at = asked_at + _BETWEEN * len(said)
    case = LoadedCase(
        derived_id("wutong", "panel case", told.over.post),
        subject,
        told.category,
        _SEVERITY,
        opened_at,
        closed_at,
        account_id_of(told.asked_by),
        told.over.note,
        split,
    )
    await load_cases(conn, [case])
    seats = [
        LoadedSeat(account_id_of(seat.by), seat.answer, _BETWEEN * place, seat.reason)
        for place, seat in enumerate(told.over.seats, start=1)
    ]
    await load_panel(
        conn,
        LoadedPanel(
            derived_id("wutong", "panel", told.over.post),
            case.case_id,
            told.category,
            told.over.own_view,
            account_id_of(told.asked_by),
            asked_at,
            closed_at,
            len(told.agreed),
            "released",
            case.decision_id,
            seats,
        ),
    )


async def _ask(conn: Connection, told: Panels, subject: Subject) -> None:
    assert subject.circle_id is not None
    new = NewReport("comment", subject.subject_id, told.category, subject.circle_id, subject.post_id)
    await report_content(conn, reporter_id=account_id_of(told.open.reporter), new=new)
    case_id: UUID = await conn.fetchval(_CASE, subject.subject_id)
    waits_for = account_id_of(told.open.waits_for)
    panel_id = await ask_panel(
        conn,
        case_id=case_id,
        moderator_id=account_id_of(told.asked_by),
        new=NewPanel(told.category, told.open.own_view),
        seed=await _seed_that_draws(conn, case_id, waits_for),
    )
    others = iter(told.open.answers)
    for account_id in await fit_for(conn, case_id=case_id, seed=b"", at=now(), seated=True):
        if account_id != waits_for:
            said = next(others)
            vote = NewVote(said.answer, said.reason)
            await vote_on_panel(conn, panel_id=panel_id, account_id=account_id, new=vote)


async def _seed_that_draws(conn: Connection, case_id: UUID, wanted: UUID) -> bytes:
    """The lot is the story's: the first seed by which *wanted* is among those who are drawn."""
    number = 0
    while True:
        seed = hashlib.sha256(f"wutong panel {number}".encode()).digest()
        if wanted in (await fit_for(conn, case_id=case_id, seed=seed, at=now()))[: rules().seats]:
            return seed
        number += 1
