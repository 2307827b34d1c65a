"""How well removed photos are found again, and how fast a hunt is."""

import os
import random
import time
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from bench.moderation_copies import KINDS, copies_of, cut_freely, drawings, pictures_of
from tonghao.bank.match import Bank
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.hunts.jobs import go_on
from tonghao.hunts.start import start_hunt
from tonghao.ids import new_id
from tonghao.media.photo_client import PhotoProcess
from tonghao.media.store import Store
from tonghao.screening.hash_index import HashIndex
from tonghao.screening.looks import look_of, variants_of
from tonghao.screening.pdq import HASH_BYTES, SAME_WITHIN, Look

# Of each picture so many copies of each kind.
_TIMES: Final = 4
# As many pictures as have a million pairs among them.
_UNLIKE: Final = 1_001
_ENTRIES: Final = 26_320
_PHOTOS: Final = 100_000

_MANY_ENTRIES: Final = """
    INSERT INTO bank_entries (id, kind, category, case_id, decision_id, media_id, hashes, hashed_at, reason,
                              entered_by, version)
    SELECT gen_random_uuid(), 'removed', 'sex.explicit', gen_random_uuid(), gen_random_uuid(),
           gen_random_uuid(), string_agg(sha256((e || ':' || v)::bytea), ''::bytea), now(), 'bench', $1, e
      FROM generate_series(1, $2::int) AS e, generate_series(1, 38) AS v GROUP BY e
"""
_MANY_PHOTOS: Final = """
    INSERT INTO media (owner_id, id, purpose, state, sha256, size_bytes, width, height, blur, look,
                       checked_at, unused_since)
    SELECT gen_random_uuid(), gen_random_uuid(), 'post', 'visible', sha256(n::text::bytea), 1, 1, 1, 'x',
           sha256(('plain' || n)::bytea) || sha256(('trimmed' || n)::bytea), now(), NULL
      FROM generate_series(1, $1::int) AS n
"""
_VERSION: Final = "UPDATE bank_state SET version = $1"
_LOOK: Final = """
    UPDATE media SET look = (SELECT substr(hashes, 33, 32) || substr(hashes, 1, 32) FROM bank_entries LIMIT 1)
     WHERE id = (SELECT id FROM media ORDER BY owner_id DESC LIMIT 1)
"""
_HUNT: Final = "SELECT state, seen, found FROM hunts"


def _apart(one: bytes, others: bytes) -> int:
    """The fewest bits between a hash and several."""
    known = np.frombuffer(others, np.uint8).reshape(-1, HASH_BYTES)
    return int(np.bitwise_count(known ^ np.frombuffer(one, np.uint8)).sum(axis=1).min())


def _is_found(look: Look | None, known: bytes) -> bool:
    if look is None or not known:
        return False
    return min(_apart(look.plain, known), _apart(look.trimmed, known)) <= SAME_WITHIN


def _recall(pictures: list[Image.Image], *, seed: int) -> tuple[dict[str, float], float]:
    """Share of copies found by kind, and what plain PDQ would find of them."""
    found = dict.fromkeys((*KINDS, "free"), 0)
    plainly, made = 0, 0
    for number, picture in enumerate(pictures):
        pixels = np.asarray(picture)
        own = look_of(pixels)
        if own is None:
            continue
        known = b"".join([own.plain, *variants_of(pixels)])
        for time_ in range(_TIMES):
            chance = random.Random(f"{seed}:{number}:{time_}")  # noqa: S311 - the same copies each time
            for kind, copy in [*copies_of(picture, chance), ("free", cut_freely(picture, chance))]:
                look = look_of(np.asarray(copy))
                found[kind] += _is_found(look, known)
                if kind != "free" and look is not None:
                    plainly += _apart(look.plain, own.plain) <= SAME_WITHIN
            made += 1
    return {kind: count / made for kind, count in found.items()}, plainly / (made * len(KINDS))


def _false(pictures: int, *, seed: int) -> tuple[int, int]:
    """Matches among pictures that have nothing to do with one another, and how many pairs that were."""
    looks, known, ends = [], [], []
    for picture in drawings(pictures, seed):
        pixels = np.asarray(picture)
        looks.append(look_of(pixels))
        known += variants_of(pixels)
        ends.append(len(known))
    index = HashIndex(b"".join(known))
    wrong = 0
    for place, look in enumerate(looks):
        if look is None:
            continue
        near = {where for wanted in (look.plain, look.trimmed) for where, _ in index.near(wanted)}
        others = {int(np.searchsorted(ends, where, side="right")) for where in near} - {place}
        wrong += len(others)
    return wrong, pictures * (pictures - 1)


def duplicates(folder: Path | None, *, seed: int) -> tuple[dict[str, float], dict[str, float]]:
    """How many copies are found, of photos and scenes; faces, which are nearly symmetric, beside them."""
    named = pictures_of(folder)
    scenes = [picture for name, picture in named if not name.startswith("avatar-")]
    scenes += list(drawings(100, seed))
    by_kind, plainly = _recall(scenes, seed=seed)
    faces, _ = _recall([picture for name, picture in named if name.startswith("avatar-")], seed=seed)
    wrong, pairs = _false(_UNLIKE, seed=seed + 1)
    results = {"dup_recall": sum(by_kind[kind] for kind in KINDS) / len(KINDS)}
    results |= {f"dup_recall_{kind}": share for kind, share in by_kind.items()}
    results["dup_recall_faces"] = sum(faces[kind] for kind in KINDS) / len(KINDS)
    return results | {"dup_false": wrong, "dup_pairs": pairs}, {"dup_recall": plainly}


def _held_mib() -> float:
    """What this process holds in memory now."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


async def hunt(pool: Pool, config: Config) -> dict[str, float]:
    """Minutes for a hunt through 100,000 photos with a bank of a million hashes, and what a look-up costs."""
    operator = new_id()
    async with writing(pool) as conn:
        await conn.execute(_MANY_ENTRIES, operator, _ENTRIES)
        await conn.execute(_VERSION, _ENTRIES)
        await conn.execute(_MANY_PHOTOS, _PHOTOS)
        # One of them does look like a removed one.
        await conn.execute(_LOOK)
        await conn.execute(
            "INSERT INTO profiles (account_id, handle, name) VALUES ($1, 'bench', 'bench')", operator
        )
        await start_hunt(conn, kind="bank", reason="bench", operator_id=operator)
    screener = PhotoProcess(config)
    began = time.perf_counter()
    await go_on(pool, Store(config.media_folder), screener)
    minutes = (time.perf_counter() - began) / 60
    async with reading(pool) as conn:
        row = await conn.fetchrow(_HUNT)
        bank, before = Bank(), _held_mib()
        began = time.perf_counter()
        await bank.refresh(conn)
        loaded, held = time.perf_counter() - began, _held_mib() - before
        looks = [bytes(r[0]) for r in await conn.fetch("SELECT look FROM media LIMIT 300")]
    assert row is not None
    if (row["state"], row["seen"], row["found"]) != ("ready", _PHOTOS, 1):
        raise SystemExit(f"the hunt did not find what it should: {dict(row)}")
    times = []
    for look in looks:
        began = time.perf_counter()
        bank.find(look)
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return {
        "hunt_min": minutes,
        "bank_load_s": loaded,
        "bank_mib": held,
        "bank_match_ms": sum(times) / len(times),
        "bank_match_p99_ms": times[len(times) * 99 // 100],
    }
