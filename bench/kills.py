"""`./tonghao bench kills`: `kill -9` of server and database at random moments while people write.

`--kills N` kills more or less often, `--seed N` at other moments.
"""

import argparse
import asyncio
import logging
import random
import statistics
import time

from tests.crashes.count import count, told_at_last, told_twice
from tests.crashes.house import House, crowd, open_house
from tests.patience import until

from bench.result import show

_PEOPLE = 16
_LONGEST_SECONDS = 2.0
_PATIENCE_SECONDS = 120


async def _killed(house: House, name: str) -> float:
    """Kill the process *name*, wait until the product answers again; how many seconds that took."""
    begun = time.perf_counter()
    await house.kill(name)
    await until(house.answers, seconds=_PATIENCE_SECONDS)
    return time.perf_counter() - begun


async def _measure(kills: int, seed: int) -> dict[str, float]:
    order = random.Random(seed)  # noqa: S311 - moments, no secrets
    away: dict[str, list[float]] = {"web": [], "postgres": []}
    async with open_house() as house:
        async with crowd(house, people=_PEOPLE) as there:
            for number in range(kills):
                # Also while everything still comes up after the last one.
                await asyncio.sleep(order.uniform(0, _LONGEST_SECONDS))
                name = order.choice(["web", "postgres"])
                away[name].append(await _killed(house, name))
                print(f"  {number + 1:3} {name:9} {there.written():6} written", flush=True)
        # What is asked after the last kill must still be answered.
        await until(house.answers, seconds=_PATIENCE_SECONDS)
        found = await count(house, there.circle_id, there.thread_id, there.writers)
        await told_at_last(house, there.circle_id, there.owner_id, patience_seconds=_PATIENCE_SECONDS)
        twice = await told_twice(house, there.owner_id)
        for odd in (*found.lost, *found.doubled, *found.gaps, *there.refused()):
            print("  ✗", odd)
        if there.refused():
            print(house.unexpected())
    return {
        "kills": kills,
        "lost": len(found.lost) + len(found.gaps),
        "doubled": len(found.doubled) + len(twice),
        "other_answers": len(there.refused()),
        "written": there.written(),
        "asked_again": there.asked_again(),
        **{f"{name}_back_p50_s": statistics.median(times) for name, times in away.items() if times},
        **{f"{name}_back_max_s": max(times) for name, times in away.items() if times},
    }


def main() -> None:
    """Run the product in a folder of its own that is deleted afterwards."""
    words = argparse.ArgumentParser(prog="tonghao bench kills")
    words.add_argument("--kills", type=int, default=40)
    words.add_argument("--seed", type=int, default=20261126)
    wanted = words.parse_args()
    # Its pool would tell each time that the database is away, which is the point here.
    logging.getLogger("asyncpg").setLevel(logging.CRITICAL)
    show("kills", asyncio.run(_measure(wanted.kills, wanted.seed)), {})


if __name__ == "__main__":
    main()
