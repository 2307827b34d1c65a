"""Fit: who may be drawn, and for which case."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.panels.rules import rules
from tonghao.panels.types import Lacking

# People of the demo have no address of their own: whoever tells the story vouches for them.
_LACKING: Final = """
    SELECT a.age_class <> 'adult' AS adult, a.created_at > $3 AS age,
           num_nonnulls(a.email, a.phone) = 0 AND NOT a.is_demo AS contact,
           a.sanctions && '{mute,suspend,close}'
               OR EXISTS (SELECT FROM account_sanctions s
                           WHERE s.account_id = a.id AND s.kind = 'strike' AND s.ended_at IS NULL
                             AND s.until > $2) AS strike,
           a.role <> 'member' AS staff
      FROM accounts a WHERE a.id = $1
"""
# Ranked by SHA-256 of the seed and the sixteen bytes of the account: whoever has the seed can draw again.
_FIT: Final = """
    SELECT c.account_id
      FROM cases k
      JOIN panel_consents c ON c.account_id <> k.author_id
      JOIN accounts a ON a.id = c.account_id
     WHERE k.id = $1 AND a.state = 'active' AND a.role = 'member' AND a.age_class = 'adult'
       AND a.created_at <= $4 AND (num_nonnulls(a.email, a.phone) > 0 OR a.is_demo)
       AND NOT a.sanctions && '{mute,suspend,close}'
       AND NOT EXISTS (SELECT FROM account_sanctions s
                        WHERE s.account_id = a.id AND s.kind = 'strike' AND s.ended_at IS NULL
                          AND s.until > $3)
       AND NOT EXISTS (SELECT FROM blocks b WHERE b.account_id = a.id AND b.blocked_id = k.author_id)
       AND NOT EXISTS (SELECT FROM blocks b WHERE b.account_id = k.author_id AND b.blocked_id = a.id)
       AND NOT EXISTS (SELECT FROM reports r WHERE r.case_id = k.id AND r.reporter_id = a.id)
       AND NOT EXISTS (SELECT FROM memberships m WHERE m.circle_id = k.circle_id AND m.account_id = a.id
                                                   AND m.role <> 'member')
       AND NOT EXISTS (SELECT FROM circles o JOIN partner_staff f ON f.partner_id = o.partner_id
                        WHERE o.id = k.circle_id AND f.account_id = a.id)
       AND NOT EXISTS (SELECT FROM panel_seats t JOIN panels p ON p.id = t.panel_id
                        WHERE t.account_id = a.id AND t.drawn_at > $5 AND p.case_id <> k.id)
       AND EXISTS (SELECT FROM panel_seats t JOIN panels p ON p.id = t.panel_id
                    WHERE t.account_id = a.id AND p.case_id = k.id) = $6
     ORDER BY sha256($2::bytea || uuid_send(c.account_id))
"""


async def lacking_of(conn: Connection, *, account_id: UUID, at: datetime) -> list[Lacking]:
    """What *account_id* lacks to be drawn at all."""
    row = await conn.fetchrow(_LACKING, account_id, at, at - timedelta(days=rules().account_days))
    assert row is not None
    names: tuple[Lacking, ...] = ("adult", "age", "contact", "strike", "staff")
    return [name for name in names if row[name]]


async def fit_for(
    conn: Connection, *, case_id: UUID, seed: bytes, at: datetime, seated: bool = False
) -> list[UUID]:
    """Everybody who may sit on the case, in the order in which *seed* draws them.

    Args:
        seated: Those who were given a seat and still may, instead of those who were not.
    """
    by = rules()
    old, rested = at - timedelta(days=by.account_days), at - timedelta(days=by.rest_days)
    return [row[0] for row in await conn.fetch(_FIT, case_id, seed, at, old, rested, seated)]
