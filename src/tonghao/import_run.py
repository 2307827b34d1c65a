"""`./tonghao import`: the parts that an import needs, its bars and its report."""

from pathlib import Path

from tonghao.archive.import_archive import import_archive
from tonghao.archive.show import Bars, show_report
from tonghao.config import Config
from tonghao.db import open_pool
from tonghao.errors import Refusal
from tonghao.log import set_up_log
from tonghao.parts import parts_of


async def run_import(folder: Path) -> int:
    """Import *folder* with the settings of the environment; the exit status."""
    config = Config()
    set_up_log(config.log_format)
    pool = await open_pool(config.database_url, size=4)
    parts = parts_of(config, pool)
    try:
        with Bars() as bars:
            report = await import_archive(
                folder,
                pool=pool,
                config=config,
                store=parts["store"],
                photo_screener=parts["photo_screener"],
                told=bars.told,
            )
        show_report(report)
    except Refusal as refusal:
        print(f"✗ {refusal.message_zh()}\n  {refusal.message_en()}")
        return 1
    finally:
        parts["photo_screener"].close()
        await pool.close()
    return 0
