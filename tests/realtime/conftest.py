"""One running server for the tests of live events."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.realtime.device import House, open_house
from tonghao.config import Config


@pytest.fixture(scope="session")
async def house(config: Config, parts: dict[str, Any]) -> AsyncIterator[House]:
    """A server with a port of its own."""
    async with open_house(config, parts) as opened:
        yield opened
