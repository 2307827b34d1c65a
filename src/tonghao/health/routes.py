"""HTTP for machines that watch: alive, ready, and the numbers."""

from typing import Any, Final

from litestar import MediaType, Request, Response, Router, get

from tonghao import __version__, clock
from tonghao.answers import refusals
from tonghao.config import Config
from tonghao.crypto import digest, same
from tonghao.db import Pool, reading
from tonghao.errors import NotFound, Refusal, Unavailable
from tonghao.health.read import lags, outbox_lag_seconds
from tonghao.health.types import Alive, Health, Ready
from tonghao.ledger.read import find_last_audit
from tonghao.metrics import exposition
from tonghao.migrate import missing_migrations

_PING: Final = "SELECT 1"
_LONGEST_LAG_SECONDS: Final = 300.0
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


class NotReady(Refusal):
    """This server is not ready yet; details say why. Ask again in a moment."""

    status = 503


@get("/health", operation_id="getHealth", responses=refusals(Unavailable))
async def health(pool: Pool) -> Health:
    """Whether the server answers and reaches its database."""
    async with reading(pool) as conn:
        await conn.fetchval(_PING)
    return Health("ok", __version__)


@get("/health/live", operation_id="getLiveness")
async def live() -> Alive:
    """Whether this process answers at all; one that does not is to be started again."""
    return Alive("alive")


@get("/health/ready", operation_id="getReadiness", responses=refusals(Unavailable, NotReady))
async def ready(pool: Pool) -> Ready:
    """Whether this process may be given visitors: database, migrations, and events that become jobs."""
    async with reading(pool) as conn:
        missing = await missing_migrations(conn)
        if missing:
            raise NotReady(reason="migrations", missing=len(missing))
        lag = await outbox_lag_seconds(conn)
    if lag > _LONGEST_LAG_SECONDS:
        raise NotReady(reason="events wait", outbox_lag_seconds=lag)
    return Ready("ready", lag)


def _may_read(request: Request[Any, Any, Any], token: str) -> bool:
    said = request.headers.get("authorization", "")
    if token and said.startswith("Bearer "):
        return same(digest(said.removeprefix("Bearer ").strip()), digest(token))
    # A proxy on this machine asks for others; it says so.
    peer = request.client.host if request.client else ""
    return peer in _LOOPBACK and not any(name in request.headers for name in _FORWARDED)


@get("/metrics", include_in_schema=False)
async def metrics(request: Request[Any, Any, Any], pool: Pool, config: Config) -> Response[bytes]:
    """The numbers in Prometheus' text format, summed over all processes; to everybody else, nothing."""
    if not _may_read(request, config.metrics_token):
        raise NotFound
    async with reading(pool) as conn:
        now = await lags(conn)
        audit = await find_last_audit(conn)
    moment: dict[str, tuple[str, float]] = {
        "tonghao_jobs_due": ("Jobs that could run now.", now.jobs_due),
        "tonghao_jobs_running": ("Jobs at work.", now.jobs_running),
        "tonghao_jobs_failed": ("Jobs that gave up.", now.jobs_failed),
        "tonghao_oldest_job_seconds": ("Age of the oldest due job.", now.oldest_job_seconds),
        "tonghao_events_waiting": ("Events that are not jobs yet, at most 10000.", now.events_waiting),
        "tonghao_outbox_lag_seconds": ("Age of the oldest such event.", now.oldest_event_seconds),
        "tonghao_photos_pending": ("Photos without a verdict.", now.photos_pending),
        "tonghao_oldest_photo_seconds": ("Age of the oldest of them.", now.oldest_photo_seconds),
        "tonghao_texts_waiting": ("Texts without a verdict.", now.texts_waiting),
        "tonghao_books_faults": (
            "What the last audit of the books found.",
            len(audit.faults) if audit else 0,
        ),
        "tonghao_books_audit_age_seconds": (
            "Age of the last audit of the books; -1 before the first.",
            (clock.now() - audit.began_at).total_seconds() if audit else -1,
        ),
        "tonghao_database_connections": ("Connections to the database.", now.connections),
    }
    return Response(exposition(moment), media_type=MediaType.TEXT, headers={"content-type": _TYPE})


router = Router("/", route_handlers=[health, live, ready], tags=["health"])
bare = Router("/", route_handlers=[metrics])
