"""A process that posts what its input tells, and says what became of it on its output; to be killed."""

import asyncio
import os
import sys
from typing import Any

import msgspec
import uvloop

from tonghao.db import Collision, ConnectionTrouble, open_pool
from tonghao.ledger.poster import Poster
from tonghao.ledger.types import Group, Posted


class Answer(msgspec.Struct, frozen=True):
    """What became of the group *id*; None when nobody knows, and it is to be asked for again."""

    id: str
    posted: Posted | None


def _say(answer: Answer) -> None:
    # One write a line, without a buffer: what was not written was not said.
    os.write(1, msgspec.json.encode(answer) + b"\n")


async def _work(dsn: str) -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=1 << 20)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    pool = await open_pool(dsn, size=4)
    poster = Poster(pool)
    tasks: set[asyncio.Task[Any]] = set()

    async def one(group: Group) -> None:
        try:
            _say(Answer(str(group.id), await poster.submit(group)))
        except (*ConnectionTrouble, *Collision):
            _say(Answer(str(group.id), None))

    while line := await reader.readline():
        task = asyncio.create_task(one(msgspec.json.decode(line, type=Group)))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


if __name__ == "__main__":
    uvloop.run(_work(sys.argv[1]))
