"""Ask: what a person typed into the field, as a question that the index can answer."""

import re
from itertools import pairwise
from typing import Final

import msgspec

from tonghao.errors import Refusal
from tonghao.search.cut import Token, plain_of, quoted, tag_word, tokens_of

LONGEST: Final = 200
_MOST_WORDS: Final = 24

_PART: Final = re.compile(
    r"""(?P<minus>-)?(?:
        (?P<key>tag|in|from|标签|圈子|作者)[::](?P<value>[^\s]+)
      | ["“”「『](?P<phrase>[^"“”」』]*)["“”」』]?
      | (?P<word>[^\s"“”「『]+)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_KEYS: Final = {"标签": "tag", "圈子": "in", "作者": "from"}
_HAN_ONLY: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")
# They stand in every second text and ask for nothing.
_EMPTY_WORDS: Final = (
    "的 了 是 在 和 就 都 而 及 与 着 吗 呢 吧 啊 呀 嘛 么 也 很 我 你 他 她 它 这 那 有 不 怎么 什么 如何 "
    "the a an of to and or in is are for on at it"
)
_EMPTY: Final = frozenset(_EMPTY_WORDS.split())


class NothingToSearch(Refusal):
    """Write at least one word to look for; signs, pictures or excluded words alone find nothing."""

    status = 400


class QueryTooLong(Refusal):
    """This is too long to look for. Use at most 200 characters."""

    status = 400


class Question(msgspec.Struct, frozen=True):
    """What was asked for.

    Attributes:
        every: One tsquery for each thing that must be there.
        never: The same for what must not.
        shown: Words and phrases in plain form, for the marks in what is found.
        plain: All that is neither filter nor excluded, as it was typed, for names.
    """

    every: list[str] = []
    never: list[str] = []
    tags: list[str] = []
    circles: list[str] = []
    authors: list[str] = []
    shown: list[str] = []
    plain: str = ""


def question_of(typed: str) -> Question:
    """Read the field: words, "phrases", -excluded, `tag:`, `in:circle` and `from:@handle`.

    Raises:
        QueryTooLong: more than 200 characters.
        NothingToSearch: there is no word to look for, no tag and no author.
    """
    typed = "".join(c if c.isprintable() else " " for c in typed).strip()
    if len(typed) > LONGEST:
        raise QueryTooLong
    found = Question([], [], [], [], [], [])
    said: list[str] = []
    for part in _PART.finditer(typed):
        if part["key"] and not part["minus"]:
            key = part["key"].lower()
            _filters(found, _KEYS.get(key, key)).append(part["value"])
            continue
        words = part["phrase"] or part["word"] or ""
        terms, shown = _terms_of(plain_of(words), is_phrase=part["phrase"] is not None)
        if part["minus"]:
            if terms:
                found.never.append("(" + " & ".join(terms) + ")")
        else:
            found.every.extend(terms)
            found.shown.extend(shown)
            said.append(words)
    if not (found.every or found.tags or found.authors):
        raise NothingToSearch
    return msgspec.structs.replace(found, every=found.every[:_MOST_WORDS], plain=" ".join(said).strip())


def _filters(question: Question, key: str) -> list[str]:
    return {"tag": question.tags, "in": question.circles, "from": question.authors}[key]


def _terms_of(plain: str, *, is_phrase: bool) -> tuple[list[str], list[str]]:
    """One tsquery a word, and what to mark; a phrase is one tsquery of words at their distances."""
    tokens = _longest(list(tokens_of(plain)))
    if is_phrase:
        return _phrase_of(plain, tokens)
    telling = [token for token in tokens if token.word not in _EMPTY] or tokens
    return [_term_of(token.word) for token in telling], [token.word for token in telling]


def _term_of(word: str) -> str:
    """A word, or else its characters two by two, as the cutter may have parted it in the text."""
    if len(word) > 2 and _HAN_ONLY.fullmatch(word):
        pairs = " <1> ".join(quoted(word[at : at + 2]) for at in range(len(word) - 1))
        return f"({quoted(word)} | ({pairs}))"
    return quoted(word)


def _phrase_of(plain: str, tokens: list[Token]) -> tuple[list[str], list[str]]:
    pieces: list[tuple[str, int]] = []
    for run in re.finditer(r"[\u3400-\u9fff\uf900-\ufaff]+|[a-z0-9]+", plain):
        text = run.group()
        if not _HAN_ONLY.fullmatch(text):
            pieces += [
                (token.word, token.place) for token in tokens if run.start() <= token.place < run.end()
            ]
        elif len(text) == 1:
            pieces.append((text, run.start()))
        else:
            pieces += [(text[at : at + 2], run.start() + at) for at in range(len(text) - 1)]
    if not pieces:
        return [], []
    query = quoted(pieces[0][0])
    for (_, before), (word, place) in pairwise(pieces):
        query += f" <{place - before}> {quoted(word)}"
    return [f"({query})"], [plain.strip()]


def _longest(tokens: list[Token]) -> list[Token]:
    """Without words that are parts of longer ones: whoever says 科学院 does not also ask for 科学."""
    kept: list[Token] = []
    for token in sorted(tokens, key=lambda t: (-len(t.word), t.place)):
        end = token.place + len(token.word)
        if not any(k.place <= token.place and end <= k.place + len(k.word) for k in kept):
            kept.append(token)
    return sorted(kept, key=lambda t: t.place)


def tag_term(tag: str) -> str:
    """The tsquery for a tag."""
    return quoted(tag_word(tag))
