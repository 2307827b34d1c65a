"""What is begun and not sent: it waits with its photo on every device, and leaves one with its writer."""

import re
from typing import Any

from playwright.async_api import expect

from tests.media import pictures
from tests.stories.person import Person

_KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('tonghao.draft.'))"


def _photo() -> Any:
    return {"name": "cat.gif", "mimeType": "image/gif", "buffer": pictures.moving("GIF")}


async def _reads_on(writer: Person) -> None:
    """The words and the photo are there again, the photo with its picture from the server."""
    await expect(writer.page.get_by_label("正文")).to_have_value("写到一半，先去吃饭。")
    await expect(writer.page.get_by_label("第 1 张照片的说明")).to_have_value("院子里的猫")
    await expect(writer.page.get_by_test_id("tray-picture").locator("img")).to_be_visible()
    await expect(writer.page.get_by_text("检查过了，可以发")).to_be_visible()


async def test_a_draft_waits_with_its_photo_and_leaves_the_device_with_its_writer(
    person: type[Person],
) -> None:
    writer = await person.newcomer("写到一半的人", circles=["maohaizi"])
    await writer.go("/compose?circle=maohaizi")
    await writer.types("正文", "写到一半，先去吃饭。")
    await writer.page.get_by_label("加照片").and_(writer.page.locator("input")).set_input_files([_photo()])
    await writer.types("第 1 张照片的说明", "院子里的猫")
    await expect(writer.page.get_by_text("检查过了，可以发")).to_be_visible(timeout=30_000)
    await writer.page.reload()
    await _reads_on(writer)
    # On a fresh page it says so only when the server has all of it.
    await writer.sees(re.compile("^草稿已存"))
    await writer.looks_right()

    desk = await writer.other_device()
    await desk.go(f"/u/{writer.handle}")
    await desk.follows("草稿和定时帖")
    await desk.sees("写到一半，先去吃饭。")
    await desk.looks_right()
    await desk.page.get_by_role("link", name=re.compile("^改：写到一半")).click()
    await _reads_on(desk)

    await writer.go(f"/u/{writer.handle}")
    await writer.page.wait_for_function(f"() => {_KEPT}.length > 0")
    await writer.presses("退出登录")
    await expect(writer.page).to_have_url(f"{writer.address}/discover")
    await writer.page.wait_for_function(f"() => {_KEPT}.length === 0")
    await desk.page.reload()
    await _reads_on(desk)
