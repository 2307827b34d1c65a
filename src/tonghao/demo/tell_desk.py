"""Tell the desk: 老郑 noted what he knows of the advertiser, and gave the case to 苏敏."""

from datetime import datetime
from typing import Final

from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of
from tonghao.demo.story import Story
from tonghao.demo.tell_threads import post_id_of
from tonghao.moderation.assign import assign_case
from tonghao.moderation.note import note_on_case

_BY: Final = "lao_zheng"
_TO: Final = "su_min"
_NOTES: Final = (
    "三个圈子发的是同一张图，只换了前面一句话。上两次已经移除，他申诉了第一次。",
    "我在街上碰见他了，说不再发。先放到你那儿，我是去年给他送信的，怕下手轻了。",
)
_OPEN: Final = """
    SELECT id FROM cases
     WHERE subject_kind = 'post' AND subject_id = $1 AND state = 'open'
       AND NOT EXISTS (SELECT FROM case_notes n WHERE n.case_id = cases.id)
"""


async def tell_desk(conn: Connection, story: Story, *, at: datetime) -> None:
    """Note on each reported post that waits, once, and give it to a colleague."""
    by = account_id_of(_BY)
    for post in story.posts:
        if post.fate != "reported":
            continue
        case_id = await conn.fetchval(_OPEN, post_id_of(post, at))
        if case_id is None:
            continue
        for note in _NOTES:
            await note_on_case(conn, case_id=case_id, moderator_id=by, text=note)
        await assign_case(conn, case_id=case_id, moderator_id=by, assignee_id=account_id_of(_TO))
