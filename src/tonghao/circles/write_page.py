"""Write a page: one of the four with which a circle opens."""

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.circles.access import Access
from tonghao.circles.record_act import record_act
from tonghao.circles.types import PageName
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.markup import html_of
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.screening.text import TextScreener

_LONGEST: Final[dict[str, int]] = {"must_read": 4000, "how_it_works": 4000, "penalties": 4000, "share": 200}

_LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_NEWEST: Final = """
    SELECT version, text, text_en FROM circle_pages
     WHERE circle_id = $1 AND page = $2 ORDER BY version DESC LIMIT 1
"""
_VERSION: Final = """
    SELECT text, text_en FROM circle_pages WHERE circle_id = $1 AND page = $2 AND version = $3
"""
_ADD: Final = """
    INSERT INTO circle_pages (circle_id, page, version, text, text_en, html, html_en, changed_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""
_PAGES: Final = """
    SELECT DISTINCT ON (g.page) g.page, g.version, g.text, g.text_en, g.html, g.html_en, p.name, g.changed_at
      FROM circle_pages g
      LEFT JOIN profiles p ON p.account_id = g.changed_by AND NOT p.is_gone
     WHERE g.circle_id = $1
     ORDER BY g.page, g.version DESC
"""
_VERSIONS: Final = """
    SELECT g.page, g.version, g.text, g.text_en, g.html, g.html_en, p.name, g.changed_at
      FROM circle_pages g
      LEFT JOIN profiles p ON p.account_id = g.changed_by AND NOT p.is_gone
     WHERE g.circle_id = $1 AND g.page = $2 AND g.version < $3
     ORDER BY g.version DESC LIMIT $4
"""
_PAGE_SIZE: Final = 20
_ABOVE_ALL: Final = 2**31 - 1
_READ: Final = """
    UPDATE memberships SET must_read_at = now()
     WHERE circle_id = $1 AND account_id = $2 AND must_read_at IS NULL
"""


class PageTooLong(Refusal):
    """This page is too long. Take at most 4000 characters, and 200 for the words that go with the link."""

    status = 400


class PageChanged(Refusal):
    """Somebody else changed this page in the meantime. Copy your words, load it again and put them in."""


class OpeningPage(msgspec.Struct, frozen=True):
    """A page as it stands; an empty text is a page that was taken away."""

    page: PageName
    version: int
    text: str
    text_en: str
    html: str
    html_en: str
    changed_by: str | None
    changed_at: datetime


class NewPage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`version` is the one that the author saw; 0 where there was none."""

    text: Annotated[str, Meta(max_length=20_000)]
    version: Annotated[int, Meta(ge=0)]
    text_en: Annotated[str, Meta(max_length=20_000)] = ""


async def write_page(
    conn: Connection, *, screener: TextScreener, access: Access, page: PageName, new: NewPage
) -> None:
    """Write the next version of a page.

    Args:
        access: Of the person who asks; they must be allowed to edit the circle.

    Raises:
        NotAllowed: they may not.
        CircleClosed, CircleReadOnly, EachTextWaits: see `Access.must_take_words`.
        PageTooLong: see there.
        TextRefused, CheckerAway: see `must_pass`.
        PageChanged: another version came in between.

    Locks: the circle, then the audit log.
    """
    access.must("edit_circle")
    access.must_take_words()
    text, text_en = visible(new.text, lines=True), visible(new.text_en, lines=True)
    longest = _LONGEST[page]
    if len(text) > longest or len(text_en) > 2 * longest:
        raise PageTooLong
    if said := "\n".join(one for one in (text, text_en) if one):
        must_pass(screener, said, kind="circle")
    await conn.execute(_LOCK_CIRCLE, access.circle_id)
    row = await conn.fetchrow(_NEWEST, access.circle_id, page)
    before = 0 if row is None else row["version"]
    if before != new.version:
        raise PageChanged(version=before)
    if row is not None and (row["text"], row["text_en"]) == (text, text_en):
        return
    await add_version(
        conn, access.circle_id, page, before + 1, text=text, text_en=text_en, by=access.account_id
    )
    await record_act(
        conn,
        access=access,
        act="page.written",
        subject_kind="circle",
        subject_id=access.circle_id,
        shown={"page": page, "version": before + 1},
        undo={"page": page, "version": before + 1},
    )


async def add_version(
    conn: Connection, circle_id: UUID, page: str, version: int, *, text: str, text_en: str, by: UUID | None
) -> None:
    """Let the words, which passed the screening, be the page; the caller has locked the circle."""
    html, html_en = html_of(text, {}), html_of(text_en, {})
    await conn.execute(_ADD, circle_id, page, version, text, text_en, html, html_en, by)


async def newest_version(conn: Connection, circle_id: UUID, page: str) -> int:
    """The number of the version that stands; 0 where there is none."""
    row = await conn.fetchrow(_NEWEST, circle_id, page)
    return 0 if row is None else int(row["version"])


async def words_of_version(conn: Connection, circle_id: UUID, page: str, version: int) -> tuple[str, str]:
    """What an earlier version said; nothing where there is none."""
    row = await conn.fetchrow(_VERSION, circle_id, page, version)
    return ("", "") if row is None else (row["text"], row["text_en"])


async def list_pages(conn: Connection, circle_id: UUID) -> list[OpeningPage]:
    """The pages that stand."""
    return [OpeningPage(*row) for row in await conn.fetch(_PAGES, circle_id)]


async def list_versions(
    conn: Connection, circle_id: UUID, page: PageName, *, cursor: str | None = None
) -> Page[OpeningPage]:
    """What a page said, the newest version first; a version without words is one that was taken away.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    after = from_cursor(cursor, tuple[int])
    before = min(after[0], _ABOVE_ALL) if after else _ABOVE_ALL
    rows = await conn.fetch(_VERSIONS, circle_id, page, before, _PAGE_SIZE + 1)
    found = [OpeningPage(*row) for row in rows[:_PAGE_SIZE]]
    return Page(found, to_cursor(found[-1].version) if len(rows) > _PAGE_SIZE else None)


async def read_must_read(conn: Connection, *, access: Access) -> None:
    """The newcomer has seen the must-read; it is not shown again.

    Raises:
        NotFound: the person is no member.
    """
    if access.role is None:
        raise NotFound
    await conn.execute(_READ, access.circle_id, access.account_id)
