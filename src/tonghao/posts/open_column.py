"""Open a column: a host gives somebody a series of their own, and ends it."""

import unicodedata
from typing import Annotated, Final
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.check_name import visible
from tonghao.accounts.read import resolve_handles
from tonghao.accounts.screen_text import must_pass
from tonghao.circles.access import Access
from tonghao.circles.read import get_member
from tonghao.circles.record_act import record_act
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.ids import new_id
from tonghao.posts.columns import get_column
from tonghao.posts.posting_rules import lock_rules
from tonghao.posts.types import Column
from tonghao.screening.text import TextScreener

MOST: Final = 20
LONGEST_TITLE: Final = 30
LONGEST_DESCRIPTION: Final = 300

_COUNT: Final = "SELECT count(*) FROM circle_columns WHERE circle_id = $1"
_OPEN: Final = """
    INSERT INTO circle_columns (circle_id, id, writer_id, title, description) VALUES ($1, $2, $3, $4, $5)
"""
_EDIT: Final = """
    UPDATE circle_columns SET title = $3, description = $4 WHERE circle_id = $1 AND id = $2
"""
_CLOSE: Final = "DELETE FROM circle_columns WHERE circle_id = $1 AND id = $2 RETURNING title"
_EMPTY: Final = "DELETE FROM column_posts WHERE circle_id = $1 AND column_id = $2"


class TooManyColumns(Refusal):
    """The circle has twenty columns already. Close one of them first."""


class ColumnRefused(Refusal):
    """Take a title of 1 to 30 visible characters and a description of at most 300."""

    status = 400


class NewColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`writer` is the handle of the member who writes it; the host themself when left out."""

    title: Annotated[str, Meta(max_length=1000)]
    description: Annotated[str, Meta(max_length=10_000)] = ""
    writer: Annotated[str, Meta(max_length=100)] | None = None


def _checked(screener: TextScreener, title: str, description: str) -> tuple[str, str]:
    name, about = visible(title), visible(description, lines=True)
    seen = any(unicodedata.category(char)[0] in "LNSP" for char in name)
    if not seen or len(name) > LONGEST_TITLE or len(about) > LONGEST_DESCRIPTION:
        raise ColumnRefused(longest_title=LONGEST_TITLE, longest_description=LONGEST_DESCRIPTION)
    must_pass(screener, f"{name}\n{about}", kind="circle")
    return name, about


async def open_column(
    conn: Connection, *, screener: TextScreener, access: Access, column: NewColumn
) -> Column:
    """Open a column for oneself or for a member, as host or owner.

    Raises:
        NotAllowed: the person does not host.
        CircleClosed, CircleReadOnly, EachTextWaits: see `Access.must_take_words`.
        NotFound: no member has the writer's handle.
        TooManyColumns: there are twenty.
        ColumnRefused, TextRefused, CheckerAway: the words cannot stand there.

    Locks: the circle's posting rules, then the audit log.
    """
    access.must_host()
    access.must_take_words()
    assert access.account_id is not None
    title, description = _checked(screener, column.title, column.description)
    writer_id: UUID | None = access.account_id
    if column.writer is not None:
        handle = column.writer.strip().removeprefix("@")
        writer_id = (await resolve_handles(conn, [handle])).get(handle)
        if writer_id is None:
            raise NotFound
        await get_member(conn, circle_id=access.circle_id, account_id=writer_id)
    await lock_rules(conn, access.circle_id)
    if await conn.fetchval(_COUNT, access.circle_id) >= MOST:
        raise TooManyColumns(most=MOST)
    column_id = new_id()
    await conn.execute(_OPEN, access.circle_id, column_id, writer_id, title, description)
    await record_act(
        conn,
        access=access,
        act="column.opened",
        subject_kind="circle",
        subject_id=access.circle_id,
        shown={"title": title},
        about_id=writer_id,
    )
    return await get_column(conn, access=access, column_id=column_id)


async def edit_column(
    conn: Connection,
    *,
    screener: TextScreener,
    access: Access,
    column_id: UUID,
    title: str,
    description: str,
) -> Column:
    """Change what a column says of itself, as its writer or as a host.

    Raises:
        NotFound: no such column.
        NotAllowed: the person neither writes it nor hosts.
        ColumnRefused, TextRefused, CheckerAway: the words cannot stand there.
    """
    column = await get_column(conn, access=access, column_id=column_id)
    if not column.may_fill:
        raise NotAllowed
    words = _checked(screener, title, description)
    await conn.execute(_EDIT, access.circle_id, column_id, *words)
    return await get_column(conn, access=access, column_id=column_id)


async def close_column(conn: Connection, *, access: Access, column_id: UUID) -> None:
    """End a column as host or owner; its posts stay in the circle.

    Raises:
        NotAllowed: the person does not host.
        NotFound: no such column.

    Locks: the circle's posting rules, then the audit log.
    """
    access.must_host()
    await lock_rules(conn, access.circle_id)
    title: str | None = await conn.fetchval(_CLOSE, access.circle_id, column_id)
    if title is None:
        raise NotFound
    await conn.execute(_EMPTY, access.circle_id, column_id)
    await record_act(
        conn,
        access=access,
        act="column.closed",
        subject_kind="circle",
        subject_id=access.circle_id,
        shown={"title": title},
    )
