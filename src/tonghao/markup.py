"""The small markup: paragraphs, bold, emphasis, strike, quotes, lists, code, links, mentions; never HTML."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Final
from urllib.parse import quote

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# Not inside an address such as a@b.cn or a path such as x.cn/@me.
MENTION: Final = re.compile(r"(?<![A-Za-z0-9_.@/])@(\w{2,40})")
_LONGEST: Final = 30

_REL: Final = "nofollow ugc noopener"
_TAGS: Final = {"p", "br", "strong", "em", "s", "blockquote", "ul", "ol", "li", "code", "pre", "a"}

# Whatever the markup could see in a text. A text without any of it is written out directly, which
# is a hundred times as fast; a test holds both ways equal.
_MARKS: Final = re.compile(
    r"""[*_~`\\@]|\]\(|://
      |^[ \t]*(?:[>\-+]|[0-9]{1,9}[.)])
    """,
    re.VERBOSE | re.MULTILINE,
)
_BLANK_LINES: Final = re.compile(r"\n(?:[ \t]*\n)+")

# Deeper than people nest, and every level costs time and width of the screen.
_DEEP: Final = re.compile(r"^[ \t]*(?:(?:[>\-+*]|[0-9]{1,9}[.)])[ \t]*){7,}", re.MULTILINE)
# Brackets, stars and list lines without end are an attack on the parser, not a text.
_MOST_MARKS: Final = 2_000
_MOST_LINES: Final = 1_000

_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", re.IGNORECASE)
_AFTER: Final = ".,;:!?'\"*_~)]"


def _is_web_address(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _close_link(address: str) -> tuple[str, str]:
    """Split what stands behind an address in a sentence from the address."""
    end = len(address)
    while end and address[end - 1] in _AFTER:
        if address[end - 1] == ")" and address.count("(", 0, end) >= address.count(")", 0, end):
            break
        end -= 1
    return address[:end], address[end:]


def _text(content: str) -> Token:
    token = Token("text", "", 0)
    token.content = content
    return token


def _link(href: str, content: str) -> list[Token]:
    start = Token("link_open", "a", 1, attrs={"href": href})
    return [start, _text(content), Token("link_close", "a", -1)]


def _with_links(content: str, handles: Mapping[str, object]) -> list[Token]:
    """The tokens of plain words in which addresses and mentions became links."""
    tokens: list[Token] = []
    done = 0
    for match in _ADDRESS.finditer(content):
        address, _ = _close_link(match[0])
        if len(address) <= len("https://"):
            continue
        tokens += _with_mentions(content[done : match.start()], handles)
        tokens += _link(address, address)
        done = match.start() + len(address)
    return tokens + _with_mentions(content[done:], handles)


def _with_mentions(content: str, handles: Mapping[str, object]) -> list[Token]:
    tokens: list[Token] = []
    done = 0
    for match in MENTION.finditer(content) if handles else ():
        handle = handle_in(match[1], handles)
        if handle is None:
            continue
        tokens += [_text(content[done : match.start()]), *_link(f"/u/{quote(handle)}", f"@{handle}")]
        done = match.start(1) + len(handle)
    return [*tokens, _text(content[done:])] if done < len(content) else tokens


def _link_words(state: StateCore) -> None:
    """The core rule that links bare addresses and mentions, but not inside links and code."""
    handles = state.env["handles"]
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        children: list[Token] = []
        inside = 0
        for token in block.children:
            inside += (token.type == "link_open") - (token.type == "link_close")
            if token.type == "text" and not inside and ("@" in token.content or "://" in token.content):
                children += _with_links(token.content, handles)
            else:
                children.append(token)
        block.children = children


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"breaks": True, "html": False, "maxNesting": 16})
    parser.enable(["blockquote", "list", "fence"])
    parser.enable(["newline", "escape", "backticks", "strikethrough", "emphasis", "link", "autolink"])
    parser.enable(["balance_pairs", "fragments_join"])
    parser.enable("text_join")
    parser.validateLink = _is_web_address  # type: ignore[method-assign, assignment]
    parser.core.ruler.push("link_words", _link_words)
    return parser


_PARSER: Final = _parser()
_CLEANER: Final = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href"}, "ol": {"start"}},
    url_schemes={"http", "https"},
    link_rel=_REL,
)
_LEADS_AWAY: Final = re.compile(r'<a [^>]*href="https?://', re.IGNORECASE)
_STRIPPER: Final = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href"}, "ol": {"start"}},
    url_schemes={"http", "https"},
    link_rel=_REL,
    attribute_filter=lambda _, name, value: None if name == "href" and _is_web_address(value) else value,
)
# A link without an address is none to a screen reader or a search engine, only to the eye.
_NOWHERE: Final = re.compile(rf'<a rel="{_REL}">(.*?)</a>', re.DOTALL)


def html_of(text: str, handles: Mapping[str, object] = {}) -> str:
    """The safe HTML of a cleaned *text*.

    Args:
        handles: The handles, as they are written in the text, that become links.
    """
    if not _MARKS.search(text):
        return plain_html(text)
    if (
        _DEEP.search(text)
        or text.count("\n") > _MOST_LINES
        or sum(map(text.count, "*_~`[]<>\\")) > _MOST_MARKS
    ):
        return plain_html(text)
    rendered: str = _PARSER.render(text, {"handles": handles})
    return _CLEANER.clean(rendered).strip()


def without_links(html: str) -> str:
    """The *html* of `html_of` whose links to other sites stand there, but as words."""
    return _NOWHERE.sub(r"\1", _STRIPPER.clean(html))


def leads_away(html: str) -> bool:
    """Whether the *html* of `html_of` links to another site."""
    return _LEADS_AWAY.search(html) is not None


def plain_html(text: str) -> str:
    """The HTML of a text in which nothing is markup: paragraphs and line breaks alone."""
    if not text:
        return ""
    paragraphs = []
    for paragraph in _BLANK_LINES.split(text):
        lines = [
            escape(line.lstrip(" \t").rstrip(" "), quote=False) for line in paragraph.strip().split("\n")
        ]
        paragraphs.append("<p>" + "<br>\n".join(lines) + "</p>")
    return "\n".join(paragraphs)


def handle_in(run: str, known: Mapping[str, object]) -> str | None:
    """The longest reading of *run*, the word characters behind an @, that is somebody's handle.

    Chinese puts no space behind a name: `@小满你来吗` means 小满.
    """
    return next((reading for reading in readings_of(run) if reading in known), None)


def readings_of(run: str) -> Iterator[str]:
    """What of *run* could be a handle, the longest first."""
    for end in range(min(len(run), _LONGEST), 1, -1):
        if end == len(run) or not (run[end - 1].isascii() and run[end].isascii()):
            yield run[:end]
