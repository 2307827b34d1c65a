"""Rows: what each number of the board counts, looked up now."""

from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.moderation.types import CaseCircle
from tonghao.money import decimal_of
from tonghao.oversight.types import Counted, CountedRow, Figure
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.wallets.open import HOUSE_CURRENCY

_PAGE: Final = 30
_LAST_DAY: Final = datetime(9999, 12, 31, tzinfo=UTC)
_LAST_ID: Final = UUID(int=2**128 - 1)

# One branch a figure; the others end at their first condition. The wide bounds are for the index, the narrow
# ones are the week on the circle's own clock, as in `tiers/measure.py`.
_ROWS: Final = """
    SELECT q.at, q.id, q.counts, q.kind, q.circle_id, c.slug, c.name, q.case_id, q.post_id, q.number,
           q.category, coalesce(q.said, '') AS said, q.amount_minor, q.currency, q.tippers, q.counted,
           q.looked_at
      FROM (SELECT r.at, r.id, r.counts, r.kind, r.circle_id, r.case_id, r.post_id, r.number, r.category,
                   r.said, r.amount_minor, r.currency, r.tippers,
                   count(*) FILTER (WHERE r.counts) OVER () AS counted, count(*) OVER () AS looked_at
              FROM (
        SELECT o.published_at AS at, o.id, true AS counts, 'post' AS kind, o.circle_id,
               NULL::uuid AS case_id, o.id AS post_id, NULL::integer AS number, NULL::text AS category,
               left(o.text, 60) AS said, NULL::bigint AS amount_minor, NULL::text AS currency,
               NULL::integer AS tippers
          FROM posts o JOIN circles c ON c.id = o.circle_id
         WHERE $5 = 'posts' AND ($1::uuid IS NULL OR o.circle_id = $1)
           AND o.published_at >= $2::date - 1 AND o.published_at < $2::date + 8
           AND o.published_at >= $2::date::timestamp AT TIME ZONE c.zone
           AND o.published_at < ($2::date + 7)::timestamp AT TIME ZONE c.zone
         UNION ALL
        SELECT o.created_at, o.id, k.id IS NOT NULL, 'post', o.circle_id, k.id, o.id, NULL, k.category,
               left(o.text, 60), NULL, NULL, NULL
          FROM posts o JOIN circles c ON c.id = o.circle_id
          LEFT JOIN LATERAL (SELECT s.id, s.category FROM cases s
                              WHERE s.subject_id = o.id AND s.subject_kind = 'post'
                              ORDER BY s.opened_at DESC LIMIT 1) k ON true
         WHERE $5 = 'flagged' AND ($1::uuid IS NULL OR o.circle_id = $1)
           AND o.created_at >= $2::date - 1 AND o.created_at < $2::date + 8
           AND o.created_at >= $2::date::timestamp AT TIME ZONE c.zone
           AND o.created_at < ($2::date + 7)::timestamp AT TIME ZONE c.zone
         UNION ALL
        SELECT s.opened_at, s.id, true, s.subject_kind, s.circle_id, s.id, s.post_id,
               extract(epoch FROM CASE WHEN $5 = 'looked' THEN coalesce(s.looked_at, s.closed_at, now())
                                       ELSE coalesce(s.closed_at, now()) END - s.opened_at)::integer,
               s.category, left(s.snapshot->>'text', 60), NULL, NULL, NULL
          FROM cases s JOIN circles c ON c.id = s.circle_id
         WHERE ($5 = 'looked' OR $5 = 'hold_age' AND s.inlet = 'machine')
           AND ($1::uuid IS NULL OR s.circle_id = $1)
           AND s.opened_at >= $2::date - 1 AND s.opened_at < $2::date + 8
           AND s.opened_at >= $2::date::timestamp AT TIME ZONE c.zone
           AND s.opened_at < ($2::date + 7)::timestamp AT TIME ZONE c.zone
         UNION ALL
        SELECT u.since, m.id, true, 'photo', u.circle_id, NULL, u.place_id,
               (extract(epoch FROM m.checked_at - m.created_at) * 1000)::integer, m.category, m.alt,
               NULL, NULL, NULL
          FROM media_uses u
          JOIN circles c ON c.id = u.circle_id
          JOIN media m ON m.owner_id = u.owner_id AND m.id = u.media_id AND m.checked_at IS NOT NULL
         WHERE $5 = 'verdict' AND u.place_kind = 'post' AND ($1::uuid IS NULL OR u.circle_id = $1)
           AND u.since >= $2::date - 1 AND u.since < $2::date + 8
           AND u.since >= $2::date::timestamp AT TIME ZONE c.zone
           AND u.since < ($2::date + 7)::timestamp AT TIME ZONE c.zone
         UNION ALL
        SELECT s.at, s.id, $5 = 'first_answer' OR s.state = 'upheld', 'report', s.circle_id, s.case_id,
               s.post_id, extract(epoch FROM coalesce(s.answered_at, now()) - s.at)::integer, s.category,
               s.number, NULL, NULL, NULL
          FROM reports s JOIN circles c ON c.id = s.circle_id
         WHERE $5 IN ('first_answer', 'upheld') AND ($1::uuid IS NULL OR s.circle_id = $1)
           AND s.at >= $2::date - 1 AND s.at < $2::date + 8
           AND s.at >= $2::date::timestamp AT TIME ZONE c.zone
           AND s.at < ($2::date + 7)::timestamp AT TIME ZONE c.zone
         UNION ALL
        SELECT s.opened_at, s.id, s.answered_at IS NOT NULL, 'call', s.circle_id,
               (SELECT u.cause_id FROM call_causes u WHERE u.call_id = s.id AND u.kind = 'case' LIMIT 1),
               NULL, extract(epoch FROM coalesce(s.answered_at, s.over_at, now()) - s.opened_at)::integer,
               NULL, s.side, NULL, NULL, NULL
          FROM calls s LEFT JOIN circles c ON c.id = s.circle_id
         WHERE $5 = 'called' AND ($1::uuid IS NULL OR s.circle_id = $1)
           AND s.opened_at >= $2::date - 1 AND s.opened_at < $2::date + 8
           AND s.opened_at >= $2::date::timestamp AT TIME ZONE coalesce(c.zone, 'Asia/Shanghai')
           AND s.opened_at < ($2::date + 7)::timestamp AT TIME ZONE coalesce(c.zone, 'Asia/Shanghai')
         UNION ALL
        SELECT d.at, d.id, $5 = 'views_before' OR d.undone_at IS NOT NULL, k.subject_kind, k.circle_id,
               k.id, k.post_id, CASE WHEN $5 = 'views_before' THEN coalesce(v.views, w.views, 0)::integer END,
               d.category, left(k.snapshot->>'text', 60), NULL, NULL, NULL
          FROM case_decisions d
          JOIN cases k ON k.id = d.case_id
          JOIN circles c ON c.id = k.circle_id
          LEFT JOIN post_views v ON v.circle_id = k.circle_id AND v.post_id = k.subject_id
          LEFT JOIN comment_views w ON w.circle_id = k.circle_id AND w.comment_id = k.subject_id
         WHERE ($5 = 'overturned'
                OR $5 = 'views_before' AND d.act = 'remove' AND d.undone_at IS NULL
                                       AND k.subject_kind IN ('post', 'comment'))
           AND ($1::uuid IS NULL OR k.circle_id = $1)
           AND d.at >= $2::date - 1 AND d.at < $2::date + 8
           AND d.at >= $2::date::timestamp AT TIME ZONE c.zone
           AND d.at < ($2::date + 7)::timestamp AT TIME ZONE c.zone
         UNION ALL
        SELECT s.due_at, s.id, n.case_id IS NOT NULL, s.subject_kind, s.circle_id, s.id, s.post_id, NULL,
               s.category, left(s.snapshot->>'text', 60), NULL, NULL, NULL
          FROM cases s JOIN circles c ON c.id = s.circle_id
          LEFT JOIN case_misses n ON n.case_id = s.id AND n.due_at = s.due_at AND n.side = 'partner'
         WHERE $5 = 'missed' AND ($1::uuid IS NULL OR s.circle_id = $1)
           AND s.opened_at >= $2::date - 15 AND s.opened_at < $2::date + 8 AND s.due_at < now()
           AND s.due_at >= $2::date::timestamp AT TIME ZONE c.zone
           AND s.due_at < ($2::date + 7)::timestamp AT TIME ZONE c.zone
         UNION ALL
        SELECT g.since, g.circle_id, true, 'gap', g.circle_id, NULL, NULL,
               (extract(epoch FROM least(coalesce(g.ended_at, now()),
                                         ($2::date + 7)::timestamp AT TIME ZONE c.zone)
                                   - greatest(g.since, $2::date::timestamp AT TIME ZONE c.zone))
                / 60)::integer,
               NULL, NULL, NULL, NULL, NULL
          FROM duty_gaps g JOIN circles c ON c.id = g.circle_id
         WHERE $5 = 'covered' AND ($1::uuid IS NULL OR g.circle_id = $1)
           AND g.since < ($2::date + 7)::timestamp AT TIME ZONE c.zone
           AND coalesce(g.ended_at, now()) > $2::date::timestamp AT TIME ZONE c.zone
         UNION ALL
        SELECT s.answered_at, s.id, s.is_leak, s.subject_kind, s.circle_id, s.case_id, s.post_id, NULL,
               s.category, NULL, NULL, NULL, NULL
          FROM samples s
         WHERE $5 = 'leaks' AND s.circle_id IS NOT NULL AND s.week = $2 AND s.state = 'answered'
           AND ($1::uuid IS NULL OR s.circle_id = $1)
         UNION ALL
        SELECT s.opened_at, s.id, true, s.subject_kind, s.circle_id, s.id, s.post_id, NULL, s.category,
               left(s.snapshot->>'text', 60), NULL, NULL, NULL
          FROM cases s JOIN circles c ON c.id = s.circle_id
         WHERE $5 = 'open_cases' AND ($1::uuid IS NULL OR s.circle_id = $1)
           AND s.opened_at < least(now(), ($2::date + 7)::timestamp AT TIME ZONE c.zone)
           AND (s.state = 'open' OR s.closed_at >= ($2::date + 7)::timestamp AT TIME ZONE c.zone)
           AND (s.state = 'open' OR s.closed_at >= $2::date + 6)
         UNION ALL
        SELECT s.at, s.id, true, 'trip', s.circle_id, NULL, NULL, s.views, s.class, s.restriction,
               NULL, NULL, nullif(s.tippers, 0)
          FROM breaker_trips s JOIN circles c ON c.id = s.circle_id
         WHERE $5 = 'alarms' AND ($1::uuid IS NULL OR s.circle_id = $1)
           AND s.at >= $2::date::timestamp AT TIME ZONE c.zone
           AND s.at < ($2::date + 7)::timestamp AT TIME ZONE c.zone
         UNION ALL
        SELECT s.answered_at, s.id, s.agrees, 'test', NULL, NULL, NULL, NULL, s.category, s.test_item,
               NULL, NULL, NULL
          FROM samples s
         WHERE $5 = 'agreement' AND s.test_item IS NOT NULL AND $1::uuid IS NULL
           AND s.answered_at >= $2::date::timestamp AT TIME ZONE 'Asia/Shanghai'
           AND s.answered_at < ($2::date + 7)::timestamp AT TIME ZONE 'Asia/Shanghai'
           AND ($6::uuid IS NULL OR s.answered_by = $6)
         UNION ALL
        SELECT s.given_at, s.id, s.state <> 'returned', 'tip', s.circle_id, NULL, s.post_id, NULL, NULL,
               s.state, s.amount_minor, s.currency, NULL
          FROM tips s JOIN circles c ON c.id = s.circle_id
         WHERE $5 = 'tips' AND ($1::uuid IS NULL OR s.circle_id = $1) AND s.currency = $8
           AND s.given_at >= $2::date - 1 AND s.given_at < $2::date + 8
           AND s.given_at >= $2::date::timestamp AT TIME ZONE c.zone
           AND s.given_at < ($2::date + 7)::timestamp AT TIME ZONE c.zone
         UNION ALL
        SELECT s.day::timestamp AT TIME ZONE c.zone, s.circle_id, true, 'view_day', s.circle_id, NULL, NULL,
               s.views::integer, NULL, NULL, NULL, NULL, NULL
          FROM circle_view_days s JOIN circles c ON c.id = s.circle_id
         WHERE $5 = 'views' AND ($1::uuid IS NULL OR s.circle_id = $1)
           AND s.day >= $2 AND s.day < $2::date + 7) r) q
      LEFT JOIN circles c ON c.id = q.circle_id
     WHERE (q.at, q.id) < ($3::timestamptz, $4::uuid)
     ORDER BY q.at DESC, q.id DESC LIMIT $7
"""


