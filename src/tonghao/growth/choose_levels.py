"""Choose levels: a host decides whether the circle has them, and what they are called."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.growth.read import get_levels
from tonghao.growth.rules import NEEDS
from tonghao.growth.types import CircleLevels, LevelsChoice, LevelTitle
from tonghao.reading_events import LevelsChosen
from tonghao.screening.text import TextScreener

_LONGEST_ZH: Final = 8
_LONGEST_EN: Final = 24

_CHOOSE: Final = """
    INSERT INTO circle_levels (circle_id, is_on, titles_zh, titles_en) VALUES ($1, $2, $3, $4)
    ON CONFLICT (circle_id) DO UPDATE
       SET is_on = excluded.is_on, titles_zh = excluded.titles_zh, titles_en = excluded.titles_en,
           changed_at = now()
"""


class TitlesRefused(Refusal):
    """There must be eighteen different titles or none; each takes 1 to 8 characters, in English 1 to 24."""

    status = 400


async def choose_levels(
    conn: Connection, *, screener: TextScreener, circle_id: UUID, account_id: UUID, choice: LevelsChoice
) -> CircleLevels:
    """Switch levels on or off in a circle, and name them.

    Points stay counted while they are off, and stand again when they are switched on; what happens
    meanwhile brings none.

    Raises:
        NotFound: no such circle for the person.
        NotAllowed: the person is no host.
        TitlesRefused, TextRefused, CheckerAway: what it says.

    Emits: levels.chosen.
    """
    (await access_of(conn, circle_id, account_id)).must_host()
    titles = _checked(choice.titles)
    for title in titles:
        must_pass(screener, f"{title.zh} {title.en}", kind="name")
    await conn.execute(
        _CHOOSE, circle_id, choice.is_on, [one.zh for one in titles], [one.en for one in titles]
    )
    await outbox.emit(conn, LevelsChosen(circle_id, choice.is_on), audience=f"circle:{circle_id}")
    return await get_levels(conn, circle_id)


def _checked(titles: list[LevelTitle]) -> list[LevelTitle]:
    """The titles as they are stored; an English one that is left out is the Chinese one."""
    if not titles:
        return []
    kept = [LevelTitle(visible(one.zh), visible(one.en) or visible(one.zh)) for one in titles]
    fits = all(1 <= len(one.zh) <= _LONGEST_ZH and len(one.en) <= _LONGEST_EN for one in kept)
    if len(kept) != len(NEEDS) or not fits or len({one.zh for one in kept}) != len(kept):
        raise TitlesRefused
    return kept
