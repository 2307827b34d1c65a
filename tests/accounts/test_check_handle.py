"""What a handle may be, and when it is free."""

import pytest

from tonghao.accounts.check_handle import (
    HandleRefused,
    HandleTaken,
    check_handle,
    checked_handle,
    claim_handle,
    is_reserved,
    skeleton_of,
)
from tonghao.db import Connection
from tonghao.ids import new_id


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Xiaoman", "xiaoman"),
        ("@xiaoman", "xiaoman"),
        ("Ｘｉａｏｍａｎ", "xiaoman"),
        ("小满_01", "小满_01"),
        ("Émile", "émile"),
        ("豆包さん", "豆包さん"),
        (" two ", "two"),
    ],
)
def test_a_handle_is_stored_in_one_form(typed: str, stored: str) -> None:
    assert checked_handle(typed) == stored


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("x", "length"),
        ("满" * 31, "length"),
        ("", "length"),
        ("a b", "characters"),
        ("a-b", "characters"),
        ("ab\u200bcd", "characters"),
        ("ab\u202ecd", "characters"),
        ("ab\x00cd", "characters"),
        ("a\ud800b", "characters"),
        ("a😀b", "characters"),
        ("٣٤٥", "characters"),
        ("___", "characters"),
        ("xiаoman", "lookalike"),  # the third letter is Cyrillic
        ("admin", "reserved"),
        ("Adm1n", "reserved"),
        ("管理员", "reserved"),
        ("tonghao", "reserved"),
        ("t0nghao", "reserved"),
        ("gone_0123", "reserved"),
    ],
)
def test_what_cannot_be_a_handle_is_refused_with_the_reason(typed: str, reason: str) -> None:
    with pytest.raises(HandleRefused) as refused:
        checked_handle(typed)
    assert refused.value.details == {"reason": reason}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lll", "l1l"),
        ("zhou0", "zhouo"),
        ("paypal", "раураl"),
        ("modem", "rnodem"),
        ("一口", "ー口"),
        ("xiaoman", "XIAOMAN"),
    ],
)
def test_handles_that_look_alike_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton_of(one) == skeleton_of(other)


def test_handles_that_look_different_have_different_skeletons() -> None:
    handles = ["xiaoman", "xiaomen", "小满", "小漫", "u00001", "u00002", "u00010", "a_b", "ab"]
    assert len({skeleton_of(handle) for handle in handles}) == len(handles)


def test_a_name_that_speaks_for_the_platform_is_reserved_however_it_is_written() -> None:
    assert is_reserved("OFFICIAL")
    assert is_reserved("0fficial")
    assert is_reserved("官方客服")
    assert not is_reserved("官帽椅")


async def test_a_handle_that_looks_like_a_taken_one_is_not_free(conn: Connection) -> None:
    owner = new_id()
    await claim_handle(conn, handle="laolu01", account_id=owner)
    assert (await check_handle(conn, handle="Laolu01", account_id=None)).reason == "taken"
    assert (await check_handle(conn, handle="laoluo1", account_id=None)).reason == "taken"
    assert (await check_handle(conn, handle="laolu02", account_id=None)).free
    assert (await check_handle(conn, handle="laoluo1", account_id=owner)).free
    with pytest.raises(HandleTaken):
        await claim_handle(conn, handle="laoluol", account_id=new_id())


async def test_a_handle_check_says_what_is_wrong(conn: Connection) -> None:
    assert (await check_handle(conn, handle="a b", account_id=None)).reason == "characters"
    assert (await check_handle(conn, handle="root", account_id=None)).reason == "reserved"
