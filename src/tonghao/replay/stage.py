"""Stage: the town of one replay, its clock, its people and what is going to happen next."""

import heapq
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any, Final
from uuid import UUID

from croniter import croniter  # type: ignore[import-untyped]

from tonghao import outbox
from tonghao.accounts.make_demo import make_demo_account
from tonghao.accounts.open_session import open_session
from tonghao.crypto import hash_password, new_token
from tonghao.db import reading, writing
from tonghao.events import kind_of
from tonghao.ids import derived_id
from tonghao.parts import Parts, call_with
from tonghao.replay.clockwork import Clockwork
from tonghao.replay.people import Door, Person
from tonghao.replay.referee import Referee
from tonghao.worker import Job, hear_all, schedules

Act = Callable[[], Awaitable[None]]

_DAY: Final = 1440
_WAKES: Final = 7
_SLEEPS: Final = 23
_SESSION_DAYS: Final = 30
_QUIET_MINUTES: Final = 5
# The town's clock is the lane's: eight hours before the clock of Greenwich.
_ZONE_HOURS: Final = 8


class Stage:
    """What every actor shares.

    Attributes:
        circle_ids: The two circles whose hosts look away.
        assumed: The assumptions of this run, by key.
        hears: Called with each event that was committed, after the jobs have heard it.
    """

    def __init__(
        self,
        parts: Parts,
        door: Door,
        clockwork: Clockwork,
        referee: Referee,
        *,
        seed: int,
        assumed: dict[str, float],
    ) -> None:
        self.parts, self.door, self.clockwork, self.referee = parts, door, clockwork, referee
        self.seed, self.assumed = seed, assumed
        self.circle_ids: list[str] = []
        self.hears: list[Callable[[Any], None]] = []
        self.events: dict[str, int] = {}
        self._coming: list[tuple[float, int, Act]] = []
        self._order = count()
        self._people = count(1)
        self._cursor = outbox.Cursor(0, 0)
        self._closed = ""
        self._due: list[tuple[datetime, int, Any, list[Job]]] = []

    def draw(self, *name: object) -> Random:
        """Chance for one purpose; nothing that another actor does moves it."""
        return Random("/".join(map(str, (self.seed, *name))))  # noqa: S311 - chance that can be repeated

    @property
    def minute(self) -> float:
        """Minutes since the beginning."""
        return self.clockwork.minute

    def is_day(self, minute: float | None = None) -> bool:
        """Whether people are awake."""
        at = self.clockwork.began_at
        hour = (at.hour + _ZONE_HOURS + (self.minute if minute is None else minute) / 60) % 24
        return _WAKES <= hour < _SLEEPS

    def waking(self, minute: float) -> float:
        """*minute*, or the morning after it."""
        step = 0
        while not self.is_day(minute) and step < _DAY:
            minute, step = minute + 15, step + 15
        return minute

    def at(self, minute: float, act: Act) -> None:
        """Let *act* happen at *minute*."""
        heapq.heappush(self._coming, (minute, next(self._order), act))

    def after(self, minutes: float, act: Act) -> None:
        """Let *act* happen in *minutes*."""
        self.at(self.minute + minutes, act)

    async def account(
        self, handle: str, name: str, *, role: str = "member", age_days: float = 200, weight: int = 1
    ) -> Person:
        """Somebody who had an account before the story begins, signed in."""
        number = next(self._people)
        account_id = derived_id("replay", str(self.seed), handle)
        if not self._closed:
            self._closed = await hash_password(new_token())
        async with writing(self.parts["pool"]) as conn:
            await make_demo_account(
                conn,
                account_id=account_id,
                handle=handle,
                name=name,
                bio="",
                age_class="adult",
                role=role,
                password_hash=self._closed,
                created_at=self.clockwork.at - timedelta(days=age_days),
            )
        return await self.signed_in(account_id, number, weight=weight)

    async def signed_in(self, account_id: UUID, number: int | None = None, *, weight: int = 1) -> Person:
        """A device of somebody who lives here."""
        number = number or next(self._people)
        async with writing(self.parts["pool"]) as conn:
            session = await open_session(
                conn, account_id=account_id, user_agent="replay", address="", days=_SESSION_DAYS
            )
        return Person(self.door, number, account_id=account_id, cookie=session.token, weight=weight)

    def passer_by(self, weight: int) -> Person:
        """A reader without an account, who stands for *weight* people."""
        return Person(self.door, next(self._people), weight=weight)

    async def begin(self) -> None:
        """From here on jobs hear what happens, and run by the clock."""
        async with reading(self.parts["pool"]) as conn:
            self._cursor = await outbox.newest_cursor(conn)
        for number, (expression, jobs) in enumerate(sorted(schedules().items())):
            times = croniter(expression, self.clockwork.at)
            heapq.heappush(self._due, (times.get_next(datetime), number, times, jobs))

    async def settle(self) -> None:
        """Let every job hear what was committed, until nothing new happens."""
        while True:
            async with reading(self.parts["pool"]) as conn:
                entries = await outbox.awaited_entries(conn, self._cursor)
            if not entries:
                return
            for entry in entries:
                self._cursor = entry.cursor
                if entry.event is None:
                    continue
                await hear_all(entry.event, self.parts)
                kind = kind_of(entry.event)
                self.events[kind] = self.events.get(kind, 0) + 1
                for hear in self.hears:
                    hear(entry.event)

    async def _run_due(self) -> bool:
        """Run the jobs whose time has come; whether there were any."""
        ran = False
        while self._due[0][0] <= self.clockwork.at:
            _, number, times, jobs = heapq.heappop(self._due)
            for job in jobs:
                await call_with(self.parts, job)
            ran = True
            coming = times.get_next(datetime)
            while coming <= self.clockwork.at:
                coming = times.get_next(datetime)
            heapq.heappush(self._due, (coming, number, times, jobs))
        return ran

    async def play(self, *, minutes: float) -> None:
        """Let *minutes* pass, one after the other, with everything that happens in them.

        While nobody writes, what runs by the clock runs each fifth minute alone: a brake may come later
        than in truth, never sooner.
        """
        end = self.minute + minutes
        minute, seen = self.minute, -1
        while minute < end:
            minute = min(end, float(int(minute) + 1))
            while self._coming and self._coming[0][0] <= minute:
                when, _, act = heapq.heappop(self._coming)
                await self.clockwork.step_to(when)
                writes = self.door.writes
                await act()
                if self.door.writes != writes:
                    await self.settle()
            if self.door.writes != seen or minute % _QUIET_MINUTES == 0:
                seen = self.door.writes
                await self.clockwork.step_to(minute)
                if "views" in self.parts:
                    # The server does it by itself, every five seconds of the real time.
                    await self.parts["views"].flush()
                if await self._run_due():
                    await self.settle()
