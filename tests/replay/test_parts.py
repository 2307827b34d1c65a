"""The parts of a replay that need no server."""

import hashlib
from random import Random
from typing import Any

import pytest

from tonghao.replay.__main__ import median_of
from tonghao.replay.coin import CoinScreener
from tonghao.replay.people import Door, Person
from tonghao.replay.referee import Picture, Referee
from tonghao.replay.stand_ins import stand_in
from tonghao.replay.turnstile import Turnstile
from tonghao.replays.types import ReplayOutcome


def drawn(count: int) -> list[bytes]:
    draw = Random(1)
    return [stand_in(draw) for _ in range(count)]


async def held(screener: CoinScreener, pictures: list[bytes]) -> int:
    acts = [(await screener.judge(one)).verdict for one in pictures]
    return sum(one is not None and one.act == "hold" for one in acts)


async def test_the_coin_sees_about_the_share_that_it_is_told() -> None:
    pictures = drawn(300)
    truth = {hashlib.sha256(one).digest(): True for one in pictures}
    assert len(truth) == 300
    assert 125 <= await held(CoinScreener(truth, recall=0.5, false_alarms=0, seed=3), pictures) <= 175
    assert await held(CoinScreener(truth, recall=0, false_alarms=1, seed=3), pictures) == 0
    assert await held(CoinScreener({}, recall=1, false_alarms=0, seed=3), pictures) == 0
    again = [await held(CoinScreener(truth, recall=0.5, false_alarms=0, seed=3), pictures) for _ in range(2)]
    assert again[0] == again[1]


@pytest.mark.parametrize(
    ("person", "status", "views"), [("1:1:", 200, 1), ("2:40:", 200, 40), ("3:0:", 200, 0), ("1:1:", 404, 0)]
)
async def test_the_turnstile_counts_whoever_got_the_file_once(person: str, status: int, views: int) -> None:
    referee = Referee()
    referee.uploaded(Picture("m", "o", "c", violating=True, minute=0))

    async def app(scope: object, receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": status})  # type: ignore[operator]

    async def send(message: object) -> None:
        """Nobody waits for it."""

    scope = {"path": "/media/o/m/small.webp", "headers": [(b"x-replay-person", person.encode())]}
    turnstile = Turnstile(app, referee)
    for _ in range(2):
        await turnstile(scope, None, send)
    assert referee.views == views


async def test_no_passer_by_comes_with_the_cookies_of_whoever_signed_in_before() -> None:
    said: list[bytes | None] = []

    async def app(scope: dict[str, Any], receive: object, send: object) -> None:
        said.append(dict(scope["headers"]).get(b"cookie"))
        cookie = [(b"set-cookie", b"session=0190.secret; Path=/; HttpOnly; SameSite=lax; Max-Age=86400")]
        await send({"type": "http.response.start", "status": 200, "headers": cookie})  # type: ignore[operator]
        await send({"type": "http.response.body", "body": b"{}"})  # type: ignore[operator]

    door = Door(app)
    signed_in = await Person(door, 1).post("/api/v1/accounts", {})
    assert signed_in.session == "0190.secret"
    await Person(door, 2).get("/media/o/m/small.webp")
    await Person(door, 3, cookie="mine").get("/media/o/m/small.webp")
    await door.close()
    assert said == [None, None, b"session=mine"]


def test_the_referee_follows_each_tip_to_its_end() -> None:
    referee = Referee()
    for name, minute, circle in (("a", 3, 0), ("b", 9, 0), ("c", 9, 1)):
        referee.tipped(name, minute, circle)
    referee.reach(8, 0, "precheck")
    referee.moved("a", "returned")
    referee.moved("b", "settled")
    referee.moved("of a harmless post", "settled")
    assert referee.tips_before_precheck == 2
    assert [referee.tips_that(state) for state in ("held", "settled", "returned")] == [1, 1, 1]


def test_a_run_in_which_it_never_came_to_it_counts_as_for_ever() -> None:
    def outcome(minutes: float | None) -> ReplayOutcome:
        return ReplayOutcome(10, minutes, minutes, 0.5, 0.9, 1, None, 1, 1, 1, 0, 0, 0, 0, 0, 0)

    line = median_of([outcome(1), outcome(None), outcome(3)])
    assert (line["minutes_to_precheck"], line["violating_views"], line["seeds"]) == (3, 10, 3)
    assert median_of([outcome(None), outcome(None), outcome(3)])["minutes_to_brake"] is None
