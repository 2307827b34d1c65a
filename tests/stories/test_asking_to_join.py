"""Somebody asks to join a circle by request, is answered, and is welcomed; the desk is counted live."""

import re

from playwright.async_api import expect

from tests.stories.person import Person


async def test_asked_answered_and_welcomed(person: type[Person]) -> None:
    neighbour = await person.newcomer("新来的邻居", circles=["xiudehao"])
    await neighbour.go("/c/kandong")
    await neighbour.sees("里面的帖子只有成员能看。")
    await neighbour.sees(re.compile("最近的申请，一半在"))
    await neighbour.types("介绍一下自己", "住五号楼，房东要我签一份新合同。")
    await neighbour.types("你想弄懂哪一类合同或账单？", "租房合同，押金那一条。")
    await neighbour.looks_right()
    await neighbour.presses("提交申请")
    await neighbour.sees("你的申请在等答复")
    await neighbour.looks_right()

    host = await person.enter(door="platform")
    await host.go("/c/kandong")
    await host.follows(re.compile("人在等答复"))
    row = host.page.get_by_role("listitem").filter(has_text="新来的邻居")
    await expect(row).to_contain_text("租房合同，押金那一条。")
    await expect(row).to_contain_text("第一次来")
    await host.looks_right()
    await host.presses("通过新来的邻居的申请")
    await expect(row.get_by_role("button", name="通过新来的邻居的申请")).to_have_count(0)

    await neighbour.go("/notifications")
    await neighbour.sees(re.compile("让你进来了，欢迎"))
    await neighbour.go("/c/kandong")
    welcome = neighbour.page.get_by_role("region", name="先看一眼")
    await expect(welcome).to_contain_text("拍合同之前")
    await neighbour.looks_right()
    await neighbour.presses("看过了", within=welcome)
    await neighbour.page.reload()
    await neighbour.sees("已加入")
    await expect(neighbour.page.get_by_role("dialog")).to_have_count(0)


async def test_a_helper_bans_for_a_day_and_the_level_above_takes_it_back(person: type[Person]) -> None:
    owner = await person.enter(door="host")
    helper = await person.newcomer("管一天的帮手", circles=["manpao"])
    runner = await person.newcomer("说话冲的人", circles=["manpao"])
    circle_id = (await owner.api("GET", "/circle-slugs/manpao"))["circle_id"]
    await owner.api("PUT", f"/circles/{circle_id}/members/{helper.account_id}/role", {"role": "helper"})

    await helper.go("/c/manpao/members")
    await helper.presses("看过了")
    await helper.page.get_by_role("searchbox", name="按名字找成员").fill("说话冲的人")
    await helper.picks("说话冲的人：管理", "禁言")
    dialog = helper.page.get_by_role("dialog", name="禁言说话冲的人？")
    await expect(dialog.get_by_role("radio")).to_have_count(1)
    await helper.types("原因", "笑话别人跑得慢，说了两次。")
    await helper.looks_right()
    await helper.presses("禁言", within=dialog)
    await helper.sees("说话冲的人已被禁言")
    await helper.go("/c/manpao/log")
    line = helper.page.get_by_role("listitem").filter(has_text="禁言了说话冲的人")
    await expect(line).to_contain_text("笑话别人跑得慢，说了两次。")
    await expect(line.get_by_role("button")).to_have_count(0)
    await helper.looks_right()

    await owner.go("/c/manpao/log")
    await owner.presses("撤销：禁言了说话冲的人")
    await owner.types("为什么撤销", "他道过歉了，当面说的。")
    await owner.looks_right()
    await owner.presses("撤销", within=owner.page.get_by_role("dialog"))
    await owner.sees("撤销了：禁言了说话冲的人", "他道过歉了，当面说的。")
    await helper.go("/notifications")
    await helper.sees(re.compile("撤销了你在圈子里做的一件事"))
    await runner.go("/c/manpao")
    await runner.presses("看过了")
    await runner.sees("已加入")


async def test_a_circle_is_shared_by_a_code_that_leads_there(person: type[Person]) -> None:
    reader = await person.enter(width=1280)
    await reader.go("/c/manpao/share")
    await reader.sees("周日七点，桥头见。走着来也算跑。", f"{reader.address}/c/manpao")
    await reader.looks_right()
    async with reader.page.expect_download() as begun:
        await reader.presses("下载 PNG")
    assert (await begun.value).suggested_filename == "manpao.png"
