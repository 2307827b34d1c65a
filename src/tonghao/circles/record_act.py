"""Record an act of the circle's staff: once in the log that everybody reads, once in the chain."""

from collections.abc import Mapping
from typing import Final, NewType
from uuid import UUID

import msgspec

from tonghao.accounts.check_name import checked_reason
from tonghao.accounts.screen_text import must_pass
from tonghao.audit.append import append
from tonghao.circles.access import Access
from tonghao.db import Connection
from tonghao.errors import NotAllowed
from tonghao.ids import new_id
from tonghao.screening.text import TextScreener

ActReason = NewType("ActReason", str)
"""Words that passed the screening; everybody reads the log, so a plain text is not taken."""

NO_REASON: Final = ActReason("")

_RECORD: Final = """
    INSERT INTO circle_acts (circle_id, id, act, actor_id, level, subject_kind, subject_id, post_id, reason,
                             shown, undo, undoes)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
"""


def screened_reason(screener: TextScreener, said: str) -> ActReason:
    """*said* as it may stand in the log.

    Raises:
        ReasonNeeded: nothing of it can be seen.
        TextRefused, CheckerAway: see `must_pass`.
    """
    reason = checked_reason(said)
    must_pass(screener, reason, kind="circle")
    return ActReason(reason)


def optional_reason(screener: TextScreener, said: str | None) -> ActReason:
    """The same where a reason may be left out."""
    return screened_reason(screener, said) if said and said.strip() else NO_REASON


async def record_act(
    conn: Connection,
    *,
    access: Access,
    act: str,
    subject_kind: str,
    subject_id: UUID,
    reason: ActReason = NO_REASON,
    post_id: UUID | None = None,
    shown: Mapping[str, object] | None = None,
    undo: Mapping[str, object] | None = None,
    undoes: UUID | None = None,
    about_id: UUID | None = None,
    kept: Mapping[str, object] | None = None,
) -> UUID:
    """Write down what was done, and return the act's identifier; call it last in a transaction.

    Args:
        access: Of the person who acted; the act keeps the level on which they stood.
        act: `noun.past_participle`, as in the audit log, e.g. `post.pinned`.
        subject_kind: post, comment, account, circle or roster.
        post_id: The post in which the subject stands, for the link.
        shown: What the public page may say besides: roles, hours, a column's name. Never words of
            members: what was removed must not stand here again.
        undo: What `undo_acts.py` of the acting feature needs to take the act back; None when nobody can.
        about_id: The person whom the audit entry is about, see `audit.append`.
        kept: What the audit log says besides, e.g. `before` and `after`; few read it, and it is erasable.

    Raises:
        NotAllowed: the person has no standing in the circle.

    Locks: audit_head.
    """
    if access.account_id is None or access.level == 0:
        raise NotAllowed
    act_id = new_id()
    await conn.execute(
        _RECORD,
        access.circle_id,
        act_id,
        act,
        access.account_id,
        access.level,
        subject_kind,
        subject_id,
        post_id,
        reason,
        shown or {},
        undo,
        undoes,
    )
    payload: dict[str, object] = {"act_id": str(act_id), "level": access.level, "reason": reason}
    if post_id is not None:
        payload["post_id"] = str(post_id)
    await append(
        conn,
        act=act,
        actor_id=access.account_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        circle_id=access.circle_id,
        payload=payload | dict(shown or {}) | msgspec.to_builtins(dict(kept or {})),
        about_id=about_id,
    )
    return act_id
