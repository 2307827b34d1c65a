"""The whole way over HTTP with committed rows: asked, told, answered, carried out, told, appealed."""

from typing import Any

from tests.panels.bench import RULE, WORDS
from tests.world import Browser, World
from tonghao.db import Pool, writing

_CASE = "SELECT id FROM cases WHERE subject_id = $1"


async def _set(browser: Browser, world: World) -> tuple[dict[str, Any], list[Any]]:
    """A reported comment, and seven members who agree over HTTP."""
    made = await world.circle(members=2)
    author, reporter = made.members
    post = await world.post(made.circle_id, author)
    comment = await world.comment(post, author, WORDS)
    await browser.as_(reporter)
    new = {
        "subject_kind": "comment",
        "subject_id": str(comment.comment_id),
        "category": RULE,
        "circle_id": str(made.circle_id),
        "post_id": str(post.post_id),
    }
    assert (await browser.post("/api/v1/reports", json=new)).status_code == 201
    bench = [await world.account() for _ in range(7)]
    async with world.writing() as conn:
        await conn.execute("DELETE FROM panel_consents")
        await conn.execute(
            "UPDATE accounts SET created_at = now() - interval '40 days' WHERE id = ANY($1::uuid[])", bench
        )
        case_id = await conn.fetchval(_CASE, comment.comment_id)
    for account_id in bench:
        await browser.as_(account_id)
        said = await browser.put("/api/v1/panels/consent", json={"consented": True})
        assert said.status_code == 200, said.text
        assert said.json()["consented"]
    about = {
        "case_id": str(case_id),
        "author": author,
        "reporter": reporter,
        "comment_id": str(comment.comment_id),
        "post_id": str(post.post_id),
        "circle_id": str(made.circle_id),
    }
    return about, bench


async def test_a_case_goes_to_a_panel_and_its_answer_reaches_the_author_who_may_appeal(
    browser: Browser, world: World, pool: Pool
):
    about, bench = await _set(browser, world)
    moderator = await world.account(role="moderator")
    await browser.as_(moderator)
    address = f"/api/v1/cases/{about['case_id']}"
    standing = (await browser.get(f"{address}/panel")).json()
    assert (standing["kept_from"], standing["fit"], standing["panel"]) == (None, 7, None)
    ask = {"category": RULE, "own_view": "breaks"}
    asked = await browser.post(f"{address}/panels", json=ask, headers={"Idempotency-Key": "panel-asked"})
    assert asked.status_code == 201, asked.text
    again = await browser.post(f"{address}/panels", json=ask, headers={"Idempotency-Key": "panel-asked"})
    assert again.json() == asked.json()
    panel_id = asked.json()["panel"]["panel_id"]
    await world.settle()
    told = []
    for account_id in bench:
        await browser.as_(account_id)
        notices = (await browser.get("/api/v1/notifications")).json()["entries"]
        told += [one for one in notices if one["kind"] == "panel"]
        (question,) = (await browser.get("/api/v1/panels/mine")).json()["questions"]
        assert question["text"] == WORDS
        votes = f"/api/v1/panels/{panel_id}/votes"
        vote = await browser.post(votes, json={"answer": "breaks", "reason": "说到人了"})
        assert vote.status_code == 201, vote.text
        assert vote.json()["questions"] == []
        twice = await browser.post(votes, json={"answer": "keeps"})
        assert (twice.status_code, twice.json()["code"]) == (409, "answered_already")
    assert len(told) == 7
    assert WORDS not in str(told)
    await world.settle()
    await browser.as_(about["reporter"])
    assert (await browser.post(votes, json={"answer": "keeps"})).status_code == 404
    report = (await browser.get("/api/v1/reports/mine")).json()["entries"][0]
    assert report["state"] == "upheld"
    await browser.as_(about["author"])
    notice = (await browser.get("/api/v1/notifications")).json()["entries"][0]
    assert (notice["kind"], notice["details"]["act"]) == ("decision", "remove")
    assert "7 : 0" in notice["details"]["message"]["zh"]
    appeal = {
        "about": "content",
        "id": about["comment_id"],
        "subject_kind": "comment",
        "circle_id": about["circle_id"],
        "text": "我们是老朋友，互相这么说惯了。",
    }
    filed = await browser.post("/api/v1/appeals", json=appeal)
    assert filed.status_code == 201, filed.text
    decisions = f"/api/v1/appeals/{filed.json()['appeal_id']}/decisions"
    answer = {"outcome": "overturned", "answer": "看过上下文，是玩笑。"}
    await browser.as_(moderator)  # who asked the panel signed what it said
    assert (await browser.post(decisions, json=answer)).status_code in {403, 409}
    await browser.as_(await world.account(role="moderator"))
    done = await browser.post(decisions, json=answer)
    assert done.status_code == 201, done.text
    await world.settle()
    await browser.as_(bench[0])
    (service,) = (await browser.get("/api/v1/panels/mine")).json()["services"]
    assert (service["outcome"], service["breaks"], service["overturned"]) == ("removed", 7, True)
    await browser.as_(moderator)
    rows = (await browser.get("/api/v1/panels")).json()["entries"]
    (row,) = [one for one in rows if one["panel_id"] == panel_id]
    assert (row["agrees"], row["overturned"]) == (True, True)
    assert (await browser.get("/api/v1/panels/months")).json()[0]["overturned"] >= 1
    (reason, *_) = (await browser.get(f"{address}/panel")).json()["reasons"]
    assert reason == {"answer": "breaks", "text": "说到人了"}
    async with writing(pool) as conn:
        await conn.execute("DELETE FROM panel_consents")


async def test_a_member_who_is_drawn_in_quiet_hours_is_told_when_they_are_over(
    browser: Browser, world: World, pool: Pool
):
    about, bench = await _set(browser, world)
    await browser.as_(bench[0])
    wishes = (await browser.get("/api/v1/notifications/settings")).json()
    around = {"from_minute": 1, "until_minute": 0}
    body = {name: wishes[name] for name in ("app_off", "mail_on", "digest_hour")} | {"quiet": around}
    assert (await browser.put("/api/v1/notifications/settings", json=body)).status_code == 200
    await browser.as_(await world.account(role="moderator"))
    ask = {"category": RULE, "own_view": "cannot_say"}
    assert (await browser.post(f"/api/v1/cases/{about['case_id']}/panels", json=ask)).status_code == 201
    await world.settle()
    await browser.as_(bench[0])
    page = (await browser.get("/api/v1/notifications")).json()
    assert (page["held"], [one for one in page["entries"] if one["kind"] == "panel"]) == (1, [])
    async with writing(pool) as conn:
        await conn.execute("DELETE FROM panel_consents")
