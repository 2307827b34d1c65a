"""Who may pass with a password."""

import time

import pytest

from tonghao.accounts.sign_in import PasswordWrong, SignInRefused, prove_password, prove_sign_in
from tonghao.accounts.types import Credentials
from tonghao.crypto import hash_password
from tonghao.ids import new_id


async def _known(password: str, *, is_demo: bool = False) -> Credentials:
    return Credentials(new_id(), await hash_password(password), is_demo)


async def test_the_right_password_passes_and_another_does_not() -> None:
    known = await _known("梧桐叶落了一地")
    assert await prove_sign_in(known, "梧桐叶落了一地", at_home=False) == known
    for wrong in ("", "梧桐叶", "梧桐叶落了一地 ", "x" * 1000):
        with pytest.raises(SignInRefused):
            await prove_sign_in(known, wrong, at_home=True)


async def test_an_unknown_address_is_refused_alike_and_takes_as_long() -> None:
    known = await _known("梧桐叶落了一地")

    async def seconds(credentials: Credentials | None) -> float:
        began = time.perf_counter()
        with pytest.raises(SignInRefused):
            await prove_sign_in(credentials, "wrong", at_home=True)
        return time.perf_counter() - began

    # In turns, and the best of each: whatever else the machine does, it does to all three.
    asked = (known, None, Credentials(new_id(), None, False))
    rounds = [[await seconds(one) for one in asked] for _ in range(8)]
    taken, nobody, unclaimed = map(min, zip(*rounds, strict=True))
    assert 0.4 < nobody / taken < 2.5
    assert 0.4 < unclaimed / taken < 2.5


async def test_a_demo_account_lets_nobody_in_from_elsewhere() -> None:
    demo = await _known("梧桐叶落了一地", is_demo=True)
    await prove_sign_in(demo, "梧桐叶落了一地", at_home=True)
    with pytest.raises(SignInRefused):
        await prove_sign_in(demo, "梧桐叶落了一地", at_home=False)


async def test_a_grave_act_asks_for_ones_own_password() -> None:
    known = await _known("梧桐叶落了一地")
    await prove_password(known, "梧桐叶落了一地")
    with pytest.raises(PasswordWrong):
        await prove_password(known, "别的")
