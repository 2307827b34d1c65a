"""Traces for OpenTelemetry: off unless a collector is named; then requests, statements and jobs are spans."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter

_NANOSECONDS: Final = 1_000_000_000
_tracer: Any = None
_provider: Any = None


def set_up_traces(url: str, process: str, *, exporter: "SpanExporter | None" = None) -> None:
    """Send spans of this process to the OTLP/HTTP collector at *url*; empty: none, at no cost.

    The package is imported only then. Spans carry names of operations, constants and jobs, never a
    value, a path or an address.
    """
    global _tracer, _provider  # noqa: PLW0603 - one tracer per process
    if not url and exporter is None:
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    _provider = TracerProvider(resource=Resource({"service.name": f"tonghao-{process}"}))
    exporter = exporter or OTLPSpanExporter(endpoint=f"{url.rstrip('/')}/v1/traces")
    _provider.add_span_processor(BatchSpanProcessor(exporter))
    _tracer = _provider.get_tracer("tonghao")


def end_traces() -> None:
    """Send what waits, then no more."""
    global _tracer, _provider  # noqa: PLW0603 - one tracer per process
    if _provider is not None:
        _provider.shutdown()
    _tracer = _provider = None


def tracing() -> bool:
    """Whether a collector is named."""
    return _tracer is not None


@contextmanager
def span(kind: str, name: str) -> Iterator[Any]:
    """A span around the block; ask `tracing` first where every microsecond counts."""
    if _tracer is None:
        yield None
        return
    with _tracer.start_as_current_span(
        f"{kind} {name}", record_exception=False, set_status_on_exception=True
    ) as made:
        yield made


@cache
def _names() -> dict[str, str]:
    """Statement -> the constant that holds it, over all modules that are loaded."""
    return {
        value: f"{module.removeprefix('tonghao.')}.{name}"
        for module, loaded in sorted(sys.modules.items())
        if module.startswith("tonghao.")
        for name, value in vars(loaded).items()
        if isinstance(value, str) and name.isupper() and " " in value
    }


def saw_statement(query: str, elapsed_seconds: float) -> None:
    """A statement ended: its span is made afterwards, named after its constant."""
    if _tracer is None:
        return
    end = time.time_ns()
    begun = end - int(elapsed_seconds * _NANOSECONDS)
    _tracer.start_span(f"sql {_names().get(query, 'other')}", start_time=begun).end(end)
