"""Who agrees, who is drawn, and what never comes before a panel."""

import hashlib

import pytest

from tests.panels.bench import RULE, asked, border, members, seated
from tests.world import World
from tonghao.accounts.block import block
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.panels.ask import NotForPanels, TooFewMembers, ask_panel
from tonghao.panels.consent import NotFitForPanels, set_consent
from tonghao.panels.standing import get_case_panel
from tonghao.panels.types import NewPanel


async def test_nobody_is_drawn_who_did_not_agree_and_agreeing_takes_a_grown_checked_member(
    here: World, conn: Connection
):
    young, minor, staff = (
        await here.account(),
        await here.account(age_class="minor"),
        await here.account(role="moderator"),
    )
    for account_id, lacking in ((young, ["age"]), (minor, ["adult", "age"]), (staff, ["age", "staff"])):
        with pytest.raises(NotFitForPanels) as refused:
            await set_consent(conn, account_id=account_id, consented=True)
        assert refused.value.details["lacking"] == lacking
    await conn.execute("UPDATE accounts SET created_at = now() - interval '40 days' WHERE id = $1", young)
    await conn.execute("UPDATE accounts SET is_demo = false WHERE id = $1", young)
    with pytest.raises(NotFitForPanels) as refused:
        await set_consent(conn, account_id=young, consented=True)
    assert refused.value.details["lacking"] == ["contact"]
    await conn.execute("UPDATE accounts SET email = 'young@lane.example' WHERE id = $1", young)
    strike = """
        INSERT INTO account_sanctions (account_id, id, kind, category, reason, at, in_force_at, until)
        VALUES ($1, uuidv7(), 'strike', 'flood', '刷屏', now(), now(), now() + interval '9 days')
    """
    await conn.execute(strike, young)
    with pytest.raises(NotFitForPanels) as refused:
        await set_consent(conn, account_id=young, consented=True)
    assert refused.value.details["lacking"] == ["strike"]
    await conn.execute("DELETE FROM account_sanctions WHERE account_id = $1", young)
    assert (await set_consent(conn, account_id=young, consented=True)).consented
    assert (await set_consent(conn, account_id=young, consented=True)).consented
    assert not (await set_consent(conn, account_id=young, consented=False)).consented


async def test_seven_are_drawn_in_the_order_of_the_seed_whose_hash_is_written_down_before(
    here: World, conn: Connection
):
    bench = await members(here, conn, 12)
    case = await border(here, conn)
    moderator, seed = await here.account(role="moderator"), hashlib.sha256(b"tonghao").digest()
    panel_id = await ask_panel(
        conn, case_id=case.case_id, moderator_id=moderator, new=NewPanel(RULE, "keeps"), seed=seed
    )
    order = sorted(bench, key=lambda one: hashlib.sha256(seed + one.bytes).digest())
    assert await seated(conn, panel_id) == order[:7]
    entry = await conn.fetchval(
        "SELECT p.payload FROM audit_entries e JOIN audit_payloads p USING (number)"
        " WHERE e.act = 'panel.asked' AND e.subject_id = $1",
        case.case_id,
    )
    assert (entry["seed_hash"], entry["pool"]) == (hashlib.sha256(seed).hexdigest(), 12)
    told = await here.events("panel.seat_given")
    assert {one["account_id"] for one in told} == {str(one) for one in order[:7]}
    assert not [one for one in bench if str(one) in str(entry)]


