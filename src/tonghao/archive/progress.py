"""Progress: how far each file came, kept in the transaction that brought it there."""

from collections.abc import Callable
from typing import Final

from tonghao.db import Connection

_REACHED: Final = "SELECT file, lines_done, finished_at IS NOT NULL FROM import_progress WHERE archive = $1"
_REACH: Final = """
    INSERT INTO import_progress (archive, file, lines_done) VALUES ($1, $2, $3)
    ON CONFLICT (archive, file) DO UPDATE SET lines_done = excluded.lines_done
"""
_FINISH: Final = """
    INSERT INTO import_progress (archive, file, lines_done, finished_at) VALUES ($1, $2, $3, now())
    ON CONFLICT (archive, file) DO UPDATE SET lines_done = excluded.lines_done, finished_at = now()
"""

# file name, lines done, lines in all
Told = Callable[[str, int, int], None]


async def reached(conn: Connection, archive: str) -> dict[str, int]:
    """The last line of each file that is in."""
    return {row[0]: row[1] for row in await conn.fetch(_REACHED, archive)}


async def reach(conn: Connection, archive: str, file: str, line: int) -> None:
    """Everything up to *line* of *file* is in, with the same commit."""
    await conn.execute(_REACH, archive, file, line)


async def finish(conn: Connection, archive: str, file: str, lines: int) -> None:
    """All *lines* of *file* are in."""
    await conn.execute(_FINISH, archive, file, lines)
