"""How jobs are given their parts."""

import pytest

from tonghao.parts import call_with


async def test_a_job_gets_the_parts_that_it_names_and_keeps_its_own_defaults() -> None:
    got: list[tuple[object, ...]] = []

    async def job(event: str, pool: str, at: str | None = None) -> None:
        got.append((event, pool, at))

    await call_with({"pool": "p", "other": "o"}, job, "e")
    assert got == [("e", "p", None)]


async def test_a_part_that_is_missing_is_noticed() -> None:
    async def job(pool: str) -> None:
        """Never called."""

    with pytest.raises(KeyError):
        await call_with({}, job)
