"""The nouns of health."""

from typing import Literal

import msgspec


class Health(msgspec.Struct, frozen=True):
    """That the server answers and reaches its database."""

    status: str
    version: str


class Alive(msgspec.Struct, frozen=True):
    """That this process answers; it says nothing of its database."""

    status: Literal["alive"]


class Ready(msgspec.Struct, frozen=True):
    """That this process may be given visitors."""

    status: Literal["ready"]
    outbox_lag_seconds: float


class Lags(msgspec.Struct, frozen=True):
    """What waits, and for how long; ages are 0 when nothing waits.

    Attributes:
        jobs_due: Jobs that could run now; `jobs_running` are at work, `jobs_failed` gave up.
        events_waiting: Committed events that have not become jobs.
    """

    jobs_due: int
    jobs_running: int
    jobs_failed: int
    oldest_job_seconds: float
    events_waiting: int
    oldest_event_seconds: float
    photos_pending: int
    oldest_photo_seconds: float
    texts_waiting: int
    connections: int
