"""Name who answers at the desk, and in what they are qualified; or let them leave it."""

from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import CONTACTS, must_pass
from tonghao.circles.access import Access
from tonghao.circles.record_act import record_act
from tonghao.circles.tools import must_use, tell_changed
from tonghao.db import Connection
from tonghao.errors import InvalidRequest, NotFound, Refusal
from tonghao.screening.text import TextScreener

MOST: Final = 10

_LOCK: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_COUNT: Final = "SELECT count(*) FROM counsellors WHERE circle_id = $1 AND account_id <> $2"
_IS_MEMBER: Final = "SELECT EXISTS (SELECT FROM memberships WHERE circle_id = $1 AND account_id = $2)"
_NAME: Final = """
    INSERT INTO counsellors (circle_id, account_id, credential) VALUES ($1, $2, $3)
    ON CONFLICT (circle_id, account_id) DO UPDATE SET credential = excluded.credential
"""
_DISMISS: Final = "DELETE FROM counsellors WHERE circle_id = $1 AND account_id = $2 RETURNING account_id"


class TooManyCounsellors(Refusal):
    """Ten people answer here already. Let one of them leave the desk first."""


async def name_counsellor(
    conn: Connection, *, screener: TextScreener, access: Access, account_id: UUID, credential: str
) -> None:
    """Let a member answer, with a credential beside each answer; again changes the credential.

    Raises:
        NotAllowed: the person does not host.
        CircleClosed, CircleReadOnly, EachTextWaits: see `Access.must_take_words`.
        ToolNotUsed: see `must_use`.
        NotFound: they are no member.
        InvalidRequest: nothing of the credential can be read.
        TooManyCounsellors: ten answer already.
        TextRefused, CheckerAway: see `must_pass`.

    Emits: tool.changed. Locks: the circle, then audit_head.
    """
    access.must_host()
    access.must_take_words()
    await must_use(conn, access.circle_id, "clinic")
    words = visible(credential)[:60]
    if not words:
        raise InvalidRequest(reason="credential: nothing of it can be seen")
    must_pass(screener, words, kind="name", never=CONTACTS)
    await conn.execute(_LOCK, access.circle_id)
    if not await conn.fetchval(_IS_MEMBER, access.circle_id, account_id):
        raise NotFound
    if await conn.fetchval(_COUNT, access.circle_id, account_id) >= MOST:
        raise TooManyCounsellors
    await conn.execute(_NAME, access.circle_id, account_id, words)
    await tell_changed(conn, access.circle_id, "clinic", account_id)
    await record_act(
        conn,
        access=access,
        act="clinic.counsellor_named",
        subject_kind="account",
        subject_id=account_id,
        about_id=account_id,
    )


async def dismiss_counsellor(conn: Connection, *, access: Access, account_id: UUID) -> None:
    """Let somebody leave the desk: oneself, or as host somebody else; what they answered stays.

    Raises:
        NotAllowed: it is somebody else and the person does not host.
        NotFound: they are no counsellor here.

    Emits: tool.changed. Locks: audit_head.
    """
    own = access.account_id == account_id
    if not own:
        access.must_host()
    if not await drop_counsellor(conn, circle_id=access.circle_id, account_id=account_id):
        raise NotFound
    if own and not access.may_help:
        return
    await record_act(
        conn,
        access=access,
        act="clinic.counsellor_dismissed",
        subject_kind="account",
        subject_id=account_id,
        about_id=account_id,
    )


async def drop_counsellor(conn: Connection, *, circle_id: UUID, account_id: UUID) -> bool:
    """Take somebody from the desk; whether they stood at it.

    Emits: tool.changed.
    """
    if await conn.fetchval(_DISMISS, circle_id, account_id) is None:
        return False
    await tell_changed(conn, circle_id, "clinic", account_id)
    return True
