"""Something stays, but not as it was: a photo is blurred, read about, appealed and shown again."""

import re

from playwright.async_api import Request, expect

from tests.stories.person import Person
from tonghao.demo.story import PICTURES

_WORDS = "雨停了，伞架上还剩一把没人认。"
_PHOTO = PICTURES / "umbrella-stand.webp"
_WHY = "就是一把伞，请再看一眼。"
_ANSWER = "看过了，是伞架，没有别的。"


class Fetched:
    """Which photos of a post a page asked the server for."""

    def __init__(self, person: Person, media_id: str) -> None:
        self.addresses: list[str] = []
        self._media_id = media_id
        person.page.on("request", self._hear)

    def _hear(self, request: Request) -> None:
        if self._media_id in request.url:
            self.addresses.append(request.url)


async def _post_with_photo(person: type[Person]) -> tuple[Person, str, str]:
    """Somebody posts a photo; they, the post's address, and the photo."""
    author = await person.newcomer("拍伞的人", circles=["maohaizi"])
    await author.go("/c/maohaizi")
    await author.follows("发帖", within=author.page.get_by_role("main"))
    await author.types("正文", _WORDS)
    await author.page.get_by_label("加照片").and_(author.page.locator("input")).set_input_files(_PHOTO)
    await expect(author.page.get_by_text("检查过了，可以发")).to_have_count(1, timeout=30_000)
    await author.types("第 1 张照片的说明", "门口的伞架")
    await author.presses("发出")
    await expect(author.page).to_have_url(re.compile(r"/c/maohaizi/p/[0-9a-f-]{36}"))
    address = "/c/maohaizi/p/" + author.page.url.rpartition("/p/")[2]
    circle = await author.api("GET", "/circle-slugs/maohaizi")
    post = await author.api("GET", f"/circles/{circle['circle_id']}/posts/{address[-36:]}")
    return author, address, post["photos"][0]["media_id"]


async def test_a_blurred_photo_is_uncovered_appealed_and_shown_again(person: type[Person]) -> None:
    author, address, media_id = await _post_with_photo(person)
    reader = await person.newcomer("路过伞架的人", circles=["maohaizi"])
    circle = await reader.api("GET", "/circle-slugs/maohaizi")
    report = {"subject_kind": "post", "subject_id": address[-36:], "circle_id": circle["circle_id"]}
    await reader.api("POST", "/reports", report | {"category": "sex.suggestive"})

    judge = await person.enter(door="duty", width=1280)
    await judge.go(f"/console/queue?circle={circle['circle_id']}")
    await judge.follows(re.compile("还剩一把没人认"))
    await judge.sees("做决定")
    await judge.page.keyboard.press("3")
    await expect(judge.page.get_by_role("radio", name="模糊照片")).to_be_checked()
    await judge.sees("文字照常，照片点开才取、才看到。", re.compile("照片已加模糊：文字照常显示"))
    await judge.types("理由", "看不清是什么，先模糊。")
    await judge.looks_right()
    await judge.page.keyboard.press("Control+Enter")
    await judge.sees("这一件已经决定", re.compile("老郑的决定：模糊照片"))
    await judge.looks_right()

    fetched = Fetched(reader, media_id)
    await reader.go("/c/maohaizi")
    card = reader.page.get_by_role("article").filter(has_text="还剩一把没人认")
    await expect(card).to_contain_text("平台提示：照片涉及「大尺度、性暗示」，已加模糊。")
    await expect(card).to_contain_text("1 张照片已加模糊，打开帖子可以显示")
    await expect(card.get_by_role("button", name="显示")).to_have_count(0)
    await reader.go(address)
    article = reader.page.get_by_role("article").first
    await expect(article).to_contain_text(_WORDS)
    await expect(article.get_by_role("link", name="看规则")).to_have_attribute(
        "href", "/standard#sex.suggestive"
    )
    uncover = article.get_by_role("button", name="显示 1 张照片")
    await expect(uncover).to_have_attribute("aria-expanded", "false")
    await reader.looks_right()
    assert fetched.addresses == []
    await uncover.focus()
    await reader.page.keyboard.press("Enter")
    await expect(article.get_by_role("img", name="门口的伞架")).to_be_visible()
    await expect(article.get_by_role("button", name="盖上照片")).to_have_attribute("aria-expanded", "true")
    assert fetched.addresses != []
    await reader.looks_right()

    await author.go("/notifications")
    await author.finds(author.page.get_by_text("你的照片加了模糊"))
    await author.sees(re.compile("照片已加模糊：文字照常显示，照片点开才看到"))
    await author.go(address)
    note = author.page.get_by_role("article").first.get_by_role("status")
    await expect(note).to_contain_text("文字照常显示，照片点开才看到。")
    await author.looks_right()
    await author.follows("申诉", within=note)
    await author.sees("照片被加了模糊")
    await author.types("为什么不对", _WHY)
    await author.looks_right()
    await author.presses("提交申诉")
    await author.sees(re.compile(r"收到了，编号 A-\d{8}-"))

    other = await person.enter(door="platform", width=390)
    await other.go("/console/appeals")
    await other.page.get_by_role("link", name=_WHY).click()
    await other.sees("申诉说的", "模糊照片")
    await other.page.get_by_text("推翻，恢复原样").click()
    await other.types("告诉申诉的人", _ANSWER)
    await other.looks_right()
    await other.page.get_by_role("button", name="推翻", exact=True).click()
    await expect(other.page.get_by_text(_ANSWER).first).to_be_visible()

    await reader.go(address)
    await expect(article.get_by_role("img", name="门口的伞架")).to_be_visible()
    await reader.does_not_see(re.compile("平台提示"))
    await author.go("/appeals")
    await author.sees("另一个人看过了，原来的决定不对，已经改过来。", _ANSWER)


