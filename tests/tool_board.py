"""A circle with a tool, and its verbs with the access of whoever does them."""

from typing import Any
from uuid import UUID

from tests.world import World
from tonghao.circles.read import access_of
from tonghao.circles.record_act import ActReason
from tonghao.circles.tools import choose_tools
from tonghao.db import Connection

WHY = ActReason("不该放在这里")


class Board:
    """`await board.does(who, verb, …)` calls a verb as *who*; `shown=True` leaves the screener out."""

    def __init__(self, here: World, conn: Connection, made: Any) -> None:
        self.here, self.conn, self.made = here, conn, made
        self.circle_id: UUID = made.circle_id

    async def access(self, who: UUID | None) -> Any:
        return await access_of(self.conn, self.circle_id, who)

    async def use(self, *tools: Any) -> "Board":
        await choose_tools(self.conn, access=await self.access(self.made.owner_id), tools=tools)
        return self

    async def does(self, who: UUID, verb: Any, *, shown: bool = False, **more: Any) -> Any:
        screened = {} if shown else {"screener": self.here.screener}
        return await verb(self.conn, access=await self.access(who), **screened, **more)


async def board_of(here: World, conn: Connection, *tools: Any, members: int = 2, kind: str = "open") -> Board:
    """A circle with *members* that uses *tools*."""
    return await Board(here, conn, await here.circle(members=members, kind=kind)).use(*tools)
