"""Requests that leave the house: to public addresses only, with a time limit, never redirected."""

import asyncio
import socket
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

import httpx
import msgspec

_SECONDS: Final = 10.0
# Of an answer no more is read.
_ANSWER_BYTES: Final = 2000


class AddressForbidden(Exception):
    """The address is no public one, or cannot be read."""


async def _numbers_of(host: str, port: int) -> list[str]:
    """The numeric addresses behind *host*."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as fault:
        raise httpx.ConnectError(f"no address for the host: {type(fault).__name__}") from fault
    return [str(entry[4][0]) for entry in found]


def _is_public(number: str) -> bool:
    known = ip_address(number.partition("%")[0])
    mapped = getattr(known, "ipv4_mapped", None)
    return (mapped or known).is_global and not known.is_multicast


class Answer(msgspec.Struct, frozen=True):
    """What came back: the status, and the first words."""

    status: int
    text: str


async def post_out(url: str, *, content: bytes, headers: Mapping[str, str], private: bool = False) -> int:
    """Post *content* to *url* and return the status of the answer; see `send_out`."""
    return (await send_out(url, content=content, headers=headers, private=private)).status


async def send_out(url: str, *, content: bytes, headers: Mapping[str, str], private: bool = False) -> Answer:
    """Post *content* to *url* and return the answer, of which no more than 2,000 bytes are read.

    The name is looked up once, every number behind it must be public, and the connection goes to the
    number that was looked at: a name that changes its mind in between leads nowhere else.

    Args:
        private: Whether addresses of the own network are allowed, for a gateway that stands there.

    Raises:
        AddressForbidden: not http(s), or it leads into a private network.
        httpx.TransportError: nobody answers, or too slowly.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"https", "http"} or not parts.hostname or parts.username is not None:
        raise AddressForbidden("only http and https addresses without a user name")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    numbers = await _numbers_of(parts.hostname, port)
    if not private and not all(_is_public(number) for number in numbers):
        raise AddressForbidden("it leads into a private network")
    number = f"[{numbers[0]}]" if ":" in numbers[0] else numbers[0]
    target = parts._replace(netloc=f"{number}:{port}").geturl()
    async with (
        httpx.AsyncClient(timeout=_SECONDS, follow_redirects=False, trust_env=False) as client,
        client.stream(
            "POST",
            target,
            content=content,
            headers={**headers, "host": parts.netloc},
            extensions={"sni_hostname": parts.hostname},
        ) as answer,
    ):
        said = b""
        async for part in answer.aiter_bytes(_ANSWER_BYTES):
            said += part
            if len(said) >= _ANSWER_BYTES:
                break
        return Answer(
            answer.status_code, said[:_ANSWER_BYTES].decode("utf-8", "replace").replace("\0", "").strip()
        )
