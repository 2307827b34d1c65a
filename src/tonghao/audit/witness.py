"""Witness: each daily head goes to somebody outside, until they have it."""

import json
from datetime import date, datetime
from email.utils import parseaddr
from typing import Final, Literal
from urllib.parse import urlsplit

import httpx
import msgspec
from standardwebhooks import Webhook

from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Connection, Pool, reading, writing
from tonghao.log import log
from tonghao.mail import Sender
from tonghao.outgoing import AddressForbidden, send_out

Way = Literal["webhook", "mail"]
_OK: Final = range(200, 300)
# A receipt is kept as it came, but not a novel.
_MOST: Final = 500

# A witness who is named later still gets the last days.
_QUEUE: Final = """
    INSERT INTO witness_sendings (day, way, next_at)
    SELECT d.day, $1, $2 FROM audit_days d WHERE d.day > $3::date - 7
    ON CONFLICT DO NOTHING
"""
# Taken before anything leaves the house, so that two workers do not send the same.
_TAKE: Final = """
    UPDATE witness_sendings s
       SET tries = s.tries + 1, tried_at = $2,
           next_at = $2 + least(interval '6 hours', interval '5 minutes' * (2 ^ least(s.tries, 10)))
     WHERE (s.day, s.way) IN (SELECT day, way FROM witness_sendings
                               WHERE received_at IS NULL AND next_at <= $2 AND way = ANY($1)
                               ORDER BY day LIMIT 20 FOR UPDATE SKIP LOCKED)
    RETURNING s.day, s.way
"""
_HEAD: Final = "SELECT number, hash, at FROM audit_days WHERE day = $1"
_RECEIVED: Final = """
    UPDATE witness_sendings SET received_at = $3, receipt = $4, fault = '' WHERE day = $1 AND way = $2
"""
_FAILED: Final = "UPDATE witness_sendings SET fault = $3 WHERE day = $1 AND way = $2"
_LAST: Final = """
    SELECT s.day, s.way, s.tries, s.tried_at, s.received_at, s.receipt, s.fault, s.next_at
      FROM witness_sendings s ORDER BY s.day DESC, s.way LIMIT 14
"""


class NotReceived(Exception):
    """The witness said no, or nothing."""


class Sending(msgspec.Struct, frozen=True):
    """One head on its way to a witness.

    Attributes:
        receipt: What the witness answered, or that the mail server took it; empty before.
        fault: Why the last try failed; empty otherwise.
        next_at: When it is tried again, while it was not received.
    """

    day: date
    way: Way
    tries: int
    tried_at: datetime | None
    received_at: datetime | None
    receipt: str
    fault: str
    next_at: datetime | None


class Witness(msgspec.Struct, frozen=True):
    """Who outside gets the heads, and the last sendings.

    Attributes:
        webhook: The witness's host; null when none is set.
        mail: The mail address; null when none is set.
    """

    webhook: str | None
    mail: str | None
    sendings: list[Sending]


def ways_of(config: Config) -> list[Way]:
    """The ways to a witness that are set."""
    found: list[Way] = []
    if config.witness_url:
        found.append("webhook")
    if config.witness_mail:
        found.append("mail")
    return found


async def get_witness(conn: Connection, config: Config) -> Witness:
    """Who outside gets the heads, and the last two weeks of sendings."""
    rows = await conn.fetch(_LAST)
    sendings = [Sending(*[*row[:7], None if row["received_at"] else row["next_at"]]) for row in rows]
    host = urlsplit(config.witness_url).hostname if config.witness_url else None
    return Witness(host, parseaddr(config.witness_mail)[1] or None, sendings)


async def queue_heads(conn: Connection, *, ways: list[Way], at: datetime) -> None:
    """Let the heads of the last seven days be sent in each of *ways*, unless they were."""
    for way in ways:
        await conn.execute(_QUEUE, way, at, at.date())


async def send_heads(pool: Pool, config: Config, sender: Sender) -> int:
    """Send what is due, at most twenty heads, and return how many were received.

    A head that nobody received is tried again after 5, 10, 20 … minutes, at most six hours, without end.
    """
    async with writing(pool) as conn:
        taken = await conn.fetch(_TAKE, ways_of(config), now())
    received = 0
    for day, way in taken:
        async with reading(pool) as conn:
            head = await conn.fetchrow(_HEAD, day)
        assert head is not None
        said = {
            "site": config.address,
            "day": day.isoformat(),
            "number": head["number"],
            "hash": head["hash"].hex(),
            "at": head["at"].isoformat(),
        }
        try:
            receipt = await (_post(config, said) if way == "webhook" else _mail(config, sender, said))
        except (NotReceived, AddressForbidden, httpx.HTTPError, OSError) as fault:
            log.warning("a witness has not received a head", way=way, day=said["day"], fault=str(fault))
            async with writing(pool) as conn:
                await conn.execute(_FAILED, day, way, (str(fault) or type(fault).__name__)[:_MOST])
            continue
        received += 1
        async with writing(pool) as conn:
            await conn.execute(_RECEIVED, day, way, now(), receipt[:_MOST])
    return received


async def _post(config: Config, said: dict[str, object]) -> str:
    """Hand a head to the witness by a webhook, signed when a secret is shared."""
    content = json.dumps(said, ensure_ascii=False, sort_keys=True)
    message_id, at = f"head_{said['day']}_{said['number']}", now()
    headers = {"content-type": "application/json", "webhook-id": message_id}
    if config.witness_secret:
        headers["webhook-timestamp"] = str(int(at.timestamp()))
        headers["webhook-signature"] = Webhook(config.witness_secret).sign(message_id, at, content)
    answer = await send_out(
        config.witness_url, content=content.encode(), headers=headers, private=config.witness_private
    )
    if answer.status not in _OK:
        raise NotReceived(f"HTTP {answer.status}: {answer.text}")
    return f"HTTP {answer.status}: {answer.text}".rstrip(": ")


async def _mail(config: Config, sender: Sender, said: dict[str, object]) -> str:
    """Send a head by mail; what the mail server took counts as received."""
    await sender.send(
        to=config.witness_mail,
        subject=f"{config.site_name}：{said['day']} 审计链尾 / audit head",
        text=(
            "请保存这封信，以后可以查出之前的日志有没有被改过。\n"
            "Keep this mail: it tells later whether the log before it was changed.\n\n"
            f"{said['number']}:{said['hash']}\n{said['at']}\n{said['site']}/audit/heads\n"
        ),
    )
    return "mail"
