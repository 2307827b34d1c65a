"""An organisation applies, opens a circle, invites; a helper keeps order within limits."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import expect

from tests.stories.person import Person

LICENCE = Path(__file__).parents[2] / "src" / "tonghao" / "demo" / "pictures" / "account-book.webp"


async def test_a_partner_is_approved_opens_a_circle_and_invites(person: type[Person]) -> None:
    owner = await person.newcomer("柳师傅", width=1280)
    await owner.go("/partners")
    await owner.looks_right()
    await owner.presses("申请成为伙伴")
    await owner.types("机构名称", "柳记修车行")
    await owner.page.get_by_label("行当").select_option("gadgets")
    await owner.types("登记的全称", "梧桐市柳记修车行")
    await owner.ticks("地方登记号")
    await owner.types("号码", "WT-2019-0412")
    await owner.types("负责人", "柳长青")
    await owner.types("介绍", "桥东头第二间，修自行车和电动车。想办一个自己动手的圈子。")
    await owner.ticks(re.compile("^我接受公约"))
    await owner.looks_right()
    await owner.presses("提交申请")
    await owner.sees("申请已提交，平台看过后会告诉你。", "等平台看")

    secretary = await person.enter(door="platform", width=1280)
    await secretary.go("/console/partners")
    await secretary.looks_right()
    card = secretary.page.get_by_role("listitem").filter(has_text="柳记修车行")
    await expect(card).to_contain_text("柳长青")
    await expect(card).to_contain_text("WT-••••••412")
    await secretary.presses("通过", within=card)
    asked = secretary.page.get_by_role("dialog")
    await expect(asked).to_contain_text("通过 柳记修车行？")
    await secretary.looks_right()
    await secretary.presses("通过", within=asked)
    await secretary.sees("已通过 柳记修车行")

    await owner.go("/notifications")
    await owner.follows(re.compile("「柳记修车行」成为伙伴了，可以开圈子"))
    await owner.presses("开一个圈子")
    await owner.types("地址", "liuji")
    await owner.types("圈子名", "链条不掉")
    await owner.types("简介", "自己修车的人，互相借工具。")
    await owner.ticks(re.compile("^凭邀请加入"))
    await owner.looks_right()
    await owner.presses("开一个圈子")
    await expect(owner.page).to_have_url(re.compile(r"/c/liuji$"))
    await owner.sees("链条不掉", "主理人")
    await owner.looks_right()

    await owner.picks("链条不掉：更多", "管理圈子")
    await owner.looks_right()
    await owner.page.get_by_role("tab", name="邀请").click()
    await owner.presses("生成邀请链接")
    link = owner.page.get_by_text(re.compile(r"/i/[0-9a-f-]{36}\."))
    await expect(link).to_be_visible()
    await owner.looks_right()
    invitation = urlsplit(await link.inner_text()).path

    stranger = await person.enter(width=390)
    await stranger.page.goto("/c/liuji")
    await stranger.does_not_see("自己修车的人，互相借工具。")
    guest = await person.newcomer("骑车的人")
    await guest.go(invitation)
    await guest.sees("链条不掉", "自己修车的人，互相借工具。")
    await guest.looks_right()
    await guest.presses("加入「链条不掉」")
    await guest.sees("你加入了「链条不掉」")
    await guest.go("/c/liuji")
    await guest.sees("已加入")


async def test_for_money_a_licence_is_shown_and_two_people_sign(person: type[Person]) -> None:
    fang = await person.newcomer("方老师", width=1280)
    await fang.go("/partners")
    await fang.presses("申请成为伙伴")
    await fang.types("机构名称", "弄堂记账社")
    await fang.types("登记的全称", "梧桐市弄堂记账服务有限公司")
    await fang.types("号码", "91330106MA2CFAKE8X")
    await fang.page.get_by_label("行当").select_option("finance")
    await fang.types("负责人", "方正")
    await fang.sees("许可：金融业务许可证", "这个行当要平台的两个人都看过才算通过。")
    await fang.types("许可号码", "JR-2026-0031")
    await fang.types("发证机关", "梧桐市金融局")
    await fang.page.get_by_label("有效期至").fill("2036-12-31")
    await fang.page.get_by_label("证照的照片").set_input_files(LICENCE)
    await fang.ticks(re.compile("^我接受公约"))
    await expect(fang.page.get_by_role("button", name="提交申请")).to_be_enabled()
    await fang.looks_right()
    await fang.presses("提交申请")
    await fang.sees("申请已提交，平台看过后会告诉你。")

    for door, first in (("duty", True), ("platform", False)):
        signer = await person.enter(door=door, width=1280)
        await signer.go("/console/partners")
        card = signer.page.get_by_role("listitem").filter(has_text="弄堂记账社")
        await expect(card).to_contain_text("JR-2026-0031 · 梧桐市金融局 · 有效期至 2036-12-31")
        await expect(card).to_contain_text("9133••••••••••KE8X")
        await signer.looks_right()
        word = "签名" if first else "通过"
        await signer.presses(word, within=card)
        await signer.presses(word, within=signer.page.get_by_role("dialog"))
        await signer.sees("已为 弄堂记账社 签名，等第二个人" if first else "已通过 弄堂记账社")

    await fang.go("/partners")
    await fang.follows("看公开的伙伴页")
    await fang.sees("弄堂记账社", "方正", "JR-2026-0031，梧桐市金融局，有效期至 2036-12-31")
    await fang.looks_right()
    reader = await person.enter(script=False)
    await reader.page.goto(fang.page.url)
    await reader.sees("弄堂记账社", "JR-2026-0031")


async def test_a_helper_deletes_and_bans_for_a_day_at_most(person: type[Person]) -> None:
    host = await person.enter(door="host", width=1280)
    helper = await person.newcomer("新帮手", circles=["manpao"], width=1280)
    rude = await person.newcomer("卖鞋的人", circles=["manpao"])
    circle = await host.api("GET", "/circle-slugs/manpao")
    here = f"/circles/{circle['circle_id']}"
    post = await rude.api("POST", f"{here}/posts", {"text": "跑鞋清仓，先到先得，问我。", "photos": []})

    await host.go("/c/manpao/members")
    await host.page.get_by_role("searchbox", name="按名字找成员").fill("新帮手")
    await host.picks("新帮手：管理", "设为帮手")
    asked = host.page.get_by_role("dialog", name="设新帮手为帮手？")
    await host.types("理由（可以不写）", "答新人答得最多的就是他。")
    await host.looks_right()
    await host.presses("设为帮手", within=asked)
    await host.sees("新帮手现在是帮手")
    await host.looks_right()

    await helper.go(f"/c/manpao/p/{post['post_id']}")
    await helper.picks("卖鞋的人的帖子：更多", "删除")
    await helper.sees("删除这个帖子？")
    await helper.types("理由", "跑步圈里不卖货。")
    await helper.looks_right()
    await helper.presses("删除", within=helper.page.get_by_role("dialog"))
    await helper.sees("帖子已删除")
    await helper.go("/c/manpao/log")
    await helper.sees("跑步圈里不卖货。", "答新人答得最多的就是他。")

    await helper.go("/c/manpao/members")
    await helper.presses("看过了")
    await helper.page.get_by_role("searchbox", name="按名字找成员").fill("卖鞋的人")
    await helper.picks("卖鞋的人：管理", "禁言")
    asked = helper.page.get_by_role("dialog", name="禁言卖鞋的人？")
    await expect(asked.get_by_label("一天")).to_be_checked()
    await expect(asked.get_by_label("一周")).to_have_count(0)
    await helper.types("原因", "在跑步圈里卖货，提醒过了。")
    await helper.looks_right()
    await helper.presses("禁言", within=asked)
    await helper.sees("卖鞋的人已被禁言")

    await rude.go("/c/manpao")
    await rude.sees(re.compile(r"你在 .+ 之前被这个圈子禁言。"))
    await rude.looks_right()
    await expect(rude.page.get_by_role("main").get_by_role("link", name="发帖")).to_have_count(0)
    answer = await rude.context.request.post(
        f"/api/v1{here}/posts", data={"text": "再发一次。", "photos": []}, headers={"Origin": rude.address}
    )
    assert answer.status == 403
    refusal = await answer.json()
    assert "禁止" in refusal["message_zh"]
    assert refusal["details"]

    longer = await helper.context.request.post(
        f"/api/v1{here}/bans",
        data={"account_id": rude.account_id, "reason": "再久一点", "hours": 72},
        headers={"Origin": rude.address},
    )
    assert longer.status == 403

    await host.go("/c/manpao/manage?part=bans")
    await host.presses("解除", within=host.page.get_by_role("listitem").filter(has_text="卖鞋的人"))
    await host.types("理由（可以不写）", "说好不再卖了。")
    await host.looks_right()
    await host.presses("解除", within=host.page.get_by_role("dialog"))
    await host.sees("卖鞋的人可以说话了")
