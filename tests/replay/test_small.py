"""A few hours of November 2016, in a village of an archive."""

import json
from pathlib import Path

import msgspec
import pytest

from tonghao.replay.__main__ import median_of
from tonghao.replay.run import Wish, replay
from tonghao.replay.watch import Frame
from tonghao.replays.assumptions import assumed
from tonghao.replays.types import ReplayOutcome

_SMALL = {
    "founders": 8,
    "posters": 4,
    "burst_hour": 1,
    "burst_minutes": 20,
    "photos_a_day": 20,
    "townspeople": 40,
    "posts_a_day": 120,
    "visits_a_day": 20,
    "reporting": 0.3,
    "tipping": 1.0,
}
_AT = "2016-04-18T07:57:55Z"


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of four people in one circle."""
    folder = tmp_path_factory.mktemp("village")
    people = [
        {"id": f"a{n}", "handle": f"villager{n}", "name": f"村民{n}", "created_at": _AT} for n in range(4)
    ]
    circle = {
        "id": "c1", "name": "看书的人", "name_en": "Readers", "topic": "books", "partner": "半页书店",
        "kind": "open", "owner": "a0", "created_at": _AT,
    }  # fmt: skip
    files = {
        "accounts": people,
        "circles": [circle],
        "memberships": [{"circle": "c1", "account": one["id"], "joined_at": _AT} for one in people],
        "posts": [
            {"id": "p1", "circle": "c1", "author": "a1", "text": "读到第三章", "media": [], "created_at": _AT}
        ],
    }
    for name, lines in files.items():
        (folder / f"{name}.ndjson").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return folder


def run(
    village: Path, *, recall: float, hours: float, errors: float = 0.05
) -> tuple[ReplayOutcome, list[Frame]]:
    frames: list[Frame] = []
    outcome = replay(Wish(recall, 1, assumed(_SMALL | {"errors": errors}), village, hours), frames.append)
    return outcome, frames


def test_the_same_seed_gives_the_same_few_hours(village: Path) -> None:
    # That the turnstile counts what the crowd tells, and that no held picture was fetched, is asked by the
    # replay itself: it raises otherwise.
    outcome, frames = run(village, recall=0.3, hours=3)
    assert outcome.violating_views > 0
    assert outcome.reports > 0
    assert outcome.decisions > 0
    assert outcome.held_fetches_refused > 0
    assert outcome.leaks == 0
    assert outcome.posts_elsewhere > 0
    # Tips are on: some were taken, and a breaker that tripped has stopped them.
    assert outcome.tips_given > 0
    assert outcome.tips_settled == 0
    assert frames[-1].tips == outcome.tips_given
    assert [frame.minute for frame in frames] == [60, 120, 180, 180]
    assert frames[-1].views == outcome.violating_views
    assert {one.kind for one in frames[-1].milestones} >= {"burst"}
    again, hours = run(village, recall=0.3, hours=3)
    assert msgspec.json.encode(outcome) == msgspec.json.encode(again)
    assert frames == hours


def test_perfect_detectors_and_perfect_people_let_nobody_see_one(village: Path) -> None:
    outcome, _ = run(village, recall=1.0, hours=2, errors=0)
    assert outcome.pictures_attempted > 0
    assert (outcome.violating_views, outcome.pictures_seen) == (0, 0)
    assert outcome.held_fetches_refused > 0


@pytest.mark.parametrize("recall", [0.9, 0.0])
def test_ten_minutes_after_the_burst_a_person_looks_first_whatever_the_detectors_see(
    village: Path, recall: float
) -> None:
    # As many people and posts as in the four days of the long test; only the hours before are left out.
    numbers = assumed({"burst_hour": 1, "townspeople": 120, "posts_a_day": 240})
    outcome = replay(Wish(recall, 1, numbers, village, hours=1.8))
    assert outcome.minutes_to_precheck is not None
    assert outcome.minutes_to_precheck <= 10
    assert outcome.minutes_to_brake is not None
    assert outcome.minutes_to_brake <= 10
    assert outcome.violating_views <= 200
    assert outcome.held_elsewhere == 0
    # Whoever was tipped before keeps nothing of it, and nobody is tipped afterwards.
    assert outcome.tips_before_precheck == outcome.tips_given
    assert outcome.tips_settled == 0


@pytest.mark.long
@pytest.mark.parametrize(("recall", "most"), [(0.9, 200), (0.5, 1000), (0.0, 5000)])
def test_the_four_days_in_the_lane_are_contained_with_tips_on(recall: float, most: int) -> None:
    numbers = assumed({})
    assert numbers["earned"] == 1, "only so may the two circles have tips"
    assert numbers["tipping"] > 0
    median = median_of([replay(Wish(recall, seed, numbers)) for seed in range(1, 6)])
    assert median["violating_views"] <= most
    assert median["minutes_to_precheck"] is not None
    assert median["minutes_to_precheck"] <= 10
    assert median["minutes_to_brake"] is not None
    assert median["minutes_to_brake"] <= 10
    assert median["held_elsewhere_pct"] <= 1
