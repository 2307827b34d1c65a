"""An author does not agree with the machine: another person looks, puts it right and names the exception."""

import re
from pathlib import Path

from playwright.async_api import expect

from tests.stories.person import Person

_CARD = Path(__file__).parents[2] / "src" / "tonghao" / "screening" / "test_card.png"
_SAID = "这是游泳课上的照片，教练拍的，没有别的意思。"
_ANSWER = "泳池例外：泳池里的泳装照片可以放在健身圈。"


async def test_a_held_photo_is_appealed_and_a_person_puts_it_right(person: type[Person]) -> None:
    author = await person.newcomer("游泳的人", circles=["manpao"])
    await author.go("/compose?circle=manpao")
    await author.types("正文", "今天不跑，去游泳。")
    await author.page.get_by_label("加照片").and_(author.page.locator("input")).set_input_files(_CARD)
    await author.types("第 1 张照片的说明", "泳池")
    await author.sees(re.compile("被拦下了，等人来看。.+"))
    await author.presses("发出")
    await expect(author.page).to_have_url(re.compile(r"/p/[0-9a-f-]{36}$"))
    post_page = author.page.url

    # The case behind the hold is opened by a job, perhaps after the page was read.
    appeal = author.page.get_by_role("article").get_by_role("link", name="申诉")
    await author.finds(appeal)
    await appeal.click()
    await author.sees("请另一个人再看一次", "被机器拦下")
    await author.looks_right()
    await author.types("为什么不对", _SAID)
    await author.presses("提交申诉")
    await author.sees(re.compile(r"收到了，编号 A-\d{8}-"), "等人来看")
    await author.looks_right()

    judge = await person.enter(door="duty", width=1280)
    await judge.go("/console/appeals")
    await judge.looks_right()
    await judge.page.get_by_role("link", name=_SAID).click()
    await judge.sees("申诉说的", "机器拦下，还没有人决定", "当时看到的")
    await judge.page.get_by_text("推翻，恢复原样").click()
    await judge.types("告诉申诉的人", _ANSWER)
    await judge.looks_right()
    await judge.page.get_by_role("button", name="推翻", exact=True).click()
    await expect(judge.page.get_by_text(_ANSWER).first).to_be_visible()
    await judge.looks_right()

    await author.go("/appeals")
    await author.sees("另一个人看过了，原来的决定不对，已经改过来。", _ANSWER)
    await author.looks_right()
    await author.go("/notifications")
    await author.sees("你的申诉有了结果：改过来了")
    reader = await person.newcomer("看的人", circles=["manpao"], width=1280)
    await reader.page.goto(post_page)
    await reader.sees("今天不跑，去游泳。")
