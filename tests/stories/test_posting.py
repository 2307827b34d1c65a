"""Somebody posts with a photo; others see it at once, without losing their place."""

import re
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import expect

from tests.stories.person import Person

_PICTURES = Path(__file__).parents[2] / "src" / "tonghao" / "demo" / "pictures"


def _photo() -> dict[str, object]:
    """A picture of the lane as a camera would hand it over."""
    with Image.open(_PICTURES / "cover-maohaizi.webp") as picture:
        taken = picture.convert("RGB")
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    held = BytesIO()
    taken.save(held, "JPEG", exif=exif)
    return {"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": held.getvalue()}


async def _first_words(reader: Person) -> str:
    """What stands at the top of the reader's screen."""
    seen = await reader.page.evaluate(
        "() => document.elementFromPoint(innerWidth / 2, 200).closest('article')?.innerText ?? ''"
    )
    return str(seen)


async def test_a_post_with_a_photo_is_checked_and_reaches_the_other_browser_live(
    person: type[Person],
) -> None:
    reader = await person.newcomer("看帖的人", circles=["maohaizi"], width=1280)
    await reader.go("/")
    feed = reader.page.get_by_role("region", name="加入的圈子的新帖")
    await expect(feed.get_by_role("article").nth(3)).to_be_attached()
    await reader.scrolls(900)
    await expect(feed.get_by_role("article").first).not_to_be_in_viewport()
    place, words = await reader.page.evaluate("scrollY"), await _first_words(reader)

    writer = await person.newcomer("橱窗边的人", circles=["maohaizi"])
    await writer.go("/c/maohaizi")
    await writer.follows("发帖", within=writer.page.get_by_role("main"))
    await writer.types("正文", "橱窗里的猫今天换了个**姿势**。")
    await writer.page.get_by_label("加照片").and_(writer.page.locator("input")).set_input_files(_photo())
    await writer.sees(re.compile("正在上传|正在检查，别人还看不到|检查过了，可以发"))
    await writer.types("第 1 张照片的说明", "橱窗里的一只猫")
    await writer.sees("照片里的拍摄地点会去掉。")
    await writer.looks_right()
    await writer.presses("发出")

    await expect(writer.page).to_have_url(re.compile(r"/c/maohaizi/p/"))
    article = writer.page.get_by_role("article")
    await expect(article).to_contain_text("橱窗里的猫今天换了个姿势。")
    await expect(article.get_by_role("button", name=re.compile("^赞"))).to_be_visible()
    await expect(article.get_by_role("img", name="橱窗里的一只猫")).to_be_visible()
    await writer.does_not_see("正在检查，别人还看不到")
    await writer.looks_right()

    pill = reader.page.get_by_role("button", name="1 条新帖")
    await expect(pill).to_be_visible()
    assert await reader.page.evaluate("scrollY") == place
    assert await _first_words(reader) == words
    await expect(feed).not_to_contain_text("橱窗里的猫今天换了个姿势。")
    await reader.looks_right()
    await pill.click()
    await expect(feed.get_by_role("article").first).to_contain_text("橱窗里的猫今天换了个姿势。")
    await expect(pill).to_have_count(0)


async def test_a_comment_appears_on_an_open_page_and_counts_on_both_devices(person: type[Person]) -> None:
    author = await person.newcomer("两台设备的人", circles=["shuiyoukong"])
    circle = await author.api("GET", "/circle-slugs/shuiyoukong")
    post = await author.api(
        "POST",
        f"/circles/{circle['circle_id']}/posts",
        {"text": "谁家有长梯子？周六上午借半天。", "photos": []},
    )
    desktop = await author.other_device()
    await author.go(f"/c/shuiyoukong/p/{post['post_id']}")
    await author.sees("还没有人回复。你可以是 2 楼。")
    await desktop.go("/")

    neighbour = await person.newcomer("有梯子的人", circles=["shuiyoukong"], width=1280)
    await neighbour.go(f"/c/shuiyoukong/p/{post['post_id']}")
    await neighbour.types("写一楼新的", "我家有，三米的，九点以后来拿。")
    await neighbour.presses("发出")
    await expect(neighbour.page.locator("#floor-2")).to_contain_text("三米的")

    await expect(author.page.locator("#floor-2")).to_contain_text("我家有，三米的，九点以后来拿。")
    await author.looks_right()

    for device in (author, desktop):
        await device.go("/")
        await expect(
            device.page.get_by_role("link", name=re.compile("消息.*1 条未读|1 条未读.*消息")).first
        ).to_be_attached()
    await desktop.go("/notifications")
    notice = desktop.page.get_by_role("link", name=re.compile("有梯子的人.*在 2 楼回复了你"))
    await expect(notice).to_be_visible()
    await desktop.looks_right()
    await notice.click()
    await expect(desktop.page.locator("#floor-2")).to_be_in_viewport()
    for device in (author, desktop):
        await expect(device.page.get_by_text("1 条未读")).to_have_count(0)


async def test_a_draft_is_still_there_after_a_reload(person: type[Person]) -> None:
    me = await person.newcomer("写了一半的人", circles=["yibenshu"])
    await me.go("/compose?circle=yibenshu")
    await me.types("正文", "读到第三章，先停一停。")
    await me.page.reload()
    await expect(me.page.get_by_label("正文", exact=True)).to_have_value("读到第三章，先停一停。")
