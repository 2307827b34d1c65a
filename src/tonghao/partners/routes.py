"""HTTP for partners."""

from typing import Annotated
from uuid import UUID

from litestar import Router, delete, get, post, put
from litestar.params import QueryParameter
from litestar.status_codes import HTTP_204_NO_CONTENT

from tonghao import idempotency
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.idempotency import IdempotencyMismatch
from tonghao.limits import Limiter
from tonghao.media.use import PhotoRefused
from tonghao.paging import BadCursor, Page
from tonghao.partners.apply import AdultsOnly, ApplicationIncomplete, apply_as_partner
from tonghao.partners.check_register import RegisterNumberWrong
from tonghao.partners.decide import (
    OperatorMustSign,
    OwnApplication,
    PartnerAlreadyDecided,
    PartnerReasonNeeded,
    SignedAlready,
    approve_partner,
    refuse_partner,
)
from tonghao.partners.demands import PartnerDemands, table_of_demands
from tonghao.partners.hand_in import ConventionNeeded, LicenceNeeded, LicenceOver
from tonghao.partners.invite_staff import (
    InvitationOver,
    NewStaff,
    PartnerOwnerStays,
    StaffFull,
    StaffInvitation,
    WorksHere,
    accept_invitation,
    decline_invitation,
    invite_staff,
    list_invitations,
    list_my_invitations,
    remove_staff,
    revoke_invitation,
    set_staff_role,
)
from tonghao.partners.read import get_partner, list_my_partners, list_staff
from tonghao.partners.records import RecordList, list_own_checks, list_records
from tonghao.partners.renew import RenewalWaits, renew_partner
from tonghao.partners.rights import RightRow, table_of_rights
from tonghao.partners.types import (
    Application,
    Partner,
    PartnerCheck,
    PartnerRecord,
    RefusalReason,
    Renewal,
    StaffMember,
)
from tonghao.screening.text import TextScreener

Cursor = Annotated[str | None, QueryParameter(max_length=300)]
# `state` is a name that Litestar keeps for itself.
InState = Annotated[RecordList, QueryParameter(name="state")]


@post(
    "/partners",
    operation_id="applyAsPartner",
    responses=refusals(
        AdultsOnly,
        ApplicationIncomplete,
        CheckerAway,
        ConventionNeeded,
        IdempotencyMismatch,
        InvalidRequest,
        LicenceNeeded,
        LicenceOver,
        PhotoRefused,
        RegisterNumberWrong,
        SignInNeeded,
        TextRefused,
        TooMany,
    ),
)
async def application(
    data: Application,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> Partner:
    """Apply to run circles for an organisation."""
    await limiter.count("10 per 1 day", "apply_as_partner", str(caller.account_id))
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            Partner,
            lambda: apply_as_partner(
                conn,
                screener=screener,
                account_id=caller.account_id,
                age_class=caller.age_class,
                application=data,
            ),
        )


@get("/partners/mine", operation_id="listMyPartners", responses=refusals(SignInNeeded))
async def mine(caller: Caller, pool: Pool) -> list[Partner]:
    """List the partners for which one works."""
    async with reading(pool) as conn:
        return await list_my_partners(conn, caller.account_id)


