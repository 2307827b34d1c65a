"""Every query about circles that changes nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.accounts.types import ProfileCard
from tonghao.circles.access import Access
from tonghao.circles.restrictions import restrictions_from
from tonghao.circles.types import Ban, CircleCard, Cover, Invite, Member, Nickname
from tonghao.crypto import digest
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.screening.house import House, house_from

PAGE: Final = 30

_ACCESS: Final = """
    SELECT c.id, c.kind, c.state, $2::uuid, m.role, b.account_id IS NOT NULL, b.until,
           s.role, $3::boolean, CASE WHEN c.restrictions <> '{}' THEN open_restrictions(c.id) END,
           m.joined_at, c.house_number, c.house,
           CASE WHEN (c.house ->> 'first_posts')::integer > 0
                THEN shown_posts(c.id, $2, (c.house ->> 'first_posts')::integer) ELSE 0 END
      FROM circles c
      LEFT JOIN memberships m ON m.circle_id = c.id AND m.account_id = $2
      LEFT JOIN circle_bans b ON b.circle_id = c.id AND b.account_id = $2
                             AND (b.until IS NULL OR b.until > now())
      LEFT JOIN partner_staff s ON s.partner_id = c.partner_id AND s.account_id = $2
     WHERE c.id = $1
"""

_HOUSE: Final = "SELECT house_number, house FROM circles WHERE id = $1"

_CARDS: Final = """
    SELECT c.id, c.slug, c.name, c.name_en, c.topic, c.description, c.description_en, c.kind,
           c.cover_owner_id, c.cover_media_id, c.member_count, p.name, j.role
      FROM circles c
      JOIN partners p ON p.id = c.partner_id
      LEFT JOIN joined_circles j ON j.account_id = $2 AND j.circle_id = c.id
     WHERE c.id = ANY($1::uuid[])
"""

_MY_CIRCLES: Final = """
    SELECT c.id, c.slug, c.name, c.name_en, c.topic, c.description, c.description_en, c.kind,
           c.cover_owner_id, c.cover_media_id, c.member_count, p.name, j.role
      FROM joined_circles j
      JOIN circles c ON c.id = j.circle_id
      JOIN partners p ON p.id = c.partner_id
     WHERE j.account_id = $1
     ORDER BY array_position('{owner,host,helper,member}', j.role), j.joined_at DESC, c.id
