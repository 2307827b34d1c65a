"""End a search: the animal is home, or one no longer looks for it."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import CONTACTS, must_pass
from tonghao.circles.access import Access
from tonghao.circles.tools import tell_changed, tell_person
from tonghao.db import Connection
from tonghao.errors import NotAllowed
from tonghao.lost_pets.sight import must_be_missing
from tonghao.lost_pets.types import SearchEnd
from tonghao.remarks.say import thank_remarks
from tonghao.screening.text import TextScreener

_END: Final = """
    UPDATE lost_pets SET state = $3, ended_at = COALESCE($5, now()), thanks = $4
     WHERE circle_id = $1 AND id = $2
"""
_SAW: Final = """
    SELECT DISTINCT account_id FROM remarks
     WHERE circle_id = $1 AND subject_id = $2 AND removed_at IS NULL AND account_id <> $3
"""


async def end_search(
    conn: Connection,
    *,
    screener: TextScreener,
    access: Access,
    lost_pet_id: UUID,
    end: SearchEnd,
    at: datetime | None = None,
) -> None:
    """Say how it ended, and thank; everybody who saw something is told when it was found.

    Args:
        at: When it ended, of what is told later; then nobody is notified.

    Raises:
        JoinFirst, BannedHere, CircleClosed: see `Access.must_write`.
        NotFound, SearchOver: there is no such notice, or it is over.
        NotAllowed: it is somebody else's.
        TextRefused, CheckerAway: see `must_pass`.

    Emits: tool.changed, tool.told. Locks: the notice.
    """
    access.must_write()
    thanks = visible(end.thanks, lines=True)[:500]
    if thanks:
        access.must_take_words()
        must_pass(screener, thanks, kind="comment", never=CONTACTS, house=access.house)
    circle_id = access.circle_id
    facts = await must_be_missing(conn, circle_id, lost_pet_id)
    if access.account_id is None or facts["made_by"] != access.account_id:
        raise NotAllowed
    await conn.execute(_END, circle_id, lost_pet_id, end.state, thanks, at)
    thanked = await thank_remarks(
        conn,
        circle_id=circle_id,
        subject_id=lost_pet_id,
        remark_ids=end.remark_ids,
        account_id=access.account_id,
    )
    await tell_changed(conn, circle_id, "lost_pet", lost_pet_id)
    if end.state == "closed" or at is not None:
        return
    for row in await conn.fetch(_SAW, circle_id, lost_pet_id, access.account_id):
        await tell_person(
            conn,
            access=access,
            account_id=row["account_id"],
            tool="lost_pet",
            subject_id=lost_pet_id,
            what="found_thanks" if row["account_id"] in thanked else "found",
            title=facts["name"],
        )
