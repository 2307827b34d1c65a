"""Lock: the staff of a circle end a thread for now, and say why."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.circles.access import RANK
from tonghao.circles.read import access_of
from tonghao.circles.record_act import ActReason, record_act
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotAllowed, Refusal
from tonghao.posts.marks import locked_marks, tell_marked
from tonghao.posts.types import Marks

_LOCK: Final = """
    UPDATE posts SET locked_at = $5, locked_by = $3, lock_reason = $4 WHERE circle_id = $1 AND id = $2
"""
_UNLOCK: Final = """
    UPDATE posts SET locked_at = NULL, locked_by = NULL, lock_reason = NULL WHERE circle_id = $1 AND id = $2
"""
_ROLE: Final = "SELECT role FROM memberships WHERE circle_id = $1 AND account_id = $2"


class LockWas(msgspec.Struct, frozen=True):
    """A lock that was taken off: by whom it was, why and since when."""

    by: UUID
    reason: str
    at: datetime


class ThreadLocked(Refusal):
    """This thread is locked, so nobody can add to it now. The reason stands under the post."""


async def lock_post(
    conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID, reason: ActReason
) -> Marks:
    """Lock a post as helper, host or owner: only staff comment until it is unlocked.

    One that is locked keeps its first reason.

    Raises:
        NotFound: no such post for the person.
        NotAllowed: they are no staff.

    Emits: post.marked. Locks: the post, then the audit log.
    """
    access = await access_of(conn, circle_id, account_id)
    access.must_help()
    before = await locked_marks(conn, circle_id, post_id)
    if before.lock is not None:
        return before
    await close(conn, circle_id, post_id, by=account_id, reason=reason, at=now())
    marks = await tell_marked(conn, circle_id, post_id)
    await record_act(
        conn,
        access=access,
        act="post.locked",
        subject_kind="post",
        subject_id=post_id,
        post_id=post_id,
        reason=reason,
        undo={},
    )
    return marks


async def unlock_post(
    conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID, reason: ActReason
) -> Marks:
    """Unlock a post; what somebody above locked only they or their like unlock.

    Raises:
        NotFound: no such post for the person.
        NotAllowed: they are no staff, or somebody above them locked it.

    Emits: post.marked. Locks: the post, then the audit log.
    """
    access = await access_of(conn, circle_id, account_id)
    access.must_help()
    before = await locked_marks(conn, circle_id, post_id)
    if before.lock is None:
        return before
    locker = before.lock.by.account_id
    # Who has lost their role since is above nobody.
    if locker != account_id and RANK[await _role_of(conn, circle_id, locker)] > RANK[access.role]:
        raise NotAllowed
    await reopen(conn, circle_id, post_id)
    marks = await tell_marked(conn, circle_id, post_id)
    await record_act(
        conn,
        access=access,
        act="post.unlocked",
        subject_kind="post",
        subject_id=post_id,
        post_id=post_id,
        reason=reason,
        undo=msgspec.to_builtins(LockWas(locker, before.lock.reason, before.lock.at)),
    )
    return marks


async def _role_of(conn: Connection, circle_id: UUID, account_id: UUID) -> str | None:
    role: str | None = await conn.fetchval(_ROLE, circle_id, account_id)
    return role


async def close(
    conn: Connection, circle_id: UUID, post_id: UUID, *, by: UUID, reason: str, at: datetime
) -> None:
    """Put a lock on a post; the caller has locked its row."""
    await conn.execute(_LOCK, circle_id, post_id, by, reason, at)


async def reopen(conn: Connection, circle_id: UUID, post_id: UUID) -> None:
    """Take the lock off a post; the caller has locked its row."""
    await conn.execute(_UNLOCK, circle_id, post_id)
