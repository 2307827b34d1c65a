"""Audiences: what one socket may hear, and what changes it while it is open."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.read import find_session_role, hidden_from
from tonghao.caller import Caller
from tonghao.circle_events import CircleJoined, CircleLeft
from tonghao.circles.read import access_of, joined_ids
from tonghao.db import Connection, Pool, reading
from tonghao.errors import Refusal
from tonghao.events import AccountBlocked, Event, SessionRevoked

_MODERATORS: Final = "moderators"
_MODERATING: Final = frozenset({"moderator", "operator"})
# Where people meet; what is said to an account or to the moderators is not passed over.
_SHARED: Final = ("circle:", "post:")

# A post by circle and post.
Place = tuple[UUID, UUID]


class Rights(msgspec.Struct, frozen=True):
    """What the database said about one socket at one moment.

    Attributes:
        audiences: None when the session is over.
        hidden: Whom the person blocks, and who blocks the person.
    """

    audiences: frozenset[str] | None
    hidden: frozenset[UUID]


class Hearing:
    """What one person's socket hears.

    Attributes:
        watched: Posts whose floors the client wants; it hears those it may read.
        changes: Counts what may have changed the rights, so that an answer that was read before the
            last change is read again.
    """

    __slots__ = ("audiences", "caller", "changes", "hidden", "is_over", "watched")

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.audiences: frozenset[str] = frozenset({account_audience(caller.account_id)})
        self.hidden: frozenset[UUID] = frozenset()
        self.watched: set[Place] = set()
        self.changes = 0
        self.is_over = False

    def may_hear(self, audience: str, event: Event) -> bool:
        """False for what somebody did whom the person blocks, or who blocks the person."""
        return not audience.startswith(_SHARED) or getattr(event, "author_id", None) not in self.hidden

    def take(self, rights: Rights) -> None:
        """From now on these."""
        if rights.audiences is None:
            self.is_over = True
            self.audiences = frozenset()
        else:
            self.audiences = rights.audiences
        self.hidden = rights.hidden


def account_audience(account_id: UUID) -> str:
    """The audience of what concerns one account."""
    return f"account:{account_id}"


def post_audience(place: Place) -> str:
    """The audience of what happens under one post."""
    return f"post:{place[0]}/{place[1]}"


def touched_by(event: Event) -> tuple[UUID, ...]:
    """The accounts whose sockets may hear something else after *event*.

    A block is told to the blocker alone; the other one's sockets change without a word.
    """
    if isinstance(event, AccountBlocked):
        return event.account_id, event.blocked_id
    if isinstance(event, CircleJoined | CircleLeft | SessionRevoked):
        return (event.account_id,)
    return ()


async def rights_of(pool: Pool, hearing: Hearing) -> Rights:
    """Read what the socket may hear now."""
    caller = hearing.caller
    async with reading(pool) as conn:
        role = await find_session_role(conn, account_id=caller.account_id, session_id=caller.session_id)
        if role is None:
            return Rights(None, frozenset())
        joined = await joined_ids(conn, caller.account_id)
        found = {account_audience(caller.account_id), *(f"circle:{circle_id}" for circle_id, _ in joined)}
        if role in _MODERATING:
            found.add(_MODERATORS)
        open_to_me = {
            circle_id
            for circle_id in {circle_id for circle_id, _ in hearing.watched}
            if await _may_read(conn, circle_id, caller.account_id, is_moderator=role in _MODERATING)
        }
        found.update(post_audience(place) for place in hearing.watched if place[0] in open_to_me)
        return Rights(frozenset(found), frozenset(await hidden_from(conn, caller.account_id)))


async def _may_read(conn: Connection, circle_id: UUID, account_id: UUID, *, is_moderator: bool) -> bool:
    try:
        await access_of(conn, circle_id, account_id, is_moderator=is_moderator)
    except Refusal:
        return False
    return True
