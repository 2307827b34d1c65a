"""Set a nickname: what a member is called in one circle."""

from typing import Final
from uuid import UUID

from tonghao.accounts.check_handle import skeleton_of
from tonghao.accounts.check_name import checked_name
from tonghao.accounts.screen_text import must_pass
from tonghao.circles.read import access_of
from tonghao.circles.types import Nickname
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.screening.text import TextScreener

# All whose word counts here: those who look after the circle, its partner's people, the platform's.
_STAFF_NAMES: Final = """
    SELECT p.name, m.nickname, p.handle
      FROM memberships m
      JOIN profiles p ON p.account_id = m.account_id
     WHERE m.circle_id = $1 AND m.role <> 'member' AND m.account_id <> $2
    UNION ALL
    SELECT p.name, NULL, p.handle
      FROM circles c
      JOIN partner_staff s ON s.partner_id = c.partner_id
      JOIN profiles p ON p.account_id = s.account_id
     WHERE c.id = $1 AND s.account_id <> $2
    UNION ALL
    SELECT p.name, NULL, p.handle
      FROM accounts a
      JOIN profiles p ON p.account_id = a.id
     WHERE a.role <> 'member' AND a.id <> $2
"""
_SET: Final = """
    UPDATE memberships SET nickname = $3 WHERE circle_id = $1 AND account_id = $2 RETURNING nickname
"""


class LooksLikeStaff(Refusal):
    """This looks like the name of somebody who looks after the circle. Choose another one."""


async def set_nickname(
    conn: Connection, *, screener: TextScreener, circle_id: UUID, account_id: UUID, nickname: str | None
) -> Nickname:
    """Be called *nickname* in this circle only; None takes it away.

    Raises:
        NotFound: no such circle for the person.
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.
        EachTextWaits: see `Access.must_take_words`.
        NameRefused, TextRefused, CheckerAway: see there.
        LooksLikeStaff: it cannot be told from the name of somebody who looks after the circle.
    """
    access = await access_of(conn, circle_id, account_id)
    access.must_write()
    kept = None if nickname is None or not nickname.strip() else checked_name(nickname)
    if kept is not None:
        access.must_take_words()
        must_pass(screener, kept, kind="name", house=access.house)
        rows = await conn.fetch(_STAFF_NAMES, circle_id, account_id)
        taken = {_look(name) for row in rows for name in row if name}
        if _look(kept) in taken:
            raise LooksLikeStaff
    return Nickname(await conn.fetchval(_SET, circle_id, account_id, kept))


def _look(name: str) -> str:
    """How *name* looks when spaces and signs between its letters are passed over."""
    return skeleton_of("".join(char for char in name if char.isalnum()))
