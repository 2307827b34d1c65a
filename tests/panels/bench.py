"""A bench of members who agreed, and a reported comment that one may think either way of."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from tests.world import World
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.moderation.report import report_content
from tonghao.moderation.types import NewReport
from tonghao.panels.ask import ask_panel
from tonghao.panels.load import load_consents
from tonghao.panels.types import Answer, NewPanel, NewVote
from tonghao.panels.vote import vote_on_panel

WORDS = "你这配速，拄拐的都比你快"
RULE = "abuse.person"
_AGE = "UPDATE accounts SET created_at = now() - interval '40 days' WHERE id = ANY($1::uuid[])"
_SEATED = "SELECT account_id FROM panel_seats WHERE panel_id = $1 AND state = 'waiting' ORDER BY number"
_CASE = "SELECT id FROM cases WHERE subject_id = $1"


class Border(NamedTuple):
    """A case, whose it is, who reported it and in which circle."""

    case_id: UUID
    author_id: UUID
    reporter_id: UUID
    circle_id: UUID
    owner_id: UUID
    post_id: UUID
    comment_id: UUID


async def members(here: World, conn: Connection, count: int = 7) -> list[UUID]:
    """People who agreed to be drawn; nobody else does, whatever other tests committed."""
    await conn.execute("DELETE FROM panel_consents")
    made = [await here.account() for _ in range(count)]
    await conn.execute(_AGE, made)
    await load_consents(conn, made, at=now() - timedelta(days=1))
    return made


async def border(here: World, conn: Connection, words: str = WORDS, *, kind: str = "open") -> Border:
    """A comment that a member of the circle reported."""
    made = await here.circle(members=2, kind=kind)
    author, reporter = made.members
    post = await here.post(made.circle_id, author)
    comment = await here.comment(post, author, words)
    new = NewReport("comment", comment.comment_id, RULE, made.circle_id, post.post_id)
    await report_content(conn, reporter_id=reporter, new=new)
    case_id = await conn.fetchval(_CASE, comment.comment_id)
    return Border(case_id, author, reporter, made.circle_id, made.owner_id, post.post_id, comment.comment_id)


async def asked(here: World, conn: Connection, case: Border, *, own: Answer = "keeps") -> tuple[UUID, UUID]:
    """A panel on the case, and the moderator who asked."""
    moderator = await here.account(role="moderator")
    panel_id = await ask_panel(conn, case_id=case.case_id, moderator_id=moderator, new=NewPanel(RULE, own))
    return panel_id, moderator


async def seated(conn: Connection, panel_id: UUID) -> list[UUID]:
    """Who was drawn and has not answered."""
    return [row[0] for row in await conn.fetch(_SEATED, panel_id)]


async def answers(conn: Connection, panel_id: UUID, *given: Answer) -> list[UUID]:
    """Let the next of those who were drawn answer in turn, and return who they are."""
    who = (await seated(conn, panel_id))[: len(given)]
    assert len(who) == len(given)
    for account_id, answer in zip(who, given, strict=True):
        await vote_on_panel(conn, panel_id=panel_id, account_id=account_id, new=NewVote(answer))
    return who


async def state_of(conn: Connection, case: Border) -> tuple[str, str]:
    """How the case and its comment stand."""
    row = await conn.fetchrow(
        "SELECT k.state, c.state FROM cases k JOIN comments c ON c.id = k.subject_id WHERE k.id = $1",
        case.case_id,
    )
    assert row is not None
    return row[0], row[1]


def later(hours: float) -> datetime:
    return now() + timedelta(hours=hours)
