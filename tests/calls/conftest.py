"""What a test of calls commits about the whole platform is gone after it."""

from collections.abc import AsyncIterator

import pytest

from tonghao.db import Pool, writing


@pytest.fixture(autouse=True)
async def _nobody_on_duty(pool: Pool) -> AsyncIterator[None]:
    yield
    async with writing(pool) as conn:
        await conn.execute("DELETE FROM platform_shifts")
        await conn.execute("UPDATE calls SET over_at = now(), next_at = NULL WHERE over_at IS NULL")
