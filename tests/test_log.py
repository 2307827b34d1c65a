"""The log: a number for each request, and no person in it."""

import json
import logging

import httpx
import pytest
import structlog

from tests.world import PASSWORD, Browser, World
from tonghao.app import create_app
from tonghao.config import Config
from tonghao.log import log

_WORDS = "有人在操场边丢了一把蓝色的伞"
_MAIL = "somebody.known@example.org"


@pytest.fixture
async def told(
    config: Config, parts: dict[str, object], world: World, capsys: pytest.CaptureFixture[str]
) -> list[str]:
    """The lines of a server that logs everything while somebody does everything, also what goes wrong."""
    speaking = config.model_copy(update={"log_format": "json", "log_requests": True})
    app = create_app(speaking, parts=parts | {"config": speaking})
    app.state.config, app.state.parts = speaking, parts | {"config": speaking}
    made = await world.circle(members=1)
    async with Browser(app, world) as client:
        await client.as_(made.members[0])
        await client.post(f"/api/v1/circles/{made.circle_id}/posts", json={"text": _WORDS, "photos": []})
        await client.post("/api/v1/sign-up-codes", json={"email": _MAIL})
        await client.post("/api/v1/sessions", json={"email": _MAIL, "password": PASSWORD})
        await client.get("/claim/tok-3f9c1-secret")
        await client.get(f"/api/v1/search-nowhere?q={_WORDS}")
    try:
        await _fail_with_words(parts["pool"])
    except Exception:
        log.error("job", exc_info=True)
        logging.getLogger("pgqueuer").exception("failed for %s", _MAIL)
    try:
        raise ConnectionResetError
    except ConnectionResetError:
        logging.getLogger("asyncpg.pool").warning("connection not renewed", exc_info=True)
    told = capsys.readouterr().err.splitlines()
    # The lines after this test go to no stream that ends with it.
    structlog.reset_defaults()
    logging.basicConfig(force=True, handlers=[logging.NullHandler()])
    assert told
    return told


async def _fail_with_words(pool: object) -> None:
    from tonghao.db import writing

    async with writing(pool) as conn:  # type: ignore[arg-type]
        for _ in range(2):
            await conn.execute(
                "INSERT INTO email_claims (email, account_id) VALUES ($1, gen_random_uuid())", _MAIL
            )


async def test_no_line_holds_a_mail_a_text_a_token_or_a_path(told: list[str]) -> None:
    everything = "\n".join(told)
    for secret in (_MAIL, _WORDS, PASSWORD, "tok-3f9c1", "/api/v1", "session"):
        assert json.dumps(secret)[1:-1] not in everything, secret
        assert secret not in everything


async def test_each_request_is_a_line_with_operation_status_and_its_own_number(told: list[str]) -> None:
    lines = [json.loads(line) for line in told if '"event": "request"' in line]
    seen = {line["operation"]: line["status"] for line in lines}
    assert seen["writePost"] == 201
    assert seen["none"] == 404
    assert len({line["request_id"] for line in lines}) == len(lines)


async def test_an_error_is_told_by_kind_and_place(told: list[str]) -> None:
    lines = [json.loads(line) for line in told if "UniqueViolationError" in line]
    assert {line["event"] for line in lines} == {"job", "failed for %s"}
    assert all("_fail_with_words" in line["trace"] for line in lines)


async def test_a_lost_connection_is_one_quiet_line(told: list[str]) -> None:
    [line] = [json.loads(line) for line in told if "connection not renewed" in line]
    assert (line["error"], line["level"], "trace" in line) == ("ConnectionResetError", "warning", False)


async def test_the_answer_carries_its_number_and_not_the_visitors(app: object) -> None:
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
        answer = await client.get("/api/v1/health/live", headers={"x-request-id": "mine"})
    assert len(answer.headers["x-request-id"]) == 16
