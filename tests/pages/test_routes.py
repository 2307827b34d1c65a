"""The server's own addresses: shells, robots, terms, what leads nowhere, and headers on everything."""

from pathlib import Path
from typing import Any

import pytest

from tests.pages.site import Reading, open_site
from tests.still import StillPool
from tests.world import World
from tonghao.accounts.make_demo import make_demo_account
from tonghao.accounts.open_door import DOORS
from tonghao.config import Config
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.pages.site import get_site
from tonghao.pages.words import WORDS, language_of

EVERYTHING = [
    ("GET", "/", 200),
    ("GET", "/discover", 200),
    ("GET", "/u/lao_zheng", 200),
    ("GET", "/console", 200),
    ("GET", "/console/queue", 200),
    ("GET", "/c/there-is-none", 404),
    ("GET", "/terms", 200),
    ("GET", "/standard", 200),
    ("GET", "/standard?version=2026-11-1", 200),
    ("GET", "/standard/drawings/gym.svg", 200),
    ("GET", "/standard/drawings/none.svg", 404),
    ("GET", "/robots.txt", 200),
    ("GET", "/favicon.svg", 200),
    ("GET", "/page.css", 200),
    ("GET", "/manifest.webmanifest", 200),
    ("GET", "/icons/icon-192.png", 200),
    ("GET", "/icons/there-is-none.png", 404),
    ("GET", "/index.html", 200),
    ("GET", "/sw.js", 404),
    ("GET", "/assets/index-abc123.js", 200),
    ("GET", "/assets/there-is-none.js", 404),
    ("GET", "/there-is-none.png", 404),
    ("GET", "/api/v1/health", 200),
    ("GET", "/api/v1/site", 200),
    ("GET", "/api/v1/openapi.json", 200),
    ("GET", "/api/v1/me", 401),
    ("GET", "/api/v1/there-is-none", 404),
    ("GET", "/api/there-is-none", 404),
    ("GET", "/api", 404),
    ("GET", "/api/v1/circles/not-an-id", 404),
    ("POST", "/api/v1/sessions", 400),
    ("POST", "/robots.txt", 405),
    ("PUT", "/api/v1/health", 405),
    ("DELETE", "/anything/at/all", 405),
    ("GET", f"/media/{new_id()}/{new_id()}/small.webp", 404),
    ("GET", "/media/there-is-none", 404),
]


@pytest.mark.parametrize(("method", "path", "status"), EVERYTHING)
async def test_every_answer_has_the_strict_headers(
    config: Config, parts: dict[str, Any], web: Path, method: str, path: str, status: int
) -> None:
    async with open_site(config, parts, web) as client:
        answer = await client.request(method, path)
    assert answer.status_code == status
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe-" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    if path.startswith("/api/"):
        assert answer.headers["cache-control"] == "no-store"
    if path.startswith(("/api", "/media", "/there-is-none.png")) and status >= 400:
        assert set(answer.json()) == {"code", "message_zh", "message_en", "details"}


async def test_the_policy_allows_what_the_apps_need_and_no_more(
    config: Config, parts: dict[str, Any], web: Path
) -> None:
    async with open_site(config, parts, web) as client:
        said = (await client.get("/")).headers["content-security-policy"]
    policy = dict(part.strip().split(" ", 1) for part in said.split(";"))
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "http" not in said
    assert "*" not in said


async def test_the_shells_are_the_apps_own_and_are_not_searched(
    config: Config, parts: dict[str, Any], web: Path
) -> None:
    async with open_site(config, parts, web) as client:
        home, inner, console = [
            Reading((await client.get(path)).text) for path in ("/", "/settings/privacy", "/console/cases/1")
        ]
    assert home.title == "同好 · 同好"
    assert "robots" not in home.meta
    assert inner.meta["robots"] == console.meta["robots"] == "noindex"
    for page in (home, inner, console):
        assert len(page.scripts) == 1
        assert page.words == ""


async def test_the_language_of_a_page_is_the_readers(
    config: Config, parts: dict[str, Any], web: Path
) -> None:
    async with open_site(config, parts, web) as client:
        english = await client.get("/", headers={"Accept-Language": "en-US,en"})
        chinese = await client.get("/", headers={"Accept-Language": "zh-TW,en;q=0.5"})
        neither = await client.get("/", headers={"Accept-Language": "de"})
    assert [Reading(one.text).tags[0] for one in (english, chinese, neither)] == [
        ("html", {"lang": "en"}),
        ("html", {"lang": "zh-CN"}),
        ("html", {"lang": "zh-CN"}),
    ]
    assert "accept-language" in english.headers["vary"].lower()
    assert set(WORDS["en"]) == set(WORDS["zh-CN"])
    assert language_of("") == language_of(",;;q=") == "zh-CN"


