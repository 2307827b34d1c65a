"""What is done in a circle stands in the chained log, with what stood before and what stands since."""

import pytest

from tests.world import World
from tonghao.circles.appoint import AdultsAppointed, appoint_member
from tonghao.circles.ban import NewBan, ban_member
from tonghao.circles.duty import set_duty_shifts
from tonghao.circles.edit import CircleEdit, edit_circle
from tonghao.circles.invite import NewInvite, make_invite, revoke_invite
from tonghao.circles.lift_ban import lift_ban
from tonghao.circles.open import NewCircle, open_circle
from tonghao.circles.read import access_of
from tonghao.circles.types import DutyShift
from tonghao.db import Connection
from tonghao.partners.apply import AdultsOnly

_LOG = """
    SELECT e.act, e.actor_id, e.subject_id, p.payload, p.about_id
      FROM audit_entries e JOIN audit_payloads p USING (number)
     WHERE e.circle_id = $1 ORDER BY number
"""


async def test_edits_and_rosters_keep_what_stood_before(here: World, conn: Connection):
    made = await here.circle()
    owner = await access_of(conn, made.circle_id, made.owner_id)
    await edit_circle(
        conn, screener=here.screener, access=owner, edit=CircleEdit(description="周日早上，慢慢跑。")
    )
    shift = DutyShift(made.owner_id, 0, 480, 720)
    await set_duty_shifts(conn, access=owner, shifts=[shift])
    edited, roster = await conn.fetch(_LOG, made.circle_id)
    assert (edited["act"], edited["actor_id"]) == ("circle.edited", made.owner_id)
    assert edited["payload"]["before"] == {"description": ""}
    assert edited["payload"]["after"] == {"description": "周日早上，慢慢跑。"}
    assert (roster["act"], roster["payload"]["before"]) == ("roster.set", [])
    assert [one["starts_minute"] for one in roster["payload"]["after"]] == [480]


async def test_bans_and_their_end_say_who_whom_why_and_until_when(here: World, conn: Connection):
    made = await here.circle(members=1)
    owner = await access_of(conn, made.circle_id, made.owner_id)
    ban = NewBan(made.members[0], "一直刷屏", 24)
    await ban_member(conn, screener=here.screener, access=owner, ban=ban)
    await lift_ban(conn, access=owner, account_id=made.members[0])
    banned, lifted = await conn.fetch(_LOG, made.circle_id)
    assert (banned["act"], banned["subject_id"], banned["about_id"]) == ("member.banned", *made.members * 2)
    assert banned["payload"]["reason"] == "一直刷屏"
    assert banned["payload"]["before"] == {"role": "member", "banned": False, "until": None}
    assert banned["payload"]["after"]["until"] is not None
    assert lifted["payload"]["before"]["reason"] == "一直刷屏"
    assert lifted["payload"]["after"] == {"banned": False}


async def test_invitations_are_in_it_and_their_secret_is_not(here: World, conn: Connection):
    made = await here.circle()
    owner = await access_of(conn, made.circle_id, made.owner_id)
    invite = await make_invite(
        conn, access=owner, invite=NewInvite(max_uses=5), public_url="https://example.org"
    )
    await revoke_invite(conn, access=owner, invite_id=invite.invite_id)
    made_, revoked = await conn.fetch(_LOG, made.circle_id)
    assert (made_["act"], made_["subject_id"]) == ("invite.made", invite.invite_id)
    assert made_["payload"]["after"]["max_uses"] == 5
    assert (revoked["act"], revoked["payload"]["before"]["uses"]) == ("invite.revoked", 0)
    assert invite.link is not None
    secret = invite.link.rpartition(".")[2]
    assert secret not in str(made_["payload"]) + str(revoked["payload"])


@pytest.mark.parametrize("role", ["host", "helper"])
async def test_a_minor_looks_after_no_circle(role, here: World, conn: Connection):
    made = await here.circle(members=1)
    minor = made.members[0]
    await conn.execute("UPDATE accounts SET age_class = 'minor' WHERE id = $1", minor)
    owner = await access_of(conn, made.circle_id, made.owner_id)
    with pytest.raises(AdultsAppointed):
        await appoint_member(conn, access=owner, account_id=minor, role=role)
    # A role from before can still be taken away.
    await conn.execute("UPDATE memberships SET role = 'helper' WHERE account_id = $1", minor)
    await appoint_member(conn, access=owner, account_id=minor, role="member")


async def test_a_minor_opens_no_circle(here: World, conn: Connection):
    minor = await here.account(age_class="minor")
    partner_id = await here.partner(minor)
    circle = NewCircle(partner_id, "too-young-to-own", "慢跑也算跑", "fitness", "open")
    with pytest.raises(AdultsOnly):
        await open_circle(conn, screener=here.screener, account_id=minor, circle=circle)
