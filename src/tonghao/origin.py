"""Whether a page of ours sent a request: browsers say where an unsafe one comes from."""

from urllib.parse import urlsplit


def is_ours(origin: str | None, host: str | None) -> bool:
    """Whether *origin* is absent or names *host*; a program that sends none holds no visitor's cookie."""
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc == host
    except ValueError:
        return False
