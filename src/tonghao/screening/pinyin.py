"""How a text sounds: one syllable a character, so that homophones and typed pinyin look alike.

The table comes from the file of `pypinyin`, read once. The package itself is not imported: its phrase
dictionary would cost each web process 58 MiB, and one reading per character is what matching needs.
"""

import importlib.util
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import msgspec

from tonghao.screening.types import ScreenerDown

# A syllable is written as one character of the private use area: strings stay strings, and cheap.
_FIRST_CODE: Final = 0xE000
_NOT_TYPED_ALONE: Final = frozenset({"m", "n", "ng", "hm", "e", "o", "a"})
_LONGEST: Final = 6
_LATIN: Final = re.compile("[a-z]+")


class _Readings:
    """Every character's first reading without tone, and the syllables themselves."""

    def __init__(self) -> None:
        spec = importlib.util.find_spec("pypinyin")
        if spec is None or not spec.submodule_search_locations:
            raise ScreenerDown("the table of readings (pypinyin) is not installed")
        table = Path(spec.submodule_search_locations[0], "pinyin_dict.json").read_bytes()
        spoken = {int(code): _toneless(readings) for code, readings in msgspec.json.decode(table).items()}
        self.syllables: tuple[str, ...] = tuple(sorted(set(spoken.values())))
        self.codes: dict[str, str] = {s: chr(_FIRST_CODE + n) for n, s in enumerate(self.syllables)}
        self.typed: frozenset[str] = frozenset(self.syllables) - _NOT_TYPED_ALONE
        self.of_character: dict[int, str] = {code: self.codes[s] for code, s in spoken.items()}


def _toneless(readings: str) -> str:
    marked = unicodedata.normalize("NFD", readings.split(",", 1)[0]).replace("u\u0308", "v")
    return "".join(c for c in marked if not unicodedata.combining(c))


@cache
def _readings() -> _Readings:
    return _Readings()


def with_syllables(compact: str) -> str:
    """Return a compact text whose typed pinyin is syllables: Latin runs that are pinyin from end to end."""
    return _LATIN.sub(_spoken_run, compact) if _LATIN.search(compact) else compact


def sound_of(compact: str) -> str:
    """Return the sound of a compact text: syllables as private characters, everything else as it is.

    Typed pinyin shrinks to syllables, so the length may differ; see `sound_places`.
    """
    return with_syllables(compact).translate(_readings().of_character)


def sound_places(compact: str) -> list[tuple[int, int]]:
    """Return, for every character of `sound_of(compact)`, its start and end in `compact`."""
    places: list[tuple[int, int]] = []
    done = 0
    for run in _LATIN.finditer(compact):
        places.extend((n, n + 1) for n in range(done, run.start()))
        start = run.start()
        for syllable in _syllables_in(run[0]) or tuple(run[0]):
            places.append((start, start + len(syllable)))
            start += len(syllable)
        done = run.end()
    places.extend((n, n + 1) for n in range(done, len(compact)))
    return places


def _spoken_run(run: re.Match[str]) -> str:
    syllables = _syllables_in(run[0])
    return "".join(_readings().codes[s] for s in syllables) if syllables else run[0]


@lru_cache(maxsize=4096)
def _syllables_in(run: str) -> tuple[str, ...]:
    """Cut a Latin run into the fewest syllables; empty when it is not pinyin from end to end."""
    if len(run) > 80:
        return ()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(run)
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - _LONGEST), end):
            head = best[start]
            if head is None or run[start:end] not in _readings().typed:
                continue
            known = best[end]
            if known is None or len(head) + 1 < len(known):
                best[end] = (*head, run[start:end])
    return best[-1] or ()


def initials_of(compact: str) -> str:
    """Return the first letter of every character's syllable; what has no sound stays as it is."""
    return compact.translate(_initials())


@cache
def _initials() -> dict[int, str]:
    readings = _readings()
    return {
        code: readings.syllables[ord(sound) - _FIRST_CODE][0] for code, sound in readings.of_character.items()
    }


def syllable_of(character: str) -> str:
    """Return how a character is read, without tone; empty when it has no reading."""
    sound = _readings().of_character.get(ord(character))
    return _readings().syllables[ord(sound) - _FIRST_CODE] if sound else ""
