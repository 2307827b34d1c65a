"""A sandbox in front of the whole app, without a network: its notices go over the signed route."""

from typing import Any
from uuid import UUID

import httpx
import msgspec

from tests.world import World
from tonghao.app import create_app
from tonghao.config import Config
from tonghao.db import Pool, reading
from tonghao.gateways.known import Gateways
from tonghao.gateways.sandbox import Mood, SandboxGateway
from tonghao.ledger.read import get_balance
from tonghao.wallets.open import wallet_of

API = "/api/v1"
WEBHOOKS = f"{API}/gateways/sandbox/webhooks"


class Till:
    """The app with a sandbox of its own mood, and how to reach both."""

    def __init__(self, config: Config, pool: Pool, parts: dict[str, Any], mood: Mood) -> None:
        self.pool = pool
        self.sandbox = SandboxGateway(pool, config, deliver=self.deliver)
        self.sandbox.mood = mood
        self.gateways = Gateways("sandbox", {"sandbox": self.sandbox})
        self.parts = parts | {"gateways": self.gateways}
        self.app = create_app(config, parts=self.parts)
        self.app.state.config, self.app.state.parts = config, self.parts
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app), base_url="http://localhost:8000"
        )

    async def deliver(self, body: bytes, headers: dict[str, str]) -> int:
        """Over the route, as over a wire."""
        return (await self.client.post(WEBHOOKS, content=body, headers=headers)).status_code

    async def as_(self, world: World, account_id: UUID) -> "Till":
        """Sign in."""
        self.client.cookies.set("session", await world.session(account_id))
        return self

    async def hears(self, notice: Any, *, signed: bool = True, body: bytes | None = None) -> httpx.Response:
        """What the route answers to *notice*."""
        content = body if body is not None else msgspec.json.encode(notice)
        headers = self.sandbox.signed(notice.id, msgspec.json.encode(notice)) if signed else {}
        return await self.client.post(WEBHOOKS, content=content, headers=headers)

    async def balance(self, account_id: UUID) -> int:
        """What is in the wallet, in fen."""
        async with reading(self.pool) as conn:
            return await get_balance(conn, wallet_of(account_id))

    async def order(self, order_id: str) -> dict[str, Any]:
        """The order as its owner sees it."""
        return dict((await self.client.get(f"{API}/wallet/orders/{order_id}")).json())


def till_of(config: Config, pool: Pool, parts: dict[str, Any], mood: Mood | None = None) -> Till:
    """A till with a sandbox in a good mood, or in *mood*."""
    return Till(config, pool, parts, mood or Mood())
