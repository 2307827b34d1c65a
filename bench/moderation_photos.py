"""How soon photos have their verdict while twenty posts a second bring one, and what passes before it."""

import asyncio
import io
import itertools
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Final
from uuid import UUID

from PIL import Image

from bench.moderation_cpu import computed, each
from tonghao.accounts.make_demo import make_demo_account
from tonghao.circles.load import LoadedMembership, load_memberships
from tonghao.circles.open import NewCircle, open_circle
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.demo.story import PICTURES
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.media.photo_client import PhotoProcess
from tonghao.media.store import Store
from tonghao.media.upload import Incoming, upload_medium
from tonghao.media_serving.read import must_be_fetchable
from tonghao.partners.load import LoadedPartner, load_partners
from tonghao.posts.types import PhotoDraft
from tonghao.posts.write import write_post
from tonghao.screening.text import TextScreener

# Overload is so many times the rate, for one part in so many of the time.
_OVERLOAD: Final = 3
_PATIENCE_SECONDS: Final = 240.0
_AUTHORS: Final = 100
_BASELINE: Final = 60
_LONGER_SIDE: Final = 1800

_UNSEEN: Final = """
    SELECT (SELECT count(*) FROM media WHERE state = 'visible' AND verdict IS NULL)
         + (SELECT count(*) FROM posts p
             WHERE p.state = 'visible'
               AND EXISTS (SELECT FROM media_uses u
                             JOIN media m ON m.owner_id = u.owner_id AND m.id = u.media_id
                            WHERE u.place_kind = 'post' AND u.place_id = p.id AND m.state <> 'visible'))
"""
_PENDING: Final = "SELECT owner_id, id FROM media WHERE state = 'pending' ORDER BY random() LIMIT 3"
# The outbox tells when: judged where the files came later, else checked.
_TIMES: Final = """
    SELECT extract(epoch FROM min(o.at) - m.created_at)::float8 AS verdict,
           extract(epoch FROM max(o.at) FILTER (WHERE o.kind = 'media.checked') - m.created_at)::float8
               AS shown
      FROM media m
      LEFT JOIN outbox o ON o.kind IN ('media.judged', 'media.checked') AND o.event->>'media_id' = m.id::text
     WHERE m.id = ANY ($1::uuid[])
     GROUP BY m.owner_id, m.id
"""
_WAITING: Final = "SELECT count(*) FROM media WHERE id = ANY ($1::uuid[]) AND state = 'pending'"


def _photos(folder: Path | None) -> list[bytes]:
    if folder is not None:
        return [path.read_bytes() for path in sorted((folder / "media").glob("*.jpg"))]
    made = []
    for path in sorted(one for one in PICTURES.glob("*.webp") if not one.name.startswith("avatar-")):
        picture = Image.open(path).convert("RGB")
        scale = _LONGER_SIDE / max(picture.size)
        file = io.BytesIO()
        picture.resize((round(picture.width * scale), round(picture.height * scale))).save(
            file, "JPEG", quality=88
        )
        made.append(file.getvalue())
    return made


def _unlike(photos: list[bytes]) -> Iterator[bytes]:
    """The photos again and again, each time with other bytes: a verdict is not found among older ones."""
    for number in itertools.count():
        note = f"{number}:{new_id()}".encode()
        photo = photos[number % len(photos)]
        yield photo[:2] + b"\xff\xfe" + (len(note) + 2).to_bytes(2) + note + photo[2:]


