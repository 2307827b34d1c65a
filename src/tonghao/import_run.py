"""`./tonghao import`: the parts that an import needs, its bars and its report."""

from pathlib import Path

from tonghao.archive.export_archive import MANIFEST, export_archive
from tonghao.archive.import_archive import import_archive
from tonghao.archive.import_exact import import_exact
from tonghao.archive.read_exact import ArchiveRefused
from tonghao.archive.show import Bars, show_report
from tonghao.config import Config
from tonghao.db import open_pool, writing
from tonghao.errors import Refusal
from tonghao.log import set_up_log
from tonghao.media.store import Store
from tonghao.parts import parts_of
from tonghao.search.index import walk_again


async def run_export(folder: Path, slug: str | None) -> int:
    """Write the community, or the circle with *slug*, into *folder*; the exit status."""
    config = Config()
    set_up_log(config.log_format)
    try:
        with Bars() as bars:
            made = await export_archive(
                config.database_url, Store(config.media_folder), folder, slug=slug, told=bars.told
            )
    except Refusal as refusal:
        print(f"✗ {refusal.message_zh()}\n  {refusal.message_en()}")
        return 1
    print(f"✓ {folder}: {sum(facts.lines for facts in made.files.values()):,} 行 / lines")
    return 0


async def run_import(folder: Path, *, own: bool = False) -> int:
    """Import *folder* with the settings of the environment; the exit status."""
    config = Config()
    set_up_log(config.log_format)
    pool = await open_pool(config.database_url, size=4)
    parts = parts_of(config, pool)
    try:
        with Bars() as bars:
            if (folder / MANIFEST).exists():
                report = await import_exact(
                    folder, pool=pool, config=config, store=parts["store"], told=bars.told, own=own
                )
            else:
                report = await import_archive(
                    folder,
                    pool=pool,
                    config=config,
                    store=parts["store"],
                    photo_screener=parts["photo_screener"],
                    told=bars.told,
                )
        async with writing(pool) as conn:
            await walk_again(conn)
        show_report(report)
    except Refusal as refusal:
        print(f"✗ {refusal.message_zh()}\n  {refusal.message_en()}")
        if isinstance(refusal, ArchiveRefused):
            print("  {file}:{line}: {reason}".format(**refusal.details))
        return 1
    finally:
        parts["photo_screener"].close()
        await pool.close()
    return 0
