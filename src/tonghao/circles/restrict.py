"""Restrict: the platform, or a rule of it, says what a circle may not do for now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.audit.append import append
from tonghao.circle_events import CircleRestricted
from tonghao.circles.restrictions import Restriction, RestrictionKind, RestrictionSource, open_restrictions
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id

LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_STANDING: Final = """
    SELECT id FROM circle_restrictions
     WHERE circle_id = $1 AND kind = $2 AND source = $3 AND ended_at IS NULL
"""
_RESTRICT: Final = """
    INSERT INTO circle_restrictions (circle_id, id, kind, source, reason, reason_en, set_by, at, until)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
_SHOW: Final = """
    UPDATE circles
       SET restrictions = $2,
           state = CASE WHEN 'closed' = ANY ($2) THEN 'closed'
                        WHEN 'closed' = ANY (restrictions) THEN 'open' ELSE state END
     WHERE id = $1
"""
_RECORD: Final = """
    INSERT INTO circle_acts (circle_id, id, act, actor_id, level, subject_kind, subject_id, reason, shown, at)
    VALUES ($1, $2, $3, $4, 5, 'circle', $1, $5, $6, $7)
"""


class Restricted(msgspec.Struct, frozen=True):
    """The restriction that stands now; `is_new` unless it stood before."""

    restriction_id: UUID
    is_new: bool


async def restrict_circle(
    conn: Connection,
    *,
    circle_id: UUID,
    kind: RestrictionKind,
    source: RestrictionSource,
    reason: str,
    by: UUID | None,
    until: datetime | None = None,
    reason_en: str = "",
) -> Restricted:
    """Restrict a circle; nothing happens when the same source has restricted the same before.

    Args:
        reason: 1 to 500 characters, for everybody to read; a person's words were screened by the caller.
        by: A person of the platform; None for a rule.
        until: When it ends by itself; None for no end.
        reason_en: The same in English, where a rule gives the reason.

    Raises:
        NotFound: there is no such circle.

    Emits: circle.restricted. Locks: the circle, then the audit log.
    """
    if await conn.fetchval(LOCK_CIRCLE, circle_id) is None:
        raise NotFound
    standing = await conn.fetchval(_STANDING, circle_id, kind, source)
    if standing is not None:
        return Restricted(standing, False)
    restriction_id, moment = new_id(), now()
    await conn.execute(
        _RESTRICT, circle_id, restriction_id, kind, source, reason, reason_en, by, moment, until
    )
    act_id = new_id()
    await tell_restrictions(conn, circle_id, act_id, changed=kind, source=source, reason=reason, by=by)
    shown = {"kind": kind, "source": source, "until": until, "reason_en": reason_en}
    await record_restriction(
        conn,
        circle_id=circle_id,
        act_id=act_id,
        act="circle.restricted",
        by=by,
        reason=reason,
        shown=shown,
        restriction_id=restriction_id,
    )
    return Restricted(restriction_id, True)


async def tell_restrictions(
    conn: Connection,
    circle_id: UUID,
    act_id: UUID,
    *,
    changed: str,
    source: str,
    reason: str,
    by: UUID | None,
    eased: bool = False,
) -> None:
    """Write what is in force into the circle's row, and let everybody concerned hear it.

    Args:
        act_id: Under which it will stand in the circle's log.

    Emits: circle.restricted.
    """
    standing: list[Restriction] = await open_restrictions(conn, circle_id)
    await conn.execute(_SHOW, circle_id, sorted({one.kind for one in standing}))
    views = [msgspec.to_builtins(one) for one in standing]
    event = CircleRestricted(circle_id, act_id, changed, source, eased, reason, by, views)
    await outbox.emit(conn, event, audience=f"circle:{circle_id}")


async def record_restriction(
    conn: Connection,
    *,
    circle_id: UUID,
    act_id: UUID,
    act: str,
    by: UUID | None,
    reason: str,
    shown: Mapping[str, object],
    restriction_id: UUID,
) -> None:
    """Write it into the circle's public log and into the audit log, as an act of the platform.

    `record_act` asks where a person stands in the circle; a rule stands nowhere.

    Locks: audit_head.
    """
    said = msgspec.to_builtins(shown)
    await conn.execute(_RECORD, circle_id, act_id, act, by, reason, said, now())
    await append(
        conn,
        act=act,
        actor_id=by,
        subject_kind="circle",
        subject_id=circle_id,
        circle_id=circle_id,
        payload={"restriction_id": str(restriction_id), "reason": reason} | said,
    )
