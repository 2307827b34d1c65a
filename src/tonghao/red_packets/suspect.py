"""Suspect: packets that look like a game for money, in which the lowest or the luckiest pays the next."""

import re
from typing import Final
from uuid import UUID

from tonghao.db import Connection

MOST_ALIKE: Final = 5

# Words of such games: who pays next, mines, bets on the last digit. One word more is a line more here.
_WORDS: Final = re.compile(
    r"(最小|最少|最大|最多|最佳|最差|运气王|手气王|手气差|倒数|尾号|尾数).{0,8}(发|接|赔|输|请客|下一)"
    r"|下一个(继续)?发|接着发|接龙|踩雷|扫雷|埋雷|避雷|中雷|下注|押(大|小|单|双|注)|赔率|庄家|抢庄|牛牛"
    r"|(lowest|luckiest|smallest|biggest) (one )?(pays|sends|makes)|pays? (the )?next",
    re.IGNORECASE,
)
_ALIKE: Final = """
    SELECT count(*) FROM (
        SELECT FROM red_packets
         WHERE circle_id = $1 AND made_at > now() - interval '1 hour'
           AND total_minor = $2 AND share_count = $3 AND share_count > 1
         LIMIT $4) AS alike
"""


def sounds_like_a_game(greeting: str) -> bool:
    """Whether the words of a packet name a game for money."""
    return _WORDS.search(greeting) is not None


async def find_pattern(
    conn: Connection, *, circle_id: UUID, greeting: str, total_minor: int, share_count: int
) -> str | None:
    """`words` or `same_size` where a packet that was just made looks like a game for money, or None.

    Several of one size in an hour, whoever made them: in such games each round has the same stake. One
    person who gives many of one size is asked, too; what is innocent costs a person one look.
    """
    if sounds_like_a_game(greeting):
        return "words"
    alike = await conn.fetchval(_ALIKE, circle_id, total_minor, share_count, MOST_ALIKE)
    return "same_size" if alike >= MOST_ALIKE else None
