"""One run of an import: what its steps share."""

import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from tonghao.archive.progress import Told, finish, reach, reached
from tonghao.archive.read_lines import batches, lines_of, name_of
from tonghao.archive.screen_batch import BatchScreener
from tonghao.archive.types import Names, Report
from tonghao.db import Connection, Pool, reading, writing

T = TypeVar("T", bound=msgspec.Struct)

FILES: Final = (
    "accounts.ndjson",
    "circles.ndjson",
    "memberships.ndjson",
    "friendships.ndjson",
    "posts.ndjson",
    "comments.ndjson",
)


class Run:
    """An import at work.

    Attributes:
        people, circles: The archive's own ids that are in, for the checks of later files.
        posts: Post id of the archive -> (circle id of the archive, when).
    """

    def __init__(self, folder: Path, pool: Pool, screener: BatchScreener, told: Told) -> None:
        self.folder = folder
        self.pool = pool
        self.screener = screener
        self.names = Names(name_of(folder))
        self.report = Report()
        self.people: set[str] = set()
        self.circles: set[str] = set()
        self._told = told
        self._reached: dict[str, int] = {}

    async def begin(self) -> None:
        """Read how far an earlier run came."""
        async with reading(self.pool) as conn:
            self._reached = await reached(conn, self.names.archive)

    async def batches(
        self, file: str, shape: type[T], size: int, seen: Callable[[T], None] | None = None
    ) -> AsyncIterator[tuple[Connection, list[tuple[int, T]]]]:
        """Each batch of *file* that is not in yet, with the transaction that brings it in.

        Args:
            seen: Told every good line, also of batches that an earlier run brought in.
        """
        path = self.folder / file
        begun = time.perf_counter()
        total = _count(path)
        done = rows = last = 0
        before = self._reached.get(file, 0)
        for batch in batches(lines_of(path, shape, self.report), size):
            if seen is not None:
                for _, line in batch:
                    seen(line)
            last = batch[-1][0]
            rows += len(batch)
            fresh = [(number, line) for number, line in batch if number > before]
            if fresh:
                async with writing(self.pool) as conn:
                    yield conn, fresh
                    await reach(conn, self.names.archive, file, last)
                done += len(fresh)
            self._told(file, last, total)
        async with writing(self.pool) as conn:
            await finish(conn, self.names.archive, file, max(last, before))
        self._told(file, total, total)
        self.report.rows[file] = rows
        self.report.seconds[file] = time.perf_counter() - begun


def _count(path: Path) -> int:
    if not path.exists():
        return 0
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
