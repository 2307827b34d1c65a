"""Texts as they leave, against a gateway of our own on this machine."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from standardwebhooks import Webhook

from tonghao.config import Config
from tonghao.outgoing import AddressForbidden, post_out
from tonghao.texting import ConsoleTexter, TextNotTaken, WebhookTexter, texter_of

_SECRET = "whsec_dG9uZ2hhby10ZXN0LXNlY3JldC10b25naGFv"


class Gateway:
    """Answers with the next status of its list and keeps what it is sent."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.asked: list[tuple[dict[str, str], bytes]] = []
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = {
            name.lower(): value
            for name, _, value in (line.partition(": ") for line in head.splitlines()[1:] if line)
        }
        body = await reader.readexactly(int(headers["content-length"]))
        self.asked.append((headers, body))
        status = self.statuses.pop(0)
        writer.write(
            f"HTTP/1.1 {status} x\r\nlocation: http://localhost/\r\ncontent-length: 0\r\n\r\n".encode()
        )
        await writer.drain()
        writer.close()


@asynccontextmanager
async def gateway(*statuses: int) -> AsyncIterator[Gateway]:
    one = Gateway(*statuses)
    server = await asyncio.start_server(one.serve, "127.0.0.1", 0)
    one.port = server.sockets[0].getsockname()[1]
    try:
        yield one
    finally:
        server.close()


def _config(config: Config, port: int, *, private: bool = True) -> Config:
    return config.model_copy(
        update={
            "sms_sender": "webhook",
            "sms_url": f"http://localhost:{port}/send",
            "sms_secret": _SECRET,
            "sms_private": private,
        }
    )


async def _send(config: Config) -> None:
    texter = texter_of(config)
    await texter.send(to="+8613812345678", text="验证码 123456", purpose="add", code="123456", locale="zh-CN")


async def test_the_gateway_gets_a_signed_text(config: Config) -> None:
    async with gateway(202) as there:
        await _send(_config(config, there.port))
    [(headers, body)] = there.asked
    said = Webhook(_SECRET).verify(body, headers)
    assert said == {
        "to": "+8613812345678",
        "text": "验证码 123456",
        "purpose": "add",
        "code": "123456",
        "locale": "zh-CN",
    }
    assert headers["host"] == f"localhost:{there.port}"


async def test_a_passing_fault_is_tried_again_under_the_same_name(config: Config) -> None:
    async with gateway(503, 200) as there:
        await _send(_config(config, there.port))
    assert len({headers["webhook-id"] for headers, _ in there.asked}) == 1
    assert [json.loads(body)["code"] for _, body in there.asked] == ["123456", "123456"]


@pytest.mark.parametrize("status", [400, 302])
async def test_a_no_or_a_redirect_is_not_tried_again(config: Config, status: int) -> None:
    async with gateway(status) as there:
        with pytest.raises(TextNotTaken):
            await _send(_config(config, there.port))
    assert len(there.asked) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/x",
        "http://127.0.0.1/x",
        "http://[::1]/x",
        "http://[::ffff:10.0.0.1]/x",
        "http://10.1.2.3/x",
        "http://169.254.169.254/latest",
        "http://0.0.0.0/x",
        "http://2130706433/x",
        "file:///etc/passwd",
        "http://user@example.org/x",
        "http:///x",
    ],
)
async def test_nothing_leads_into_a_private_network(url: str) -> None:
    with pytest.raises(AddressForbidden):
        await post_out(url, content=b"", headers={})


async def test_the_guard_holds_for_the_texter_too(config: Config) -> None:
    with pytest.raises(AddressForbidden):
        await _send(_config(config, 9, private=False))


async def test_the_console_keeps_texts_in_a_closed_file(config: Config) -> None:
    texter = texter_of(config.model_copy(update={"sms_sender": "console"}))
    assert isinstance(texter, ConsoleTexter)
    await texter.send(to="+8613812345678", text="验证码 1", purpose="add", code="1", locale="zh-CN")
    kept = config.data / "texts.txt"
    assert kept.stat().st_mode & 0o077 == 0
    assert "验证码 1" in kept.read_text("utf-8")
    assert isinstance(texter_of(_config(config, 1)), WebhookTexter)
