"""Look at: what a confined child does with one photo, and what it says of it."""

import io
import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

import msgspec

from tonghao.media.confine import Send
from tonghao.media.types import Hashes, Limits, Order
from tonghao.screening.codes import Code

if TYPE_CHECKING:
    from PIL import Image

# Whoever makes files must not take the machine from those that wait for their verdict.
_LESS_URGENT: Final = 10


class Working(msgspec.Struct, frozen=True):
    """The small upright copy that the model sees."""

    width: int
    height: int
    rgb: bytes


class Read(msgspec.Struct, frozen=True):
    """What the child reads while the model looks: the texts of codes, and the hashes of the picture."""

    codes: list[Code]
    look: bytes


class Files(msgspec.Struct, frozen=True):
    width: int
    height: int
    blur: str
    files: dict[str, bytes]


def small_pictures() -> dict[str, bytes]:
    """A small picture of our own, in each kind of file that we can also write."""
    from PIL import Image

    pictures = {}
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        file = io.BytesIO()
        Image.linear_gradient("L").resize((64, 48)).convert("RGB").save(file, kind)
        pictures[kind] = file.getvalue()
    return pictures


def load(pictures: Iterable[bytes]) -> None:
    """Do everything once with *pictures*: the confined child can open no file, so nothing may come late."""
    limits = Limits(pixels=10_000, seconds=10, mib=512)
    for picture in pictures:
        _decode_and_send(Order(picture, limits), _nobody, _nobody)
        _hash_and_send(Order(picture, limits, asks="variants"), _nobody)


def look_at(order: Order, send: Send) -> None:
    """Do what *order* asks for, in a child of its own."""
    if order.asks in {"look", "variants"}:
        _hash_and_send(order, send)
    else:
        _decode_and_send(order, send, os.nice)


def look_bytes(picture: "Image.Image") -> bytes:
    """The two hashes of a picture, one behind the other; nothing for one that is too plain."""
    import numpy as np

    from tonghao.screening.looks import look_of

    look = look_of(np.asarray(picture))
    return b"" if look is None else look.plain + look.trimmed


def _nobody(_: object) -> None:
    pass


def _decode_and_send(order: Order, send: Send, give_way: Callable[[int], object]) -> None:
    """First the working copy, then the codes, then the renditions, which give way to others' codes."""
    from tonghao.media.codes import codes_in
    from tonghao.media.decode import LARGE_SIDE, WORKING_SIDE, Unusable, decode, renditions_of

    if order.asks == "files":
        give_way(_LESS_URGENT)
    try:
        decoded = decode(order.original, most_pixels=order.limits.pixels)
        if order.asks != "files":
            small = decoded.upright(WORKING_SIDE)
            send(msgspec.msgpack.encode(Working(small.width, small.height, small.tobytes())))
        large = decoded.upright(LARGE_SIDE)
        if order.asks != "files":
            # The codes are read while the model looks at the working copy.
            send(msgspec.msgpack.encode(Read(codes_in(large), look_bytes(small))))
            give_way(_LESS_URGENT)
        if order.asks != "verdict":
            size, files, blur = renditions_of(large)
            send(msgspec.msgpack.encode(Files(*size, blur, files)))
    except Unusable as unusable:
        send(msgspec.msgpack.encode(unusable.reason))


def _hash_and_send(order: Order, send: Send) -> None:
    """When only hashes are asked for."""
    import numpy as np

    from tonghao.media.decode import WORKING_SIDE, Unusable, decode
    from tonghao.screening.looks import variants_of

    try:
        small = decode(order.original, most_pixels=order.limits.pixels).upright(WORKING_SIDE)
        variants = b"".join(variants_of(np.asarray(small))) if order.asks == "variants" else b""
        send(msgspec.msgpack.encode(Hashes(look_bytes(small), variants)))
    except Unusable as unusable:
        send(msgspec.msgpack.encode(Hashes(refused=unusable.reason)))
