"""Ways back in: a forgotten password, and the link that gives an imported person their account."""

import asyncio
import os
import re
import sys
from pathlib import Path

from playwright.async_api import expect

from tests.archive.folder import Archive
from tests.laws.source import ROOT
from tests.patience import until
from tests.stories.person import Person, Street

_NEW = "a lane full of leaves"


async def test_who_forgot_the_password_sets_a_new_one_with_a_code(
    person: type[Person], street: Street
) -> None:
    known = await person.newcomer("记性不好")
    me = await person.enter(width=390)
    await me.go("/sign-in")
    await me.follows("忘了密码")
    await me.sees("找回密码")
    await me.looks_right()
    before = len(street.mails_to(known.email))
    await me.types("邮箱", known.email)
    await me.presses("发送验证码")
    await expect(me.page.get_by_label("新密码")).to_be_visible()
    await me.looks_right()
    await until(lambda: len(street.mails_to(known.email)) > before, seconds=60)
    await me.types("验证码", "AAAAAA")
    await me.types("新密码", _NEW)
    await me.presses("设为新密码")
    await expect(me.page.get_by_role("alert").first).to_be_visible()
    await me.types("验证码", await street.code_for(known.email))
    await me.presses("设为新密码")
    await me.sees("密码已改，请重新登录。")

    # Every device is out, and only the new password lets one in.
    await known.page.goto("/settings")
    await known.sees("登录")
    await me.types("邮箱、手机号或用户名", known.handle)
    await me.types("密码", _NEW)
    await me.presses("登录")
    await expect(me.page).not_to_have_url(re.compile("sign-in"))
    assert (await me.api("GET", "/me"))["account_id"] == known.account_id


async def _command(street: Street, *words: str) -> str:
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tonghao",
        *words,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "TONGHAO_DATA": str(street.data)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await running.communicate()
    assert running.returncode == 0, said.decode()
    return said.decode()


async def test_an_imported_person_comes_in_through_their_link(
    person: type[Person], street: Street, tmp_path: Path
) -> None:
    archive = Archive(tmp_path)
    await _command(street, "import", str(tmp_path))
    link = (await _command(street, "claim-link", f"a1{archive.mark}")).strip().splitlines()[-1]

    me = await person.enter(width=390)
    await me.go(re.sub(r"^https?://[^/]+", "", link))
    await me.sees("领回你的账号")
    await me.looks_right()
    await me.types("密码", _NEW)
    await me.ticks("我已满 18 岁")
    await me.presses("领回并进入")
    await expect(me.page).not_to_have_url(re.compile("/claim/"))
    assert (await me.api("GET", "/me"))["name"] == "街坊a1"

    # The link worked once.
    again = await person.enter(width=1280)
    await again.go(re.sub(r"^https?://[^/]+", "", link))
    await again.types("密码", _NEW)
    await again.ticks("我已满 18 岁")
    await again.presses("领回并进入")
    await expect(again.page.get_by_role("alert").first).to_be_visible()
    await again.looks_right()
