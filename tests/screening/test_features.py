import numpy as np

from tonghao.screening.features import BUCKETS, LETTER_BITS, STEP, WINDOW, hashed, views_of, windows_of
from tonghao.screening.normalise import Normalised


def test_a_text_has_the_same_n_grams_alone_and_in_a_batch() -> None:
    views = [views_of(Normalised(text)) for text in ("你好", "", "今天天气真好", "a")]
    buckets, owners = hashed(views)
    for place, view in enumerate(views):
        alone, _ = hashed([view])
        assert np.array_equal(np.sort(buckets[owners == place]), np.sort(alone))
    assert buckets.min() >= 0
    assert buckets.max() < BUCKETS


def test_the_number_of_n_grams_is_what_the_lengths_say() -> None:
    buckets, _ = hashed([("你好", "")])
    # Edges count: 2 single letters, 3 pairs, 2 triples, 1 of four.
    assert len(buckets[buckets < 1 << LETTER_BITS]) == 8


def test_a_long_text_is_read_in_overlapping_windows() -> None:
    windows = windows_of(Normalised("好" * (WINDOW + STEP)))
    assert [len(letters) for letters, _ in windows] == [WINDOW, WINDOW]
    assert len(windows_of(Normalised(""))) == 1
