"""Tell appeals: a swimming photo that the machine held and a person released; one that still waits."""

from datetime import datetime
from typing import Final

from tonghao.appeals.decide import decide_appeal
from tonghao.appeals.file import file_appeal
from tonghao.appeals.types import NewAppeal, NewAppealDecision
from tonghao.circles.undo_act import Undoes
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import PostStory, Story
from tonghao.demo.tell_threads import post_id_of
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.queue_hold import queue_hold
from tonghao.posts.hide import hide_post
from tonghao.screening.policy import category as category_of
from tonghao.screening.text import TextScreener
from tonghao.screening.types import Finding, Verdict

_DECIDER: Final = "lao_zheng"
# What the photo model says of skin and water in its middle band.
_SCORE: Final = 0.52
_TOLD: Final = "SELECT EXISTS (SELECT FROM appeals WHERE subject_id = $1)"


async def tell_appeals(conn: Connection, story: Story, *, screener: TextScreener, at: datetime) -> None:
    """Let authors appeal as the story says; what was appealed before stays as it is."""
    for post in story.posts:
        if post.appeal is None or await conn.fetchval(_TOLD, post_id_of(post, at)):
            continue
        if post.fate == "appealed":
            await _hold(conn, post, at)
        await _appeal(conn, post, screener, at)


async def _hold(conn: Connection, post: PostStory, at: datetime) -> None:
    circle_id, post_id = circle_id_of(post.circle), post_id_of(post, at)
    category = category_of(str(post.category))
    await hide_post(conn, circle_id, post_id, state="held", category=category.code)
    subject = await find_subject(conn, kind="post", subject_id=post_id, circle_id=circle_id)
    assert subject is not None
    found = Finding(category.code, category.severity, _SCORE, "photo", None, "suggestive")
    verdict = Verdict("hold", category.severity, category.code, (found,), "demo", "demo")
    await queue_hold(conn, subject=subject, category=category.code, verdict=verdict, of_photo=True)


async def _appeal(conn: Connection, post: PostStory, screener: TextScreener, at: datetime) -> None:
    new = NewAppeal("content", post_id_of(post, at), "post", circle_id_of(post.circle), text=str(post.appeal))
    appeal = await file_appeal(conn, account_id=account_id_of(post.by), screener=screener, new=new)
    if post.fate == "appealed":
        await decide_appeal(
            conn,
            appeal_id=appeal.appeal_id,
            decider_id=account_id_of(_DECIDER),
            is_operator=False,
            screener=screener,
            undoes=Undoes(),
            new=NewAppealDecision("overturned", str(post.note)),
        )
