"""A red packet: given, opened while others look, raced for, and checked by anybody."""

import asyncio
import re
from contextlib import suppress

from playwright.async_api import TimeoutError as TookTooLong
from playwright.async_api import expect

from tests.stories.person import Person
from tonghao.demo.tell_packets import packet_id_of

FINISHED = packet_id_of(0)


async def test_a_packet_is_given_opened_and_checked(person: type[Person]) -> None:
    coach = await person.enter(door="host", width=1280)
    await coach.go("/packets")
    await coach.follows("发红包")
    await coach.sees("发到圈子", "慢跑也算跑")
    await coach.looks_right()
    await coach.go("/c/manpao")
    await coach.follows("发红包")
    await coach.sees("发到「慢跑也算跑」，圈子里的人都可以领。")
    await coach.types("几份", "5")
    await coach.types("总额", "8.88")
    await coach.types("一句话", "谢谢今天早起的各位")
    await coach.looks_right()
    await coach.presses("塞钱进红包")
    await coach.sees("已领 0/5 份", "抽签承诺：")
    address = coach.page.url
    path = re.sub(r"^https?://[^/]+", "", address)
    await coach.looks_right()

    runners = [await person.newcomer(f"跑步的人{number}", circles=["manpao"]) for number in range(6)]
    # A stranger to the circle reads of it and cannot open it.
    outsider = await person.newcomer("路过的人")
    await outsider.go(path)
    await outsider.presses("打开红包")
    await outsider.sees("先加入圈子")

    # Three open it; the coach sees each of them without touching anything.
    for number, runner in enumerate(runners[:3], start=1):
        await runner.go("/c/manpao")
        card = runner.page.get_by_role("link", name=re.compile("谢谢今天早起的各位"))
        await expect(card).to_contain_text(f"还剩 {6 - number} 份")
        await card.click()
        await runner.presses("打开红包")
        await runner.sees("你领到")
        await expect(runner.page.locator(".packet-sum")).to_be_focused()
        await coach.sees(f"已领 {number}/5 份", runner.name)
    await runners[0].looks_right()

    # One more opens it quietly: the others see that it is gone, not who has it.
    await runners[3].go(path)
    await runners[3].ticks("悄悄领：别人看不到是你")
    await runners[3].presses("打开红包")
    await runners[3].sees("你领到")
    await runners[0].sees("已领 4/5 份", "有人悄悄领了")

    # Two browsers race for the last share.
    last = [runners[4], runners[5]]
    for runner in last:
        await runner.go(path)
        await runner.sees("已领 4/5 份")
    await asyncio.gather(*(_hurries(runner) for runner in last))
    for runner in last:
        late = runner.page.get_by_text(re.compile("来晚了"))
        await expect(runner.page.locator(".packet-sum").or_(late).first).to_be_visible()
    won = [await runner.page.locator(".packet-sum").count() for runner in last]
    assert sorted(won) == [0, 1]
    loser = last[won.index(0)]
    await loser.sees("来晚了，红包已经领完。下面看看谁更快。", "已领 5/5 份", "手气最佳")
    await loser.looks_right()
    shares = await loser.api("GET", f"/red-packets/{path.rsplit('/', 1)[-1]}/shares")
    assert sum(round(float(one["amount"]) * 100) for one in shares) == 888

    # The proof is drawn again in the browser, without the network.
    await loser.follows("核对抽签")
    await loser.sees("核对一致", "每份加起来正好是 8.88 元。")
    await loser.looks_right()
    await loser.context.set_offline(True)
    await loser.follows("回到红包")
    await loser.follows("核对抽签")
    await loser.sees("核对一致")
    await loser.context.set_offline(False)


async def _hurries(runner: Person) -> None:
    """A hand that may find the packet emptied under it: its page says so then, as to one that came late."""
    with suppress(TookTooLong):
        await runner.page.get_by_role("button", name="打开红包").click(timeout=15_000)


async def test_the_lane_has_an_empty_packet_an_open_one_and_one_for_xiaoman(person: type[Person]) -> None:
    xiaoman = await person.enter(door="member")
    await xiaoman.go("/packets")
    await xiaoman.sees("上周替我带了龟组")
    await xiaoman.looks_right()
    await xiaoman.follows(re.compile("上周替我带了龟组"))
    await xiaoman.presses("打开红包")
    await xiaoman.sees("你领到", "6.60 元")
    await xiaoman.go(f"/packets/{FINISHED}")
    await xiaoman.sees("已领 6/6 份", "手气最佳")
    await xiaoman.follows("核对抽签")
    await xiaoman.sees("核对一致")


async def test_in_english_and_in_the_dark(person: type[Person]) -> None:
    guest = await person.newcomer("Hands", circles=["manpao"], language="en", theme="dark", width=1280)
    await guest.go("/c/manpao")
    await guest.follows(re.compile("下雨也来的人"))
    await guest.sees(re.compile(r"of 8 shares taken"))
    await guest.looks_right()
    await guest.presses("Open the packet")
    await guest.sees("You got")
    await guest.looks_right()
    await guest.go("/packets/new?circle=manpao")
    await guest.types("In all", "10.01")
    await guest.ticks(re.compile("^equally"))
    await guest.types("Shares", "3")
    await guest.presses("Put the money in")
    await guest.sees("Make it 9.99", "Make it 10.02")
    await guest.looks_right()
