"""Turnstile: stands before the server and counts who really got which picture, whatever actors say."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from tonghao.replay.referee import Referee

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

# Number of the person and how many they stand for; the server knows nothing of it.
HEADER: Final = "x-replay-person"
_NAME: Final = HEADER.encode()
_GOT: Final = 200
_PARTS: Final = 5


class Turnstile:
    """An ASGI application around another one.

    A view is a file of a violating picture that was answered with 200, once a person and picture. Its
    author and the platform's people stand for nobody.
    """

    def __init__(self, app: Any, referee: Referee) -> None:
        self._app, self._referee = app, referee
        self._had: set[tuple[bytes, str]] = set()

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        parts = str(scope.get("path", "")).split("/")
        if len(parts) != _PARTS or parts[1] != "media":
            await self._app(scope, receive, send)
            return
        said = next((value for name, value in scope["headers"] if name == _NAME), b"0:0:")

        async def count(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start" and message["status"] == _GOT:
                self._count(said, parts[3])
            await send(message)

        await self._app(scope, receive, count)

    def _count(self, said: bytes, media_id: str) -> None:
        number, weight, account = said.split(b":")
        picture = self._referee.pictures.get(media_id)
        if picture is None or not picture.violating or account.decode() == picture.owner_id:
            return
        if (number, media_id) not in self._had:
            self._had.add((number, media_id))
            picture.views += int(weight)
