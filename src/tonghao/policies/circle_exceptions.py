"""Which exceptions hold in a circle, for its members and for whoever decides there."""

from typing import Final
from uuid import UUID

from tonghao.caller import Caller
from tonghao.circles.read import page_access_of
from tonghao.db import Connection
from tonghao.policies.standard import exceptions_for
from tonghao.policies.types import Exempt

_TOPIC: Final = "SELECT topic FROM circles WHERE id = $1"


async def list_exceptions(conn: Connection, *, circle_id: UUID, viewer: Caller | None) -> list[Exempt]:
    """The exceptions of the circle's topic.

    Raises:
        NotFound: no such circle, or one whose page the viewer may not see.
    """
    await page_access_of(
        conn,
        circle_id,
        viewer.account_id if viewer else None,
        is_moderator=viewer is not None and viewer.is_moderator,
    )
    return exceptions_for(await conn.fetchval(_TOPIC, circle_id))
