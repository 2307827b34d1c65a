"""What kind of file it is, by its first bytes; names and headers lie."""

from typing import Final

# Still pictures by HEVC, as phones write them; the brands of films (hevc, msf1) and of AVIF are not taken.
_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})


def kind_of(beginning: bytes) -> str | None:
    """The type of a photo by its first 12 bytes; None for anything that we do not take."""
    if beginning.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if beginning.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if beginning[:4] == b"RIFF" and beginning[8:12] == b"WEBP":
        return "image/webp"
    if beginning[:6] in {b"GIF87a", b"GIF89a"}:
        return "image/gif"
    if beginning[4:8] == b"ftyp" and beginning[8:12] in _HEIC_BRANDS:
        return "image/heic"
    return None
