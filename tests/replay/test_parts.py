"""The parts of a replay that need no server."""

import hashlib
from random import Random

import pytest

from tonghao.replay.__main__ import median_of
from tonghao.replay.coin import CoinScreener
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


def test_a_run_in_which_it_never_came_to_it_counts_as_for_ever() -> None:
    def outcome(minutes: float | None) -> ReplayOutcome:
        return ReplayOutcome(10, minutes, minutes, 0.5, 0.9, 1, None, 1, 1, 1, 0, 0, 0, 0, 0, 0)

    line = median_of([outcome(1), outcome(None), outcome(3)])
    assert (line["minutes_to_precheck"], line["violating_views"], line["seeds"]) == (3, 10, 3)
    assert median_of([outcome(None), outcome(None), outcome(3)])["minutes_to_brake"] is None
