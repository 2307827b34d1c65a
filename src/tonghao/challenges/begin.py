"""Begin: a host sets a challenge, or ends it; members join it, leave it, or begin anew."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.challenges.types import NewChallenge
from tonghao.circles.access import Access
from tonghao.circles.tools import must_use
from tonghao.db import Connection
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, Refusal
from tonghao.ids import new_id
from tonghao.media.use import end_uses
from tonghao.screening.text import TextScreener
from tonghao.tool_events import ToolChanged

_BEGIN: Final = """
    INSERT INTO challenges (circle_id, id, made_by, title, about, days, minutes)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
"""
_END: Final = """
    UPDATE challenges SET ended_at = COALESCE(ended_at, now()) WHERE circle_id = $1 AND id = $2 RETURNING id
"""
LOCK: Final = "SELECT ended_at, removed_at FROM challenges WHERE circle_id = $1 AND id = $2 FOR NO KEY UPDATE"
TODAY: Final = "SELECT (now() AT TIME ZONE zone)::date FROM circles WHERE id = $1"
_JOIN: Final = """
    INSERT INTO challengers (circle_id, challenge_id, account_id, starts_on)
    SELECT $1, $2, $3, (now() AT TIME ZONE k.zone)::date FROM circles k WHERE k.id = $1
    ON CONFLICT DO NOTHING
    RETURNING account_id
"""
_AGAIN: Final = """
    UPDATE challengers c SET starts_on = (now() AT TIME ZONE k.zone)::date FROM circles k
     WHERE k.id = $1 AND c.circle_id = $1 AND c.challenge_id = $2 AND c.account_id = $3
"""
_COUNT: Final = "UPDATE challenges SET joined_count = joined_count + $3 WHERE circle_id = $1 AND id = $2"
_LEAVE: Final = """
    DELETE FROM challengers WHERE circle_id = $1 AND challenge_id = $2 AND account_id = $3
    RETURNING account_id
"""
_DROP_MARKS: Final = """
    DELETE FROM challenge_marks WHERE circle_id = $1 AND challenge_id = $2 AND account_id = $3 RETURNING id
"""


class ChallengeOver(Refusal):
    """This challenge has ended. What was done stays here to be read."""


async def begin_challenge(
    conn: Connection, *, screener: TextScreener, access: Access, new: NewChallenge
) -> UUID:
    """Set a challenge for a circle that uses them, and return its identifier.

    Raises:
        NotAllowed: the person does not host.
        CircleClosed, CircleReadOnly, EachTextWaits: see `Access.must_take_words`.
        ToolNotUsed: see `must_use`.
        InvalidRequest: its name cannot be read.
        TextRefused, CheckerAway: see `must_pass`.

    Emits: tool.changed.
    """
    access.must_host()
    access.must_take_words()
    if access.account_id is None:
        raise NotAllowed
    await must_use(conn, access.circle_id, "challenge")
    title, about = visible(new.title)[:40], visible(new.about, lines=True)[:500]
    if not title:
        raise InvalidRequest(reason="title: nothing of it can be seen")
    must_pass(screener, f"{title}\n{about}", kind="post", house=access.house)
    challenge_id = new_id()
    await conn.execute(
        _BEGIN, access.circle_id, challenge_id, access.account_id, title, about, new.days, new.minutes
    )
    await tell_changed(conn, access.circle_id, challenge_id)
    return challenge_id


async def end_challenge(conn: Connection, *, access: Access, challenge_id: UUID) -> None:
    """Let nobody join or mark any more; twice is once.

    Raises:
        NotAllowed: the person does not host.
        NotFound: there is no such challenge.

    Emits: tool.changed.
    """
    access.must_host()
    if await conn.fetchval(_END, access.circle_id, challenge_id) is None:
        raise NotFound
    await tell_changed(conn, access.circle_id, challenge_id)


async def join_challenge(
    conn: Connection, *, access: Access, challenge_id: UUID, again: bool = False
) -> None:
    """Take part from today; who takes part already changes nothing, unless they begin *again* today.

    Raises:
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.
        NotFound, ChallengeOver: there is no such challenge, or it has ended.

    Emits: tool.changed. Locks: the challenge.
    """
    access.must_write()
    await must_run(conn, access.circle_id, challenge_id)
    if await conn.fetchval(_JOIN, access.circle_id, challenge_id, access.account_id) is not None:
        await conn.execute(_COUNT, access.circle_id, challenge_id, 1)
    elif again:
        await conn.execute(_AGAIN, access.circle_id, challenge_id, access.account_id)
    await tell_changed(conn, access.circle_id, challenge_id)


async def leave_challenge(conn: Connection, *, circle_id: UUID, challenge_id: UUID, account_id: UUID) -> None:
    """Take part no more; one's marks go with it.

    Emits: tool.changed. Locks: the challenge, then photos of marks.
    """
    await conn.execute(LOCK, circle_id, challenge_id)
    if await conn.fetchval(_LEAVE, circle_id, challenge_id, account_id) is None:
        return
    await conn.execute(_COUNT, circle_id, challenge_id, -1)
    for row in await conn.fetch(_DROP_MARKS, circle_id, challenge_id, account_id):
        await end_uses(conn, place_kind="mark", place_id=row["id"])
    await tell_changed(conn, circle_id, challenge_id)


async def must_run(conn: Connection, circle_id: UUID, challenge_id: UUID) -> None:
    """Lock a challenge; raises NotFound or ChallengeOver unless it runs."""
    row = await conn.fetchrow(LOCK, circle_id, challenge_id)
    if row is None or row["removed_at"] is not None:
        raise NotFound
    if row["ended_at"] is not None:
        raise ChallengeOver


async def tell_changed(conn: Connection, circle_id: UUID, challenge_id: UUID) -> None:
    """Emit tool.changed to the circle."""
    await outbox.emit(conn, ToolChanged(circle_id, "challenge", challenge_id), audience=f"circle:{circle_id}")
