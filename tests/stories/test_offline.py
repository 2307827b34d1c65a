"""The network goes and comes back: the app opens all the same, and what was written is still there."""

from playwright.async_api import Page, expect

from tests.stories.person import Person

_KEPT = """async () => {
  await navigator.serviceWorker.ready;
  const names = await caches.keys();
  const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return kept.flat().map((request) => request.url);
}"""


async def _is_kept(page: Page) -> list[str]:
    """Wait for the worker; the addresses that this device keeps."""
    await page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    kept: list[str] = await page.evaluate(_KEPT)
    return kept


async def test_a_draft_outlives_a_lost_network(person: type[Person]) -> None:
    me = await person.newcomer("阿离", circles=("maohaizi",), keeps_app=True)
    await me.go("/")
    kept = await _is_kept(me.page)
    # The app alone is kept: nothing of what anybody wrote, and nothing of who is signed in.
    assert kept != []
    assert not [url for url in kept if "/api/" in url or "/media/" in url or "/console" in url]

    await me.go("/compose?circle=maohaizi")
    box = me.page.get_by_role("textbox").first
    await box.fill("桥头的路灯今晚不亮")
    await me.context.set_offline(True)
    await me.sees("没有网络。打开的还能看，写的会留在这台设备上。")
    await me.presses("发出")
    await me.sees("连不上服务器。写好的内容还在，稍后再试。")

    await me.page.reload()
    await me.sees("现在没有网络", "写到一半的")
    await me.looks_right()
    begun = me.page.get_by_label("新帖")
    await expect(begun).to_have_value("桥头的路灯今晚不亮")
    await begun.fill("桥头的路灯今晚不亮，走路看脚下")

    await me.context.set_offline(False)
    await expect(me.page.get_by_role("heading", name="发帖")).to_be_visible()
    await expect(me.page.get_by_role("textbox").first).to_have_value("桥头的路灯今晚不亮，走路看脚下")
    await me.presses("发出")
    await me.sees("走路看脚下")


async def test_a_newer_version_waits_until_it_is_wanted(person: type[Person]) -> None:
    me = await person.newcomer("阿更", keeps_app=True)
    await me.go("/discover")
    await _is_kept(me.page)

    # A worker from another address is to the browser what a newer build is.
    await me.page.evaluate("async () => { await navigator.serviceWorker.register('/sw.js?newer') }")
    await me.sees("有新版本。更新要重新打开这一页，写到一半的会留着。")
    await me.looks_right()
    await me.page.evaluate("() => { globalThis.here = true }")
    await me.presses("更新")
    await me.page.wait_for_function("() => globalThis.here === undefined")
    await expect(me.page.get_by_role("heading", name="圈子", exact=True)).to_be_visible()
    await me.does_not_see("有新版本。更新要重新打开这一页，写到一半的会留着。")
