"""Tell acts: an evening at the game table that a helper and the owner saw differently."""

from typing import Final

from tonghao.circles import undo_acts
from tonghao.circles.ban import NewBan, ban_member
from tonghao.circles.list_acts import list_acts
from tonghao.circles.read import access_of
from tonghao.circles.undo_act import Undoes, undo_act
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import Story
from tonghao.screening.text import TextScreener

_CIRCLE: Final = "ache"
_TOLD: Final = """
    SELECT EXISTS (SELECT FROM circle_acts WHERE circle_id = $1 AND act = 'member.banned')
"""


async def tell_acts(conn: Connection, story: Story, *, screener: TextScreener) -> None:
    """Let the helper ban for two hours, and the owner take it back, once."""
    table = next((circle for circle in story.circles if circle.owner == _CIRCLE), None)
    if table is None or "laok" not in table.helpers or "daqi" not in table.members:
        return
    circle_id = circle_id_of(table.slug)
    if await conn.fetchval(_TOLD, circle_id):
        return
    helper = await access_of(conn, circle_id, account_id_of("laok"))
    ban = NewBan(account_id_of("daqi"), "同一条规则吵了三个晚上，先回去把第 14 页读一遍。", 2)
    await ban_member(conn, screener=screener, access=helper, ban=ban)
    act = (await list_acts(conn, circle_id=circle_id, group="people")).entries[0]
    await undo_act(
        conn,
        screener=screener,
        undoes=Undoes(undo_acts.UNDOES),
        access=await access_of(conn, circle_id, account_id_of("ache")),
        act_id=act.act_id,
        reason="第 14 页我也读了，这次大齐是对的。争规则不禁言，摔牌才禁。",
    )
