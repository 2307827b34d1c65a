"""One run of an import: what its steps share."""

import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import UUID

import msgspec

from tonghao.archive.progress import Told, finish, reach, reached
from tonghao.archive.read import known_circles, known_posts
from tonghao.archive.read_lines import batches, digest_of, lines_of, name_of
from tonghao.archive.screen_batch import BatchScreener
from tonghao.archive.types import Names, PostLine, Report
from tonghao.circles.read import house_of
from tonghao.db import Connection, Pool, reading, writing
from tonghao.screening.house import House

T = TypeVar("T", bound=msgspec.Struct)

# Opens the transaction in which a batch comes in, together with how far the file is then.
Entering = Callable[[], AbstractAsyncContextManager[Connection]]

_ASKED_AT_ONCE: Final = 20_000


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
        self.posts: dict[str, tuple[str, datetime]] = {}
        self._told = told
        self._reached: dict[str, int] = {}

    async def begin(self) -> None:
        """Read how far an earlier run came."""
        async with reading(self.pool) as conn:
            self._reached = await reached(conn, self.names.archive)

    async def houses(self, circles: Iterable[str]) -> dict[str, House | None]:
        """What each of *circles* asks beyond the policy: one that is here already may have its own rules."""
        async with reading(self.pool) as conn:
            return {one: await house_of(conn, self.names.of("circle", one)) for one in set(circles)}

    def see_post(self, line: PostLine) -> None:
        """Note where a post stands, for its comments."""
        self.posts[line.id] = (line.circle, line.created_at)

    async def keep_known_circles(self, seen: set[str]) -> None:
        """Of the circles in the archive, keep those that were not left out, now or in an earlier run."""
        names = {self.names.of("circle", circle): circle for circle in seen}
        async with reading(self.pool) as conn:
            self.circles = {names[circle_id] for circle_id in await known_circles(conn, names)}

    async def keep_known_posts(self) -> None:
        """Of the posts in the archive, keep those that were not left out, now or in an earlier run."""
        names = {self.names.at("post", post, at): (circle, post) for post, (circle, at) in self.posts.items()}
        places = [(self.names.of("circle", circle), post_id) for post_id, (circle, _) in names.items()]
        known: set[UUID] = set()
        async with reading(self.pool) as conn:
            for first in range(0, len(places), _ASKED_AT_ONCE):
                known |= await known_posts(conn, places[first : first + _ASKED_AT_ONCE])
        kept = {names[post_id][1] for post_id in known}
        self.posts = {post: place for post, place in self.posts.items() if post in kept}

    def lines(self, file: str, shape: type[T]) -> Iterator[tuple[int, T]]:
        """The good lines of *file*; its bad ones are not reported here."""
        return lines_of(self.folder / file, shape, Report())

    @asynccontextmanager
    async def _entering(self, mark: str, reached_now: int) -> AsyncIterator[Connection]:
        async with writing(self.pool) as conn:
            yield conn
            await reach(conn, self.names.archive, mark, reached_now)

    async def batches(
        self,
        file: str,
        shape: type[T],
        size: int,
        *,
        seen: Callable[[T], None] | None = None,
        order: Callable[[T], Any] | None = None,
    ) -> AsyncIterator[tuple[Entering, list[tuple[int, T]]]]:
        """Each batch of *file* that is not in yet, with the transaction that brings it in.

        The transaction begins when it is entered: checking the words and photos of a batch takes longer
        than the database lets one stand idle.

        Args:
            seen: Told every good line, also of batches that an earlier run brought in.
            order: Sorts the lines first; the whole file is then held in memory.
        """
        path = self.folder / file
        begun = time.perf_counter()
        total = _count(path)
        rows = reached_now = 0
        # A file that was mended or has grown is gone through again; the verbs leave alone what is in.
        mark = f"{file} {digest_of(path)}"
        before = self._reached.get(mark, 0)
        lines = lines_of(path, shape, self.report)
        if order is not None:
            lines = iter(sorted(lines, key=lambda numbered: order(numbered[1])))
        for batch in batches(lines, size):
            if seen is not None:
                for _, line in batch:
                    seen(line)
            # Counted in the order of reading, which is the same at every run.
            fresh = batch[max(0, before - rows) :]
            rows += len(batch)
            reached_now = max(before, rows)
            if fresh:
                yield partial(self._entering, mark, reached_now), fresh
            self._told(file, rows, total)
        async with writing(self.pool) as conn:
            await finish(conn, self.names.archive, mark, max(rows, before))
        self._told(file, total, total)
        self.report.rows[file] = rows
        self.report.fresh[file] = max(0, rows - before)
        self.report.seconds[file] = time.perf_counter() - begun


def _count(path: Path) -> int:
    if not path.exists():
        return 0
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
