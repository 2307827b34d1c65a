"""Duty: people of the platform who look at the queue, decide, and come when they are called."""

from functools import partial
from math import log
from random import Random
from typing import Any, Final

from tonghao.replay.people import Person
from tonghao.replay.stage import Stage
from tonghao.replay.words import NOTES

# How far apart two times of the same kind are: about two thirds lie between 0.6 and 1.6 of the median.
_SPREAD: Final = 0.5
_MOST_AT_ONCE: Final = 40
_CATEGORY: Final = "sex.suggestive"


def span(draw: Random, median: float) -> float:
    """Minutes that somebody needs, around *median*."""
    return draw.lognormvariate(log(max(median, 0.01)), _SPREAD)


class Duty:
    """The platform's people, one shift after the other. They judge with eyes, and sometimes wrongly."""

    def __init__(self, stage: Stage, people: list[Person]) -> None:
        self._stage, self._people = stage, people
        self._draw = stage.draw("duty")
        self._is_at_work = False
        self.decided = 0
        if people:
            self._look_later()

    @property
    def present(self) -> Person:
        """Whose shift it is: each has the same number of hours a day."""
        hours = 24 / len(self._people)
        return self._people[int(self._stage.minute / 60 // hours) % len(self._people)]

    def _look_later(self) -> None:
        stage = self._stage
        median = stage.assumed["look_minutes_day" if stage.is_day() else "look_minutes_night"]
        stage.after(span(self._draw, median), self._look)

    async def _look(self) -> None:
        self._look_later()
        await self.work()

    async def work(self) -> None:
        """Go through the queue, one case after the other, until it is empty."""
        if self._is_at_work or not self._people:
            return
        page = await self.present.get("/api/v1/queue")
        waiting = [row["case"] for row in page.body["entries"] if row["case"]] if page.ok else []
        rows = waiting[:_MOST_AT_ONCE]
        if rows:
            self._is_at_work = True
            self._stage.after(
                span(self._draw, self._stage.assumed["case_minutes"]), partial(self._next, rows)
            )

    async def _next(self, rows: list[dict[str, Any]]) -> None:
        await self._decide(self.present, rows[0]["case_id"])
        if len(rows) > 1:
            minutes = span(self._draw, self._stage.assumed["case_minutes"])
            self._stage.after(minutes, partial(self._next, rows[1:]))
            return
        self._is_at_work = False
        await self.work()

    async def _decide(self, person: Person, case_id: str) -> None:
        place = f"/api/v1/cases/{case_id}"
        found = await person.get(place)
        if not found.ok or found.body["state"] != "open":
            return
        await person.post(f"{place}/claims")
        case = found.body
        for photo in case["snapshot"]["photos"]:
            await person.get(f"/media/{photo['owner_id']}/{photo['media_id']}/small.webp")
        photos = [photo["media_id"] for photo in case["snapshot"]["photos"]]
        subject = case["subject_id"]
        wrong = self._stage.referee.sees_wrong([*photos, subject], subject)
        if self._draw.random() < self._stage.assumed["errors"]:
            wrong = not wrong
        act = "remove" if wrong else "release"
        category = _CATEGORY if wrong else case["category"]
        said = {"act": act, "category": category, "note": NOTES[act]}
        answer = await person.post(f"{place}/decisions", said)
        self.decided += answer.ok
        if wrong and case["circle"] and self._draw.random() < self._stage.assumed["looking_around"]:
            await self._look_around(person, case["circle"]["circle_id"])

    async def _look_around(self, person: Person, circle_id: str) -> None:
        """Bring what else must not stand in this circle before themselves; it is decided in its turn."""
        page = await person.get(f"/api/v1/circles/{circle_id}/posts?limit=20")
        for post in page.body["entries"] if page.ok else []:
            photos = [photo["media_id"] for photo in post["photos"]]
            if self._stage.referee.sees_wrong(photos, post["post_id"]):
                said = {
                    "subject_kind": "post",
                    "subject_id": post["post_id"],
                    "circle_id": circle_id,
                    "category": _CATEGORY,
                }
                await person.post("/api/v1/reports", said)

    def call(self, circle: int) -> None:
        """A must-reach notice came about *circle*."""
        if self._people:
            minutes = span(self._draw, self._stage.assumed["must_reach_minutes"])
            self._stage.after(minutes, partial(self._come, circle))

    async def _come(self, circle: int) -> None:
        if self._draw.random() < self._stage.assumed["pulling"]:
            circle_id = self._stage.circle_ids[circle]
            await self.present.post(f"/api/v1/circles/{circle_id}/brakes", {"reason": NOTES["brake"]})
        await self.work()
