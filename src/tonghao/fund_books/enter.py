"""Enter a line into a fund's book, reverse one that was wrong, and confirm what somebody else entered."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.circles.access import Access
from tonghao.circles.tools import must_use
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, Refusal
from tonghao.fund_books.types import NewEntry, NewFund
from tonghao.ids import derived_id, new_id
from tonghao.media.use import use_media
from tonghao.money import decimal_of, minor_of
from tonghao.screening.text import TextScreener
from tonghao.tool_events import ToolChanged

_OPEN: Final = """
    INSERT INTO funds (circle_id, id, made_by, title, purpose) VALUES ($1, $2, $3, $4, $5)
"""
_LOCK: Final = "SELECT id FROM funds WHERE circle_id = $1 AND id = $2 FOR NO KEY UPDATE"
_FACTS: Final = """
    SELECT balance_minor, last_number, held_minor FROM funds WHERE circle_id = $1 AND id = $2
"""
_MOVE: Final = """
    UPDATE funds SET balance_minor = $3, last_number = $4, held_minor = $5 WHERE circle_id = $1 AND id = $2
"""
_ENTER: Final = """
    INSERT INTO fund_entries (circle_id, fund_id, number, amount_minor, balance_minor, day, purpose,
                              entered_by, reverses, media_owner, media_id, post_ids, group_id, confirmed_by,
                              confirmed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
            CASE WHEN $14::uuid IS NOT NULL THEN now() END)
"""
_KNOWN_POSTS: Final = """
    SELECT count(*) FROM posts WHERE circle_id = $1 AND id = ANY($2::uuid[]) AND state = 'visible'
"""
_ENTRY: Final = """
    SELECT e.amount_minor, e.day, e.purpose, e.entered_by, e.confirmed_by, e.reverses, e.group_id,
           EXISTS (SELECT FROM fund_entries r
                    WHERE r.circle_id = e.circle_id AND r.fund_id = e.fund_id AND r.reverses = e.number)
             AS is_reversed
      FROM fund_entries e
     WHERE e.circle_id = $1 AND e.fund_id = $2 AND e.number = $3
"""
_CONFIRM: Final = """
    UPDATE fund_entries SET confirmed_by = $4, confirmed_at = now()
     WHERE circle_id = $1 AND fund_id = $2 AND number = $3 AND confirmed_by IS NULL
"""


class FundShort(Refusal):
    """There is not as much in the fund. The details say what is left."""


class EntryReversed(Refusal):
    """This line is already corrected, or is itself a correction. Enter a new line instead."""


class LineMovedMoney(Refusal):
    """With this line money moved, and a line alone does not bring it back. Let the fund pay it out."""


class SecondPersonNeeded(Refusal):
    """A line is confirmed by somebody other than who entered it. Ask another one of the staff."""

    status = 403


async def open_fund(conn: Connection, *, screener: TextScreener, access: Access, new: NewFund) -> UUID:
    """Begin a book for a circle that keeps them, and return its identifier.

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
    await must_use(conn, access.circle_id, "fund")
    title, purpose = visible(new.title)[:40], visible(new.purpose, lines=True)[:500]
    if not title:
        raise InvalidRequest(reason="title: nothing of it can be seen")
    must_pass(screener, f"{title}\n{purpose}", kind="post", house=access.house)
    fund_id = new_id()
    await conn.execute(_OPEN, access.circle_id, fund_id, access.account_id, title, purpose)
    await _tell(conn, access.circle_id, fund_id)
    return fund_id


async def enter(
    conn: Connection, *, screener: TextScreener, access: Access, fund_id: UUID, new: NewEntry
) -> int:
    """Write the next line, and return its number.

    Raises:
        NotAllowed: the person does not look after the circle.
        CircleClosed, CircleReadOnly, EachTextWaits, PhotosStopped: a restriction is in force.
        ToolNotUsed: see `must_use`.
        NotFound: no such fund, no such photo of the person's, no such post in the circle.
        AmountRefused: see `minor_of`.
        InvalidRequest: the day lies ahead or ten years back, or no purpose can be read.
        FundShort: more would go out than is there.
        PhotoRefused: the receipt's photo was refused.
        TextRefused, CheckerAway: see `must_pass`.

    Emits: tool.changed. Locks: the fund, then the photo.
    """
    access.must_help()
    access.must_take_words()
    if new.media_id is not None:
        access.must_take_photos(at_once=True)
    if access.account_id is None:
        raise NotAllowed
    await must_use(conn, access.circle_id, "fund")
    minor = minor_of(new.amount)
    purpose, today = visible(new.purpose)[:200], now().date()
    if not purpose or not today - timedelta(days=3660) <= new.day <= today + timedelta(days=1):
        raise InvalidRequest(reason="a purpose that can be read, and a day that has come")
    must_pass(screener, purpose, kind="post", house=access.house)
    facts = await _lock(conn, access.circle_id, fund_id)
    post_ids = list(dict.fromkeys(new.post_ids))
    if await conn.fetchval(_KNOWN_POSTS, access.circle_id, post_ids) != len(post_ids):
        raise NotFound
    number: int = facts["last_number"] + 1
    if new.media_id is not None:
        medium = await use_media(
            conn,
            owner_id=access.account_id,
            media_id=new.media_id,
            place_kind="receipt",
            place_id=derived_id("receipt", str(fund_id), str(number)),
            circle_id=access.circle_id,
        )
        if medium.purpose != "post":
            raise NotFound
    await write_line(
        conn,
        access,
        fund_id,
        facts,
        amount_minor=minor if new.direction == "in" else -minor,
        day=new.day,
        purpose=purpose,
        media_id=new.media_id,
        post_ids=post_ids,
    )
    return number


