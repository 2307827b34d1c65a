"""Read: how often moderators agree with the test items."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao.accounts.types import ProfileCard
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.samples.rates import rates
from tonghao.samples.types import Agreement
from tonghao.tiers.figures import share_of

_AGREEMENT: Final = """
    SELECT f.account_id, f.handle, f.name, f.avatar_media_id, f.is_gone, t.answered, t.agreed, t.passed,
           t.blamed
      FROM (SELECT s.answered_by, count(*) AS answered, count(*) FILTER (WHERE s.agrees) AS agreed,
                   count(*) FILTER (WHERE s.test_violating AND NOT s.violating) AS passed,
                   count(*) FILTER (WHERE s.violating AND NOT s.test_violating) AS blamed
              FROM samples s
             WHERE s.test_item IS NOT NULL AND s.answered_at >= $1
               AND ($2::uuid IS NULL OR s.answered_by = $2)
             GROUP BY s.answered_by) t
      JOIN profiles f ON f.account_id = t.answered_by
     ORDER BY t.answered DESC, f.account_id LIMIT 100
"""


async def list_agreement(
    conn: Connection, *, moderator_id: UUID | None, at: datetime | None = None
) -> list[Agreement]:
    """The agreement of *moderator_id*, or of everybody who answered test items in the last weeks."""
    since = (at or now()) - timedelta(weeks=rates().agreement_weeks)
    rows = await conn.fetch(_AGREEMENT, since, moderator_id)
    return [
        Agreement(
            ProfileCard(row[0], row[1], row[2], row[3], row[4]),
            share_of(row["agreed"], row["answered"]),
            row["passed"],
            row["blamed"],
        )
        for row in rows
    ]
