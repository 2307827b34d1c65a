"""Tag: the words under which a circle finds its posts again."""

import unicodedata
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import visible
from tonghao.db import Connection
from tonghao.errors import Refusal

MOST: Final = 5
LONGEST: Final = 20
# Letters may bear a mark or two; ten of them are a tower.
_MOST_MARKS: Final = 4

# The counts are written in the order of the tags, so that two posts with the same tags wait for each
# other instead of blocking one another.
_SYNC: Final = """
    WITH p AS (
        SELECT tags, published_at, state = 'visible' AS shown FROM posts WHERE circle_id = $1 AND id = $2
    ), gone AS (
        DELETE FROM post_tags t USING p
         WHERE t.circle_id = $1 AND t.post_id = $2 AND NOT (p.shown AND t.tag = ANY(p.tags))
        RETURNING t.tag
    ), come AS (
        INSERT INTO post_tags (circle_id, tag, post_id, published_at)
        SELECT $1, u.tag, $2, p.published_at FROM p CROSS JOIN unnest(p.tags) AS u (tag) WHERE p.shown
        ON CONFLICT DO NOTHING
        RETURNING tag
    )
    INSERT INTO circle_tags AS c (circle_id, tag, post_count)
    SELECT $1, d.tag, d.post_count
      FROM (SELECT tag, 1 AS post_count FROM come UNION ALL SELECT tag, 0 FROM gone) d
     ORDER BY d.tag
    ON CONFLICT (circle_id, tag) DO UPDATE
       SET post_count = c.post_count
                        + CASE WHEN EXISTS (SELECT FROM gone g WHERE g.tag = c.tag) THEN -1 ELSE 1 END
"""


class TagsRefused(Refusal):
    """Take at most five tags of 1 to 20 letters or digits each. The details say which one does not fit."""

    status = 400


def checked_tags(tags: Sequence[str]) -> list[str]:
    """*tags* as they are stored: without #, in one width and case, each once, in the order given.

    Raises:
        TagsRefused: more than five, one that is too long, or in which there is nothing to read.
    """
    if len(tags) > MOST:
        raise TagsRefused(most=MOST)
    kept = [_checked(tag) for tag in tags]
    return list(dict.fromkeys(kept))


def _checked(tag: str) -> str:
    word = visible(unicodedata.normalize("NFKC", tag)).strip("#＃ \t").casefold()
    word = unicodedata.normalize("NFC", word)
    categories = [unicodedata.category(char) for char in word]
    if (
        not 1 <= len(word) <= LONGEST
        or not any(category[0] in "LN" for category in categories)
        or sum(category[0] == "M" for category in categories) > _MOST_MARKS
        or any(char in "#,，、\n/" for char in word)
    ):
        raise TagsRefused(tag=tag[:LONGEST])
    return word


async def sync_tags(conn: Connection, circle_id: UUID, post_id: UUID) -> None:
    """Bring the circle's tag lists and counts in line with a post's tags and state.

    Call it after each change of either, with the post locked or new.

    Locks: the circle's tags, in their order.
    """
    await conn.execute(_SYNC, circle_id, post_id)
