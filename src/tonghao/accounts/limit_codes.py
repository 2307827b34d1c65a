"""Limit codes: few for one target, address and network; texts cost money and have brakes of their own."""

from contextlib import suppress
from ipaddress import IPv6Address, ip_address, ip_network

from tonghao.accounts.check_phone import region_of
from tonghao.accounts.types import Contact, Purpose
from tonghao.config import Config
from tonghao.limits import Limiter


def network_of(address: str) -> str:
    """The network in which *address* lies: what one subscriber or one office is given."""
    with suppress(ValueError):
        known = ip_address(address)
        if isinstance(known, IPv6Address) and known.ipv4_mapped is not None:
            known = known.ipv4_mapped
        bits = 48 if isinstance(known, IPv6Address) else 24
        return str(ip_network((known, bits), strict=False))
    return "unknown"


async def count_code(
    limiter: Limiter, config: Config, *, contact: Contact, purpose: Purpose, address: str
) -> None:
    """Count a code that is asked for, whether or not anybody has *contact*.

    Whoever earns by texts to ranges of expensive numbers asks from many addresses for many numbers that
    differ only at the end; so such ranges and regions have a cap a day.

    Raises:
        TooMany: one of the windows is full.
    """
    text = contact.kind == "phone"
    await limiter.count("20 per 1 hour" if text else "60 per 1 hour", "code", contact.kind, address)
    await limiter.count(
        "100 per 1 hour" if text else "300 per 1 hour", "code", contact.kind, network_of(address)
    )
    await limiter.count("3 per 10 minutes", "code", purpose, contact.value)
    await limiter.count("10 per 1 day", "code", purpose, contact.value)
    if text:
        await limiter.count("12 per 1 day", "text", contact.value)
        await limiter.count(f"{config.sms_prefix_day} per 1 day", "text", "prefix", contact.value[:-4])
        await limiter.count(f"{config.sms_region_day} per 1 day", "text", "region", region_of(contact.value))
