"""Send a call by mail and by signed webhook, and write down what became of it."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import httpx
from standardwebhooks import Webhook

from tonghao.calls.letter import letter_of
from tonghao.calls.read import find_address
from tonghao.calls.types import PLATFORM, AddressTried
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Connection, Pool, Row, writing
from tonghao.log import log
from tonghao.mail import Sender
from tonghao.outgoing import AddressForbidden, send_out

_OK: Final = range(200, 300)
_TRIES: Final = 5
# Tried again after this, as long as the call is young.
_PAUSE: Final = timedelta(seconds=50)
_YOUNG: Final = timedelta(hours=1)
_FAULT: Final = 200

# Taken before anything leaves the house, so that two workers do not send the same.
_TAKE: Final = """
    UPDATE call_tries t SET tries = t.tries + 1, tried_at = $4
     WHERE (t.call_id, t.round, t.account_id, t.channel) IN
           (SELECT call_id, round, account_id, channel FROM call_tries
             WHERE call_id = $1 AND round = $2 AND account_id = $3 AND channel <> 'app' AND sent_at IS NULL
               AND tries < $5 AND (tried_at IS NULL OR tried_at < $6)
             FOR UPDATE SKIP LOCKED)
    RETURNING t.channel
"""
_UNSENT: Final = """
    SELECT DISTINCT t.call_id, t.round, t.account_id FROM call_tries t JOIN calls c ON c.id = t.call_id
     WHERE t.sent_at IS NULL AND t.channel <> 'app' AND t.tries < $1 AND t.made_at > $2
       AND (t.tried_at IS NULL AND t.made_at < $3 OR t.tried_at < $3)
       AND c.answered_at IS NULL AND c.over_at IS NULL
     ORDER BY t.call_id, t.round LIMIT 100
"""
_SENT: Final = """
    UPDATE call_tries SET sent_at = $5, fault = ''
     WHERE call_id = $1 AND round = $2 AND account_id = $3 AND channel = $4
"""
_FAILED: Final = """
    UPDATE call_tries SET fault = $5, tries = CASE WHEN $6 THEN $7::smallint ELSE tries END
     WHERE call_id = $1 AND round = $2 AND account_id = $3 AND channel = $4
"""
_FACTS: Final = """
    SELECT c.side, c.severity, c.circle_id, r.slug, r.name AS circle, r.name_en AS circle_en, r.partner_id,
           a.email, a.locale, p.name, s.kind, s.category, s.cause_id,
           (SELECT count(*) FROM call_causes u WHERE u.call_id = c.id) AS causes
      FROM calls c
      JOIN accounts a ON a.id = $2
      JOIN profiles p ON p.account_id = a.id
      LEFT JOIN circles r ON r.id = c.circle_id
      LEFT JOIN LATERAL (SELECT kind, category, cause_id FROM call_causes
                          WHERE call_id = c.id ORDER BY severity DESC, at DESC LIMIT 1) s ON true
     WHERE c.id = $1
