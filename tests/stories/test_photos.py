"""Photos as telephones write them, codes that lead elsewhere, and an upload that was cut."""

import random
import re
from io import BytesIO
from typing import Any

from PIL import Image
from playwright.async_api import Request, Route, expect

from tests.media import pictures
from tests.patience import until
from tests.stories.person import Person

_CONTACT = "https://u.wechat.com/somebody-elsewhere"


def _file(name: str, kind: str, content: bytes) -> Any:
    return {"name": name, "mimeType": kind, "buffer": content}


def _grainy() -> bytes:
    """A photo of more than a megabyte that is small enough not to be made smaller."""
    grains = Image.frombytes("RGB", (1400, 1000), random.Random(7).randbytes(1400 * 1000 * 3))
    held = BytesIO()
    grains.save(held, "JPEG", quality=90)
    return held.getvalue()


async def _choose(writer: Person, *files: Any) -> None:
    await writer.page.get_by_label("加照片").and_(writer.page.locator("input")).set_input_files(list(files))


async def _all_checked(writer: Person, count: int) -> None:
    # A busy machine takes its time for a verdict.
    await expect(writer.page.get_by_text("检查过了，可以发")).to_have_count(count, timeout=30_000)


async def _compose(writer: Person) -> None:
    await writer.go("/c/maohaizi")
    await writer.follows("发帖", within=writer.page.get_by_role("main"))


async def test_a_heic_and_a_gif_are_posted(person: type[Person]) -> None:
    writer = await person.newcomer("拿手机拍的人", circles=["maohaizi"])
    await _compose(writer)
    await writer.types("正文", "手机里直接选的两张。")
    await _choose(
        writer,
        _file("IMG_0001.HEIC", "image/heic", pictures.lying_heic()),
        _file("cat.gif", "image/gif", pictures.moving("GIF")),
    )
    await _all_checked(writer, 2)
    await writer.sees("动图只取第一帧，当静态照片发。")
    await writer.types("第 1 张照片的说明", "院子里的猫")
    await writer.types("第 2 张照片的说明", "三种颜色")
    await writer.looks_right()
    await writer.presses("发出")
    await expect(writer.page).to_have_url(re.compile(r"/c/maohaizi/p/"))
    article = writer.page.get_by_role("article")
    await expect(article.get_by_role("img", name="院子里的猫")).to_be_visible()
    await expect(article.get_by_role("img", name="三种颜色")).to_be_visible()


async def test_a_photo_with_a_contact_code_is_held_and_says_why(person: type[Person]) -> None:
    writer = await person.newcomer("贴码的人", circles=["maohaizi"])
    await _compose(writer)
    code = pictures.saved(pictures.with_code(_CONTACT))
    await _choose(writer, _file("code.jpg", "image/jpeg", code))
    await writer.sees(re.compile("这里面有把人引到别处的码"))
    await writer.looks_right()


async def test_an_upload_that_was_cut_goes_on_after_a_reload(person: type[Person]) -> None:
    writer = await person.newcomer("信号不好的人", circles=["maohaizi"])
    page = writer.page
    begun: list[str] = []
    cut = True

    async def sometimes(route: Route, request: Request) -> None:
        if request.method == "PATCH":
            begun.append(request.headers["upload-offset"])
            if cut and begun[-1] != "0":
                await route.abort("connectionreset")
                return
        await route.continue_()

    await page.route("**/api/v1/uploads/*", sometimes)
    await _compose(writer)
    photo = _file("lane.jpg", "image/jpeg", _grainy())
    await _choose(writer, photo)
    await writer.presses("暂停")
    await writer.sees(re.compile("^已暂停，传了"))
    await writer.presses("接着传")
    await until(lambda: len(set(begun)) > 1, seconds=60)
    await page.reload()
    cut = False
    begun.clear()
    await writer.sees(re.compile("上次没传完：lane.jpg"))
    await _choose(writer, photo)
    await _all_checked(writer, 1)
    assert begun[0] != "0"
    await writer.does_not_see(re.compile("上次没传完"))
