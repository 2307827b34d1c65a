"""Quiet hours, a muted word, and a kind that one does not want: what a person sees of them."""

import re
from datetime import UTC, datetime, timedelta

from playwright.async_api import expect

from tests.patience import until
from tests.stories.person import Person


async def test_what_comes_in_quiet_hours_waits_until_one_looks(person: type[Person]) -> None:
    me = await person.newcomer("要睡觉的人", circles=["shuilema"])
    night_owl = await person.newcomer("夜猫子", circles=["shuilema"])
    circle = await me.api("GET", "/circle-slugs/shuilema")
    posts = f"/circles/{circle['circle_id']}/posts"
    post = await me.api("POST", posts, {"text": "夜里两点又醒了。", "photos": []})

    await me.go("/settings/notifications")
    await me.ticks("每天有一段安静时间")
    await me.looks_right()
    now = datetime.now(UTC) + timedelta(hours=8)
    half = now.hour * 60 + now.minute // 30 * 30
    ends = (half + 120) % 1440
    hours = [("从", half), ("到", ends)]
    # Neither list offers what the other says: where the night ends just now, its end moves first.
    for label, minute in hours if half != 7 * 60 else reversed(hours):
        await me.page.get_by_label(label, exact=True).select_option(str(minute))
    await me.unticks("有人赞我：站内")

    async def all_is_kept() -> bool:
        kept = await me.api("GET", "/notifications/settings")
        return kept["app_off"] == ["like"] and kept["quiet"]["until_minute"] == ends

    await until(all_is_kept)
    await me.page.reload()
    await expect(me.page.get_by_role("checkbox", name="有人赞我：站内")).not_to_be_checked()
    await expect(me.page.get_by_role("checkbox", name="账号安全：站内")).to_be_disabled()

    comments = f"{posts}/{post['post_id']}/comments"
    for text in ("我也是。", "白噪音有用。"):
        await night_owl.api("POST", comments, {"text": text})
    await me.go("/notifications")
    await me.sees(re.compile("安静时间：2 条消息等到"))
    await me.does_not_see("白噪音有用。")
    await me.looks_right()
    await me.presses("现在看")
    await me.sees("白噪音有用。", "我也是。")
    await me.does_not_see(re.compile("安静时间："))


async def test_a_muted_word_is_folded_away_and_can_be_opened(person: type[Person]) -> None:
    me = await person.newcomer("不想看的人", circles=["shuilema"])
    seller = await person.newcomer("爱说团购的人", circles=["shuilema"])
    circle = await me.api("GET", "/circle-slugs/shuilema")
    posts = f"/circles/{circle['circle_id']}/posts"
    post = await seller.api("POST", posts, {"text": "楼下团購尿布，有人一起吗。", "photos": []})

    await me.go("/settings/privacy")
    await me.types("词", "团购")
    await me.presses("添加")
    await expect(me.page.get_by_role("button", name="去掉“团购”")).to_be_visible()
    await me.looks_right()
    await me.go(f"/c/shuilema/p/{post['post_id']}")
    await me.sees("含有你屏蔽的词")
    await me.does_not_see("楼下团購尿布，有人一起吗。")
    await me.looks_right()
    await me.presses("打开看看")
    await me.sees("楼下团購尿布，有人一起吗。")
