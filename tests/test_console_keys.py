"""The page on keys, the sheet and the page's own table say the same."""

import re

from tests.laws.source import ROOT

_SHEET = ROOT / "web" / "apps" / "console" / "src" / "desk" / "keys.ts"
_PLACES = {"in_queue": "queue", "in_case": "case", "in_batch": "batch", "anywhere": "anywhere"}


def _of_sheet() -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    place = ""
    for title, keys in re.findall(r'title: "keys\.(\w+)"|keys: "([^"]+)"', _SHEET.read_text("utf-8")):
        place = _PLACES[title] if title else place
        if keys:
            found.add((place, keys))
    return found


def _of_page() -> set[tuple[str, str]]:
    page = (ROOT / "docs" / "keyboard.md").read_text("utf-8").split("# 审核台")[1]
    rows = re.findall(r"^\| \S+ (\w+) \| ([^|]+) \|", page, re.MULTILINE)
    return {(place, key) for place, keys in rows for key in re.findall(r"`([^`]+)`", keys)} - {("where", "")}


def test_the_page_names_every_key_of_the_console() -> None:
    assert len(_of_sheet()) > 20
    assert _of_page() == _of_sheet()


def test_every_key_of_a_case_presses_something() -> None:
    source = ROOT / "web" / "apps" / "console" / "src"
    marked = "".join(path.read_text("utf-8") for path in source.rglob("*.tsx"))
    heard = re.search(r'useMarkedKeys\("(\w+)"\)', marked)
    assert heard is not None
    letters = {keys for place, keys in _of_sheet() if place == "case" and len(keys) == 1} - set("rx1234")
    assert set(heard[1]) == letters
    for letter in letters:
        assert f'data-key="{letter}"' in marked or f'undefined : "{letter}"' in marked, letter
