"""Forget a person whose account is deleted."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection

# The case stays as a number in the statistics; nothing that the person wrote or looked like does.
_BLANK_CASES: Final = """
    UPDATE cases
       SET verdict = NULL, text_digest = NULL,
           snapshot = jsonb_build_object('text', '', 'html', '', 'photos', '[]'::jsonb, 'name', '',
                                         'handle', '', 'bio', '', 'avatar', NULL, 'at', snapshot->'at')
     WHERE author_id = $1
"""

_BLANK_DECISIONS: Final = """
    UPDATE case_decisions d SET before = d.before - 'seen' - 'words'
      FROM cases c WHERE c.id = d.case_id AND c.author_id = $1
"""

_COUNT_OFF: Final = """
    UPDATE cases c SET reports = c.reports - r.made
      FROM (SELECT case_id, count(*) AS made FROM reports WHERE reporter_id = $1 GROUP BY case_id) r
     WHERE c.id = r.case_id
"""

# Of the words of colleagues about the person nothing is needed any more.
_DROP_NOTES: Final = "DELETE FROM case_notes n USING cases c WHERE c.id = n.case_id AND c.author_id = $1"
_DROP_PROPOSALS: Final = (
    "DELETE FROM case_proposals p USING cases c WHERE c.id = p.case_id AND c.author_id = $1"
)
_DROP_RECORD: Final = "DELETE FROM reporter_records WHERE reporter_id = $1"
_DROP_REPORTS: Final = "DELETE FROM reports WHERE reporter_id = $1"


async def forget_person(conn: Connection, *, account_id: UUID) -> None:
    """Take the words of *account_id* out of cases, and delete the reports they made.

    Locks: the cases.
    """
    await conn.execute(_BLANK_CASES, account_id)
    await conn.execute(_BLANK_DECISIONS, account_id)
    await conn.execute(_DROP_NOTES, account_id)
    await conn.execute(_DROP_PROPOSALS, account_id)
    await conn.execute(_COUNT_OFF, account_id)
    await conn.execute(_DROP_REPORTS, account_id)
    await conn.execute(_DROP_RECORD, account_id)