@contextmanager
def _worker(config: Config) -> Iterator[int]:
    """A worker; its process."""
    env = os.environ | {"TONGHAO_DATABASE_URL": config.database_url, "TONGHAO_DATA": str(config.data)}
    process = subprocess.Popen(
        [sys.executable, "-m", "tonghao.worker"],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


class Street:
    """A circle and its members, who post."""

    def __init__(self, pool: Pool, config: Config) -> None:
        self._pool, self._store = pool, Store(config.media_folder)
        self._screener = TextScreener.load()
        self._authors: list[UUID] = []
        self._circle_id = new_id()
        self.passed_unseen = 0

    async def open(self) -> None:
        """Let everybody in."""
        owner_id, partner_id, moment = new_id(), new_id(), now()
        self._authors = [new_id() for _ in range(_AUTHORS)]
        async with writing(self._pool) as conn:
            for number, account_id in enumerate([owner_id, *self._authors]):
                await make_demo_account(
                    conn,
                    account_id=account_id,
                    handle=f"bench{number}",
                    name=f"邻居{number}",
                    bio="",
                    age_class="adult",
                    role="member",
                    password_hash="",
                )
            partner = LoadedPartner(partner_id, "半页书店", "books", "店主", owner_id, moment)
            await load_partners(conn, [partner])
            circle = NewCircle(partner_id, "bench", "看书的人", "books", "open")
            self._circle_id = await open_circle(
                conn, screener=self._screener, account_id=owner_id, circle=circle
            )
            await conn.execute("UPDATE circles SET tier = 'standard' WHERE id = $1", self._circle_id)
            places = [LoadedMembership(self._circle_id, one, moment, "member") for one in self._authors]
            await load_memberships(conn, places)

    async def post(self, number: int, photo: bytes) -> UUID:
        """Upload a photo and post it at once, as the web process does both."""
        author_id, media_id = self._authors[number % _AUTHORS], new_id()
        incoming = Incoming(self._store, owner_id=author_id, media_id=media_id, most_bytes=20_000_000)
        await incoming.write(photo)
        original = await incoming.close()
        async with writing(self._pool) as conn:
            await upload_medium(
                conn, owner_id=author_id, media_id=media_id, purpose="post", alt="", original=original
            )
            await write_post(
                conn,
                screener=self._screener,
                circle_id=self._circle_id,
                author_id=author_id,
                text=f"今天读到第 {number} 页",
                photos=[PhotoDraft(media_id, "")],
            )
        return media_id

    async def look(self) -> None:
        """Count what is shown without a verdict, and try to fetch what waits."""
        async with reading(self._pool) as conn:
            self.passed_unseen = max(self.passed_unseen, await conn.fetchval(_UNSEEN))
            for row in await conn.fetch(_PENDING):
                try:
                    await must_be_fetchable(conn, owner_id=row["owner_id"], media_id=row["id"], viewer=None)
                except NotFound:
                    continue
                # It may have become visible between the two questions.
                state = await conn.fetchval("SELECT state FROM media WHERE id = $1", row["id"])
                self.passed_unseen += state == "pending"

    async def waiting(self, ids: list[UUID]) -> int:
        """How many of *ids* have no verdict or no files yet."""
        async with reading(self._pool) as conn:
            return int(await conn.fetchval(_WAITING, ids))

    async def times(self, ids: list[UUID]) -> tuple[list[float], list[float]]:
        """Seconds until the verdict, and until the photo is shown or held."""
        async with reading(self._pool) as conn:
            rows = await conn.fetch(_TIMES, ids)
        never = _PATIENCE_SECONDS
        return [row["verdict"] or never for row in rows], [row["shown"] or never for row in rows]


async def _flood(street: Street, photos: Iterator[bytes], *, a_second: int, seconds: int) -> list[UUID]:
    """Post at a steady rate, whoever is behind; then wait for everything."""
    begun, posting = perf_counter(), []
    for number in range(a_second * seconds):
        await asyncio.sleep(max(0.0, begun + number / a_second - perf_counter()))
        posting.append(asyncio.create_task(street.post(number, next(photos))))
        if number % a_second == 0:
            await street.look()
    ids = list(await asyncio.gather(*posting))
    while perf_counter() - begun < _PATIENCE_SECONDS and await street.waiting(ids):
        await street.look()
        await asyncio.sleep(0.5)
    await street.look()
    return ids


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=100)[94]


async def _one_at_a_time(config: Config, photos: Iterator[bytes], *, a_second: int, seconds: int) -> float:
    """What it would be with one photo at a time and its files before the next: as it was before.

    The seconds of each are measured alone on the machine, and put in a row at the same rate.
    """
    process = PhotoProcess(config)
    try:
        await process.versions()
        took = []
        for _ in range(_BASELINE):
            begun = perf_counter()
            await process.judge(next(photos))
            took.append(perf_counter() - begun)
    finally:
        process.close()
    free, waited = 0.0, []
    for number in range(a_second * seconds):
        came = number / a_second
        free = max(free, came) + took[number % _BASELINE]
        waited.append(free - came)
    return _p95(waited)


async def verdicts(
    pool: Pool, config: Config, folder: Path | None, *, a_second: int, seconds: int
) -> tuple[dict[str, float], dict[str, float]]:
    """So many posts a second with a photo each, then three times as many for a third of the time."""
    photos = _unlike(_photos(folder))
    before = await _one_at_a_time(config, photos, a_second=a_second, seconds=seconds)
    street = Street(pool, config)
    await street.open()
    with _worker(config) as worker:
        # The first one starts the photo process.
        await _flood(street, photos, a_second=1, seconds=2)
        begun = await computed(pool, worker)
        steady = await _flood(street, photos, a_second=a_second, seconds=seconds)
        spent = each(begun, await computed(pool, worker), len(steady))
        verdict, shown = await street.times(steady)
        many = await _flood(
            street, photos, a_second=a_second * _OVERLOAD, seconds=max(1, seconds // _OVERLOAD)
        )
        late, _ = await street.times(many)
    results = {
        "verdict_p50_s": statistics.median(verdict),
        "verdict_p95_s": _p95(verdict),
        "shown_p95_s": _p95(shown),
        "overload_verdict_p95_s": _p95(late),
        "passed_unseen": street.passed_unseen,
    } | spent
    return results, {"verdict_p95_s": before}
