"""The operator tries a version alongside, lets it count in a part of the circles, and takes it back."""

import re

from playwright.async_api import expect

from tests.stories.person import Person


async def test_a_version_judges_alongside_then_in_a_part_of_the_circles(person: type[Person]) -> None:
    desk = await person.enter(door="platform", width=1280)
    await desk.go("/console/policy")
    await desk.sees("写过的版本", re.compile("先在旁边看三天"))
    running = desk.page.locator(
        "section", has=desk.page.get_by_role("heading", name=re.compile("在旁边试判"))
    )
    await expect(running).to_contain_text("正在试判")
    # Written where the version that counts lets it pass with a label: it is shown, and noted alongside.
    author = await person.newcomer("写了段旧话的人", circles=["xiudehao"])
    circle = await author.api("GET", "/circle-slugs/xiudehao")
    text = "修好了收音机，求打赏一瓶汽水。"
    post = await author.api("POST", f"/circles/{circle['circle_id']}/posts", {"text": text})
    assert post["state"] == "visible"
    await expect(running).to_contain_text(text, timeout=100_000)
    await desk.looks_right()
    await desk.presses("结束试判")
    await expect(running).to_contain_text("已经结束")

    row = desk.page.get_by_role("listitem").filter(
        has=desk.page.get_by_role("heading", name=re.compile("^第 1 版"))
    )
    await desk.presses("启用", within=row)
    dialog = desk.page.get_by_role("dialog")
    await desk.types("理由", "旁边看过了，先给一成圈子。")
    await dialog.get_by_label("在多少圈子里生效").select_option("10")
    await desk.looks_right()
    await desk.presses("启用", within=dialog)
    await desk.sees("定好了", re.compile("10% 的圈子"))
    await expect(row.get_by_role("heading")).to_contain_text("10% 的圈子")

    shipped = desk.page.get_by_role("listitem").filter(
        has=desk.page.get_by_role("heading", name=re.compile("^第 0 版"))
    )
    await desk.api("POST", "/policy/orders", {"number": 0, "reason": "试完了，先都按原来的。"})
    await desk.page.reload()
    await expect(shipped).to_contain_text("正在用")
    await expect(row.get_by_role("heading")).not_to_contain_text("10%")
