"""Neighbours: what goes on in the other circles meanwhile, and how much of it is held by mistake."""

from functools import partial
from typing import Final
from uuid import UUID

from tonghao.db import Row, reading
from tonghao.replay.letters import claimed
from tonghao.replay.people import Person
from tonghao.replay.referee import Picture
from tonghao.replay.stage import Stage
from tonghao.replay.stand_ins import stand_in
from tonghao.replay.words import ordinary

_DAY: Final = 1440
_SHOWN: Final = "visible"

# They post as they always did: who never posted in a circle whose rules let first posts wait is new there,
# and what waits by that rule would tell of the circle's rules and not of the detector. The same goes for a
# circle in which a person looked first already before the first day.
_MEMBERS: Final = """
    SELECT m.circle_id, m.account_id, p.handle, a.state
      FROM memberships m
      JOIN circles c ON c.id = m.circle_id
      JOIN accounts a ON a.id = m.account_id
      JOIN profiles p ON p.account_id = a.id
     WHERE c.state = 'open' AND a.state IN ('active', 'unclaimed') AND NOT c.id = ANY ($1::uuid[])
       AND NOT c.restrictions && '{pre_check,photo_check,no_photos,read_only}'
       AND (m.role <> 'member' OR shown_posts(c.id, m.account_id, (c.house ->> 'first_posts')::integer)
                                  >= coalesce((c.house ->> 'first_posts')::integer, 0))
     ORDER BY m.circle_id, m.account_id LIMIT 400
"""


class Neighbours:
    """Members of the circles that were there before, who post as they always did."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._draw = stage.draw("neighbours")
        self._places: list[Row] = []
        self._people: dict[UUID, Person] = {}
        self.refused = 0

    async def begin(self) -> None:
        """Find out who lives here, and let them go about their days."""
        own = [UUID(one) for one in self._stage.circle_ids]
        async with reading(self._stage.parts["pool"]) as conn:
            rows = await conn.fetch(_MEMBERS, own)
        self._places = list(rows)
        if self._places and self._stage.assumed["posts_a_day"]:
            self._next()

    def _next(self) -> None:
        minute = self._stage.minute + self._draw.expovariate(self._stage.assumed["posts_a_day"] / _DAY)
        self._stage.at(self._stage.waking(minute), self._begin_post)

    async def _begin_post(self) -> None:
        self._next()
        stage = self._stage
        place = self._draw.choice(self._places)
        circle_id = place["circle_id"]
        person = await self._person(place)
        if self._draw.random() >= stage.assumed["with_photo"]:
            await self._publish(person, str(circle_id), None)
            return
        content = stand_in(self._draw)
        stage.referee.draw(content, violating=False)
        answer = await person.upload(content)
        if answer.ok:
            body = answer.body
            picture = Picture(
                body["media_id"], body["owner_id"], str(circle_id), violating=False, minute=stage.minute
            )
            stage.referee.uploaded(picture)
            stage.after(0.5, partial(self._publish, person, str(circle_id), body["media_id"]))

    async def _person(self, place: Row) -> Person:
        """Whoever it is; somebody who was imported takes their account over first, by their link."""
        account_id: UUID = place["account_id"]
        person = self._people.get(account_id)
        if person is None and place["state"] == "unclaimed":
            person = await claimed(self._stage, place["handle"])
        elif person is None:
            person = await self._stage.signed_in(account_id)
        self._people[account_id] = person
        return person

    async def _publish(self, person: Person, circle_id: str, media_id: str | None) -> None:
        photos = [] if media_id is None else [{"media_id": media_id, "alt": ""}]
        said = {"text": ordinary(self._draw), "photos": photos}
        answer = await person.post(f"/api/v1/circles/{circle_id}/posts", said)
        if not answer.ok:
            self.refused += 1
            return
        referee, post = self._stage.referee, answer.body
        referee.elsewhere.add(post["post_id"])
        if post["state"] != _SHOWN:
            referee.held_elsewhere[post["post_id"]] = str(post["category"])
