"""A removal may bring something upon the author, and its undoing takes that back."""

import pytest

from tests.world import World
from tonghao.accounts.sanctions import list_own_sanctions
from tonghao.db import Connection
from tonghao.moderation.decide import NothingRemoved, decide_case
from tonghao.moderation.report import report_content
from tonghao.moderation.types import NewReport, SanctionWish
from tonghao.moderation.undo import undo_decision


async def test_a_removal_brings_a_strike_and_its_undoing_takes_it_back(here: World, conn: Connection):
    made, moderator = await here.circle(members=2), await here.account(role="moderator")
    author, reporter = made.members
    post = await here.post(made.circle_id, author)
    new = NewReport("post", post.post_id, "spam.contact", made.circle_id)
    await report_content(conn, reporter_id=reporter, new=new)
    case_id = await conn.fetchval("SELECT id FROM cases WHERE subject_id = $1", post.post_id)
    decision = {
        "case_id": case_id,
        "moderator_id": moderator,
        "is_operator": False,
        "category": "spam.contact",
        "note": "二维码引流",
        "sanction": SanctionWish("strike"),
    }
    with pytest.raises(NothingRemoved):
        await decide_case(conn, **decision, act="release")
    decided = await decide_case(conn, **decision, act="remove")
    assert [(one.kind, one.case_id) for one in decided.sanctions] == [("strike", case_id)]
    [mine] = (await list_own_sanctions(conn, account_id=author)).entries
    assert mine.reason_en != ""
    await undo_decision(
        conn, case_id=case_id, moderator_id=moderator, is_operator=False, note="看错了，是店名"
    )
    [mine] = (await list_own_sanctions(conn, account_id=author)).entries
    assert mine.state == "ended"
