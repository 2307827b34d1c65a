"""Screen in batches, on every core: the same checker as live content, in processes of its own."""

import asyncio
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tonghao.screening.house import House
from tonghao.screening.text import TextScreener
from tonghao.screening.types import Verdict

_CHUNK: Final = 250
_screener: TextScreener | None = None


def _load(model: Path | None, legal_list: Path | None) -> None:
    global _screener  # noqa: PLW0603 - one checker per process, loaded once
    _screener = TextScreener.load(model, legal_list=legal_list)


def _verdicts(texts: list[str], house: House | None) -> list[Verdict]:
    assert _screener is not None
    return _screener.verdicts(texts, house=house)


class BatchScreener:
    """Gives verdicts for many texts at once."""

    def __init__(self, model: Path | None, legal_list: Path | None) -> None:
        # Begun anew, not forked: this process has threads and connections that a copy must not have.
        self._processes = ProcessPoolExecutor(
            max_workers=max(1, os.cpu_count() or 1),
            mp_context=get_context("spawn"),
            initializer=_load,
            initargs=(model, legal_list),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._processes.shutdown(cancel_futures=True)

    async def verdicts(
        self, texts: Sequence[str], houses: Sequence[House | None] | None = None
    ) -> list[Verdict]:
        """The verdict of each of *texts*, in their order.

        Args:
            houses: Of each text what its circle asks beyond the policy; nothing when left out.
        """
        if houses is not None and any(houses):
            return await self._by_house(texts, houses)
        return await self._of_one(texts, None)

    async def _by_house(self, texts: Sequence[str], houses: Sequence[House | None]) -> list[Verdict]:
        places: dict[int | None, list[int]] = {}
        for at, house in enumerate(houses):
            places.setdefault(None if house is None else id(house), []).append(at)
        found: dict[int, Verdict] = {}
        for mine in places.values():
            verdicts = await self._of_one([texts[at] for at in mine], houses[mine[0]])
            found |= dict(zip(mine, verdicts, strict=True))
        return [found[at] for at in range(len(texts))]

    async def _of_one(self, texts: Sequence[str], house: House | None) -> list[Verdict]:
        chunks = [list(texts[at : at + _CHUNK]) for at in range(0, len(texts), _CHUNK)]
        loop = asyncio.get_running_loop()
        found = await asyncio.gather(
            *(loop.run_in_executor(self._processes, _verdicts, chunk, house) for chunk in chunks)
        )
        return [verdict for part in found for verdict in part]
