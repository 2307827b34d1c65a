"""Mentions: which people a text names with @."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from tonghao.accounts.read import resolve_handles
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.markup import MENTION, handle_in, readings_of

MOST: Final = 10

_MOST_LOOKED_UP: Final = 60

# Whom the author has a block with, and who may not see the circle, is not told.
_MAY_HEAR: Final = """
    SELECT u.account_id
      FROM unnest($1::uuid[]) AS u (account_id)
      JOIN circles c ON c.id = $2
     WHERE u.account_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $3
                                 UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $3)
       AND (c.kind = 'open' OR EXISTS (SELECT FROM memberships m
                                        WHERE m.circle_id = c.id AND m.account_id = u.account_id))
"""


class TooManyMentions(Refusal):
    """One text can mention ten people at most. Leave some of them out."""

    status = 400


async def find_mentions(conn: Connection, *, text: str, author_id: UUID, circle_id: UUID) -> dict[str, UUID]:
    """Whom *text* mentions, by the handle as it is written there.

    People whom the author cannot reach are left out, so their names stay plain words.
    """
    if "@" not in text:
        return {}
    runs = [match[1] for match in MENTION.finditer(text)][:_MOST_LOOKED_UP]
    known = await resolve_handles(conn, {reading for run in runs for reading in readings_of(run)})
    written = {handle: known[handle] for run in runs if (handle := handle_in(run, known)) is not None}
    if not written:
        return {}
    named = list(set(written.values()))
    may_hear = {row[0] for row in await conn.fetch(_MAY_HEAR, named, circle_id, author_id)}
    return {handle: who for handle, who in written.items() if who in may_hear or who == author_id}


async def take_mentions(conn: Connection, *, text: str, author_id: UUID, circle_id: UUID) -> dict[str, UUID]:
    """Whom a text that is being written mentions.

    Raises:
        TooManyMentions: more than ten people.
    """
    mentions = await find_mentions(conn, text=text, author_id=author_id, circle_id=circle_id)
    if len(set(mentions.values())) > MOST:
        raise TooManyMentions(most=MOST)
    return mentions


def told_of(mentions: Mapping[str, UUID], author_id: UUID) -> list[UUID]:
    """Who is told of *mentions*: each once, and nobody of themself."""
    return [who for who in dict.fromkeys(mentions.values()) if who != author_id][:MOST]
