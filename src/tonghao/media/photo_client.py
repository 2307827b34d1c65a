"""The worker's side of the photo process: started when the first photo comes, again when it fell over."""

import asyncio
import atexit
import os
import subprocess
import sys
import threading
import time
from typing import Final

import msgspec

from tonghao.config import Config
from tonghao.media.confine import read_frame, write_frame
from tonghao.media.types import Hashes, Judged, Limits, Order, Ready, Ruling
from tonghao.screening.types import ScreenerDown

# One thread is what the goals are measured with, and fork wants no threads beside it.
_ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
_START_SECONDS: Final = 60.0
# Beyond what `confine` grants a decoder on a busy machine: the model's turn.
_DECODER_PATIENCE: Final = 3
_MODEL_SECONDS: Final = 30.0


class PhotoProcess:
    """Hands photos to the photo process, one at a time. One per worker.

    `turn` is held around reading a photo and judging it, so that a hundred waiting jobs do not hold a
    hundred photos in memory.
    """

    def __init__(self, config: Config) -> None:
        self._limits = Limits(config.upload_pixels, config.decode_seconds, config.decode_mib)
        self._own_address = config.address
        self._words = [str(path) if path else "" for path in (config.text_model, config.legal_list)]
        self._ruling = Ruling()
        self._process: subprocess.Popen[bytes] | None = None
        self._ready: Ready | None = None
        # A cancelled task leaves its thread behind; the next one must wait for it.
        self._exchange = threading.Lock()
        self.turn = asyncio.Lock()

    async def versions(self) -> Ready:
        """The versions that verdicts carry now.

        Raises:
            ScreenerDown: the process does not start.
        """
        ready = self._known()
        if ready is None:
            async with self.turn:
                ready = await asyncio.to_thread(self._started)
        if self._ruling.number == 0:
            return ready
        return msgspec.structs.replace(ready, policy_version=f"{ready.policy_version}.{self._ruling.number}")

    def adopt(self, ruling: Ruling) -> None:
        """Let photos be judged by *ruling* from the next one on."""
        self._ruling = ruling

    async def judge(self, original: bytes) -> Judged:
        """Decode and judge *original*.

        Raises:
            ScreenerDown: the process, the model or the machine could not tell. The photo stays pending.
        """
        return await asyncio.to_thread(self._judge, original)

    async def hashes(self, original: bytes, *, variants: bool = False) -> Hashes:
        """Decode and hash *original*, whatever it shows; with *variants* in the 38 ways it may come back.

        Raises:
            ScreenerDown: the process or the machine could not tell.
        """
        hashes = await asyncio.to_thread(self._hashes, original, variants)
        if hashes.again:
            raise ScreenerDown("the machine was too busy to decode the photo")
        return hashes

    def close(self) -> None:
        """End the process, if it runs."""
        with self._exchange:
            self._end()

    def _known(self) -> Ready | None:
        """The versions, when the process runs. Takes no lock: a photo may be in judgement."""
        process, ready = self._process, self._ready
        return ready if process is not None and process.poll() is None else None

    def _started(self) -> Ready:
        with self._exchange:
            return self._start()

    def _judge(self, original: bytes) -> Judged:
        with self._exchange:
            self._start()
            order = msgspec.msgpack.encode(
                Order(original, self._limits, self._own_address, ruling=self._ruling)
            )
            answer = self._ask(order, seconds=self._limits.seconds * _DECODER_PATIENCE + _MODEL_SECONDS)
        judged = msgspec.msgpack.decode(answer, type=Judged)
        if judged.again:
            raise ScreenerDown("the model failed, or the machine was too busy to decode the photo")
        return judged

    def _hashes(self, original: bytes, variants: bool) -> Hashes:
        with self._exchange:
            self._start()
            order = Order(original, self._limits, hashes="variants" if variants else "look")
            seconds = self._limits.seconds * _DECODER_PATIENCE + _MODEL_SECONDS
            return msgspec.msgpack.decode(
                self._ask(msgspec.msgpack.encode(order), seconds=seconds), type=Hashes
            )

    def _start(self) -> Ready:
        ready = self._known()
        if ready is not None:
            return ready
        self._end()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tonghao.media.photo_process", *self._words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env={**os.environ, **_ONE_THREAD},
            # Ctrl-C in a terminal reaches us; the process ends when we close its input.
            start_new_session=True,
        )
        atexit.register(self._end)
        self._ready = msgspec.msgpack.decode(self._ask(None, seconds=_START_SECONDS), type=Ready)
        return self._ready

    def _ask(self, order: bytes | None, *, seconds: float) -> bytes:
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            if order is not None:
                write_frame(process.stdin.fileno(), order)
            answer = read_frame(process.stdout.fileno(), until=time.monotonic() + seconds)
        except (OSError, TimeoutError) as trouble:
            self._end()
            raise ScreenerDown(f"the photo process does not answer: {type(trouble).__name__}") from None
        if answer is None:
            self._end()
            raise ScreenerDown("the photo process ended")
        return answer

    def _end(self) -> None:
        atexit.unregister(self._end)
        process, self._process, self._ready = self._process, None, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
