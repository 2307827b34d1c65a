"""Somebody invites; people sign up, wait, move up and check in; a poll is asked and answered."""

import re
from datetime import UTC, datetime, timedelta

from playwright.async_api import expect

from tests.stories.person import Person


async def test_from_the_invitation_to_the_check_in(person: type[Person]) -> None:
    host = await person.newcomer("约跑的人", circles=["manpao"])
    await host.go("/compose?circle=manpao")
    await host.types("正文", "明早一起跑，就一个位置。")
    await host.presses("加活动")
    await host.types("活动名称", "桥头小跑")
    soon = datetime.now(UTC) + timedelta(hours=9)  # an hour from now on the lane's clock
    await host.page.get_by_label("开始", exact=True).fill(soon.strftime("%Y-%m-%dT%H:%M"))
    await host.types("地点", "梧桐桥东头")
    await host.types("名额", "1")
    await host.looks_right()
    await host.presses("发出")
    await expect(host.page).to_have_url(re.compile(r"/c/manpao/p/"))
    await host.sees("已报 0 / 1")
    address = host.page.url.removeprefix(host.address)

    first = await person.newcomer("先到的人", circles=["manpao"])
    second = await person.newcomer("候补的人", circles=["manpao"])
    for who, said in ((first, "你已报名"), (second, "候补第 1 位")):
        await who.go(address)
        await who.page.get_by_role("button", name=re.compile("^(报名|排候补)$")).click()
        await expect(who.page.get_by_role("group", name="活动")).to_contain_text(said)
    await first.presses("退出")
    await first.page.get_by_role("dialog").get_by_role("button", name="退出").click()
    await expect(second.page.get_by_role("group", name="活动")).to_contain_text("你已报名")

    await host.presses("组织")
    await host.presses("签到码")
    code = await host.page.get_by_test_id("check-in-code").inner_text()
    await host.looks_right()
    await second.go(f"{address}?code={code}")
    dialog = second.page.get_by_role("dialog")
    await expect(dialog.get_by_label("六位签到码")).to_have_value(code)
    await second.looks_right()
    await dialog.get_by_role("button", name="签到", exact=True).click()
    await expect(second.page.get_by_role("group", name="活动")).to_contain_text("已签到")
    await expect(host.page.get_by_role("dialog")).to_contain_text("来了 1 人，报名 1 人")


async def test_a_poll_is_asked_answered_and_its_result_read(person: type[Person]) -> None:
    asker = await person.newcomer("发问的人", circles=["zhouwu"])
    await asker.go("/compose?circle=zhouwu")
    await asker.types("正文", "周五开哪一桌？")
    await asker.presses("加投票")
    await asker.types("选项 1", "狼人杀")
    await asker.types("选项 2", "卡坦岛")
    await asker.ticks("投过的人才看得到结果")
    await asker.looks_right()
    await asker.presses("发出")
    await expect(asker.page).to_have_url(re.compile(r"/c/zhouwu/p/"))
    address = asker.page.url.removeprefix(asker.address)
    voter = await person.newcomer("投票的人", circles=["zhouwu"])
    await voter.go(address)
    await voter.ticks("卡坦岛")
    await voter.presses("投票")
    poll = voter.page.get_by_role("group", name="投票")
    await expect(poll.get_by_role("row", name=re.compile("卡坦岛"))).to_contain_text("1 (100%)")
    await voter.looks_right()
    await expect(asker.page.get_by_role("group", name="投票")).to_contain_text("1 人投了")
