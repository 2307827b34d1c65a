"""The Atom feed of a circle: valid, safe, found from the page, and of open circles alone."""

from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from tests.pages.site import open_site
from tests.pages.test_public import HOSTILE
from tests.world import World
from tonghao.config import Config

_ATOM = "{http://www.w3.org/2005/Atom}"


async def _feed(config: Config, parts: dict[str, Any], web: Path, slug: str) -> tuple[int, str, bytes]:
    async with open_site(config, parts, web, public_url="https://example.org") as client:
        answer = await client.get(f"/c/{slug}/feed.atom")
    return answer.status_code, answer.headers["content-type"], answer.content


def _must_be_atom(feed: Element) -> list[Element]:
    """What RFC 4287 asks of a feed and of each of its entries."""
    assert feed.tag == f"{_ATOM}feed"
    for owner in (feed, *feed.findall(f"{_ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(owner.findall(f"{_ATOM}{name}")) == 1, name
        assert (owner.findtext(f"{_ATOM}id") or "").startswith("urn:uuid:")
        assert datetime.fromisoformat(owner.findtext(f"{_ATOM}updated") or "").tzinfo is not None
    [self_link] = [link for link in feed.findall(f"{_ATOM}link") if link.get("rel") == "self"]
    assert (self_link.get("href") or "").startswith("https://example.org/c/")
    entries = feed.findall(f"{_ATOM}entry")
    ids = [entry.findtext(f"{_ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    for entry in entries:
        assert entry.findtext(f"{_ATOM}author/{_ATOM}name")
        [content] = entry.findall(f"{_ATOM}content")
        assert content.get("type") == "html"
        [link] = entry.findall(f"{_ATOM}link")
        assert (link.get("href") or "").startswith("https://example.org/c/")
    return entries


async def test_an_open_circle_can_be_subscribed_to(
    config: Config, parts: dict[str, Any], world: World, web: Path
) -> None:
    made = await world.circle(members=1)
    for text in ("第一篇", "第二篇 **五公里**"):
        await world.post(made.circle_id, made.members[0], text, tags=["跑步"])
    status, kind, raw = await _feed(config, parts, web, made.slug)
    assert (status, kind) == (200, "application/atom+xml; charset=utf-8")
    newest, oldest = _must_be_atom(fromstring(raw))
    assert newest.findtext(f"{_ATOM}title") == "第二篇 五公里"
    assert newest.findtext(f"{_ATOM}content") == "<p>第二篇 <strong>五公里</strong></p>"
    assert [tag.get("term") for tag in oldest.findall(f"{_ATOM}category")] == ["跑步"]


async def test_hostile_words_stay_words_in_the_feed(
    config: Config, parts: dict[str, Any], world: World, web: Path
) -> None:
    made = await world.circle(members=1)
    for text in (*HOSTILE, "]]> &amp; <![CDATA[", "\uffff\ufffe 尾巴"):
        await world.post(made.circle_id, made.members[0], text)
    _, _, raw = await _feed(config, parts, web, made.slug)
    entries = _must_be_atom(fromstring(raw))
    assert len(entries) == len(HOSTILE) + 2
    for entry in entries:
        content = entry.findtext(f"{_ATOM}content") or ""
        assert "<script" not in content
        assert "<img" not in content


async def test_the_page_names_its_feed_and_an_empty_circle_has_one(
    config: Config, parts: dict[str, Any], world: World, web: Path
) -> None:
    made = await world.circle()
    async with open_site(config, parts, web, public_url="https://example.org") as client:
        page = (await client.get(f"/c/{made.slug}")).text
    link = f'<link rel="alternate" type="application/atom+xml" href="https://example.org/c/{made.slug}/feed.atom">'
    assert link in page
    _, _, raw = await _feed(config, parts, web, made.slug)
    assert _must_be_atom(fromstring(raw)) == []


async def test_of_other_circles_there_is_no_feed(
    config: Config, parts: dict[str, Any], world: World, web: Path
) -> None:
    made = await world.circle(kind="invite")
    for slug in (made.slug, "no-such-circle"):
        assert (await _feed(config, parts, web, slug))[0] == 404
