"""What a code in a photo means: a way to somebody elsewhere holds the photo, our own address does not."""

import pytest

from tonghao.screening.codes import Code, CodeScreener
from tonghao.screening.photo import PhotoScreener
from tonghao.screening.policy import current
from tonghao.screening.text import TextScreener
from tonghao.screening.types import Verdict

OWN = "https://circle.example.org"
SCREENER = CodeScreener(TextScreener.load(), current())


def verdict(text: str) -> Verdict:
    return PhotoScreener().weigh(SCREENER.hits([Code("QR Code", text)], own_address=OWN))


@pytest.mark.parametrize(
    "text",
    [
        "https://u.wechat.com/kAbcdefg",
        "HTTPS://U.WECHAT.COM/kAbcdefg",
        "https://u.wechat.com./kAbcdefg",
        "u.wechat.com/kAbcdefg",
        "https://weixin.qq.com/g/AwYAAabc",
        "wxp://f2f0abcdefg",
        "https://qr.alipay.com/fkx12345",
        "https://t.me/somechannel",
        "https://wa.me/8613800138000",
        "BEGIN:VCARD\nFN:代购\nTEL:13800138000\nEND:VCARD",
        "tel:13800138000",
        "bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "加微信 abc12345 领优惠",
        "https://circle.example.org.evil.example@u.wechat.com/k",
    ],
)
def test_a_way_to_somebody_elsewhere_is_held_as_an_advertisement(text: str) -> None:
    found = verdict(text)
    assert (found.act, found.category) == ("hold", "spam.contact")
    assert found.findings[0].said == text
    assert found.findings[0].stage == "code"


@pytest.mark.parametrize(
    "text",
    [
        f"{OWN}/c/manpao/p/0190?check-in=493817",
        "https://www.museum.example/rooms/12",
        "9787020002207",
        "WIFI:T:WPA;S:cafe;P:12345678;;",
        "",
        "http://[",
    ],
)
def test_our_own_code_and_plain_things_pass(text: str) -> None:
    assert verdict(text).act == "allow"


def test_another_address_is_kept_for_the_sample() -> None:
    (noted,) = verdict("https://shop.example/spring").findings
    assert (noted.category, noted.said) == ("spam.contact", "https://shop.example/spring")


def test_grave_words_in_a_code_keep_their_own_category() -> None:
    assert verdict("博彩平台，首充送88，上分秒到账").category == "gambling"