"""


class NotTaken(Exception):
    """The address answered something else than yes."""


class NoAddress(Exception):
    """There is nothing to send to."""


async def send_call(
    pool: Pool, config: Config, sender: Sender, *, call_id: UUID, number: int, account_id: UUID
) -> None:
    """Send round *number* of a call to *account_id* in every way that has not succeeded yet.

    What fails is written down and tried again by the minute, at most five times within the hour; a
    webhook keeps its `webhook-id` over all of them.
    """
    at = now()
    async with writing(pool) as conn:
        taken = await conn.fetch(_TAKE, call_id, number, account_id, at, _TRIES, at - _PAUSE)
        facts = await conn.fetchrow(_FACTS, call_id, account_id)
        ways = [row["channel"] for row in taken]
        address = None
        if facts is not None and "webhook" in ways:
            address = await find_address(conn, _address_of(facts))
    if facts is None:
        return
    for way in ways:
        key = (call_id, number, account_id, way)
        try:
            if way == "mail":
                await _mail(config, sender, facts)
            elif address is not None:
                body = told_of(config, call_id, number, facts)
                private = config.calls_private and facts["side"] == "platform"
                await _post(*address, f"call_{call_id.hex}_{number}", body, private=private)
        except Exception as fault:
            log.warning("a call did not leave", way=way, error=type(fault).__name__)
            await _note_fault(pool, key, fault)
            continue
        async with writing(pool) as conn:
            await conn.execute(_SENT, *key, now())


async def list_unsent(conn: Connection, *, at: datetime) -> list[tuple[UUID, int, UUID]]:
    """Rounds of unanswered calls of which something has not left yet, and may be tried again."""
    rows = await conn.fetch(_UNSENT, _TRIES, at - _YOUNG, at - _PAUSE)
    return [(row[0], row[1], row[2]) for row in rows]


async def try_address(url: str, secret: str, *, config: Config, private: bool) -> AddressTried:
    """Send a trial to *url* and tell what came back; nothing is written down.

    Args:
        private: Whether it may stand in the own network.
    """
    body = {"type": "call.tried", "timestamp": now().isoformat(), "data": {"site": config.address}}
    try:
        await _post(url, secret, f"try_{int(now().timestamp() * 1000)}", body, private=private)
    except NotTaken as fault:
        return AddressTried(False, int(str(fault).rpartition(" ")[2]), "")
    except (AddressForbidden, httpx.HTTPError, OSError, ValueError) as fault:
        return AddressTried(False, None, _said(fault))
    return AddressTried(True, 200, "")


def told_of(config: Config, call_id: UUID, number: int, facts: Row) -> dict[str, object]:
    """The body of the webhook: what happened and where to look, and no words of members."""
    circle = None
    if facts["circle_id"] is not None:
        circle = {"circle_id": str(facts["circle_id"]), "slug": facts["slug"], "name": facts["circle"]}
    return {
        "type": "call.rung",
        "timestamp": now().isoformat(),
        "data": {
            "call_id": str(call_id),
            "round": number,
            "side": facts["side"],
            "severity": facts["severity"],
            "cause": facts["kind"],
            "category": facts["category"],
            "count": facts["causes"],
            "circle": circle,
            "called": facts["name"],
            "url": place_of(config, facts),
        },
    }


def place_of(config: Config, facts: Row) -> str:
    """The page on which the person who is called answers."""
    if facts["side"] == "partner" and facts["slug"]:
        return f"{config.address}/c/{facts['slug']}/today"
    return f"{config.address}/console/duty"


def _address_of(facts: Row) -> UUID:
    return PLATFORM if facts["side"] == "platform" else facts["partner_id"]


async def _mail(config: Config, sender: Sender, facts: Row) -> None:
    if facts["email"] is None:
        raise NoAddress
    subject, text = letter_of(config, facts, place_of(config, facts))
    await sender.send(to=facts["email"], subject=subject, text=text)


async def _post(url: str, secret: str, message_id: str, body: Mapping[str, object], *, private: bool) -> None:
    """Post *body*, signed over its identifier, the moment and itself.

    Source: the Standard Webhooks specification (HMAC-SHA256).
    """
    at = now()
    content = json.dumps(body, ensure_ascii=False)
    headers = {
        "content-type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, at, content),
    }
    answer = await send_out(url, content=content.encode(), headers=headers, private=private)
    if answer.status not in _OK:
        raise NotTaken(f"status {answer.status}")


async def _note_fault(pool: Pool, key: tuple[UUID, int, UUID, str], fault: Exception) -> None:
    """What no second try changes is not tried again."""
    is_final = isinstance(fault, NoAddress | AddressForbidden)
    async with writing(pool) as conn:
        await conn.execute(_FAILED, *key, _said(fault), is_final, _TRIES)


def _said(fault: Exception) -> str:
    """What is shown of a fault: never the address, which may hold a key."""
    if isinstance(fault, NoAddress):
        return "no_address"
    if isinstance(fault, AddressForbidden):
        return "address_forbidden"
    return str(fault)[:_FAULT] if isinstance(fault, NotTaken) else type(fault).__name__[:_FAULT]
