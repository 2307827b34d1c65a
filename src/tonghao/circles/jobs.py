"""What circles do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import UUID

from tonghao.circle_events import PartnerDecided, PartnerLapsed
from tonghao.circles.expire_requests import expire_waiting
from tonghao.circles.forget import forget_account
from tonghao.circles.lift_restriction import end_restriction, lift_restriction, list_due
from tonghao.circles.rename import rename_member
from tonghao.circles.restrict import restrict_circle
from tonghao.db import Pool, reading, writing
from tonghao.events import AccountDeleted, MediaChecked, ProfileEdited
from tonghao.media.use import end_uses

_DROP_COVER: Final = """
    UPDATE circles SET cover_owner_id = NULL, cover_media_id = NULL
     WHERE cover_owner_id = $1 AND cover_media_id = $2
    RETURNING id
"""
_OF_PARTNER: Final = "SELECT id FROM circles WHERE partner_id = $1 ORDER BY id"
_FORGET_BANS: Final = "DELETE FROM circle_bans WHERE until < now() - interval '30 days'"
_FORGET_EXCEPTIONS: Final = "DELETE FROM duty_exceptions WHERE on_date < current_date - 30"
_FORGET_INVITES: Final = "DELETE FROM circle_invites WHERE expires_at < now() - interval '30 days'"


async def drop_unfit_cover(event: MediaChecked, *, pool: Pool) -> None:
    """A cover that was held or refused afterwards is no cover any more."""
    if event.state != "visible":
        async with writing(pool) as conn:
            for row in await conn.fetch(_DROP_COVER, event.owner_id, event.media_id):
                await end_uses(conn, place_kind="cover", place_id=row["id"])


async def forget_person(event: AccountDeleted, *, pool: Pool) -> None:
    """A deleted person leaves every circle."""
    async with writing(pool) as conn:
        await forget_account(conn, account_id=event.account_id)


async def carry_new_name(event: ProfileEdited, *, pool: Pool) -> None:
    """Members are found by what they are called now."""
    async with writing(pool) as conn:
        await rename_member(conn, account_id=event.account_id)


async def forget_what_is_over(pool: Pool) -> None:
    """Bans and invitations that ended a month ago concern nobody."""
    async with writing(pool) as conn:
        await conn.execute(_FORGET_BANS)
        await conn.execute(_FORGET_INVITES)
        await conn.execute(_FORGET_EXCEPTIONS)


async def expire_requests(pool: Pool) -> None:
    """A request that nobody answered for 30 days is over, and the person is told."""
    async with writing(pool) as conn:
        await expire_waiting(conn)


async def end_restrictions(pool: Pool) -> None:
    """A restriction whose time is over is lifted, and the log says so."""
    async with reading(pool) as conn:
        due = await list_due(conn)
    for circle_id, kind, source in due:
        async with writing(pool) as conn:
            await end_restriction(conn, circle_id=circle_id, kind=kind, source=source)


async def hold_for_licence(event: PartnerLapsed, *, pool: Pool) -> None:
    """While the yearly check of a partner is over, everything in its circles waits for a person."""
    for circle_id in await _circles_of(pool, event.partner_id):
        async with writing(pool) as conn:
            await restrict_circle(
                conn,
                circle_id=circle_id,
                kind="pre_check",
                source="licence",
                reason="主办方的年检过期了，补上并由平台看过就恢复。",
                reason_en="The partner's yearly check is over; this is lifted once the platform has looked.",
                by=None,
            )


async def lift_for_licence(event: PartnerDecided, *, pool: Pool) -> None:
    """A partner that was checked again is free again."""
    if not event.approved:
        return
    for circle_id in await _circles_of(pool, event.partner_id):
        async with writing(pool) as conn:
            await lift_restriction(
                conn,
                circle_id=circle_id,
                kind="pre_check",
                source="licence",
                reason="主办方的年检通过了。",
                by=None,
            )


async def _circles_of(pool: Pool, partner_id: UUID) -> list[UUID]:
    async with reading(pool) as conn:
        return [row[0] for row in await conn.fetch(_OF_PARTNER, partner_id)]


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    MediaChecked: [drop_unfit_cover],
    PartnerLapsed: [hold_for_licence],
    PartnerDecided: [lift_for_licence],
    AccountDeleted: [forget_person],
    ProfileEdited: [carry_new_name],
}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {
    "41 3 * * *": [forget_what_is_over],
    "13 * * * *": [expire_requests],
    "* * * * *": [end_restrictions],
}