async def reverse_entry(conn: Connection, *, access: Access, fund_id: UUID, number: int) -> int:
    """Correct a line by one that takes it back, and return the number of that one; once a line.

    Raises:
        NotAllowed: the person does not look after the circle.
        NotFound: there is no such line.
        EntryReversed: it is corrected already, or is a correction.
        LineMovedMoney: money of the ledger moved with it.
        FundShort: more would go out than is there.

    Emits: tool.changed. Locks: the fund.
    """
    access.must_help()
    facts = await _lock(conn, access.circle_id, fund_id)
    entry = await conn.fetchrow(_ENTRY, access.circle_id, fund_id, number)
    if entry is None:
        raise NotFound
    if entry["is_reversed"] or entry["reverses"] is not None:
        raise EntryReversed
    if entry["group_id"] is not None:
        raise LineMovedMoney
    await write_line(
        conn,
        access,
        fund_id,
        facts,
        amount_minor=-entry["amount_minor"],
        day=now().date(),
        purpose=entry["purpose"],
        reverses=number,
    )
    reversal: int = facts["last_number"] + 1
    return reversal


async def confirm_entry(conn: Connection, *, access: Access, fund_id: UUID, number: int) -> None:
    """Say that one has seen the receipt of a line that somebody else entered; twice is once.

    Raises:
        NotAllowed: the person does not look after the circle.
        NotFound: there is no such line.
        SecondPersonNeeded: they entered it themselves.

    Emits: tool.changed. Locks: the fund.
    """
    access.must_help()
    await _lock(conn, access.circle_id, fund_id)
    entry = await conn.fetchrow(_ENTRY, access.circle_id, fund_id, number)
    if entry is None:
        raise NotFound
    if entry["entered_by"] == access.account_id:
        raise SecondPersonNeeded
    await conn.execute(_CONFIRM, access.circle_id, fund_id, number, access.account_id)
    await _tell(conn, access.circle_id, fund_id)


async def lock_fund(conn: Connection, circle_id: UUID, fund_id: UUID) -> None:
    """Let nobody else write into the book until this is committed.

    Raises:
        NotFound: there is no such fund.
    """
    if await conn.fetchval(_LOCK, circle_id, fund_id) is None:
        raise NotFound


async def _lock(conn: Connection, circle_id: UUID, fund_id: UUID) -> Row:
    await lock_fund(conn, circle_id, fund_id)
    facts = await conn.fetchrow(_FACTS, circle_id, fund_id)
    assert facts is not None
    return facts


async def write_line(
    conn: Connection,
    access: Access,
    fund_id: UUID,
    facts: Row,
    *,
    amount_minor: int,
    day: date,
    purpose: str,
    reverses: int | None = None,
    media_id: UUID | None = None,
    post_ids: list[UUID] | None = None,
    group_id: UUID | None = None,
    entered_by: UUID | None = None,
    confirmed_by: UUID | None = None,
) -> None:
    """Write the next line of a locked fund; one of cash cannot spend what lies in the ledger.

    Args:
        facts: Of the fund, with balance_minor, last_number and held_minor.
        group_id: The movement in the ledger that the line tells of.
        entered_by: Whose line it is, where that is not who writes it.

    Raises:
        FundShort: more would go out than is there.
    """
    moved = group_id is not None
    balance, held = facts["balance_minor"] + amount_minor, facts["held_minor"] + amount_minor * moved
    if balance < held:
        raise FundShort(balance=decimal_of(facts["balance_minor"] - facts["held_minor"]))
    number = facts["last_number"] + 1
    await conn.execute(_MOVE, access.circle_id, fund_id, balance, number, held)
    await conn.execute(
        _ENTER,
        access.circle_id,
        fund_id,
        number,
        amount_minor,
        balance,
        day,
        purpose,
        entered_by or access.account_id,
        reverses,
        None if media_id is None else access.account_id,
        media_id,
        post_ids or [],
        group_id,
        confirmed_by,
    )
    await _tell(conn, access.circle_id, fund_id)


async def _tell(conn: Connection, circle_id: UUID, fund_id: UUID) -> None:
    await outbox.emit(conn, ToolChanged(circle_id, "fund", fund_id), audience=f"circle:{circle_id}")
