"""Every event is in the catalogue, says whether it is live, and is heard or live."""

from typing import get_args

from tonghao.events import Event, _Event, kind_of
from tonghao.worker import hearers


def test_every_event_is_in_the_catalogue() -> None:
    assert set(get_args(Event)) == set(_Event.__subclasses__())


def test_every_event_is_live_or_heard_by_a_job() -> None:
    unheard = {one.__name__ for one in get_args(Event) if not one.live and one not in hearers()}
    assert unheard == set()


def test_an_event_is_named_by_a_noun_and_a_participle() -> None:
    for one in get_args(Event):
        assert "." in one.__struct_config__.tag or one.__struct_config__.tag == "liked"
    assert callable(kind_of)
