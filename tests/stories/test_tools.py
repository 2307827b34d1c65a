"""The tools of a trade: a day is marked, a book of money is read by a stranger, a table fills, notes open."""

import re

from playwright.async_api import expect

from tests.patience import until
from tests.stories.person import Person


async def test_somebody_joins_a_challenge_and_marks_the_day(person: type[Person]) -> None:
    me = await person.newcomer("刚开始走的人", circles=["manpao"])
    await me.go("/c/manpao")
    await me.follows("打卡")
    await me.presses("参加")
    await me.sees("你还在。每七天可以漏一天，不用补。")
    await me.presses("今天做了")
    await me.types("做了什么", "绕河走了一圈")
    await me.looks_right()
    await me.presses("记下")
    marks = me.page.get_by_role("listitem").filter(has_text="绕河走了一圈")
    await expect(marks.last).to_be_visible()
    await expect(me.page.get_by_role("list", name="我的每一天")).to_contain_text("做了 绕河走了一圈")
    await me.looks_right()


async def test_a_stranger_reads_the_fund_book_line_by_line(person: type[Person]) -> None:
    stranger = await person.enter()
    await stranger.go("/c/shuiyoukong/tools/fund")
    await stranger.sees("¥412.50", "等第二个人核对")
    book = stranger.page.get_by_role("table", name="楼道公账的账目")
    await expect(book.get_by_role("row", name=re.compile("钉子.*−2.00.*402.50"))).to_be_visible()
    await expect(book.get_by_role("row", name=re.compile("已由第 6 笔冲正"))).to_be_visible()
    await stranger.looks_right()
    await book.get_by_role("link", name="灯又坏了").first.click()
    await expect(stranger.page.get_by_role("group", name="投票")).to_contain_text("乙：LED 声控")


async def test_the_last_seat_of_a_table_is_taken(person: type[Person]) -> None:
    player = await person.newcomer("会说骆驼话的人", circles=["zhouwu"])
    await player.go("/c/zhouwu/tools/team_up")
    await player.sees("还差一位")
    await player.looks_right()
    await player.presses("龙与地下城《北境商路》第二十四夜：算我一个")
    await player.sees("人齐了")
    await player.presses("龙与地下城《北境商路》第二十四夜：不去了")
    await player.sees("还差一位")


async def test_notes_in_the_margin_open_when_one_has_read_the_section(person: type[Person]) -> None:
    reader = await person.newcomer("读得慢的人", circles=["yibenshu"])
    await reader.go("/c/yibenshu/tools/reading")
    await reader.does_not_see("铃铛是给狼听的")
    await reader.ticks("冬阳·童年·骆驼队")
    await reader.presses("2 条批注")
    await reader.sees(re.compile("铃铛是给狼听的"))
    await reader.types("写批注", "我数了骆驼，没数清。")
    await reader.presses("写下")
    await reader.sees(re.compile("我数了骆驼，没数清。"))
    await reader.looks_right()


async def test_a_host_chooses_what_the_circle_uses(person: type[Person]) -> None:
    host = await person.enter(door="host")
    await host.go("/c/manpao/manage?part=tools")
    await host.ticks("组局")
    await host.looks_right()
    await host.presses("保存")
    await host.sees("已保存")
    await host.go("/c/manpao")
    await host.follows("组局")
    await host.sees("现在没有桌。")
    await host.go("/c/manpao/manage?part=tools")
    await host.unticks("组局")
    await host.presses("保存")

    async def is_gone() -> bool:
        return "team_up" not in (await host.api("GET", "/circle-slugs/manpao"))["tools"]

    await until(is_gone)
