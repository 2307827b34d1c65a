"""Crowd: those who look. Whoever saw such a picture tells others; some report it, and some tip it."""

from collections import defaultdict
from functools import partial
from typing import Final

from tonghao.replay.people import Person
from tonghao.replay.purses import Purses
from tonghao.replay.stage import Stage

_QUARTER: Final = 15
_DAY: Final = 1440
_PAGE: Final = 20
# In so many parts the people whom a large bundle tells come at different times.
_PARTS: Final = 24
_CATEGORY: Final = "sex.suggestive"


class Crowd:
    """Members, townspeople who become curious, and passers-by without an account.

    Args:
        town: Accounts that have not heard of the two circles yet.
    """

    def __init__(self, stage: Stage, town: list[Person], purses: Purses) -> None:
        self._stage, self._town, self._purses = stage, town, purses
        self._draw = stage.draw("crowd")
        self._has_told: set[int] = set()
        self._waiting: dict[tuple[int, int], int] = defaultdict(int)
        self.members: list[set[int]] = [set(), set()]
        self.turned_away = 0
        self.reports = 0

    async def join(self, person: Person, circle: int) -> bool:
        """Ask to come in; whether the circle took them."""
        place = f"/api/v1/circles/{self._stage.circle_ids[circle]}/memberships"
        answer = await person.post(place, {})
        if answer.ok:
            self.members[circle].add(person.number)
            self._come_again(person, circle)
        else:
            self.turned_away += 1
        return answer.ok

    def _come_again(self, person: Person, circle: int) -> None:
        visits = self._stage.assumed["visits_a_day"]
        if visits:
            minute = self._stage.minute + self._draw.expovariate(visits / _DAY)
            self._stage.at(self._stage.waking(minute), partial(self._visit_again, person, circle))

    async def _visit_again(self, person: Person, circle: int) -> None:
        await self.visit(person, circle)
        self._come_again(person, circle)

    async def visit(self, person: Person, circle: int) -> None:
        """Look through the newest posts of a circle, and at the photos not seen before."""
        circle_id = self._stage.circle_ids[circle]
        page = await person.get(f"/api/v1/circles/{circle_id}/posts?limit={_PAGE}")
        if not page.ok:
            return
        left = int(self._stage.assumed["photos_a_visit"])
        shocked = ""
        for post in page.body["entries"]:
            if left and await self._look_at(person, post):
                shocked = post["post_id"]
            left = max(0, left - len(post["photos"]))
        if not shocked:
            return
        if person.number not in self._has_told:
            self._has_told.add(person.number)
            self._tell(circle, person.weight)
        if person.number in self.members[circle]:
            await self._purses.saw(person, circle, shocked)
        if person.account_id is not None and self._draw.random() < self._stage.assumed["reporting"]:
            self.reports += 1
            said = {
                "subject_kind": "post",
                "subject_id": shocked,
                "circle_id": circle_id,
                "category": _CATEGORY,
            }
            await person.post("/api/v1/reports", said)

    async def _look_at(self, person: Person, post: dict[str, object]) -> bool:
        """Fetch the photos of *post* that *person* has not seen; whether one must not stand here."""
        shocked = False
        photos: list[dict[str, str]] = post["photos"]  # type: ignore[assignment]
        for photo in photos:
            media_id = photo["media_id"]
            if media_id in person.seen:
                continue
            answer = await person.get(f"/media/{photo['owner_id']}/{media_id}/small.webp")
            if answer.ok:
                person.seen.add(media_id)
                referee = self._stage.referee
                shocked |= referee.looked(media_id, weight=person.weight, account_id=person.account_id)
        return shocked

    def _tell(self, circle: int, weight: int) -> None:
        """Each of *weight* people tells some others within some hours."""
        assumed, draw = self._stage.assumed, self._draw
        told = int(assumed["told"] * weight + draw.random())
        parts = min(told, _PARTS)
        for part in range(parts):
            people = told // parts + (part < told % parts)
            minute = self._stage.minute + draw.expovariate(1 / (assumed["telling_hours"] * 60))
            minute = self._stage.waking(minute)
            known = sum(draw.random() < assumed["with_account"] for _ in range(min(people, 40)))
            known = min(known, len(self._town))
            for _ in range(known):
                person = self._town.pop()
                self._stage.at(minute, partial(self._arrive, person, circle))
            if people > known:
                self._pass_by(circle, minute, people - known)

    def _pass_by(self, circle: int, minute: float, people: int) -> None:
        """People without an account come by; those of one quarter of an hour come together."""
        slot = (circle, int(minute // _QUARTER))
        if not self._waiting[slot]:
            self._stage.at(slot[1] * _QUARTER + _QUARTER, partial(self._look_in, slot))
        self._waiting[slot] += people

    async def _look_in(self, slot: tuple[int, int]) -> None:
        people = self._waiting.pop(slot)
        readers = min(people, int(self._stage.assumed["bundle_from"]))
        for reader in range(readers):
            weight = people // readers + (reader < people % readers)
            await self.visit(self._stage.passer_by(weight), slot[0])

    async def _arrive(self, person: Person, circle: int) -> None:
        """Somebody with an account heard of it, looks, and perhaps comes in."""
        await self.visit(person, circle)
        if self._draw.random() < self._stage.assumed["joining"]:
            await self.join(person, circle)

    async def stroll(self) -> None:
        """Somebody looks through the lists of circles, and opens the two where they stand in one."""
        self._stage.after(60 / max(self._stage.assumed["strollers_an_hour"], 0.01), self.stroll)
        if not self._town or not self._stage.is_day():
            return
        person = self._town[-1]
        lists = ("/api/v1/circles", "/api/v1/shelves/small-circles")
        shown = [await person.get(path) for path in lists]
        for circle, circle_id in enumerate(self._stage.circle_ids):
            if any(answer.ok and circle_id in str(answer.body) for answer in shown):
                if self._town and self._town[-1] is person:
                    self._town.pop()
                await self._arrive(person, circle)
