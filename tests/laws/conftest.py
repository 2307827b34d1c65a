"""One server for all laws that send it nonsense."""

from collections.abc import Iterator

import pytest

from tests.laws.fuzz_server import FuzzServer, open_fuzz_server


@pytest.fixture(scope="session")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FuzzServer]:
    """A server and a database of their own."""
    with open_fuzz_server(tmp_path_factory.mktemp("fuzz")) as opened:
        yield opened
