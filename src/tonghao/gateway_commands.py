"""`./tonghao gateway`: try a provider before anybody's money goes there."""

import asyncio
from typing import Annotated

import typer

from tonghao.lent import DatabaseUrl, lent_database

gateway_commands = typer.Typer(help="支付通道 / payment gateways", no_args_is_help=True)


@gateway_commands.callback()
def _all() -> None:
    """支付通道 / payment gateways."""


@gateway_commands.command("prove")
def prove(
    amount: Annotated[str, typer.Argument(help="金额 / an amount, e.g. 0.01")] = "0.01",
    database_url: DatabaseUrl = "",
) -> None:
    """用通道自己的沙箱走一单，不记账 / one order in the provider's own sandbox; nothing is booked."""
    from tonghao.config import Config
    from tonghao.db import open_pool
    from tonghao.gateways.known import gateways_of
    from tonghao.gateways.prove import prove_gateway
    from tonghao.gateways.types import GatewayAway, GatewayRefused, Notice
    from tonghao.money import minor_of

    async def run(address: str) -> Notice | None:
        config = Config(database_url=address)
        pool = await open_pool(address, size=2)
        try:
            gateway = gateways_of(config, pool).in_use()
            typer.echo(f"{gateway.name}: {amount} {config.currency}")
            minor = minor_of(amount, config.currency)
            return await prove_gateway(gateway, amount_minor=minor, currency=config.currency, say=typer.echo)
        finally:
            await pool.close()

    with lent_database(database_url) as address:
        try:
            told = asyncio.run(run(address))
        except (GatewayAway, GatewayRefused) as fault:
            typer.echo(f"✗ {fault}", err=True)
            raise typer.Exit(1) from None
    state = "unknown" if told is None else f"{told.state} {told.reference}"
    done = told is not None and told.state == "succeeded"
    typer.echo(f"{'✓' if done else '✗'} {state}", err=not done)
    raise typer.Exit(0 if done else 1)