async def test_whoever_has_a_part_in_it_is_not_drawn(here: World, conn: Connection):
    bench = await members(here, conn, 7)
    case = await border(here, conn)
    worked, helped, barred, bars, sat = [await here.account() for _ in range(5)]
    kept_out = [case.author_id, case.reporter_id, case.owner_id, worked, helped, barred, bars, sat]
    partner = await conn.fetchval("SELECT partner_id FROM circles WHERE id = $1", case.circle_id)
    await conn.execute(
        "INSERT INTO partner_staff (partner_id, account_id, role) VALUES ($1, $2, 'staff')", partner, worked
    )
    await conn.execute(
        "INSERT INTO memberships (circle_id, account_id, role) VALUES ($1, $2, 'helper')",
        case.circle_id,
        helped,
    )
    await block(conn, account_id=case.author_id, blocked_id=barred)
    await block(conn, account_id=bars, blocked_id=case.author_id)
    other = await border(here, conn, "又是一段可以两说的话")
    await conn.execute("DELETE FROM panel_consents")
    old = """
        INSERT INTO panels (id, case_id, category, own_view, asked_by, asked_at, due_at, seed, pool,
                            rules_version)
        VALUES ($1, $2, 'abuse.person', 'keeps', $3, now(), now() + interval '2 days',
                sha256('x'), 7, '1')
    """
    panel_id = new_id()
    await conn.execute(old, panel_id, other.case_id, case.owner_id)
    await conn.execute(
        "INSERT INTO panel_seats (panel_id, number, account_id, drawn_at, answer_by)"
        " VALUES ($1, 1, $2, now() - interval '6 days', now() + interval '1 hour')",
        panel_id,
        sat,
    )
    await conn.execute(
        "UPDATE accounts SET created_at = now() - interval '40 days' WHERE id = ANY($1::uuid[])", kept_out
    )
    await conn.execute(
        "INSERT INTO panel_consents (account_id, at) SELECT unnest($1::uuid[]), now()", [*bench, *kept_out]
    )
    standing = await get_case_panel(
        conn, case_id=case.case_id, viewer_id=await here.account(role="moderator")
    )
    assert (standing.kept_from, standing.fit) == (None, 7)
    drawn, _ = await asked(here, conn, case)
    assert set(await seated(conn, drawn)) == set(bench)


async def test_too_few_members_are_a_clear_refusal_and_nothing_is_drawn(here: World, conn: Connection):
    await members(here, conn, 6)
    case = await border(here, conn)
    with pytest.raises(TooFewMembers) as refused:
        async with conn.transaction():
            await asked(here, conn, case)
    assert refused.value.details == {"fit": 6, "needed": 7}
    assert await conn.fetchval("SELECT count(*) FROM panels WHERE case_id = $1", case.case_id) == 0


@pytest.mark.parametrize(
    ("change", "category", "why"),
    [
        ("UPDATE cases SET severity = 3 WHERE id = $1", RULE, "graver"),
        ("UPDATE cases SET category = 'sex.suggestive' WHERE id = $1", RULE, "category"),
        ("UPDATE cases SET category = 'privacy' WHERE id = $1", RULE, "category"),
        ("SELECT $1::uuid", "sex.suggestive", "category"),
        ("SELECT $1::uuid", "fraud", "category"),
        ("UPDATE cases SET subject_kind = 'account' WHERE id = $1", RULE, "kind"),
        (
            "UPDATE cases SET snapshot = jsonb_set(snapshot, '{photos}', jsonb_build_array("
            "jsonb_build_object('owner_id', author_id, 'media_id', author_id, 'alt', ''))) WHERE id = $1",
            RULE,
            "photos",
        ),
        (
            "UPDATE cases SET snapshot = jsonb_set(snapshot, '{text}', '\" \"') WHERE id = $1",
            RULE,
            "wordless",
        ),
        (
            "UPDATE accounts SET age_class = 'minor' WHERE id = (SELECT author_id FROM cases WHERE id = $1)",
            RULE,
            "minor",
        ),
        (
            "UPDATE circles SET kind = 'invite' WHERE id = (SELECT circle_id FROM cases WHERE id = $1)",
            RULE,
            "private",
        ),
    ],
)
async def test_what_is_grave_private_a_photo_or_about_children_never_comes_before_a_panel(
    here: World, conn: Connection, change: str, category: str, why: str
):
    await members(here, conn)
    case = await border(here, conn)
    await conn.execute(change, case.case_id)
    moderator = await here.account(role="moderator")
    with pytest.raises(NotForPanels) as refused:
        await ask_panel(conn, case_id=case.case_id, moderator_id=moderator, new=NewPanel(category, "keeps"))
    assert refused.value.details["why"] == why
