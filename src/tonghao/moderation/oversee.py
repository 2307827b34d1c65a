"""Oversee: how the queue stands, and who lives here."""

from typing import Final
from uuid import UUID

from tonghao.accounts.check_handle import folded_handle
from tonghao.circles.read import containing
from tonghao.db import Connection, Row
from tonghao.moderation.types import Overview, Person
from tonghao.paging import LAST_ID, Page, from_cursor, to_cursor

_PAGE_SIZE: Final = 30

_OVERVIEW: Final = """
    WITH today AS (
        SELECT date_trunc('day', now(), a.zone) AS start FROM accounts a WHERE a.id = $1
    )
    SELECT (SELECT count(*) FROM cases WHERE state = 'open'),
           (SELECT count(*) FROM cases WHERE state = 'open' AND due_at < now()),
           (SELECT count(*) FROM reports WHERE state = 'open'),
           (SELECT count(*) FROM partner_checks WHERE state = 'waiting'),
           (SELECT count(*) FROM cases WHERE opened_at >= today.start AND inlet = 'machine'),
           (SELECT count(*) FROM cases WHERE state <> 'open' AND closed_at >= today.start),
           (SELECT min(opened_at) FROM cases WHERE state = 'open'),
           (SELECT count(*) FROM appeals WHERE state = 'open'),
           (SELECT count(*) FROM samples WHERE state = 'waiting'),
           (SELECT count(*) FROM accounts WHERE role <> 'member' AND state = 'active'),
           (SELECT count(*)
              FROM (SELECT id FROM appeals WHERE state = 'open' ORDER BY due_at, id LIMIT 50) a
             WHERE NOT EXISTS (SELECT FROM accounts p
                                WHERE p.role <> 'member' AND p.state = 'active'
                                  AND NOT appeal_bars(a.id, p.id)))
      FROM today
"""

_PEOPLE: Final = """
    SELECT f.account_id, f.handle, f.name, f.avatar_media_id, f.is_gone, a.state, a.role, a.created_at,
           a.email, (SELECT count(*) FROM joined_circles j WHERE j.account_id = f.account_id) AS circles,
           (SELECT count(*) FROM cases c WHERE c.author_id = f.account_id) AS cases
      FROM (SELECT account_id, handle, name, avatar_media_id, is_gone
              FROM profiles WHERE account_id < $1 ORDER BY account_id DESC LIMIT $2) f
      JOIN accounts a ON a.id = f.account_id
     ORDER BY f.account_id DESC
"""

# Names by part, handles by their beginning: each half reads its own index.
_PEOPLE_CALLED: Final = """
    SELECT f.account_id, f.handle, f.name, f.avatar_media_id, f.is_gone, a.state, a.role, a.created_at,
           a.email, (SELECT count(*) FROM joined_circles j WHERE j.account_id = f.account_id) AS circles,
           (SELECT count(*) FROM cases c WHERE c.author_id = f.account_id) AS cases
      FROM (SELECT account_id FROM profiles WHERE name ILIKE $3
             UNION
            SELECT account_id FROM profiles WHERE handle >= $4 AND handle < $5) found
      JOIN profiles f USING (account_id)
      JOIN accounts a ON a.id = f.account_id
     WHERE f.account_id < $1
     ORDER BY f.account_id DESC LIMIT $2
"""


async def get_overview(conn: Connection, *, account_id: UUID) -> Overview:
    """The numbers on the console's first page, for the day of the moderator *account_id*."""
    row = await conn.fetchrow(_OVERVIEW, account_id)
    assert row is not None
    return Overview(*row)


async def list_people(conn: Connection, *, query: str, cursor: str | None) -> Page[Person]:
    """The people of this place, the newest account first; with *query* those so called.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    after = from_cursor(cursor, tuple[UUID])
    before = after[0] if after else LAST_ID
    if query:
        handle = folded_handle(query.removeprefix("@"))
        found = await conn.fetch(
            _PEOPLE_CALLED, before, _PAGE_SIZE + 1, containing(query), handle, handle + "\U0010ffff"
        )
    else:
        found = await conn.fetch(_PEOPLE, before, _PAGE_SIZE + 1)
    people = [_person(row) for row in found[:_PAGE_SIZE]]
    more = len(found) > _PAGE_SIZE
    return Page(people, to_cursor(people[-1].account_id) if more else None)


def _person(row: Row) -> Person:
    return Person(
        row["account_id"],
        row["handle"],
        row["name"],
        row["avatar_media_id"],
        row["is_gone"],
        row["state"],
        row["role"],
        row["created_at"],
        masked_email(row["email"]),
        row["circles"],
        row["cases"],
    )


def masked_email(email: str | None) -> str | None:
    """Enough of an address to tell two people apart: `x***@example.org`."""
    if email is None:
        return None
    name, _, host = email.partition("@")
    return f"{name[:1]}***@{host}"
