"""Stop the advertiser: somebody reports what 优品代购 put up, and 老郑 takes it away with a reason."""

from datetime import datetime
from typing import Final

from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import PostStory, Story
from tonghao.demo.tell_threads import post_id_of
from tonghao.moderation.decide import decide_case
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.open_case import open_case
from tonghao.moderation.queue_hold import queue_hold
from tonghao.moderation.report import report_content
from tonghao.moderation.types import NewReport, SanctionWish, Subject
from tonghao.screening.text import TextScreener

_MODERATOR: Final = "lao_zheng"


async def stop_advertiser(conn: Connection, story: Story, *, screener: TextScreener, at: datetime) -> None:
    """Do with each advertisement what the story says: one waits in the queue, the others are removed.

    Each removal is a strike, and with the second the rule mutes for a day.

    What a person has decided since stays as it is.
    """
    reporters = {circle.slug: circle.owner for circle in story.circles}
    for post in story.posts:
        if post.fate in {"visible", "appealed"}:
            continue
        circle_id, post_id = circle_id_of(post.circle), post_id_of(post, at)
        subject = await find_subject(conn, kind="post", subject_id=post_id, circle_id=circle_id)
        if subject is None or subject.state not in {"visible", "held"}:
            continue
        if subject.state == "held":
            verdict = screener.verdict(post.text, kind="post")
            category = subject.category or str(post.category)
            await queue_hold(conn, subject=subject, category=category, verdict=verdict)
        else:
            await report_content(
                conn, reporter_id=account_id_of(reporters[post.circle]), new=_report_of(post, subject)
            )
        if post.fate == "removed":
            await _remove(conn, post, subject)


def _report_of(post: PostStory, subject: Subject) -> NewReport:
    return NewReport(
        subject_kind="post",
        subject_id=subject.subject_id,
        circle_id=subject.circle_id,
        category=str(post.category),
    )


async def _remove(conn: Connection, post: PostStory, subject: Subject) -> None:
    # The case is open by now; opening it again gives it back.
    opened = await open_case(conn, inlet="report", subject=subject, category=str(post.category), severity=1)
    await decide_case(
        conn,
        case_id=opened.case_id,
        moderator_id=account_id_of(_MODERATOR),
        is_operator=False,
        act="remove",
        category=str(post.category),
        note=str(post.note),
        sanction=SanctionWish("strike"),
    )
