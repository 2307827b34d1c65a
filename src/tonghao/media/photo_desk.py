"""The desk of the photo process: photos are decoded beside one another and shown to the model in turn.

While the model looks at one photo, the confined children of others decode and read codes on the other
processors. Verdicts come first: the files of a photo are made by the child that has decoded it already only
as long as no other photo waits for its verdict. Otherwise the answer says that the files come `later`.
"""

import os
import select
import sys
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import msgspec

from tonghao.media.confine import Child, Ended, read_frame
from tonghao.media.look_at import Files, Read, Working
from tonghao.media.types import Answer, Hashes, Judged, Order, Ruling
from tonghao.screening.lexicon import Hit
from tonghao.screening.types import ScreenerDown, Verdict

if TYPE_CHECKING:
    from tonghao.screening.codes import CodeScreener
    from tonghao.screening.photo import PhotoScreener

# Two decode while the model looks; more would only take the memory that one photo may have again and again.
MOST_AT_ONCE: Final = min(2, os.cpu_count() or 1)
# Beside those, files are made of so many whose verdict stands.
_MOST_MAKING: Final = 1

Start = Callable[[Order], Child]


class Judges:
    """The model and the reader of codes, under the policy that an order names."""

    def __init__(
        self, screener: "PhotoScreener", codes: "CodeScreener", rule: Callable[[Ruling], None]
    ) -> None:
        self._screener, self._codes, self._rule = screener, codes, rule
        self._number = 0

    def hits(self, working: Working, ruling: Ruling) -> list[Hit]:
        """What the model finds.

        Raises:
            ScreenerDown: it could not tell.
        """
        import numpy as np

        self._adopt(ruling)
        rgb = np.frombuffer(working.rgb, np.uint8).reshape(working.height, working.width, 3)
        return self._screener.hits(rgb)

    def verdict(self, found: list[Hit], read: Read, order: Order) -> Verdict:
        """What the policy makes of it together with the codes.

        Raises:
            ScreenerDown: their texts could not be judged.
        """
        self._adopt(order.ruling)
        return self._screener.weigh([*found, *self._codes.hits(read.codes, own_address=order.own_address)])

    def _adopt(self, ruling: Ruling) -> None:
        if ruling.number != self._number:
            self._rule(ruling)
            self._number = ruling.number


class _Work:
    """One order, and how far it has come."""

    def __init__(self, number: int, order: Order, start: Start) -> None:
        self.number, self.order = number, order
        self.begun = time.perf_counter()
        self.child = start(order)
        self.working: Working | None = None
        self.hits: list[Hit] | None = None
        self.read: Read | None = None
        self.verdict: Verdict | None = None
        self.files: Files | None = None
        self.times: dict[str, float] = {}

    @property
    def makes_files(self) -> bool:
        """Whether nothing but files is still to come."""
        return self.verdict is not None or self.order.asks == "files"

    @property
    def is_heard(self) -> bool:
        """Whether the child has said everything; the model may still have to look."""
        return self.files is not None or (self.order.asks == "verdict" and self.read is not None)

    def note(self, name: str) -> None:
        """Remember how many milliseconds it took to come so far."""
        self.times[name] = (time.perf_counter() - self.begun) * 1000


