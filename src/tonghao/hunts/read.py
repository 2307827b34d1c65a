"""Every query about hunts that changes nothing."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.types import ProfileCard
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.hunts.types import CategoryCount, Hunt, HuntHit
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.screening.known import distance_of
from tonghao.screening.types import Verdict

PAGE: Final = 30

_LIST: Final = """
    SELECT h.id, h.kind, h.state, h.reason, h.bank_version, h.policy_version, h.total, h.seen, h.found,
           h.held, h.passed_over, h.at, h.scanned_at, h.ended_at,
           f.account_id, f.handle, f.name, f.avatar_media_id, f.is_gone
      FROM hunts h JOIN profiles f ON f.account_id = h.made_by
     WHERE $1::timestamptz IS NULL OR (h.at, h.id) < ($1, $2)
     ORDER BY h.at DESC, h.id DESC
     LIMIT $3
"""
_GET: Final = """
    SELECT h.id, h.kind, h.state, h.reason, h.bank_version, h.policy_version, h.total, h.seen, h.found,
           h.held, h.passed_over, h.at, h.scanned_at, h.ended_at,
           f.account_id, f.handle, f.name, f.avatar_media_id, f.is_gone
      FROM hunts h JOIN profiles f ON f.account_id = h.made_by
     WHERE h.id = $1
"""
_CATEGORIES: Final = """
    SELECT hunt_id, category, count(*) AS photos FROM hunt_hits WHERE hunt_id = ANY($1::uuid[])
     GROUP BY hunt_id, category ORDER BY max(severity) DESC, category
"""
_HITS: Final = """
    SELECT t.media_id, t.category, t.severity, t.entry_id, t.verdict, t.state,
           f.account_id, f.handle, f.name, f.avatar_media_id, f.is_gone
      FROM hunt_hits t JOIN profiles f ON f.account_id = t.owner_id
     WHERE t.hunt_id = $1 AND (t.owner_id, t.media_id) > ($2, $3)
     ORDER BY t.owner_id, t.media_id
     LIMIT $4
"""
_FIRST: Final = UUID(int=0)


def _card(row: Row) -> ProfileCard:
    return ProfileCard(row["account_id"], row["handle"], row["name"], row["avatar_media_id"], row["is_gone"])


async def _hunts_of(conn: Connection, rows: list[Row]) -> list[Hunt]:
    counted: dict[UUID, list[CategoryCount]] = {}
    for row in await conn.fetch(_CATEGORIES, [row["id"] for row in rows]):
        counted.setdefault(row["hunt_id"], []).append(CategoryCount(row["category"], row["photos"]))
    return [
        Hunt(
            row["id"],
            row["kind"],
            row["state"],
            row["reason"],
            row["bank_version"],
            row["policy_version"],
            row["total"],
            row["seen"],
            row["found"],
            row["held"],
            row["passed_over"],
            counted.get(row["id"], []),
            _card(row),
            row["at"],
            row["scanned_at"],
            row["ended_at"],
        )
        for row in rows
    ]


async def list_hunts(conn: Connection, *, cursor: str | None) -> Page[Hunt]:
    """Hunts, the newest first.

    Raises:
        BadCursor: as said by paging.
    """
    at, after = from_cursor(cursor, tuple[datetime, UUID]) or (None, None)
    rows = await conn.fetch(_LIST, at, after, PAGE + 1)
    hunts = await _hunts_of(conn, rows[:PAGE])
    more = to_cursor(hunts[-1].at, hunts[-1].hunt_id) if len(rows) > PAGE else None
    return Page(hunts, more)


async def get_hunt(conn: Connection, hunt_id: UUID) -> Hunt:
    """One hunt.

    Raises:
        NotFound: there is none such.
    """
    row = await conn.fetchrow(_GET, hunt_id)
    if row is None:
        raise NotFound
    return (await _hunts_of(conn, [row]))[0]


async def list_hits(conn: Connection, *, hunt_id: UUID, cursor: str | None) -> Page[HuntHit]:
    """What a hunt found, a person's photos together.

    Raises:
        NotFound: there is no such hunt.
        BadCursor: as said by paging.
    """
    await get_hunt(conn, hunt_id)
    owner, photo = from_cursor(cursor, tuple[UUID, UUID]) or (_FIRST, _FIRST)
    rows = await conn.fetch(_HITS, hunt_id, owner, photo, PAGE + 1)
    hits = [
        HuntHit(
            _card(row),
            row["media_id"],
            row["category"],
            row["severity"],
            row["entry_id"],
            distance_of(msgspec.convert(row["verdict"], Verdict)),
            row["state"],
        )
        for row in rows[:PAGE]
    ]
    more = to_cursor(hits[-1].owner.account_id, hits[-1].media_id) if len(rows) > PAGE else None
    return Page(hits, more)
