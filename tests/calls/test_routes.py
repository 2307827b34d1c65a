"""Calls over HTTP: the banner's list, the answer, and the secret that is told once."""

from tests.calls.scene import grave, on_duty
from tests.world import Browser, World
from tonghao.db import Pool, writing

_API = "/api/v1"


async def test_who_is_called_sees_it_and_answers_once(browser: Browser, world: World, pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await on_duty(conn)
        await grave(conn, scene)
    await browser.as_(scene.owner)
    assert (await browser.get(f"{_API}/me")).json()["calls"] == 1
    (mine,) = (await browser.get(f"{_API}/calls/mine")).json()
    assert (mine["side"], mine["cause"], mine["category"]) == ("partner", "case", "sex.explicit")
    key = {"Idempotency-Key": "answer-of-a-call"}
    answers = [await browser.post(f"{_API}/calls/{mine['call_id']}/answers", headers=key) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    again = await browser.post(f"{_API}/calls/{mine['call_id']}/answers")
    assert (again.status_code, again.json()["code"]) == (409, "call_answered")
    assert (await browser.get(f"{_API}/me")).json()["calls"] == 0
    assert (await browser.get(f"{_API}/calls")).status_code == 403
    await browser.as_(scene.moderator)
    board = (await browser.get(f"{_API}/calls", params={"circle_id": str(scene.circle_id)})).json()
    told = {one["side"]: one for one in board["entries"]}
    assert told["partner"]["answered_by"]["account_id"] == str(scene.owner)
    assert [one["channel"] for one in told["platform"]["tries"]] == ["app", "mail"]


async def test_the_secret_of_an_address_is_told_once(browser: Browser, world: World) -> None:
    made = await world.circle()
    await browser.as_(made.owner_id)
    place = f"{_API}/partners/{made.partner_id}/call-address"
    body = {"url": "https://example.org/calls"}
    first = (await browser.put(place, json=body)).json()
    assert first["secret"].startswith("whsec_")
    shown = (await browser.get(place)).json()
    assert (shown["url"], shown["secret"]) == (body["url"], None)
    second = (await browser.put(place, json=body)).json()
    assert second["secret"] != first["secret"]
    assert (await browser.delete(place)).status_code == 204
    assert (await browser.get(place)).json()["url"] is None
    assert (await browser.post(f"{place}/trials")).status_code == 404


async def test_a_trial_into_the_own_network_is_not_sent(browser: Browser, world: World) -> None:
    made = await world.circle()
    await browser.as_(made.owner_id)
    place = f"{_API}/partners/{made.partner_id}/call-address"
    for url in ("http://127.0.0.1:9/x", "http://[::1]/x", "http://169.254.169.254/latest"):
        await browser.put(place, json={"url": url})
        came = (await browser.post(f"{place}/trials")).json()
        assert came == {"is_taken": False, "status": None, "fault": "address_forbidden"}
    assert (await browser.put(place, json={"url": "file:///etc/passwd"})).status_code == 400
