"""Tell the flood: 豆浆婶 told four circles of tomorrow's soy milk, and the fourth waits for a person."""

from datetime import datetime
from typing import Final

from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import Story
from tonghao.demo.tell_threads import post_id_of
from tonghao.posts.comment import write_comment
from tonghao.screening.text import TextScreener

_BY: Final = "doujiang_shen"
FLOOD: Final = "明早多熬一锅豆浆，修鞋店门口支摊，七点到九点，自己带杯子来，先到先得。"
# In whose threads, each of another circle; the last one waits.
UNDER: Final = ("soy-machine", "light-till-ten", "last-order", "old-shoes")
_IS_TOLD: Final = "SELECT EXISTS (SELECT FROM comments WHERE author_id = $1 AND text = $2)"


async def tell_flood(conn: Connection, story: Story, *, screener: TextScreener, at: datetime) -> None:
    """Add what she wrote, by the verb that everybody uses, which holds the last of it; once."""
    if await conn.fetchval(_IS_TOLD, account_id_of(_BY), FLOOD):
        return
    posts = {post.key: post for post in story.posts}
    for post in (posts[key] for key in UNDER):
        await write_comment(
            conn,
            screener=screener,
            circle_id=circle_id_of(post.circle),
            post_id=post_id_of(post, at),
            author_id=account_id_of(_BY),
            text=FLOOD,
        )
