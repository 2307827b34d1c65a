"""Befriend: two people know each other from now on."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.accounts.read import blocked_pair, list_cards
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal

_BEFRIEND: Final = """
    INSERT INTO friendships (account_id, friend_id, since) VALUES ($1, $2, $3), ($2, $1, $3)
    ON CONFLICT DO NOTHING
"""


class BefriendsSelf(Refusal):
    """You are your own friend already."""


class FriendUnreachable(Refusal):
    """One of you has blocked the other."""

    status = 403


async def befriend(conn: Connection, *, a: UUID, b: UUID, since: datetime | None = None) -> None:
    """Make *a* and *b* friends; doing it twice does it once, and keeps the first date.

    Raises:
        BefriendsSelf: they are one and the same.
        NotFound: one of them does not exist or is gone.
        FriendUnreachable: one blocks the other.
    """
    if a == b:
        raise BefriendsSelf
    cards = await list_cards(conn, [a, b])
    if len([card for card in cards.values() if not card.is_gone]) < 2:
        raise NotFound
    if await blocked_pair(conn, a, b):
        raise FriendUnreachable
    # In one order, so that two people who befriend each other at once do not wait for each other.
    first, second = sorted((a, b))
    await conn.execute(_BEFRIEND, first, second, since or now())
