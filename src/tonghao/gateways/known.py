"""The gateways that this process knows, and the one that is in use."""

from typing import Final

import msgspec

from tonghao.config import Config
from tonghao.db import Pool
from tonghao.errors import NotFound
from tonghao.gateways.complete import must_be_complete
from tonghao.gateways.place_order import NoGateway
from tonghao.gateways.sandbox import SandboxGateway
from tonghao.gateways.types import Gateway

# Which of them an operator has run against the provider's own sandbox, and told us of.
PROVEN: Final[frozenset[str]] = frozenset({"sandbox"})


class Gateways(msgspec.Struct, frozen=True):
    """Every gateway that may still tell of orders, and the name of the one that takes new ones."""

    active: str | None
    by_name: dict[str, Gateway]

    def one(self, name: str) -> Gateway:
        """The gateway called *name*.

        Raises:
            NotFound: there is none.
        """
        found = self.by_name.get(name)
        if found is None:
            raise NotFound
        return found

    def in_use(self) -> Gateway:
        """The gateway that takes new orders.

        Raises:
            NoGateway: the house runs on points.
        """
        if self.active is None:
            raise NoGateway
        return self.by_name[self.active]


def gateways_of(config: Config, pool: Pool) -> Gateways:
    """The gateways that the settings name; each brings its provider's package only when it is asked for.

    Raises:
        NoticesUnsigned, GatewayIncomplete: see `must_be_complete`.
    """
    must_be_complete(config)
    by_name: dict[str, Gateway] = {}
    if config.gateway == "sandbox":
        by_name["sandbox"] = SandboxGateway(pool, config)
    if config.stripe_key:
        from tonghao.gateways.stripe_gateway import StripeGateway

        by_name["stripe"] = StripeGateway(config)
    if config.alipay_app:
        from tonghao.gateways.alipay_gateway import AlipayGateway

        by_name["alipay"] = AlipayGateway(config)
    return Gateways(None if config.gateway == "none" else config.gateway, by_name)
