"""Edit the profile: what others see, and how one's own screens look."""

from functools import cache
from typing import Final
from uuid import UUID
from zoneinfo import available_timezones

from tonghao import outbox
from tonghao.accounts.check_handle import checked_handle, claim_handle, skeleton_of
from tonghao.accounts.check_name import checked_bio, checked_name
from tonghao.accounts.read import get_me
from tonghao.accounts.screen_text import must_pass
from tonghao.accounts.types import Me, ProfileEdit
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.events import ProfileEdited
from tonghao.screening.text import TextScreener

_LOCK: Final = "SELECT id FROM accounts WHERE id = $1 AND state IN ('active', 'leaving') FOR UPDATE"
_HANDLE: Final = "SELECT handle FROM profiles WHERE account_id = $1"
_FREE: Final = "DELETE FROM handle_claims WHERE skeleton = $1 AND account_id = $2"
_SHOW: Final = """
    UPDATE profiles SET name = coalesce($2, name), bio = coalesce($3, bio), handle = coalesce($4, handle)
     WHERE account_id = $1
"""
_SET: Final = """
    UPDATE accounts SET locale = coalesce($2, locale), theme = coalesce($3, theme), zone = coalesce($4, zone)
     WHERE id = $1
"""


class ZoneUnknown(Refusal):
    """There is no such time zone. Take one such as Asia/Shanghai."""

    status = 400


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def must_be_zone(zone: str) -> None:
    """Raises ZoneUnknown unless *zone* is a time zone's name."""
    if zone not in _zones():
        raise ZoneUnknown


async def edit_profile(
    conn: Connection, *, screener: TextScreener, account_id: UUID, edit: ProfileEdit
) -> Me:
    """Change what *edit* names; a handle that is given up is free for others at once.

    Raises:
        NameRefused, BioTooLong, HandleRefused, ZoneUnknown, TextRefused, CheckerAway: see there.
        HandleTaken: somebody has the handle, or one that looks like it.

    Emits: profile.edited. Locks: the account, then the claims of the new and the old handle.
    """
    name = None if edit.name is None else checked_name(edit.name)
    bio = None if edit.bio is None else checked_bio(edit.bio)
    handle = None if edit.handle is None else checked_handle(edit.handle)
    if edit.zone is not None:
        must_be_zone(edit.zone)
    for text, kind in ((name, "name"), (bio, "bio"), (handle, "name")):
        if text:
            must_pass(screener, text, kind=kind)
    await conn.execute(_LOCK, account_id)
    if handle is not None:
        await _change_handle(conn, account_id=account_id, handle=handle)
    await conn.execute(_SHOW, account_id, name, bio, handle)
    await conn.execute(_SET, account_id, edit.locale, edit.theme, edit.zone)
    await outbox.emit(conn, ProfileEdited(account_id), audience=f"account:{account_id}")
    return await get_me(conn, account_id)


async def _change_handle(conn: Connection, *, account_id: UUID, handle: str) -> None:
    old = await conn.fetchval(_HANDLE, account_id)
    if old is None:
        raise NotFound
    # The new one first: two people who swap handles must be refused, not wait for each other.
    await claim_handle(conn, handle=handle, account_id=account_id)
    if skeleton_of(old) != skeleton_of(handle):
        await conn.execute(_FREE, skeleton_of(old), account_id)
