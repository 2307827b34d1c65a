"""Kept from: which cases never come before a panel, and why."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao.db import Connection
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.types import Snapshot
from tonghao.panels.rules import rules
from tonghao.panels.types import KeptFrom
from tonghao.screening.policy import current

_FACTS: Final = """
    SELECT k.state, k.subject_kind, k.subject_id, k.circle_id, k.post_id, k.author_id, k.category, k.severity,
           k.snapshot, a.age_class, r.kind = 'open' AND r.state = 'open' AS is_public,
           EXISTS (SELECT FROM panels p WHERE p.case_id = k.id) AS asked
      FROM cases k JOIN accounts a ON a.id = k.author_id LEFT JOIN circles r ON r.id = k.circle_id
     WHERE k.id = $1
"""
_SHOWN: Final = frozenset({"visible", "held", "pending"})


async def kept_from(conn: Connection, *, case_id: UUID, category: str | None = None) -> KeptFrom | None:
    """Why a case that exists does not come before a panel; None when it may.

    Members read words alone: a photo shows faces, and those that are held nobody else should see.

    Args:
        category: The rule that the question would name; the case's own when left out.
    """
    row = await conn.fetchrow(_FACTS, case_id)
    assert row is not None
    snapshot = msgspec.convert(row["snapshot"], Snapshot)
    told = current().categories
    asked = told.get(category or row["category"])
    own = told.get(row["category"])
    if row["asked"]:
        return "asked"
    if row["state"] != "open":
        return "closed"
    if row["subject_kind"] not in {"post", "comment"}:
        return "kind"
    if snapshot.photos:
        return "photos"
    if row["severity"] > rules().gravest:
        return "graver"
    if (category is not None or own is not None) and (
        asked is None
        or not rules().may_name(asked.code, asked.severity)
        or (own is not None and not rules().may_name(own.code, own.severity))
    ):
        return "category"
    if row["age_class"] == "minor":
        return "minor"
    if not row["is_public"]:
        return "private"
    subject = await find_subject(
        conn,
        kind=row["subject_kind"],
        subject_id=row["subject_id"],
        circle_id=row["circle_id"],
        post_id=row["post_id"],
    )
    if subject is None or subject.state not in _SHOWN:
        return "gone"
    return None if snapshot.text.strip() else "wordless"
