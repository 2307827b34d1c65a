"""`./tonghao bench ledger_kills`: `kill -9` of database and paying process while money moves.

`--kills N` kills more or less often, `--seed N` at other moments. What was acknowledged is compared with the
books at the end, account by account, and the books are audited.
"""

import argparse
import asyncio
import logging
import random
import time

from tests.crashes.tills import open_tills

from bench.result import show

_LONGEST_SECONDS = 0.6
_PATIENCE_SECONDS = 60


async def _measure(kills: int, seed: int) -> dict[str, float]:
    order = random.Random(seed)  # noqa: S311 - moments, no secrets
    killed = {"payer": 0, "postgres": 0}
    async with open_tills(seed) as tills:
        for number in range(kills):
            before, patience = len(tills.acked), time.monotonic() + _PATIENCE_SECONDS
            # Now and then also while everything still comes up after the last one.
            while order.random() > 0.02 and len(tills.acked) <= before:
                if time.monotonic() > patience:
                    raise SystemExit("nothing is answered any more")
                await asyncio.sleep(0.02)
            await asyncio.sleep(order.uniform(0, _LONGEST_SECONDS))
            name = order.choice(["payer", "postgres"])
            killed[name] += 1
            await tills.kill(name)
            print(f"  {number + 1:3} {name:9} {len(tills.acked):7} acknowledged", flush=True)
        await tills.settle()
        found = await tills.count()
    for odd in (*found.lost, *found.doubled, *found.disordered, *found.faults):
        print("  ✗", odd)
    return {
        "kills": kills,
        "acked": len(tills.acked),
        "lost": len(found.lost),
        "doubled": len(found.doubled),
        "disordered": len(found.disordered),
        "faults": len(found.faults),
        "asked_again": tills.asked_again,
        **{f"kills_{name}": times for name, times in killed.items()},
    }


def main() -> None:
    """Run on a durable server in a folder of its own that is deleted afterwards."""
    words = argparse.ArgumentParser(prog="tonghao bench ledger_kills")
    words.add_argument("--kills", type=int, default=200)
    words.add_argument("--seed", type=int, default=20261127)
    wanted = words.parse_args()
    logging.getLogger("asyncpg").setLevel(logging.CRITICAL)
    show("ledger_kills", asyncio.run(_measure(wanted.kills, wanted.seed)), {"lost": 0, "doubled": 0})


if __name__ == "__main__":
    main()
