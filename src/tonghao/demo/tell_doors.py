"""Tell the doors: who comes in by one of the four finds the newest answers among their notifications."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import Story, floor_moment, moment_of, span_of
from tonghao.demo.tell_threads import comment_id_of, post_id_of
from tonghao.notifications.notify import notify
from tonghao.notifications.types import Details

_NEW: Final = timedelta(hours=24)
# Enough to look at, few enough to read.
_MOST: Final = 6


class _Answer(msgspec.Struct, frozen=True):
    """Somebody answered a person in a post."""

    said_at: datetime
    by: str
    circle_id: UUID
    post_id: UUID
    comment_id: UUID


async def tell_doors(conn: Connection, story: Story, *, at: datetime) -> None:
    """Tell each of the four of the last answers of a day; what is older they have read long ago."""
    answers = _answers_of(story, at)
    for person in story.people:
        if person.door is None:
            continue
        fresh = [one for one in answers[person.handle] if one.said_at > at - _NEW]
        for answer in sorted(fresh, key=lambda one: one.said_at)[-_MOST:]:
            await notify(
                conn,
                account_id=account_id_of(person.handle),
                kind="reply",
                # As the product names it, so that nothing is told twice.
                cause=f"comment:{answer.comment_id}",
                details=Details(),
                actor_id=account_id_of(answer.by),
                circle_id=answer.circle_id,
                post_id=answer.post_id,
                comment_id=answer.comment_id,
            )


def _answers_of(story: Story, at: datetime) -> dict[str, list[_Answer]]:
    answers: dict[str, list[_Answer]] = defaultdict(list)
    for post in story.posts:
        thread = circle_id_of(post.circle), post_id_of(post, at)
        post_at = moment_of(post.when, at)
        for number, floor in enumerate(post.floors, start=2):
            floor_at = floor_moment(post_at, floor, at)
            floor_id = comment_id_of(post, str(number), floor_at)
            if floor.by != post.by:
                answers[post.by].append(_Answer(floor_at, floor.by, *thread, floor_id))
            for place, reply in enumerate(floor.replies, start=1):
                said_at = floor_at + span_of(reply.after)
                if reply.by != floor.by:
                    reply_id = comment_id_of(post, f"{number}.{place}", said_at)
                    answers[floor.by].append(_Answer(said_at, reply.by, *thread, reply_id))
    return answers
