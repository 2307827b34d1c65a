"""Hands on the keyboard: read, like, answer, write, without a mouse; and switch the keys off."""

import re

from playwright.async_api import expect

from tests.stories.person import Person

_ENTRY = "document.activeElement?.closest('article')?.getAttribute('data-entry')"


async def test_somebody_reads_with_keys_alone(person: type[Person]) -> None:
    me = await person.newcomer("键盘客", circles=("maohaizi",), width=1280)
    await me.go("/")
    page = me.page
    await expect(page.locator("article").nth(1)).to_be_visible()
    await page.keyboard.press("j")
    await page.wait_for_function(f"() => {_ENTRY} != null")
    first = await page.evaluate(_ENTRY)
    await page.keyboard.press("j")
    await page.wait_for_function(f"before => {_ENTRY} !== before", arg=first)
    await page.keyboard.press("k")
    await page.wait_for_function(f"before => {_ENTRY} === before", arg=first)
    await page.keyboard.press("l")
    await expect(page.locator(f'[data-entry="{first}"] [aria-pressed=true]')).to_be_visible()
    await page.keyboard.press("c")
    await expect(page).to_have_url(re.compile("/c/maohaizi/p/"))
    box = page.get_by_role("textbox", name="写一楼新的")
    await expect(box).to_be_visible()
    await page.keyboard.press("c")
    await expect(box).to_be_focused()
    # Inside a field a letter is a letter.
    await page.keyboard.type("gn?")
    await expect(box).to_have_value("gn?")
    await page.keyboard.press("Escape")
    await expect(box).not_to_be_focused()
    await page.keyboard.press("g")
    await page.keyboard.press("n")
    await expect(page).to_have_url(re.compile("/notifications$"))
    await page.keyboard.press("/")
    await expect(page.get_by_role("searchbox")).to_be_focused()
    await page.keyboard.press("Escape")
    await page.keyboard.press("n")
    await expect(page).to_have_url(re.compile("/compose"))


async def test_the_table_of_keys_can_switch_them_off(person: type[Person]) -> None:
    me = await person.newcomer("不用键", circles=("maohaizi",), width=1280)
    await me.go("/discover")
    await me.page.keyboard.press("?")
    await me.sees("快捷键", "去哪里", "下一条")
    await me.looks_right()
    await me.unticks("使用快捷键")
    await me.page.keyboard.press("Escape")
    await me.does_not_see("去哪里")
    await me.page.keyboard.press("?")
    await me.does_not_see("去哪里")
    await me.presses("快捷键")
    await me.sees("去哪里")
