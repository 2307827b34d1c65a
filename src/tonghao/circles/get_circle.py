"""Get a circle: its own page, with who answers now, and what the reader may do."""

from datetime import timedelta
from typing import Final
from uuid import UUID

import msgspec

from tonghao.circles.access import Access
from tonghao.circles.count_requests import count_waiting
from tonghao.circles.duty_hours import minutes_of, next_duty_of, on_duty_of
from tonghao.circles.except_duty import list_exceptions
from tonghao.circles.list_requests import ask_of
from tonghao.circles.read import cover_of
from tonghao.circles.restrictions import restrictions_from
from tonghao.circles.tiers import standing_of
from tonghao.circles.types import Circle, CircleStaff, DutyShift, PageHead, RunBy
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound

_CIRCLE: Final = """
    SELECT c.id, c.slug, c.name, c.name_en, c.topic, c.description, c.description_en, c.kind,
           c.cover_owner_id, c.cover_media_id, c.member_count, p.name, m.role,
           c.rules, c.zone, c.state, c.created_at, p.id, p.name, p.name_en, p.category,
           (SELECT jsonb_agg(jsonb_build_object('account_id', f.account_id, 'handle', q.handle,
                                                'name', COALESCE(f.nickname, q.name),
                                                'avatar', q.avatar_media_id,
                                                'role', f.role)
                             ORDER BY array_position('{owner,host,helper}', f.role), f.joined_at)
              FROM memberships f
              JOIN profiles q ON q.account_id = f.account_id
             WHERE f.circle_id = c.id AND f.role <> 'member'),
           (SELECT jsonb_agg(jsonb_build_object('account_id', d.account_id, 'weekday', d.weekday,
                                                'starts_minute', d.starts_minute,
                                                'ends_minute', d.ends_minute)
                             ORDER BY d.weekday, d.starts_minute, d.account_id)
              FROM duty_shifts d
             WHERE d.circle_id = c.id),
           m.joined_at, b.account_id IS NOT NULL, b.until, s.role,
           m.must_read_at IS NULL
           AND m.joined_at > (SELECT min(g.changed_at) FROM circle_pages g
                               WHERE g.circle_id = c.id AND g.page = 'must_read')
           AND EXISTS (SELECT FROM circle_pages g
                        WHERE g.circle_id = c.id AND g.page = 'must_read' AND g.text <> ''),
           c.tools, CASE WHEN c.restrictions <> '{}' THEN open_restrictions(c.id) END,
           c.tier, c.tier_since, c.score
      FROM circles c
      JOIN partners p ON p.id = c.partner_id
      LEFT JOIN memberships m ON m.circle_id = c.id AND m.account_id = $2
      LEFT JOIN circle_bans b ON b.circle_id = c.id AND b.account_id = $2
                             AND (b.until IS NULL OR b.until > now())
      LEFT JOIN partner_staff s ON s.partner_id = c.partner_id AND s.account_id = $2
     WHERE c.id = $1
"""

# The last version of each page; one without words is a page that was taken away.
_PAGES: Final = """
    SELECT n.page, n.version, n.changed_at
      FROM (SELECT DISTINCT ON (page) page, version, changed_at, text
              FROM circle_pages WHERE circle_id = $1 ORDER BY page, version DESC) n
     WHERE n.text <> ''
     ORDER BY array_position('{must_read,how_it_works,penalties,share}', n.page)
"""


async def get_circle(
    conn: Connection, circle_id: UUID, account_id: UUID | None, *, is_moderator: bool = False
) -> Circle:
    """The page of a circle as *account_id* sees it.

    Raises:
        NotFound: no such circle, or one by invitation that the person does not belong to.
    """
    row = await conn.fetchrow(_CIRCLE, circle_id, account_id)
    if row is None:
        raise NotFound
    kind, role, zone, state, partner_role = row[7], row[12], row[14], row[15], row[26]
    access = Access(circle_id, kind, state, account_id, role, row[24], row[25], partner_role, is_moderator)
    if not access.may_see:
        raise NotFound
    staff = msgspec.convert(row[21] or [], list[CircleStaff])
    shifts = msgspec.convert(row[22] or [], list[DutyShift])
    moment = now()
    ask = await ask_of(conn, circle_id, account_id) if kind == "request" else None
    waiting = await count_waiting(conn, circle_id) if access.may("see_requests") else None
    today, _ = minutes_of(zone, moment)
    exceptions = await list_exceptions(conn, circle_id, today - timedelta(days=1))
    heads = [PageHead(*one) for one in await conn.fetch(_PAGES, circle_id)]
    return Circle(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], kind, cover_of(row), row[10], row[11], role,
        row[13], zone, state, row[16], RunBy(row[17], row[18], row[19], row[20]), staff,
        on_duty_of(shifts, staff, zone, moment, exceptions),
        next_duty_of(shifts, zone, moment, exceptions), shifts,
        row[23], row[24], row[25], access.is_partner_staff, ask, waiting, access.rights, exceptions, heads,
        bool(row[27]), row[28], list(restrictions_from(row[29])),
        await standing_of(conn, row[30], row[31], row[32]),
    )  # fmt: skip
