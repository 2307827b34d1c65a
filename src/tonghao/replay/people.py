"""People: what an actor can do is what the public API lets a person do."""

from collections.abc import Mapping
from http.cookiejar import CookieJar, DefaultCookiePolicy
from itertools import count
from typing import Any, Final
from uuid import UUID

import httpx

from tonghao.replay.turnstile import HEADER

_FORM: Final = "post"
_GOOD: Final = 400


class Answer:
    """What the server said: the status, and the body where there is one."""

    def __init__(self, response: httpx.Response) -> None:
        self.status = response.status_code
        self._response = response

    @property
    def ok(self) -> bool:
        return self.status < _GOOD

    @property
    def body(self) -> Any:
        return self._response.json()

    @property
    def session(self) -> str:
        """The session that a sign-in gave."""
        return self._response.cookies.get("session") or ""

    @property
    def code(self) -> str:
        """The code of a refusal."""
        return str(self.body.get("code", "")) if not self.ok else ""


class Door:
    """The way to the server, in this process; every request of every actor goes through it."""

    def __init__(self, app: Any) -> None:
        self._transport = httpx.ASGITransport(app)
        # Everybody comes through this one client, so it keeps nobody's cookies: a passer-by would come with
        # those of whoever signed in last, and see what that person alone may see.
        nobody = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        self._client = httpx.AsyncClient(
            transport=self._transport, base_url="http://localhost:8000", cookies=nobody
        )
        self._keys = count(1)
        self.requests = 0
        self.writes = 0

    async def ask(
        self, method: str, path: str, person: "Person", *, said: Any = None, file: bytes = b""
    ) -> Answer:
        """Send one request; each write carries an idempotency key of its own."""
        headers = {HEADER: f"{person.number}:{person.weight}:{person.account_id or ''}"}
        if person.cookie:
            headers["cookie"] = f"session={person.cookie}"
        if method != "GET":
            self.writes += 1
            headers["idempotency-key"] = f"replay-{next(self._keys):08d}"
        self._transport.client = (person.address, 40000)
        self.requests += 1
        more: dict[str, Any] = {}
        if file:
            more = {"files": {"file": ("photo.webp", file, "image/webp")}, "data": said}
        elif said is not None:
            more = {"json": said}
        return Answer(await self._client.request(method, path, headers=headers, **more))

    async def deliver(self, path: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Hand in what a gateway sends, and return the status of the answer."""
        self._transport.client = ("127.0.0.1", 40000)
        self.requests += 1
        self.writes += 1
        return (await self._client.post(path, content=body, headers=headers)).status_code

    async def close(self) -> None:
        await self._client.aclose()


class Person:
    """Somebody at the door: with a session, or a passer-by without one.

    Attributes:
        weight: For how many people this one stands: more than one in a crowd, none for the platform's own.
        seen: Photos that they have looked at.
    """

    def __init__(
        self, door: Door, number: int, *, account_id: UUID | None = None, cookie: str = "", weight: int = 1
    ) -> None:
        self.door, self.account_id, self.weight = door, account_id, weight
        self.cookie = cookie
        # Each has an address of their own; people of a demo are let in on their own machine alone.
        self.address = f"127.1.{number // 250 % 250}.{number % 250 + 1}"
        self.number = number
        self.seen: set[str] = set()

    async def get(self, path: str) -> Answer:
        """Read something."""
        return await self.door.ask("GET", path, self)

    async def post(self, path: str, said: Mapping[str, Any] | None = None) -> Answer:
        """Do something."""
        return await self.door.ask("POST", path, self, said=said)

    async def put(self, path: str, said: Any) -> Answer:
        """Set something."""
        return await self.door.ask("PUT", path, self, said=said)

    async def upload(self, picture: bytes) -> Answer:
        """Upload a photo for a post."""
        return await self.door.ask("POST", "/api/v1/media", self, said={"purpose": _FORM}, file=picture)

    def with_session(self, answer: Answer) -> "Person":
        """The same person, signed in by *answer*."""
        cookie = answer.session
        return Person(self.door, self.number, account_id=UUID(cookie.partition(".")[0]), cookie=cookie)
