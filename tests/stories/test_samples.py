"""The duty officer looks at samples without knowing whose they are; what is wrong becomes a case."""

from playwright.async_api import expect

from tests.stories.person import Person

_SAID = "学生证的照片能用手机自己拍吗"


async def _answer(officer: Person, *, violating: bool) -> None:
    """With the keyboard alone, as at a desk."""
    page = officer.page
    shown = page.get_by_test_id("sample")
    before = await shown.text_content()
    assert before
    await page.locator("h1").focus()
    await page.keyboard.press("v" if violating else "o")
    if violating:
        await page.get_by_label("违反哪一条").select_option("privacy")
        await page.get_by_label("有多重").select_option("1")
        await officer.looks_right()
    await page.get_by_role("button", name="定了，看下一条").click()
    # The next may have several paragraphs: what counts is that this one has gone.
    await expect(shown.filter(has_text=before)).to_have_count(0)


async def test_samples_are_looked_at_blindly_and_what_is_wrong_becomes_a_case(person: type[Person]) -> None:
    officer = await person.enter(door="duty", width=1280)
    await officer.go("/console/samples")
    await officer.sees("看不到是哪个圈子", "和测试题的一致")
    await expect(officer.page.get_by_test_id("sample")).to_be_visible()
    await officer.looks_right()
    found = False
    sample, nothing = officer.page.get_by_test_id("sample"), officer.page.get_by_text("没有要看的了")
    # The night may have drawn more than the demo tells of.
    for _ in range(60):
        await expect(sample.or_(nothing).first).to_be_visible()
        if await nothing.count():
            break
        text = await sample.inner_text()
        for name in ("阿美", "美颜", "好看就好", "罗一"):
            assert name not in text
        if await officer.page.get_by_role("button", name="点开看").count():
            await officer.page.get_by_role("button", name="点开看").first.click()
            await officer.looks_right()
        await _answer(officer, violating=_SAID in text)
        found = found or _SAID in text
    await officer.sees("没有要看的了")
    assert found
    await officer.looks_right()
    queue = await officer.api("GET", "/queue?inlet=patrol")
    cases = [row["case"] for row in queue["entries"] if row["case"]]
    case = next(one for one in cases if _SAID in one["excerpt"])
    assert (case["inlet"], case["category"], case["severity"]) == ("patrol", "privacy", 1)

    english = await person.enter(door="platform", width=390, language="en", theme="dark")
    await english.go("/console/samples")
    await english.sees("Agreement with the test items", "老郑")
    await english.looks_right()