@get(
    "/partners",
    operation_id="listPartners",
    responses=refusals(BadCursor, InvalidRequest, NotAllowed, SignInNeeded),
)
async def partners(
    caller: Caller, pool: Pool, in_state: InState = "applied", cursor: Cursor = None
) -> Page[PartnerRecord]:
    """List partners with what they handed in: waiting, due, approved or refused; moderators only."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_records(conn, which=in_state, viewer=caller, cursor=cursor)


@get("/partners/demands", operation_id="listPartnerDemands")
async def demands() -> PartnerDemands:
    """Which categories ask for a licence and for two signatures, and the convention that stands."""
    return table_of_demands()


@get(
    "/partners/{partner_id:uuid}/checks",
    operation_id="listOwnPartnerChecks",
    responses=refusals(InvalidRequest, NotAllowed, NotFound, SignInNeeded),
)
async def checks(partner_id: UUID, caller: Caller, pool: Pool) -> list[PartnerCheck]:
    """What a partner handed in, and what came of it; for those who work there."""
    async with reading(pool) as conn:
        return await list_own_checks(conn, partner_id=partner_id, account_id=caller.account_id)


@post(
    "/partners/{partner_id:uuid}/renewals",
    operation_id="renewPartner",
    responses=refusals(
        ApplicationIncomplete,
        CheckerAway,
        ConventionNeeded,
        IdempotencyMismatch,
        InvalidRequest,
        LicenceNeeded,
        LicenceOver,
        NotAllowed,
        NotFound,
        PhotoRefused,
        RenewalWaits,
        SignInNeeded,
        TextRefused,
    ),
)
async def renewal(
    data: Renewal, partner_id: UUID, caller: Caller, pool: Pool, key: idempotency.Key, screener: TextScreener
) -> PartnerCheck:
    """Hand in the yearly check of a partner; its owner and managers may."""
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            PartnerCheck,
            lambda: renew_partner(
                conn, screener=screener, partner_id=partner_id, account_id=caller.account_id, renewal=data
            ),
        )


@get("/partners/{partner_id:uuid}", operation_id="getPartner", responses=refusals(InvalidRequest, NotFound))
async def partner(partner_id: UUID, viewer: Caller | None, pool: Pool) -> Partner:
    """Read about a partner; anybody may, once it is approved."""
    async with reading(pool) as conn:
        return await get_partner(conn, partner_id=partner_id, viewer=viewer)


@post(
    "/partners/{partner_id:uuid}/approvals",
    operation_id="approvePartner",
    responses=refusals(
        IdempotencyMismatch,
        InvalidRequest,
        NotAllowed,
        NotFound,
        OperatorMustSign,
        OwnApplication,
        PartnerAlreadyDecided,
        SignInNeeded,
        SignedAlready,
    ),
)
async def approval(partner_id: UUID, caller: Caller, pool: Pool, key: idempotency.Key) -> Partner:
    """Sign for an organisation; with the last signature that its category needs it may run circles."""
    caller.must_moderate()
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            Partner,
            lambda: approve_partner(
                conn,
                partner_id=partner_id,
                signer_id=caller.account_id,
                is_operator=caller.is_operator,
            ),
        )


@post(
    "/partners/{partner_id:uuid}/refusals",
    operation_id="refusePartner",
    responses=refusals(
        IdempotencyMismatch,
        InvalidRequest,
        NotAllowed,
        NotFound,
        OwnApplication,
        PartnerAlreadyDecided,
        PartnerReasonNeeded,
        SignInNeeded,
    ),
)
async def refusal(
    data: RefusalReason, partner_id: UUID, caller: Caller, pool: Pool, key: idempotency.Key
) -> Partner:
    """Refuse an organisation, with the reason that it reads; operators only."""
    caller.must_operate()
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            Partner,
            lambda: refuse_partner(
                conn, partner_id=partner_id, operator_id=caller.account_id, reason=data.reason
            ),
        )


@get(
    "/partners/{partner_id:uuid}/staff",
    operation_id="listStaff",
    responses=refusals(InvalidRequest, NotAllowed, NotFound, SignInNeeded),
)
async def staff(partner_id: UUID, caller: Caller, pool: Pool) -> list[StaffMember]:
    """List who works for a partner; its staff and operators may."""
    async with reading(pool) as conn:
        return await list_staff(conn, partner_id=partner_id, caller=caller)


@put(
    "/partners/{partner_id:uuid}/staff-invitations/{handle:str}",
    operation_id="inviteStaff",
    status_code=HTTP_204_NO_CONTENT,
    responses=refusals(
        AdultsOnly, InvalidRequest, NotAllowed, NotFound, SignInNeeded, StaffFull, TooMany, WorksHere
    ),
)
async def invite(
    partner_id: UUID, handle: str, data: NewStaff, caller: Caller, pool: Pool, limiter: Limiter
) -> None:
    """Ask a person to work for a partner; asking again renews the invitation."""
    await limiter.count("60 per day", "invite_staff", str(caller.account_id))
    async with writing(pool) as conn:
        await invite_staff(
            conn, partner_id=partner_id, by_id=caller.account_id, handle=handle, role=data.role
        )


@delete(
    "/partners/{partner_id:uuid}/staff-invitations/{handle:str}",
    operation_id="revokeStaffInvitation",
    responses=refusals(InvalidRequest, InvitationOver, NotAllowed, NotFound, SignInNeeded),
)
async def revoke(partner_id: UUID, handle: str, caller: Caller, pool: Pool) -> None:
    """Take an invitation to work for a partner back."""
    async with writing(pool) as conn:
        await revoke_invitation(conn, partner_id=partner_id, by_id=caller.account_id, handle=handle)


@get(
    "/partners/{partner_id:uuid}/staff-invitations",
    operation_id="listStaffInvitations",
    responses=refusals(InvalidRequest, NotAllowed, NotFound, SignInNeeded),
)
async def invitations(partner_id: UUID, caller: Caller, pool: Pool) -> list[StaffInvitation]:
    """Who is asked to work for a partner; its staff may see."""
    async with reading(pool) as conn:
        return await list_invitations(conn, partner_id=partner_id, account_id=caller.account_id)


@get("/me/partner-invitations", operation_id="listMyPartnerInvitations", responses=refusals(SignInNeeded))
async def my_invitations(caller: Caller, pool: Pool) -> list[StaffInvitation]:
    """Which partners ask me to work for them."""
    async with reading(pool) as conn:
        return await list_my_invitations(conn, caller.account_id)


@post(
    "/me/partner-invitations/{partner_id:uuid}/acceptances",
    operation_id="acceptPartnerInvitation",
    status_code=HTTP_204_NO_CONTENT,
    responses=refusals(AdultsOnly, InvalidRequest, InvitationOver, NotFound, SignInNeeded, StaffFull),
)
async def accept(partner_id: UUID, caller: Caller, pool: Pool) -> None:
    """Work for a partner that asked me. A second try finds the invitation gone, so it needs no key."""
    async with writing(pool) as conn:
        await accept_invitation(
            conn, partner_id=partner_id, account_id=caller.account_id, age_class=caller.age_class
        )


@delete(
    "/me/partner-invitations/{partner_id:uuid}",
    operation_id="declinePartnerInvitation",
    responses=refusals(InvalidRequest, InvitationOver, NotFound, SignInNeeded),
)
async def decline(partner_id: UUID, caller: Caller, pool: Pool) -> None:
    """Say no to a partner that asked me."""
    async with writing(pool) as conn:
        await decline_invitation(conn, partner_id=partner_id, account_id=caller.account_id)


@put(
    "/partners/{partner_id:uuid}/staff/{handle:str}/role",
    operation_id="setStaffRole",
    status_code=HTTP_204_NO_CONTENT,
    responses=refusals(InvalidRequest, NotAllowed, NotFound, PartnerOwnerStays, SignInNeeded),
)
async def set_role(partner_id: UUID, handle: str, data: NewStaff, caller: Caller, pool: Pool) -> None:
    """Make somebody who works for my partner manager or staff."""
    async with writing(pool) as conn:
        await set_staff_role(
            conn, partner_id=partner_id, by_id=caller.account_id, handle=handle, role=data.role
        )


@delete(
    "/partners/{partner_id:uuid}/staff/{handle:str}",
    operation_id="removeStaff",
    responses=refusals(InvalidRequest, NotAllowed, NotFound, PartnerOwnerStays, SignInNeeded),
)
async def remove(partner_id: UUID, handle: str, caller: Caller, pool: Pool) -> None:
    """Let a person no longer work for the partner; its owner may, and the person."""
    async with writing(pool) as conn:
        await remove_staff(conn, partner_id=partner_id, by_id=caller.account_id, handle=handle)


@get("/partners/rights", operation_id="listPartnerRights")
async def rights() -> list[RightRow]:
    """What the people of a partner may do in its circles, without a role there."""
    return table_of_rights()


router = Router(
    "/",
    route_handlers=[
        application, mine, demands, partners, partner, checks, renewal, approval, refusal, staff, remove,
        rights, invite, revoke, invitations, my_invitations, accept, decline, set_role,
    ],
    tags=["partners"],
)  # fmt: skip
