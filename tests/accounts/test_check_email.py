"""Which addresses are let through."""

import pytest

from tonghao.accounts.check_email import EmailRefused, checked_email


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" Man@Example.ORG ", "man@example.org"),
        ("小满@例子.中国", "小满@例子.中国"),
        ("a+b@example.org", "a+b@example.org"),
    ],
)
def test_an_address_is_stored_in_one_form(typed: str, stored: str) -> None:
    assert checked_email(typed) == stored


@pytest.mark.parametrize(
    "typed",
    ["", "man", "man@", "@example.org", "man@localhost", "a b@example.org", "a@b@c.org", "x" * 300 + "@a.org",
     "a\r\nBcc: b@example.org", "a\x00@example.org", "a\ud800@example.org"],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(EmailRefused):
        checked_email(typed)
