"""Set avatar: a photo of one's own stands beside one's name as soon as it is visible."""

from uuid import UUID

from tonghao.accounts import set_avatar as profile
from tonghao.accounts.read import get_me
from tonghao.accounts.types import Me
from tonghao.db import Connection
from tonghao.media.read import list_uses
from tonghao.media.use import end_uses, use_media


async def set_avatar(conn: Connection, *, account_id: UUID, media_id: UUID) -> Me:
    """Choose a photo as the picture beside the name.

    One that is still being checked, or held, is entered in the ledger only; the old picture stays until
    the verdict (`follow_verdict`), so that nobody else is shown a hole.

    Raises:
        NotFound: *account_id* has no such photo.
        PhotoRefused: it was refused.

    Emits: profile.edited, when the picture changes at once.
    """
    medium = await use_media(
        conn, owner_id=account_id, media_id=media_id, place_kind="avatar", place_id=account_id, circle_id=None
    )
    if medium.state == "visible":
        return await _wear(conn, account_id, media_id)
    me = await get_me(conn, account_id)
    kept = [media_id] if me.avatar is None else [media_id, me.avatar]
    await end_uses(conn, place_kind="avatar", place_id=account_id, keep=kept)
    return me


async def clear_avatar(conn: Connection, *, account_id: UUID) -> Me:
    """Take the picture away.

    Emits: profile.edited.
    """
    await end_uses(conn, place_kind="avatar", place_id=account_id)
    return await profile.set_avatar(conn, account_id=account_id, media_id=None)


async def follow_verdict(conn: Connection, *, owner_id: UUID, media_id: UUID, state: str) -> None:
    """Show a chosen picture that became visible; let go of one that was refused, put away one that is held.

    Emits: profile.edited, when the picture changes.
    """
    uses = await list_uses(conn, owner_id, media_id)
    if not any(use.place_kind == "avatar" and use.place_id == owner_id for use in uses):
        return
    worn = (await get_me(conn, owner_id)).avatar
    if state == "visible" and worn != media_id:
        await _wear(conn, owner_id, media_id)
    if state == "held" and worn == media_id:
        # The ledger keeps it: it comes back when a person releases it.
        await profile.set_avatar(conn, account_id=owner_id, media_id=None)
    if state == "refused":
        if worn == media_id:
            await clear_avatar(conn, account_id=owner_id)
        else:
            kept = [] if worn is None else [worn]
            await end_uses(conn, place_kind="avatar", place_id=owner_id, keep=kept)


async def _wear(conn: Connection, account_id: UUID, media_id: UUID) -> Me:
    await end_uses(conn, place_kind="avatar", place_id=account_id, keep=[media_id])
    return await profile.set_avatar(conn, account_id=account_id, media_id=media_id)
