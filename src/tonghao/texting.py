"""Text messages leave through a texter: the console on a laptop, a gateway's webhook on a server."""

import json
from pathlib import Path
from typing import Final, Protocol

import httpx
import stamina
from standardwebhooks import Webhook

from tonghao.clock import now
from tonghao.config import Config
from tonghao.ids import new_id
from tonghao.log import log
from tonghao.outgoing import post_out

_OK: Final = range(200, 300)
_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


class TextNotTaken(Exception):
    """The gateway said no; it is asked again when that may pass."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the gateway answered {status}")
        self.status = status


class Texter(Protocol):
    """Something that delivers text messages, or raises so that the job tries again."""

    async def send(self, *, to: str, text: str, purpose: str, code: str, locale: str) -> None:
        """Deliver *text* to the number *to* (E.164).

        Args:
            purpose: sign_up, sign_in, reset, add or known; gateways choose their template by it.
            code: What the template is filled with; empty when there is none.
            locale: zh-CN or en.
        """


class ConsoleTexter:
    """Prints texts and keeps them in a file of mode 0600, for a machine without a gateway."""

    def __init__(self, outbox: Path) -> None:
        self._outbox = outbox

    async def send(self, *, to: str, text: str, purpose: str, code: str, locale: str) -> None:
        self._outbox.parent.mkdir(parents=True, exist_ok=True)
        self._outbox.touch(mode=0o600)
        with self._outbox.open("a", encoding="utf-8") as file:
            file.write(f"To: {to}\n\n{text}\n\n--\n")
        print(f"\n  ☎ {to}\n    {text}\n", flush=True)


def _may_pass(fault: Exception) -> bool:
    if isinstance(fault, TextNotTaken):
        return fault.status in _PASSING
    return isinstance(fault, httpx.TransportError)


class WebhookTexter:
    """Hands texts to a gateway by a signed webhook; passing faults are tried again.

    The body is JSON (`to`, `text`, `purpose`, `code`, `locale`), signed by the Standard Webhooks
    specification. One text keeps its `webhook-id` over all attempts, so that a gateway sends it once.
    """

    def __init__(self, config: Config) -> None:
        self._url = config.sms_url
        self._private = config.sms_private
        self._hook = Webhook(config.sms_secret)

    async def send(self, *, to: str, text: str, purpose: str, code: str, locale: str) -> None:
        body = {"to": to, "text": text, "purpose": purpose, "code": code, "locale": locale}
        content = json.dumps(body, ensure_ascii=False)
        await self._deliver(f"msg_{new_id().hex}", content)
        log.info("text sent", purpose=purpose)

    @stamina.retry(on=_may_pass, attempts=4, timeout=60)
    async def _deliver(self, message_id: str, content: str) -> None:
        at = now()
        headers = {
            "content-type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": self._hook.sign(message_id, at, content),
        }
        status = await post_out(self._url, content=content.encode(), headers=headers, private=self._private)
        if status not in _OK:
            raise TextNotTaken(status)


def texter_of(config: Config) -> Texter:
    """The texter that the settings name; with `none` nothing asks it for anything."""
    if config.sms_sender == "webhook":
        return WebhookTexter(config)
    return ConsoleTexter(config.data / "texts.txt")
