"""The later tools of a trade: an animal comes home, a parent finds the room of their child's age."""

import re
from datetime import UTC, datetime

from playwright.async_api import expect

from tests.stories.person import Person


async def test_an_animal_is_missed_seen_and_comes_home(person: type[Person]) -> None:
    owner = await person.newcomer("乌龟的主人", circles=["maohaizi"])
    await owner.go("/c/maohaizi")
    await owner.follows("寻宠")
    await owner.sees("豆包回家了", "寻 玉米", re.compile("I said 叮"))
    await owner.looks_right()
    await owner.presses("我家的走丢了")
    await owner.types("叫什么", "慢慢")
    await owner.types("最后在哪里看到", "桥头草地")
    await owner.types("长什么样，怕什么", "巴掌大，壳上有一道白漆。看到请打 13812345678")
    await owner.looks_right()
    await owner.presses("贴出去")
    await owner.sees(re.compile("不公开别人的身份证号"))
    await owner.types("长什么样，怕什么", "巴掌大，壳上有一道白漆。")
    await owner.presses("贴出去")
    await owner.sees("寻 慢慢")

    finder = await person.newcomer("看草的人", circles=["maohaizi"])
    await finder.go("/c/maohaizi/tools/lost_pet")
    notice = finder.page.get_by_role("article", name="寻 慢慢")
    await notice.get_by_label("我看到了").fill("在第三块石板下面，正在吃蒲公英。")
    await notice.get_by_role("button", name="说出来").click()
    await expect(notice.get_by_role("listitem")).to_contain_text("蒲公英")

    await expect(owner.page.get_by_role("article", name="寻 慢慢")).to_contain_text("蒲公英")
    await owner.presses("做成一张纸")
    await owner.looks_right()
    await owner.presses("慢慢：找到了，或者不找了")
    await owner.types("想对大家说的", "自己走出来的，走了三天，一共四米。")
    await owner.page.get_by_role("checkbox", name=re.compile("看草的人")).click()
    await owner.presses("告诉大家")
    await owner.sees("慢慢回家了", "自己走出来的，走了三天，一共四米。")
    await owner.looks_right()
    await finder.go("/notifications")
    await finder.sees(re.compile("找到慢慢了，谢谢你的线索"))


async def test_a_parent_finds_the_room_of_their_childs_age(person: type[Person]) -> None:
    today = datetime.now(UTC)
    months = today.year * 12 + today.month - 1 - 14
    parent = await person.newcomer("刚会走的人的妈", circles=["shuilema"])
    await parent.go("/c/shuilema")
    await parent.follows("月龄房")
    await parent.sees(re.compile("只有这个圈子的成员看得到"))
    await parent.presses("加一个孩子")
    await parent.types("小名", "糖糖")
    await parent.types("哪年哪月出生", f"{months // 12}-{months % 12 + 1:02d}")
    await parent.looks_right()
    await parent.presses("放进月龄房")
    await parent.sees("14 个月的房间")
    await parent.types("说点什么", "第一步走向了垃圾桶。")
    await parent.page.get_by_role("button", name="说", exact=True).click()
    await expect(parent.page.get_by_role("listitem").filter(has_text="垃圾桶")).to_contain_text("糖糖")
    await parent.looks_right()

    stranger = await person.enter()
    await stranger.go("/c/shuilema/tools/month_room")
    await stranger.sees("月龄房只给成员看。")
    await stranger.does_not_see(re.compile("垃圾桶"))
