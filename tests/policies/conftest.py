"""The policy that ships is in force again after every test of this folder."""

from collections.abc import Iterator

import pytest

from tonghao.screening.policy import put_in_force, shipped


@pytest.fixture(autouse=True)
def shipped_again() -> Iterator[None]:
    yield
    put_in_force(shipped())
