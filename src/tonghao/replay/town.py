"""Town: the community in which a replay takes place, the demo or an archive."""

from pathlib import Path
from typing import Final

from tonghao.archive.export_archive import MANIFEST
from tonghao.archive.import_archive import import_archive
from tonghao.archive.import_exact import import_exact
from tonghao.circles.duty import replace_shifts
from tonghao.circles.types import DutyShift
from tonghao.config import Config
from tonghao.db import Pool, writing
from tonghao.demo.seed import seed_demo
from tonghao.demo.story import load_story
from tonghao.replay.coin import CoinScreener
from tonghao.replay.stage import Stage

_OWNERS: Final = """
    SELECT c.id, m.account_id FROM circles c JOIN memberships m ON m.circle_id = c.id
     WHERE c.state = 'open' AND m.role = 'owner' ORDER BY c.id
"""


async def fill_town(stage: Stage, archive: Path | None) -> None:
    """Let people live here: those of the demo, or those of *archive*, whose photos are taken as ordinary.

    Raises:
        NotAnArchive, ArchiveRefused: the folder is not one.
    """
    parts = stage.parts
    pool: Pool = parts["pool"]
    config: Config = parts["config"]
    everyday = CoinScreener({}, recall=0, false_alarms=0, seed=stage.seed)
    if archive is None:
        await seed_demo(
            pool,
            config,
            load_story(),
            screener=parts["screener"],
            store=parts["store"],
            checkers=[everyday],  # type: ignore[list-item]
        )
    elif (archive / MANIFEST).exists():
        await import_exact(archive, pool=pool, config=config, store=parts["store"], told=_nobody)
    else:
        await import_archive(
            archive,
            pool=pool,
            config=config,
            store=parts["store"],
            photo_screener=everyday,  # type: ignore[arg-type]
            told=_nobody,
        )
    await _stand_by(pool)


async def _stand_by(pool: Pool) -> None:
    """Let somebody be on duty in every circle around the clock.

    Photos that come while nobody is wait for a person: what is held elsewhere would tell of rosters
    and not of the detector.
    """
    async with writing(pool) as conn:
        for circle_id, owner_id in await conn.fetch(_OWNERS):
            await replace_shifts(conn, circle_id, [DutyShift(owner_id, day, 0, 1440) for day in range(7)])


def _nobody(file: str, done: int, total: int) -> None:
    """An import tells how far it is; here nobody listens."""
