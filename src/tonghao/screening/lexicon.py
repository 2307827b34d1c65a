"""The lexicon: our own short list, matched through every disguise the normaliser and the sound undo.

One pass of an automaton finds the terms in the letters; a second one finds them by sound; patterns run
only where one of their own words was seen, which keeps long texts cheap.
"""

import itertools
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation

from tonghao.screening.normalise import Normalised, parts_of, with_digits
from tonghao.screening.pinyin import initials_of, sound_of, sound_places
from tonghao.screening.policy import Confidence, Policy, Word
from tonghao.screening.types import Finding

_FILE: Final = Path(__file__).with_name("lexicon.toml")
_SCORES: Final[dict[Confidence, float]] = {"high": 0.95, "middle": 0.7, "low": 0.3}
_LESS_SURE: Final[dict[Confidence, Confidence]] = {"high": "middle", "middle": "middle", "low": "low"}
_HANZI: Final = re.compile("[\u4e00-\u9fff]+")
_HAS_DIGIT: Final = re.compile("[0-9]")
_NUMERALS: Final = re.compile("[〇零一二两三四五六七八九壹贰叁肆伍陆柒捌玖幺]")
# What stands between words in ordinary writing; anything else between two characters is a disguise.
_CLAUSE: Final = re.compile(r"(?:\s|[,!?;:、。~]|\.{2,})*")
# What the gates of the patterns are read from: look-arounds and character classes hold no literal words.
_NO_LITERAL: Final = re.compile(r"\(\?<?[!=].*?\)|\[\^?[^\]]*\]")
_LATIN_GATE: Final = re.compile(r"(?<!\\)[a-z]{1,8}")
_ANY_DIGIT: Final = "any digit"
_ALWAYS: Final = "always"
_MOST_FINDINGS: Final = 20

Hit = tuple[Finding, Confidence]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the lexicon. A pattern goes by its `name`, words by themselves."""

    hit: str
    miss: str
    term: str = ""
    name: str = ""
    pattern: str = ""
    also: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    check: str = ""
    sound: bool = False
    sure: Confidence | None = None
    severity: int | None = None


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Entries of one category, with who answers for them and why they stand here."""

    category: str
    author: str
    reason: str
    entries: tuple[Entry, ...]
    sure: Confidence = "high"
    softened: bool = False


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    warnings: tuple[str, ...]
    groups: tuple[Group, ...]


class _Rule(NamedTuple):
    """What a match means, ready to become a finding."""

    source: str
    category: str
    severity: int
    sure: Confidence
    softened: bool
    unless: tuple[str, ...]


class _Pattern(NamedTuple):
    rule: _Rule
    expression: re.Pattern[str]
    check: Callable[[str], bool] | None


