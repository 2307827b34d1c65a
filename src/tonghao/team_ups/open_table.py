"""Open a table: somebody names a game, a time and the seats, and sits down first; or closes it again."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.circles.access import Access
from tonghao.circles.record_act import NO_REASON, ActReason
from tonghao.circles.remove_thing import Thing, remove_thing
from tonghao.circles.tools import must_use
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, Refusal
from tonghao.ids import new_id
from tonghao.screening.text import TextScreener
from tonghao.team_ups.types import NewTeamUp
from tonghao.tool_events import ToolChanged

_OPEN: Final = """
    INSERT INTO team_ups (circle_id, id, made_by, game, note, starts_at, seats, taken)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 1)
"""
_SIT: Final = "INSERT INTO team_up_seats (circle_id, team_up_id, account_id) VALUES ($1, $2, $3)"
_MADE_BY: Final = """
    SELECT made_by, game FROM team_ups WHERE circle_id = $1 AND id = $2 AND removed_at IS NULL
"""
_HIDE: Final = "UPDATE team_ups SET removed_at = now() WHERE circle_id = $1 AND id = $2"
_CLOSE: Final = """
    UPDATE team_ups SET closed_at = COALESCE(closed_at, now()) WHERE circle_id = $1 AND id = $2
"""
_FURTHEST: Final = timedelta(days=366)


class TableTimeRefused(Refusal):
    """A table starts later than now, and within a year. Choose another time."""

    status = 400


async def open_table(conn: Connection, *, screener: TextScreener, access: Access, new: NewTeamUp) -> UUID:
    """Open a table in a circle that uses them, take the first seat, and return its identifier.

    Raises:
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.
        EachTextWaits: see `Access.must_take_words`.
        ToolNotUsed: see `must_use`.
        InvalidRequest: no name of a game can be read.
        TableTimeRefused: it would start in the past, or in more than a year.
        TextRefused, CheckerAway: see `must_pass`.

    Emits: tool.changed.
    """
    access.must_write()
    access.must_take_words()
    if access.account_id is None:
        raise NotAllowed
    await must_use(conn, access.circle_id, "team_up")
    moment = now()
    if new.starts_at.tzinfo is None or not moment < new.starts_at < moment + _FURTHEST:
        raise TableTimeRefused
    game, note = visible(new.game)[:40], visible(new.note, lines=True)[:300]
    if not game:
        raise InvalidRequest(reason="game: nothing of it can be seen")
    must_pass(screener, f"{game}\n{note}", kind="post", house=access.house)
    team_up_id = new_id()
    await conn.execute(
        _OPEN, access.circle_id, team_up_id, access.account_id, game, note, new.starts_at, new.seats
    )
    await conn.execute(_SIT, access.circle_id, team_up_id, access.account_id)
    await tell_changed(conn, access.circle_id, team_up_id)
    return team_up_id


async def close_table(
    conn: Connection, *, access: Access, team_up_id: UUID, reason: ActReason = NO_REASON
) -> None:
    """Close a table that one opened, twice is once; or remove one as helper that does not belong here.

    Raises:
        NotFound: there is no such table.
        NotAllowed: somebody else opened it, and the person is no staff.
        ReasonNeeded: somebody else opened it, and nothing says why.

    Emits: tool.changed; content.removed to whose it was. Locks: audit_head, when it is removed.
    """
    table = await conn.fetchrow(_MADE_BY, access.circle_id, team_up_id)
    if table is None:
        raise NotFound

    async def close() -> None:
        await conn.execute(_CLOSE, access.circle_id, team_up_id)
        await tell_changed(conn, access.circle_id, team_up_id)

    await remove_thing(
        conn,
        access=access,
        thing=Thing("team_up", "team_up", team_up_id, table["made_by"], team_up_id, table["game"]),
        drop=close,
        hide=_HIDE,
        reason=reason,
    )


async def tell_changed(conn: Connection, circle_id: UUID, team_up_id: UUID) -> None:
    """Emit tool.changed to the circle."""
    await outbox.emit(conn, ToolChanged(circle_id, "team_up", team_up_id), audience=f"circle:{circle_id}")
