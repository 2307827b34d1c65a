"""What becomes of an error that no verb foresaw."""

from typing import Any

import httpx
import pytest
from litestar import Litestar, get

from tonghao.answers import exception_handlers
from tonghao.db import Pool, reading


async def _asked(pool: Pool, query: str, *values: object) -> tuple[int, str]:
    @get("/")
    async def ask() -> Any:
        async with reading(pool) as conn:
            return await conn.fetchval(query, *values)

    app = Litestar([ask], exception_handlers=exception_handlers, logging_config=None, openapi_config=None)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        answer = await client.get("/")
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("SELECT $1::int", 2**40),
        ("SELECT $1::text", "\ud800"),
        ("SELECT $1::text", "a\0b"),
        ("SELECT $1::int", "x"),
    ],
)
async def test_a_value_that_cannot_be_stored_is_the_askers(pool: Pool, query: str, value: object) -> None:
    assert await _asked(pool, query, value) == (400, "invalid_request")


@pytest.mark.parametrize("end", ["pg_cancel_backend", "pg_terminate_backend"])
async def test_a_statement_that_the_server_ends_is_asked_again_later(pool: Pool, end: str) -> None:
    found = await _asked(pool, f"SELECT {end}(pg_backend_pid()), pg_sleep(10)")
    assert found == (503, "unavailable")
    assert await _asked(pool, "SELECT 1/0") == (400, "invalid_request")


@pytest.mark.parametrize("state", ["53100", "53200", "53300", "57P03", "58030", "25006", "25P03"])
async def test_a_database_that_is_full_fails_or_steps_down_is_unavailable(pool: Pool, state: str) -> None:
    query = f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"
    assert await _asked(pool, query) == (503, "unavailable")
