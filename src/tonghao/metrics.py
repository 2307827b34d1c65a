"""What Prometheus may ask: counted in each process, summed over all processes of one `up`."""

import os
from functools import cache
from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

# The package reads it once, when it is imported: processes of `up` find it in their environment.
FOLDER_VARIABLE: Final = "PROMETHEUS_MULTIPROC_DIR"

_REQUEST_BUCKETS: Final = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_WORK_BUCKETS: Final = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_WAIT_BUCKETS: Final = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0)

_registry = CollectorRegistry()

REQUESTS = Counter(
    "tonghao_requests_total", "Answers by operation and status.", ["operation", "status"], registry=_registry
)
REQUEST_SECONDS = Histogram(
    "tonghao_request_seconds",
    "Time to the end of an answer.",
    ["operation"],
    buckets=_REQUEST_BUCKETS,
    registry=_registry,
)
SOCKETS = Gauge("tonghao_sockets", "Open live sockets.", registry=_registry, multiprocess_mode="livesum")
VERDICTS = Counter("tonghao_verdicts_total", "What screening said.", ["kind", "act"], registry=_registry)
PHOTO_SECONDS = Histogram(
    "tonghao_photo_seconds",
    "Decoding and judging one photo.",
    buckets=_WORK_BUCKETS,
    registry=_registry,
)
JOBS = Counter("tonghao_jobs_total", "Runs of jobs by result.", ["job", "result"], registry=_registry)
JOB_SECONDS = Histogram(
    "tonghao_job_seconds", "Time of one run.", ["job"], buckets=_WORK_BUCKETS, registry=_registry
)


@cache
def _answered(operation: str, status: int) -> tuple[Counter, Histogram]:
    """The two series of an operation and status; looking them up costs more than counting."""
    return REQUESTS.labels(operation, str(status)), REQUEST_SECONDS.labels(operation)


def count_answer(operation: str, status: int, seconds: float) -> None:
    """Count one answer; *operation* is one of the server's own names, never what a visitor typed."""
    requests, took = _answered(operation, status)
    requests.inc()
    took.observe(seconds)


@cache
def _judged(kind: str, act: str) -> Counter:
    return VERDICTS.labels(kind, act)


def count_verdict(kind: str, act: str, times: int = 1) -> None:
    """Count what screening said of *times* texts or photos."""
    _judged(kind, act).inc(times)


def exposition(moment: dict[str, tuple[str, float]]) -> bytes:
    """All series in the text format of Prometheus.

    Args:
        moment: What is read at the moment of asking: name -> (help, value).
    """
    registry = CollectorRegistry()
    if os.environ.get(FOLDER_VARIABLE):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        counted = generate_latest(registry)
    else:
        counted = generate_latest(_registry)
    now = CollectorRegistry()
    for name, (about, value) in moment.items():
        Gauge(name, about, registry=now).set(value)
    return counted + generate_latest(now)


def fresh_folder(data: Path) -> Path:
    """An empty folder below *data* for the counts of the processes that are about to start."""
    folder = data / "metrics"
    folder.mkdir(mode=0o700, exist_ok=True)
    for old in folder.glob("*.db"):
        old.unlink(missing_ok=True)
    return folder


def forget_process(folder: Path, number: int) -> None:
    """A process ended: what it held open is gone, what it counted stays."""
    mark_process_dead(number, str(folder))  # type: ignore[no-untyped-call]
