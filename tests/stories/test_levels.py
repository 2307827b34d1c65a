"""Sign-in, levels and nicknames: in the one circle that wanted them."""

from playwright.async_api import expect

from tests.patience import until
from tests.stories.person import Person


async def _has_read(me: Person, slug: str) -> dict:
    """The circle, whose must-read page *me* has seen."""
    circle = await me.api("GET", f"/circle-slugs/{slug}")
    await me.api("POST", f"/circles/{circle['circle_id']}/must-read/reads")
    return circle


async def test_a_forgotten_day_is_forgiven_and_twice_a_day_is_once(person: type[Person]) -> None:
    # 苏敏 signed in on five days and forgot the day before the demo was told.
    me = await person.enter(door="platform")
    circle = await me.api("GET", "/circle-slugs/zhouwu")
    before = await me.api("GET", f"/circles/{circle['circle_id']}/growth/me")
    # After midnight in Shanghai she has forgotten that day, too, and two are not forgiven.
    is_day_of_demo = before["streak"] != 0
    await me.go("/c/zhouwu")
    if is_day_of_demo:
        assert (before["streak"], before["may_forgive"]) == (5, True)
        await me.sees("连续 5 天")
    await me.presses("签到")
    forgiven = "已签到，昨天漏的那天不算断，连续 6 天"
    await me.sees(forgiven if is_day_of_demo else "已签到，连续 1 天", "今天已签到")
    await me.looks_right()
    other = await person.enter(door="platform", width=1280)
    await other.go("/c/zhouwu/levels")
    await other.sees("今天已签到", "刚坐下", "关灯的人", "赞、照片、打赏和在线时间不计分。")
    if is_day_of_demo:
        await other.sees("这七天里已经漏过一天了。")
    await other.looks_right()


async def test_a_circle_without_levels_shows_none_until_its_host_wants_them(person: type[Person]) -> None:
    member = await person.newcomer("新跑友", circles=["manpao"])
    circle = await _has_read(member, "manpao")
    await member.go("/c/manpao/levels")
    await member.sees("这个圈子没有等级")
    host = await person.enter(door="host", width=1280)
    await host.go("/c/manpao/manage?part=levels")
    await host.ticks("这个圈子要签到和等级")
    await host.types("等级 1 的头衔", "刚系好鞋带")
    await host.looks_right()
    await host.presses("保存")
    await host.sees("已保存")
    await member.go("/c/manpao")
    await member.presses("签到")
    await member.sees("已签到，连续 1 天", "刚系好鞋带")
    await host.unticks("这个圈子要签到和等级")
    await host.presses("保存")

    async def is_off() -> bool:
        return not (await host.api("GET", f"/circles/{circle['circle_id']}/levels"))["is_on"]

    await until(is_off)
    await member.go("/c/manpao")
    await expect(member.page.get_by_role("button", name="签到")).to_have_count(0)


async def test_a_nickname_is_shown_in_its_circle_alone(person: type[Person]) -> None:
    me = await person.newcomer("本名本姓", circles=["zhouwu", "maohaizi"])
    for slug, text in (("zhouwu", "第一次来，坐哪桌？"), ("maohaizi", "借一根绳子，明天还。")):
        circle = await _has_read(me, slug)
        await me.api("POST", f"/circles/{circle['circle_id']}/posts", {"text": text})
    await me.go("/c/zhouwu")
    await me.picks("周五不加班：更多", "本圈昵称")
    dialog = me.page.get_by_role("dialog", name="本圈昵称")
    await me.types("昵称（留空就用原来的名字）", "阿澈")
    await me.presses("保存", within=dialog)
    await me.sees("这个名字像是管理这个圈子的人，请换一个。")
    await me.types("昵称（留空就用原来的名字）", "骰子没落地")
    await me.looks_right()
    await me.presses("保存", within=dialog)
    await expect(me.page.get_by_role("article", name="骰子没落地的帖子")).to_be_visible()
    await me.go("/c/maohaizi")
    await expect(me.page.get_by_role("article", name="本名本姓的帖子").first).to_be_visible()
