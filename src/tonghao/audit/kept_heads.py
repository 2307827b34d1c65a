"""Kept heads: what a witness holds, in whatever form they kept it. Pure."""

import json
import re
from collections.abc import Iterator

from tonghao.audit.types import Head

_PAIR = re.compile(r"\b(\d{1,18}):([0-9a-f]{64})\b")


def heads_in(text: str) -> list[Head]:
    """The heads in *text*: the JSON of the public list, of the webhook, or NUMBER:HASH anywhere in a mail.

    Raises:
        ValueError: there is none in it.
    """
    try:
        found = list(_in_json(json.loads(text)))
    except ValueError:
        found = []
        for line in text.splitlines():
            try:
                found += _in_json(json.loads(line))
            except ValueError:
                found += [Head(int(number), kept, None) for number, kept in _PAIR.findall(line)]
    if not found:
        raise ValueError("no heads in it")
    return found


def _in_json(said: object) -> Iterator[Head]:
    if isinstance(said, list):
        for one in said:
            yield from _in_json(one)
    elif isinstance(said, dict):
        if isinstance(said.get("number"), int) and isinstance(said.get("hash"), str):
            yield Head(said["number"], said["hash"], None)
        else:
            yield from _in_json(list(said.values()))
