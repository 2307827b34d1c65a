"""The daily end of the log: public, sent to a witness, and provable from a file."""

import re

from playwright.async_api import expect

from tests.stories.person import Person
from tonghao.audit.export import check_lines


async def test_an_operator_sees_the_witness_and_takes_the_log_along(person: type[Person]) -> None:
    platform = await person.enter(door="platform", width=1280)
    await platform.go("/console/audit")
    await platform.sees("外面的见证人", re.compile("还没有见证人"), "导出一段记录")
    await platform.looks_right()
    address = await platform.page.get_by_role("link", name="下载").get_attribute("href")
    assert address is not None
    file = await platform.context.request.get(address)
    assert file.status == 200
    checked = check_lines((await file.text()).splitlines())
    assert checked.first_broken is None
    assert checked.entries > 20
    published = platform.page.get_by_role("link", name="公开的链尾")
    await expect(published).to_have_attribute("href", "/audit/heads")

    reader = await person.enter(script=False)
    await reader.page.goto("/audit/heads")
    await reader.sees("审计日志每天的链尾", re.compile("--heads"))
    await expect(reader.page.get_by_role("cell", name=re.compile("^[0-9a-f]{64}$")).first).to_be_visible()
    await reader.is_readable()
