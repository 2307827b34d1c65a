"""Known nonsense in every place of every request: refused in the one shape, never a 5xx."""

import json
import urllib.parse
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.laws.fuzz_server import FuzzServer
from tests.laws.test_permissions import filled, matrix, operations
from tests.test_paging import FORGED

_SHAPE = {"code", "message_zh", "message_en", "details"}

# JSON texts, so that what no Python value can say is among them.
VALUES = {
    "NUL": '"a\\u0000b"',
    "half a surrogate pair": '"a\\ud800b"',
    "only what nobody sees": '"\\u200b\\u2060\\ufeff"',
    "turned around": '"\\u202e\\u2066gnp.exe"',
    "a hundred thousand characters": json.dumps("猫" * 100_000),
    "ten thousand letters that do not shrink": json.dumps(
        "".join(chr(33 + i * 7919 % 90) for i in range(10_000))
    ),
    "nested markup": json.dumps("*" * 3_000 + "[" * 3_000 + "<b>" * 2_000 + ">" * 3_000),
    "a program": json.dumps("<script>alert(1)</script>'; DROP TABLE posts; --"),
    "empty": '""',
    "nothing": "null",
    "true": "true",
    "a large number": str(2**31),
    "a larger number": str(2**63),
    "an endless number": "9" * 400,
    "a negative number": "-1",
    "a fraction": "1.5",
    "an infinite number": "1e400",
    "a list": "[]",
    "an object": "{}",
    "many": json.dumps(["x"] * 5_000),
    "deep": "[" * 900 + "]" * 900,
    "an address of a person": '"00000000-0000-0000-0000-000000000000"',
}
BODIES = {
    "nothing": b"",
    "no JSON": b"{",
    "no UTF-8": b'{"text": "\xff\xfe"}',
    "NUL": b"\x00",
    "too deep": b"[" * 100_000,
    "deep and whole": b"[" * 50_000 + b"]" * 50_000,
    "a list": b"[]",
    "a number": b"7",
    "null": b"null",
    "a text": b'"x"',
    "UTF-16": '{"text": "x"}'.encode("utf-16"),
    "every key twice": b'{"text": "a", "text": "b"}',
}
TYPES = ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"]
WORDS = [
    "\x00",
    "%",
    "\udcff",
    "\u202e",
    "x" * 3_000,
    "-1",
    str(2**70),
    "1e9",
    "",
    "' OR 1=1 --",
    "null",
    "../..",
]


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places inside *value*, and each list as a place of its own."""
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    if path and not isinstance(value, dict):
        yield path
    for key, child in children:
        yield from _leaves(child, (*path, key))


def _with(value: Any, path: tuple[Any, ...], mark: str) -> Any:
    """A copy of *value* in which *mark* stands at *path*."""
    if not path:
        return mark
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _with(copy[path[0]], path[1:], mark)
    return copy


def _must_be_no_stumble(answer: requests.Response, what: str) -> None:
    assert answer.status_code < 500, f"{what}: {answer.text[:300]}"
    if answer.status_code >= 400 and answer.request.method != "HEAD":  # which has no body
        assert set(answer.json()) == _SHAPE, what


def _ask(server: FuzzServer, method: str, path: str, role: str, **more: Any) -> requests.Response:
    answer = server.session.request(
        method, server.url + path, cookies=server.cookie_of(role), timeout=30, **more
    )
    if answer.status_code == 401 or method == "DELETE":
        server.sign_in_again(role)
    return answer


def _who_may(row: dict[str, Any]) -> str:
    """Somebody whom the matrix lets through, so that more than the door is tried."""
    return next((role for role, status in row["open"].items() if status < "3"), "owner")


def _asked(server: FuzzServer) -> Iterator[tuple[str, str, str, dict[str, Any], dict[str, str]]]:
    """Each operation: name, method, path template, row of the matrix, and the words for both."""
    rows = matrix()
    for name, (method, path) in operations(server.schema).items():
        row = rows[name]
        yield name, method, path, row, server.scene.words | filled(row.get("path", {}), server.scene.words)


@pytest.mark.parametrize("kind", VALUES)
def test_nonsense_in_any_field_is_refused(fuzzed: FuzzServer, kind: str) -> None:
    for name, method, path, row, words in _asked(fuzzed):
        if "body" not in row:
            continue
        body = filled(row["body"], words)
        for place in _leaves(body):
            text = json.dumps(_with(body, place, "@@@")).replace('"@@@"', VALUES[kind])
            answer = _ask(
                fuzzed,
                method,
                path.format_map(words),
                _who_may(row),
                data=text.encode(),
                headers={"Content-Type": "application/json"},
            )
            _must_be_no_stumble(answer, f"{name} {place} {kind}")


@pytest.mark.parametrize("kind", BODIES)
def test_a_body_that_is_none_is_refused(fuzzed: FuzzServer, kind: str) -> None:
    for name, method, path, _, words in _asked(fuzzed):
        if method in {"GET", "DELETE"} and name != "leaveTonghao":
            continue
        for content_type in TYPES if kind in {"no JSON", "NUL"} else TYPES[:1]:
            answer = _ask(
                fuzzed,
                method,
                path.format_map(words),
                "owner",
                data=BODIES[kind],
                headers={"Content-Type": content_type, "Idempotency-Key": "k" * 20},
            )
            _must_be_no_stumble(answer, f"{name} {kind} {content_type}")


def test_nonsense_in_an_address_leads_nowhere(fuzzed: FuzzServer) -> None:
    for name, method, path, _, words in _asked(fuzzed):
        for place in words:
            if f"{{{place}}}" not in path:
                continue
            for word in WORDS:
                told = urllib.parse.quote(word, safe="", errors="surrogateescape")
                answer = _ask(fuzzed, method, path.format_map(words | {place: told}), "owner")
                _must_be_no_stumble(answer, f"{name} {place}={word!r}")


def test_nonsense_in_a_query_is_refused(fuzzed: FuzzServer) -> None:
    for name, method, path, _, words in _asked(fuzzed):
        operation = fuzzed.schema["paths"][path][method.lower()]
        for one in operation.get("parameters", []):
            if one["in"] != "query":
                continue
            for word in WORDS:
                told = urllib.parse.quote(word, safe="", errors="surrogateescape")
                answer = _ask(
                    fuzzed,
                    method,
                    f"{path.format_map(words)}?{one['name']}={told}&{one['name']}=2",
                    "operator",
                )
                _must_be_no_stumble(answer, f"{name} ?{one['name']}={word!r}")


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        ".",
        "x",
        "." * 5_000,
        "00000000-0000-0000-0000-000000000000.x",
        "00000000-0000-0000-0000-000000000000." + "x" * 101,
        "\u00ff\u00fe",
        '"quoted"',
        "a" * 36 + ".\u00e9",
    ],
)
def test_a_forged_session_is_nobody(fuzzed: FuzzServer, cookie: str) -> None:
    answer = fuzzed.session.get(
        f"{fuzzed.url}/api/v1/me", headers={"Cookie": f"session={cookie}".encode("latin-1")}, timeout=30
    )
    assert answer.status_code == 401
    assert set(answer.json()) == _SHAPE


def test_no_list_fails_on_a_forged_cursor(fuzzed: FuzzServer) -> None:
    fuzzed.set_scene()
    asked = 0
    for name, method, path, row, words in _asked(fuzzed):
        described = fuzzed.schema["paths"][path][method.lower()].get("parameters", [])
        if not any(one["name"] == "cursor" for one in described):
            continue
        for kind, cursor in FORGED.items():
            query = {**filled(row.get("query", {}), words), "cursor": cursor}
            answer = _ask(fuzzed, method, path.format_map(words), _who_may(row), params=query)
            assert answer.status_code == 400, f"{name}, {kind}: {answer.status_code}"
            assert answer.json()["code"] in {"bad_cursor", "invalid_request"}, f"{name}, {kind}"
            asked += 1
    assert asked > 10 * len(FORGED)
