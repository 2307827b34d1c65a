"""Secrets: passwords, tokens and codes. Only hashes of them are stored."""

import asyncio
import hashlib
import hmac
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODY = _HASHER.hash(secrets.token_urlsafe(16))


def new_token() -> str:
    """256 random bits for a link or a session, safe in an address."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """A one-time code: six digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


def digest(secret: str) -> bytes:
    """What is stored instead of a token or code (SHA-256; tokens carry enough chance of their own)."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def same(left: bytes, right: bytes) -> bool:
    """Whether two digests are equal, in constant time."""
    return hmac.compare_digest(left, right)


async def hash_password(password: str) -> str:
    """The argon2id hash of *password*, made in a thread: it takes tens of milliseconds."""
    return await asyncio.to_thread(_HASHER.hash, password)


async def password_fits(stored: str | None, password: str) -> bool:
    """Whether *password* belongs to the hash *stored*; as slow for nobody's hash as for somebody's."""

    def fits() -> bool:
        try:
            return _HASHER.verify(stored or _NOBODY, password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False

    return await asyncio.to_thread(fits)
