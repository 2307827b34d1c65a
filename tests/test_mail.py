"""Mails as they leave."""

from email import message_from_bytes
from email.policy import default
from email.utils import parsedate_to_datetime

from tonghao.clock import now
from tonghao.mail import letter_of


def test_a_letter_has_what_mail_servers_ask_for() -> None:
    letter = letter_of(
        mail_from="同好 <no-reply@example.org>",
        to="xiaoman@example.org",
        subject="同好：注册验证码 · your sign-up code",
        text="你的注册验证码是 123456。\n",
    )
    read = message_from_bytes(letter.as_bytes(), policy=default)
    assert read["Subject"] == "同好：注册验证码 · your sign-up code"
    assert read.get_content() == "你的注册验证码是 123456。\n"
    assert abs((parsedate_to_datetime(read["Date"]) - now()).total_seconds()) < 60
    assert read["Message-ID"].endswith("@example.org>")
    assert read["Auto-Submitted"] == "auto-generated"
