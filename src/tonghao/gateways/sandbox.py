"""The sandbox: a stand-in in our own house that plays the gateway with play money.

It is told of an order, decides, writes that into its own book, and sends its notices over the same signed
route that any gateway uses. In a bad mood it is late, refuses, repeats itself, loses notices and sends them
in the wrong order: what the books make of that is the test of everything above it.
"""

import json
import os
import random
import secrets
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import httpx
import msgspec
from standardwebhooks import Webhook, WebhookVerificationError

from tonghao import outbox
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Connection, Pool, reading, writing
from tonghao.gateways.hear_notice import WebhookForged
from tonghao.gateways.types import Asked, Begun, FileLine, GatewayRefused, Notice, NoticeState
from tonghao.money_events import SandboxDecided

# As a gateway's own book would: by the number that the shop gave the order.
_DECIDE: Final = """
    INSERT INTO sandbox_payments (order_id, kind, currency, amount_minor, state) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (order_id) DO NOTHING
    RETURNING order_id
"""
_PAYMENT: Final = """
    SELECT order_id, kind, currency, amount_minor, state, at FROM sandbox_payments WHERE order_id = $1
"""
_DAY: Final = """
    SELECT order_id, kind, currency, amount_minor, at
      FROM sandbox_payments
     WHERE state = 'succeeded' AND at >= $1 AND at < $2
     ORDER BY at, order_id
"""
_WORDS: Final = ("refuse", "repeat", "lose", "reorder")
_MOST_SECONDS: Final = 20.0
_MOST_MINOR: Final = 10**11

# Hands a notice to the route: body and headers, and the status of the answer comes back.
Deliver = Callable[[bytes, dict[str, str]], Awaitable[int]]


class Mood(msgspec.Struct, frozen=True):
    """How badly the sandbox behaves: `delay` in seconds at most, the others as shares of the orders."""

    delay: float = 0.0
    refuse: float = 0.0
    repeat: float = 0.0
    lose: float = 0.0
    reorder: float = 0.0

    @classmethod
    def read(cls, text: str) -> "Mood":
        """The mood written as `delay=2 refuse=0.1 repeat=0.3 lose=0.1 reorder=0.2`; "" is a good one.

        Raises:
            ValueError: it cannot be read.
        """
        said = {}
        for part in text.replace(",", " ").split():
            name, equals, number = part.partition("=")
            value = float(number) if equals else -1.0
            most = _MOST_SECONDS if name == "delay" else 1.0
            if name not in {"delay", *_WORDS} or not 0 <= value <= most:
                raise ValueError(f"not a mood of the sandbox: {part}")
            said[name] = value
        return cls(**said)


WORST: Final = Mood(delay=0.0, refuse=0.2, repeat=0.5, lose=0.3, reorder=0.5)


def secret_of(folder: Path) -> str:
    """The secret that the sandbox and the route share, made once for a folder, for its owner alone."""
    file = folder / "sandbox.key"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = f"whsec_{b64encode(secrets.token_bytes(32)).decode()}"
        try:
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as fresh:
                fresh.write(made)
        except FileExistsError:
            pass
    return file.read_text()


def _over_http(config: Config) -> Deliver:
    """Deliver as a gateway does, but to this machine."""
    # Where it listens on every address, it listens on this one.
    host = config.host if config.is_loopback and not config.public_url else "127.0.0.1"
    url = f"http://{host}:{config.port}/api/v1/gateways/sandbox/webhooks"

    async def deliver(body: bytes, headers: dict[str, str]) -> int:
        async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
            return (await client.post(url, content=body, headers=headers)).status_code

    return deliver