async def test_the_lane_has_a_labelled_rumour_and_a_folded_floor(person: type[Person]) -> None:
    reader = await person.newcomer("养猫的人", circles=["maohaizi"], width=1280, theme="dark")
    await reader.go("/")
    card = reader.page.get_by_role("article").filter(has_text="鸡胸肉里打了针")
    await reader.finds(card)
    await expect(card).to_contain_text("平台提示：这条涉及「谣言」。")
    await card.get_by_role("link", name=re.compile("回复")).first.click()
    await expect(reader.page).to_have_url(re.compile(r"/p/[0-9a-f-]{36}"))
    article = reader.page.get_by_role("article").first
    await expect(article).to_contain_text("https://example.org/chicken")
    await expect(article.get_by_role("link", name=re.compile("example.org"))).to_have_count(0)
    floor = reader.page.locator("#floor-4")
    await expect(floor).to_contain_text("平台提示：这条涉及「辱骂」，已折叠。")
    await reader.does_not_see(re.compile("脑子留在老家"))
    await reader.looks_right()
    fold = floor.get_by_role("button", name="打开看：大刘写的")
    await expect(fold).to_have_attribute("aria-expanded", "false")
    await fold.press("Enter")
    await expect(floor.get_by_role("button", name="收起来：大刘写的")).to_have_attribute(
        "aria-expanded", "true"
    )
    await expect(floor).to_contain_text("脑子留在老家")
    await reader.looks_right()

    crawler = await person.enter(script=False)
    await crawler.page.goto(reader.page.url.partition("?")[0])
    await expect(crawler.page.get_by_text("平台提示：涉及“谣言”。")).to_be_visible()
    await expect(crawler.page.get_by_text(re.compile("脑子留在老家"))).not_to_be_visible()
    await crawler.is_readable()


async def test_a_host_keeps_a_reported_post_of_their_own_circle_folded(person: type[Person]) -> None:
    author = await person.newcomer("嗓门大的人", circles=["manpao"])
    circle = await author.api("GET", "/circle-slugs/manpao")
    posts = f"/circles/{circle['circle_id']}/posts"
    post = await author.api("POST", posts, {"text": "标题党一下：跑步三天年轻十岁。", "photos": []})
    reader = await person.newcomer("嗓门小的人", circles=["manpao"])
    report = {"subject_kind": "post", "subject_id": post["post_id"], "circle_id": circle["circle_id"]}
    await reader.api("POST", "/reports", report | {"category": "clickbait"})

    host = await person.enter(door="host")
    await host.go("/c/manpao/today")
    await host.presses("留着，加限制：嗓门大的人发的")
    dialog = host.page.get_by_role("dialog", name="留着，怎么限制？")
    await host.ticks(re.compile("^折叠"), within=dialog)
    await host.types("为什么", "吹得太大，想看的点开看。")
    await host.looks_right()
    await host.presses("就这样定", within=dialog)
    await host.sees("定了，作者收到了通知和申诉的办法")

    await reader.go(f"/c/manpao/p/{post['post_id']}")
    await reader.sees("平台提示：这条涉及「标题党」，已折叠。")
    await reader.does_not_see(re.compile("三天年轻十岁"))
    await author.go("/notifications")
    await author.finds(author.page.get_by_text("你的内容被折叠了"))