async def test_robots_may_read_the_public_pages_and_nothing_else(
    config: Config, parts: dict[str, Any], web: Path
) -> None:
    async with open_site(config, parts, web) as client:
        answer = await client.get("/robots.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    lines = answer.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /api/", "Disallow: /media/", "Disallow: /console/", "Allow: /c/"} <= set(lines)


async def test_the_terms_are_read_without_script_in_both_languages(
    config: Config, parts: dict[str, Any], web: Path
) -> None:
    async with open_site(config, parts, web) as client:
        pages = {
            lang: Reading((await client.get("/terms", headers={"Accept-Language": lang})).text)
            for lang in ("zh-CN", "en")
        }
    assert "注销" in pages["zh-CN"].words
    assert "Leaving" in pages["en"].words
    for page in pages.values():
        assert page.scripts == []
        assert len(page.words) > 300
        assert "30" in page.words  # days of grace
        assert ("a", {"href": "/"}) in page.tags


@pytest.mark.parametrize(
    "path",
    [
        "/c/there-is-none/p/not-an-id",
        "/c/%00",
        "/c/%ff%fe",
        "/c/..%2f..%2fetc%2fpasswd",
        "/c/" + "x" * 3000,
        "/c/a/b/c/d/e/f",
        "/assets/..%2findex.html",
        "/assets/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/i/anything.at.all",
        "/claim/x.y",
        "/%E5%90%8C%E5%A5%BD",
        "//evil.example/",
        "/console/../api/v1/me",
        "/?" + "a=b&" * 500,
    ],
)
async def test_a_strange_address_is_a_page_or_nothing(
    config: Config, parts: dict[str, Any], web: Path, path: str
) -> None:
    async with open_site(config, parts, web) as client:
        answer = await client.get(path)
    assert answer.status_code < 500
    assert "root:" not in answer.text
    assert "unsafe-" not in answer.headers["content-security-policy"]


async def _demo(conn: Connection) -> None:
    for handle in DOORS.values():
        known = await conn.fetchval("SELECT account_id FROM profiles WHERE handle = $1", handle)
        if known is None:
            await make_demo_account(
                conn,
                account_id=new_id(),
                handle=handle,
                name=handle,
                bio="",
                age_class="adult",
                role="member",
                password_hash="",
            )


async def test_the_doors_are_offered_on_this_machine_only(
    config: Config, parts: dict[str, Any], web: Path, conn: Connection
) -> None:
    await _demo(conn)
    parts = parts | {"pool": StillPool(conn)}
    elsewhere: list[dict[str, Any]] = [
        {"peer": "203.0.113.9"},
        {"peer": "not an address"},
        {"host": "evil.example:8000"},  # a name that was pointed at this machine
        {"host": "127.0.0.1.evil.example"},
        {"headers": {"X-Forwarded-For": "203.0.113.9"}},
        {"headers": {"Forwarded": "for=203.0.113.9"}},
        {"public_url": "https://example.org"},
        {"demo": False},
    ]
    for where in elsewhere:
        async with open_site(config, parts, web, **where) as client:
            site = (await client.get("/api/v1/site")).json()
            opened = await client.post("/api/v1/door-sign-ins", json={"door": "member"})
        assert (site["demo"], site["doors"], opened.status_code) == (False, [], 404), where
        assert "set-cookie" not in opened.headers
    for where in ({}, {"peer": "::1", "host": "[::1]:8000"}, {"host": "127.0.0.1:8000"}):
        async with open_site(config, parts, web, **where) as client:
            site = (await client.get("/api/v1/site")).json()
            opened = await client.post("/api/v1/door-sign-ins", json={"door": "member"})
        assert [door["door"] for door in site["doors"]] == list(DOORS), where
        assert opened.status_code == 201, where


async def test_the_site_says_what_a_client_must_know(conn: Connection, config: Config, here: World) -> None:
    site = await get_site(conn, config, at_home=False, signed_in=False)
    assert site.name == "同好"
    assert site.upload_bytes == config.upload_bytes
    assert {topic.code for topic in site.topics} >= {"fitness", "pets"}
    assert site.doors == []
