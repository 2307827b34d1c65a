"""What machines are told: alive, ready, and the numbers, which are for this machine or for a token."""

import json

import httpx
import pytest

from tests.still import StillPool
from tests.world import Browser, World
from tonghao.app import create_app
from tonghao.config import Config
from tonghao.db import Connection, Pool, writing


async def test_a_process_says_that_it_lives_and_is_ready(browser: Browser, pool: Pool) -> None:
    async with writing(pool) as conn:
        # What earlier tests left waiting here, where no worker runs.
        await conn.execute("DELETE FROM outbox WHERE at < now() - interval '10 seconds'")
    assert (await browser.get("/api/v1/health/live")).json() == {"status": "alive"}
    ready = await browser.get("/api/v1/health/ready")
    assert ready.status_code == 200
    assert ready.json()["status"] == "ready"


async def _app(config: Config, conn: Connection, parts: dict[str, object]) -> httpx.AsyncClient:
    app = create_app(config, parts=parts | {"pool": StillPool(conn), "config": config})
    app.state.config = config
    app.state.parts = parts | {"pool": StillPool(conn), "config": config}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost:8000")


async def test_a_server_whose_tables_are_old_is_not_ready(
    config: Config, conn: Connection, parts: dict[str, object]
) -> None:
    await conn.execute(
        "DELETE FROM schema_migrations WHERE version = (SELECT max(version) FROM schema_migrations)"
    )
    async with await _app(config, conn, parts) as client:
        answer = await client.get("/api/v1/health/ready")
    assert answer.status_code == 503
    assert answer.json()["details"] == {"reason": "migrations", "missing": 1}


async def test_a_server_whose_events_do_not_become_jobs_is_not_ready(
    config: Config, conn: Connection, parts: dict[str, object]
) -> None:
    await conn.execute("DELETE FROM relay_cursors WHERE name = 'jobs'")
    await conn.execute(
        "INSERT INTO outbox (tx, audience, kind, event, at)"
        " VALUES ('3', 'nobody', 'x', '{}', now() - interval '1 hour')"
    )
    async with await _app(config, conn, parts) as client:
        answer = await client.get("/api/v1/health/ready")
    assert answer.status_code == 503
    assert answer.json()["details"]["outbox_lag_seconds"] > 3000


async def test_the_numbers_tell_operations_statuses_and_lags(browser: Browser) -> None:
    await browser.get("/api/v1/health/live")
    await browser.get("/api/v1/me/never-here")
    answer = await browser.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    told = answer.text
    assert 'tonghao_requests_total{operation="getLiveness",status="200"}' in told
    assert 'tonghao_request_seconds_bucket{le="0.002",operation="getLiveness"}' in told
    for name in ("jobs_due", "outbox_lag_seconds", "oldest_photo_seconds", "sockets", "texts_waiting"):
        assert f"tonghao_{name}" in told
    assert "never-here" not in told


async def test_the_numbers_count_what_screening_said(browser: Browser, world: World) -> None:
    made = await world.circle()
    await world.post(made.circle_id, made.owner_id)
    assert 'tonghao_verdicts_total{act="allow",kind="text"}' in (await browser.get("/metrics")).text


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip"])
async def test_whoever_comes_through_a_proxy_gets_no_numbers(browser: Browser, header: str) -> None:
    answer = await browser.get("/metrics", headers={header: "203.0.113.9"})
    assert answer.status_code == 404
    assert json.loads(answer.content)["code"] == "not_found"


async def test_a_token_opens_the_numbers_from_elsewhere(
    config: Config, pool: Pool, parts: dict[str, object]
) -> None:
    guarded = config.model_copy(update={"metrics_token": "a long secret of the operator"})
    app = create_app(guarded, parts=parts | {"config": guarded})
    app.state.config, app.state.parts = guarded, parts | {"config": guarded}
    transport = httpx.ASGITransport(app, client=("198.51.100.7", 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
        assert (await client.get("/metrics")).status_code == 404
        wrong = await client.get("/metrics", headers={"authorization": "Bearer another"})
        assert wrong.status_code == 404
        right = await client.get(
            "/metrics", headers={"authorization": "Bearer a long secret of the operator"}
        )
        assert right.status_code == 200
