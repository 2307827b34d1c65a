"""Note a look: who looks into the books is on record, as who decides is."""

from uuid import UUID

from tonghao.audit.append import append
from tonghao.db import Connection


async def note_look(
    conn: Connection, *, by: UUID, what: str, subject_id: UUID | None, about_id: UUID | None
) -> None:
    """Write into the audit log that *by* looked.

    Args:
        what: `found` something by its words, `entries` of an account, or its `statement`.
        about_id: The person whose money it is.

    Locks: the audit head.
    """
    await append(
        conn,
        act="ledger.looked",
        actor_id=by,
        subject_kind="ledger",
        subject_id=subject_id,
        circle_id=None,
        payload={"what": what},
        about_id=about_id,
    )