class _Words:
    """An automaton and what each of its words means."""

    def __init__(self, words: dict[str, list[int]]) -> None:
        self.words = list(words)
        self.meanings = list(words.values())
        self._automaton = (
            AhoCorasick(self.words, implementation=Implementation.ContiguousNFA) if words else None
        )

    def found_in(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield word number, start and end of everything found, overlaps included."""
        if self._automaton is not None and text:
            yield from self._automaton.find_matches_as_indexes(text, overlapping=True)


class Lexicon:
    """All entries, compiled. `version` changes with the list."""

    def __init__(self, file: _File, policy: Policy, legal_terms: tuple[str, ...] = ()) -> None:
        self.groups = file.groups
        self.version = file.version + (f"+legal{len(legal_terms)}" if legal_terms else "")
        self._rules: list[_Rule] = []
        self._patterns: list[_Pattern] = []
        letters: dict[str, list[int]] = {}
        sounds: dict[str, list[int]] = {}
        initials: dict[str, list[int]] = {}
        for group, entry in ((g, e) for g in file.groups for e in g.entries):
            number = self._add_rule(group, entry, policy)
            for spelling in filter(None, (entry.term, *entry.also)):
                for written in _spellings(spelling):
                    letters.setdefault(written, []).append(number)
            if entry.pattern:
                self._patterns.append(_compiled(self._rules[number], entry))
            if entry.sound:
                plain = Normalised(entry.term).compact
                sounds.setdefault(sound_of(plain), []).append(number)
                initials.setdefault(initials_of(plain), []).append(number)
        for term in legal_terms:
            letters.setdefault(Normalised(term).compact, []).append(len(self._rules))
            self._rules.append(_Rule(f"legal.local/{term}", "legal.local", 2, "high", False, ()))
        letters.pop("", None)
        self._letters, self._sounds, self._initials = _Words(letters), _Words(sounds), _Words(initials)
        gates = _gates(self._patterns)
        self._ungated, self._digits_only = gates.pop(_ALWAYS, []), gates.pop(_ANY_DIGIT, [])
        self._gates = _Words(gates)
        self._warnings = re.compile("|".join(map(re.escape, file.warnings)))

    @classmethod
    def load(cls, policy: Policy, *, path: Path = _FILE, legal_list: Path | None = None) -> "Lexicon":
        """Read the list of the house and, if there is one, the deployer's: one term a line, # for remarks."""
        file = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File)
        file = msgspec.structs.replace(file, groups=(*file.groups, *_added(policy.words)))
        lines = legal_list.read_text("utf-8").splitlines() if legal_list is not None else []
        terms = (line.split("#", 1)[0].strip() for line in lines)
        return cls(file, policy, tuple(term for term in terms if Normalised(term).compact))

    def findings(self, text: Normalised) -> list[Hit]:
        """Return what the list finds, each entry once, first place first."""
        found: dict[int, tuple[int, int, Confidence]] = {}
        for number, start, end in self._in_letters(text):
            found.setdefault(number, (start, end, self._rules[number].sure))
        for number, start, end in itertools.chain(self._in_sound(text), self._in_initials(text)):
            found.setdefault(number, (start, end, _LESS_SURE[self._rules[number].sure]))
        hits = [self._hit(text, self._rules[n], *place) for n, place in found.items()]
        hits.extend(self._in_patterns(text))
        hits.sort(key=lambda hit: hit[0].span or (0, 0))
        return hits[:_MOST_FINDINGS]

    def _add_rule(self, group: Group, entry: Entry, policy: Policy) -> int:
        severity = policy.category(group.category).severity if entry.severity is None else entry.severity
        source = f"{group.category}/{entry.name or entry.term}"
        self._rules.append(
            _Rule(source, group.category, severity, entry.sure or group.sure, group.softened, entry.unless)
        )
        return len(self._rules) - 1

    def _hit(self, text: Normalised, rule: _Rule, start: int, end: int, sure: Confidence) -> Hit:
        if rule.softened and self._warnings.search(text.text):
            sure = _LESS_SURE[sure]
        finding = Finding(
            rule.category, rule.severity, _SCORES[sure], "lexicon", text.span(start, end), rule.source
        )
        return finding, sure

    def _in_letters(self, text: Normalised) -> Iterator[tuple[int, int, int]]:
        """Yield rule, start and end in `text.text`."""
        places: list[int] | None = None
        for word, start, end in self._letters.found_in(text.compact):
            places = text.compact_places() if places is None else places
            within = places[start:end]
            if not belongs_together(text.text, within) or not stands_alone(text.text, within):
                continue
            for number in self._letters.meanings[word]:
                if not _is_another_word(text.compact, start, end, self._rules[number].unless):
                    yield number, within[0], within[-1] + 1

    def _in_sound(self, text: Normalised) -> Iterator[tuple[int, int, int]]:
        sound = sound_of(text.compact)
        origins: list[tuple[int, int]] | None = None
        for word, start, end in self._sounds.found_in(sound):
            origins = sound_places(text.compact) if origins is None else origins
            first, last = origins[start][0], origins[end - 1][1]
            yield from self._where(text, self._sounds.meanings[word], first, last)

    def _in_initials(self, text: Normalised) -> Iterator[tuple[int, int, int]]:
        """Hanzi mixed with initials (操n妈): each character is the term's own or its first letter."""
        if text.compact.isascii() or not any(c.isascii() and c.isalpha() for c in text.compact):
            return
        for word, start, end in self._initials.found_in(initials_of(text.compact)):
            written, initials = text.compact[start:end], self._initials.words[word]
            for number in self._initials.meanings[word]:
                term = Normalised(self._rules[number].source.partition("/")[2]).compact
                own = sum(a == b for a, b in zip(written, term, strict=True))
                if own and all(w in (t, i) for w, t, i in zip(written, term, initials, strict=True)):
                    yield from self._where(text, [number], start, end)

    def _where(
        self, text: Normalised, rules: list[int], start: int, end: int
    ) -> Iterator[tuple[int, int, int]]:
        within = text.compact_places()[start:end]
        if not belongs_together(text.text, within):
            return
        for number in rules:
            if not _is_another_word(text.compact, start, end, self._rules[number].unless):
                yield number, within[0], within[-1] + 1

    def _in_patterns(self, text: Normalised) -> Iterator[Hit]:
        digits = with_digits(text.text)
        seen = {n for word, _, _ in self._gates.found_in(digits) for n in self._gates.meanings[word]}
        seen.update(self._ungated)
        if _HAS_DIGIT.search(digits):
            seen.update(self._digits_only)
        for number in sorted(seen):
            rule, expression, check = self._patterns[number]
            for match in expression.finditer(digits):
                if check is not None and not check(match[0]):
                    continue
                if _is_another_word(text.text, match.start(), match.end(), rule.unless):
                    continue
                yield self._hit(text, rule, match.start(), match.end(), rule.sure)
                break


