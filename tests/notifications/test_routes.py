"""Notifications over HTTP."""

from tests.moderation.scene import set_scene
from tests.world import Browser
from tonghao.db import Pool, writing
from tonghao.notifications.notify import notify
from tonghao.notifications.types import Details

API = "/api/v1"


async def test_the_count_is_the_same_wherever_it_is_read(browser: Browser, pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        for number in range(3):
            await notify(
                conn,
                account_id=scene.author,
                kind="report",
                cause=f"test:{number}",
                details=Details(number=f"R-{number}", report_state="upheld"),
            )
    await browser.as_(scene.author)
    page = (await browser.get(f"{API}/notifications")).json()
    assert (page["unread"], len(page["entries"]), page["next_cursor"]) == (3, 3, None)
    found = sorted((entry["details"] for entry in page["entries"]), key=lambda details: details["number"])
    assert found == [{"number": f"R-{number}", "report_state": "upheld"} for number in range(3)]
    one = await browser.post(f"{API}/notifications/reads", json={"ids": [page["entries"][0]["id"]]})
    assert (one.status_code, one.json()) == (201, {"unread": 2})
    assert (await browser.get(f"{API}/notifications/unread")).json() == {"unread": 2}
    everything = await browser.post(f"{API}/notifications/reads", json={"ids": None})
    assert everything.json() == {"unread": 0}
    page = (await browser.get(f"{API}/notifications")).json()
    assert [entry["read"] for entry in page["entries"]] == [True] * 3


async def test_one_signs_in_to_read_them_and_markers_cannot_be_forged(browser: Browser, pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
    for path in ("notifications", "notifications/unread"):
        await browser.as_(None)
        assert (await browser.get(f"{API}/{path}")).status_code == 401
    await browser.as_(scene.author)
    for cursor in ("x", "WyJhIl0", "W251bGxd"):
        answer = await browser.get(f"{API}/notifications", params={"cursor": cursor})
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor")
    bad = await browser.post(f"{API}/notifications/reads", json={"ids": ["x"]})
    assert bad.status_code == 400
