"""The small markup."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonghao import markup
from tonghao.markup import html_of, plain_html

REL = 'rel="nofollow ugc noopener"'


def test_paragraphs_and_lines_are_kept():
    assert html_of("一\n二\n\n三") == "<p>一<br>\n二</p>\n<p>三</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**粗**", "<p><strong>粗</strong></p>"),
        ("*斜*", "<p><em>斜</em></p>"),
        ("~~删~~", "<p><s>删</s></p>"),
        ("`x<y`", "<p><code>x&lt;y</code></p>"),
        ("> 引", "<blockquote>\n<p>引</p>\n</blockquote>"),
        ("- 一\n- 二", "<ul>\n<li>一</li>\n<li>二</li>\n</ul>"),
        ("3. 三", '<ol start="3">\n<li>三</li>\n</ol>'),
        ("```\nif 1 < 2:\n```", "<pre><code>if 1 &lt; 2:\n</code></pre>"),
        (r"\*不斜\*", "<p>*不斜*</p>"),
        ("[看](https://a.cn/b?c=1&d=2)", f'<p><a href="https://a.cn/b?c=1&amp;d=2" {REL}>看</a></p>'),
        ("看https://a.cn/x(1)。好", f'<p>看<a href="https://a.cn/x(1)" {REL}>https://a.cn/x(1)</a>。好</p>'),
    ],
)
def test_each_mark_means_one_thing(text: str, html: str):
    assert html_of(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "# 标题",
        "标题\n===",
        "***",
        "![图](https://a.cn/a.png)x",
        "<b>粗</b>",
        "<script>alert(1)</script>",
        "&copy;",
    ],
)
def test_headings_pictures_and_html_are_only_text(text: str):
    assert not re.search(r"<(?!/?(p|br|a)\b)", html_of(text))
    assert "<img" not in html_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))", "[x](data:text/html,1)", "[x](//a.cn)", "[x](/u/somebody)",
        "<javascript:alert(1)>", "[x](vbscript:a)", "[x](JaVaScRiPt:a)", "[x](\x01javascript:a)",
    ],
)  # fmt: skip
def test_a_link_leads_to_the_web_or_nowhere(text: str):
    assert "href" not in html_of(text)


def test_mentions_of_people_become_links_also_inside_chinese():
    html = html_of("@小满你来吗 @Bob_1! a@小满.cn @nobody `@小满`", {"小满": 1, "Bob_1": 1})
    assert f'<a href="/u/%E5%B0%8F%E6%BB%A1" {REL}>@小满</a>你来吗' in html
    assert f'<a href="/u/Bob_1" {REL}>@Bob_1</a>!' in html
    assert "a@小满.cn" in html
    assert "@nobody" in html
    assert "<code>@小满</code>" in html


def test_a_longer_name_is_not_cut_to_a_shorter_one():
    assert "href" not in html_of("@bobby", {"bob": 1})


ALPHABET = st.sampled_from([*list("ab你好 \n\t\u3000<>&\"'!#=|-.1)(]:/;"), "\n\n", "  \n", "1.", "- "])


@settings(max_examples=300, deadline=None)
@given(st.lists(ALPHABET, max_size=40).map("".join))
def test_the_short_way_and_the_long_way_give_the_same(text: str):
    text = text.strip()
    if text and not markup._MARKS.search(text):
        assert markup._CLEANER.clean(markup._PARSER.render(text, {"handles": {}})).strip() == plain_html(text)


TAGS = re.compile(r"</?([a-z]+)((?: [a-z]+=\"[^\"<>]*\")*)>")


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="*_~`[]()<>!@#&\\\"'-+1. \nahtps:/x你=", max_size=80))
def test_nothing_but_the_allowed_tags_ever_comes_out(text: str):
    html = html_of(text, {"xx": 1})
    rest = TAGS.sub("", html)
    assert "<" not in rest
    assert ">" not in rest.replace("&gt;", "")
    assert {match[1] for match in TAGS.finditer(html)} <= markup._TAGS


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000, "> " * 10_000, "*a **b " * 2_800, "`" * 20_000, "- " * 10_000, "[a](" * 5_000,
        "\\" * 20_000, "[[" * 900, "@a" * 10_000, "1. x\n" * 4_000, "https://a.cn/" + "(" * 19_000,
        ("@" + "你" * 40 + " ") * 450, "**a" * 660, "*a_" * 660, "http://" * 2_800,
    ],
)  # fmt: skip
def test_nested_markup_costs_no_time(text: str):
    begun = time.process_time()  # its own: others may be at work
    html_of(text, {"bob": 1})
    assert time.process_time() - begun < 2.0