def _added(words: Iterable[Word]) -> Iterator[Group]:
    """The platform's own words as groups of one; what must hit is the word itself."""
    for word in words:
        entry = Entry(hit=word.term, miss="", term=word.term)
        yield Group(word.category, "platform", word.reason, (entry,), sure=word.sure)


def _gates(patterns: list[_Pattern]) -> dict[str, list[int]]:
    """Words without which a pattern cannot match: the hanzi it is written with, or else a digit."""
    gates: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        source = _NO_LITERAL.sub(" ", pattern.expression.pattern)
        words = set(_HANZI.findall(source)) | set(_LATIN_GATE.findall(source))
        for word in words or {_ANY_DIGIT if "\\d" in source else _ALWAYS}:
            gates.setdefault(word, []).append(number)
    return gates


def _compiled(rule: _Rule, entry: Entry) -> _Pattern:
    if _NUMERALS.search(entry.pattern):
        raise ValueError(f"{rule.source}: numerals are digits by the time a pattern looks; write digits")
    return _Pattern(rule, re.compile(entry.pattern), _CHECKS[entry.check] if entry.check else None)


def _spellings(term: str) -> set[str]:
    """The term itself, with one character taken apart, and with all of them taken apart."""
    plain = Normalised(term).compact
    ways = [next(("".join(way) for way in parts_of(c)), c) for c in plain]
    one_apart = {plain[:n] + way + plain[n + 1 :] for n, way in enumerate(ways)}
    # Taken through the normaliser too: loose radicals are joined there before the list looks.
    return {plain} | {Normalised(s).compact for s in one_apart | {"".join(ways)} if len(plain) > 1}


def belongs_together(text: str, places: list[int]) -> bool:
    """Whether characters found without separators were one word, and not the seam of two sentences."""
    if places[-1] - places[0] == len(places) - 1:
        return True
    gaps = [text[a + 1 : b] for a, b in itertools.pairwise(places)]
    if not any(gap and _CLAUSE.fullmatch(gap) for gap in gaps):
        return True
    if not all(gaps):
        return False
    alone_before = places[0] == 0 or not text[places[0] - 1].isalnum()
    alone_after = places[-1] + 1 == len(text) or not text[places[-1] + 1].isalnum()
    return len(places) > 2 or (alone_before and alone_after)


def stands_alone(text: str, places: list[int]) -> bool:
    """Latin words must not be part of a longer one: sb is no part of usb."""
    before = text[places[0] - 1 : places[0]]
    after = text[places[-1] + 1 : places[-1] + 2]
    opens = not (_is_latin(text[places[0]]) and _is_latin(before))
    return opens and not (_is_latin(text[places[-1]]) and _is_latin(after))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _is_another_word(text: str, start: int, end: int, unless: tuple[str, ...]) -> bool:
    return any(word in text[max(0, start - len(word) + 1) : end + len(word) - 1] for word in unless)


def _is_id_card(number: str) -> bool:
    """Source: GB 11643-1999, the check character of an 18-digit identity number."""
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(number[:17]))
    return "10x98765432"[total % 11] == number[17]


def _is_bank_card(number: str) -> bool:
    """Source: ISO/IEC 7812-1, the Luhn sum."""
    doubled = (sum(divmod(int(d) * 2, 10)) for d in number[-2::-2])
    return (sum(doubled) + sum(int(d) for d in number[-1::-2])) % 10 == 0


_CHECKS: Final[dict[str, Callable[[str], bool]]] = {"id_card": _is_id_card, "bank_card": _is_bank_card}
