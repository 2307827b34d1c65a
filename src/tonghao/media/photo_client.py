"""The worker's side of the photo process: started when the first photo comes, again when it fell over."""

import asyncio
import atexit
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from itertools import count
from typing import Final

import msgspec

from tonghao.config import Config
from tonghao.media.confine import read_frame, write_frame
from tonghao.media.types import Answer, Asked, Hashes, Judged, Limits, Order, Ready, Ruling
from tonghao.screening.types import ScreenerDown

# One thread is what the goals are measured with, and fork wants no threads beside it. Large pages for large
# arrays: a decoded photo is two thousand small ones, each of them a fault (a tenth of a child's computing).
# Systems that do not know the word go on as ever.
_SURROUNDINGS: Final = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}
_START_SECONDS: Final = 60.0
# So many photos are in hand at once: the process decodes two, and the next ones must lie ready.
IN_HAND: Final = 4
# Beside those the files of one are made, and the next one lies ready.
_MAKING: Final = 2
# Beyond what `confine` grants a decoder on a busy machine: the turns of those before, and of the model.
_PATIENCE: Final = 3 * IN_HAND
_MODEL_SECONDS: Final = 30.0


class PhotoProcess:
    """Hands photos to the photo process. One per worker.

    `turn` is held around reading a photo and judging it, so that a hundred waiting jobs do not hold a
    hundred photos in memory. Whoever makes files of a judged one holds `making` instead, so that no verdict
    stands behind them.
    """

    def __init__(self, config: Config) -> None:
        self._limits = Limits(config.upload_pixels, config.decode_seconds, config.decode_mib)
        self._own_address = config.address
        self._words = [str(path) if path else "" for path in (config.text_model, config.legal_list)]
        self._ruling = Ruling()
        self._process: subprocess.Popen[bytes] | None = None
        self._ready: Ready | None = None
        self._numbers = count(1)
        self._asked: dict[int, Future[Answer]] = {}
        # Orders are written whole, and nobody starts what another one has started.
        self._exchange = threading.Lock()
        self.turn = asyncio.Semaphore(IN_HAND)
        self.making = asyncio.Semaphore(_MAKING)

    async def versions(self) -> Ready:
        """The versions that verdicts carry now.

        Raises:
            ScreenerDown: the process does not start.
        """
        ready = self._known()
        if ready is None:
            ready = await asyncio.to_thread(self._started)
        if self._ruling.number == 0:
            return ready
        return msgspec.structs.replace(ready, policy_version=f"{ready.policy_version}.{self._ruling.number}")

    def adopt(self, ruling: Ruling) -> None:
        """Let photos be judged by *ruling* from the next one on."""
        self._ruling = ruling

    async def judge(self, original: bytes, *, asks: Asked = "all") -> Judged:
        """Decode and judge *original*, and make its files.

        Args:
            asks: `verdict` makes no files; `files` judges nothing.

        Returns: With `all` perhaps the verdict alone, and `later`: then other photos wait for theirs.

        Raises:
            ScreenerDown: the process, the model or the machine could not tell. The photo stays pending.
        """
        judged = (await self._answer(original, asks)).judged
        if judged is None or judged.again:
            raise ScreenerDown("the model failed, or the machine was too busy to decode the photo")
        return judged

    async def hashes(self, original: bytes, *, variants: bool = False) -> Hashes:
        """Decode and hash *original*, whatever it shows; with *variants* in the 38 ways it may come back.

        Raises:
            ScreenerDown: the process or the machine could not tell.
        """
        hashes = (await self._answer(original, "variants" if variants else "look")).hashes
        if hashes is None or hashes.again:
            raise ScreenerDown("the machine was too busy to decode the photo")
        return hashes

    def close(self) -> None:
        """End the process, if it runs."""
        with self._exchange:
            self._end()

    def _known(self) -> Ready | None:
        """The versions, when the process runs. Takes no lock: it may be starting."""
        process, ready = self._process, self._ready
        return ready if process is not None and process.poll() is None else None

    def _started(self) -> Ready:
        with self._exchange:
            return self._start()

    async def _answer(self, original: bytes, asks: Asked) -> Answer:
        order = Order(original, self._limits, self._own_address, asks, self._ruling)
        answer = await asyncio.to_thread(self._ask, order)
        try:
            async with asyncio.timeout(self._limits.seconds * _PATIENCE + _MODEL_SECONDS):
                return await asyncio.wrap_future(answer)
        except TimeoutError as late:
            await asyncio.to_thread(self.close)
            raise ScreenerDown("the photo process does not answer") from late

    def _ask(self, order: Order) -> "Future[Answer]":
        answer: Future[Answer] = Future()
        with self._exchange:
            self._start()
            process = self._process
            assert process is not None
            assert process.stdin is not None
            number = next(self._numbers)
            self._asked[number] = answer
            try:
                write_frame(process.stdin.fileno(), msgspec.msgpack.encode((number, order)))
            except OSError as trouble:
                self._end()
                raise ScreenerDown(f"the photo process: {trouble!r}") from trouble
        return answer

    def _start(self) -> Ready:
        ready = self._known()
        if ready is not None:
            return ready
        self._end()
        self._process = process = subprocess.Popen(
            [sys.executable, "-m", "tonghao.media.photo_process", *self._words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env={**os.environ, **_SURROUNDINGS},
            # Ctrl-C in a terminal reaches us; the process ends when we close its input.
            start_new_session=True,
        )
        atexit.register(self._end)
        assert process.stdout is not None
        answers = process.stdout.fileno()
        try:
            said = read_frame(answers, until=time.monotonic() + _START_SECONDS)
        except (OSError, TimeoutError):
            said = None
        if said is None:
            self._end()
            process.stdout.close()
            raise ScreenerDown("the photo process does not start")
        self._ready = msgspec.msgpack.decode(said, type=Ready)
        threading.Thread(target=self._listen, args=(process, answers), name="photos", daemon=True).start()
        return self._ready

    def _listen(self, process: "subprocess.Popen[bytes]", answers: int) -> None:
        """Hand answers to those who asked, until the process is gone."""
        try:
            while (said := read_frame(answers)) is not None:
                answer = msgspec.msgpack.decode(said, type=Answer)
                asked = self._asked.pop(answer.number, None)
                if asked is not None:
                    # Whoever asked may have been cancelled meanwhile.
                    with suppress(InvalidStateError):
                        asked.set_result(answer)
        except (OSError, msgspec.MsgspecError) as trouble:
            print(f"the photo process: {trouble!r}", file=sys.stderr)
        process.kill()
        if process.stdout is not None:
            process.stdout.close()
        with self._exchange:
            if self._process is process:
                self._end()

    def _end(self) -> None:
        atexit.unregister(self._end)
        process, self._process, self._ready = self._process, None, None
        if process is None:
            return
        process.kill()
        process.wait()
        if process.stdin is not None:
            process.stdin.close()
        asked, self._asked = self._asked, {}
        for answer in asked.values():
            if not answer.done():
                answer.set_exception(ScreenerDown("the photo process ended"))
