"""Name a device as people call it, from what its browser says of itself; no place is guessed."""

import re
from typing import Final

_BROWSERS: Final = (
    (re.compile("MicroMessenger", re.IGNORECASE), "WeChat"),
    (re.compile(r"Edg(e|A|iOS)?/"), "Edge"),
    (re.compile("Firefox|FxiOS"), "Firefox"),
    (re.compile("Chrome|CriOS|Chromium"), "Chrome"),
    (re.compile("Safari"), "Safari"),
)
_SYSTEMS: Final = (
    (re.compile("HarmonyOS"), "HarmonyOS"),
    (re.compile("iPhone|iPad"), "iOS"),
    (re.compile("Android"), "Android"),
    (re.compile("Mac OS X"), "macOS"),
    (re.compile("Windows"), "Windows"),
    (re.compile("Linux"), "Linux"),
)


def device_name(user_agent: str) -> str:
    """Browser and system, e.g. `Chrome · Android`; empty when neither is known."""
    names = []
    for known in (_BROWSERS, _SYSTEMS):
        names.append(next((name for pattern, name in known if pattern.search(user_agent)), ""))
    return " · ".join(filter(None, names))
