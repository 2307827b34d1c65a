"""Archives that a server writes, and databases to bring them into."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tonghao.archive.export_archive import export_archive
from tonghao.archive.import_exact import import_exact
from tonghao.archive.screen_batch import BatchScreener
from tonghao.archive.types import Report
from tonghao.config import Config
from tonghao.db import Pool
from tonghao.media.store import Store


class Server:
    """A database with its store, as export and import see it."""

    def __init__(self, pool: Pool, config: Config, screener: BatchScreener) -> None:
        self.pool = pool
        self.config = config
        self._screener = screener

    async def export(self, folder: Path, slug: str | None = None) -> Path:
        store = Store(self.config.media_folder)
        await export_archive(self.pool.dsn, store, folder, slug=slug, told=lambda *_: None)
        return folder

    async def bring_in(self, folder: Path, *, own: bool = False) -> Report:
        return await import_exact(
            folder,
            pool=self.pool,
            config=self.config,
            store=Store(self.config.media_folder),
            told=lambda *_: None,
            own=own,
            screener=self._screener,
        )


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below *folder*."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def lines_of(folder: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{table}.ndjson").read_text("utf-8").splitlines()]


def rewrite(folder: Path, table: str, change: Callable[[list[str]], list[str]]) -> None:
    """Change the lines of a file as an attacker would: with its facts made right afterwards."""
    path = folder / f"{table}.ndjson"
    text = "".join(change(path.read_text("utf-8").splitlines(keepends=True)))
    path.write_text(text, "utf-8")
    manifest = json.loads((folder / "archive.json").read_text("utf-8"))
    manifest["files"][path.name] = {
        "lines": text.count("\n"),
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    (folder / "archive.json").write_text(json.dumps(manifest), "utf-8")


def edit(folder: Path, table: str, number: int, **columns: Any) -> None:
    """Change columns of one line, counted from 0."""

    def change(lines: list[str]) -> list[str]:
        lines[number] = json.dumps(json.loads(lines[number]) | columns, ensure_ascii=False) + "\n"
        return lines

    rewrite(folder, table, change)


# The tables of the tools of a trade in which `set_tools` puts something.
TOOLS = (
    "challenges", "challengers", "challenge_marks", "team_ups", "team_up_seats", "readings",
    "reading_sections", "section_reads", "margins", "funds", "fund_entries", "lost_pets", "children",
    "counsellors", "clinic_questions", "gadgets", "price_guesses", "remarks",
)  # fmt: skip
