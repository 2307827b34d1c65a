"""Follow: every process judges by the version that counts, within seconds of its beginning."""

import asyncio
from typing import Final

from tonghao.db import ConnectionTrouble, Pool, reading
from tonghao.log import log
from tonghao.media.photo_client import PhotoProcess
from tonghao.policies.rulings import policy_of, ruling_now, staged_now
from tonghao.screening import policy as policies
from tonghao.screening.text import TextScreener

_LOOK_SECONDS: Final = 2.0


async def follow_once(pool: Pool, screener: TextScreener, photo_screener: PhotoProcess) -> bool:
    """Take up the version that counts now; whether it is another one than before."""
    async with reading(pool) as conn:
        ruling, staged = await ruling_now(conn), await staged_now(conn)
    policy = policy_of(ruling)
    part = None if staged is None else (policy_of(staged[0]), staged[1])
    wanted = None if part is None else (part[0].version, part[1])
    if policy.version == screener.versions.policy and wanted == screener.staged:
        return False
    # Building the lexicon takes a moment, which nobody's request should wait for.
    if policy.version != screener.versions.policy:
        screener.adopt(await asyncio.to_thread(screener.under, policy))
        photo_screener.adopt(ruling)
        policies.put_in_force(policy)
    if part is None:
        screener.stage(None, 0)
    else:
        screener.stage(await asyncio.to_thread(screener.under, part[0]), part[1])
    log.info("policy", version=policy.version, staged=wanted)
    return True


async def follow(pool: Pool, screener: TextScreener, photo_screener: PhotoProcess) -> None:
    """Look every two seconds until cancelled; a lost database is waited for, under the policy as it was."""
    while True:
        try:
            await follow_once(pool, screener, photo_screener)
        except ConnectionTrouble as trouble:
            log.warning("policy waits for the database", error=type(trouble).__name__)
        await asyncio.sleep(_LOOK_SECONDS)
