"""`python -m tonghao.demo`: tell the story before the doors open, or see at once that it is told."""

import asyncio
import sys

from tonghao.config import Config
from tonghao.db import open_pool, reading
from tonghao.demo.story import load_story
from tonghao.log import set_up_log

# The machine that a demo is looked at on has two cores or more, and nothing else to do yet.
_CHECKERS = 2


async def _main(config: Config) -> None:
    from tonghao.demo.seed import is_told, seed_demo

    story = load_story()
    pool = await open_pool(config.database_url, size=4)
    try:
        async with reading(pool) as conn:
            if await is_told(conn, story, config):
                return
        from tonghao.media.photo_client import PhotoProcess
        from tonghao.media.store import Store
        from tonghao.screening.text import TextScreener

        checkers = [PhotoProcess(config) for _ in range(_CHECKERS)]
        try:
            await seed_demo(
                pool,
                config,
                story,
                screener=TextScreener.load(config.text_model, legal_list=config.legal_list),
                store=Store(config.media_folder),
                checkers=checkers,
                tell=_tell,
            )
        finally:
            for checker in checkers:
                checker.close()
    finally:
        await pool.close()


def _tell(done: int, total: int) -> None:
    """One line that grows on a terminal, and one at the end anywhere else."""
    if sys.stdout.isatty() or done == total:
        end = "\n" if done == total else "\r"
        print(f"  演示 梧桐里：已检查 {done} / {total} 张图片 pictures checked", end=end, flush=True)


def main() -> None:
    """Tell it where the demo is wanted, and only where nobody else can come in."""
    config = Config()
    set_up_log(config.log_format)
    if config.demo and config.is_loopback:
        asyncio.run(_main(config))


if __name__ == "__main__":
    main()
