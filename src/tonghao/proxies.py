"""Behind a reverse proxy: whose word about the visitor's address, scheme and host is taken."""

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final, Literal, NamedTuple

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Header = Literal["x-forwarded", "forwarded"]

_HOST: Final = re.compile(r"[A-Za-z0-9.\-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")
# One `name=value` of RFC 7239; a value in quotes may hold any separator.
_PAIR: Final = re.compile(r'\s*([A-Za-z]+)=("(?:[^"\\]|\\.)*"|[^",;\s]*)\s*')
_SCHEMES: Final = frozenset({"http", "https"})


class Told(NamedTuple):
    """What a trusted proxy says of a request; empty where it says nothing that can be read."""

    address: str
    scheme: str
    host: str


class _Hop(NamedTuple):
    """One element of the chain, as it was written."""

    address: str
    scheme: str = ""
    host: str = ""


def networks_of(text: str) -> list[Network]:
    """The networks written in *text*, separated by commas.

    Raises:
        ValueError: one of them is none.
    """
    return [ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip()]


def _address_of(text: str) -> Address | None:
    """The address in one element: bare, with a port, or in the brackets of an IPv6 address."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


def _is_in(address: Address, trusted: Iterable[Network]) -> bool:
    return any(address in network for network in trusted)


def _lines(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> str:
    """All lines of one header in their order, as one list."""
    return ",".join(value.decode("latin-1") for header, value in headers if header.lower() == name)


def _forwarded(text: str) -> list[_Hop]:
    """The elements of `Forwarded`; nothing left of what cannot be read is believed.

    Source: RFC 7239, section 4.
    """
    hops: list[_Hop] = []
    pairs: dict[str, str] = {}
    at = 0
    while at < len(text):
        found = _PAIR.match(text, at)
        end = "" if found is None else text[found.end() : found.end() + 1] or ","
        if found is None or end not in {",", ";"}:
            hops, pairs = [], {}
            comma = text.find(",", at)
            at = len(text) if comma < 0 else comma + 1
            continue
        pairs[found[1].lower()] = re.sub(r"\\(.)", r"\1", found[2].strip('"'))
        at = found.end() + 1
        if end == ",":
            hops.append(_Hop(pairs.get("for", ""), pairs.get("proto", ""), pairs.get("host", "")))
            pairs = {}
    return hops


def _x_forwarded(headers: list[tuple[bytes, bytes]]) -> list[_Hop]:
    def last(name: bytes) -> str:
        return _lines(headers, name).rpartition(",")[2].strip()

    addresses = [part for part in _lines(headers, b"x-forwarded-for").split(",") if part.strip()]
    # Scheme and host are lists of one, or of as many as there are proxies: the last is the nearest's.
    scheme, host = last(b"x-forwarded-proto"), last(b"x-forwarded-host")
    return [_Hop(part, scheme, host) for part in addresses] or [_Hop("", scheme, host)]


def told_by_proxy(
    headers: list[tuple[bytes, bytes]], *, peer: str, trusted: list[Network], header: Header
) -> Told:
    """What is known of the visitor whose connection comes from *peer*.

    The chain is read from its right end, where the trusted proxies wrote; the first address that is
    none of theirs is the visitor's. What stands left of it the visitor may have made up.

    Args:
        headers: Raw ones of the request.
        peer: Address at the other end of the connection.
        trusted: Whose word is taken; nobody's when empty.
        header: Which headers these proxies write. Only those are read: the others they pass on unseen.
    """
    here = _address_of(peer)
    if here is None or not _is_in(here, trusted):
        return Told(peer, "", "")
    hops = _forwarded(_lines(headers, b"forwarded")) if header == "forwarded" else _x_forwarded(headers)
    address, scheme, host = here, "", ""
    for hop in reversed(hops):
        scheme, host = hop.scheme.lower() or scheme, hop.host or host
        found = _address_of(hop.address)
        if found is None:
            break
        address = found
        if not _is_in(found, trusted):
            break
    return Told(str(address), scheme if scheme in _SCHEMES else "", host if _HOST.fullmatch(host) else "")
