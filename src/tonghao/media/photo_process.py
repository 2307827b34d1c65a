"""The photo process holds the models and judges photos; the work itself is done at its `Desk`.

Started as `python -m tonghao.media.photo_process MODEL LIST`, with the paths of another text model and of
the deployer's word list, or two empty words.

It reads numbered orders from its input and answers on its output as each is done. Each photo is decoded in a
confined child; only 512 pixels of it and the texts of its codes come back to where the model lives.
"""

import asyncio
import ctypes
import gc
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tonghao.media.confine import write_frame
from tonghao.media.look_at import load, small_pictures
from tonghao.media.nursery import Nursery, NurseryGone
from tonghao.media.photo_desk import Desk, Judges
from tonghao.media.types import Answer, Limits, Order, Ready, Ruling

if TYPE_CHECKING:
    from tonghao.config import Config


def verdict_times(paths: Iterable[Path], config: "Config | None" = None) -> list[dict[str, float]]:
    """Milliseconds per stage for each photo, through the very process that live photos go through.

    Args:
        paths: Photos; none is remembered between two calls.
        config: The limits; the defaults when left out.

    Returns: For each path decode, screen, verdict, renditions and total; only total for one that was refused.
    """
    from tonghao.config import Config
    from tonghao.media.photo_client import PhotoProcess

    async def run() -> list[dict[str, float]]:
        client = PhotoProcess(config or Config())
        try:
            await client.versions()
            return [(await client.judge(path.read_bytes())).milliseconds for path in paths]
        finally:
            client.close()

    return asyncio.run(run())


def main(text_model: str, legal_list: str) -> None:
    """Answer orders until the input ends, which it does when whoever started us is gone."""
    answers = os.dup(1)
    # Whatever prints must not break into the answers.
    os.dup2(2, 1)

    import numpy as np

    from tonghao.media.decode import WORKING_SIDE
    from tonghao.screening import policy

    pictures = small_pictures()
    # Before anything large is loaded.
    nursery = Nursery(partial(_prepare, pictures))
    from tonghao.screening.codes import CodeScreener
    from tonghao.screening.photo import PhotoScreener
    from tonghao.screening.text import TextScreener

    screener = PhotoScreener()
    texts = TextScreener.load(
        Path(text_model) if text_model else None, legal_list=Path(legal_list) if legal_list else None
    )
    reader = CodeScreener(texts, policy.current())

    def rule(ruling: Ruling) -> None:
        ruled = policy.shipped().with_changes(ruling.overlay, number=ruling.number)
        screener.adopt(ruled)
        reader.adopt(texts.under(ruled), ruled)

    judges = Judges(screener, reader, rule)
    # The first verdict is slow; nobody should wait for it. It also tells the versions.
    grey = np.full((WORKING_SIDE, WORKING_SIDE, 3), 127, np.uint8)
    known = screener.verdict(grey)
    _warm(judges, nursery, pictures)
    gc.freeze()
    write_frame(answers, msgspec.msgpack.encode(Ready(known.policy_version, known.model_version)))
    desk = Desk(judges, lambda answer: write_frame(answers, msgspec.msgpack.encode(answer)), nursery.start)
    try:
        desk.serve(0)
    except BrokenPipeError:
        pass  # whoever asked is gone before the answer
    except NurseryGone:
        sys.exit("the photo process: what forks its children fell over")


def _prepare(pictures: dict[str, bytes]) -> None:
    """Load all that children need, and let them begin on pages of their own.

    Nothing of what stands then is looked at again, so that they share it; what is free goes back.
    """
    load(pictures.values())
    gc.freeze()
    with suppress(OSError, AttributeError):  # a C library that knows no such word
        ctypes.CDLL(None).malloc_trim(0)


def _warm(judges: Judges, nursery: Nursery, pictures: dict[str, bytes]) -> None:
    """Send small photos through everything: what cannot work is known before the first real one comes."""
    answers: list[Answer] = []
    for kind, content in pictures.items():
        desk = Desk(judges, answers.append, nursery.start)
        desk.take(0, Order(content, Limits(pixels=10_000, seconds=10, mib=512)))
        desk.finish()
        judged = answers[-1].judged
        if judged is None or judged.verdict is None:
            sys.exit(f"the photo process cannot decode {kind}: {judged and judged.refused}")


if __name__ == "__main__":
    main(*sys.argv[1:])