class SandboxGateway:
    """Plays a gateway; see the module."""

    name = "sandbox"
    zone = "UTC"

    def __init__(self, pool: Pool, config: Config, *, deliver: Deliver | None = None) -> None:
        self._pool = pool
        self._hook = Webhook(secret_of(config.data))
        self.mood = Mood.read(config.sandbox_mood)
        self.deliver = deliver or _over_http(config)

    def _chance(self, order_id: UUID, what: str) -> random.Random:
        """Chance that a test can play again: the same for one order and one question."""
        return random.Random(f"{order_id} {what}")  # noqa: S311 - play money

    async def begin(self, asked: Asked) -> Begun:
        """Decide at once, as a till does; whoever asked hears of it by notices."""
        if asked.amount_minor > _MOST_MINOR:
            raise GatewayRefused("too much for play money")
        refused = self._chance(asked.order_id, "refuse").random() < self.mood.refuse
        async with writing(self._pool) as conn:
            if await _enter(conn, asked, "failed" if refused else "succeeded"):
                await outbox.emit(conn, SandboxDecided(asked.order_id), audience="nobody")
        return Begun(reference=f"sb_{asked.order_id.hex}")

    async def ask(self, asked: Asked) -> Notice | None:
        """What became of an order."""
        async with reading(self._pool) as conn:
            row = await conn.fetchrow(_PAYMENT, asked.order_id)
        return None if row is None else _notice_of(row, row["state"], "asked")

    def read(self, headers: Mapping[str, str], body: bytes) -> Notice | None:
        """The notice in a webhook of our own."""
        try:
            return msgspec.convert(self._hook.verify(body, dict(headers)), Notice)
        except (WebhookVerificationError, msgspec.ValidationError, ValueError):
            raise WebhookForged from None

    async def file_of(self, day: date) -> list[FileLine]:
        """What succeeded on *day*, UTC."""
        start = datetime(day.year, day.month, day.day, tzinfo=UTC)
        async with reading(self._pool) as conn:
            rows = await conn.fetch(_DAY, start, start + timedelta(days=1))
        return [
            FileLine(row[0], row[1], row[3], row[2], row[4], reference=f"sb_{row[0].hex}") for row in rows
        ]

    async def notices_of(self, order_id: UUID) -> list[Notice]:
        """What it sends of one order, in its mood and in the order in which it sends it."""
        async with reading(self._pool) as conn:
            row = await conn.fetchrow(_PAYMENT, order_id)
        if row is None:
            return []
        pending, end = _notice_of(row, "pending", "1"), _notice_of(row, row["state"], "2")
        sent = [pending, end]
        if self._chance(order_id, "reorder").random() < self.mood.reorder:
            sent = [end, pending]
        if self._chance(order_id, "repeat").random() < self.mood.repeat:
            sent = [*sent, *sent]
        lost = self._chance(order_id, "lose")
        return [notice for notice in sent if lost.random() >= self.mood.lose]

    def pause_of(self, order_id: UUID) -> float:
        """How many seconds it lets pass before it says anything."""
        return self._chance(order_id, "delay").random() * self.mood.delay

    async def send(self, notice: Notice) -> int:
        """Sign *notice* and hand it to the route; the status of the answer."""
        body = json.dumps(msgspec.to_builtins(notice)).encode()
        return await self.deliver(body, self.signed(notice.id, body))

    def signed(self, notice_id: str, body: bytes) -> dict[str, str]:
        """The headers of a webhook of our own with *body*."""
        at = now()
        return {
            "content-type": "application/json",
            "webhook-id": notice_id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": self._hook.sign(notice_id, at, body.decode()),
        }


async def _enter(conn: Connection, asked: Asked, state: NoticeState) -> bool:
    """Write into the sandbox's own book what becomes of an order; whether that was new."""
    row = (asked.order_id, asked.kind, asked.currency, asked.amount_minor, state)
    return await conn.fetchval(_DECIDE, *row) is not None


async def decide(conn: Connection, asked: Asked, state: NoticeState) -> Notice:
    """Let an order come out as *state* at once, and return its notice: for the demo, which tells a past."""
    await _enter(conn, asked, state)
    return _notice_of(await conn.fetchrow(_PAYMENT, asked.order_id), state, "2")


def _notice_of(row: Any, state: NoticeState, number: str) -> Notice:
    return Notice(
        id=f"sb_{row['order_id'].hex}_{number}",
        order_id=row["order_id"],
        kind=row["kind"],
        state=state,
        amount_minor=row["amount_minor"],
        currency=row["currency"],
        at=row["at"],
        reference=f"sb_{row['order_id'].hex}",
        reason="the sandbox was told to refuse" if state == "failed" else "",
    )
