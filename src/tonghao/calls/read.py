"""Reading calls: those that wait for somebody, the duty board's list, and where calls are sent."""

from typing import Final
from uuid import UUID

from tonghao.accounts.types import ProfileCard
from tonghao.calls.types import Call, CallAddress, CallCause, CalledCircle, CallTry, MyCall
from tonghao.db import Connection, Row
from tonghao.paging import LAST_ID, Page, from_cursor, to_cursor

_PAGE: Final = 20
_CAUSES_SHOWN: Final = 20

# Who is called for both sides reads it once.
_MINE: Final = """
    SELECT c.id, c.side, c.circle_id, r.slug, r.name, r.name_en, c.severity, s.kind, s.category,
           CASE WHEN s.kind = 'case' AND s.standing = 1 THEN s.cause_id END, s.standing, c.opened_at,
           t.rung_at
      FROM (SELECT call_id, max(made_at) AS rung_at FROM call_tries
             WHERE account_id = $1 AND channel = 'app' GROUP BY call_id) t
      JOIN calls c ON c.id = t.call_id AND c.answered_at IS NULL AND c.over_at IS NULL
      JOIN LATERAL (SELECT u.kind, u.category, u.cause_id, count(*) OVER () AS standing
                      FROM call_causes u
                     WHERE u.call_id = c.id AND u.over_at IS NULL
                     ORDER BY u.severity DESC, u.at DESC LIMIT 1) s ON true
      LEFT JOIN circles r ON r.id = c.circle_id
     WHERE c.side = 'platform'
        OR NOT EXISTS (SELECT FROM calls o
                         JOIN call_tries y ON y.call_id = o.id AND y.account_id = $1 AND y.channel = 'app'
                         JOIN call_causes z
                           ON z.call_id = o.id AND z.kind = s.kind AND z.cause_id = s.cause_id
                        WHERE o.circle_id = c.circle_id AND o.side = 'platform'
                          AND o.answered_at IS NULL AND o.over_at IS NULL)
     ORDER BY c.severity DESC, c.opened_at, c.id LIMIT 20
"""
_CALLS: Final = """
    SELECT c.id, c.side, c.circle_id, r.slug, r.name, r.name_en, c.severity, c.opened_at, c.next_at,
           p.account_id, p.handle, p.name AS answerer, p.avatar_media_id, p.is_gone, c.answered_at,
           c.rang_out_at, c.over_at, (SELECT count(*) FROM call_causes s WHERE s.call_id = c.id) AS causes
      FROM calls c
      LEFT JOIN circles r ON r.id = c.circle_id
      LEFT JOIN profiles p ON p.account_id = c.answered_by
     WHERE c.id < $1 AND ($3::uuid IS NULL OR c.circle_id = $3)
     ORDER BY c.id DESC LIMIT $2
"""
_CAUSES: Final = """
    SELECT s.call_id, s.kind, s.cause_id, s.category, s.severity, s.at, s.over_at
      FROM unnest($1::uuid[]) AS wanted (id)
     CROSS JOIN LATERAL (SELECT u.call_id, u.kind, u.cause_id, u.category, u.severity, u.at, u.over_at
                           FROM call_causes u WHERE u.call_id = wanted.id
                          ORDER BY u.severity DESC, u.at LIMIT $2) s
"""
_TRIES: Final = """
    SELECT t.call_id, t.round, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, t.channel,
           t.made_at, t.sent_at, t.fault
      FROM call_tries t JOIN profiles p ON p.account_id = t.account_id
     WHERE t.call_id = ANY($1::uuid[])
     ORDER BY t.call_id, t.round, array_position('{app,mail,webhook}', t.channel)
"""
_ADDRESS: Final = """
    SELECT a.url, a.set_at, a.secret FROM call_addresses a WHERE a.partner_id = $1
"""
_LAST_SENT: Final = """
    SELECT t.sent_at, t.fault FROM call_tries t JOIN calls c ON c.id = t.call_id
      LEFT JOIN circles r ON r.id = c.circle_id
     WHERE t.channel = 'webhook' AND t.tried_at > $2
       AND CASE WHEN c.side = 'platform' THEN $1 = '00000000-0000-0000-0000-000000000000'::uuid
                ELSE r.partner_id = $1 END
     ORDER BY t.tried_at DESC LIMIT 1
"""


async def list_my_calls(conn: Connection, account_id: UUID) -> list[MyCall]:
    """The calls that wait for an answer of *account_id*, the gravest first."""
    return [MyCall(row[0], row[1], _circle(row), *row[6:13]) for row in await conn.fetch(_MINE, account_id)]


async def list_calls(
    conn: Connection, *, circle_id: UUID | None = None, cursor: str | None = None
) -> Page[Call]:
    """All calls, the newest first, with what was sent and who answered.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    after = from_cursor(cursor, tuple[UUID])
    rows = await conn.fetch(_CALLS, after[0] if after else LAST_ID, _PAGE + 1, circle_id)
    ids = [row["id"] for row in rows[:_PAGE]]
    causes: dict[UUID, list[CallCause]] = {one: [] for one in ids}
    for row in await conn.fetch(_CAUSES, ids, _CAUSES_SHOWN):
        causes[row[0]].append(CallCause(*row[1:]))
    tries: dict[UUID, list[CallTry]] = {one: [] for one in ids}
    for row in await conn.fetch(_TRIES, ids):
        tries[row[0]].append(CallTry(row["round"], ProfileCard(*row[2:7]), *row[7:]))
    calls = [
        Call(
            row["id"],
            row["side"],
            _circle(row),
            row["severity"],
            row["opened_at"],
            row["next_at"],
            ProfileCard(*row[9:14]) if row["account_id"] else None,
            row["answered_at"],
            row["rang_out_at"],
            row["over_at"],
            causes[row["id"]],
            row["causes"],
            tries[row["id"]],
        )
        for row in rows[:_PAGE]
    ]
    return Page(calls, to_cursor(ids[-1]) if len(rows) > _PAGE else None)


async def find_address(conn: Connection, partner_id: UUID) -> tuple[str, str] | None:
    """Where the calls of a partner go, and the secret shared with it; for those who send."""
    row = await conn.fetchrow(_ADDRESS, partner_id)
    return None if row is None else (row["url"], row["secret"])


async def get_address(conn: Connection, *, partner_id: UUID) -> CallAddress:
    """Where calls go besides, for its owner to see; the secret was told once."""
    row = await conn.fetchrow(_ADDRESS, partner_id)
    if row is None:
        return CallAddress(None, None, None, None, "")
    last = await conn.fetchrow(_LAST_SENT, partner_id, row["set_at"])
    return CallAddress(row["url"], row["set_at"], None, *(last or (None, "")))


def _circle(row: Row) -> CalledCircle | None:
    if row["circle_id"] is None:
        return None
    return CalledCircle(row["circle_id"], row["slug"], row["name"], row["name_en"])