async def list_counted(
    conn: Connection,
    *,
    figure: Figure,
    week: date,
    circle_id: UUID | None,
    moderator_id: UUID | None,
    currency: str = HOUSE_CURRENCY,
    cursor: str | None = None,
) -> Counted:
    """What *figure* looks at in the week that begins with *week*, the newest first.

    Args:
        circle_id: None for all circles.
        moderator_id: Whose test items are shown; None for everybody's.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    at, row_id = from_cursor(cursor, tuple[datetime, UUID]) or (_LAST_DAY, _LAST_ID)
    rows = await conn.fetch(_ROWS, circle_id, week, at, row_id, figure, moderator_id, _PAGE + 1, currency)
    found = [
        CountedRow(
            row["at"],
            row["id"],
            row["counts"],
            row["kind"],
            None if row["circle_id"] is None else CaseCircle(row["circle_id"], row["slug"], row["name"]),
            row["case_id"],
            row["post_id"],
            row["number"],
            row["category"],
            row["said"],
            None if row["amount_minor"] is None else decimal_of(row["amount_minor"], row["currency"]),
            row["currency"],
            row["tippers"],
        )
        for row in rows[:_PAGE]
    ]
    more = len(rows) > _PAGE
    page = Page(found, to_cursor(found[-1].at, found[-1].row_id) if more else None)
    return Counted(rows[0]["counted"], rows[0]["looked_at"], page) if rows else Counted(0, 0, page)
