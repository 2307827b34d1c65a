"""A reader reports in one tap, and hears what came of it."""

import re

from playwright.async_api import expect

from tests.stories.person import Person


async def test_a_report_has_a_number_a_state_and_a_result(person: type[Person]) -> None:
    author = await person.newcomer("传话的人", circles=["xiudehao"])
    circle = await author.api("GET", "/circle-slugs/xiudehao")
    post = await author.api(
        "POST",
        f"/circles/{circle['circle_id']}/posts",
        {"text": "听说下个月存款利息要翻倍，快去存。", "photos": []},
    )
    reader = await person.newcomer("较真的人", circles=["xiudehao"])
    await reader.go(f"/c/xiudehao/p/{post['post_id']}")
    await reader.picks("传话的人的帖子：更多", "举报")
    dialog = reader.page.get_by_role("dialog", name="举报")
    await reader.ticks("谣言", within=dialog)
    await reader.looks_right()
    await reader.presses("提交", within=dialog)
    thanks = reader.page.get_by_role("dialog", name="收到了")
    await expect(thanks).to_contain_text(re.compile(r"编号 \S+。处理完会告诉你。"))
    number = re.search(r"编号 (\S+?)。", await thanks.inner_text())
    assert number is not None
    await reader.looks_right()
    await reader.follows("我的举报", within=thanks)
    row = reader.page.get_by_role("listitem").filter(has_text=number[1])
    await expect(row).to_contain_text("谣言")
    await expect(row).to_contain_text("处理中")
    await reader.looks_right()

    judge = await person.enter(door="duty", width=1280)
    await judge.go("/console/reports")
    await judge.sees(number[1])
    await judge.does_not_see("较真的人")
    await judge.looks_right()
    await judge.go(f"/console/queue?circle={circle['circle_id']}")
    await judge.follows(re.compile("利息要翻倍"))
    await judge.sees("举报人的身份谁也看不到，你也一样。")
    await judge.types("理由", "没有出处，会让人受损失。")
    await judge.page.get_by_role("button", name="移除", exact=True).click()
    await judge.sees("这一件已经决定")

    await reader.go("/notifications")
    await reader.sees(f"你的举报 {number[1]} 成立，内容已处理")
    await reader.looks_right()
    await reader.go("/reports")
    await expect(row).to_contain_text("成立")
    await author.go("/notifications")
    await author.sees("你的内容被移除了")
    await author.does_not_see("较真的人")
