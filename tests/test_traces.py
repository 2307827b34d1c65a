"""Traces: off by default; with a collector, requests, statements and jobs are spans without values."""

import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tonghao.app import create_app
from tonghao.config import Config
from tonghao.db import open_pool, reading
from tonghao.outbox import newest_cursor
from tonghao.traces import end_traces, set_up_traces, span, tracing
from tonghao.worker import _counted


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    set_up_traces("", "test", exporter=exporter)
    yield exporter
    end_traces()


async def test_a_statement_is_named_after_its_constant_inside_its_job(
    spans: InMemorySpanExporter, dsn: str
) -> None:
    pool = await open_pool(dsn, size=2)
    with _counted("posts.example"):
        async with reading(pool) as conn:
            await newest_cursor(conn)
            await conn.fetchval("SELECT 'a secret that no span may hold'")
    await pool.close()
    end_traces()
    made = {one.name: one for one in spans.get_finished_spans()}
    statement, job = made["sql outbox._NEWEST"], made["job posts.example"]
    assert statement.parent is not None
    assert statement.parent.span_id == job.context.span_id
    assert "sql other" in made
    assert "secret" not in "".join(one.to_json() for one in made.values())


async def test_a_request_is_a_span_named_after_its_operation(
    spans: InMemorySpanExporter, config: Config, parts: dict[str, object]
) -> None:
    app = create_app(config, parts=parts)
    app.state.config, app.state.parts = config, parts
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://localhost:8000"
    ) as client:
        await client.get("/api/v1/health/live")
    end_traces()
    (made,) = [one for one in spans.get_finished_spans() if one.name.startswith("request")]
    assert made.name == "request getLiveness"
    assert dict(made.attributes or {}) == {"http.response.status_code": 200}


def test_nothing_is_set_up_without_a_collector() -> None:
    set_up_traces("", "test")
    assert not tracing()
    with span("job", "x") as made:
        assert made is None


def test_spans_reach_a_collector_over_http() -> None:
    came: list[tuple[str, bytes]] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append((self.path, self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    set_up_traces(f"http://127.0.0.1:{server.server_port}", "test")
    with span("job", "posts.example"):
        pass
    end_traces()
    server.shutdown()
    server.server_close()
    assert came
    assert came[0][0] == "/v1/traces"
    assert "opentelemetry" in sys.modules
