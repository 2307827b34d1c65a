"""Rate limits, counted in one unlogged table and so shared by all processes."""

from functools import cache
from time import time
from typing import Final

from limits import RateLimitItem, parse
from limits.aio.storage import Storage
from limits.aio.strategies import FixedWindowRateLimiter

from tonghao.db import Pool, reading
from tonghao.errors import TooMany

_HIT: Final = """
    INSERT INTO rate_limits AS l (key, hits, expires_at)
    VALUES ($1, $3, now() + make_interval(secs => $2))
    ON CONFLICT (key) DO UPDATE
       SET hits = CASE WHEN l.expires_at <= now() THEN $3 ELSE l.hits + $3 END,
           expires_at = CASE WHEN l.expires_at <= now() THEN excluded.expires_at ELSE l.expires_at END
    RETURNING hits
"""
_HITS: Final = "SELECT hits FROM rate_limits WHERE key = $1 AND expires_at > now()"
_EXPIRY: Final = "SELECT extract(epoch FROM expires_at)::float8 FROM rate_limits WHERE key = $1"
_CLEAR: Final = "DELETE FROM rate_limits WHERE key = $1"
_TRIM: Final = "DELETE FROM rate_limits WHERE expires_at < now()"


class _TableStorage(Storage):
    """Counts in `rate_limits`, on a connection of their own: a refused request still counts."""

    STORAGE_SCHEME = ["tonghao"]  # noqa: RUF012 - the base class makes it an instance variable

    def __init__(self, pool: Pool) -> None:
        super().__init__()
        self._pool = pool

    @property
    def base_exceptions(self) -> type[Exception]:
        return Exception

    async def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        async with reading(self._pool) as conn:
            return int(await conn.fetchval(_HIT, key, expiry, amount))

    async def get(self, key: str) -> int:
        async with reading(self._pool) as conn:
            return int(await conn.fetchval(_HITS, key) or 0)

    async def get_expiry(self, key: str) -> float:
        async with reading(self._pool) as conn:
            return float(await conn.fetchval(_EXPIRY, key) or 0)

    async def check(self) -> bool:
        return True

    async def reset(self) -> int | None:
        async with reading(self._pool) as conn:
            await conn.execute(_TRIM)
        return None

    async def clear(self, key: str) -> None:
        async with reading(self._pool) as conn:
            await conn.execute(_CLEAR, key)


@cache
def _window_of(limit: str, scale: float) -> RateLimitItem:
    """*limit* widened by *scale*; there are as many as the routes name, so each is read once."""
    window = parse(limit)
    window.amount = max(1, int(window.amount * scale))
    return window


class Limiter:
    """Asks and counts. One per process, handed to routes."""

    def __init__(self, pool: Pool, *, scale: float = 1.0) -> None:
        self._storage = _TableStorage(pool)
        self._windows = FixedWindowRateLimiter(self._storage)
        self._scale = scale

    async def count(self, limit: str, *subject: str) -> None:
        """Count one attempt of *subject* against *limit*.

        Args:
            limit: In the words of the `limits` package, e.g. `5 per 15 minutes`.
            subject: What is counted: the action first, then account or address.

        Raises:
            TooMany: the window is full; `details` has `retry_after_seconds`.
        """
        window = _window_of(limit, self._scale)
        if not await self._windows.hit(window, *subject):
            stats = await self._windows.get_window_stats(window, *subject)
            raise TooMany(retry_after_seconds=max(1, round(stats.reset_time - time())))

    async def trim(self) -> None:
        """Forget windows that are over."""
        await self._storage.reset()
