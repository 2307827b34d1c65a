"""The examples of docs/api.md and docs/api.zh.md, run in their order against the product."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.world import PASSWORD, Browser, World

_DOCS = Path(__file__).parents[1] / "docs"
_BLOCK = re.compile(r"^```http\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_KEPT = re.compile(r"\{(\w+)\}")


def _examples(name: str) -> list[tuple[str, str]]:
    blocks = _BLOCK.findall((_DOCS / name).read_text("utf-8"))
    return list(zip(blocks[::2], blocks[1::2], strict=True))


def _filled(text: str, words: dict[str, str]) -> str:
    return _KEPT.sub(lambda found: words[found[1]] if found[1] in words else found[0], text)


def _same(shown: Any, got: Any, words: dict[str, str], at: str) -> None:
    """Hold *got* to what the example shows, and keep the values that it names."""
    if isinstance(shown, dict):
        for name, value in shown.items():
            assert name in got, f"{at}.{name}"
            _same(value, got[name], words, f"{at}.{name}")
    elif isinstance(shown, list):
        assert len(got) >= len(shown), at
        for number, value in enumerate(shown):
            _same(value, got[number], words, f"{at}[{number}]")
    elif isinstance(shown, str) and (name := _KEPT.fullmatch(shown)) is not None:
        assert words.setdefault(name[1], got) == got, at
    elif shown != "…":
        assert got == shown, at


@pytest.mark.parametrize("name", ["api.md", "api.zh.md"])
async def test_the_examples_are_true(name: str, browser: Browser, world: World) -> None:
    made = await world.circle()
    me = await world.account()
    async with world.writing() as conn:
        handle = await conn.fetchval("SELECT handle FROM profiles WHERE account_id = $1", me)
    words = {"handle": handle, "password": PASSWORD, "slug": made.slug}
    examples = _examples(name)
    assert len(examples) > 8
    for asked, answered in examples:
        head, _, body = asked.partition("\n\n")
        first, *lines = head.strip().splitlines()
        method, address = _filled(first, words).split(" ", 1)
        headers = dict(line.split(": ", 1) for line in lines)
        content = json.loads(_filled(body, words)) if body.strip() else None
        answer = await browser.request(method, address, headers=headers, json=content)
        status, _, shown = answered.partition("\n\n")
        assert answer.status_code == int(status), f"{first}: {answer.text[:300]}"
        _same(json.loads(shown), answer.json(), words, first)


def test_both_languages_show_the_same_examples() -> None:
    assert _examples("api.md") == _examples("api.zh.md")
