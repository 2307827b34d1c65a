"""What is looked for elsewhere, and how much of the same waits for a person."""

import pytest

from tonghao.screening.behaviour import Said, Spread, behaviour, is_flood, said_of

_ADVERT = "转让健身年卡，八折，有意的私信我"


@pytest.mark.parametrize(
    "text",
    [
        "顶",
        "谢谢分享",
        "打卡第12天",
        "谢谢楼主的分享，写得真好，收藏了慢慢看",
        "祝大家新年快乐，身体健康，万事如意，阖家幸福",
        "哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈",
        "666666666666666666",
        "😂😂😂😂😂😂😂😂😂😂😂😂😂😂",
        "早上好，大家好，新来的，请多关照",
        "Thanks for sharing, good morning everyone",
        "",
    ],
)
def test_what_people_say_to_everybody_is_looked_for_nowhere(text: str) -> None:
    assert said_of(text).digest is None


def test_the_same_words_are_the_same_through_every_disguise() -> None:
    digest = said_of(_ADVERT).digest
    assert digest is not None
    for text in (
        "轉讓健身年卡，八折，有意的私信我",
        "转让 健身 年卡 八折…有意的私信我！！",
        "转\u200b让健身年卡,八折,有意的私信我🔥",
    ):
        assert said_of(text).digest == digest
    assert said_of("@小满 " + _ADVERT, ["小满"]).digest == digest
    assert said_of(_ADVERT + "不要错过").digest != digest


def test_a_few_words_are_enough_where_they_may_lead_elsewhere() -> None:
    assert said_of("加微信 abc12345").digest is not None
    assert said_of("看 https://example.org/a").digest is not None
    assert said_of("明天桥头见").digest is None


@pytest.mark.parametrize(
    ("spread", "leads", "waits"),
    [
        (Spread(3, 3, 1), False, False),
        (Spread(4, 4, 1), False, True),
        (Spread(1, 6, 2), False, False),
        (Spread(1, 5, 5), False, False),
        (Spread(1, 6, 3), False, True),
        # However many say it in one thread.
        (Spread(1, 1, 300), False, False),
        (Spread(2, 2, 1), True, False),
        (Spread(3, 3, 1), True, True),
        (Spread(1, 4, 2), True, True),
        (Spread(), True, False),
    ],
)
def test_how_much_of_the_same_waits(spread: Spread, leads: bool, waits: bool) -> None:
    assert is_flood(said_of(_ADVERT), spread, leads=leads) is waits


def test_a_short_text_that_leads_nowhere_is_no_flood() -> None:
    assert not is_flood(Said(b"0" * 16, 5), Spread(9, 9, 9), leads=False)
    assert is_flood(Said(b"0" * 16, 5), Spread(9, 9, 9), leads=True)


def test_what_leads_elsewhere_waits_no_later_than_what_does_not() -> None:
    usual, quick = behaviour().same_text, behaviour().same_text_with_contact
    assert quick.least_letters <= usual.least_letters
    assert (quick.own_places, quick.places, quick.authors) <= (usual.own_places, usual.places, usual.authors)
