"""The photo process holds the models and judges photo by photo.

Started as `python -m tonghao.media.photo_process MODEL LIST`, with the paths of another text model and of
the deployer's word list, or two empty words.

It reads orders from its input and answers on its output, one after another. Each photo is decoded in a
confined child; only 512 pixels of it and the texts of its codes come back to where the model lives.
"""

import asyncio
import os
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from tonghao.media.confine import Confined, Ended, Send, read_frame, write_frame
from tonghao.media.types import Hashes, Judged, Limits, Order, Ready
from tonghao.screening.codes import Code
from tonghao.screening.types import ScreenerDown

if TYPE_CHECKING:
    from PIL import Image

    from tonghao.config import Config
    from tonghao.screening.codes import CodeScreener
    from tonghao.screening.photo import PhotoScreener

# When the model is done, the child may still be at the renditions; it must not take the machine from it.
_LESS_URGENT: Final = 10


class _Working(msgspec.Struct, frozen=True):
    """The small upright copy that the model sees."""

    width: int
    height: int
    rgb: bytes


class _Read(msgspec.Struct, frozen=True):
    """What the child reads while the model looks: the texts of codes, and the hashes of the picture."""

    codes: list[Code]
    look: bytes


class _Renditions(msgspec.Struct, frozen=True):
    width: int
    height: int
    blur: str
    files: dict[str, bytes]


def _decode_and_send(order: Order, send: Send) -> None:
    """What the confined child does: first the working copy, then the codes, then the renditions."""
    from tonghao.media.codes import codes_in
    from tonghao.media.decode import LARGE_SIDE, WORKING_SIDE, Unusable, decode, renditions_of

    try:
        decoded = decode(order.original, most_pixels=order.limits.pixels)
        small = decoded.upright(WORKING_SIDE)
        send(msgspec.msgpack.encode(_Working(small.width, small.height, small.tobytes())))
        large = decoded.upright(LARGE_SIDE)
        # The codes are read while the model looks at the working copy.
        send(msgspec.msgpack.encode(_Read(codes_in(large), _look_of(small))))
        os.nice(_LESS_URGENT)
        size, files, blur = renditions_of(large)
        send(msgspec.msgpack.encode(_Renditions(*size, blur, files)))
    except Unusable as unusable:
        send(msgspec.msgpack.encode(unusable.reason))


def _look_of(picture: "Image.Image") -> bytes:
    import numpy as np

    from tonghao.screening.looks import look_of

    look = look_of(np.asarray(picture))
    return b"" if look is None else look.plain + look.trimmed


def _hash_and_send(order: Order, send: Send) -> None:
    """What the confined child does when only hashes are asked for."""
    import numpy as np

    from tonghao.media.decode import WORKING_SIDE, Unusable, decode
    from tonghao.screening.looks import variants_of

    try:
        small = decode(order.original, most_pixels=order.limits.pixels).upright(WORKING_SIDE)
        variants = b"".join(variants_of(np.asarray(small))) if order.hashes == "variants" else b""
        send(msgspec.msgpack.encode(Hashes(_look_of(small), variants)))
    except Unusable as unusable:
        send(msgspec.msgpack.encode(Hashes(refused=unusable.reason)))


def hashes_of(order: Order) -> Hashes:
    """Decode and hash in a child; the models are not asked."""
    child = Confined(lambda send: _hash_and_send(order, send), order.limits)
    try:
        return msgspec.msgpack.decode(child.frame(), type=Hashes)
    except Ended as early:
        return Hashes(refused=None if early.waited else "too_hard", again=early.waited)
    finally:
        child.end()


def judge(order: Order, screener: "PhotoScreener", codes: "CodeScreener") -> Judged:
    """Decode in a child, show the working copy to the model, weigh the codes, gather the renditions."""
    import numpy as np

    begun = time.perf_counter()
    child = Confined(lambda send: _decode_and_send(order, send), order.limits)
    try:
        first = msgspec.msgpack.decode(child.frame(), type=_Working | str)
        if isinstance(first, str):
            return Judged(refused=first, milliseconds={"total": _since(begun)})
        decoded = time.perf_counter()
        rgb = np.frombuffer(first.rgb, np.uint8).reshape(first.height, first.width, 3)
        found = screener.hits(rgb)
        read = msgspec.msgpack.decode(child.frame(), type=_Read | str)
        if isinstance(read, str):
            return Judged(refused=read, milliseconds={"total": _since(begun)})
        verdict = screener.weigh([*found, *codes.hits(read.codes, own_address=order.own_address)])
        judged = time.perf_counter()
        rest = msgspec.msgpack.decode(child.frame(), type=_Renditions | str)
        if isinstance(rest, str):
            return Judged(refused=rest, milliseconds={"total": _since(begun)})
    except ScreenerDown as down:
        print(down, file=sys.stderr)
        return Judged(again=True, milliseconds={"total": _since(begun)})
    except Ended as early:
        return Judged(
            refused=None if early.waited else "too_hard",
            again=early.waited,
            milliseconds={"total": _since(begun)},
        )
    finally:
        child.end()
    return Judged(
        verdict=verdict,
        width=rest.width,
        height=rest.height,
        blur=rest.blur,
        look=read.look,
        renditions=rest.files,
        milliseconds={
            "decode": (decoded - begun) * 1000,
            "screen": (judged - decoded) * 1000,
            "verdict": (judged - begun) * 1000,
            "renditions": _since(judged),
            "total": _since(begun),
        },
    )


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


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
    number = 0
    # The first verdict is slow; nobody should wait for it. It also tells the versions.
    grey = np.full((decode.WORKING_SIDE, decode.WORKING_SIDE, 3), 127, np.uint8)
    known = screener.verdict(grey)
    _warm(screener, reader)
    write_frame(answers, msgspec.msgpack.encode(Ready(known.policy_version, known.model_version)))
    # Whoever asked may be gone before the answer.
    with suppress(BrokenPipeError):
        while (frame := read_frame(0)) is not None:
            order = msgspec.msgpack.decode(frame, type=Order)
            if not order.hashes and order.ruling.number != number:
                number = order.ruling.number
                ruled = policy.shipped().with_changes(order.ruling.overlay, number=number)
                screener.adopt(ruled)
                reader.adopt(texts.under(ruled), ruled)
            answer = hashes_of(order) if order.hashes else judge(order, screener, reader)
            write_frame(answers, msgspec.msgpack.encode(answer))


def _warm(screener: "PhotoScreener", codes: "CodeScreener") -> None:
    """Send one small photo of each type through everything, so that every decoder is loaded."""
    import io

    from PIL import Image

    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        file = io.BytesIO()
        Image.new("RGB", (8, 8), "white").save(file, kind)
        judged = judge(Order(file.getvalue(), Limits(pixels=10_000, seconds=10, mib=512)), screener, codes)
        if judged.verdict is None:
            sys.exit(f"the photo process cannot decode {kind}: {judged.refused}")


if __name__ == "__main__":
    main(*sys.argv[1:])
