"""Writer: whether a feature runs and what its writer may do in a circle, asked with one statement."""

from typing import Final
from uuid import UUID

from tonghao.accounts.brake_feature import Feature, must_run, stopped
from tonghao.circles.access import Access
from tonghao.circles.read import access_from
from tonghao.db import Connection
from tonghao.errors import NotFound

# Begins with the columns that access_from takes.
_WRITER: Final = """
    SELECT c.id, c.kind, c.state, $2::uuid, m.role, b.account_id IS NOT NULL, b.until,
           s.role, false, CASE WHEN c.restrictions <> '{}' THEN open_restrictions(c.id) END,
           m.joined_at, c.house_number, c.house,
           CASE WHEN (c.house ->> 'first_posts')::integer > 0
                THEN shown_posts(c.id, $2, (c.house ->> 'first_posts')::integer) ELSE 0 END,
           f.reason AS brake_reason, f.at AS braked_at, f.until AS braked_until
      FROM circles c
      LEFT JOIN memberships m ON m.circle_id = c.id AND m.account_id = $2
      LEFT JOIN circle_bans b ON b.circle_id = c.id AND b.account_id = $2
                             AND (b.until IS NULL OR b.until > now())
      LEFT JOIN partner_staff s ON s.partner_id = c.partner_id AND s.account_id = $2
      LEFT JOIN feature_brakes f ON f.feature = $3 AND f.ended_at IS NULL
     WHERE c.id = $1
"""


async def writer_of(conn: Connection, circle_id: UUID, account_id: UUID, feature: Feature) -> Access:
    """`must_run` and `access_of` in this order, for what is written often.

    Raises:
        FeatureStopped: the brake of *feature* is pulled.
        NotFound: no such circle, or one for members only that the person does not belong to.
    """
    row = await conn.fetchrow(_WRITER, circle_id, account_id, feature)
    if row is None:
        await must_run(conn, feature)
        raise NotFound
    if row["braked_at"] is not None:
        raise stopped(feature, row["brake_reason"], row["braked_at"], row["braked_until"])
    access = access_from(row)
    if not access.may_read:
        raise NotFound
    return access
