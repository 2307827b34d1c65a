"""Offenders: hosts who look away, and people who post what must not stand here."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final
from uuid import UUID

from tonghao.circles.set_tier import set_tier
from tonghao.db import writing
from tonghao.ids import derived_id
from tonghao.packet_events import TipMoved
from tonghao.partners.load import LoadedPartner, load_partners
from tonghao.replay.people import Person
from tonghao.replay.referee import Picture
from tonghao.replay.stage import Stage
from tonghao.replay.stand_ins import stand_in
from tonghao.replay.words import ABOUT, CIRCLE_NAMES, EARNED, EARNED_EN, WELCOME, caption

_DAY: Final = 1440
# Refusals that end somebody's part in it: muted, suspended, banned.
_BURST: Final = 3

Renew = Callable[[int], Awaitable[Person | None]]


async def open_circles(stage: Stage) -> None:
    """Two partners that were approved elsewhere open a circle each, switch tips on, and do nothing more."""
    for number, (name, slug, topic) in enumerate(CIRCLE_NAMES):
        host = await stage.account(f"host_{number}", f"圈主{number + 1}")
        assert host.account_id is not None
        partner_id = derived_id("replay", str(stage.seed), "partner", slug)
        partner = LoadedPartner(
            partner_id, name, "digital", f"圈主{number + 1}", host.account_id, stage.clockwork.at, about=ABOUT
        )
        async with writing(stage.parts["pool"]) as conn:
            await load_partners(conn, [partner])
        said = {
            "partner_id": str(partner_id),
            "slug": slug,
            "name": name,
            "topic": topic,
            "kind": "open",
            "description": ABOUT,
        }
        answer = await host.post("/api/v1/circles", said)
        assert answer.ok, answer.body
        circle_id = answer.body["circle_id"]
        stage.circle_ids.append(circle_id)
        # On paper the host is there day and night; where nobody was, photos would wait at once.
        shifts = [
            {"account_id": str(host.account_id), "weekday": day, "starts_minute": 0, "ends_minute": 1440}
            for day in range(7)
        ]
        answer = await host.put(f"/api/v1/circles/{circle_id}/duty-shifts", {"shifts": shifts})
        assert answer.ok, answer.body
        await host.post(f"/api/v1/circles/{circle_id}/posts", {"text": WELCOME})
        if stage.assumed["earned"]:
            async with writing(stage.parts["pool"]) as conn:
                await set_tier(
                    conn,
                    circle_id=UUID(circle_id),
                    tier="standard",
                    reason=EARNED,
                    reason_en=EARNED_EN,
                    by=None,
                )
        answer = await host.put(f"/api/v1/circles/{circle_id}/tipping", {"is_on": True})
        assert answer.ok, answer.body


class Posters:
    """People of one circle who post such pictures, again and again.

    Args:
        renew: Gives somebody who is kept out a new account, if they want one.
    """

    def __init__(self, stage: Stage, circle: int, people: list[Person], renew: Renew) -> None:
        self._stage, self._circle, self._renew = stage, circle, renew
        self._draw, self._spurred = stage.draw("posters", circle), stage.draw("spurred", circle)
        self._by_account = {id_of(person): person for person in people}
        self._thanked: set[UUID] = set()
        stage.hears.append(self._hear)
        self._shown: list[float] = []
        self.refused = 0
        first = stage.assumed["burst_hour"] * 60
        for person in people:
            minute = first + self._draw.random() * stage.assumed["burst_minutes"]
            stage.at(minute, partial(self._post, person))

    async def _post(self, person: Person, *, once: bool = False) -> None:
        """Upload a picture, and post it a moment later, when the server has looked at it.

        Args:
            once: Besides those that the person posts anyway.
        """
        stage = self._stage
        content = stand_in(self._draw)
        stage.referee.draw(content, violating=True)
        answer = await person.upload(content)
        if answer.ok:
            body = answer.body
            picture = Picture(
                body["media_id"],
                body["owner_id"],
                stage.circle_ids[self._circle],
                violating=True,
                minute=stage.minute,
            )
            stage.referee.uploaded(picture)
            stage.after(0.5, partial(self._publish, person, picture, once=once))
            return
        await self._refused(person, answer.status, once=once)

    async def _publish(self, person: Person, picture: Picture, *, once: bool) -> None:
        assumed = self._stage.assumed
        words = caption(
            self._draw, begging=assumed["begging"], contact=assumed["contact"], evading=assumed["evading"]
        )
        said = {"text": words.text, "photos": [{"media_id": picture.media_id, "alt": ""}]}
        answer = await person.post(f"/api/v1/circles/{picture.circle_id}/posts", said)
        if not answer.ok:
            await self._refused(person, answer.status, once=once)
            return
        picture.post_id = answer.body["post_id"]
        self._note_burst()
        if not once:
            self._go_on(person)

    def _note_burst(self) -> None:
        """The third picture within an hour makes it a burst, whether anybody sees it or not."""
        minute = self._stage.minute
        self._shown = [one for one in self._shown if one > minute - 60] + [minute]
        if len(self._shown) >= _BURST:
            self._stage.referee.reach(minute, self._circle, "burst")

    def _go_on(self, person: Person) -> None:
        a_day = self._stage.assumed["photos_a_day"]
        if a_day:
            minute = self._stage.minute + self._draw.expovariate(a_day / _DAY)
            self._stage.at(self._stage.waking(minute), partial(self._post, person))

    def _hear(self, event: Any) -> None:
        """Whoever was tipped perhaps posts one more within the hour."""
        if not isinstance(event, TipMoved) or event.state != "held" or event.tip_id in self._thanked:
            return
        person = self._by_account.get(event.author_id)
        if person is None:
            return
        self._thanked.add(event.tip_id)
        if self._spurred.random() < self._stage.assumed["spurring"]:
            self._stage.after(self._spurred.random() * 60, partial(self._post, person, once=True))

    async def _refused(self, person: Person, status: int, *, once: bool) -> None:
        """Try later; who was kept out for good perhaps comes again under another name."""
        self.refused += 1
        if once:
            return
        if status in {401, 403} and self._draw.random() < 0.5:
            if self._draw.random() < self._stage.assumed["returning"]:
                self._stage.after(60 + self._draw.random() * 300, self._return)
            return
        self._go_on(person)

    async def _return(self) -> None:
        person = await self._renew(self._circle)
        if person is not None:
            await self._post(person)


def id_of(person: Person) -> UUID:
    """The account of somebody who has one."""
    assert person.account_id is not None
    return person.account_id
