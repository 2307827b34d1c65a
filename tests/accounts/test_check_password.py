"""Which passwords are let through."""

import pytest

from tonghao.accounts.check_password import PasswordRefused, check_password


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short12", "length"),
        ("x" * 129, "length"),
        ("", "length"),
        ("12345678", "common"),
        ("Password1", "common"),
        ("woaini1314", "common"),
        ("aaaaaaaaaa", "simple"),
        ("abababab", "simple"),
        ("lin@example.org", "address"),
        ("LIN@EXAMPLE.ORG", "address"),
        ("linyue_1975", "address"),
    ],
)
def test_a_bad_password_is_refused_with_the_reason(password: str, reason: str) -> None:
    with pytest.raises(PasswordRefused) as refused:
        check_password(password, email="lin@example.org", handle="linyue_1975")
    assert refused.value.details == {"reason": reason}


@pytest.mark.parametrize("password", ["梧桐叶落了一地黄", "correct horse", "x7!kQ2zz", "ab c" * 32])
def test_a_password_of_eight_to_128_characters_passes(password: str) -> None:
    check_password(password, email="lin@example.org", handle="lin")
