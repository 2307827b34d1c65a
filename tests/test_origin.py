"""Where a request comes from."""

import pytest

from tests.world import Browser, World
from tonghao.origin import is_ours


@pytest.mark.parametrize(
    ("origin", "ours"),
    [
        (None, True),
        ("http://localhost:8000", True),
        ("http://localhost:9000", False),
        ("https://evil.example", False),
        ("null", False),
        ("http://[", False),
    ],
)
def test_only_a_page_of_this_host_is_ours(origin: str | None, ours: bool) -> None:
    assert is_ours(origin, "localhost:8000") is ours


async def test_a_write_from_a_broken_or_foreign_origin_is_refused(browser: Browser, world: World) -> None:
    await browser.as_(await world.account())
    for origin in ("http://[", "https://evil.example", "null"):
        answer = await browser.patch("/api/v1/me", json={"bio": "x"}, headers={"origin": origin})
        assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")


async def test_json_nested_without_end_is_a_plain_refusal(browser: Browser) -> None:
    body = b'{"email":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    answer = await browser.post(
        "/api/v1/sessions", content=body, headers={"content-type": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")


@pytest.mark.parametrize("host", ["localhost:abc", "localhost:99999999", "[", ""])
async def test_a_host_that_is_none_breaks_nothing(browser: Browser, host: str) -> None:
    for path in ("/", "/api/v1/health", "/c/nothing"):
        answer = await browser.get(path, headers={"host": host})
        assert answer.status_code < 500
