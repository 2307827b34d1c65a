"""Show an import on a terminal: progress while it runs, then what came in, what was bad, what was held."""

from collections import Counter
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from tonghao.archive.types import Report

_MOST_SHOWN = 20


class Bars:
    """A bar for each file."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<20}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def told(self, file: str, done: int, total: int) -> None:
        """*done* of *total* lines of *file* are in."""
        if file not in self._tasks:
            self._tasks[file] = self._progress.add_task(file, total=max(total, 1))
        self._progress.update(self._tasks[file], completed=done)


def show_report(report: Report) -> None:
    """Print what came in, what was left out and why, and what waits for a person and why."""
    console = Console()
    table = Table("文件 file", "行 lines", "新 new", "秒 s", "行/秒 per s", title="导入 import")
    for file, rows in report.rows.items():
        seconds = report.seconds[file]
        rate = report.fresh[file] / seconds if seconds else 0
        table.add_row(file, f"{rows:,}", f"{report.fresh[file]:,}", f"{seconds:.1f}", f"{rate:,.0f}")
    console.print(table)
    console.print(f"坏行 bad lines: {len(report.bad)}")
    for bad in report.bad[:_MOST_SHOWN]:
        console.print(f"  {bad.file}:{bad.line}: {bad.reason}", markup=False, highlight=False)
    if len(report.bad) > _MOST_SHOWN:
        console.print(f"  … {len(report.bad) - _MOST_SHOWN}")
    for renamed in report.renamed[:_MOST_SHOWN]:
        console.print(f"改名 renamed: {renamed}", markup=False, highlight=False)
    held = Table("类别 category", "种类 kind", "数 count", title=f"拦下待审 held: {len(report.held)}")
    for (category, kind), count in Counter((one.category, one.kind) for one in report.held).most_common():
        held.add_row(category, kind, f"{count:,}")
    console.print(held)
    for one in report.held[:_MOST_SHOWN]:
        line = f"  {one.kind} {one.original_id} · {one.category} · {one.excerpt}"
        console.print(line.replace("\n", " "), markup=False, highlight=False)
