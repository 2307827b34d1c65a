"""Moderation over HTTP: who may what, and in which shape."""

from uuid import UUID

from tests.moderation.scene import Scene, case_of, held_post, post, set_scene
from tests.world import Browser
from tonghao.db import Pool, reading, writing

API = "/api/v1"


async def staged(pool: Pool) -> tuple[Scene, UUID, UUID]:
    """A scene, a held post and its case."""
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        return scene, *await held_post(conn, scene)


async def test_the_standard_is_public(browser: Browser) -> None:
    answer = await browser.get(f"{API}/categories")
    assert answer.status_code == 200
    by_code = {one["code"]: one for one in answer.json()}
    assert by_code["sex.minor"]["severity"] == 4
    assert by_code["stolen"]["by_people"]
    assert not by_code["legal.local"]["reportable"]
    assert all(one["zh"] and one["en"] for one in by_code.values())
    assert all(one["rule_zh"] and one["rule_en"] for one in by_code.values() if not one["only_waits"])
    # In these nothing was found: they have a name and no rule, and nobody decides or reports by them.
    waits = {code for code, one in by_code.items() if one["only_waits"]}
    assert waits == {"pre-check", "no-duty", "circle.rule"}
    assert not any(by_code[code]["reportable"] for code in waits)


async def test_members_report_and_read_their_own_reports(browser: Browser, pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        post_id = await post(conn, scene)
    new = {
        "subject_kind": "post",
        "subject_id": str(post_id),
        "circle_id": str(scene.circle_id),
        "category": "abuse.person",
    }
    await browser.as_(scene.neighbour)
    made = await browser.post(f"{API}/reports", json=new, headers={"Idempotency-Key": f"report-{post_id}"})
    again = await browser.post(f"{API}/reports", json=new, headers={"Idempotency-Key": f"report-{post_id}"})
    assert (made.status_code, again.json()) == (201, made.json())
    mine = (await browser.get(f"{API}/reports/mine")).json()
    assert [one["number"] for one in mine["entries"]] == [made.json()["number"]]
    wrong = await browser.post(f"{API}/reports", json={**new, "category": "legal.local"})
    assert (wrong.status_code, wrong.json()["code"]) == (400, "not_reportable")
    hidden = await browser.post(f"{API}/reports", json={**new, "subject_id": str(scene.circle_id)})
    assert (hidden.status_code, hidden.json()["code"]) == (404, "not_found")


async def test_members_and_strangers_do_not_see_the_console(browser: Browser, pool: Pool) -> None:
    scene, _, case_id = await staged(pool)
    paths = ["queue", "cases", f"cases/{case_id}", "reports", "people", "console/overview", "audit"]
    for account_id, status in ((None, 401), (scene.author, 403), (scene.owner, 403)):
        await browser.as_(account_id)
        for path in paths:
            assert (await browser.get(f"{API}/{path}")).status_code == status, path
        for path, body in (
            ("decisions", {"act": "release", "category": "flood", "note": "x"}),
            ("undos", {"note": "x"}),
            ("claims", {}),
        ):
            answer = await browser.post(f"{API}/cases/{case_id}/{path}", json=body)
            assert answer.status_code == status, path


async def test_a_moderator_works_a_case_from_the_queue_to_the_undo(browser: Browser, pool: Pool) -> None:
    scene, post_id, case_id = await staged(pool)
    await browser.as_(scene.moderator)
    queue = (await browser.get(f"{API}/queue")).json()
    assert queue["entries"]
    case = (await browser.get(f"{API}/cases/{case_id}")).json()
    assert case["context"]["post_id"] == str(post_id)
    assert case["verdict"]["findings"][0]["span"] == [0, 2]
    claimed = await browser.post(f"{API}/cases/{case_id}/claims")
    assert claimed.status_code == 201
    assert claimed.json()["claimed_by"]["account_id"] == str(scene.moderator)

    no_reason = await browser.post(
        f"{API}/cases/{case_id}/decisions", json={"act": "remove", "category": "abuse.person", "note": ""}
    )
    assert no_reason.status_code == 400
    decision = {"act": "remove", "category": "abuse.person", "note": "骂人"}
    key = {"Idempotency-Key": f"decide-{case_id}"}
    decided = await browser.post(f"{API}/cases/{case_id}/decisions", json=decision, headers=key)
    again = await browser.post(f"{API}/cases/{case_id}/decisions", json=decision, headers=key)
    assert (decided.status_code, again.json()) == (201, decided.json())
    assert decided.json()["state"] == "removed"
    refused = await browser.post(f"{API}/cases/{case_id}/decisions", json=decision)
    assert (refused.status_code, refused.json()["code"]) == (409, "case_closed")

    await browser.as_(scene.colleague)
    undone = await browser.post(f"{API}/cases/{case_id}/undos", json={"note": "看错了"})
    assert (undone.status_code, undone.json()["state"]) == (201, "open")
    log = (await browser.get(f"{API}/audit", params={"subject_id": str(post_id)})).json()
    assert [entry["act"] for entry in log["entries"]] == ["decision.undone", "post.removed", "post.held"]


async def test_people_are_for_the_operator_only(browser: Browser, pool: Pool) -> None:
    scene, _, _ = await staged(pool)
    await browser.as_(scene.moderator)
    assert (await browser.get(f"{API}/people")).status_code == 403
    await browser.as_(scene.operator)
    answer = await browser.get(f"{API}/people", params={"q": "小满"})
    assert answer.status_code == 200
    names = {one["name"] for one in answer.json()["entries"]}
    assert "小满" in names
    assert all("小满" in name for name in names)


async def test_forged_markers_and_strange_states_are_refused(browser: Browser, pool: Pool) -> None:
    scene, _, _ = await staged(pool)
    await browser.as_(scene.operator)
    for path in (
        "queue",
        "queue?mine=true",
        "queue?inlet=appeal",
        "cases",
        "reports",
        "reports/mine",
        "people",
        "audit",
    ):
        joined = "&" if "?" in path else "?"
        for cursor in ("x", "WyJhIl0", "W251bGxd", "WzEsMiwzXQ"):
            answer = await browser.get(f"{API}/{path}{joined}cursor={cursor}")
            assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor"), (path, cursor)
    for query in ("inlet=rumour", "severity=5", "severity=-1", "circle_id=x"):
        assert (await browser.get(f"{API}/queue?{query}")).status_code == 400, query
    assert (await browser.get(f"{API}/cases/{scene.circle_id}")).status_code == 404


async def test_the_end_of_the_log_is_public(browser: Browser, pool: Pool) -> None:
    scene, post_id, _ = await staged(pool)
    head = (await browser.get(f"{API}/audit/head")).json()
    async with reading(pool) as conn:
        assert await case_of(conn, post_id)
        assert head["hash"] == (await conn.fetchval("SELECT hash FROM audit_head")).hex()
    assert scene.circle_id
