"""List acts: the public log of what a circle's staff did."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import msgspec

from tonghao.accounts.types import ProfileCard
from tonghao.db import Connection, Row
from tonghao.paging import LAST_ID, Page, from_cursor, to_cursor

PAGE: Final = 30

Group = Literal["content", "people", "circle", "undone"]

# What a reader filters by; whoever adds an act puts it into its group.
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "content": (
        "post.",
        "comment.",
        "digest.",
        "column.",
        "remark.",
        "lost_pet.",
        "clinic_question.",
        "gadget.",
        "price_guess.",
    ),
    "people": ("member.", "ban.", "request."),
    "circle": ("circle.", "roster.", "page.", "question.", "clinic.", "tips."),
    "undone": ("act.",),
}

_ACTS: Final = """
    SELECT a.id, a.act, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, a.level,
           a.subject_kind, a.subject_id, s.handle AS subject_handle, s.name AS subject_name,
           a.post_id, a.reason, a.shown, a.at, a.undoes, a.undone_by, a.undo IS NOT NULL AS has_undo
      FROM circle_acts a
      LEFT JOIN profiles p ON p.account_id = a.actor_id
      LEFT JOIN profiles s ON a.subject_kind = 'account' AND s.account_id = a.subject_id AND NOT s.is_gone
     WHERE a.circle_id = $1 AND a.id < $2
     ORDER BY a.id DESC LIMIT $3
"""
_ACTS_OF_GROUP: Final = """
    SELECT a.id, a.act, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, a.level,
           a.subject_kind, a.subject_id, s.handle AS subject_handle, s.name AS subject_name,
           a.post_id, a.reason, a.shown, a.at, a.undoes, a.undone_by, a.undo IS NOT NULL AS has_undo
      FROM circle_acts a
      LEFT JOIN profiles p ON p.account_id = a.actor_id
      LEFT JOIN profiles s ON a.subject_kind = 'account' AND s.account_id = a.subject_id AND NOT s.is_gone
     WHERE a.circle_id = $1 AND a.id < $2 AND a.act LIKE ANY($4::text[])
     ORDER BY a.id DESC LIMIT $3
"""


class CircleAct(msgspec.Struct, frozen=True):
    """One line of a circle's log.

    Attributes:
        actor: Null once the account is gone.
        level: On which the actor stood: 1 helper, 2 host, 3 owner, 4 partner, 5 platform.
        subject_name: Of the person whom it is about; null for things and for people who are gone.
        shown: What belongs to the act: hours, roles, fields.
        i_may_undo: Whether the reader stands above the actor and there is a way back.
    """

    act_id: UUID
    act: str
    actor: ProfileCard | None
    level: int
    subject_kind: str
    subject_id: UUID
    subject_handle: str | None
    subject_name: str | None
    post_id: UUID | None
    reason: str
    shown: dict[str, object]
    at: datetime
    undoes: UUID | None
    undone_by: UUID | None
    i_may_undo: bool


async def list_acts(
    conn: Connection,
    *,
    circle_id: UUID,
    undo_level: int = 0,
    group: Group | None = None,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[CircleAct]:
    """The log, the newest first.

    Args:
        undo_level: From which the reader may undo, see `Access.undo_level`.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    (last,) = from_cursor(cursor, tuple[UUID]) or (LAST_ID,)
    if group is None:
        rows = await conn.fetch(_ACTS, circle_id, last, limit + 1)
    else:
        starts = [f"{start}%" for start in GROUPS[group]]
        rows = await conn.fetch(_ACTS_OF_GROUP, circle_id, last, limit + 1, starts)
    acts = [_act_of(row, undo_level) for row in rows[:limit]]
    return Page(acts, to_cursor(acts[-1].act_id) if len(rows) > limit else None)


def _act_of(row: Row, undo_level: int) -> CircleAct:
    actor = None if row["account_id"] is None else ProfileCard(*row[2:7])
    may = row["has_undo"] and row["undone_by"] is None and undo_level > row["level"]
    return CircleAct(
        row["id"], row["act"], actor, row["level"], row["subject_kind"], row["subject_id"],
        row["subject_handle"], row["subject_name"], row["post_id"], row["reason"], row["shown"], row["at"],
        row["undoes"], row["undone_by"], may,
    )  # fmt: skip
