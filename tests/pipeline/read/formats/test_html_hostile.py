"""Pages made to break a parser: they end soon, and their text is kept or refused."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read.formats.html import read
from pipeline.read.formats.model import Hints, RefusedError

END = "<p>各位代表，让我们团结起来，为建设现代化城区而努力奋斗，谢谢大家。</p>" * 2
LAST = "谢谢大家。"
N = 20_000


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * N + "文" + "</div>" * N + END,
        "<div>" * N + "文" + END,
        "<table><tr><td>" * N + END,
        "<p>" + "<font><b>字" * N + END,
        "<p " + " ".join(f"a{i}=1" for i in range(N)) + ">文</p>" + END,
        "<p " + " ".join(f"a{i}" for i in range(N)) + ">文</p>" + END,
        "<!--" * N + END,
        "<!-- a -->" * N + END,
        "<" * N + END,
        "<a" * N + END,
        "&#x" * N + END,
        "<p>文" + "\n \n" * N + "a</p>" + END,
        "<ol>" * 150 + "<li>文" * 500 + END,
        "<p>发布日期：2023 来源：a 来源：b </p>" * 1000 + END,
        "<p style='" + "display " * N + "'>文</p>" + END,
        f"<title>{'关于-' * N}</title>" + END,
        "<p>头\0尾\x01&#1;&#0;&#xFFFE;&#xD800;</p>" + END,
        "<p><img src='data:image/png;base64," + "A" * 50 * N + "'></p>" + END,
        "<style>" + ".a{display:none}" * N + "</style>" + END,
        "<?xml version='1.0' encoding='gb2312'?><html><body>" + END,
        "<td>" + "x" * N + "</table>" + END + "<a href='unclosed>" + "文" * N,
    ],
    ids=lambda page: page[:20].replace("\0", "0"),
)
def test_it_ends_soon_with_its_text(page: str) -> None:
    start = time.process_time()
    text = read(page.encode(), Hints()).text
    assert time.process_time() - start < 5
    assert LAST in text
    assert not set(text) & {"\0", "\x01", "\ufffe"}
    text.encode()


def test_a_page_beyond_the_limits_is_read_as_lines_and_says_so() -> None:
    row = "<tr><td>生产总值</td><td>1250亿元</td></tr>"
    made = read(
        f"<html><head><title>表</title></head><body><script>var a=1;</script><div>{'<b>' * 300}{row * 3}{END}".encode(),
        Hints(),
    )
    assert made.text.split("\n")[:2] == ["生产总值 | 1250亿元", "生产总值 | 1250亿元"]
    assert "too many or too deeply nested" in made.notes[0].message


def test_spans_do_not_multiply() -> None:
    page = "<table>" + "<tr><td colspan=1000 rowspan=60000>5<td colspan=1000 rowspan=999>6" * 300 + "</table>" + END
    assert len(read(page.encode(), Hints()).text) < 2_000_000


def test_a_script_that_never_ends_takes_the_rest() -> None:
    with pytest.raises(RefusedError):
        read(("<script>" * 100 + END).encode(), Hints())


def test_plaintext_and_frames_do_not_stop_it() -> None:
    assert "<b>全文" in read(f"<html><body>{END}<plaintext>{'<b>全文。' * 30}".encode(), Hints()).text


_TAGS = "div p table tr td ol li br sup b h1 pre script style form a body html q:x".split()  # noqa: SIM905
_PIECES = (
    "文",
    "2",
    "。",
    "\n",
    "<!--",
    "-->",
    "索引号：",
    "<td rowspan=3>",
    "<a href=x.pdf>",
    "<x<y>",
    "&#1;",
    "&#xD800;",
)
_MARKUP = st.lists(
    st.sampled_from([*(f"<{tag}>" for tag in _TAGS), *(f"</{tag}>" for tag in _TAGS), *_PIECES]), max_size=60
)


@given(_MARKUP)
@settings(max_examples=300, deadline=None)
def test_any_order_of_tags_is_read_or_refused(markup: list[str]) -> None:
    try:
        made = read("".join(markup).encode(), Hints())
    except RefusedError:
        return
    assert made.text.endswith("\n") and made == read("".join(markup).encode(), Hints())
