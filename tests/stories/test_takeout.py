"""Everything about me: asked for, watched, fetched, opened, read."""

import zipfile
from pathlib import Path

from playwright.async_api import expect

from tests.stories.person import Person


async def test_somebody_takes_everything_along_and_reads_it(person: type[Person], tmp_path: Path) -> None:
    me = await person.newcomer("要带走的人", circles=["shuilema"])
    circle = await me.api("GET", "/circle-slugs/shuilema")
    text = "第三十一天，终于睡了整觉。"
    await me.api("POST", f"/circles/{circle['circle_id']}/posts", {"text": text, "photos": []})
    await me.go("/settings/takeout")
    await me.looks_right()
    await me.presses("打包我的数据")
    await expect(me.page.get_by_role("button", name="下载")).to_be_visible(timeout=30_000)
    await me.looks_right()
    async with me.page.expect_download() as fetching:
        await me.presses("下载")
    kept = tmp_path / "all.zip"
    await (await fetching.value).save_as(kept)
    with zipfile.ZipFile(kept) as zipped:
        assert zipped.testzip() is None
        zipped.extractall(tmp_path / "all")
    await me.page.goto((tmp_path / "all" / "index.html").as_uri())
    await expect(me.page.get_by_role("heading", level=1)).to_have_text("要带走的人")
    await me.sees(text, "data/posts.json")
    assert await me.page.locator("script").count() == 0
    await me.go("/notifications")
    await me.sees("你的数据打包好了，7 天内可以下载")
