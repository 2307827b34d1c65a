"""Watch: looks on, writes down what happens when, and tries the doors that must be shut."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import msgspec

from tonghao.db import reading
from tonghao.events import Event, kind_of
from tonghao.replay.crowd import Crowd
from tonghao.replay.duty import Duty
from tonghao.replay.people import Person
from tonghao.replay.referee import Milestone, Picture
from tonghao.replay.stage import Stage

_HOUR: Final = 60
_PROBES: Final = 6
_CHECKED: Final = frozenset({"pre_check", "photo_check", "no_photos", "read_only", "closed"})

_STATES: Final = "SELECT id::text AS id, state FROM media WHERE id = ANY ($1::uuid[])"


class Frame(msgspec.Struct, frozen=True):
    """How it stands at the end of an hour; counts are since the beginning.

    Attributes:
        attempted, shown, held: Violating pictures that were uploaded; of them those that others can see
            now, and those that are kept from them.
        milestones: What happened first in which of the two circles, with its minute.
        tips: Tips that were taken for such pictures.
    """

    minute: int
    views: int
    attempted: int
    shown: int
    held: int
    members: int
    reports: int
    decisions: int
    posts_elsewhere: int
    held_elsewhere: int
    milestones: list[Milestone]
    tips: int


class Watch:
    """Hears what is committed and knocks at closed doors; it changes nothing.

    Args:
        told: Is given a frame at the end of each hour.
    """

    def __init__(self, stage: Stage, crowd: Crowd, duty: Duty, told: Callable[[Frame], None]) -> None:
        self._stage, self._crowd, self._duty, self._told = stage, crowd, duty, told
        self._draw = stage.draw("watch")
        stage.hears.append(self._hear)
        stage.after(_HOUR, self._tell)

    def _hear(self, event: Event) -> None:
        kind = kind_of(event)
        if kind not in {"breaker.tripped", "circle.restricted"}:
            return
        said: dict[str, Any] = msgspec.to_builtins(event)
        if said["circle_id"] not in self._stage.circle_ids:
            return
        circle = self._stage.circle_ids.index(said["circle_id"])
        referee, minute = self._stage.referee, self._stage.minute
        if kind == "breaker.tripped":
            # The notice reaches whoever is on duty, with the brake in it.
            referee.reach(minute, circle, "brake_offered")
            self._duty.call(circle)
            return
        if said["eased"]:
            return
        if said["restriction"] in _CHECKED:
            referee.reach(minute, circle, "precheck")
        if said["source"] == "brake":
            referee.reach(minute, circle, "brake_pulled")

    async def probe(self, strangers: list[Person]) -> None:
        """Let somebody who may not try to fetch pictures that are not visible; each must be refused."""
        self._stage.after(_HOUR, partial(self.probe, strangers))
        states = await self._states()
        closed = [one for one in self._pictures() if states.get(one.media_id) not in {"visible", None}]
        for picture in self._draw.sample(closed, min(_PROBES, len(closed))):
            for person in strangers:
                if str(person.account_id) == picture.owner_id:
                    continue
                answer = await person.get(picture.address)
                if answer.ok:
                    self._stage.referee.leaks.append(picture.media_id)
                else:
                    self._stage.referee.refused_fetches += 1

    async def _tell(self) -> None:
        self._stage.after(_HOUR, self._tell)
        self._told(await self._frame())

    async def count_up(self) -> None:
        """Tell how it stands at the very end."""
        self._told(await self._frame())

    async def _frame(self) -> Frame:
        referee = self._stage.referee
        states = await self._states()
        shown = sum(1 for one in self._pictures() if one.post_id and states.get(one.media_id) == "visible")
        return Frame(
            minute=round(self._stage.minute),
            views=referee.views,
            attempted=referee.attempted,
            shown=shown,
            held=referee.attempted - shown,
            members=sum(len(one) for one in self._crowd.members),
            reports=self._crowd.reports,
            decisions=self._duty.decided,
            posts_elsewhere=len(referee.elsewhere),
            held_elsewhere=len(referee.held_elsewhere),
            milestones=list(referee.milestones),
            tips=len(referee.tips),
        )

    def _pictures(self) -> list[Picture]:
        return [one for one in self._stage.referee.pictures.values() if one.violating]

    async def _states(self) -> dict[str, str]:
        ids = [one.media_id for one in self._pictures()]
        async with reading(self._stage.parts["pool"]) as conn:
            return {row["id"]: row["state"] for row in await conn.fetch(_STATES, ids)}
