"""Purses: those who tip what they saw, with play money that they topped up like anybody."""

from datetime import UTC, datetime
from typing import Any, Final

from standardwebhooks import Webhook

from tonghao.gateways.known import Gateways
from tonghao.gateways.sandbox import SandboxGateway, secret_of
from tonghao.ids import derived_id
from tonghao.packet_events import TipMoved
from tonghao.replay.people import Person
from tonghao.replay.stage import Stage

_TOPPED_UP: Final = 50
_NOTICES: Final = "/api/v1/gateways/sandbox/webhooks"


def open_till(stage: Stage) -> None:
    """Let the sandbox send its notices through the door of this server.

    A gateway stands outside and has a clock of its own, the real one: whoever hears a notice asks that clock
    how old its signature is.
    """
    gateways: Gateways = stage.parts["gateways"]
    sandbox = gateways.by_name["sandbox"]
    assert isinstance(sandbox, SandboxGateway)
    hook = Webhook(secret_of(stage.parts["config"].data))

    async def deliver(body: bytes, headers: dict[str, str]) -> int:
        at, number = datetime.now(UTC), headers["webhook-id"]
        signed = {
            "content-type": "application/json",
            "webhook-id": number,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": hook.sign(number, at, body.decode()),
        }
        return await stage.door.deliver(_NOTICES, body, signed)

    sandbox.deliver = deliver


class Purses:
    """What people of the town carry with them for tips. Only pictures that must not stand here are tipped."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._draw = stage.draw("purses")
        self._left: dict[int, float] = {}
        stage.hears.append(self._hear)

    async def saw(self, person: Person, circle: int, post_id: str) -> None:
        """A member saw such a picture, and perhaps tips whoever posted it."""
        if self._draw.random() < self._stage.assumed["tipping"]:
            await self._tip(person, circle, post_id)

    async def _tip(self, person: Person, circle: int, post_id: str) -> None:
        stage, referee, yuan = self._stage, self._stage.referee, self._stage.assumed["tip_yuan"]
        referee.tips_tried += 1
        if self._left.get(person.number, 0) < yuan:
            await self._top_up(person)
        tip_id = derived_id("replay", str(stage.seed), "tip", str(person.number), post_id)
        place = f"/api/v1/circles/{stage.circle_ids[circle]}/posts/{post_id}/tips"
        answer = await person.post(place, {"tip_id": str(tip_id), "amount": f"{yuan:.2f}"})
        if answer.ok:
            self._left[person.number] = self._left.get(person.number, 0) - yuan
            referee.tipped(str(tip_id), stage.minute, circle)

    async def _top_up(self, person: Person) -> None:
        """The money is there when the gateway has said so."""
        stage = self._stage
        order_id = derived_id("replay", str(stage.seed), "order", f"{stage.minute}", str(person.number))
        said = {"order_id": str(order_id), "amount": f"{_TOPPED_UP:.2f}"}
        if (await person.post("/api/v1/wallet/top-ups", said)).ok:
            await stage.settle()
            self._left[person.number] = self._left.get(person.number, 0) + _TOPPED_UP

    def _hear(self, event: Any) -> None:
        if isinstance(event, TipMoved):
            self._stage.referee.moved(str(event.tip_id), event.state)
