"""The form of register numbers: GB 32100-2015, and what local registers give."""

import pytest

from tests.partners.bookshop import USCC
from tonghao.partners.check_register import RegisterNumberWrong, check_digit_of, masked_register


@pytest.mark.parametrize("code", ["91110000802100433B", "91330100799655058B", USCC])
def test_the_check_digit_is_that_of_the_standard(code: str) -> None:
    assert check_digit_of(code) == code[-1]
    assert masked_register("uscc", f" {code.lower()} ").startswith(code[:4])


@pytest.mark.parametrize("code", ["", USCC[:-1], USCC[:-1] + "0", USCC.replace("2", "3"), "O" + USCC[1:]])
def test_a_slip_of_the_pen_is_found(code: str) -> None:
    with pytest.raises(RegisterNumberWrong):
        masked_register("uscc", code)


def test_a_local_number_shows_its_ends_alone() -> None:
    assert masked_register("local", "WT-2019-0412") == "WT-••••••412"
    assert masked_register("local", "A001") == "A••1"
    for wrong in ("A1", "街道 12", "-12345", "1" * 31):
        with pytest.raises(RegisterNumberWrong):
            masked_register("local", wrong)
