"""Every refusal has one shape, a code of its own and a sentence in both languages."""

import json
import re
from pathlib import Path

from tests.laws.source import modules
from tonghao.errors import Refusal, body_of, chinese_sentences


def _all(base: type[Refusal] = Refusal) -> set[type[Refusal]]:
    found = set()
    for one in base.__subclasses__():
        found |= {one} | _all(one)
    return {one for one in found if one.__module__.startswith("tonghao.")}


def test_every_refusal_speaks_both_languages() -> None:
    modules()
    codes = {refusal.code(): refusal for refusal in _all()}
    assert {code for code in codes if code not in chinese_sentences()} == set()
    assert set(chinese_sentences()) - set(codes) == set()
    for code, refusal in codes.items():
        assert re.search(r"[一-鿿]", refusal.message_zh()), code
        assert re.match(r"[A-Z].*[.)]$", refusal.message_en()), code
        assert "!" not in refusal.message_en() + refusal.message_zh(), code
        assert "!" not in refusal.message_zh(), code


def test_a_code_stands_for_one_refusal() -> None:
    modules()
    by_code: dict[str, set[str]] = {}
    for refusal in _all():
        by_code.setdefault(refusal.code(), set()).add(f"{refusal.__module__}.{refusal.__name__}")
    assert {code: who for code, who in by_code.items() if len(who) > 1} == {}


def test_a_refusal_carries_code_sentences_and_details() -> None:
    modules()
    for refusal in _all():
        body = body_of(refusal(told="why"))
        assert body.code == refusal.code()
        assert body.details == {"told": "why"}
        assert 400 <= refusal.status < 600


def test_every_route_says_each_refusal_in_the_one_shape() -> None:
    """What the framework says by itself of a value that does not fit has another shape than what is sent."""
    contract = json.loads((Path(__file__).parents[2] / "openapi.json").read_text("utf-8"))
    other = [
        f"{method.upper()} {path} {status}"
        for path, operations in contract["paths"].items()
        for method, operation in operations.items()
        for status, answer in operation["responses"].items()
        if int(status) >= 400
        and [kind["schema"].get("$ref") for kind in answer.get("content", {}).values()]
        != ["#/components/schemas/RefusalBody"]
    ]
    assert other == []
