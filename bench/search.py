"""`./tonghao bench search [FOLDER]`: two Chinese words over 200,000 posts, and how well answered.

FOLDER is an archive to import and multiply; without one a community of the same size is invented.
`--posts N` measures on fewer. How well: 200 questions of our own with judged posts, see
`bench/search_judged.py`, answered by the search and by plain substring matching.
"""

import argparse
import asyncio
import os
import random
import statistics
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Final
from urllib.parse import quote

import httpx

from bench.house_data import Community, bring_in, community, multiply, settle
from bench.house_server import served
from bench.result import show
from bench.search_judged import judge
from tonghao.config import Config
from tonghao.db import open_pool, writing
from tonghao.migrate import migrate
from tonghao.postgres import PostgresServer
from tonghao.search.ask import question_of
from tonghao.search.cut import plain_of, tokens_of
from tonghao.search.index import walk, walk_again

_QUESTIONS: Final = 1_500
_SEED: Final = 20261126


def two_words(texts: list[str], count: int) -> list[str]:
    """Questions of two Chinese words that stand in one text, as somebody who remembers it would ask."""
    chance = random.Random(_SEED)  # noqa: S311 - the same questions each time
    found: list[str] = []
    while len(found) < count:
        plain = plain_of(chance.choice(texts))
        words = sorted(
            {t.word for t in tokens_of(plain) if len(t.word) >= 2 and "\u4e00" <= t.word[0] <= "\u9fff"}
        )
        if len(words) >= 2:
            question = " ".join(chance.sample(words, 2))
            if len(question_of(question).every) == 2:
                found.append(question)
    return found


async def _prepare(
    folder: Path | None, posts: int, dsn: str, config: Config
) -> tuple[Community, dict[str, float]]:
    pool = await open_pool(dsn, size=4)
    try:
        await bring_in(folder, pool, config)
        await multiply(pool, posts)
        async with writing(pool) as conn:
            await walk_again(conn)
        began = perf_counter()
        more = True
        while more:
            async with writing(pool) as conn:
                await conn.execute("SET LOCAL synchronous_commit = off")
                more = await walk(conn, source="posts")
        seconds = perf_counter() - began
        await settle(pool)
        async with writing(pool) as conn:
            size = await conn.fetchval("SELECT pg_total_relation_size('search_texts')")
        return await community(pool), {"index_posts_per_s": posts / seconds, "index_mib": size / 2**20}
    finally:
        await pool.close()


def _measure(port: int, there: Community, questions: list[str]) -> dict[str, float]:
    times: list[float] = []
    found = 0
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        for number, question in enumerate(questions):
            headers = {"Cookie": there.viewers[number % len(there.viewers)].cookie}
            began = perf_counter()
            answer = client.get(f"/api/v1/search/texts?q={quote(question)}", headers=headers)
            times.append((perf_counter() - began) * 1000)
            found += bool(answer.raise_for_status().json()["entries"])
    cuts = statistics.quantiles(times[100:], n=100)
    return {
        "search_p50_ms": cuts[49],
        "search_p99_ms": cuts[98],
        "search_found": found / len(questions),
    }


def _run(folder: Path | None, posts: int, dsn: str, data: Path) -> None:
    config = Config(database_url=dsn, data=data)
    results = asyncio.run(judge(dsn))
    there, made = asyncio.run(_prepare(folder, posts, dsn, config))
    questions = two_words(there.texts, _QUESTIONS)
    with served("tonghao.serve", dsn, data) as server:
        results |= _measure(server.port, there, questions) | made
    show("search", results, {"search_p50_ms": 20, "search_p99_ms": 80, "ndcg": results["ndcg_substring"]})


def main() -> None:
    """Measure in a folder of its own that is deleted afterwards."""
    words = argparse.ArgumentParser(prog="tonghao bench search")
    words.add_argument("folder", type=Path, nargs="?")
    words.add_argument("--posts", type=int, default=200_000)
    wanted = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="tonghao-bench-") as name:
        os.chmod(name, 0o755)  # noqa: S103 - the database user must pass
        server = PostgresServer(Path(name))
        with server:
            migrate(server.dsn())
            _run(wanted.folder, wanted.posts, server.dsn(), Path(name) / "files")


if __name__ == "__main__":
    main()
