"""What is known around a case: its author's and circle's past, cases like it, what colleagues noted."""

from typing import Final
from uuid import UUID

from tonghao.accounts.types import ProfileCard
from tonghao.db import Connection, Row
from tonghao.moderation.types import CaseNote, CasePast, PastCase, Recusal

_HISTORY: Final = """
    SELECT c.id, c.category,
           (SELECT d.act FROM case_decisions d
             WHERE d.case_id = c.id AND d.undone_at IS NULL AND c.state <> 'open'),
           coalesce(c.closed_at, c.opened_at)
      FROM cases c
     WHERE c.author_id = $1 AND c.id <> $2
       AND NOT EXISTS (SELECT FROM case_recusals r WHERE r.case_id = c.id AND r.account_id = $3)
     ORDER BY c.opened_at DESC LIMIT 20
"""
# Same text first, then same author, then same category; what the viewer stepped back from stays away.
_SIMILAR: Final = """
    SELECT s.id FROM (
        (SELECT id, 1 AS likeness, opened_at FROM cases
          WHERE text_digest = $2 AND id <> $1 ORDER BY opened_at DESC LIMIT 12)
        UNION ALL
        (SELECT id, 2, opened_at FROM cases
          WHERE author_id = $3 AND id <> $1 ORDER BY opened_at DESC LIMIT 12)
        UNION ALL
        (SELECT id, 3, opened_at FROM cases
          WHERE category = $4 AND id <> $1 ORDER BY opened_at DESC LIMIT 12)
    ) s
     WHERE NOT EXISTS (SELECT FROM case_recusals r WHERE r.case_id = s.id AND r.account_id = $5)
     ORDER BY s.likeness, s.opened_at DESC
"""
_CIRCLE_PAST: Final = """
    SELECT r.tier, r.member_count, count(c.id), count(c.id) FILTER (WHERE c.state = 'open'),
           count(c.id) FILTER (WHERE c.state = 'removed'),
           (SELECT count(*) FROM case_misses m
             WHERE m.circle_id = r.id AND m.side = 'partner' AND m.at > now() - interval '90 days'),
           r.restrictions
      FROM circles r
      LEFT JOIN cases c ON c.circle_id = r.id AND c.opened_at > now() - interval '90 days'
     WHERE r.id = $1 GROUP BY r.id
"""
_NOTES: Final = """
    SELECT n.id, n.text, n.at, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone
      FROM case_notes n JOIN profiles p ON p.account_id = n.author_id
     WHERE n.case_id = $1 ORDER BY n.at, n.id
"""
_RECUSALS: Final = """
    SELECT r.reason, r.at, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone
      FROM case_recusals r JOIN profiles p ON p.account_id = r.account_id
     WHERE r.case_id = $1 ORDER BY r.at, r.account_id
"""


async def list_author_history(
    conn: Connection, *, author_id: UUID, besides: UUID, viewer_id: UUID
) -> list[PastCase]:
    """The newest twenty cases of an author but one."""
    return [PastCase(*row) for row in await conn.fetch(_HISTORY, author_id, besides, viewer_id)]


async def list_similar_ids(
    conn: Connection,
    *,
    case_id: UUID,
    text_digest: bytes | None,
    author_id: UUID,
    category: str,
    viewer_id: UUID,
) -> list[UUID]:
    """Up to eight cases like it."""
    found = await conn.fetch(_SIMILAR, case_id, text_digest, author_id, category, viewer_id)
    return list(dict.fromkeys(row["id"] for row in found))[:8]


async def get_circle_past(conn: Connection, circle_id: UUID | None) -> CasePast | None:
    """How a circle stood in the last 90 days; None outside circles."""
    row = await conn.fetchrow(_CIRCLE_PAST, circle_id) if circle_id else None
    return CasePast(*row) if row else None


async def list_notes(conn: Connection, case_id: UUID) -> list[CaseNote]:
    """What colleagues noted, the oldest first."""
    return [
        CaseNote(row["id"], row["text"], _card(row), row["at"]) for row in await conn.fetch(_NOTES, case_id)
    ]


async def list_recusals(conn: Connection, case_id: UUID) -> list[Recusal]:
    """Who stepped back, and why."""
    return [Recusal(_card(row), row["reason"], row["at"]) for row in await conn.fetch(_RECUSALS, case_id)]


def _card(row: Row) -> ProfileCard:
    return ProfileCard(row["account_id"], row["handle"], row["name"], row["avatar_media_id"], row["is_gone"])
