"""`./tonghao bench circles`: a circle of a million members, and a post of fifty thousand floors.

Measured as somebody at a browser waits for it, one request after another, three times; the quietest
time counts, since whatever else the machine does only adds to it. The baseline is what a forum does at
first, on the same data: OFFSET for floors, `ILIKE` for names, `count(*)` for numbers.
`--people N` and `--members N` measure on fewer.
"""

import argparse
import asyncio
import itertools
import os
import random
import statistics
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Final
from urllib.parse import quote

import httpx

from bench.circles_data import BUSY_FLOOR, ELSEWHERE, FLOORS, RARE, SLUG, Large, large_community
from bench.house_server import served
from bench.result import show
from tonghao.db import open_pool, reading
from tonghao.ids import new_id
from tonghao.migrate import migrate
from tonghao.postgres import PostgresServer

_SEED: Final = 20261127
_TIMES: Final = 600
_ROUNDS: Final = 3
_WARM: Final = 50
# Of what is rare, what every tenth is called, what nobody is called, and what others elsewhere are.
_WORDS: Final = {
    "common": ("王", "李", "梅", "小明", "an", "Wang", "ming", "a"),
    "rare": (*RARE, "霁月", "霁", "xwvu"),
    "none": ("龘龘", "qqzz", "欧阳王", "wangwangwangli"),
    "elsewhere": (ELSEWHERE, "司徒", "徒雪", "徒雪梅"),
}

_COUNT_MEMBERS: Final = "SELECT count(*) FROM memberships WHERE circle_id = $1"
_OFFSET_FLOORS: Final = """
    SELECT m.*, p.handle, p.name FROM comments m JOIN profiles p ON p.account_id = m.author_id
     WHERE m.circle_id = $1 AND m.post_id = $2 AND m.reply_number = 0 ORDER BY m.floor OFFSET $3 LIMIT 20
"""
_LIKE_NAMES: Final = """
    SELECT m.account_id, p.handle, p.name FROM memberships m JOIN profiles p ON p.account_id = m.account_id
     WHERE m.circle_id = $1 AND (p.name ILIKE $2 OR p.handle ILIKE $2 OR m.nickname ILIKE $2)
     ORDER BY m.joined_at DESC, m.account_id DESC LIMIT 31
"""


def _p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98]


class _Asker:
    """Somebody with a browser, who asks one thing after another."""

    def __init__(self, client: httpx.Client, there: Large, newcomers: list[str]) -> None:
        self._client = client
        self.newcomers = newcomers
        self._cookies = itertools.cycle(there.members)

    def get(self, path: str, *, public: bool = False) -> tuple[float, httpx.Response]:
        headers = {"Accept-Language": "zh-CN"} if public else {"Cookie": next(self._cookies)}
        began = perf_counter()
        with self._client.stream("GET", path, headers=headers) as answer:
            first = (perf_counter() - began) * 1000
            answer.read()
        # A page is read from its first byte on, an answer in JSON when it is whole.
        took = first if public else (perf_counter() - began) * 1000
        return took, answer.raise_for_status()

    def post(self, path: str, body: object, cookie: str | None = None) -> float:
        headers = {"Cookie": cookie or next(self._cookies), "Idempotency-Key": str(new_id())}
        began = perf_counter()
        self._client.post(path, json=body, headers=headers).raise_for_status()
        return (perf_counter() - began) * 1000

    def all(self, paths: Iterable[str], *, public: bool = False) -> list[float]:
        return [self.get(path, public=public)[0] for path in paths][_WARM:]


def _members_paths(there: Large, words: Sequence[str]) -> Iterator[str]:
    for word in itertools.islice(itertools.cycle(words), _TIMES):
        yield f"/api/v1/circles/{there.circle_id}/members?words={quote(word)}"


def _parts_of(names: list[str]) -> list[str]:
    """One to three characters out of names that members bear."""
    chance = random.Random(_SEED)  # noqa: S311 - the same questions each time
    parts = []
    for name in names:
        start = chance.randrange(len(name))
        parts.append(name[start : start + chance.randint(1, 3)].strip() or name)
    return parts


def _members(asker: _Asker, there: Large) -> dict[str, list[float]]:
    found = {
        f"members_{kind}": asker.all(_members_paths(there, words))
        for kind, words in (*_WORDS.items(), ("any_part", _parts_of(there.names)))
    }
    deep: list[float] = []
    path = f"/api/v1/circles/{there.circle_id}/members?words={quote('梅')}"
    cursor = ""
    for _ in range(_TIMES):
        took, answer = asker.get(path + cursor)
        deep.append(took)
        after = answer.json()["next_cursor"]
        cursor = f"&cursor={after}" if after else ""
    return found | {"members_pages": deep[_WARM:]}


def _circle(asker: _Asker, there: Large) -> dict[str, list[float]]:
    circle = f"/api/v1/circles/{there.circle_id}"
    return {
        "circle": asker.all([f"/api/v1/circle-slugs/{SLUG}"] * _TIMES),
        "circle_posts": asker.all([f"{circle}/posts"] * _TIMES),
        "members": asker.all([f"{circle}/members"] * _TIMES),
        "join": [asker.post(f"{circle}/memberships", {}, one) for one in asker.newcomers][_WARM:],
        "post": [
            asker.post(f"{circle}/posts", {"text": f"今天在河边走了很久，遇见第 {n} 只猫。"})
            for n in range(_TIMES)
        ][_WARM:],
    } | _members(asker, there)


