"""Audiences: what one socket may hear, and how that changes while it is open."""

from uuid import UUID

from tonghao.accounts.read import hidden_from
from tonghao.caller import Caller
from tonghao.circles.read import access_of, joined_ids
from tonghao.db import Pool, reading
from tonghao.errors import Refusal
from tonghao.events import AccountBlocked, CircleJoined, CircleLeft, Event, SessionRevoked


def post_audience(circle_id: UUID, post_id: UUID) -> str:
    """The audience of what happens under one post."""
    return f"post:{circle_id}/{post_id}"


class Hearing:
    """What one person's socket hears: audiences, and whom it never hears."""

    def __init__(self, caller: Caller, joined: list[UUID], hidden: set[UUID]) -> None:
        self.caller = caller
        self.hidden = hidden
        self.audiences = {f"account:{caller.account_id}", *(f"circle:{circle}" for circle in joined)}
        if caller.is_moderator:
            self.audiences.add("moderators")
        self.is_over = False

    def may_hear(self, event: Event) -> bool:
        """False for what somebody did whom the person blocks, or who blocks the person."""
        return getattr(event, "author_id", None) not in self.hidden

    def change(self, event: Event) -> None:
        """Follow joining, leaving and the end of the session, as told to the account itself."""
        if isinstance(event, CircleJoined) and event.account_id == self.caller.account_id:
            self.audiences.add(f"circle:{event.circle_id}")
        elif isinstance(event, CircleLeft) and event.account_id == self.caller.account_id:
            lost = (f"circle:{event.circle_id}", f"post:{event.circle_id}/")
            self.audiences = {audience for audience in self.audiences if not audience.startswith(lost)}
        elif isinstance(event, SessionRevoked) and event.session_id == self.caller.session_id:
            self.is_over = True


async def hearing_of(pool: Pool, caller: Caller) -> Hearing:
    """What *caller* may hear now."""
    async with reading(pool) as conn:
        joined = await joined_ids(conn, caller.account_id)
        return Hearing(caller, [circle for circle, _ in joined], await hidden_from(conn, caller.account_id))


async def refresh_hidden(pool: Pool, hearing: Hearing, event: Event) -> None:
    """Read the blocks again after *event* changed them."""
    if isinstance(event, AccountBlocked):
        async with reading(pool) as conn:
            hearing.hidden = await hidden_from(conn, hearing.caller.account_id)


async def may_watch(pool: Pool, caller: Caller, circle_id: UUID) -> bool:
    """Whether *caller* may read the circle, and so watch a post of it."""
    async with reading(pool) as conn:
        try:
            await access_of(conn, circle_id, caller.account_id)
        except Refusal:
            return False
    return True
