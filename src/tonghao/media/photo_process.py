"""The photo process holds the models and judges photos; the work itself is done at its `Desk`.

Started as `python -m tonghao.media.photo_process MODEL LIST`, with the paths of another text model and of
the deployer's word list, or two empty words.

It reads numbered orders from its input and answers on its output as each is done. Each photo is decoded in a
confined child; only 512 pixels of it and the texts of its codes come back to where the model lives.
"""

import asyncio
import gc
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tonghao.media.confine import write_frame
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

    # Loaded now: the confined child can open no file.
    from tonghao.media import codes, decode  # noqa: F401
    from tonghao.screening import looks, policy  # noqa: F401
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
    grey = np.full((decode.WORKING_SIDE, decode.WORKING_SIDE, 3), 127, np.uint8)
    known = screener.verdict(grey)
    _warm(judges)
    # Nothing of what stands now is looked at again: children share its pages instead of copying them.
    gc.freeze()
    write_frame(answers, msgspec.msgpack.encode(Ready(known.policy_version, known.model_version)))
    # Whoever asked may be gone before the answer.
    with suppress(BrokenPipeError):
        Desk(judges, lambda answer: write_frame(answers, msgspec.msgpack.encode(answer))).serve(0)


def _warm(judges: Judges) -> None:
    """Send one small photo of each type through everything, so that every decoder is loaded."""
    import io

    from PIL import Image

    answers: list[Answer] = []
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        file = io.BytesIO()
        Image.new("RGB", (8, 8), "white").save(file, kind)
        desk = Desk(judges, answers.append)
        desk.take(0, Order(file.getvalue(), Limits(pixels=10_000, seconds=10, mib=512)))
        desk.finish()
        judged = answers[-1].judged
        if judged is None or judged.verdict is None:
            sys.exit(f"the photo process cannot decode {kind}: {judged and judged.refused}")


if __name__ == "__main__":
    main(*sys.argv[1:])
