"""Import an archive: people, circles, members, friends, posts with photos, comments, in this order."""

from contextlib import ExitStack
from pathlib import Path
from typing import Final

from tonghao.archive.import_circles import import_circles, import_memberships
from tonghao.archive.import_people import import_accounts, import_friendships
from tonghao.archive.import_photos import Photos
from tonghao.archive.import_texts import import_comments, import_posts
from tonghao.archive.progress import Told
from tonghao.archive.run import Run
from tonghao.archive.screen_batch import BatchScreener
from tonghao.archive.types import Report
from tonghao.config import Config
from tonghao.db import Pool
from tonghao.errors import Refusal
from tonghao.media.photo_client import PhotoProcess
from tonghao.media.store import Store

_NEEDED: Final = ("accounts.ndjson", "circles.ndjson", "posts.ndjson")


class NotAnArchive(Refusal):
    """This folder is not an archive: it needs accounts.ndjson, circles.ndjson and posts.ndjson."""

    status = 400


async def import_archive(
    folder: Path,
    *,
    pool: Pool,
    config: Config,
    store: Store,
    photo_screener: PhotoProcess,
    told: Told,
    screener: BatchScreener | None = None,
) -> Report:
    """Bring in everything of *folder* that is not in yet.

    Everything goes through the same screening as live content; what is held is in the queue and in
    the report.

    Args:
        folder: As docs/archive.md describes it.
        told: Called with a file's name, the lines done and the lines in all.
        screener: One for this import alone when left out.

    Raises:
        NotAnArchive: a file that every archive has is missing.
    """
    missing = [file for file in _NEEDED if not (folder / file).is_file()]
    if missing:
        raise NotAnArchive(missing=missing)
    with ExitStack() as opened:
        if screener is None:
            screener = opened.enter_context(BatchScreener(config.text_model, config.legal_list))
        run = Run(folder, pool, screener, told)
        await run.begin()
        photos = Photos(run, store, photo_screener, most_bytes=config.upload_bytes)
        await import_accounts(run)
        await import_circles(run)
        await import_memberships(run)
        await import_friendships(run)
        await import_posts(run, photos)
        await import_comments(run)
        return run.report
