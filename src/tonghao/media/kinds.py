"""What kind of file it is, by its first bytes; names and headers lie."""


def kind_of(beginning: bytes) -> str | None:
    """The type of a photo by its first 12 bytes; None for anything that we do not take."""
    if beginning.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if beginning.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if beginning[:4] == b"RIFF" and beginning[8:12] == b"WEBP":
        return "image/webp"
    return None
