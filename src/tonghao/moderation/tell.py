"""Tell: moderators see a decision live, jobs make the notices from it."""

from uuid import UUID

from tonghao import outbox
from tonghao.case_events import CaseDecided, PanelSplit
from tonghao.db import Connection
from tonghao.moderation.lock_case import LockedCase


async def tell_decided(
    conn: Connection,
    case: LockedCase,
    *,
    decision_id: UUID,
    act: str,
    category: str,
    changed: bool,
    on_appeal: bool = False,
    panel: PanelSplit | None = None,
) -> None:
    """Emit case.decided to moderators.

    Args:
        act: release, remove or undo.
        changed: Whether something happened to the subject.
        on_appeal: Whether it was taken back because somebody appealed.
        panel: How a panel of members answered, where the decision carries it out.
    """
    event = CaseDecided(
        case.case_id,
        decision_id,
        act,
        category,
        case.subject_kind,
        case.subject_id,
        case.circle_id,
        case.post_id,
        case.author_id,
        changed,
        on_appeal,
        panel,
    )
    await outbox.emit(conn, event, audience="moderators")
