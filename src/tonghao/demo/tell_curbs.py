"""Tell curbs: a rumour that stays with a notice, and a rude floor under it that is folded."""

import tomllib
from datetime import datetime
from typing import Final

import msgspec

from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import HERE, PostStory, Story, floor_moment, moment_of
from tonghao.demo.tell_threads import comment_id_of, post_id_of
from tonghao.moderation.decide import decide_case
from tonghao.moderation.report import report_content
from tonghao.moderation.types import NewReport
from tonghao.posts.types import CurbAct

_DECIDER: Final = "lao_zheng"
_KNOWN: Final = "SELECT EXISTS (SELECT FROM cases WHERE subject_id = $1)"
_CASE: Final = "SELECT id FROM cases WHERE subject_id = $1 AND state = 'open'"


class CurbStory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stays, and how; `floor` names a comment of the post."""

    post: str
    act: CurbAct
    category: str
    reported_by: str
    note: str
    floor: int | None = None


class _Curbs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    curb: list[CurbStory]


def load_curbs() -> list[CurbStory]:
    """All of `curbs.toml`."""
    text = (HERE / "content" / "curbs.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), _Curbs).curb


async def tell_curbs(conn: Connection, story: Story, *, at: datetime) -> None:
    """Report what `curbs.toml` names and decide on it, once; what was decided since stays as it is."""
    posts = {post.key: post for post in story.posts}
    for told in load_curbs():
        about = _about(posts[told.post], told, at)
        if await conn.fetchval(_KNOWN, about.subject_id):
            continue
        await report_content(conn, reporter_id=account_id_of(told.reported_by), new=about)
        await decide_case(
            conn,
            case_id=await conn.fetchval(_CASE, about.subject_id),
            moderator_id=account_id_of(_DECIDER),
            is_operator=False,
            act=told.act,
            category=told.category,
            note=told.note,
        )


def _about(post: PostStory, told: CurbStory, at: datetime) -> NewReport:
    circle_id, post_id = circle_id_of(post.circle), post_id_of(post, at)
    if told.floor is None:
        return NewReport("post", post_id, told.category, circle_id)
    floor = post.floors[told.floor - 2]
    comment_id = comment_id_of(post, str(told.floor), floor_moment(moment_of(post.when, at), floor, at))
    return NewReport("comment", comment_id, told.category, circle_id, post_id)
