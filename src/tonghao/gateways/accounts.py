"""The accounts through which a gateway's money goes."""

from uuid import UUID

from tonghao.db import Connection
from tonghao.ids import derived_id
from tonghao.ledger.accounts import account_id_of, open_account


def gateway_id_of(gateway: str) -> UUID:
    """The owner of a gateway's accounts."""
    return derived_id("gateway", gateway)


def clearing_of(gateway: str, currency: str) -> UUID:
    """The account that mirrors what lies at the gateway: below zero by what people hold here."""
    return account_id_of("gateway", gateway_id_of(gateway), "clearing", currency)


def in_flight_of(order_id: UUID, currency: str) -> UUID:
    """The account in which the money of one withdrawal waits for the gateway's word."""
    return account_id_of("gateway", order_id, "in_flight", currency)


async def open_clearing(conn: Connection, gateway: str, currency: str) -> UUID:
    """Open a gateway's clearing account, which may go below zero without limit."""
    return await open_account(
        conn,
        owner_kind="gateway",
        owner_id=gateway_id_of(gateway),
        purpose="clearing",
        currency=currency,
        floor_minor=None,
    )


async def open_in_flight(conn: Connection, order_id: UUID, currency: str) -> UUID:
    """Open the account of one withdrawal."""
    return await open_account(
        conn, owner_kind="gateway", owner_id=order_id, purpose="in_flight", currency=currency
    )
