"""A question is asked, answered, thanked for and solved; what is new is found again; what is good is kept."""

from playwright.async_api import expect

from tests.stories.person import Person


async def _asks(me: Person, text: str) -> dict:
    circle = await me.api("GET", "/circle-slugs/maohaizi")
    body = {"text": text, "kind": "question"}
    post = await me.api("POST", f"/circles/{circle['circle_id']}/posts", body)
    return post | {"at": f"/circles/{circle['circle_id']}/posts/{post['post_id']}"}


async def test_a_question_is_answered_thanked_for_and_solved(person: type[Person]) -> None:
    asker = await person.newcomer("问路的人", circles=["maohaizi"])
    helper = await person.newcomer("答路的人", circles=["maohaizi"], width=1280)
    await asker.go("/compose?circle=maohaizi")
    await asker.presses("这是提问")
    await asker.types("正文", "小猫几个月可以打第一针？")
    await asker.looks_right()
    await asker.presses("发出")
    await asker.sees("1 楼 · 楼主", "提问")
    page = asker.page.url.removeprefix("http://").partition("/")[2].join(["/", ""])
    circle = await asker.api("GET", "/circle-slugs/maohaizi")
    post = {"at": f"/circles/{circle['circle_id']}/posts/{page.rsplit('/', 1)[-1]}"}
    await helper.api("POST", f"{post['at']}/comments", {"text": "八周以后，先体检。"})
    floor = asker.page.locator("#floor-2")
    await expect(floor).to_contain_text("八周以后")
    await asker.presses("谢谢", within=floor)
    await expect(floor.get_by_role("button", name="谢谢 ×1")).to_have_attribute("aria-pressed", "true")
    await asker.presses("这就是答案", within=floor)
    await asker.sees("已解决", "看 2 楼")
    await asker.looks_right()

    await helper.go(page)
    own = helper.page.locator("#floor-2")
    await expect(own).to_contain_text("答案")
    await expect(own).to_contain_text("谢谢 ×1")
    await expect(own.get_by_role("button", name="谢谢")).to_have_count(0)
    await helper.go("/notifications")
    await helper.sees("谢了你的回答", "把你的楼层标成了答案")
    await helper.looks_right()

    reader = await person.newcomer("找答案的人")
    await reader.go("/solved?topic=pets")
    await reader.page.get_by_role("link", name="小猫几个月可以打第一针？").click()
    await reader.sees("看 2 楼", "相关的提问")
    await reader.looks_right()

    await asker.presses("不是答案", within=floor)
    await expect(asker.page.get_by_role("link", name="看 2 楼")).to_have_count(0)


async def test_a_follower_finds_where_the_new_floors_begin(person: type[Person]) -> None:
    writer = await person.newcomer("写楼的人", circles=["maohaizi"])
    reader = await person.newcomer("追楼的人", circles=["maohaizi"])
    post = await _asks(writer, "雨天遛狗穿什么？")
    await writer.api("POST", f"{post['at']}/comments", {"text": "雨衣"})
    await reader.go(f"/c/maohaizi/p/{post['post_id']}")
    await reader.presses("关注")
    await reader.sees("这条有新楼层会告诉你")
    await reader.go("/discover")
    for text in ("雨鞋", "不遛"):
        await writer.api("POST", f"{post['at']}/comments", {"text": text})
    await reader.go("/followed")
    await reader.page.get_by_role("link", name="2 层新").click()
    await reader.sees("上次看到 2 楼，之后新增 2 层。", "以下是新的")
    await expect(reader.page.locator("#floor-3")).to_be_in_viewport()
    await reader.looks_right()
    await reader.go("/notifications")
    await reader.sees("在你关注的帖子里写了")
    # Read on this device, it is read on the other, too.
    other = await reader.other_device()
    await other.go("/followed")
    await other.sees("雨天遛狗穿什么？")
    await expect(other.page.get_by_role("link", name="层新")).to_have_count(0)


async def test_a_floor_is_kept_in_a_folder_that_nobody_else_sees(person: type[Person]) -> None:
    me = await person.newcomer("收东西的人", circles=["maohaizi"])
    post = await _asks(me, "猫砂怎么选？")
    await me.api("POST", f"{post['at']}/comments", {"text": "豆腐砂，好冲。"})
    await me.go(f"/c/maohaizi/p/{post['post_id']}?floor=2")
    await me.picks("收东西的人在 2 楼的回复：更多", "收藏")
    dialog = me.page.get_by_role("dialog", name="收藏到")
    await me.sees("收藏只有你自己看得到。")
    await me.types("或者放进新的收藏夹", "养猫")
    await me.looks_right()
    await dialog.get_by_role("button", name="收藏", exact=True).click()
    await me.sees("已收藏")
    await me.go("/saved")
    await me.page.get_by_role("link", name="养猫").click()
    await me.sees("猫砂怎么选？", "豆腐砂，好冲。")
    await me.types("在标题里找", "狗粮")
    await me.sees("没有找到")
    await me.types("在标题里找", "猫砂")
    await me.sees("豆腐砂，好冲。")
    await me.looks_right()
    await me.picks("收藏夹「养猫」：更多", "删除收藏夹")
    await me.page.get_by_role("dialog").get_by_role("button", name="删除收藏夹").click()
    await me.page.get_by_role("link", name="未分类").click()
    await me.sees("豆腐砂，好冲。")