class Desk:
    """Takes orders, and answers each once it is done, in whatever order they are done."""

    def __init__(self, judges: Judges, answer: Callable[[Answer], None], start: Start) -> None:
        self._judges, self._answer, self._start_child = judges, answer, start
        self._verdicts: deque[tuple[int, Order]] = deque()
        self._files: deque[tuple[int, Order]] = deque()
        self._works: dict[int, _Work] = {}
        self._to_show: deque[_Work] = deque()

    def take(self, number: int, order: Order) -> None:
        """Lay an order on the desk."""
        (self._files if order.asks == "files" else self._verdicts).append((number, order))
        self._begin()

    @property
    def is_empty(self) -> bool:
        return not (self._works or self._verdicts or self._files)

    def serve(self, orders: int) -> None:
        """Work until the file *orders* ends, which it does when whoever asks is gone."""
        try:
            while True:
                ready = self._await(orders)
                if orders in ready:
                    frame = read_frame(orders)
                    if frame is None:
                        return
                    asked = msgspec.msgpack.decode(frame, type=tuple[int, Order])
                    self.take(*asked)
                self._go_on(ready)
        finally:
            for work in self._works.values():
                work.child.end()

    def finish(self) -> None:
        """Work until everything on the desk is done."""
        while not self.is_empty:
            self._go_on(self._await(None))

    def _await(self, orders: int | None) -> list[int]:
        """Wait until a child or *orders* has something to say, not at all while the model has work."""
        speaking = [work.child for work in self._works.values() if not work.is_heard]
        files = [child.file for child in speaking]
        if orders is not None:
            files.append(orders)
        wait = min((child.left for child in speaking), default=None)
        ready, _, _ = select.select(files, [], [], 0 if self._to_show else wait)
        return ready

    def _go_on(self, ready: list[int]) -> None:
        for work in list(self._works.values()):
            if not work.is_heard and (work.child.file in ready or work.child.left <= 0):
                self._hear(work)
        if self._to_show:
            self._show(self._to_show.popleft())
        self._begin()

    def _begin(self) -> None:
        making = sum(work.makes_files for work in self._works.values())
        while self._verdicts and len(self._works) - making < MOST_AT_ONCE:
            self._start(*self._verdicts.popleft())
        if self._files and making < _MOST_MAKING:
            self._start(*self._files.popleft())

    def _start(self, number: int, order: Order) -> None:
        self._works[number] = _Work(number, order, self._start_child)

    def _hear(self, work: _Work) -> None:
        try:
            for frame in work.child.hear():
                self._heard(work, frame)
        except Ended as early:
            # Of a photo with its verdict the files can still be made; the others have nothing yet.
            if work.verdict is not None and work.read is not None and early.waited:
                self._done(work, Judged(verdict=work.verdict, look=work.read.look, later=True))
            else:
                self._refuse(work, None if early.waited else "too_hard", again=early.waited)
        except msgspec.ValidationError:
            # No decoder of ours says such a thing: what spoke was a stranger's code.
            self._refuse(work, "broken")

    def _heard(self, work: _Work, frame: bytes) -> None:
        if work.number not in self._works:
            return
        if work.order.asks in {"look", "variants"}:
            self._done(work, msgspec.msgpack.decode(frame, type=Hashes))
            return
        if work.order.asks != "files" and work.working is None:
            said: object = msgspec.msgpack.decode(frame, type=Working | str)
        elif work.order.asks != "files" and work.read is None:
            said = msgspec.msgpack.decode(frame, type=Read | str)
        else:
            said = msgspec.msgpack.decode(frame, type=Files | str)
        if isinstance(said, str):
            self._refuse(work, said)
        elif isinstance(said, Working):
            work.working = said
            work.note("decode")
            self._to_show.append(work)
        elif isinstance(said, Read):
            work.read = said
            self._weigh(work)
        elif isinstance(said, Files):
            work.files = said
            self._weigh(work)
            self._hand_over(work)

    def _show(self, work: _Work) -> None:
        assert work.working is not None
        if work.number not in self._works:
            return
        try:
            work.hits = self._judges.hits(work.working, work.order.ruling)
        except (ScreenerDown, ValueError) as down:
            print(down, file=sys.stderr)
            self._refuse(work, None, again=True)
            return
        self._weigh(work)

    def _weigh(self, work: _Work) -> None:
        if work.hits is None or work.read is None or work.verdict is not None:
            return
        try:
            work.verdict = self._judges.verdict(work.hits, work.read, work.order)
        except ScreenerDown as down:
            print(down, file=sys.stderr)
            self._refuse(work, None, again=True)
            return
        work.note("verdict")
        work.times["screen"] = work.times["verdict"] - work.times["decode"]
        if work.order.asks == "verdict" or work.files is not None:
            self._hand_over(work)
            return
        making = sum(other.makes_files for other in self._works.values() if other is not work)
        if self._verdicts or making >= _MOST_MAKING:
            self._done(work, Judged(verdict=work.verdict, look=work.read.look, later=True))

    def _hand_over(self, work: _Work) -> None:
        """Answer with everything that was asked for, once it is there."""
        if work.number not in self._works:
            return
        made, read = work.files, work.read
        is_whole = work.order.asks == "verdict" or made is not None
        if not is_whole or (work.verdict is None and work.order.asks != "files"):
            return
        work.note("total")
        if "verdict" in work.times:
            work.times["renditions"] = work.times["total"] - work.times["verdict"]
        self._done(
            work,
            Judged(
                verdict=work.verdict,
                look=b"" if read is None else read.look,
                width=0 if made is None else made.width,
                height=0 if made is None else made.height,
                blur="" if made is None else made.blur,
                renditions={} if made is None else made.files,
                milliseconds=work.times,
            ),
        )

    def _refuse(self, work: _Work, reason: str | None, *, again: bool = False) -> None:
        if work.order.asks in {"look", "variants"}:
            self._done(work, Hashes(refused=reason, again=again))
            return
        work.note("total")
        self._done(work, Judged(refused=reason, again=again, milliseconds={"total": work.times["total"]}))

    def _done(self, work: _Work, said: Judged | Hashes) -> None:
        self._works.pop(work.number, None)
        work.child.end()
        if isinstance(said, Judged) and not said.milliseconds:
            said = msgspec.structs.replace(said, milliseconds=work.times)
        self._answer(
            Answer(
                work.number,
                judged=said if isinstance(said, Judged) else None,
                hashes=said if isinstance(said, Hashes) else None,
            )
        )
