"""What clinics do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.circle_events import CircleLeft
from tonghao.clinics.name_counsellor import drop_counsellor
from tonghao.clinics.remove import drop_question
from tonghao.db import Pool, reading, writing
from tonghao.events import AccountDeleted

_ASKED: Final = "SELECT circle_id, id FROM clinic_questions WHERE made_by = $1"
_DESKS: Final = "SELECT circle_id FROM counsellors WHERE account_id = $1"
_CONSENTS: Final = "DELETE FROM clinic_consents WHERE account_id = $1"


async def forget_asker(event: AccountDeleted, *, pool: Pool) -> None:
    """What a deleted person asked goes with its answers; at no desk do they stand any more."""
    async with reading(pool) as conn:
        asked = await conn.fetch(_ASKED, event.account_id)
        desks = await conn.fetch(_DESKS, event.account_id)
    for row in asked:
        async with writing(pool) as conn:
            await drop_question(conn, row["circle_id"], row["id"])
    async with writing(pool) as conn:
        for row in desks:
            await drop_counsellor(conn, circle_id=row["circle_id"], account_id=event.account_id)
        await conn.execute(_CONSENTS, event.account_id)


async def leave_desk(event: CircleLeft, *, pool: Pool) -> None:
    """Who left the circle answers there no more; what they answered stays."""
    async with writing(pool) as conn:
        await drop_counsellor(conn, circle_id=event.circle_id, account_id=event.account_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    AccountDeleted: [forget_asker],
    CircleLeft: [leave_desk],
}
