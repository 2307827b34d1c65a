"""A stand-in of a provider's HTTP interface: answers from a table, and keeps what it was asked."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

Answer = Callable[[str, str, dict[str, str], dict[str, str]], tuple[int, bytes]]


class Provider:
    """What is running: its address, and every request as method, path, fields and headers."""

    def __init__(self, answer: Answer) -> None:
        self.asked: list[tuple[str, str, dict[str, str], dict[str, str]]] = []
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def _any(self) -> None:
                parts = urlsplit(self.path)
                size = int(self.headers.get("content-length") or 0)
                said = parse_qsl(parts.query) + parse_qsl(self.rfile.read(size).decode())
                request = (
                    self.command,
                    parts.path,
                    dict(said),
                    {k.lower(): v for k, v in self.headers.items()},
                )
                provider.asked.append(request)
                status, body = answer(*request)
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = _any

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def running(answer: Answer) -> Iterator[Provider]:
    """A provider for the length of a block."""
    provider = Provider(answer)
    provider.start()
    try:
        yield provider
    finally:
        provider.stop()


def said(body: Any, status: int = 200) -> tuple[int, bytes]:
    """An answer in JSON."""
    return status, json.dumps(body).encode()
