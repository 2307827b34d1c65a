"""Load: many circles and memberships at once, for imports and the demo."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.circles.tiers import Tier
from tonghao.circles.types import Kind, Role
from tonghao.db import Connection

_CLAIM_SLUGS: Final = """
    INSERT INTO circle_slug_claims (slug, circle_id)
    SELECT u.slug, u.circle_id FROM unnest($1::text[], $2::uuid[]) AS u (slug, circle_id)
    ON CONFLICT DO NOTHING
"""

# A circle whose address another circle claimed first is left out.
_LOAD_CIRCLES: Final = """
    INSERT INTO circles (id, slug, partner_id, name, name_en, topic, description, description_en, rules,
                         kind, zone, created_at, tier, tier_since)
    SELECT u.id, u.slug, u.partner_id, u.name, u.name_en, u.topic, u.description, u.description_en, u.rules,
           u.kind, u.zone, u.created_at, u.tier, u.created_at
      FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[],
                  $8::text[], $9::text[], $10::text[], $11::text[], $12::timestamptz[],
                  $13::text[])
           AS u (id, slug, partner_id, name, name_en, topic, description, description_en, rules, kind, zone,
                 created_at, tier)
      JOIN circle_slug_claims s ON s.slug = u.slug AND s.circle_id = u.id
    ON CONFLICT DO NOTHING
    RETURNING id
"""

_LOAD_MEMBERSHIPS: Final = """
    INSERT INTO memberships (circle_id, account_id, role, joined_at)
    SELECT u.circle_id, u.account_id, u.role, u.joined_at
      FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[])
           AS u (circle_id, account_id, role, joined_at)
    ON CONFLICT DO NOTHING
    RETURNING circle_id
"""

# From what stands in the other table, so that the two can never differ.
_LOAD_JOINED: Final = """
    INSERT INTO joined_circles (account_id, circle_id, role, joined_at)
    SELECT m.account_id, m.circle_id, m.role, m.joined_at
      FROM unnest($1::uuid[], $2::uuid[]) AS u (circle_id, account_id)
      JOIN memberships m ON m.circle_id = u.circle_id AND m.account_id = u.account_id
    ON CONFLICT DO NOTHING
"""

_LOCK_CIRCLES: Final = "SELECT id FROM circles WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE"

# What comes from elsewhere keeps its size; above what standard allows it must have been trusted there.
_OUTGROWN: Final = """
    UPDATE circles c SET tier = 'trusted'
      FROM tier_caps t
     WHERE c.id = ANY($1::uuid[]) AND c.tier = 'standard' AND t.tier = 'standard'
       AND c.member_count > t.members
"""

_COUNT: Final = """
    UPDATE circles c
       SET member_count = m.members
      FROM (SELECT circle_id, count(*) AS members
              FROM memberships WHERE circle_id = ANY($1::uuid[]) GROUP BY circle_id) m
     WHERE c.id = m.circle_id AND c.member_count <> m.members
"""


class LoadedCircle(msgspec.Struct, frozen=True):
    """A circle as an archive has it; its owner comes as a membership."""

    circle_id: UUID
    slug: str
    partner_id: UUID
    name: str
    name_en: str
    topic: str
    kind: Kind
    created_at: datetime
    description: str = ""
    description_en: str = ""
    rules: str = ""
    zone: str = "Asia/Shanghai"
    tier: Tier = "standard"


class LoadedMembership(msgspec.Struct, frozen=True):
    """Somebody's place in a circle."""

    circle_id: UUID
    account_id: UUID
    joined_at: datetime
    role: Role = "member"


async def load_circles(conn: Connection, circles: Sequence[LoadedCircle]) -> int:
    """Add *circles* without owners and return how many were new; texts were screened by the caller."""
    await conn.execute(_CLAIM_SLUGS, [one.slug for one in circles], [one.circle_id for one in circles])
    added = await conn.fetch(
        _LOAD_CIRCLES,
        [one.circle_id for one in circles],
        [one.slug for one in circles],
        [one.partner_id for one in circles],
        [one.name for one in circles],
        [one.name_en for one in circles],
        [one.topic for one in circles],
        [one.description for one in circles],
        [one.description_en for one in circles],
        [one.rules for one in circles],
        [one.kind for one in circles],
        [one.zone for one in circles],
        [one.created_at for one in circles],
        [one.tier for one in circles],
    )
    return len(added)


async def load_memberships(conn: Connection, memberships: Sequence[LoadedMembership]) -> int:
    """Add *memberships* of circles that exist, count members anew, and return how many were new.

    Locks: the circles, by id.
    """
    circle_ids = list({one.circle_id for one in memberships})
    known = {row[0] for row in await conn.fetch(_LOCK_CIRCLES, circle_ids)}
    rows = [one for one in memberships if one.circle_id in known]
    circles, accounts = [one.circle_id for one in rows], [one.account_id for one in rows]
    added = await conn.fetch(
        _LOAD_MEMBERSHIPS, circles, accounts, [one.role for one in rows], [one.joined_at for one in rows]
    )
    await conn.execute(_LOAD_JOINED, circles, accounts)
    await conn.execute(_COUNT, circle_ids)
    await conn.execute(_OUTGROWN, circle_ids)
    return len(added)