def _floors(asker: _Asker, there: Large) -> dict[str, list[float]]:
    chance = random.Random(_SEED)  # noqa: S311 - the same floors each time
    post = f"/api/v1/circles/{there.circle_id}/posts/{there.post_id}"
    anywhere = [chance.randrange(2, FLOORS) for _ in range(_TIMES)]
    busy: list[float] = []
    cursor = ""
    for _ in range(_TIMES // 5):
        took, answer = asker.get(f"{post}/floors/{BUSY_FLOOR}/replies?{cursor}")
        busy.append(took)
        after = answer.json()["next_cursor"]
        cursor = f"cursor={after}" if after else ""
    return {
        "jump": asker.all(f"{post}/comments?from_floor={floor}" for floor in anywhere),
        "forwards": _walk(asker, f"{post}/comments?from_floor=40000"),
        "backwards": asker.all(f"{post}/comments?from_floor={FLOORS - 20 * n}" for n in range(_TIMES)),
        "author": asker.all(f"{post}/comments?author_only=true&from_floor={floor}" for floor in anywhere),
        "replies": asker.all(f"{post}/floors/{floor // 10 * 10}/replies" for floor in anywhere if floor > 10)
        + busy[_WARM:],
    }


def _walk(asker: _Asker, path: str) -> list[float]:
    times: list[float] = []
    cursor = ""
    for _ in range(_TIMES // 2):
        took, answer = asker.get(path + cursor)
        times.append(took)
        after = answer.json()["next_cursor"]
        cursor = f"&cursor={after}" if after else ""
    return times[_WARM:]


def _public(asker: _Asker, there: Large) -> dict[str, list[float]]:
    return {
        "public_circle": asker.all([f"/c/{SLUG}"] * _TIMES, public=True),
        "public_post": asker.all([f"/c/{SLUG}/p/{there.post_id}"] * _TIMES, public=True),
    }


def _measure(port: int, there: Large) -> dict[str, float]:
    results: dict[str, float] = {}
    asked: dict[str, Callable[[_Asker, Large], dict[str, list[float]]]] = {
        "floor_p99_ms": _floors,
        "public_p99_ms": _public,
        "big_circle_p99_ms": _circle,
    }
    times: dict[str, dict[str, list[float]]] = {key: {} for key in asked}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        for number in range(_ROUNDS):
            asker = _Asker(client, there, there.others[number::_ROUNDS])
            for key, ask in asked.items():
                for name, those in ask(asker, there).items():
                    times[key][name] = min(those, times[key].get(name, those), key=_p99)
    for key, found in times.items():
        for name, those in found.items():
            results[f"{name}_p50_ms"] = statistics.median(those)
            results[f"{name}_p99_ms"] = _p99(those)
        results[key] = max(_p99(those) for those in found.values())
    return {key: results[key] for key in asked} | results


async def _naive(dsn: str, there: Large) -> dict[str, float]:
    """The same questions as a first version asks them, each some times, without HTTP around them."""
    chance = random.Random(_SEED)  # noqa: S311 - the same questions each time
    words = [word for kind in _WORDS.values() for word in kind]
    pool = await open_pool(dsn, size=1)

    async def times(count: int, statement: str, asked: Callable[[int], tuple[object, ...]]) -> list[float]:
        found = []
        for number in range(count):
            async with reading(pool) as conn:
                began = perf_counter()
                await conn.fetch(statement, *asked(number))
                found.append((perf_counter() - began) * 1000)
        return found

    circle, post = there.circle_id, there.post_id
    try:
        counted = await times(20, _COUNT_MEMBERS, lambda _: (circle,))
        named = await times(len(words), _LIKE_NAMES, lambda n: (circle, f"%{words[n]}%"))
        floors = await times(200, _OFFSET_FLOORS, lambda _: (circle, post, chance.randrange(FLOORS)))
    finally:
        await pool.close()
    return {
        "big_circle_p99_ms": _p99(named),
        "floor_p99_ms": _p99(floors),
        "public_p99_ms": _p99(counted),
    }


async def _prepare(dsn: str, people: int, members: int) -> Large:
    pool = await open_pool(dsn, size=2)
    try:
        return await large_community(pool, people=people, members=members, joins=_ROUNDS * _TIMES)
    finally:
        await pool.close()


def main() -> None:
    """Measure in a folder of its own that is deleted afterwards."""
    words = argparse.ArgumentParser(prog="tonghao bench circles")
    words.add_argument("--people", type=int, default=3_000_000)
    words.add_argument("--members", type=int, default=1_000_000)
    wanted = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="tonghao-bench-") as name:
        os.chmod(name, 0o755)  # noqa: S103 - the database user must pass
        server = PostgresServer(Path(name))
        with server:
            dsn, data = server.dsn(), Path(name) / "files"
            migrate(dsn)
            there = asyncio.run(_prepare(dsn, wanted.people, wanted.members))
            with served("tonghao.serve", dsn, data) as web:
                results = _measure(web.port, there)
            show("circles", results, asyncio.run(_naive(dsn, there)))


if __name__ == "__main__":
    main()