"""

_JOINED: Final = "SELECT circle_id, joined_at FROM joined_circles WHERE account_id = $1"
_SLUG: Final = "SELECT circle_id FROM circle_slug_claims WHERE slug = $1"

_MEMBERS: Final = """
    SELECT m.account_id, p.handle, COALESCE(m.nickname, p.name), p.avatar_media_id, m.role, m.joined_at
      FROM memberships m
      JOIN profiles p ON p.account_id = m.account_id
     WHERE m.circle_id = $1
       AND (m.joined_at, m.account_id) < (COALESCE($3, 'infinity'::timestamptz),
                                          COALESCE($4, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
       AND m.account_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $2
                                 UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $2)
     ORDER BY m.joined_at DESC, m.account_id DESC LIMIT $5
"""

# Whoever looks for a common name finds it among the newest; a page of it ends this walk early.
_NEWEST_NAMED: Final = """
    SELECT m.account_id, p.handle, COALESCE(m.nickname, p.name), p.avatar_media_id, m.role, m.joined_at
      FROM (SELECT account_id, nickname, role, joined_at, names
              FROM memberships
             WHERE circle_id = $1
               AND (joined_at, account_id) < (COALESCE($3, 'infinity'::timestamptz),
                                              COALESCE($4, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
             ORDER BY joined_at DESC, account_id DESC LIMIT 10000) m
      JOIN profiles p ON p.account_id = m.account_id
     WHERE strpos(m.names, $6) > 0
       AND (strpos(lower(p.name), $6) > 0 OR strpos(p.handle, $6) > 0 OR strpos(lower(m.nickname), $6) > 0)
       AND m.account_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $2
                                 UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $2)
     ORDER BY m.joined_at DESC, m.account_id DESC LIMIT $5
"""

# A name that fills no page there is rare enough to be sorted by age here. What a membership carries may
# be older than the name by a moment, so the name itself has the last word.
_ALL_NAMED: Final = """
    WITH named AS MATERIALIZED (
        SELECT account_id, nickname, role, joined_at
          FROM memberships
         WHERE circle_id = $1 AND name_pieces(names) @> $7::text[] AND strpos(names, $6) > 0
           AND (joined_at, account_id) < (COALESCE($3, 'infinity'::timestamptz),
                                          COALESCE($4, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)))
    SELECT m.account_id, p.handle, COALESCE(m.nickname, p.name), p.avatar_media_id, m.role, m.joined_at
      FROM (SELECT * FROM named ORDER BY joined_at DESC, account_id DESC OFFSET 0) m
      JOIN profiles p ON p.account_id = m.account_id
     WHERE (strpos(lower(p.name), $6) > 0 OR strpos(p.handle, $6) > 0 OR strpos(lower(m.nickname), $6) > 0)
       AND m.account_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $2
                                 UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $2)
     ORDER BY m.joined_at DESC, m.account_id DESC LIMIT $5
"""

_MEMBER: Final = """
    SELECT m.account_id, p.handle, COALESCE(m.nickname, p.name), p.avatar_media_id, m.role, m.joined_at
      FROM memberships m
      JOIN profiles p ON p.account_id = m.account_id
     WHERE m.circle_id = $1 AND m.account_id = $2
"""

_NICKNAME: Final = "SELECT nickname FROM memberships WHERE circle_id = $1 AND account_id = $2"

_BANS: Final = """
    SELECT p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone,
           q.account_id, q.handle, q.name, q.avatar_media_id, q.is_gone, b.reason, b.until, b.at
      FROM circle_bans b
      JOIN profiles p ON p.account_id = b.account_id
      JOIN profiles q ON q.account_id = b.banned_by
     WHERE b.circle_id = $1 AND (b.until IS NULL OR b.until > now())
       AND (b.at, b.account_id) < (COALESCE($2, 'infinity'::timestamptz),
                                   COALESCE($3, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
     ORDER BY b.at DESC, b.account_id DESC LIMIT $4
"""

_BAN: Final = """
    SELECT p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone,
           q.account_id, q.handle, q.name, q.avatar_media_id, q.is_gone, b.reason, b.until, b.at
      FROM circle_bans b
      JOIN profiles p ON p.account_id = b.account_id
      JOIN profiles q ON q.account_id = b.banned_by
     WHERE b.circle_id = $1 AND b.account_id = $2
"""

_INVITES: Final = """
    SELECT id, NULL, made_by, uses, max_uses, expires_at, created_at
      FROM circle_invites
     WHERE circle_id = $1 AND revoked_at IS NULL AND expires_at > now() AND uses < max_uses
     ORDER BY created_at DESC, id DESC LIMIT 100
"""

_INVITE_WORKS: Final = """
    SELECT EXISTS (SELECT FROM circle_invites
                    WHERE circle_id = $1 AND token_hash = $2 AND revoked_at IS NULL
                      AND expires_at > now() AND uses < max_uses)
"""


class InviteOver(Refusal):
    """This invitation no longer works: it is used up, too old or withdrawn. Ask for a new one."""

    status = 410


async def access_of(
    conn: Connection, circle_id: UUID, account_id: UUID | None, *, is_moderator: bool = False
) -> Access:
    """What *account_id* (None: nobody signed in) may do in a circle.

    Args:
        is_moderator: Whether the platform lets the person look into every circle.

    Raises:
        NotFound: no such circle, or one for members only that the person does not belong to.
    """
    access = await page_access_of(conn, circle_id, account_id, is_moderator=is_moderator)
    if not access.may_read:
        raise NotFound
    return access


async def page_access_of(
    conn: Connection, circle_id: UUID, account_id: UUID | None, *, is_moderator: bool = False
) -> Access:
    """The same for the circle's own page, which those may see too who could ask to come in.

    Raises:
        NotFound: no such circle, or one by invitation that the person does not belong to.
    """
    row = await conn.fetchrow(_ACCESS, circle_id, account_id, is_moderator)
    if row is None:
        raise NotFound
    access = access_from(row)
    if not access.may_see:
        raise NotFound
    return access


def access_from(row: Row) -> Access:
    """The Access of a row that begins with the columns of `_ACCESS`."""
    house = house_from(row[11], row[12])
    return Access(*[*row[:9], restrictions_from(row[9]), row[10], house, row[13]])


async def house_of(conn: Connection, circle_id: UUID) -> House | None:
    """What a circle asks beyond the platform's policy, for texts that are judged later than they came."""
    row = await conn.fetchrow(_HOUSE, circle_id)
    return None if row is None else house_from(row[0], row[1])


def card_of(row: Row) -> CircleCard:
    return CircleCard(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        row[5],
        row[6],
        row[7],
        cover_of(row),
        row[10],
        row[11],
        row[12],
    )


def cover_of(row: Row) -> Cover | None:
    return None if row[8] is None else Cover(row[8], row[9])


async def find_circle_id(conn: Connection, slug: str) -> UUID:
    """The circle whose address is *slug*; whether the reader may see it is another question.

    Raises:
        NotFound: nobody claimed the address.
    """
    circle_id: UUID | None = await conn.fetchval(_SLUG, slug)
    if circle_id is None:
        raise NotFound
    return circle_id


async def list_cards(
    conn: Connection, circle_ids: Sequence[UUID], account_id: UUID | None
) -> dict[UUID, CircleCard]:
    """The cards of *circle_ids*, by identifier; whether the reader may see them is another question."""
    rows = await conn.fetch(_CARDS, circle_ids, account_id)
    return {row[0]: card_of(row) for row in rows}


def containing(words: str) -> str:
    """A LIKE pattern for texts that contain *words* as they stand."""
    escaped = words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


async def get_nickname(conn: Connection, *, circle_id: UUID, account_id: UUID) -> Nickname:
    """What *account_id* is called in a circle."""
    return Nickname(await conn.fetchval(_NICKNAME, circle_id, account_id))


async def list_my_circles(conn: Connection, account_id: UUID) -> list[CircleCard]:
    """The circles that *account_id* joined: first where they have a role, then the newest."""
    return [card_of(row) for row in await conn.fetch(_MY_CIRCLES, account_id)]


async def joined_ids(conn: Connection, account_id: UUID) -> list[tuple[UUID, datetime]]:
    """The circles that *account_id* joined, and when."""
    return [(row[0], row[1]) for row in await conn.fetch(_JOINED, account_id)]


async def list_members(
    conn: Connection,
    *,
    circle_id: UUID,
    viewer_id: UUID,
    words: str | None = None,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[Member]:
    """Members, the newest first, without those whom the viewer blocks or who block the viewer.

    Args:
        words: What the name or handle must contain; None for all.
    """
    joined_at, account_id = from_cursor(cursor, tuple[datetime, UUID]) or (None, None)
    asked = (circle_id, viewer_id, joined_at, account_id, limit + 1)
    if called := (words or "").strip().lower():
        rows = await conn.fetch(_NEWEST_NAMED, *asked, called)
        if len(rows) <= limit:
            rows = await conn.fetch(_ALL_NAMED, *asked, called, _pieces_of(called))
    else:
        rows = await conn.fetch(_MEMBERS, *asked)
    members = [Member(*row) for row in rows[:limit]]
    more = len(rows) > limit
    return Page(members, to_cursor(members[-1].joined_at, members[-1].account_id) if more else None)


def _pieces_of(called: str) -> list[str]:
    """What a name with *called* in it has among its pieces; see `name_pieces` in the schema."""
    return [called] if len(called) <= 3 else [called[at : at + 3] for at in range(len(called) - 2)]


async def get_member(conn: Connection, *, circle_id: UUID, account_id: UUID) -> Member:
    """One member.

    Raises:
        NotFound: *account_id* did not join.
    """
    row = await conn.fetchrow(_MEMBER, circle_id, account_id)
    if row is None:
        raise NotFound
    return Member(*row)


def _ban_of(row: Row) -> Ban:
    return Ban(ProfileCard(*row[:5]), ProfileCard(*row[5:10]), *row[10:13])


async def list_bans(
    conn: Connection, *, circle_id: UUID, cursor: str | None = None, limit: int = PAGE
) -> Page[Ban]:
    """Bans that are in force, the newest first."""
    at, account_id = from_cursor(cursor, tuple[datetime, UUID]) or (None, None)
    rows = await conn.fetch(_BANS, circle_id, at, account_id, limit + 1)
    bans = [_ban_of(row) for row in rows[:limit]]
    more = len(rows) > limit
    return Page(bans, to_cursor(bans[-1].at, bans[-1].account.account_id) if more else None)


async def get_ban(conn: Connection, *, circle_id: UUID, account_id: UUID) -> Ban:
    """The ban of *account_id*.

    Raises:
        NotFound: there is none.
    """
    row = await conn.fetchrow(_BAN, circle_id, account_id)
    if row is None:
        raise NotFound
    return _ban_of(row)


async def list_invites(conn: Connection, circle_id: UUID) -> list[Invite]:
    """Invites that still work, the newest first."""
    return [Invite(*row) for row in await conn.fetch(_INVITES, circle_id)]


def circle_of_token(token: str) -> tuple[UUID, str]:
    """The circle and the secret of an invite's token `<circle_id>.<secret>`.

    Raises:
        InviteOver: it is not even shaped like one of ours.
    """
    circle, dot, secret = token.partition(".")
    try:
        return UUID(circle if dot and secret else ""), secret
    except ValueError:
        raise InviteOver from None


async def preview_invite(conn: Connection, *, token: str, account_id: UUID | None) -> CircleCard:
    """The circle to which an invitation leads; whoever holds one may know what it is for.

    Raises:
        InviteOver: it never was, is used up, too old or withdrawn.
    """
    circle_id, secret = circle_of_token(token)
    if not await conn.fetchval(_INVITE_WORKS, circle_id, digest(secret)):
        raise InviteOver
    return (await list_cards(conn, [circle_id], account_id))[circle_id]
