"""Mark: somebody has done today's minutes, with a line or a photo if they like."""

from datetime import date
from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.challenges.begin import TODAY, must_run, tell_changed
from tonghao.circles.access import Access
from tonghao.circles.record_act import NO_REASON, ActReason
from tonghao.circles.remove_thing import Thing, remove_thing
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.ids import new_id
from tonghao.media.use import end_uses, use_media
from tonghao.screening.text import TextScreener

_TAKES_PART: Final = """
    SELECT FROM challengers WHERE circle_id = $1 AND challenge_id = $2 AND account_id = $3
"""
_FIND: Final = """
    SELECT id FROM challenge_marks
     WHERE circle_id = $1 AND challenge_id = $2 AND account_id = $3 AND day = $4
"""
_MARK: Final = """
    INSERT INTO challenge_marks AS m (circle_id, challenge_id, account_id, day, id, line, media_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (circle_id, challenge_id, account_id, day) DO UPDATE
       SET line = excluded.line, media_id = excluded.media_id
    RETURNING m.id
"""
_WHO: Final = """
    SELECT id FROM challenge_marks
     WHERE circle_id = $1 AND challenge_id = $2 AND account_id = $3 AND day = $4 AND removed_at IS NULL
"""
_HIDE: Final = "UPDATE challenge_marks SET removed_at = now() WHERE circle_id = $1 AND id = $2"
_DROP: Final = """
    DELETE FROM challenge_marks
     WHERE circle_id = $1 AND challenge_id = $2 AND account_id = $3 AND day = $4
    RETURNING id
"""


class JoinChallengeFirst(Refusal):
    """Join the challenge first; then you can mark your days."""


async def mark_today(
    conn: Connection,
    *,
    screener: TextScreener,
    access: Access,
    challenge_id: UUID,
    line: str = "",
    media_id: UUID | None = None,
) -> None:
    """Mark today, on the circle's clock; again the same day replaces line and photo.

    Args:
        line: At most 200 characters, checked at once.
        media_id: A photo of the person's own; others see it once it has been checked.

    Raises:
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.
        EachTextWaits, PhotosStopped: a restriction is in force.
        NotFound, ChallengeOver: there is no such challenge or photo, or it has ended.
        JoinChallengeFirst: the person takes no part.
        TextRefused, CheckerAway: see `must_pass`.
        PhotoRefused: the photo was refused.

    Emits: tool.changed. Locks: the challenge, then the photo.
    """
    access.must_write()
    circle_id, account_id = access.circle_id, access.account_id
    if account_id is None:
        raise NotAllowed
    if media_id is not None:
        access.must_take_photos(at_once=True)
    words = visible(line)[:200]
    if words:
        access.must_take_words()
        must_pass(screener, words, kind="comment", house=access.house)
    await must_run(conn, circle_id, challenge_id)
    if await conn.fetchrow(_TAKES_PART, circle_id, challenge_id, account_id) is None:
        raise JoinChallengeFirst
    today: date = await conn.fetchval(TODAY, circle_id)
    known: UUID | None = await conn.fetchval(_FIND, circle_id, challenge_id, account_id, today)
    mark_id = known or new_id()
    if media_id is not None:
        medium = await use_media(
            conn,
            owner_id=account_id,
            media_id=media_id,
            place_kind="mark",
            place_id=mark_id,
            circle_id=circle_id,
        )
        if medium.purpose != "post":
            raise NotFound
    keep = () if media_id is None else (media_id,)
    await end_uses(conn, place_kind="mark", place_id=mark_id, keep=keep)
    await conn.execute(_MARK, circle_id, challenge_id, account_id, today, mark_id, words, media_id)
    await tell_changed(conn, circle_id, challenge_id)


async def drop_mark(
    conn: Connection,
    *,
    access: Access,
    challenge_id: UUID,
    account_id: UUID,
    day: date,
    reason: ActReason = NO_REASON,
) -> None:
    """Take a mark of one's own back, or as helper the words and photo of one that do not belong here.

    What staff take away counts on as a day that was done.

    Raises:
        NotAllowed: it is somebody else's and the person is no staff.
        NotFound: there is no such mark.
        ReasonNeeded: it is somebody else's and nothing says why.

    Emits: tool.changed; content.removed to whose it was. Locks: its photo or audit_head.
    """
    mark_id = await conn.fetchval(_WHO, access.circle_id, challenge_id, account_id, day)
    if account_id != access.account_id and mark_id is None:
        access.must_help()
        raise NotFound

    async def drop() -> None:
        dropped = await conn.fetchval(_DROP, access.circle_id, challenge_id, account_id, day)
        if dropped is None:
            raise NotFound
        await end_uses(conn, place_kind="mark", place_id=dropped)
        await tell_changed(conn, access.circle_id, challenge_id)

    await remove_thing(
        conn,
        access=access,
        thing=Thing("challenge", "challenge_mark", mark_id, account_id, challenge_id),
        drop=drop,
        hide=_HIDE,
        reason=reason,
    )
