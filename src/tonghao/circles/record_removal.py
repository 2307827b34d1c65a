"""Record a removal by a circle's own staff: in the logs with its reason, and for its author with a door."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.circle_events import ContentRemoved
from tonghao.circles.access import Access
from tonghao.circles.record_act import ActReason, record_act
from tonghao.db import Connection

_ABOUT: Final = frozenset({"post", "comment"})


async def record_removal(
    conn: Connection,
    *,
    access: Access,
    subject_kind: str,
    subject_id: UUID,
    author_id: UUID,
    reason: ActReason,
    shown: dict[str, object],
    post_id: UUID | None = None,
    title: str = "",
) -> None:
    """Write down that staff removed what somebody wrote, and tell its author why; called last.

    The act is `<subject_kind>.removed`; how it is undone stands in the feature's `undo_acts.py`. The author
    can appeal, as against an act of the platform.

    Args:
        subject_kind: post, comment, or a kind of thing that stands in a tool.
        shown: What the public log says besides.
        title: What it is called in its tool, for the notice.

    Raises:
        ReasonNeeded: nothing says why.

    Emits: content.removed. Locks: audit_head.
    """
    if not reason:
        raise ReasonNeeded
    act_id = await record_act(
        conn,
        access=access,
        act=f"{subject_kind}.removed",
        subject_kind=subject_kind,
        subject_id=subject_id,
        post_id=post_id,
        reason=reason,
        shown=shown,
        undo={},
        about_id=author_id,
    )
    event = ContentRemoved(
        access.circle_id,
        act_id,
        author_id,
        subject_kind if subject_kind in _ABOUT else "tool",
        subject_id,
        post_id,
        subject_id if subject_kind == "comment" else None,
        reason,
        title,
    )
    await outbox.emit(conn, event, audience="nobody")
