"""The built scripts and style sheets, packed: a file's name carries its content, so nothing ever changes."""

import gzip
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path
from typing import Final

import msgspec

from tonghao.errors import NotFound

_TEXTS: Final = {".js", ".css", ".svg", ".json", ".txt"}


class Asset(msgspec.Struct, frozen=True):
    """A built file as it is sent."""

    content: bytes
    kind: str
    is_packed: bool


@lru_cache(maxsize=512)
def _packed(file: Path) -> bytes:
    # The best level: it is packed once and sent often.
    return gzip.compress(file.read_bytes(), 9, mtime=0)


def asset_of(folder: Path, name: str, *, takes_gzip: bool) -> Asset:
    """The file *name* of *folder*, which has no folders inside.

    Raises:
        NotFound: there is no such file in the folder itself.
    """
    file = folder / name
    if file.parent != folder or name.startswith(".") or not file.is_file():
        raise NotFound
    kind = guess_type(name)[0] or "application/octet-stream"
    if takes_gzip and file.suffix in _TEXTS:
        return Asset(_packed(file), kind, is_packed=True)
    return Asset(file.read_bytes(), kind, is_packed=False)
